package answer_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/loader"
)

const (
	anvil   = "company:test:anvil"
	bellows = "company:test:bellows"
	suit    = "lawsuit:test:1"
)

// asked has arguments for every question about a small made-up world in which
// each has an answer, also those to which the story has none.
var asked = map[string]cypher.Args{
	"search": {"q": "anvil"}, "entity": {"id": suit}, "entities": {"ids": anvil}, "neighbours": {"id": bellows, "limit": "5"}, "edges-between": {"from": anvil, "to": bellows}, "statements-about": {"id": anvil}, "expand-counts": {"id": anvil}, "stats": {},
	"paths-between": {"from": anvil, "to": "person:test:ada"}, "paths-longer": {"from": anvil, "to": "person:test:ada", "hops": "2"},
	"paths-between-hubs": {"from": anvil, "to": "person:test:ada"}, "paths-between-far-hubs": {"from": anvil, "to": "person:test:ada"},
	"hubs-beside": {"ids": "company:test:dross"}, "connections": {"ids": anvil + ",person:test:ada,company:test:bank"}, "cycles": {"id": anvil, "families": "3"},
	"most-connected": {"family": "money", "kind": "company"},
	"licences":       {"id": anvil, "group": "group"}, "licensed-by-both": {"first": anvil, "second": "company:test:ember"},
	"licence-partners-of-partners": {"id": "company:test:ember"}, "royalty-demands": {"id": bellows, "direction": "received"},
	"lawsuits": {"id": anvil, "group": "group"}, "opponents": {"id": bellows}, "countersuits": {"id": anvil}, "claims-and-findings": {"id": "person:test:bob"},
	"litigation-timeline": {"id": anvil}, "lawsuits-by-court": {"id": "court:test:north"}, "lawsuits-by-judge": {"id": "person:test:judge"},
	"lawsuits-by-cause": {"cause": "trade_secret_misappropriation"},
	"investors":         {"id": bellows}, "portfolio": {"id": anvil, "group": "group"}, "co-investors": {"id": "company:test:ember"},
	"investors-with-other-ties": {"id": anvil}, "money": {"id": anvil}, "money-totals": {"id": anvil},
	"founders": {"id": bellows}, "moves-between-litigants": {"id": suit}, "officers": {"id": bellows}, "counsel": {"id": anvil, "only": "both_sides"},
	"corporate-family": {"id": anvil}, "group-view": {"id": anvil, "family": "policy,people"},
	"patents-asserted": {"id": bellows}, "patents-of": {"id": anvil}, "chain-of-title": {"id": "patent:test:us1"},
	"measures-against": {"id": anvil, "group": "group"}, "measure": {"id": "law:test:act"},
	"statement": {"id": ""}, "statements": {"ids": ""}, "source": {"id": "source:test:wire", "limit": "3"}, "sources": {}, "sources-of": {"id": anvil},
	"repeats": {"id": "source:test:daily"}, "conflicts": {}, "single-source": {"id": bellows, "family": "dispute"}, "undated": {}, "withdrawn": {}, "pending": {},
	"unsourced": {}, "isolated": {}, "loads": {}, "data-quality": {}, "changes": {"from": "2021-04-01", "to": "2022-12-31"}, "changes-of": {"id": bellows, "from": "2021-02-01", "to": "2022-12-31"},
}

// library loads the made-up world, and then withdraws one statement of it.
func library(t *testing.T) answer.Service {
	t.Helper()
	store, library := pool.Open(t)
	world, err := os.ReadFile(filepath.Join("testdata", "library", "world.jsonl"))
	require.NoError(t, err)
	extra := []byte(`{"statement":{"subject":"company:test:small1","predicate":"LICENSES_TO","object":"company:test:small2","status":"reported","source":"source:test:letter","locator":"line 30"}}` + "\n")
	for _, text := range [][]byte{slices.Concat(world, extra), world} {
		d := loader.Dossier{Name: "library", Path: "library", FS: fstest.MapFS{"world.jsonl": {Data: text}}}
		_, err = loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{HubDegree: 11, Prune: true, Now: time.Date(2022, 6, 1, 0, 0, 0, 0, time.UTC)})
		require.NoError(t, err)
	}
	return answer.Service{Reader: store, Library: library}
}

