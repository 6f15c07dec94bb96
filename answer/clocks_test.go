package answer_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/loader"
)

// lines loads a dossier of JSON Lines.
func lines(t *testing.T, text ...string) answer.Service {
	t.Helper()
	store, library := pool.Open(t)
	d := loader.Dossier{Name: "lines", Path: "lines", FS: fstest.MapFS{"all.jsonl": {Data: []byte(strings.Join(text, "\n"))}}}
	_, err := loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{})
	require.NoError(t, err)
	return answer.Service{Reader: store, Library: library}
}

// clocks are days on both clocks: none, one, both, and before anything.
var clocks = []struct{ on, known string }{
	{"", ""}, {"2019-06-01", ""}, {"2020-06-15", ""}, {"2021-01-01", ""}, {"2023-01-01", ""}, {"", "2021-03-01"}, {"2020-06-15", "2020-06-15"}, {"2021-01-01", "2021-03-02"},
	{"2012-01-01", "2022-06-01"}, {"1900-01-01", "1900-01-01"},
}

// everySource reads all statements of the store, and the origins of all sources.
func everySource(t *testing.T, s answer.Service) (statements []graph.Statement, origins map[graph.ID]string) {
	t.Helper()
	q, err := s.Library.Keep("statement-page")
	require.NoError(t, err)
	result, err := s.Reader.Ask(t.Context(), q.KeepCall("", map[string]any{}))
	require.NoError(t, err)
	statements, err = graph.StatementsIn(result, "node")
	require.NoError(t, err)
	origins = map[graph.ID]string{}
	for _, row := range table(t, s, "sources", cypher.Args{"limit": "500"}).Rows {
		origins[row["source"].(answer.Source).ID] = row["source"].(answer.Source).Origin
	}
	return statements, origins
}

// TestClocksAreTheProjection asks every question that knows both clocks as of
// several days, with and without what only possibly holds, and compares every edge
// of the answers with the projection of what was known on that day; and of every
// entity, all its edges.
func TestClocksAreTheProjection(t *testing.T) {
	s := library(t)
	statements, origins := everySource(t, s)
	compared, doubtful := 0, 0
	for _, day := range clocks {
		for _, certain := range []string{"no", "yes"} {
			then := map[string]graph.Edge{}
			incident := map[graph.ID][]string{}
			for _, e := range graph.Project(statements, graph.Policy{Known: day.known, On: day.on}) {
				if _, sure := e.MayHoldOn(day.on); certain == "no" || day.on == "" || sure {
					then[e.Key] = e
					incident[e.From], incident[e.To] = append(incident[e.From], e.Key), append(incident[e.To], e.Key)
				}
			}
			days := cypher.Args{"on": day.on, "known": day.known, "certain": certain}
			name := fmt.Sprint(days)
			for _, q := range s.Library.Questions() {
				if _, dated := q.Param("certain"); !dated {
					continue
				}
				args := maps.Clone(days)
				maps.Copy(args, asked[q.Name])
				delete(args, "limit")
				for _, e := range edgesIn(table(t, s, q.Name, args)) {
					want, ok := then[e.Key]
					require.True(t, ok, "%s %s: %s %s", q.Name, name, e.Type, e.Key)
					requireSame(t, want, e, origins, day.on, q.Name+" "+name)
					compared++
					if e.Holds == "possibly" {
						doubtful++
					}
				}
			}
			for id, want := range incident {
				var keys []string
				for _, e := range edgesIn(table(t, s, "neighbours", withArgs(days, cypher.Args{"id": string(id), "limit": "500"}))) {
					keys = append(keys, e.Key)
				}
				require.ElementsMatch(t, want, keys, "%s %s", id, name)
				total := int64(0)
				for _, row := range table(t, s, "expand-counts", withArgs(days, cypher.Args{"id": string(id)})).Rows {
					total += row["edges"].(int64)
				}
				require.EqualValues(t, len(want), total, "%s %s", id, name)
			}
		}
	}
	require.Greater(t, compared, 500)
	require.Greater(t, doubtful, 100)
}

