package loader_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/graph/neo4j/neo4jtest"
	"ipgraph/loader"
	"ipgraph/seeds"
)

var pool neo4jtest.Pool

func TestMain(m *testing.M) { os.Exit(pool.Run(m)) }

// folder writes files into a folder called name and opens it.
func folder(t *testing.T, name string, lines ...string) loader.Dossier {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.MkdirAll(dir, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "all.jsonl"), []byte(strings.Join(lines, "\n")+"\n"), 0o644))
	d, err := loader.Open(dir)
	require.NoError(t, err)
	return d
}

const (
	aSource = `{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01"}}`
	bSource = `{"source":{"id":"source:test:two","title":"Two","publisher":"Second","published":"2020-01-01"}}`
	acme    = `{"entity":{"id":"company:test:acme","name":"Acme"}}`
	globex  = `{"entity":{"id":"company:test:globex","name":"Globex"}}`
	aCase   = `{"entity":{"id":"lawsuit:test:acme-v-globex","name":"Acme v. Globex"}}`
)

func said(subject, predicate, object, more string) string {
	return fmt.Sprintf(`{"statement":{"subject":"company:test:%s","predicate":%q,"object":%q,"source":"source:test:one","locator":"page 1",%s}}`,
		subject, predicate, object, more)
}

func load(t *testing.T, store *neo4j.Store, library *cypher.Library, o loader.Options, dossiers ...loader.Dossier) loader.Report {
	t.Helper()
	report, err := loader.Load(t.Context(), store, library, dossiers, o)
	require.NoError(t, err)
	return report
}

func kind(r loader.Report, name string) graph.Counts {
	for _, k := range r.Kinds {
		if k.Kind == name {
			return k.Counts
		}
	}
	return graph.Counts{}
}

// edgesOf lists the edges in the store: type, status, sign, number of
// statements.
func edgesOf(t *testing.T, store *neo4j.Store) []string {
	t.Helper()
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: `MATCH (a:Entity)-[r]->(b:Entity)
RETURN a.name + ' ' + type(r) + ' ' + b.name + ' ' + r.status + CASE WHEN r.polarity THEN '' ELSE ' negated' END + ' ' + coalesce(r.sid_count, 1) AS edge ORDER BY edge`})
	require.NoError(t, err)
	var edges []string
	for _, row := range result.Rows {
		edges = append(edges, row[0].(string))
	}
	return edges
}

func export(t *testing.T, store *neo4j.Store, library *cypher.Library) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, loader.Export(t.Context(), store, library, &b))
	return b.String()
}

func TestLoadTwiceChangesNothing(t *testing.T) {
	store, library := pool.Open(t)
	story := loader.Dossier{Name: "seeds", Path: "seeds", FS: seeds.FS()}
	first := load(t, store, library, loader.Options{}, story)
	require.True(t, first.Changed())
	require.Equal(t, int64(first.Seen.Statements), kind(first, "statements").Created)
	before, edges := export(t, store, library), edgesOf(t, store)
	same := load(t, store, library, loader.Options{}, story)
	require.False(t, same.Changed())
	require.Equal(t, first.Load, same.Load, "a load that finds nothing new is none")
	second := load(t, store, library, loader.Options{Compare: true}, story)
	require.Equal(t, kind(same, "edges"), kind(second, "edges"))
	require.Equal(t, kind(same, "shortcuts"), kind(second, "shortcuts"))
	require.False(t, second.Changed())
	require.Equal(t, int64(second.Seen.Statements), kind(second, "statements").Unchanged)
	require.Equal(t, kind(first, "edges").Created, kind(second, "edges").Unchanged)
	require.Equal(t, kind(first, "shortcuts").Created, kind(second, "shortcuts").Unchanged)
	require.Zero(t, second.DepartedCount)
	require.Equal(t, before, export(t, store, library))
	require.Equal(t, edges, edgesOf(t, store))
}

// What was taken out of the store behind our back is put back, although the
// dossier is the same.
func TestLoadMendsWhatIsMissing(t *testing.T) {
	store, library := pool.Open(t)
	d := folder(t, "test", aSource, acme, globex, said("acme", "SUED", "company:test:globex", `"status":"alleged"`))
	load(t, store, library, loader.Options{}, d)
	_, err := store.Write(t.Context(), graph.Batch{Write: "remove-edges", Rows: []map[string]any{{"from": "company:test:acme", "to": "company:test:globex", "key": edgeKey(t, store)}}})
	require.NoError(t, err)
	require.Empty(t, edgesOf(t, store))
	load(t, store, library, loader.Options{}, d)
	require.Equal(t, []string{"Acme SUED Globex alleged 1"}, edgesOf(t, store))
}

