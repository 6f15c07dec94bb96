package neo4j

import (
	"fmt"
	"io"
	"net"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// TestLostConnections: however a connection is lost, the database does not answer.
func TestLostConnections(t *testing.T) {
	t.Parallel()
	s := &Store{options: Options{URI: "bolt://here"}}
	for _, err := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, &net.OpError{Op: "read", Err: io.ErrClosedPipe}, &driver.ConnectivityError{Inner: io.EOF}} {
		got := s.explain(t.Context(), "stats", fmt.Errorf("run: %w", err))
		require.Equal(t, graph.CodeUnavailable, graph.CodeOf(got), "%v", err)
		require.ErrorContains(t, got, "the database at bolt://here does not answer")
	}
	require.Equal(t, graph.CodeInternal, graph.CodeOf(s.explain(t.Context(), "stats", fmt.Errorf("a mistake"))))
}
