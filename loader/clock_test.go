package loader_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/graphtest"
	"ipgraph/loader"
)

// TestClockIsSetBack: each load comes after the one before it, whatever the clock says.
func TestClockIsSetBack(t *testing.T) {
	t.Parallel()
	library, err := cypher.Load()
	require.NoError(t, err)
	store := graphtest.New(library)
	noon := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	var told []string
	var ids []string
	for i, hours := range []time.Duration{0, 2, -30, -30, 3} {
		lines := []string{aSource, acme, globex, said("acme", "SUED", "company:test:globex", `"status":"reported","valid":"201`+string(rune('0'+i))+`"`)}
		report, err := loader.Load(t.Context(), store, library, []loader.Dossier{folder(t, "d", lines...)},
			loader.Options{Now: noon.Add(hours * time.Hour), Progress: func(line string) { told = append(told, line) }})
		require.NoError(t, err)
		ids = append(ids, report.Load)
	}
	require.Equal(t, []string{"20261130T120000.000000000Z", "20261130T140000.000000000Z", "20261130T140000.000000001Z", "20261130T140000.000000002Z", "20261130T150000.000000000Z"}, ids)
	require.Contains(t, told, "the clock is 32h0m0s behind the load before: this load is dated right after that one, 2026-11-30T14:00:00Z")

	q, err := library.Keep("finished-loads")
	require.NoError(t, err)
	result, err := store.Ask(t.Context(), q.KeepCall("", map[string]any{"prefix": ""}))
	require.NoError(t, err)
	var last []string
	for _, row := range result.Rows {
		node, err := graph.Cell[graph.Node](result, row, "load")
		require.NoError(t, err)
		last = append(last, node.Properties["id"].(string))
		require.LessOrEqual(t, node.Properties["started"], node.Properties["finished"])
	}
	require.Equal(t, []string{ids[4], ids[3]}, last)
}
