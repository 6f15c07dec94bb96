package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

func TestRecordingTellsWhatAStatementWas(t *testing.T) {
	t.Parallel()
	node := graph.Node{Properties: map[string]any{"id": "s:1", "load": "2", "changed": "7", "revisions": []any{
		"4 - preferred live 2019-06-27 - -", "6 rejected - withdrawn 2019 2020-01-01 s:2"}}}
	r, err := graph.RecordingFrom(node)
	require.NoError(t, err)
	now := graph.Statement{ID: "s:1", ReportedOn: period("2021"), Review: graph.Accepted}
	_, there := r.At(now, "1")
	require.False(t, there)
	for _, load := range []string{"2", "3"} {
		then, there := r.At(now, load)
		require.True(t, there)
		require.Equal(t, graph.Statement{ID: "s:1", ReportedOn: period("2019-06-27"), Rank: graph.Preferred}, then)
	}
	then, there := r.At(now, "4")
	require.True(t, there)
	require.Equal(t, graph.Statement{ID: "s:1", ReportedOn: period("2019"), Review: graph.Rejected, WithdrawnAt: "6", SupersededOn: "2020-01-01", SupersededBy: "s:2"}, then)
	for _, load := range []string{"6", "7", "9"} {
		then, there = r.At(now, load)
		require.True(t, there)
		require.Equal(t, now, then)
	}
	for _, broken := range []string{"", "4 - - live", "4 - - live 2019-13 - -"} {
		node.Properties["revisions"] = []any{broken}
		_, err = graph.RecordingFrom(node)
		require.Error(t, err, "%q", broken)
	}
}
