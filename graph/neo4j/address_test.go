package neo4j_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
)

// TestNoPasswordInAnAddress: no message repeats one.
func TestNoPasswordInAnAddress(t *testing.T) {
	t.Parallel()
	library, err := cypher.Load()
	require.NoError(t, err)
	for _, uri := range []string{"bolt://neo4j:secret@localhost:7687", "neo4j+s://secret@db.example", "http://a:secret@b", "neo4j:secret@host\x7f", "neo4j:secret@host", "neo4j://a:secret%zz@host", "bolt://neo4j:secret@[::1"} {
		_, err := neo4j.Open(neo4j.Options{URI: uri}, library)
		require.Equal(t, graph.CodeInvalid, graph.CodeOf(err), uri)
		for ; err != nil; err = unwrapped(err) {
			require.NotContains(t, err.Error(), "secret")
		}
	}
}

func unwrapped(err error) error {
	if w, ok := err.(interface{ Unwrap() error }); ok {
		return w.Unwrap()
	}
	return nil
}
