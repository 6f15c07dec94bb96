package answer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
)

// profiles reads what there is about entities of the story.
func profiles(t *testing.T, s answer.Service) {
	profile := func(args cypher.Args) answer.Profile {
		t.Helper()
		p, err := s.Profile(t.Context(), args)
		require.NoError(t, err)
		requireProfiled(t, p)
		return p
	}
	const cnex, lawsuit = "company:ipgraph:cnex-labs", "lawsuit:us:txed/4:17-cv-00893"
	p := profile(cypher.Args{"id": cnex})
	require.Equal(t, "Company", p.Kind)
	require.Equal(t, graph.DisputeFamily, p.Families[0].Name)
	require.False(t, p.More)
	require.EqualValues(t, 20, p.Relations)
	require.NotEmpty(t, p.Conflicts)
	require.NotEmpty(t, p.Graph.LastLoad)

	then := profile(cypher.Args{"id": lawsuit, "known": "2019-06-20"})
	now := profile(cypher.Args{"id": lawsuit})
	require.Less(t, len(then.Facts), len(now.Facts))
	for _, f := range then.Facts {
		require.NotContains(t, f.Label, "verdict")
	}
	require.NotEmpty(t, now.Conflicts, "how long the trial was")

	_, err := s.Profile(t.Context(), cypher.Args{"id": "company:ipgraph:nobody"})
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
	_, err = s.Profile(t.Context(), cypher.Args{"id": cnex, "limit": "3"})
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
}

// requireProfiled checks what every profile promises: each sentence has sources that
// are listed, and the numbers add up.
func requireProfiled(t *testing.T, p answer.Profile) {
	t.Helper()
	require.Equal(t, strings.ToUpper(p.Kind[:1]), p.Kind[:1])
	total := int64(0)
	cited := func(numbers []int, what string) {
		require.NotEmpty(t, numbers, what)
		for _, n := range numbers {
			require.Equal(t, n, p.Sources[n-1].Number, what)
		}
	}
	for _, f := range p.Families {
		total += f.Total
		require.NotEmpty(t, f.Title)
		require.Len(t, f.Relations, int(f.Total), f.Name)
		for _, r := range f.Relations {
			require.Equal(t, f.Name, r.Edge.Family)
			require.NotEqual(t, p.Entity.ID, r.Other.ID)
			require.Contains(t, r.Sentence, p.Entity.Name)
			cited(r.Cites, r.Sentence)
		}
	}
	require.Equal(t, p.Relations, total)
	for _, f := range p.Facts {
		require.NotEmpty(t, f.Label)
		cited(f.Cites, f.Label)
	}
	for _, c := range p.Conflicts {
		require.NotEmpty(t, c.Differences, c.Title)
	}
}
