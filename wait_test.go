package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j" //nolint:depguard // the error that a refusal is told by
	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

func TestAwait(t *testing.T) {
	down := graph.Errorf(graph.CodeUnavailable, "down")
	refused := graph.Errorf(graph.CodeUnavailable, "refused").Because(&driver.Neo4jError{Code: "Neo.ClientError.Security.Unauthorized"})
	invalid := graph.Errorf(graph.CodeInvalid, "wrong")
	tests := []struct {
		name     string
		patience time.Duration
		answers  []error // the last one is repeated
		want     error
		pings    int
	}{
		{"no patience", 0, []error{down}, down, 1},
		{"up at once", time.Minute, []error{nil}, nil, 1},
		{"up later", time.Minute, []error{down, down, nil}, nil, 3},
		{"never up", 5 * time.Second, []error{down}, down, 6},
		{"refused", time.Minute, []error{down, refused}, refused, 2},
		{"another fault", time.Minute, []error{invalid}, invalid, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				pings := 0
				err := await(t.Context(), test.patience, func(context.Context) error {
					pings++
					return test.answers[min(pings, len(test.answers))-1]
				})
				require.Equal(t, test.want, err)
				require.Equal(t, test.pings, pings)
			})
		})
	}
}

func TestAwaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		err := await(ctx, time.Hour, func(context.Context) error { return graph.Errorf(graph.CodeUnavailable, "down") })
		require.Error(t, err)
		require.Equal(t, 10*time.Second, time.Since(began))
	})
}