// TestLibrary keeps an answer to every question, and looks at those that are
// easily wrong.
func TestLibrary(t *testing.T) {
	s := library(t)
	lead := table(t, s, "neighbours", cypher.Args{"id": bellows, "direction": "out", "family": "dispute"})
	statement := lead.Rows[0]["edge"].(*answer.Edge).Citations[0].Statement
	asked["statement"], asked["statements"] = cypher.Args{"id": string(statement)}, cypher.Args{"ids": string(statement)}
	for _, q := range s.Library.Questions() {
		t.Run(q.Name, func(t *testing.T) {
			args, ok := asked[q.Name]
			require.True(t, ok, "add arguments that this question has an answer to")
			answered := table(t, s, q.Name, args)
			require.NotEmpty(t, answered.Rows)
			golden(t, filepath.Join("library", q.Name), answered)
			drawn, err := s.Draw(t.Context(), q.Name, args)
			require.NoError(t, err)
			requireWhole(t, drawn, q.Graph)
			header, rows := answered.Flat()
			for _, row := range rows {
				require.Len(t, row, len(header))
			}
		})
	}
	for name, test := range map[string]func(*testing.T, answer.Service){"directions": directions, "independence": independence, "findings": findings,
		"contradictions": contradictions, "sums": sums, "as of": libraryAsOf, "nobody": nobody, "spreadsheet": flat} {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

func table(t *testing.T, s answer.Service, question string, args cypher.Args) answer.Table {
	t.Helper()
	answered, err := s.Ask(t.Context(), question, args)
	require.NoError(t, err, question)
	return answered
}

// requireWhole checks that a drawing has both ends of every edge, cited, and
// that a question that promises a graph draws one.
func requireWhole(t *testing.T, g answer.Graph, isGraph bool) {
	t.Helper()
	nodes := map[graph.ID]bool{}
	for _, n := range g.Nodes {
		require.False(t, nodes[n.ID], "%s twice", n.ID)
		nodes[n.ID] = true
	}
	edges := map[string]bool{}
	for _, e := range g.Edges {
		require.False(t, edges[e.Key], "%s twice", e.Key)
		edges[e.Key] = true
		require.True(t, nodes[e.FromID] && nodes[e.ToID], "both ends of %s", e.Key)
		requireCited(t, e)
	}
	if isGraph {
		require.NotEmpty(t, g.Edges, "a question whose answer is a graph has edges")
	}
}

// column lists what one column of an answer says, with names for entities.
func column(rows []map[string]any, names ...string) (lines [][]string) {
	for _, row := range rows {
		var line []string
		for _, name := range names {
			switch v := row[name].(type) {
			case answer.Entity:
				line = append(line, v.Name)
			case *answer.Edge:
				sign := ""
				if !v.Polarity {
					sign = "not "
				}
				line = append(line, sign+string(v.Type))
			case string:
				line = append(line, v)
			case nil:
				line = append(line, "")
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// A direction is given where a source states one, and is not made up elsewhere.
func directions(t *testing.T, s answer.Service) {
	rows := table(t, s, "licences", cypher.Args{"id": anvil}).Rows
	require.Equal(t, [][]string{{"out", "Crucible Ltd"}, {"unstated", "Dross GmbH"}, {"both", "Flux Partners"}}, column(rows, "direction", "other"))
	rows = table(t, s, "licences", cypher.Args{"id": "company:test:crucible", "direction": "in"}).Rows
	require.Equal(t, [][]string{{"Anvil Corp"}}, column(rows, "other"))
	group := table(t, s, "licences", cypher.Args{"id": anvil, "group": "group"}).Rows
	require.Contains(t, column(group, "company", "edge", "other"), []string{"Anvil Labs", "not HAS_LICENCE_WITH", "Bellows Inc"}, "the legal person is named, and the denial is one")
	demands := table(t, s, "royalty-demands", cypher.Args{"id": anvil, "direction": "made"}).Rows
	require.Len(t, demands, 1)
	require.Equal(t, graph.MoneyDemanded, demands[0]["edge"].(*answer.Edge).Amount.Kind)
	require.Empty(t, table(t, s, "royalty-demands", cypher.Args{"id": anvil, "direction": "received"}).Rows)
}

// Copies of a wire story are one source, and so are two reports of one agency.
func independence(t *testing.T, s answer.Service) {
	for _, row := range table(t, s, "single-source", cypher.Args{"id": bellows, "family": "dispute"}).Rows {
		if row["edge"].(*answer.Edge).Type == "DEMANDED_ROYALTY_FROM" {
			require.EqualValues(t, 3, row["reports"])
			require.EqualValues(t, 1, row["independent_sources"])
		}
	}
	origins := map[any]any{}
	for _, row := range table(t, s, "sources", nil).Rows {
		origins[row["source"].(answer.Source).ID] = row["origin"]
	}
	for _, id := range []graph.ID{"source:test:wire", "source:test:daily", "source:test:retold", "source:test:second-wire"} {
		require.Equal(t, "Atlas Wire", origins[id], id)
	}
	require.Equal(t, "source:test:docket", origins[graph.ID("source:test:docket")])
	require.Len(t, table(t, s, "repeats", cypher.Args{"id": "source:test:retold"}).Rows, 3, "the copy of a copy belongs to the first report")
}

// One jury finds for one and not for another, and a claim names who made it.
func findings(t *testing.T, s answer.Service) {
	rows := table(t, s, "claims-and-findings", cypher.Args{"id": suit}).Rows
	require.Len(t, rows, 2)
	found, _ := rows[1]["findings"].([]any)
	require.Equal(t, "Theft of drawings", rows[1]["claim"].(answer.Entity).Name)
	require.Len(t, found, 2)
	for _, f := range found {
		m := f.(map[string]any)
		e := m["edge"].(*answer.Edge)
		require.Equal(t, "Anvil Corp", m["to"].(answer.Entity).Name)
		if m["liable"].(answer.Entity).Name == "Bob Tongs" {
			require.False(t, e.Polarity)
		} else {
			require.True(t, e.Disputed, "a letter says otherwise")
		}
	}
	moves := table(t, s, "moves-between-litigants", cypher.Args{"id": suit}).Rows
	require.Equal(t, [][]string{{"Bob Tongs", "EMPLOYED_BY", "Anvil Labs", "FOUNDED", "Bellows Inc"}}, column(moves, "person", "first_post", "first", "second_post", "second"))
	counsel := table(t, s, "counsel", cypher.Args{"id": bellows, "only": "both_sides"}).Rows
	require.Equal(t, [][]string{{"Gavel & Gown"}}, column(counsel, "counsel"))
}

// Figures that leave each other no room contradict; "more than 80,000" and
// "87,805" agree.
func contradictions(t *testing.T, s answer.Service) {
	rows := table(t, s, "conflicts", nil).Rows
	require.ElementsMatch(t, [][]string{
		{"Bellows Inc", "FOUND_LIABLE_TO", "Anvil Corp"}, {"Anvil v. Bellows", "HAS_FIGURE", ""}, {"Senator Quench", "SPONSORED", "Anvil Act"},
	}, withPredicate(rows))
	require.Len(t, table(t, s, "conflicts", cypher.Args{"id": bellows}).Rows, 1)
	require.Empty(t, table(t, s, "conflicts", cypher.Args{"known": "2021-02-01"}).Rows, "nothing contradicted then")
}

func withPredicate(rows []map[string]any) (lines [][]string) {
	for i, line := range column(rows, "subject", "object") {
		predicate, _ := rows[i]["predicate"].(string)
		lines = append(lines, []string{line[0], predicate, line[1]})
	}
	return lines
}

// Kinds, currencies and directions have sums of their own.
func sums(t *testing.T, s answer.Service) {
	said := map[string]string{}
	for _, row := range table(t, s, "money-totals", cypher.Args{"id": "company:test:ember"}).Rows {
		said[row["what"].(string)+" "+row["direction"].(string)] += row["total"].(*answer.Amount).Text + ";"
	}
	require.Equal(t, map[string]string{"INVESTED_IN out": "about USD 20,000,000 invested;USD 3,000,000 invested;"}, said, "an estimate and a figure are not added")
	total := table(t, s, "money-totals", cypher.Args{"id": bellows, "known": "2021-03-01"}).Rows
	for _, row := range total {
		require.NotEqual(t, "undisclosed", row["kind"], "the settlement was not known yet")
	}
}

func libraryAsOf(t *testing.T, s answer.Service) {
	require.Empty(t, table(t, s, "opponents", cypher.Args{"id": bellows, "known": "2020-06-14"}).Rows, "the docket was not out")
	require.NotEmpty(t, table(t, s, "opponents", cypher.Args{"id": bellows, "known": "2020-06-15"}).Rows)
	require.Empty(t, table(t, s, "licences", cypher.Args{"id": "company:test:crucible", "direction": "in", "on": "2023-01-01"}).Rows, "it ended in 2022")
	require.Len(t, table(t, s, "chain-of-title", cypher.Args{"id": "patent:test:us1", "on": "2015-01-01"}).Rows, 3)
	changes := table(t, s, "changes-of", cypher.Args{"id": bellows, "from": "2021-03-01", "to": "2022-12-31"}).Rows
	require.Contains(t, column(changes, "change", "edge"), []string{"new", "SETTLED_WITH"})
}

// In a spreadsheet names and ids stand apart, and the last column credits.
func flat(t *testing.T, s answer.Service) {
	header, rows := table(t, s, "investors", cypher.Args{"id": bellows}).Flat()
	require.Equal(t, []string{"investor", "investor_id", "edge", "edge_status", "edge_valid_from", "edge_valid_to", "edge_independent_sources", "edge_key", "company", "company_id", "sources"}, header)
	require.Equal(t, []string{"Ember Fund", "company:test:ember", "INVESTED_IN (announced; 1 independent source; about USD 20,000,000 invested; 2019-05)", "announced", "2019-05", "", "1"}, rows[0][:7])
	require.Equal(t, "Atlas Wire, 2021-03-01, paragraph 7", rows[0][10])
}

// Nobody is not the same as nothing: an id that does not exist is a mistake, and
// an entity of which nothing is known an answer.
func nobody(t *testing.T, s answer.Service) {
	for _, q := range s.Library.Questions() {
		args := cypher.Args{}
		about := false
		for name, value := range asked[q.Name] {
			args[name] = value
			if p, _ := q.Param(name); p.Type == cypher.TypeID {
				kind := append(slices.Clone(p.Choices), "company")[0]
				args[name], about = kind+":test:nobody", true
			}
		}
		if !about {
			continue
		}
		_, err := s.Ask(t.Context(), q.Name, args)
		require.Equal(t, graph.CodeNotFound, graph.CodeOf(err), "%s: %v", q.Name, err)
		require.ErrorContains(t, err, ":test:nobody", q.Name)
	}
	require.Empty(t, table(t, s, "licences", cypher.Args{"id": "company:test:lonely"}).Rows)
	_, err := s.Ask(t.Context(), "chain-of-title", cypher.Args{"id": anvil})
	require.ErrorContains(t, err, "is not the id of a patent or patent-family")
	_, err = s.Ask(t.Context(), "lawsuits-by-judge", cypher.Args{"id": "Anvil Corp"})
	require.ErrorContains(t, err, "no entity is called", "a company is no judge")
}

// TestAskAcceptsNames and lists of names, and tells of all that is wrong at once.
func TestAskAcceptsNames(t *testing.T) {
	s := library(t)
	require.NotEmpty(t, table(t, s, "opponents", cypher.Args{"id": "bellows inc"}).Rows)
	require.NotEmpty(t, table(t, s, "licensed-by-both", cypher.Args{"first": "Anvil Corp", "second": "Ember Fund"}).Rows)
	_, err := s.Ask(t.Context(), "licensed-by-both", cypher.Args{"first": "Anvl Korp", "second": "zzzz", "limt": "3", "on": "x"})
	for _, want := range []string{"first", "zzzz", "did you mean limit?", `on: date "x"`} {
		require.ErrorContains(t, err, want)
	}
}

// TestNothingIsKnownTooEarly asks every question that knows the second clock as
// of each day on which something was reported: nothing later may show through,
// neither as a statement nor as an edge, nor in who is named beside.
func TestNothingIsKnownTooEarly(t *testing.T) {
	s := library(t)
	for _, q := range s.Library.Questions() {
		if _, dated := q.Param("known"); !dated {
			continue
		}
		for _, known := range []string{"1900-01-01", "2019-01-10", "2020-06-15", "2021-03-01"} {
			args := cypher.Args{"known": known}
			for name, value := range asked[q.Name] {
				args[name] = value
			}
			text, err := json.Marshal(table(t, s, q.Name, args).Rows)
			require.NoError(t, err)
			for _, m := range regexp.MustCompile(`"(?:reported|reported_on|first_reported)":"(\d{4}-\d{2}-\d{2})`).FindAllStringSubmatch(string(text), -1) {
				require.LessOrEqual(t, m[1], known, "%s known=%s: %s", q.Name, known, text)
			}
			if known == "1900-01-01" && q.Name != "entity" && q.Name != "source" { // which are there, with nothing known of them
				require.Equal(t, "[]", string(text), "%s: nothing was known yet", q.Name)
			}
		}
	}
}
