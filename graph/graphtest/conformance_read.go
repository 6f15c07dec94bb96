package graphtest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
)

func readBack(t *testing.T, s suite) {
	s.world(t)
	r := statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival, Note: "a note"})
	s.write(t, statementBatch(r))
	got := s.ask(t, "entities", cypher.Args{"ids": rival + "," + acme + ",company:test:nobody"})
	require.Equal(t, []string{"entity"}, got.Columns)
	require.Len(t, got.Rows, 2)
	node := got.Rows[0][0].(graph.Node)
	require.ElementsMatch(t, []string{"Entity", "Company"}, node.Labels)
	e, err := graph.EntityFrom(node)
	require.NoError(t, err)
	require.Equal(t, graph.Entity{ID: rival, Name: "Name of " + rival, Aliases: []string{"Alias"}}, e, "in the order that was asked for")

	got = s.ask(t, "statement", cypher.Args{"id": r["id"].(string)})
	require.Equal(t, []string{"statement", "source", "subject", "object"}, got.Columns)
	statement, err := graph.StatementFrom(got.Rows[0][0].(graph.Node))
	require.NoError(t, err)
	require.Equal(t, "a note", statement.Note)
	require.Equal(t, acme, got.Rows[0][2].(graph.Node).Properties["id"])
	require.Equal(t, rival, got.Rows[0][3].(graph.Node).Properties["id"])
	require.Empty(t, s.ask(t, "statement", cypher.Args{"id": "s:00000000000000000000000000000000"}).Rows)
	require.Len(t, s.ask(t, "statements", cypher.Args{"ids": r["id"].(string) + ",s:1"}).Rows, 1)
}

func factsOfEntity(t *testing.T, s suite) {
	s.world(t)
	require.Empty(t, s.ask(t, "entity", cypher.Args{"id": "company:test:nobody"}).Rows)
	for _, event := range []string{"filed", "trial_under_way", "jury_verdict"} {
		s.write(t, statementBatch(statementRow(t, "d", graph.Statement{Subject: suit, Predicate: "HAS_EVENT", Qualifiers: map[string]string{"event": event}})))
	}
	got := s.ask(t, "entity", cypher.Args{"id": suit})
	require.Equal(t, []string{"entity", "facts"}, got.Columns)
	require.Equal(t, suit, got.Rows[0][0].(graph.Node).Properties["id"])
	facts := got.Rows[0][1].([]any)
	require.Len(t, facts, 3)
	fact := facts[0].(map[string]any)
	require.Equal(t, paper, fact["source"].(graph.Node).Properties["id"])
	require.Contains(t, fact["statement"].(graph.Node).Labels, "Statement")
	require.Len(t, s.ask(t, "entity", cypher.Args{"id": suit, "limit": "1"}).Rows[0][1], 2, "one more, to know of more")
	require.Empty(t, s.ask(t, "entity", cypher.Args{"id": suit, "known": "2019-06-26"}).Rows[0][1])
	require.Len(t, s.ask(t, "entity", cypher.Args{"id": suit, "known": "2019-06-27"}).Rows[0][1], 3)
}

func sources(t *testing.T, s suite) {
	s.world(t)
	require.Empty(t, s.ask(t, "source", cypher.Args{"id": "source:test:nobody"}).Rows)
	require.Equal(t, []any{}, s.ask(t, "source", cypher.Args{"id": agency}).Rows[0][1])
	for _, object := range []graph.ID{rival, court} {
		s.write(t, statementBatch(statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: object})))
	}
	list := s.ask(t, "source", cypher.Args{"id": paper}).Rows[0][1].([]any)
	require.Len(t, list, 2)
	first := list[0].(map[string]any)
	id := first["statement"].(graph.Node).Properties["id"].(string)
	require.Less(t, id, list[1].(map[string]any)["statement"].(graph.Node).Properties["id"])
	require.Equal(t, acme, first["subject"].(graph.Node).Properties["id"])
	require.Len(t, s.ask(t, "source", cypher.Args{"id": paper, "after": id}).Rows[0][1], 1)
}

