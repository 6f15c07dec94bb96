package browserkit_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"ipgraph/browserkit"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j/neo4jtest"
	"ipgraph/loader"
	"ipgraph/seeds"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	pool   neo4jtest.Pool
)

func TestMain(m *testing.M) { os.Exit(pool.Run(m)) }

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the tests with -update to make it")
	require.Equal(t, string(want), string(got))
}

// few is a library of few questions with all that is difficult about them.
func few(t *testing.T) *cypher.Library {
	t.Helper()
	library, err := cypher.LoadFrom(fstest.MapFS{
		"ask/lookup/one.cypher": {Data: []byte("// title: One entity\n// about: Its name, and \"more\".\n// param: id id -- the entity\n// param: q text optional -- words\n" +
			"// param: family families optional -- families\n// param: known day optional -- a day\n// param: limit int = 20 min 1 max 100 -- how many\n// answer: table\n" +
			"// example: id=company:ipgraph:cnex-labs q=it's+a\\b family=money,people\n" +
			"MATCH (n:Entity {id: $id}) // not $id\nWHERE $known IS NULL AND n.name <> '$q' AND $q <> '' AND $family IS NOT NULL\nRETURN n LIMIT $limit + 1")},
		"ask/lookup/two.cypher":  {Data: []byte("// title: =HYPERLINK(\"x\")\n// answer: table\n// example:\nRETURN 1 AS one")},
		"ask/paths/three.cypher": {Data: []byte("// title: @Chains\n// about: -1 hop\n// literal: hops int = 6 min 1 max 6 -- hops\n// answer: graph\n// example: hops=2\nMATCH p = (a)-[*../*hops*/6]-(b) RETURN p")},
	})
	require.NoError(t, err)
	return library
}

// kit gives the files of a library by their names.
func kit(t *testing.T, library *cypher.Library) (list []browserkit.File, byName map[string][]byte) {
	t.Helper()
	list, err := browserkit.Make(library)
	require.NoError(t, err)
	byName = map[string][]byte{}
	for _, f := range list {
		require.NotEmpty(t, f.About)
		require.NotEmpty(t, f.Type)
		byName[f.Name] = f.Content
	}
	return list, byName
}

// unzip gives the favourites in their order.
func unzip(t *testing.T, content []byte) (names, texts []string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	require.NoError(t, err)
	for _, f := range r.File {
		file, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(file)
		require.NoError(t, err)
		names, texts = append(names, f.Name), append(texts, string(text))
	}
	return names, texts
}

func TestGolden(t *testing.T) {
	_, files := kit(t, few(t))
	golden(t, browserkit.CSVFile, files[browserkit.CSVFile])
	golden(t, browserkit.StyleFile, files[browserkit.StyleFile])
	var listing strings.Builder
	names, texts := unzip(t, files[browserkit.FavouritesFile])
	for i, name := range names {
		listing.WriteString("== " + name + "\n" + texts[i])
	}
	golden(t, "favourites.txt", []byte(listing.String()))
	_, again := kit(t, few(t))
	require.Equal(t, files, again, "the same bytes each time")
}

// TestEveryQuestionIsThere: the catalogue as it is, in both forms.
func TestEveryQuestionIsThere(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	_, files := kit(t, library)
	names, texts := unzip(t, files[browserkit.FavouritesFile])
	require.Len(t, names, len(library.Questions()))
	for i, name := range names {
		folder, file, _ := strings.Cut(name, "/")
		q, err := library.Get(strings.TrimSuffix(file, ".cypher"))
		require.NoError(t, err)
		require.NotEmpty(t, folder)
		require.True(t, strings.HasPrefix(texts[i], "// "+q.Title+"\n"), "the first line is the name in Browser")
	}
	rows, err := csv.NewReader(bytes.NewReader(files[browserkit.CSVFile])).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"name", "description", "query", "id", "parentId", "isFolder"}, rows[0])
	folders := map[string]bool{}
	for i, row := range rows[1:] {
		for _, cell := range row {
			require.False(t, cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])), "%q is a formula to a spreadsheet", cell)
		}
		if row[5] == "true" {
			folders[row[3]] = true
			continue
		}
		require.True(t, folders[row[4]], "row %d: its folder stands before it", i)
	}
	require.Len(t, rows, 1+len(folders)+len(names))
}

// TestStyle: nothing is left grey that has a family or kind, and Browser's parser
// is not given what it cannot read.
func TestStyle(t *testing.T) {
	style := browserkit.Style()
	for _, k := range graph.Kinds() {
		require.Contains(t, style, "node."+k.Label()+" {")
	}
	for _, p := range graph.EdgeTypes() {
		require.Contains(t, style, "relationship."+string(p)+" {")
	}
	require.NotContains(t, style, "//")
	require.NotContains(t, style, "/*")
	rule := regexp.MustCompile(`^(node|relationship)(\.\w+)? \{( [a-z-]+: [^:;]+;)+ \}$`)
	for line := range strings.Lines(style) {
		require.Regexp(t, rule, strings.TrimSuffix(line, "\n"))
	}
}

