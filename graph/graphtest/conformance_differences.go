package graphtest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// loadPages find loads by their ids and ends.
func loadPages(t *testing.T, s suite) {
	for id, properties := range map[string]row{"2026A": {"finished": "2026-01-01T10:00:00Z", "changed": true}, "2026B": {"started": today},
		"2026C": {"finished": "2026-01-03T10:00:00Z", "changed": false}, "2027A": {"finished": "2027-01-01T10:00:00Z", "changed": true}} {
		s.write(t, graph.Batch{Write: "load", Rows: []map[string]any{{"id": id, "properties": properties}}})
	}
	ids := func(question string, params row) []any {
		found := []any{}
		for _, r := range s.keep(t, question, "", params).Rows {
			found = append(found, r[0].(graph.Node).Properties["id"])
		}
		return found
	}
	require.Equal(t, []any{"2027A", "2026C"}, ids("finished-loads", row{"prefix": ""}))
	require.Equal(t, []any{"2026C", "2026A"}, ids("finished-loads", row{"prefix": "2026"}), "one that was cut off is none")
	require.Equal(t, []any{"2026A"}, ids("finished-loads", row{"prefix": "", "ended": "2026-01-02"}))
	require.Equal(t, []any{"2027A", "2026A"}, ids("changing-loads", row{}))
	require.Equal(t, []any{"2026B", "2026C", "2027A"}, ids("loads-after", row{"after": "2026A"}))
}

// statementPages find statements by the load that changed them, and by what they
// are about, withdrawn ones too.
func statementPages(t *testing.T, s suite) {
	s.world(t)
	stated := statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.Sued, Object: rival})
	party := statementRow(t, "d", graph.Statement{Subject: acme, Predicate: graph.PartyTo, Object: suit, Qualifiers: map[string]string{"role": "plaintiff"}})
	s.write(t, statementBatch(stated, party))
	s.write(t, graph.Batch{Write: "withdraw", Args: row{"now": today, "load": "2"}, Rows: []map[string]any{{"id": stated["id"], "dossier": "d"}}})
	ids := func(question string, params row) []any {
		found := []any{}
		for _, r := range s.keep(t, question, "", params).Rows {
			found = append(found, r[0].(graph.Node).Properties["id"])
		}
		return found
	}
	require.Equal(t, []any{party["id"]}, ids("changed-statements", row{"load": "1", "after": "", "most": int64(9)}))
	require.Equal(t, []any{stated["id"]}, ids("changed-statements", row{"load": "2", "after": "", "most": int64(9)}))
	require.Empty(t, ids("changed-statements", row{"load": "2", "after": stated["id"], "most": int64(9)}))
	require.Empty(t, ids("changed-statements", row{"load": "2", "after": "", "most": int64(0)}))
	key := s.propertiesOf(t, stated["id"])["edge"].(string)
	require.Equal(t, []any{stated["id"]}, ids("all-of-edges", row{"ids": []string{key}}))
	require.Equal(t, []any{party["id"]}, ids("all-of-arrangements", row{"ids": []string{suit}}))
	require.Equal(t, [][]any{{"SUED", acme, rival, nil}}, s.keep(t, "statement-of-edge", "", row{"key": key}).Rows)
	require.Empty(t, s.keep(t, "statement-of-edge", "", row{"key": "e:none"}).Rows)
}

// walks find edges by key and by their ends.
func walks(t *testing.T, s suite) {
	s.world(t)
	state := func(sign string) row {
		return row{"state": "2019-06-27 0000-00-00 9999-12-31 " + sign + " 02"}
	}
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "7"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, state("+")), edgeRow("e:2", acme, "SUED", court, state("0")),
		edgeRow("e:3", rival, "SUED", court, row{"record": true, "state": state("+")["state"]})}})
	require.Equal(t, [][]any{{acme, false, []any{[]any{rival, "e:1", ""}}}}, s.keep(t, "walkable", "", row{"ids": []string{acme}, "most": int64(9)}).Rows,
		"what is gone is not walked")
	rows := s.keep(t, "walkable", "", row{"ids": []string{rival, "company:test:nobody"}, "most": int64(9)}).Rows
	require.Len(t, rows, 1)
	require.ElementsMatch(t, []any{[]any{acme, "e:1", ""}, []any{court, "e:3", "7"}}, rows[0][2])
	for question, params := range map[string]row{"edge-by-key": {"key": "e:3"}, "edge-between": {"key": "e:3", "from": court, "to": rival}} {
		found := s.keep(t, question, "SUED", params)
		require.Equal(t, []string{"from", "edge", "to"}, found.Columns)
		require.Len(t, found.Rows, 1)
		require.Equal(t, rival, found.Rows[0][0].(graph.Node).Properties["id"])
		require.Equal(t, "e:3", found.Rows[0][1].(graph.Relationship).Properties["key"])
		require.Empty(t, s.keep(t, question, "HEARD_IN", params).Rows)
	}
	require.Empty(t, s.keep(t, "edge-between", "SUED", row{"key": "e:3", "from": court, "to": acme}).Rows)

	list := func(ids ...string) {
		s.write(t, graph.Batch{Write: "watch-lists", Rows: []map[string]any{{"dossier": "d", "ids": ids, "notes": strings.Split(strings.Repeat(",", len(ids)), ",")[:len(ids)]}}})
	}
	list(acme, rival)
	list(acme, court)
	require.Equal(t, [][]any{{"d", []any{acme, court}}}, s.keep(t, "watch-lists", "", row{}).Rows)
	s.write(t, graph.Batch{Write: "watch-lists", Rows: []map[string]any{{"dossier": "d", "ids": []string{}, "notes": []string{}}}})
	require.Empty(t, s.keep(t, "watch-lists", "", row{}).Rows)
}
