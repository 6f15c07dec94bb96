package graphtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

func counts(t *testing.T, s suite) {
	batch := entityBatch(acme, court)
	require.Equal(t, graph.Counts{Created: 2}, s.write(t, batch))
	require.Equal(t, graph.Counts{Unchanged: 2}, s.write(t, batch))
	batch.Rows[0]["hash"] = "other"
	require.Equal(t, graph.Counts{Updated: 1, Unchanged: 1}, s.write(t, batch))
	require.Equal(t, graph.Counts{Created: 1}, s.write(t, sourceBatch(t, paper)))
	require.Equal(t, graph.Counts{Unchanged: 1}, s.write(t, sourceBatch(t, paper)))
	require.Equal(t, graph.Counts{Created: 1, Unchanged: 1}, s.write(t, sourceBatch(t, paper, agency)))
	require.Equal(t, int64(2), s.stat(t, "entities"))
	require.Equal(t, int64(2), s.stat(t, "sources"))
	repeats := graph.Batch{Write: "repeats", Rows: []map[string]any{{"id": paper, "repeats": []string{agency}}}}
	require.Equal(t, graph.Counts{Unchanged: 1}, s.write(t, repeats))
	require.Equal(t, graph.Counts{Unchanged: 1}, s.write(t, repeats))
}

func allOrNothing(t *testing.T, s suite) {
	s.world(t)
	for _, write := range []struct{ name, word string }{{"edges", "SUED"}, {"edges-few", ""}} {
		_, err := s.store.Write(t.Context(), graph.Batch{Write: write.name, Word: write.word, EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
			edgeRow("e:1", acme, "SUED", rival, nil), edgeRow("e:2", acme, "SUED", "company:test:nobody", nil)}})
		require.Equal(t, graph.CodeConflict, graph.CodeOf(err), write.name)
		require.ErrorContains(t, err, "company:test:nobody")
		require.ErrorContains(t, err, "1 of 2 rows")
		require.Zero(t, s.stat(t, "edges"), write.name)
	}
	_, err := s.store.Write(t.Context(), statementBatch(statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival}),
		statementRow(t, "d", graph.Statement{Subject: "company:test:nobody", Predicate: graph.Sued, Object: rival})))
	require.Equal(t, graph.CodeConflict, graph.CodeOf(err))
	require.ErrorContains(t, err, "company:test:nobody")
	require.Zero(t, s.stat(t, "statements"))
}

func edges(t *testing.T, s suite) {
	s.world(t)
	few := graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, nil), edgeRow("e:2", suit, "HEARD_IN", court, nil)}}
	require.Equal(t, graph.Counts{Created: 2}, s.write(t, few))
	require.Equal(t, graph.Counts{Unchanged: 2}, s.write(t, few))
	one := graph.Batch{Write: "edges", Word: "SUED", EveryRow: true, Args: row{"load": "1"}, Rows: few.Rows[:1]}
	require.Equal(t, graph.Counts{Unchanged: 1}, s.write(t, one), "both files write the same edge")
	one.Rows = []map[string]any{edgeRow("e:1", acme, "SUED", rival, row{"status": "denied"})}
	one.Rows[0]["hash"] = "other"
	require.Equal(t, graph.Counts{Updated: 1}, s.write(t, one))

	one.Rows = []map[string]any{edgeRow("e:1", rival, "SUED", acme, nil)}
	_, err := s.store.Write(t.Context(), one)
	require.Equal(t, graph.CodeConflict, graph.CodeOf(err), "a key belongs to one edge: %v", err)

	remove := graph.Batch{Write: "remove-edges", Rows: []map[string]any{{"from": acme, "to": rival, "key": "e:1"}, {"from": acme, "to": rival, "key": "e:2"}}}
	require.Equal(t, graph.Counts{Removed: 1}, s.write(t, remove))
	require.Equal(t, graph.Counts{}, s.write(t, remove))
	require.Equal(t, int64(1), s.stat(t, "edges"))
}

func statements(t *testing.T, s suite) {
	s.world(t)
	r := statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival})
	require.Equal(t, graph.Counts{Created: 1}, s.write(t, statementBatch(r)))
	require.Equal(t, graph.Counts{Unchanged: 1}, s.write(t, statementBatch(r)))
	r["dossier"] = "other"
	require.Equal(t, graph.Counts{Updated: 1}, s.write(t, statementBatch(r)), "another dossier holds it too")
	require.Equal(t, graph.Counts{Unchanged: 1}, s.write(t, statementBatch(r)))
	ids := s.keep(t, "statement-ids", "", map[string]any{})
	require.Equal(t, []string{"id", "dossiers", "edge", "arrangement"}, ids.Columns)
	require.Len(t, ids.Rows, 1)
	require.Equal(t, r["id"], ids.Rows[0][0])
	require.ElementsMatch(t, []any{"d", "other"}, ids.Rows[0][1])
	require.NotEmpty(t, ids.Rows[0][2])
	require.Nil(t, ids.Rows[0][3])
	places := s.keep(t, "statement-places", "", map[string]any{})
	require.Equal(t, append(ids.Columns, "locator"), places.Columns)
	require.Equal(t, r["properties"].(map[string]any)["locator"], places.Rows[0][4])
	ofEdge := s.keep(t, "statements-of-edges", "", map[string]any{"ids": []string{ids.Rows[0][2].(string)}})
	require.Len(t, ofEdge.Rows, 1)
	node := ofEdge.Rows[0][0].(graph.Node)
	require.Equal(t, today, node.Properties["recorded_at"])
}

