package loader_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader"
	"ipgraph/seeds"
)

const (
	sourcesYAML = "- id: source:herald:a\n  title: T\n  publisher: The Herald\n  published: 2023-03-02\n"
	entities    = "- id: company:ipgraph:acme\n  name: Acme\n- id: company:ipgraph:globex\n  name: Globex\n"
	statement   = "- subject: company:ipgraph:acme\n  predicate: SUED\n  object: company:ipgraph:globex\n  status: reported\n  source: source:herald:a\n  locator: paragraph 1\n"
)

// check checks a dossier of the given files and texts.
func check(files map[string]string) (loader.Summary, error) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return loader.Check(context.Background(), []loader.Dossier{{Name: "d", Path: "d", FS: fsys}}, nil)
}

func dossier(statements string) map[string]string {
	return map[string]string{"sources.yaml": sourcesYAML, "entities.yaml": entities, "statements.yaml": statements}
}

func TestTheSeedsAreClean(t *testing.T) {
	t.Parallel()
	summary, err := loader.Check(context.Background(), []loader.Dossier{{Name: "seeds", FS: seeds.FS()}}, nil)
	require.NoError(t, err)
	require.Greater(t, summary.Statements, 100)
	require.Greater(t, summary.Sources, 10)
	require.Greater(t, summary.Entities, 30)
}

func TestLineEndsAndByteOrderMarks(t *testing.T) {
	t.Parallel()
	plain := dossier(statement)
	windows := map[string]string{}
	for name, text := range plain {
		windows[name] = "\uFEFF" + strings.ReplaceAll(text, "\n", "\r\n")
	}
	for _, files := range []map[string]string{plain, windows} {
		summary, err := check(files)
		require.NoError(t, err)
		require.Equal(t, loader.Summary{Sources: 1, Entities: 2, Statements: 1}, summary)
	}
	lines := "\uFEFF" + `{"entity": {"id": "company:ipgraph:acme", "name": "Acme"}}` + "\r\n\r\n \t\r\n" +
		`  {"entity": {"id": "company:ipgraph:globex", "name": "Globex"}}  ` + "\r\n"
	summary, err := check(map[string]string{"a.jsonl": lines})
	require.NoError(t, err)
	require.Equal(t, 2, summary.Entities)
}

// TestFaultsHavePlaces: each message begins with the place of the fault.
func TestFaultsHavePlaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"entities.yaml", "- id: company:ipgraph:acme\r\n  name: \xff\r\n", "d/entities.yaml:2:9: the file is not valid UTF-8 here"},
		{"entities.yaml", "- id: company:ipgraph:acme\n  name: 华为\xff\n", "d/entities.yaml:2:11: the file is not valid UTF-8 here"},
		{"entities.yaml", "\uFEFF- id: company:ipgraph:acme\n  nam: A\n", `d/entities.yaml:2:3: an entity has no field "nam"; did you mean name?`},
		{"entities.yaml", entities + "---\n- id: company:ipgraph:initech\n", "d/entities.yaml:6:1: a second list begins here: a file holds one, without a line of ---"},
		{"entities.yaml", "- id: company:ipgraph:acme\n\tname: A\n", "d/entities.yaml:2:1: there is a tab here: indent with spaces"},
		{"entities.yaml", "- acme\n", "d/entities.yaml:1:3: an entity is written as fields with values, like `name: value`"},
		{"a.jsonl", `{"entity": {"id": "company:ipgraph:acme", "name": "华` + "\xff" + `"}}`, "d/a.jsonl:1:53: the line is not valid UTF-8 here"},
		{"a.jsonl", "\n" + `  {"entity": {"id": "company:ipgraph:acme", "name": "华为", "abut": "x"}}`, `d/a.jsonl:2:59: entity has no field "abut"; did you mean about?`},
		{"a.jsonl", `{"entity": {"id": "company:ipgraph:华为", "name": "华为" "about": "x"}}`, "d/a.jsonl:1:54: the line is not valid JSON here: invalid character '\"' after object key:value pair"},
		{"a.jsonl", `[1]`, "d/a.jsonl:1:1: a line begins with { and is a whole JSON object"},
		{"a.jsonl", `null`, `d/a.jsonl:1:1: a line holds one of {"source": {…}}, {"entity": {…}} and {"statement": {…}}`},
		{"a.jsonl", `{"entity": 3}`, "d/a.jsonl:1:12: entity is written as fields with values, like `name: value`"},
		{"a.jsonl", `{"entity": {"id": "company:ipgraph:acme", "name": ["A"]}}`, "d/a.jsonl:1:51: name is a text, not a list or a group of fields"},
		{"a.jsonl", strings.Repeat("\n", 6) + `{"entity": {"id": "` + strings.Repeat("a", 1<<20), "d/a.jsonl:7: the line is longer than 1024 KiB; the rest of the file was not read"},
		{"a.jsonl", `{"entity": {"id": "company:ipgraph:acme", "name": "A", "name": "B"}}`, `d/a.jsonl:1:56: the field name is there twice`},
		{"a.jsonl", `{"entity": {"id": "company:ipgraph:acme", "Name": "A"}}`, `d/a.jsonl:1:43: entity has no field "Name"; did you mean name?`},
	} {
		_, err := check(map[string]string{c.name: c.text})
		require.ErrorContains(t, err, c.want, c.text)
		require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	}
}

