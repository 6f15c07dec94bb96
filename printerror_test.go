package main

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// TestEveryErrorIsPrinted: what went wrong afterwards is not lost, and nothing is told twice.
func TestEveryErrorIsPrinted(t *testing.T) {
	t.Parallel()
	lost := graph.Errorf(graph.CodeUnavailable, "the connection was lost").Because(errors.New("reset by peer"))
	ended := graph.Errorf(graph.CodeUnavailable, "%v; load again", lost).Because(lost)
	var out bytes.Buffer
	(&app{stderr: &out}).printError(errors.Join(ended, nil, errors.Join(errors.New("Neo4j ended unexpectedly"), ended, graph.Errorf(graph.CodeInvalid, "no such day"))))
	require.Equal(t, `ipgraph: the connection was lost; load again
  because: reset by peer
ipgraph: Neo4j ended unexpectedly
ipgraph: no such day
`, out.String())
}
