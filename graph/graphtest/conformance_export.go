package graphtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// exported: what exports read, of all families and of one.
func exported(t *testing.T, s suite) {
	s.world(t)
	s.write(t, statementBatch(statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival})))
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"family": "dispute"}), edgeRow("e:2", suit, "HEARD_IN", court, row{"family": "dispute", "record": true}),
		edgeRow("e:3", rival, "INVESTED_IN", acme, row{"family": "money"})}})
	ids := func(question, word string, params row) []string {
		var list []string
		for _, r := range s.keep(t, question, word, params).Rows {
			if word != "" {
				list = append(list, r[1].(graph.Relationship).Properties["key"].(string))
				continue
			}
			list = append(list, r[0].(graph.Node).Properties["id"].(string))
		}
		return list
	}
	everything := row{"after": "", "families": nil, "predicates": nil}
	require.Len(t, ids("export-entities", "", everything), 4)
	require.Equal(t, []string{suit}, ids("export-entities", "", row{"after": court, "families": nil, "predicates": nil}))
	require.ElementsMatch(t, []string{acme, rival, suit, court}, ids("export-entities", "", row{"families": []string{"dispute"}, "predicates": []string{}}))
	require.ElementsMatch(t, []string{acme, rival}, ids("export-entities", "", row{"families": []string{"money"}, "predicates": []string{}}))
	require.ElementsMatch(t, []string{acme, rival}, ids("export-entities", "", row{"families": []string{"policy"}, "predicates": []string{"SUED"}}))
	sources := s.keep(t, "export-entities", "", everything).Rows[0][1].([]any)
	require.Len(t, sources, 1)
	require.IsType(t, graph.Node{}, sources[0])

	page := s.keep(t, "export-statements", "", everything)
	require.Len(t, page.Rows, 1)
	require.Equal(t, []string{"node", "subject", "object", "source"}, page.Columns)
	require.IsType(t, "", page.Rows[0][1])
	require.IsType(t, "", page.Rows[0][2])
	require.Empty(t, ids("export-statements", "", row{"predicates": []string{"INVESTED_IN"}}))

	require.Equal(t, []string{"e:1"}, ids("export-edges", "SUED", everything))
	require.Equal(t, []string{"e:2"}, ids("export-edges", "HEARD_IN", row{"families": []string{"dispute"}}))
	require.Empty(t, ids("export-edges", "SUED", row{"families": []string{"money"}}))
	require.Empty(t, ids("export-edges", "SUED", row{"after": "e:1", "families": nil}))
}