func TestAlmostEmptyFiles(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "\uFEFF", "# a comment\n", "---\n", "[]\n", "\n\n"} {
		summary, err := check(map[string]string{"statements.yaml": text, "sources.yaml": sourcesYAML})
		require.NoError(t, err, "%q", text)
		require.Equal(t, 1, summary.Sources)
	}
	_, err := check(map[string]string{"README.md": ""})
	require.EqualError(t, err, "d: there is no dossier here: a dossier has sources.yaml, entities.yaml and statements.yaml, or *.jsonl\n1 problem; nothing was written")
}

// TestHostileFilesAreRefusedQuickly: what would blow up memory or the stack.
func TestHostileFilesAreRefusedQuickly(t *testing.T) {
	t.Parallel()
	laughs := "- id: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		laughs += fmt.Sprintf("- id: &%c [%s]\n", c, strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ","))
	}
	for name, c := range map[string]struct{ file, text, want string }{
		"aliases":              {"entities.yaml", laughs, "d/entities.yaml:1:7: id: anchors, aliases and tags are not used in a dossier"},
		"merge keys":           {"entities.yaml", "- &a {id: company:ipgraph:a, name: A}\n- <<: *a\n", "d/entities.yaml:1:3: an entity is written as fields"},
		"tags":                 {"entities.yaml", "- id: company:ipgraph:a\n  name: !!binary aGk=\n", "anchors, aliases and tags are not used in a dossier"},
		"flow depth":           {"entities.yaml", strings.Repeat("[", 1<<20), "d/entities.yaml:1: there are more than 100 brackets open at once here"},
		"flow depth by lines":  {"entities.yaml", strings.Repeat("{a: \n", 1<<18), "d/entities.yaml:101: there are more than 100 brackets open at once here"},
		"block depth":          {"entities.yaml", strings.Repeat("- ", 1<<20), "d/entities.yaml:1: there are more than 100 brackets open at once here"},
		"indented depth":       {"entities.yaml", deepMapping(3000), "there are more than 100 brackets open at once here"},
		"json depth":           {"a.jsonl", `{"entity": {"id": ` + strings.Repeat("[", 500_000), "d/a.jsonl:1:"},
		"closed json depth":    {"a.jsonl", `{"entity": {"id": ` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "}}", "d/a.jsonl:1"},
		"large yaml":           {"entities.yaml", strings.Repeat("# x\n", 4<<20+1), "d/entities.yaml: a YAML file of more than 16 MiB: write JSON Lines (.jsonl) instead"},
		"many qualifiers":      {"a.jsonl", `{"statement": {"qualifiers": {` + manyQualifiers(`"%s": 1`) + "}}}", "d/a.jsonl:1:"},
		"many yaml qualifiers": {"statements.yaml", statement + "  qualifiers: {" + manyQualifiers("%s: 1") + "}", `SUED has no qualifier "q`},
		"many faults":          {"a.jsonl", strings.Repeat(`{"statement": {"subject": "x", "locator": "`+strings.Repeat("y", 10_000)+"\"}}\n", 300), "d/a.jsonl:1:"},
		"many question marks":  {"entities.yaml", strings.Repeat("? ", 1<<16), "d/entities.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begun := time.Now()
			_, err := check(map[string]string{c.file: c.text})
			require.ErrorContains(t, err, c.want)
			require.Less(t, len(err.Error()), 500_000)
			require.Less(t, time.Since(begun), 10*time.Second)
		})
	}
}

// manyQualifiers writes 5,000 names with values.
func manyQualifiers(format string) string {
	names := make([]string, 5_000)
	for i := range names {
		names[i] = fmt.Sprintf(format, "q"+strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprint(i)))
	}
	return strings.Join(names, ", ")
}

