package answer_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/loader"
)

// chronicle is a dossier that is loaded again and again, a day apart.
type chronicle struct {
	t       *testing.T
	service answer.Service
	store   loader.Store
	day     int
	ids     []string // of the loads
}

func newChronicle(t *testing.T) *chronicle {
	t.Helper()
	store, library := pool.Open(t)
	return &chronicle{t: t, service: answer.Service{Reader: store, Library: library}, store: store}
}

const chronicleBase = `{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01"}}
{"source":{"id":"source:test:two","title":"Two","publisher":"Second","published":"2020-01-01"}}
{"entity":{"id":"company:test:acme","name":"Acme"}}
{"entity":{"id":"company:test:globex","name":"Globex"}}
{"entity":{"id":"company:test:umbrella","name":"Umbrella"}}
{"entity":{"id":"lawsuit:test:case","name":"The case"}}
`

const chronicleWatch = "- id: company:test:acme\n- id: company:test:globex\n  note: the defendant\n- id: company:test:umbrella\n"

func (c *chronicle) load(o loader.Options, lines ...string) loader.Report {
	c.t.Helper()
	c.day++
	o.Now = time.Date(2026, 1, c.day, 12, 0, 0, 0, time.UTC)
	d := loader.Dossier{Name: "chronicle", Path: "chronicle", FS: fstest.MapFS{
		"all.jsonl": {Data: []byte(chronicleBase + strings.Join(lines, "\n") + "\n")}, "watch.yaml": {Data: []byte(chronicleWatch)}}}
	report, err := loader.Load(c.t.Context(), c.store, c.service.Library, []loader.Dossier{d}, o)
	require.NoError(c.t, err)
	c.ids = append(c.ids, report.Load)
	return report
}

func line(source, locator, subject, predicate, object, more string) string {
	return fmt.Sprintf(`{"statement":{"subject":"company:test:%s","predicate":%q,"object":%q,"source":"source:test:%s","locator":%q,%s}}`,
		subject, predicate, object, source, locator, more)
}

func (c *chronicle) idOf(locator string) string {
	c.t.Helper()
	result, err := c.service.Reader.Ask(c.t.Context(), cypher.Call{Name: "test", Text: "MATCH (s:Statement {locator: $locator}) RETURN s.id", Params: map[string]any{"locator": locator}})
	require.NoError(c.t, err)
	require.Len(c.t, result.Rows, 1)
	return result.Rows[0][0].(string)
}

// diff describes a difference, a line each, connections that stayed left out.
func (c *chronicle) diff(from, to string) []string {
	c.t.Helper()
	d, err := c.service.Diff(c.t.Context(), cypher.Args{"from": from, "to": to})
	require.NoError(c.t, err)
	lines := []string{}
	for _, r := range d.Relations {
		edge := r.After
		if edge == nil {
			edge = r.Before
		}
		require.NotEmpty(c.t, edge.Citations)
		require.NotEmpty(c.t, edge.Citations[0].Publisher)
		text := fmt.Sprintf("%s: %s %s %s", r.Change, r.From.Name, edge.Type, r.To.Name)
		if r.Fields != nil {
			text += " " + strings.Join(r.Fields, ",")
		}
		lines = append(lines, text)
	}
	for _, s := range d.Statements {
		require.NotEmpty(c.t, s.Statement.Publisher)
		lines = append(lines, s.Change+": "+s.Statement.Locator)
	}
	require.Len(c.t, d.Watched.Connections, 3)
	require.True(c.t, d.Watched.Complete)
	for _, w := range d.Watched.Connections {
		if w.Change != answer.Same {
			lines = append(lines, fmt.Sprintf("%s: %s-%s %d %d", w.Change, w.From.Name, w.To.Name, w.Before, w.After))
		}
	}
	require.Equal(c.t, len(lines) > 0, d.Changed)
	return lines
}

