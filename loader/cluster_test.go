package loader_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/graph/neo4j/neo4jtest"
	"ipgraph/loader"
)

// inTurn has a store asked for one thing at a time: the driver's list of a cluster's
// servers is no matter of this test.
type inTurn struct {
	*neo4j.Store
	turn sync.Mutex
}

func (s *inTurn) Write(ctx context.Context, b graph.Batch) (graph.Counts, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	return s.Store.Write(ctx, b)
}

func (s *inTurn) Ask(ctx context.Context, call cypher.Call) (graph.Result, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	return s.Store.Ask(ctx, call)
}

// TestLoadSurvivesChangesOfLeader: the leader of a cluster changes several times
// during a load, by itself, by a lost connection and by a lost commit, and
// the graph is as a single server has it.
func TestLoadSurvivesChangesOfLeader(t *testing.T) {
	dossier, err := loader.Open(generated(t, 40))
	require.NoError(t, err)
	o := loader.Options{BatchRows: 20}
	store, library := pool.Open(t)
	load(t, store, library, o, dossier)
	want, edges := export(t, store, library), edgesOf(t, store)

	pool.Open(t) // and all is gone
	server := pool.Address()
	cluster := neo4jtest.NewCluster(t, server, 3)
	var writes, changes atomic.Int64
	cluster.OnCall(func(c neo4jtest.Call) neo4jtest.Action {
		if !c.Write || writes.Add(1)%8 != 0 || changes.Load() == 3 {
			return neo4jtest.Pass // each change costs seconds of waiting
		}
		cluster.Lead((c.Member + 1) % 3)
		return []neo4jtest.Action{neo4jtest.Cut, neo4jtest.Pass, neo4jtest.Lose}[changes.Add(1)%3]
	})
	routed, err := neo4j.Open(neo4j.Options{URI: cluster.URI(), User: server.User, Password: server.Password}, library)
	require.NoError(t, err)
	defer func() { require.NoError(t, routed.Close(context.Background())) }()
	one := &inTurn{Store: routed}
	_, err = loader.Load(t.Context(), one, library, []loader.Dossier{dossier}, o)
	require.NoError(t, err)
	require.EqualValues(t, 3, changes.Load(), "the leader has changed")
	require.Equal(t, want, export(t, routed, library))
	require.Equal(t, edges, edgesOf(t, routed))
	for _, c := range cluster.Calls() {
		require.False(t, !c.Write && c.Behind, "a read did not wait for what was written: %+v", c)
	}
}
