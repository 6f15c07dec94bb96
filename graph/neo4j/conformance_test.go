package neo4j_test

import (
	"testing"

	"ipgraph/graph/graphtest"
)

// TestConformance holds the real store to what the one in memory promises.
func TestConformance(t *testing.T) {
	graphtest.Run(t, func(t *testing.T) graphtest.Tested {
		store, _ := pool.Open(t)
		return store
	})
}
