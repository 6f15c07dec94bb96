package graphtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// propertiesOf are those of a statement in the store.
func (s suite) propertiesOf(t *testing.T, id any) map[string]any {
	t.Helper()
	rows := s.ask(t, "statement", cypher.Args{"id": id.(string)}).Rows
	require.Len(t, rows, 1)
	return rows[0][0].(graph.Node).Properties
}

// corrections are written in two steps: what a statement supersedes, and then
// what each of those is superseded by.
func corrections(t *testing.T, s suite) {
	s.world(t)
	wrong := statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival})
	right := statementRow(t, "e", graph.Statement{Subject: rival, Predicate: graph.Sued, Object: acme, Supersedes: []graph.StatementID{graph.StatementID(wrong["id"].(string))}})
	s.write(t, statementBatch(wrong, right))
	ids := []string{wrong["id"].(string)}
	require.Equal(t, [][]any{{"s:1"}}, s.keep(t, "missing-statements", "", map[string]any{"ids": append(ids, "s:1")}).Rows)
	join := graph.Batch{Write: "supersedes", Rows: []map[string]any{{"id": right["id"], "supersedes": ids}}}
	require.Equal(t, graph.Counts{Unchanged: 1}, s.write(t, join))
	require.Equal(t, [][]any{{right["id"], wrong["id"]}}, s.keep(t, "superseded-by", "", map[string]any{"ids": []string{right["id"].(string)}}).Rows)

	mark := func(load string, leaving ...string) graph.Counts {
		return s.write(t, graph.Batch{Write: "superseded", Args: row{"load": load, "leaving": append([]string{}, leaving...)}, Rows: []map[string]any{{"id": wrong["id"]}}})
	}
	page := func() [][]any { return s.keep(t, "superseded-page", "", map[string]any{}).Rows }
	require.Empty(t, page())
	require.Equal(t, graph.Counts{Updated: 1}, mark("2"))
	require.Equal(t, graph.Counts{}, mark("2"), "nothing changed")
	require.Equal(t, [][]any{{wrong["id"], "2019-06-27", right["id"]}}, page())
	require.Equal(t, []any{"2 - - live 2019-06-27 - -"}, s.propertiesOf(t, wrong["id"])["revisions"])

	wrong["hash"] = "another note"
	s.write(t, statementBatch(wrong))
	require.Len(t, page(), 1, "a later write leaves it superseded")
	require.Equal(t, graph.Counts{Updated: 1}, mark("3", right["id"].(string)), "what supersedes it is about to be withdrawn")
	require.Empty(t, page())
	require.NotContains(t, s.propertiesOf(t, wrong["id"]), "superseded_by")
}

// revisions tell what a statement was until each load that changed it.
func revisions(t *testing.T, s suite) {
	s.world(t)
	r := statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival})
	write := func(load, hash, rank string) {
		r["hash"] = hash
		r["properties"].(map[string]any)["rank"] = rank
		b := statementBatch(r)
		b.Args["load"] = load
		s.write(t, b)
	}
	write("1", "a", "preferred")
	p := s.propertiesOf(t, r["id"])
	require.Equal(t, "1", p["load"])
	require.Equal(t, "1", p["changed"])
	require.NotContains(t, p, "revisions")
	write("2", "a", "preferred")
	require.Equal(t, "1", s.propertiesOf(t, r["id"])["changed"], "nothing changed")
	write("3", "b", "normal")
	write("3", "c", "deprecated")
	p = s.propertiesOf(t, r["id"])
	require.Equal(t, "1", p["load"])
	require.Equal(t, "3", p["changed"])
	require.Equal(t, []any{"3 - preferred live 2019-06-27 - -"}, p["revisions"], "one load leaves one")
	s.write(t, graph.Batch{Write: "withdraw", Args: row{"now": today, "load": "4"}, Rows: []map[string]any{{"id": r["id"], "dossier": "d"}}})
	write("5", "c", "deprecated")
	p = s.propertiesOf(t, r["id"])
	require.Equal(t, "5", p["changed"])
	require.Equal(t, []any{"3 - preferred live 2019-06-27 - -", "4 - deprecated live 2019-06-27 - -", "5 - deprecated withdrawn 2019-06-27 - -"}, p["revisions"])

	r = statementRow(t, "d", graph.Statement{Subject: rival, Predicate: graph.Sued, Object: acme})
	r["load"] = "0" // of a register record that becomes a statement
	s.write(t, statementBatch(r))
	require.Equal(t, "0", s.propertiesOf(t, r["id"])["load"])
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "7"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"record": true, "dossier": "d"}), edgeRow("e:2", acme, "SUED", rival, nil)}})
	edges := s.keep(t, "record-page", "SUED", map[string]any{}).Rows
	require.Len(t, edges, 1)
	require.Equal(t, "7", edges[0][1].(graph.Relationship).Properties["load"])
}