func edgeKey(t *testing.T, store *neo4j.Store) string {
	t.Helper()
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (:Entity)-[r:SUED]->() RETURN r.key"})
	require.NoError(t, err)
	return result.Rows[0][0].(string)
}

func TestExportLoadsToTheSameBytes(t *testing.T) {
	store, library := pool.Open(t)
	load(t, store, library, loader.Options{}, loader.Dossier{Name: "seeds", Path: "seeds", FS: seeds.FS()})
	first := export(t, store, library)
	require.NotEmpty(t, first)
	store, library = pool.Open(t)
	load(t, store, library, loader.Options{}, folder(t, "again", strings.Split(strings.TrimSpace(first), "\n")...))
	require.Equal(t, first, export(t, store, library))
}

func TestRecordsExport(t *testing.T) {
	store, library := pool.Open(t)
	d := folder(t, "register", aSource, bSource, acme, globex,
		said("acme", "SUBSIDIARY_OF", "company:test:globex", `"status":"recorded","record":true,"valid":"2018/.."`),
		`{"statement":{"subject":"company:test:acme","predicate":"SUBSIDIARY_OF","object":"company:test:globex","status":"recorded","record":true,"source":"source:test:two","locator":"#row=2"}}`)
	load(t, store, library, loader.Options{}, d)
	require.Equal(t, []string{"Acme SUBSIDIARY_OF Globex recorded 1", "Acme SUBSIDIARY_OF Globex recorded 1"}, edgesOf(t, store))
	first := export(t, store, library)
	store, library = pool.Open(t)
	load(t, store, library, loader.Options{}, folder(t, "again", strings.Split(strings.TrimSpace(first), "\n")...))
	require.Equal(t, first, export(t, store, library))
}

func TestDryRunWritesNothing(t *testing.T) {
	store, library := pool.Open(t)
	d := folder(t, "test", aSource, acme, globex, said("acme", "SUED", "company:test:globex", `"status":"alleged"`))
	report := load(t, store, library, loader.Options{DryRun: true}, d)
	require.Equal(t, graph.Counts{Created: 2}, kind(report, "entities"))
	require.Equal(t, graph.Counts{Created: 1}, kind(report, "statements"))
	require.Equal(t, graph.Counts{Created: 1}, kind(report, "edges"))
	require.Empty(t, export(t, store, library))
	load(t, store, library, loader.Options{}, d)
	changed := folder(t, "test", aSource, strings.Replace(acme, `"Acme"`, `"Acme Ltd"`, 1), globex)
	report = load(t, store, library, loader.Options{DryRun: true, Prune: true}, changed)
	require.Equal(t, graph.Counts{Updated: 1, Unchanged: 1}, kind(report, "entities"))
	require.Equal(t, 1, report.DepartedCount)
	require.Equal(t, []string{"Acme SUED Globex alleged 1"}, edgesOf(t, store))
}

func TestPruneWithdraws(t *testing.T) {
	store, library := pool.Open(t)
	plaintiff := said("acme", "PARTY_TO", "lawsuit:test:acme-v-globex", `"status":"recorded","qualifiers":{"role":"plaintiff"}`)
	defendant := said("globex", "PARTY_TO", "lawsuit:test:acme-v-globex", `"status":"recorded","qualifiers":{"role":"defendant"}`)
	licence := said("acme", "HAS_LICENCE_WITH", "company:test:globex", `"status":"reported"`)
	record := said("acme", "SUBSIDIARY_OF", "company:test:globex", `"status":"recorded","record":true`)
	base := []string{aSource, acme, globex, aCase}
	load(t, store, library, loader.Options{}, folder(t, "test", append(base, plaintiff, defendant, licence, record)...))
	all := []string{"Acme HAS_LICENCE_WITH Globex reported 1", "Acme PARTY_TO Acme v. Globex recorded 1", "Acme SUBSIDIARY_OF Globex recorded 1",
		"Acme SUED Globex recorded 2", "Globex PARTY_TO Acme v. Globex recorded 1"}
	require.Equal(t, all, edgesOf(t, store))

	less := folder(t, "test", append(base, plaintiff)...)
	report := load(t, store, library, loader.Options{}, less)
	require.Equal(t, 3, report.DepartedCount)
	require.False(t, report.Pruned)
	require.Equal(t, all, edgesOf(t, store), "without prune they stay")

	report = load(t, store, library, loader.Options{Prune: true}, less)
	require.True(t, report.Pruned)
	require.Equal(t, []string{"Acme PARTY_TO Acme v. Globex recorded 1"}, edgesOf(t, store))
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (s:Statement) RETURN count(s), count(s.withdrawn_at)"})
	require.NoError(t, err)
	require.Equal(t, []any{int64(4), int64(3)}, result.Rows[0], "nothing is deleted")

	report = load(t, store, library, loader.Options{Prune: true}, less)
	require.Zero(t, report.DepartedCount)
	report = load(t, store, library, loader.Options{}, folder(t, "test", append(base, plaintiff, defendant, licence, record)...))
	require.Equal(t, int64(2), kind(report, "statements").Updated, "what comes back is live again")
	require.Equal(t, all, edgesOf(t, store))
}