func withdrawal(t *testing.T, s suite) {
	s.world(t)
	r := statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival})
	s.write(t, statementBatch(r))
	r["dossier"] = "other"
	s.write(t, statementBatch(r))
	withdraw := func(dossier string) graph.Counts {
		return s.write(t, graph.Batch{Write: "withdraw", Args: row{"now": today, "load": "2"}, Rows: []map[string]any{{"id": r["id"], "dossier": dossier}}})
	}
	require.Equal(t, graph.Counts{}, withdraw("d"), "another dossier keeps it alive")
	require.Len(t, s.keep(t, "statement-page", "", map[string]any{}).Rows, 1)
	require.Equal(t, graph.Counts{Updated: 1}, withdraw("other"))
	require.Empty(t, s.keep(t, "statement-page", "", map[string]any{}).Rows)
	kept := s.ask(t, "statement", map[string]string{"id": r["id"].(string)})
	require.Len(t, kept.Rows, 1, "nothing is deleted")
	require.Equal(t, today, kept.Rows[0][0].(graph.Node).Properties["withdrawn_at"])
	require.Equal(t, graph.Counts{Updated: 1}, s.write(t, statementBatch(r)), "it may come back")
	require.Len(t, s.keep(t, "statement-page", "", map[string]any{}).Rows, 1)
}

func keepShortcuts(t *testing.T, s suite) {
	s.world(t)
	for subject, role := range map[graph.ID]string{acme: "plaintiff", rival: "defendant"} {
		s.write(t, statementBatch(statementRow(t, "d", graph.Statement{Subject: subject, Predicate: graph.PartyTo, Object: suit,
			Qualifiers: map[string]string{"role": role}})))
	}
	require.Len(t, s.keep(t, "statements-of-arrangements", "", map[string]any{"ids": []string{suit}}).Rows, 2)
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:kept", acme, "SUED", rival, row{"derived": true, "case": suit}),
		edgeRow("e:gone", rival, "SUED", acme, row{"derived": true, "case": suit}),
		edgeRow("e:other", acme, "SUED", rival, row{"derived": true, "case": "lawsuit:test:other"}),
		edgeRow("e:stated", acme, "SUED", rival, row{"case": suit})}})
	keep := graph.Batch{Write: "keep-shortcuts", Rows: []map[string]any{{"arrangement": suit, "keep": []string{"e:kept"}}}}
	require.Equal(t, graph.Counts{Removed: 1}, s.write(t, keep))
	require.Equal(t, graph.Counts{}, s.write(t, keep))
	require.Equal(t, int64(3), s.stat(t, "edges"))
}

func loads(t *testing.T, s suite) {
	require.Empty(t, s.keep(t, "last-load", "", map[string]any{"dossiers": []string{"d"}}).Rows)
	version := func() [][]any { return s.keep(t, "graph-version", "", map[string]any{}).Rows }
	require.Empty(t, version())
	write := func(id string, properties row) {
		require.Equal(t, graph.Counts{Created: 1}, s.write(t, graph.Batch{Write: "load", Rows: []map[string]any{{"id": id, "properties": properties}}}))
	}
	write("1", row{"started": today, "dossiers": []string{"d"}})
	last := func(dossier string, records int64) map[string]any {
		rows := s.keep(t, "last-load", "", map[string]any{"dossiers": []string{"another", dossier}}).Rows
		require.Len(t, rows, 1)
		require.Equal(t, records, rows[0][1])
		return rows[0][0].(graph.Node).Properties
	}
	require.Equal(t, map[string]any{"id": "1", "started": today, "dossiers": []any{"d"}}, last("d", 1), "nobody knows how many records it wrote")
	require.Equal(t, [][]any{{"1", nil, int64(0)}}, version(), "it is under way")
	write("1", row{"finished": today, "hub_degree": int64(9), "records": int64(7)})
	require.Equal(t, [][]any{{"1", today, int64(1)}}, version())
	write("2", row{"finished": today, "dossiers": []string{"e"}, "hub_degree": int64(8), "records": int64(3)})
	require.Equal(t, map[string]any{"id": "2", "finished": today, "dossiers": []any{"e"}, "hub_degree": int64(8), "records": int64(3)}, last("d", 7))
	last("e", 3)
	last("f", 0)
	require.Equal(t, [][]any{{"2", today, int64(2)}}, version())
	require.Equal(t, [][]any{{int64(0), int64(0), int64(0), int64(0)}}, s.keep(t, "counts", "", map[string]any{}).Rows)
}