func withArgs(a, b cypher.Args) cypher.Args {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// edgesIn are all edges of an answer, however deep.
func edgesIn(table answer.Table) (edges []*answer.Edge) {
	var look func(any)
	look = func(v any) {
		switch v := v.(type) {
		case *answer.Edge:
			if v != nil {
				edges = append(edges, v)
			}
		case []any:
			for _, item := range v {
				look(item)
			}
		case map[string]any:
			for _, item := range v {
				look(item)
			}
		}
	}
	for _, row := range table.Rows {
		for _, v := range row {
			look(v)
		}
	}
	return edges
}

func requireSame(t *testing.T, want graph.Edge, e *answer.Edge, origins map[graph.ID]string, on, what string) {
	t.Helper()
	require.Equal(t, want.Status, e.Status, what)
	require.Equal(t, !want.Negated, e.Polarity, what)
	require.Equal(t, want.Disputed, e.Disputed, what)
	require.Equal(t, want.Valid.From(), e.ValidFrom, what)
	require.Equal(t, want.StatementCount, e.Statements, what)
	require.Equal(t, want.Qualifiers, e.Qualifiers, what)
	require.Equal(t, want.Amount == nil, e.Amount == nil, what)
	if want.Amount != nil {
		require.Equal(t, *want.Amount, e.Amount.Money, what)
	}
	holds := ""
	if _, certain := want.MayHoldOn(on); on != "" {
		holds = map[bool]string{true: "yes", false: "possibly"}[certain]
	}
	require.Equal(t, holds, e.Holds, what)
	voices := map[string]bool{}
	for _, c := range want.Citations {
		voices[origins[c.Source]] = true
	}
	require.Equal(t, len(voices), e.IndependentSources, what)
}

// TestCertainIsAppliedInTheSearch: the shortest chain may hold on the day, and the
// longer one does.
func TestCertainIsAppliedInTheSearch(t *testing.T) {
	licence := `{"statement":{"subject":"company:test:%s","predicate":"HAS_LICENCE_WITH","object":"company:test:%s","status":"reported","valid":"%s","source":"source:test:one","locator":"line %d"}}`
	text := []string{`{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01"}}`}
	for _, name := range []string{"a", "b", "c"} {
		text = append(text, fmt.Sprintf(`{"entity":{"id":"company:test:%s","name":"Company %s"}}`, name, strings.ToUpper(name)))
	}
	s := lines(t, append(text, fmt.Sprintf(licence, "a", "c", "2018", 1), fmt.Sprintf(licence, "a", "b", "2017-01-01/2019-12-31", 2), fmt.Sprintf(licence, "b", "c", "2017-01-01/..", 3))...)
	p := between(t, s, "a", "c", cypher.Args{"on": "2018-06-01", "limit": "1"})
	require.Equal(t, "A C", walk(p.Paths[0]))
	require.Equal(t, "possibly", p.Paths[0].Hops[0].Edge.Holds)
	p = between(t, s, "a", "c", cypher.Args{"on": "2018-06-01", "certain": "yes", "limit": "1"})
	require.Equal(t, "A B C", walk(p.Paths[0]))
	require.Equal(t, "yes", p.Paths[0].Hops[0].Edge.Holds)
	require.True(t, p.Bounds.Certain)
	c := connect(t, s, testIDs("a c"), cypher.Args{"on": "2018-06-01", "certain": "yes"})
	require.Equal(t, "A-B B-C", tree(c))
	require.Empty(t, between(t, s, "a", "c", cypher.Args{"on": "2021-01-01", "certain": "yes"}).Paths)
}

// many is a dossier in which one investment and one funding round rest on sixty
// statements each, a day apart: nine of the sources repeat the first, and the last one says
// more.
func many() []string {
	text := []string{`{"entity":{"id":"company:test:a","name":"Company A"}}`, `{"entity":{"id":"company:test:b","name":"Company B"}}`,
		`{"entity":{"id":"funding-round:test:r","name":"Round"}}`}
	for i := range 60 {
		repeats := ""
		if i > 0 && i < 10 {
			repeats = `,"repeats":["source:test:s0"]`
		}
		text = append(text, fmt.Sprintf(`{"source":{"id":"source:test:s%d","title":"Report %d","publisher":"Paper %d","published":%q%s}}`, i, i, i, manyDay(i), repeats))
		status, amount := "reported", `{"kind":"invested","currency":"USD","value":"10","comparator":"gt"}`
		if i == 59 {
			status, amount = "agreed", `{"kind":"invested","currency":"USD","value":"20"}`
		}
		text = append(text, fmt.Sprintf(`{"statement":{"subject":"company:test:a","predicate":"INVESTED_IN","object":"company:test:b","status":%q,"amount":%s,"source":"source:test:s%d","locator":"line 1"}}`, status, amount, i),
			fmt.Sprintf(`{"statement":{"subject":"company:test:a","predicate":"PARTY_TO","object":"funding-round:test:r","qualifiers":{"role":"investor"},"status":%q,"source":"source:test:s%d","locator":"line 2"}}`, status, i))
	}
	return append(text, `{"statement":{"subject":"company:test:b","predicate":"PARTY_TO","object":"funding-round:test:r","qualifiers":{"role":"issuer"},"status":"agreed","source":"source:test:s0","locator":"line 3"}}`)
}

func manyDay(i int) string { return fmt.Sprintf("2019-%02d-%02d", 1+i/28, 1+i%28) }

// TestEdgesWithMoreStatementsThanTheyCite: fifty citations stand on an edge, and
// status, amount and sources are those of all statements, on every day.
func TestEdgesWithMoreStatementsThanTheyCite(t *testing.T) {
	s := lines(t, many()...)
	for _, c := range []struct {
		last, independent int
		status            graph.Status
		amount            string
	}{{59, 51, graph.Agreed, "USD 20 invested"}, {58, 50, graph.Reported, "more than USD 10 invested"}, {30, 22, graph.Reported, "more than USD 10 invested"}, {0, 1, graph.Reported, "more than USD 10 invested"}} {
		for _, known := range []string{manyDay(c.last), ""} {
			if known == "" && c.last != 59 {
				continue
			}
			seen := 0
			for _, hop := range neighboursOf(t, s, "company:test:a", known) {
				if hop.Edge.Type != "INVESTED_IN" {
					continue
				}
				seen++
				require.Equal(t, c.status, hop.Edge.Status, "known %q", known)
				require.Equal(t, c.independent, hop.Edge.IndependentSources, "known %q", known)
				require.Len(t, hop.Edge.Citations, min(50, hop.Edge.Statements))
				if hop.Edge.Derived {
					require.Equal(t, c.last+2, hop.Edge.Statements)
					continue
				}
				require.Equal(t, c.last+1, hop.Edge.Statements)
				require.Equal(t, c.amount, hop.Edge.Amount.Text)
			}
			require.Equal(t, 2, seen, "the edge and the shortcut")
			totals := table(t, s, "money-totals", knownOn(cypher.Args{"id": "company:test:a"}, known)).Rows
			require.Len(t, totals, 1)
			require.Equal(t, c.amount, totals[0]["total"].(*answer.Amount).Text)
			money := table(t, s, "money", knownOn(cypher.Args{"id": "company:test:a", "kind": "invested"}, known)).Rows
			require.Len(t, money, 1)
			require.Equal(t, c.amount, money[0]["edge"].(*answer.Edge).Amount.Text)
			few := table(t, s, "single-source", knownOn(cypher.Args{"id": "company:test:b"}, known)).Rows
			require.Equal(t, c.independent == 1, len(few) == 3, "known %q: with one voice, all three rest on it", known)
		}
	}
}

func knownOn(args cypher.Args, known string) cypher.Args {
	if known != "" {
		args["known"] = known
	}
	return args
}

func neighboursOf(t *testing.T, s answer.Service, id, known string) []answer.Hop {
	t.Helper()
	page, err := s.NeighboursOf(t.Context(), knownOn(cypher.Args{"id": id, "limit": "500"}, known))
	require.NoError(t, err)
	return page.Edges
}

// TestFactsOnADay: a fact that has ended is left out, one that may hold is marked,
// and what has happened stays so.
func TestFactsOnADay(t *testing.T) {
	fact := `{"statement":{"subject":"company:test:a","predicate":"%s","value":%s,"qualifiers":%s,"status":"reported","valid":"%s","source":"source:test:one","locator":"line %d"}}`
	s := lines(t, `{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01"}}`, `{"entity":{"id":"company:test:a","name":"Company A"}}`,
		fmt.Sprintf(fact, "BASED_IN", `{"text":"Plano"}`, "{}", "2010-01-01/2015-12-31", 1), fmt.Sprintf(fact, "BASED_IN", `{"text":"Austin"}`, "{}", "2016~/..", 2),
		fmt.Sprintf(fact, "HAS_EVENT", "null", `{"event":"incorporated"}`, "2009-05-04", 3))
	facts := func(on, certain string) (said []string) {
		page, err := s.EntityByID(t.Context(), cypher.Args{"id": "company:test:a", "on": on, "certain": certain})
		require.NoError(t, err)
		for _, f := range page.Facts {
			what := f.Qualifiers["event"]
			if f.Value != nil {
				what = f.Value.Text
			}
			said = append(said, what+" "+f.Holds)
		}
		slices.Sort(said)
		return said
	}
	require.Equal(t, []string{"Plano yes", "incorporated yes"}, facts("2012-01-01", ""))
	require.Equal(t, []string{"Austin possibly", "incorporated yes"}, facts("2018-01-01", ""))
	require.Equal(t, []string{"incorporated yes"}, facts("2018-01-01", "yes"))
	require.Empty(t, facts("2009-05-03", ""))
	require.Len(t, facts("", ""), 3)
	source, err := s.SourceByID(t.Context(), cypher.Args{"id": "source:test:one", "on": "2018-01-01", "certain": "yes"})
	require.NoError(t, err)
	require.Len(t, source.Statements, 1)
	source, err = s.SourceByID(t.Context(), cypher.Args{"id": "source:test:one", "known": "2018-12-31"})
	require.NoError(t, err)
	require.Empty(t, source.Statements)
}

// TestDatesAndWordsOfThen: columns that stand beside an edge are those of the day
// too.
func TestDatesAndWordsOfThen(t *testing.T) {
	s := lines(t, `{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01"}}`, `{"source":{"id":"source:test:two","title":"Two","publisher":"Second","published":"2020-01-01"}}`,
		`{"entity":{"id":"company:test:a","name":"Company A"}}`, `{"entity":{"id":"patent:test:p","name":"Patent"}}`, `{"entity":{"id":"law:test:l","name":"Law"}}`,
		`{"statement":{"subject":"company:test:a","predicate":"OWNS_PATENT","object":"patent:test:p","status":"reported","valid":"2018/..","source":"source:test:one","locator":"line 1"}}`,
		`{"statement":{"subject":"company:test:a","predicate":"OWNS_PATENT","object":"patent:test:p","status":"recorded","valid":"2018-05-04/..","source":"source:test:two","locator":"line 1"}}`,
		`{"statement":{"subject":"law:test:l","predicate":"TARGETS","object":"company:test:a","status":"reported","qualifiers":{"explicit":"no"},"source":"source:test:one","locator":"line 2"}}`,
		`{"statement":{"subject":"law:test:l","predicate":"TARGETS","object":"company:test:a","status":"recorded","qualifiers":{"explicit":"yes"},"source":"source:test:two","locator":"line 2"}}`)
	for known, want := range map[string][2]string{"": {"2018-05-04", "yes"}, "2020-01-01": {"2018-05-04", "yes"}, "2019-12-31": {"2018", "no"}} {
		require.Equal(t, want[0], table(t, s, "chain-of-title", knownOn(cypher.Args{"id": "patent:test:p"}, known)).Rows[0]["date"], known)
		require.Equal(t, want[1], table(t, s, "measures-against", knownOn(cypher.Args{"id": "company:test:a"}, known)).Rows[0]["by_name"], known)
	}
	changes := table(t, s, "changes-of", cypher.Args{"id": "company:test:a", "from": "2018-12-31", "to": "2019-06-01"}).Rows
	body, err := json.Marshal(changes)
	require.NoError(t, err)
	require.NotContains(t, string(body), "2020-01-01", "what changed is shown as known on the later day")
}