// Two dossiers that speak of the same edge share it.
func TestDossiersShareEdges(t *testing.T) {
	store, library := pool.Open(t)
	one := folder(t, "one", aSource, acme, globex, said("acme", "SUED", "company:test:globex", `"status":"alleged"`))
	second := `{"statement":{"subject":"company:test:acme","predicate":"SUED","object":"company:test:globex","status":"found","source":"source:test:two","locator":"page 9"}}`
	two := folder(t, "two", bSource, acme, globex, second)
	load(t, store, library, loader.Options{}, one)
	load(t, store, library, loader.Options{}, two)
	require.Equal(t, []string{"Acme SUED Globex found 2"}, edgesOf(t, store))
	require.False(t, load(t, store, library, loader.Options{Compare: true}, one).Changed(), "the first again: the shared edge stays whole")
	require.Equal(t, []string{"Acme SUED Globex found 2"}, edgesOf(t, store))
	empty := folder(t, "two", bSource, acme, globex)
	load(t, store, library, loader.Options{Prune: true}, empty)
	require.Equal(t, []string{"Acme SUED Globex alleged 1"}, edgesOf(t, store))
}

func TestReviewTakesEdgesAway(t *testing.T) {
	store, library := pool.Open(t)
	s := func(review string) loader.Dossier {
		return folder(t, "test", aSource, acme, globex, said("acme", "SUED", "company:test:globex", `"status":"alleged","review":"`+review+`"`))
	}
	load(t, store, library, loader.Options{}, s("accepted"))
	require.Len(t, edgesOf(t, store), 1)
	report := load(t, store, library, loader.Options{}, s("rejected"))
	require.Equal(t, int64(1), kind(report, "statements").Updated)
	require.Empty(t, edgesOf(t, store))
	load(t, store, library, loader.Options{}, s("pending"))
	require.Len(t, edgesOf(t, store), 1)
}

func TestNothingIsWrittenWhenOneIsWrong(t *testing.T) {
	store, library := pool.Open(t)
	d := folder(t, "test", aSource, acme, globex, said("acme", "SUED", "company:test:globex", `"status":"alleged"`),
		said("acme", "SUDE", "company:test:globex", `"status":"alleged"`))
	_, err := loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{})
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	require.ErrorContains(t, err, "all.jsonl:5:")
	require.ErrorContains(t, err, "did you mean SUED?")
	require.Empty(t, export(t, store, library))
}

func TestInvestorsAndHubs(t *testing.T) {
	store, library := pool.Open(t)
	lines := []string{aSource, acme, globex}
	for i := range 6 {
		lines = append(lines, fmt.Sprintf(`{"entity":{"id":"company:test:c%d","name":"C%d"}}`, i, i))
	}
	for i := range 6 {
		lines = append(lines, said(fmt.Sprintf("c%d", i), "INVESTED_IN", "company:test:acme", `"status":"reported"`))
	}
	labelled := func(label string) (names []string) {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (n:" + label + ") RETURN n.name ORDER BY n.name"})
		require.NoError(t, err)
		for _, row := range result.Rows {
			names = append(names, row[0].(string))
		}
		return names
	}
	marked := func() int64 {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (:Entity)-[r:INVESTED_IN]->() WHERE r.state ENDS WITH ' company:test:acme' RETURN count(r)"})
		require.NoError(t, err)
		return result.Rows[0][0].(int64)
	}
	d := folder(t, "test", lines...)
	load(t, store, library, loader.Options{HubDegree: 5}, d)
	require.Equal(t, []string{"Acme"}, labelled("Hub"))
	require.Equal(t, []string{"C0", "C1", "C2", "C3", "C4", "C5"}, labelled("Investor"))
	require.Equal(t, int64(6), marked())
	load(t, store, library, loader.Options{HubDegree: 50}, d)
	require.Empty(t, labelled("Hub"))
	require.Zero(t, marked())
}