// reaches asks who is one hop away, under the bounds of a path search.
func reaches(t *testing.T, s suite) {
	s.world(t)
	const later = "2019-06-27 0000-00-00 9999-12-31 + 02 2019-01-01 9999-12-31"
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"state": later[:stateLength], "history": []string{"2018-01-01 0000-00-00 9999-12-31 - 02", later}, "certain": later[stateLength+1:]}),
		edgeRow("e:2", rival, "COUNTERSUED", court, row{"state": "2019-06-27 2019-01-01 2019-12-31 + 09"}),
		edgeRow("e:3", rival, "HEARD_IN", suit, row{"state": "2019-06-27 2019-01-01 2019-12-31 - 09"})}})
	reach := func(params map[string]any) []any {
		for name, value := range map[string]any{"ids": []string{rival}, "seen": []string{rival}, "certain": "no", "limit": int64(10)} {
			if _, given := params[name]; !given {
				params[name] = value
			}
		}
		ids := []any{}
		for _, r := range s.keep(t, "reach", "", params).Rows {
			ids = append(ids, r[0])
		}
		return ids
	}
	require.Equal(t, []any{acme, court}, reach(map[string]any{}), "what did not happen is not walked")
	require.Equal(t, []any{court}, reach(map[string]any{"seen": []string{rival, acme}}))
	require.Len(t, reach(map[string]any{"limit": int64(1)}), 1)
	require.Equal(t, []any{court}, reach(map[string]any{"status": []string{"09"}}))
	require.Empty(t, reach(map[string]any{"family": []string{"money"}}))
	require.Equal(t, []any{acme}, reach(map[string]any{"on": "2020-01-01"}))
	require.Equal(t, []any{acme}, reach(map[string]any{"on": "2019-06-01", "certain": "yes"}))
	require.Empty(t, reach(map[string]any{"on": "2018-06-01", "certain": "yes"}))
	require.Empty(t, reach(map[string]any{"known": "2019-06-26"}), "until then it was denied")
	require.Equal(t, []any{acme}, reach(map[string]any{"on": "2019-06-01", "certain": "yes", "known": "2019-06-27"}))
}

// besideEachOther reads all statements of an edge, given one of them.
func besideEachOther(t *testing.T, s suite) {
	s.world(t)
	var ids []string
	for _, source := range []graph.ID{paper, agency} {
		r := statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival, Source: source})
		s.write(t, statementBatch(r))
		ids = append(ids, r["id"].(string))
	}
	s.write(t, statementBatch(statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: court})))
	require.Len(t, s.keep(t, "statements-beside", "", map[string]any{"ids": ids[:1]}).Rows, 2)
	require.Equal(t, [][]any{{ids[0], int64(2)}}, s.keep(t, "independent-sources", "", map[string]any{"ids": ids[:1]}).Rows)
	require.Empty(t, s.keep(t, "independent-sources", "", map[string]any{"ids": ids[:1], "known": "2019-06-26"}).Rows)
}

func limits(t *testing.T, s suite) {
	s.world(t)
	q, err := s.library.Keep("entity-page")
	require.NoError(t, err)
	call := q.KeepCall("", map[string]any{})
	for limit, truncated := range map[int]bool{0: false, 3: true, 4: false, 5: false} {
		call.Limit = limit
		got, err := s.store.Ask(t.Context(), call)
		require.NoError(t, err)
		require.Equal(t, truncated, got.Truncated, "limit %d", limit)
		if truncated {
			require.Len(t, got.Rows, limit)
		} else {
			require.Len(t, got.Rows, 4)
		}
	}
	require.Empty(t, s.keep(t, "entity-page", "", map[string]any{"after": suit}).Rows)
	require.NotNil(t, s.keep(t, "entity-page", "", map[string]any{"after": suit}).Rows)
}

