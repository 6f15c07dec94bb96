package answer_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
)

// views draws parts of the story.
func views(t *testing.T, s answer.Service) {
	view := func(args cypher.Args) answer.View {
		t.Helper()
		v, err := s.View(t.Context(), args)
		require.NoError(t, err)
		requireDrawn(t, v)
		return v
	}
	v := view(cypher.Args{"around": "CNEX Labs~money~people", "ids": "court:us:txed,company:ipgraph:huawei-technologies"})
	require.Equal(t, graph.ID("company:ipgraph:cnex-labs"), v.Entities[0].ID)
	require.Equal(t, graph.ID("court:us:txed"), v.Entities[1].ID)
	require.Equal(t, graph.ID("company:ipgraph:huawei-technologies"), v.Entities[2].ID)
	require.True(t, slices.IsSortedFunc(v.Entities[3:], func(a, b answer.ViewEntity) int { return compare(a.Name, b.Name) }), "neighbours by name")
	require.Equal(t, []graph.Family{graph.MoneyFamily, graph.PeopleFamily}, v.Around[0].Families)
	require.Len(t, v.Around[0].Counts, 2)
	require.True(t, slices.ContainsFunc(v.Edges, func(e *answer.Edge) bool { return e.Family == graph.DisputeFamily }), "edges between those shown are of every family")

	// What is expanded agrees with the question that lists edges.
	whole := view(cypher.Args{"around": "company:ipgraph:cnex-labs"})
	page, err := s.NeighboursOf(t.Context(), cypher.Args{"id": "company:ipgraph:cnex-labs", "limit": "500"})
	require.NoError(t, err)
	neighbours := map[graph.ID]bool{}
	for _, h := range page.Edges {
		neighbours[h.To.ID] = true
		require.True(t, slices.ContainsFunc(whole.Edges, func(e *answer.Edge) bool { return e.Key == h.Edge.Key && e.Type == h.Edge.Type }), h.Edge.Key)
	}
	require.Equal(t, len(neighbours), whole.Around[0].Neighbours)
	require.Len(t, whole.Entities, len(neighbours)+1)
	total := int64(0)
	for _, c := range whole.Around[0].Counts {
		total += c.Edges
	}
	require.EqualValues(t, len(page.Edges), total)

	then := view(cypher.Args{"around": "company:ipgraph:cnex-labs", "known": "2019-06-20"})
	require.Less(t, len(then.Entities), len(whole.Entities), "before the verdict less was known")
	require.Empty(t, view(cypher.Args{"around": "company:ipgraph:cnex-labs", "known": "2001-01-01"}).Edges)

	small := view(cypher.Args{"around": "company:ipgraph:cnex-labs,company:ipgraph:micron-technology~money", "limit": "12"})
	require.True(t, small.Truncated)
	require.False(t, small.Around[0].Shown)
	require.Equal(t, whole.Around[0].Counts, small.Around[0].Counts, "what is not shown is counted")
	require.True(t, small.Around[1].Shown, "what has room is shown")
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// requireDrawn checks what every view promises.
func requireDrawn(t *testing.T, v answer.View) {
	t.Helper()
	require.LessOrEqual(t, len(v.Entities), v.Limit)
	entities := map[graph.ID]bool{}
	for _, e := range v.Entities {
		require.False(t, entities[e.ID], "%s twice", e.ID)
		entities[e.ID] = true
		require.NotZero(t, e.Relations, e.ID)
	}
	edges := map[string]bool{}
	for _, e := range v.Edges {
		require.False(t, edges[string(e.Type)+e.Key], "%s twice", e.Key)
		edges[string(e.Type)+e.Key] = true
		require.True(t, entities[e.FromID] && entities[e.ToID], "both ends of %s", e.Key)
		require.False(t, e.Gone)
		requireCited(t, e)
	}
}