var block = regexp.MustCompile("(?s)```cypher\n(.*?)```")

// TestEverythingRuns: every favourite and every block of the guide runs as it
// stands, on the story, and finds what the question with parameters finds.
func TestEverythingRuns(t *testing.T) {
	store, library := pool.Open(t)
	_, err := loader.Load(t.Context(), store, library, []loader.Dossier{{Name: "story", Path: "seeds", FS: seeds.FS()}}, loader.Options{})
	require.NoError(t, err)
	_, files := kit(t, library)
	names, texts := unzip(t, files[browserkit.FavouritesFile])
	found := 0
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			_, file, _ := strings.Cut(name, "/")
			q, err := library.Get(strings.TrimSuffix(file, ".cypher"))
			require.NoError(t, err)
			call, err := q.Bind(q.ExampleArgs())
			require.NoError(t, err)
			want, err := store.Ask(t.Context(), call)
			require.NoError(t, err)
			got, err := store.Ask(t.Context(), cypher.Call{Name: "favourite", Text: texts[i], Limit: call.Limit})
			require.NoError(t, err, "%s", texts[i])
			require.Equal(t, want, got)
			if len(got.Rows) > 0 {
				found++
			}
		})
	}
	require.Greater(t, found, len(names)*3/4, "most examples find something in the story")

	blocks := block.FindAllStringSubmatch(string(files[browserkit.GuideFile]), -1)
	require.Greater(t, len(blocks), 10)
	require.Equal(t, strings.Count(string(files[browserkit.GuideFile]), "```"), 2*len(blocks))
	for _, b := range blocks {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "guide", Text: b[1]})
		require.NoError(t, err, "%s", b[1])
		require.NotEmpty(t, result.Rows, "%s", b[1])
	}
}

func TestHandler(t *testing.T) {
	files, byName := kit(t, few(t))
	handler := browserkit.Handler{Files: files, Browser: "https://browser.example/browser/"}
	get := func(path, origin string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "http://localhost:8080"+path, http.NoBody)
		r.Header.Set("Origin", origin)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	page := get(browserkit.Path, "")
	require.Equal(t, http.StatusOK, page.Code)
	require.Contains(t, page.Body.String(), ":guide http://localhost:8080/neo4j-browser/guide.md")
	require.Contains(t, page.Body.String(), "https://browser.example/browser/?cmd=guide&amp;arg=http%3A%2F%2Flocalhost%3A8080%2Fneo4j-browser%2Fguide.md")
	for name, content := range byName {
		require.Contains(t, page.Body.String(), `href="`+name+`"`)
		require.Equal(t, content, get(browserkit.Path+name, "").Body.Bytes())
	}
	for origin, may := range map[string]bool{"http://127.0.0.1:7474": true, "http://localhost:7475": true, "http://[::1]:7474": true, "https://browser.example": true,
		"https://evil.example": false, "http://localhost.evil.example": false, "null": false, "": false, "http://browser.example": false} {
		w := get(browserkit.Path+browserkit.GuideFile, origin)
		require.Equal(t, may, w.Header().Get("Access-Control-Allow-Origin") == origin && origin != "", origin)
		require.Equal(t, "Origin", w.Header().Get("Vary"))
	}
	require.Equal(t, http.StatusNotFound, get(browserkit.Path+"../go.mod", "").Code)
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodPost, browserkit.Path, http.NoBody))
	require.Equal(t, http.StatusMethodNotAllowed, w.Code)
}

func TestWriteLeavesStrangersAlone(t *testing.T) {
	files, byName := kit(t, few(t))
	dir := filepath.Join(t.TempDir(), "new")
	for range 2 { // the second time over itself
		written, err := browserkit.Write(dir, files)
		require.NoError(t, err)
		require.Len(t, written, len(files)+1)
	}
	changed := filepath.Join(dir, browserkit.StyleFile)
	files[3].Content = append(files[3].Content, "node.Mine { color: #000000; }\n"...) // a newer kit
	_, err := browserkit.Write(dir, files)
	require.NoError(t, err, "what was written before is replaced")

	require.NoError(t, os.WriteFile(changed, []byte("mine"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, browserkit.GuideFile), []byte("mine too"), 0o600))
	_, err = browserkit.Write(dir, files)
	require.Equal(t, graph.CodeConflict, graph.CodeOf(err))
	require.ErrorContains(t, err, browserkit.StyleFile+": is there")
	require.ErrorContains(t, err, browserkit.GuideFile+": is there")
	text, err := os.ReadFile(changed)
	require.NoError(t, err)
	require.Equal(t, "mine", string(text))
	zipped, err := os.ReadFile(filepath.Join(dir, browserkit.FavouritesFile))
	require.NoError(t, err)
	require.Equal(t, byName[browserkit.FavouritesFile], zipped)

	other := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(other, "SHA256SUMS"), []byte("00  else\n"), 0o600))
	_, err = browserkit.Write(other, files)
	require.ErrorContains(t, err, "SHA256SUMS: is there, and lists other files")
	_, err = browserkit.Write(changed, files)
	require.ErrorContains(t, err, "cannot make the folder")
}