func deepMapping(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestNoMoreFaultsAreKeptThanShown(t *testing.T) {
	t.Parallel()
	_, err := check(map[string]string{"a.jsonl": strings.Repeat("{}\n", 5000)})
	require.ErrorContains(t, err, "… and 4000 more\n5000 problems; nothing was written")
	require.Equal(t, loader.MaxFaults, strings.Count(err.Error(), "a line holds one of"))
}

func TestDocumentsStayInTheDossier(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "secret.txt")
	require.NoError(t, os.WriteFile(outside, []byte("secret"), 0o600))
	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "link.txt")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "text.txt"), []byte("Acme\n  sued\tGlobex."), 0o600))
	require.NoError(t, os.Symlink("text.txt", filepath.Join(dir, "inside.txt")))
	for document, want := range map[string]string{
		"text.txt":   "",
		"inside.txt": "",
		"link.txt":   "the document link.txt is not in the dossier",
		"../x":       `document "../x": write a path inside the dossier, with forward slashes`,
		"a/../../x":  `document "a/../../x": write a path inside the dossier, with forward slashes`,
		"/etc/hosts": `document "/etc/hosts": write a path inside the dossier, with forward slashes`,
		".":          "the document . cannot be read",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "sources.yaml"), []byte(sourcesYAML+"  document: "+document+"\n"), 0o600))
		d, err := loader.Open(dir)
		require.NoError(t, err)
		_, err = loader.Check(context.Background(), []loader.Dossier{d}, nil)
		if want == "" {
			require.NoError(t, err)
		} else {
			require.ErrorContains(t, err, want)
			require.NotContains(t, err.Error(), "secret")
		}
	}
}

func TestQuotationsAreFoundWordForWord(t *testing.T) {
	t.Parallel()
	for quote, found := range map[string]bool{"Acme sued Globex": true, "acme sued Globex": false, "“sued”": false} {
		files := dossier(statement + "  quote: " + quote + "\n")
		files["sources.yaml"] += "  document: texts/a.txt\n"
		files["texts/a.txt"] = "On Monday\r\nAcme \t sued\n\nGlobex."
		_, err := check(files)
		require.Equal(t, found, err == nil, quote)
	}
}

func TestOpenSaysWhatADossierIs(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "a.yaml")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := loader.Open(file)
	require.ErrorContains(t, err, "is a file: a dossier is a folder with sources.yaml")
	_, err = loader.Open(filepath.Join(t.TempDir(), "nothing"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestALaterDossierMayNameWhatAnEarlierDefines(t *testing.T) {
	t.Parallel()
	first := fstest.MapFS{"entities.yaml": {Data: []byte(entities)}, "sources.yaml": {Data: []byte(sourcesYAML)}}
	second := fstest.MapFS{"statements.yaml": {Data: []byte(statement)}}
	a, b := loader.Dossier{Name: "a", FS: first}, loader.Dossier{Name: "b", FS: second}
	summary, err := loader.Check(context.Background(), []loader.Dossier{a, b}, nil)
	require.NoError(t, err)
	require.Equal(t, 1, summary.Statements)
	_, err = loader.Check(context.Background(), []loader.Dossier{b, a}, nil)
	require.Error(t, err)
}

func TestACanceledCheckStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := loader.Check(ctx, []loader.Dossier{{FS: fstest.MapFS{"entities.yaml": {Data: []byte(entities)}}}}, nil)
	require.True(t, errors.Is(err, context.Canceled))
}

func FuzzYAML(f *testing.F) {
	f.Add(statement)
	f.Add(entities)
	f.Add("- subject: {a: [1, &x 2, *x]}\n  qualifiers: {role: !!str plaintiff}\n")
	f.Add("- amount: {kind: paid, currency: USD, value: 1.5}\n  valid: 2019-02-30\n  locator: |\n    a\n")
	f.Add("? a\n: b\n---\n- x")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := check(dossier(text))
		requirePlaces(t, err, "d/statements.yaml")
	})
}

func FuzzJSONLines(f *testing.F) {
	f.Add(`{"statement": {"subject": "company:ipgraph:acme", "predicate": "SUED", "object": "company:ipgraph:globex"}}`)
	f.Add(`{"entity": {"id": "company:ipgraph:b", "name": "\ud800\/"}}` + "\n[1]\n{")
	f.Add("\uFEFF{\"source\": {\"id\": 3}} {}\n\tnull")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := check(map[string]string{"sources.yaml": sourcesYAML, "entities.yaml": entities, "a.jsonl": text})
		requirePlaces(t, err, "d/a.jsonl")
		if err != nil {
			require.NotContains(t, strings.ReplaceAll(err.Error(), text, ""), "YAML here")
		}
	})
}

// requirePlaces wants each line of an error to name a line of the file.
func requirePlaces(t *testing.T, err error, file string) {
	t.Helper()
	if err == nil {
		return
	}
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	lines := strings.Split(err.Error(), "\n")
	require.LessOrEqual(t, len(lines), loader.MaxFaults+2)
	for _, line := range lines[:len(lines)-1] {
		if !strings.HasPrefix(line, "… and ") {
			require.Regexp(t, `^`+file+`:[1-9]\d*(:[1-9]\d*)?: .`, line)
		}
	}
}

// The name of one field has digits in it.
func TestASourceInJSONLinesHasItsHash(t *testing.T) {
	d := folder(t, "hashed", `{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01","sha256":"`+strings.Repeat("0a", 32)+`"}}`)
	summary, err := loader.Check(t.Context(), []loader.Dossier{d}, nil)
	require.NoError(t, err)
	require.Equal(t, 1, summary.Sources)
}
