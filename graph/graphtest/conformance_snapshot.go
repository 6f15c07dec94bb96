package graphtest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// snapshots asks for what a copy in memory is made of and brought up to date with.
func snapshots(t *testing.T, s suite) {
	s.world(t)
	const now, gone = "2019-06-27 0000-00-00 9999-12-31 + 02", "2019-06-27 0000-00-00 9999-12-31 0 02"
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"state": now + " company:test:hub", "family": "dispute", "certain": "2019-06-27 2019-06-28"}),
		edgeRow("e:2", acme, "COUNTERSUED", rival, row{"state": gone, "family": "dispute"}),
		edgeRow("e:3", rival, "INVESTED_IN", acme, row{"state": gone, "family": "money", "history": []string{now, gone}}),
		edgeRow("e:4", suit, "HEARD_IN", court, row{"state": now, "family": "dispute"})}})
	sued := "\ndispute\n" + now + "\n2019-06-27 2019-06-28"
	invested := "\nmoney\n" + gone + "\n\n" + now + "\n" + gone

	byID := map[any][]any{}
	for _, r := range s.keep(t, "snapshot-edges", "", map[string]any{}).Rows {
		byID[r[0]] = r[1].([]any)
	}
	require.Equal(t, map[any][]any{acme: {rival + sued}, rival: {acme + invested}, suit: {court + "\ndispute\n" + now + "\n"}, court: {}}, byID,
		"each from where it starts, but what never was")

	pairs := []string{acme + "\n" + rival, rival + "\n" + acme, acme + "\n" + court, acme + "\ncompany:test:nobody"}
	between := map[any]any{}
	for _, r := range s.keep(t, "snapshot-edges-of", "", map[string]any{"pairs": pairs}).Rows {
		between[r[0].(string)+"\n"+r[1].(string)] = r[2]
	}
	require.Len(t, between, 3, "who does not exist has no row")
	require.ElementsMatch(t, []any{rival + sued, rival + invested}, between[pairs[0]], "of both directions")
	require.ElementsMatch(t, []any{acme + sued, acme + invested}, between[pairs[1]])
	require.Empty(t, between[pairs[2]])

	all := s.keep(t, "snapshot-nodes", "", map[string]any{}).Rows
	require.Len(t, all, 4)
	require.Equal(t, all[:1], s.keep(t, "snapshot-nodes-of", "", map[string]any{"ids": []string{"company:test:nobody", all[0][0].(string)}}).Rows)
}

// touchedByLoads: of the last loads that wrote little it is remembered what.
func touchedByLoads(t *testing.T, s suite) {
	id := func(i int) string { return fmt.Sprintf("2026010%02d", i) }
	for i := range 25 {
		s.write(t, graph.Batch{Write: "load", Rows: []map[string]any{{"id": id(i), "properties": row{"started": today}}}})
		if i != 23 {
			s.write(t, graph.Batch{Write: "touched", Rows: []map[string]any{{"load": id(i), "entities": []string{acme, rival}, "pairs": []string{acme + "\n" + rival}}}})
		}
	}
	s.write(t, graph.Batch{Write: "touched", Rows: []map[string]any{{"load": id(24), "entities": []string{acme}, "pairs": []string{}}}}) // again
	after := func(i int) [][]any { return s.keep(t, "touched-after", "", map[string]any{"after": id(i)}).Rows }
	require.Empty(t, after(24))
	require.Equal(t, [][]any{{id(22), true, []any{acme, rival}, []any{acme + "\n" + rival}}, {id(23), false, nil, nil}, {id(24), true, []any{acme}, []any{}}}, after(21))
	require.Len(t, after(0), 21, "no more are given")
	require.Equal(t, []any{id(3), false, nil, nil}, after(2)[0], "it is of the last twenty that it is remembered")
	require.Equal(t, true, after(3)[0][1])
}
