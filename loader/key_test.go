package loader

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

func TestKeyOf(t *testing.T) {
	key, ok := keyOf("s:000102030405060708090a0b0c0d0e0f")
	require.True(t, ok)
	require.Equal(t, intake.Key{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, key)
	for _, id := range []string{"", "s:", "s:00", "s:000102030405060708090a0b0c0d0e0z", "s:000102030405060708090a0b0c0d0e0f00"} {
		_, ok := keyOf(graph.StatementID(id))
		require.False(t, ok, id)
	}
}
