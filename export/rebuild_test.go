package export_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
	"ipgraph/export"
	"ipgraph/graph"
	"ipgraph/graph/graphtest"
	"ipgraph/graph/neo4j"
)

// rebuilt is what the tests rebuild: the demonstration, hostile names, and a
// correction.
func rebuilt(t *testing.T) (export.Content, *cypher.Library) {
	t.Helper()
	library, err := cypher.Load()
	require.NoError(t, err)
	return whole(t, graphtest.New(library), library, "../seeds", "../e2e/testdata/hostile", "testdata/small", corrected(t)), library
}

// corrected is a dossier with a statement that another corrects.
func corrected(t *testing.T) string {
	t.Helper()
	p, err := graph.ParsePeriod("2020")
	require.NoError(t, err)
	wrong := graph.Statement{Subject: "company:test:a", Predicate: "PAID", Object: "company:test:b", Status: graph.Reported, Source: "source:test:s", Locator: "page 1",
		Amount: &graph.Money{Kind: graph.MoneyPaid, Currency: "EUR", Comparator: graph.Equal, Minor: 1234}, Valid: p}
	wrong.Identify()
	const said = `{"statement":{"subject":"company:test:a","predicate":"PAID","object":"company:test:b","source":"source:test:s",`
	folder := t.TempDir()
	lines := []string{
		`{"source":{"id":"source:test:s","title":"S","publisher":"P","published":"2021-01-01"}}`,
		`{"entity":{"id":"company:test:a","name":"A"}}`, `{"entity":{"id":"company:test:b","name":"B"}}`,
		said + `"status":"reported","locator":"page 1","valid":"2020","amount":{"kind":"paid","currency":"EUR","value":12.34}}}`,
		said + fmt.Sprintf(`"status":"withdrawn","locator":"page 2","amount":{"kind":"paid","currency":"EUR","value":12.34},"supersedes":[%q]}}`, wrong.ID),
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "all.jsonl"), []byte(strings.Join(lines, "\n")+"\n"), 0o600))
	return folder
}

// TestCypherScriptRebuilds runs the script in an empty Neo4j, twice. What is
// exported from there is the same to the last property.
func TestCypherScriptRebuilds(t *testing.T) {
	content, library := rebuilt(t)
	script, want := string(write(t, "cypher", content)), write(t, "neo4j-admin", content)
	store, _ := pool.Open(t)
	server := pool.Address()
	conn, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.User, server.Password, ""))
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(context.Background())) }()
	for range 2 {
		for statement := range strings.SplitSeq(script, ";\n") {
			if text := strings.TrimSpace(statement); text != "" {
				_, err := driver.ExecuteQuery(t.Context(), conn, "CYPHER 5 "+text, nil, driver.EagerResultTransformer)
				require.NoError(t, err, "%.500s", text)
			}
		}
		requireSame(t, want, write(t, "neo4j-admin", wholeOf(t, store, library)))
		requireJoined(t, store, content)
	}
}

// TestImporterRebuilds does the same with Neo4j's own importer.
func TestImporterRebuilds(t *testing.T) {
	embeddedtest.SkipShort(t)
	content, library := rebuilt(t)
	bundle, folder := write(t, "neo4j-admin", content), t.TempDir()
	for name, text := range files(t, bundle) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), text, 0o600))
	}
	options := embedded.Options{DataDir: t.TempDir(), BoltPort: -1, HTTPPort: -1, Heap: "512m"}
	var said, complained strings.Builder // each is written by a goroutine of its own
	args := append(export.ImportArguments("neo4j", folder, false), "--report-file="+filepath.Join(folder, "import.report"))
	if err := embedded.AdminTool(t.Context(), options, &said, &complained, args...); err != nil {
		embeddedtest.SkipOrFail(t, fmt.Errorf("%w\n%s\n%s", err, &said, &complained))
	}
	server, err := embedded.Start(t.Context(), options)
	require.NoError(t, err)
	defer func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		require.NoError(t, server.Stop(ctx))
	}()
	store, err := neo4j.Open(neo4j.Options{URI: server.URI(), User: server.User(), Password: server.Password(), AskTimeout: time.Minute}, library)
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close(context.Background())) }()
	require.NoError(t, store.Prepare(t.Context()), "constraints and indexes can be made")
	requireSame(t, bundle, write(t, "neo4j-admin", wholeOf(t, store, library)))
	requireJoined(t, store, content)
}

// requireSame compares two bundles file by file, for a message that can be read.
func requireSame(t *testing.T, want, got []byte) {
	t.Helper()
	require.Equal(t, string(unpacked(t, want)), string(unpacked(t, got)))
}

// requireJoined counts what joins nodes in the store, and the nodes by label.
func requireJoined(t *testing.T, store *neo4j.Store, content export.Content) {
	t.Helper()
	want := map[string]int64{}
	for s, err := range content.Sources(t.Context()) {
		require.NoError(t, err)
		want["REPEATS"] += int64(len(s.Repeats))
		want["(Source)"]++
	}
	for s, err := range content.Statements(t.Context()) {
		require.NoError(t, err)
		want["(Statement)"]++
		want["SUBJECT"]++
		want["STATED_IN"]++
		want["SUPERSEDES"] += int64(len(s.Supersedes))
		if s.SupersededBy != "" {
			want["(Superseded)"]++
		}
		if s.Object == "" {
			want["HAS_FACT"]++
		} else {
			want["OBJECT"]++
		}
	}
	for _, e := range entitiesOf(t, content) {
		want["(Entity)"]++
		want["("+e.ID.Kind().Label()+")"]++
	}
	for e, err := range content.Edges(t.Context()) {
		require.NoError(t, err)
		want[string(e.Type)]++
	}
	require.Positive(t, want["SUPERSEDES"])
	got := map[string]int64{}
	for _, text := range []string{"MATCH ()-[r]->() RETURN type(r), count(*)", "MATCH (n) UNWIND labels(n) AS label RETURN '(' + label + ')', count(*)"} {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: text})
		require.NoError(t, err)
		for _, row := range result.Rows {
			got[row[0].(string)] = row[1].(int64)
		}
	}
	require.Positive(t, got["(NoAddress)"])
	require.Positive(t, got["(Undated)"])
	for _, label := range []string{"(NoAddress)", "(Undated)", "(Pending)", "(SchemaVersion)"} { // marks, and what Prepare leaves
		delete(got, label)
	}
	require.Equal(t, want, got)
}