// TestKilledLoadIsFinishedByRunningItAgain kills a load with -9 at several
// moments. What the next load leaves is what a load that was never cut off
// leaves, byte for byte.
func TestKilledLoadIsFinishedByRunningItAgain(t *testing.T) {
	if os.Getenv("IPGRAPH_TEST_LOAD") != "" {
		loadAsChild(t)
		return
	}
	if testing.Short() {
		t.Skip("starts many loads")
	}
	dir := generated(t, 300)
	d, err := loader.Open(dir)
	require.NoError(t, err)
	store, library := pool.Open(t)
	began := time.Now()
	load(t, store, library, loader.Options{BatchRows: 50}, d)
	whole := time.Since(began)
	want, edges := export(t, store, library), edgesOf(t, store)

	killed := 0
	for part := 1; part <= 4; part++ {
		store, library = pool.Open(t)
		ctx, cancel := context.WithTimeout(t.Context(), whole*time.Duration(part)/5)
		child := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestKilledLoadIsFinishedByRunningItAgain$")
		server := pool.Address()
		child.Env = append(os.Environ(), "IPGRAPH_TEST_LOAD="+dir, "IPGRAPH_TEST_NEO4J_URI="+server.URI,
			"IPGRAPH_TEST_NEO4J_USER="+server.User, "IPGRAPH_TEST_NEO4J_PASSWORD="+server.Password)
		if err := child.Run(); err != nil { // killed with -9 when ctx ended; else it was done before
			killed++
		}
		cancel()
		load(t, store, library, loader.Options{BatchRows: 50}, d)
		require.Equal(t, want, export(t, store, library), "killed after %d fifths", part)
		require.Equal(t, edges, edgesOf(t, store))
	}
	require.Positive(t, killed, "every load was done before it was to be killed")
}

func loadAsChild(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	store, err := neo4j.Open(neo4j.Options{URI: os.Getenv("IPGRAPH_TEST_NEO4J_URI"), User: os.Getenv("IPGRAPH_TEST_NEO4J_USER"),
		Password: os.Getenv("IPGRAPH_TEST_NEO4J_PASSWORD")}, library)
	require.NoError(t, err)
	d, err := loader.Open(os.Getenv("IPGRAPH_TEST_LOAD"))
	require.NoError(t, err)
	_, err = loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{BatchRows: 50})
	require.NoError(t, err)
}

// generated is a dossier of companies that sue each other, two statements an
// edge and a shortcut for each case.
func generated(t *testing.T, n int) string {
	t.Helper()
	lines := []string{aSource, bSource}
	for i := range n {
		lines = append(lines, fmt.Sprintf(`{"entity":{"id":"company:test:c%d","name":"Company %d"}}`, i, i),
			fmt.Sprintf(`{"entity":{"id":"lawsuit:test:l%d","name":"Case %d"}}`, i, i))
	}
	for i := range n {
		a, b, l := fmt.Sprintf("c%d", i), fmt.Sprintf("c%d", (i*7+3)%n), fmt.Sprintf("lawsuit:test:l%d", i)
		lines = append(lines, said(a, "HAS_LICENCE_WITH", "company:test:"+fmt.Sprintf("c%d", (i+1)%n), `"status":"reported"`),
			said(a, "HAS_LICENCE_WITH", "company:test:"+fmt.Sprintf("c%d", (i+1)%n), `"status":"agreed"`))
		if a != b {
			lines = append(lines, said(a, "PARTY_TO", l, `"status":"recorded","qualifiers":{"role":"plaintiff"}`),
				said(b, "PARTY_TO", l, `"status":"recorded","qualifiers":{"role":"defendant"}`))
		}
	}
	dir := filepath.Join(t.TempDir(), "generated")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "all.jsonl"), []byte(strings.Join(lines, "\n")), 0o644))
	return dir
}
