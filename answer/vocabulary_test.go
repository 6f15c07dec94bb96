package answer_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/graph"
)

// TestVocabulary: nothing that is drawn is without its words.
func TestVocabulary(t *testing.T) {
	v := answer.Words()
	require.Len(t, v.Families, len(graph.Families()))
	for i, f := range v.Families {
		require.Equal(t, graph.Families()[i], f.Name)
		require.NotEmpty(t, f.Title, f.Name)
	}
	require.Len(t, v.Kinds, len(graph.Kinds()))
	for _, k := range v.Kinds {
		require.NotEmpty(t, k.Plural, k.Name)
		require.Equal(t, strings.ToUpper(k.Title[:1]), k.Title[:1])
	}
	require.Len(t, v.Statuses, len(graph.Statuses()))
	for i, s := range v.Statuses {
		require.Equal(t, i, s.Name.Rank(), "from the weakest to the strongest")
		require.Regexp(t, `^[A-Z].*\.$`, s.About, s.Name)
	}
	require.Len(t, v.Predicates, len(graph.EdgeTypes()))
	golden(t, "vocabulary", v)
}