// TestDifferencesAreWhatWasDone loads a dossier with an addition, another rank, a
// correction, a withdrawal and a prune.
func TestDifferencesAreWhatWasDone(t *testing.T) {
	c := newChronicle(t)
	sued := line("one", "page 1", "acme", "SUED", "company:test:globex", `"status":"alleged"`)
	owned := line("one", "page 2", "globex", "SUBSIDIARY_OF", "company:test:umbrella", `"status":"announced"`)
	_, err := c.service.Diff(t.Context(), nil)
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
	c.load(loader.Options{}, sued)
	_, err = c.service.Diff(t.Context(), nil)
	require.ErrorContains(t, err, "there are not two loads to compare yet")
	c.load(loader.Options{}, sued, owned)
	added := []string{"added: Globex SUBSIDIARY_OF Umbrella", "added: page 2", "gained: Acme-Umbrella 0 2", "gained: Globex-Umbrella 0 1"}
	require.Equal(t, added, c.diff("previous", "latest"))
	require.Empty(t, c.diff("latest", "latest"))

	preferred := strings.Replace(sued, `"status"`, `"rank":"preferred","status"`, 1)
	c.load(loader.Options{}, preferred, owned)
	ranked := []string{"annotated: page 1"}
	require.Equal(t, ranked, c.diff("previous", "latest"))

	right := line("two", "page 3", "acme", "SUED", "company:test:umbrella", `"status":"alleged","supersedes":["`+c.idOf("page 1")+`"]`)
	c.load(loader.Options{}, preferred, owned, right)
	corrected := []string{"added: Acme SUED Umbrella", "ended: Acme SUED Globex", "added: page 3", "superseded: page 1",
		"longer: Acme-Globex 1 2", "shorter: Acme-Umbrella 2 1"}
	require.Equal(t, corrected, c.diff("previous", "latest"))

	retraction := line("two", "page 4", "globex", "SUBSIDIARY_OF", "company:test:umbrella", `"status":"withdrawn","supersedes":["`+c.idOf("page 2")+`"]`)
	second := line("two", "page 5", "acme", "SUED", "company:test:umbrella", `"status":"found","polarity":false`)
	c.load(loader.Options{}, preferred, owned, right, retraction, second)
	withdrawn := []string{"ended: Globex SUBSIDIARY_OF Umbrella", "changed: Acme SUED Umbrella status,polarity,disputed,statements", "added: page 5", "added: page 4", "superseded: page 2",
		"lost: Acme-Globex 2 0", "lost: Acme-Umbrella 1 0", "lost: Globex-Umbrella 1 0"}
	require.Equal(t, withdrawn, c.diff("previous", "latest"))

	c.load(loader.Options{Prune: true}, preferred, owned, retraction, second)
	pruned := []string{"added: Acme SUED Globex", "changed: Acme SUED Umbrella disputed,statements", "withdrawn: page 3", "reinstated: page 1", "gained: Acme-Globex 0 1"}
	require.Equal(t, pruned, c.diff("previous", "latest"))

	for i, want := range [][]string{added, ranked, corrected, withdrawn, pruned} {
		require.Equal(t, want, c.diff(c.ids[i], c.ids[i+1]), "load %d is told as it was", i+2)
	}
	require.Equal(t, []string{"added: Acme SUED Umbrella", "added: page 5", "added: page 2", "added: page 4", "annotated: page 1"}, c.diff(c.ids[0], c.ids[5]))
	namesOfLoads(t, c)
}

func namesOfLoads(t *testing.T, c *chronicle) {
	t.Helper()
	d, err := c.service.Diff(t.Context(), cypher.Args{"from": "20260102t", "to": "20260103"})
	require.NoError(t, err)
	require.Equal(t, c.ids[1:3], []string{d.From.ID, d.To.ID}, "the beginning of an id")
	require.Equal(t, 1, d.Counts.StatementsAnnotated)
	_, err = c.service.Diff(t.Context(), cypher.Args{"from": "2026"})
	require.ErrorContains(t, err, "begins the ids of several loads")
	_, err = c.service.Diff(t.Context(), cypher.Args{"from": "nonsense"})
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
	_, err = c.service.Diff(t.Context(), cypher.Args{"since": "2019-01-01"})
	require.ErrorContains(t, err, "no load had ended by 2019-01-01")
	_, err = c.service.Diff(t.Context(), cypher.Args{"since": "2019-01-01", "from": "latest"})
	require.ErrorContains(t, err, "give one of the two")
	_, err = c.service.Diff(t.Context(), cypher.Args{"from": "latest", "to": "previous"})
	require.ErrorContains(t, err, "is later than")
	today := time.Now().UTC().Format(time.DateOnly) // loads end by the clock
	d, err = c.service.Diff(t.Context(), cypher.Args{"since": today})
	require.NoError(t, err)
	require.Equal(t, c.ids[5], d.From.ID)
	d, err = c.service.Diff(t.Context(), cypher.Args{"from": c.ids[0], "watch": "Acme,Umbrella", "limit": "1", "hops": "1"})
	require.NoError(t, err)
	require.True(t, d.Truncated)
	require.Len(t, d.Statements, 1)
	require.Equal(t, 3, d.Counts.StatementsAdded)
	require.Len(t, d.Watched.Connections, 1)
	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.NotContains(t, string(text), "null")
}

