package graphtest

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// views asks what a drawing is made of: who is beside whom, by family, and the edges
// between any two.
func views(t *testing.T, s suite) {
	s.world(t)
	const now, not, gone = "2019-06-27 0000-00-00 9999-12-31 + 02", "2019-06-27 0000-00-00 9999-12-31 - 02", "2019-06-27 0000-00-00 9999-12-31 0 02"
	s.write(t, graph.Batch{Write: "edges-few", EveryRow: true, Args: row{"load": "1"}, Rows: []map[string]any{
		edgeRow("e:1", acme, "SUED", rival, row{"state": now}),
		edgeRow("e:2", acme, "COUNTERSUED", rival, row{"state": gone}),
		edgeRow("e:3", acme, "PARTY_TO", suit, row{"state": not}),
		edgeRow("e:4", rival, "INVESTED_IN", acme, row{"state": now, "family": "money", "history": []string{"2018-01-01 0000-00-00 9999-12-31 0 02", now}}),
		edgeRow("e:5", suit, "HEARD_IN", court, row{"state": now})}})
	beside := func(id, families, known string, most int64) map[string][]any {
		params := map[string]any{"ids": []string{"company:test:nobody", id}, "families": []string{"dispute", families}, "certain": "no", "most": most}
		if known != "" {
			params["known"] = known
		}
		rows := s.keep(t, "neighbours-by-family", "", params).Rows
		require.Len(t, rows, 1, "who does not exist has no row")
		require.Equal(t, id, rows[0][0])
		found := map[string][]any{}
		for _, g := range rows[0][1].([]any) {
			group := g.(map[string]any)
			live := group["live"].([]any)
			slices.SortFunc(live, func(a, b any) int { return slices.Compare(textsOf(a), textsOf(b)) })
			found[group["types"].(string)] = []any{group["read"], group["all"], live}
		}
		return found
	}
	dispute, money, party := []any{"dispute", rival}, []any{"money", rival}, []any{"dispute", suit}
	require.Equal(t, map[string][]any{"dispute": {int64(2), int64(2), []any{dispute}}, "money": {int64(1), int64(1), []any{money}},
		"party": {int64(1), int64(1), []any{party}}}, beside(acme, "dispute money people", "", 5), "what is gone is not live, what did not happen is")
	require.Equal(t, map[string][]any{"money": {int64(1), int64(1), []any{money}}, "party": {int64(1), int64(1), []any{}}}, beside(acme, "money", "", 5))
	require.Empty(t, beside(acme, "people", "", 5))
	require.Equal(t, []any{}, beside(acme, "money", "2018-06-01", 5)["money"][2], "it was not known then")
	require.Equal(t, []any{int64(2), int64(2), []any{}}, beside(acme, "dispute", "", 1)["dispute"], "no more are read than asked for")

	params := map[string]any{"ids": []string{court, suit, acme, rival, "company:test:nobody"}, "certain": "no", "most": int64(5)}
	require.Equal(t, []string{"e:1", "e:3", "e:4", "e:5"}, edgesIn(t, s.keep(t, "entities-with-edges", "", params)))
	rows := s.keep(t, "entities-with-edges", "", params).Rows
	require.Len(t, rows, 4)
	relations := map[any]any{}
	for _, r := range rows {
		relations[r[0].(graph.Node).Properties["id"]] = r[1]
	}
	require.Equal(t, map[any]any{court: int64(1), suit: int64(2), acme: int64(4), rival: int64(3)}, relations, "former ones too")
	params["ids"] = []string{acme, suit, court}
	require.Equal(t, []string{"e:3", "e:5"}, edgesIn(t, s.keep(t, "entities-with-edges", "", params)), "both ends are asked for")
	params["known"] = "2019-06-26"
	require.Empty(t, edgesIn(t, s.keep(t, "entities-with-edges", "", params)))

	connected := func() (ids []string) {
		for _, r := range s.keep(t, "most-connected", "", map[string]any{"most": int64(100)}).Rows {
			ids = append(ids, text(r[0].(graph.Node).Properties, "id")+" "+strconv.FormatInt(r[1].(int64), 10))
		}
		return ids
	}
	ranked := connected()
	require.Equal(t, []string{acme + " 4", rival + " 3", suit + " 2", court + " 1"}, ranked)

	require.NoError(t, s.store.Derive(t.Context(), 1, nil))
	require.Equal(t, ranked, connected(), "a hub is there once")
	delete(params, "known")
	params["ids"] = []string{acme, rival, suit, court}
	result := s.keep(t, "entities-with-edges", "", params)
	require.Equal(t, []string{"e:1", "e:3", "e:4", "e:5"}, edgesIn(t, result), "between hubs too, each once")
	for _, r := range result.Rows {
		for _, e := range r[2].([]any) {
			edge := e.(graph.Relationship)
			require.NotEmpty(t, edge.From)
			require.NotEmpty(t, edge.To)
		}
	}
}

func textsOf(list any) []string {
	items, _ := list.([]any)
	out := make([]string, 0, len(items))
	for _, item := range items {
		text, _ := item.(string)
		out = append(out, text)
	}
	return out
}

// edgesIn lists the keys of the edges of an answer.
func edgesIn(t *testing.T, r graph.Result) []string {
	t.Helper()
	var keys []string
	for _, row := range r.Rows {
		edges, err := graph.Cell[[]any](r, row, "edges")
		require.NoError(t, err)
		for _, e := range edges {
			keys = append(keys, text(e.(graph.Relationship).Properties, "key"))
		}
	}
	slices.Sort(keys)
	return keys
}
