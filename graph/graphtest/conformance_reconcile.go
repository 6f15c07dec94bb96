package graphtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// reconciled asks what a reconciliation is made of: names by any word, identifiers, and facts and
// relations of several entities at once.
func reconciled(t *testing.T, s suite) {
	s.world(t)
	const nobody = "company:test:nobody"
	first := func(name, word string, params row) (ids []string) {
		for _, r := range s.keep(t, name, word, params).Rows {
			ids = append(ids, idOf(r[0]))
		}
		return ids
	}
	require.ElementsMatch(t, []string{acme, rival}, first("names-like", "", row{"q": "alias zzzz", "kinds": []string{"company"}, "most": int64(10)}))
	require.Empty(t, first("names-like", "", row{"q": "zzzz", "most": int64(10)}))
	require.Len(t, first("names-like", "", row{"q": "alias", "most": int64(1)}), 1)

	fact := func(s graph.Statement) row { return statementRow(t, "d", s) }
	known := graph.Statement{Subject: acme, Predicate: "HAS_ID", Value: &graph.Value{Text: "0001"}, Qualifiers: map[string]string{"scheme": "cik"}}
	denied, seat := known, graph.Statement{Subject: acme, Predicate: "BASED_IN", Value: &graph.Value{Text: "0001"}}
	denied.Subject, denied.Negated = rival, true
	s.write(t, statementBatch(fact(known), fact(denied), fact(seat)))
	rows := s.keep(t, "identified", "", row{"ids": []string{court, nobody}, "values": []string{"0001"}, "most": int64(10)}).Rows
	require.Len(t, rows, 2, "a denial identifies nobody, and a place is no identifier")
	require.Equal(t, []any{acme, "cik", "0001"}, []any{idOf(rows[0][0]), rows[0][1], rows[0][2]})
	require.Equal(t, []any{court, "", ""}, []any{idOf(rows[1][0]), rows[1][1], rows[1][2]})
	require.Len(t, first("identified", "", row{"ids": []string{court}, "values": []string{"0001"}, "most": int64(1)}), 1)

	facts := func(more row) []any {
		params := row{"ids": []string{nobody, acme}, "predicates": []string{"HAS_ID", "BASED_IN"}, "certain": "no", "most": int64(10)}
		for name, v := range more {
			params[name] = v
		}
		rows := s.keep(t, "facts-of-entities", "", params).Rows
		require.Len(t, rows, 1, "who does not exist has no row")
		list, _ := rows[0][1].([]any)
		return list
	}
	require.Len(t, facts(nil), 2)
	require.Len(t, facts(row{"most": int64(1)}), 1)
	require.Len(t, facts(row{"predicates": []string{"HAS_ID"}}), 1)
	require.Empty(t, facts(row{"known": "2019-06-26"}), "nobody knew yet")
	joined(t, s)
}

// joined looks at relations in their direction and role, as on both clocks.
func joined(t *testing.T, s suite) {
	const now, not = "2019-06-27 0000-00-00 9999-12-31 + 02", "2019-06-27 0000-00-00 9999-12-31 - 02"
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"state": now}), edgeRow("e:2", rival, "SUED", acme, row{"state": now}),
		edgeRow("e:3", acme, "PARTY_TO", suit, row{"state": now, "role": "plaintiff"}), edgeRow("e:4", rival, "PARTY_TO", suit, row{"state": not, "role": "defendant"})}})
	others := func(word string, more row) map[string][]string {
		params := row{"ids": []string{acme, rival, "company:test:nobody"}, "direction": "both", "certain": "no", "most": int64(10)}
		for name, v := range more {
			params[name] = v
		}
		found := map[string][]string{}
		for _, r := range s.keep(t, "joined-by", word, params).Rows {
			list, _ := r[1].([]any)
			for _, n := range list {
				found[r[0].(string)] = append(found[r[0].(string)], idOf(n))
			}
		}
		return found
	}
	require.Equal(t, map[string][]string{acme: {rival}, rival: {acme}}, others("SUED", nil), "each other once")
	require.Equal(t, map[string][]string{acme: {rival}, rival: {acme}}, others("SUED", row{"direction": "out"}))
	require.Empty(t, others("SUED", row{"known": "2019-06-26"}))
	require.Empty(t, others("COUNTERSUED", nil))
	require.Equal(t, map[string][]string{acme: {suit}}, others("PARTY_TO", row{"direction": "out"}), "what is said not to be joins nobody")
	require.Empty(t, others("PARTY_TO", row{"direction": "in"}))
	require.Empty(t, others("PARTY_TO", row{"roles": []string{"defendant"}}))
	require.Equal(t, map[string][]string{acme: {suit}}, others("PARTY_TO", row{"roles": []string{"plaintiff"}, "kinds": []string{"lawsuit"}}))
	require.Empty(t, others("PARTY_TO", row{"kinds": []string{"licence"}}))
}