// TestDifferenceOfAnInterruptedLoad: what a load wrote before it was cut off counts
// to the one that finished it.
func TestDifferenceOfAnInterruptedLoad(t *testing.T) {
	c := newChronicle(t)
	sued := line("one", "page 1", "acme", "SUED", "company:test:globex", `"status":"alleged"`)
	owned := line("one", "page 2", "globex", "SUBSIDIARY_OF", "company:test:umbrella", `"status":"announced"`)
	c.load(loader.Options{}, sued)
	whole := c.store
	c.store = failing{whole, "edges-few"}
	c.day++
	d := loader.Dossier{Name: "chronicle", Path: "chronicle", FS: fstest.MapFS{"all.jsonl": {Data: []byte(chronicleBase + sued + "\n" + owned + "\n")}, "watch.yaml": {Data: []byte(chronicleWatch)}}}
	_, err := loader.Load(t.Context(), c.store, c.service.Library, []loader.Dossier{d}, loader.Options{Now: time.Date(2026, 1, c.day, 12, 0, 0, 0, time.UTC)})
	require.ErrorContains(t, err, "cut off")
	c.store = whole
	c.load(loader.Options{}, sued, owned)
	require.Equal(t, []string{"added: Globex SUBSIDIARY_OF Umbrella", "added: page 2", "gained: Acme-Umbrella 0 2", "gained: Globex-Umbrella 0 1"}, c.diff("previous", "latest"))
}

// TestDifferenceOfRegisterRecords: rows of a register are counted, walked, and
// listed once they are statements that were withdrawn.
func TestDifferenceOfRegisterRecords(t *testing.T) {
	c := newChronicle(t)
	sued := line("one", "page 1", "acme", "SUED", "company:test:globex", `"status":"alleged"`)
	row := line("one", "#row=1", "globex", "SUBSIDIARY_OF", "company:test:umbrella", `"status":"recorded","record":true`)
	c.load(loader.Options{}, sued)
	c.load(loader.Options{}, sued, row)
	d, err := c.service.Diff(t.Context(), nil)
	require.NoError(t, err)
	require.True(t, d.Changed)
	require.Equal(t, answer.DifferenceCounts{RecordsCreated: 1}, d.Counts)
	require.Equal(t, answer.Gained, d.Watched.Connections[2].Change)
	c.load(loader.Options{Prune: true}, sued)
	d, err = c.service.Diff(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, answer.DifferenceCounts{RecordsRemoved: 1, RelationsEnded: 1, StatementsWithdrawn: 1}, d.Counts)
	require.Equal(t, answer.Lost, d.Watched.Connections[2].Change)
	d, err = c.service.Diff(t.Context(), cypher.Args{"from": c.ids[0], "to": c.ids[1]})
	require.NoError(t, err)
	require.Equal(t, answer.Gained, d.Watched.Connections[2].Change, "it was there then")
}