func pagesAndHashes(t *testing.T, s suite) {
	s.world(t)
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"record": true, "dossier": "d"}), edgeRow("e:2", suit, "HEARD_IN", court, nil)}})
	got := s.keep(t, "hashes", "Source", map[string]any{"ids": []string{paper, "source:test:nobody"}})
	require.Equal(t, []string{"id", "hash", "dossiers"}, got.Columns)
	require.Len(t, got.Rows, 1)
	require.Equal(t, sourceBatch(t, paper).Rows[0]["hash"], got.Rows[0][1])
	require.Nil(t, got.Rows[0][2])
	require.Equal(t, [][]any{{"e:1", "hash of e:1"}}, s.keep(t, "edge-hashes", "SUED", map[string]any{"ids": []string{"e:1", "e:2"}}).Rows)
	require.Equal(t, [][]any{{[]any{"company:test:nobody"}}}, s.keep(t, "missing-ends", "", map[string]any{"ids": []string{acme, "company:test:nobody", "company:test:nobody"}}).Rows)
	require.Equal(t, [][]any{{int64(1)}}, s.keep(t, "record-count", "", map[string]any{"name": "d"}).Rows)
	for _, question := range []string{"record-page", "records"} {
		params := map[string]any{"name": "d"}
		page := s.keep(t, question, "SUED", params)
		require.Equal(t, []string{"a", "edge", "b"}, page.Columns)
		require.Len(t, page.Rows, 1)
		edge := page.Rows[0][1].(graph.Relationship)
		require.Equal(t, graph.ID(acme), edge.From)
		require.Equal(t, graph.ID(rival), edge.To)
		require.Equal(t, "SUED", edge.Type)
		require.Empty(t, s.keep(t, question, "SUED", map[string]any{"name": "d", "after": "e:1"}).Rows)
		require.Empty(t, s.keep(t, question, "HEARD_IN", map[string]any{"name": "d"}).Rows)
	}
	require.Len(t, s.keep(t, "source-page", "", map[string]any{"after": agency}).Rows, 1)
}

func derived(t *testing.T, s suite) {
	s.world(t)
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"record": true}), edgeRow("e:2", acme, "INVESTED_IN", rival, nil), edgeRow("e:3", suit, "HEARD_IN", court, nil)}})
	labels := func(id string) graph.Node {
		return s.ask(t, "entities", cypher.Args{"ids": id}).Rows[0][0].(graph.Node)
	}
	edge := func() map[string]any {
		return s.keep(t, "record-page", "SUED", map[string]any{}).Rows[0][1].(graph.Relationship).Properties
	}
	state := edge()["state"].(string)
	for range 2 {
		require.NoError(t, s.store.Derive(t.Context(), 1, nil))
		named, begins := strings.CutPrefix(edge()["state"].(string), state)
		require.True(t, begins)
		require.ElementsMatch(t, []string{acme, rival}, strings.Fields(named))
		require.ElementsMatch(t, []string{"Entity", "Company", "Investor", "Hub"}, labels(acme).Labels)
		require.Equal(t, int64(2), labels(acme).Properties["degree"])
		require.ElementsMatch(t, []string{"Entity", "Court"}, labels(court).Labels)
		require.Equal(t, int64(2), s.stat(t, "hubs"))
	}
	require.NoError(t, s.store.Derive(t.Context(), 2, nil))
	require.ElementsMatch(t, []string{"Entity", "Company", "Investor"}, labels(acme).Labels)
	require.Equal(t, int64(2), labels(acme).Properties["degree"], "the best connected know how many edges they have")
	require.Equal(t, state, edge()["state"])
	require.Zero(t, s.stat(t, "hubs"))
}

// goTypes are those that graph.Result promises, whatever was written.
func goTypes(t *testing.T, s suite) {
	s.world(t)
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"record": true, "dossier": "d", "amount": int64(5), "nothing": nil})}})
	page := s.keep(t, "record-page", "SUED", map[string]any{})
	p := page.Rows[0][1].(graph.Relationship).Properties
	require.Equal(t, []any{paper}, p["sources"])
	require.Equal(t, int64(5), p["amount"])
	require.Equal(t, true, p["polarity"])
	require.Equal(t, "reported", p["status"])
	require.NotContains(t, p, "nothing", "null is no property")
	p["status"] = "changed by the caller"
	again := s.keep(t, "record-page", "SUED", map[string]any{})
	require.Equal(t, "reported", again.Rows[0][1].(graph.Relationship).Properties["status"], "an answer is the caller's own")
}