func TestHistoryOfAnEdge(t *testing.T) {
	c := newChronicle(t)
	sued := line("one", "page 1", "acme", "SUED", "company:test:globex", `"status":"alleged","valid":"2018-05"`)
	row := line("one", "#row=1", "globex", "SUBSIDIARY_OF", "company:test:umbrella", `"status":"recorded","record":true`)
	parties := []string{line("one", "page 7", "acme", "PARTY_TO", "lawsuit:test:case", `"status":"recorded","qualifiers":{"role":"plaintiff"}`),
		line("one", "page 8", "umbrella", "PARTY_TO", "lawsuit:test:case", `"status":"recorded","qualifiers":{"role":"defendant"}`)}
	c.load(loader.Options{}, slices.Concat(parties, []string{sued, row})...)
	found := line("one", "page 2", "acme", "SUED", "company:test:globex", `"status":"found","reported_on":"2019-06-01"`)
	retraction := line("two", "page 3", "acme", "SUED", "company:test:globex", `"status":"withdrawn","supersedes":["`+c.idOf("page 1")+`"]`)
	c.load(loader.Options{}, slices.Concat(parties, []string{sued, row, found, retraction})...)

	keyOf := func(predicate string) string {
		result, err := c.service.Reader.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (a:Entity)-[r]->(:Entity) WHERE type(r) = $type AND (r.derived OR $type <> 'SUED' OR r.case IS NULL) RETURN r.key ORDER BY coalesce(r.derived, false)", Params: map[string]any{"type": predicate}})
		require.NoError(t, err)
		return result.Rows[0][0].(string)
	}
	h, err := c.service.EdgeHistoryOf(t.Context(), cypher.Args{"key": keyOf("SUED")})
	require.NoError(t, err)
	require.Equal(t, []answer.EdgeState{
		{Since: "2019-01-01", Status: graph.Alleged, Polarity: true, ValidFrom: "2018-05"},
		{Since: "2019-06-01", Status: graph.Found, Polarity: true, ValidFrom: "2018-05"},
		{Since: "2020-01-01", Status: graph.Found, Polarity: true}}, h.States)
	var said []string
	for _, e := range h.History {
		said = append(said, fmt.Sprintf("%s %s %s %s %s %s", e.Reported, e.Statement.Locator, e.Statement.Publisher, e.Statement.Status, e.Then.Status, e.Recorded.Load[:8]))
	}
	require.Equal(t, []string{"2019-01-01 page 1 First alleged alleged 20260101", "2019-06-01 page 2 First found found 20260102", "2020-01-01 page 3 Second withdrawn found 20260102"}, said)
	require.Equal(t, c.idOf("page 3"), string(h.History[0].Statement.SupersededBy))
	require.Equal(t, c.ids[1], h.History[0].Recorded.Changed)
	require.Len(t, h.History[0].Recorded.Revisions, 1)
	h, err = c.service.EdgeHistoryOf(t.Context(), cypher.Args{"key": h.Key, "known": "2019-12-31"})
	require.NoError(t, err)
	require.Len(t, h.History, 2)
	require.Empty(t, h.History[0].Statement.SupersededBy, "nobody knew of it")

	page, err := c.service.EdgeByKey(t.Context(), cypher.Args{"key": h.Key, "known": "2019-01-01"})
	require.NoError(t, err)
	require.Equal(t, graph.Alleged, page.Edge.Status)
	require.Len(t, page.Statements, 1)
	page, err = c.service.EdgeByKey(t.Context(), cypher.Args{"key": h.Key, "known": "2018-12-31"})
	require.NoError(t, err)
	require.Nil(t, page.Edge)
	page, err = c.service.EdgeByKey(t.Context(), cypher.Args{"key": keyOf("SUBSIDIARY_OF")})
	require.NoError(t, err)
	require.Equal(t, "Globex", page.From.Name)
	require.Len(t, page.Statements, 1)
	require.Equal(t, "First", page.Edge.Citations[0].Publisher)

	result, err := c.service.Reader.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (:Entity)-[r:SUED]->(:Entity) WHERE r.derived RETURN r.key"})
	require.NoError(t, err)
	h, err = c.service.EdgeHistoryOf(t.Context(), cypher.Args{"key": result.Rows[0][0].(string)})
	require.NoError(t, err)
	require.Equal(t, []string{"Acme", "Umbrella"}, []string{h.From.Name, h.To.Name})
	require.Len(t, h.History, 2)
	require.Len(t, h.States, 1)

	_, err = c.service.EdgeByKey(t.Context(), cypher.Args{"key": "e:00000000000000000000000000000000"})
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
	_, err = c.service.EdgeByKey(t.Context(), cypher.Args{"key": "SUED"})
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
}
