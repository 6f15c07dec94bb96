package neo4j_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/graph/neo4j/neo4jtest"
)

// member opens a store on a cluster, as each process does.
func member(t *testing.T, c *neo4jtest.Cluster, change func(*neo4j.Options)) *neo4j.Store {
	t.Helper()
	library, err := cypher.Load()
	require.NoError(t, err)
	server := pool.Address()
	o := neo4j.Options{URI: c.URI(), User: server.User, Password: server.Password}
	if change != nil {
		change(&o)
	}
	store, err := neo4j.Open(o, library)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	return store
}

func countEntities(t *testing.T, store *neo4j.Store) int64 {
	t.Helper()
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (n:Entity) RETURN count(n) AS n"})
	require.NoError(t, err)
	return result.Rows[0][0].(int64)
}

// TestClusterReadsItsWrites: writes go to the leader, reads to the others, and each
// waits for what was written before, by this process or by one that had ended.
func TestClusterReadsItsWrites(t *testing.T) {
	pool.Open(t)
	cluster := neo4jtest.NewCluster(t, pool.Address(), 3)
	store := member(t, cluster, nil)
	require.NoError(t, store.Ping(t.Context()))
	require.NoError(t, store.Prepare(t.Context()))
	for i := range 4 {
		_, err := store.Write(t.Context(), entities(fmt.Sprintf("company:test:c%d", i)))
		require.NoError(t, err)
		require.EqualValues(t, i+1, countEntities(t, store))
	}
	require.NoError(t, store.Derive(t.Context(), 10, nil))
	result, err := store.AskFree(t.Context(), cypher.Free{Text: "MATCH (n:Entity) RETURN count(n) AS n", Limit: 1})
	require.NoError(t, err)
	require.Equal(t, []any{int64(4)}, result.Rows[0])
	counted := requireRouted(t, cluster, 0)
	require.Greater(t, counted["writes"], 5)
	require.Greater(t, counted["reads"], 5)

	next := member(t, cluster, nil) // another process: it knows no bookmark
	require.NoError(t, next.Prepare(t.Context()))
	require.EqualValues(t, 4, countEntities(t, next))
	requireRouted(t, cluster, 0)
}

// requireRouted looks at what the members got. Only the first call of a process may
// be behind, and that is a write of the leader, who lags behind nobody.
func requireRouted(t *testing.T, c *neo4jtest.Cluster, leader int) map[string]int {
	t.Helper()
	counted := map[string]int{}
	for _, call := range c.Calls() {
		if call.Write {
			counted["writes"]++
			require.Equal(t, leader, call.Member, "%+v", call)
			continue
		}
		counted["reads"]++
		require.NotEqual(t, leader, call.Member, "%+v", call)
		require.False(t, call.Behind, "%+v", call)
	}
	return counted
}

// TestClusterChangesItsLeader: whatever becomes of the leader while a load writes,
// the load goes on.
func TestClusterChangesItsLeader(t *testing.T) {
	for _, tt := range []struct {
		name   string
		kind   string
		action neo4jtest.Action
	}{
		{"it leads no more", "BEGIN", neo4jtest.Pass}, {"its connection is cut", "BEGIN", neo4jtest.Cut},
		{"it stops", "BEGIN", neo4jtest.Stop}, {"it stops before the commit", "COMMIT", neo4jtest.Stop},
		{"its commit is lost", "COMMIT", neo4jtest.Lose}, {"it leads no more in the derivation", "RUN", neo4jtest.Pass},
		{"it stops in the derivation", "RUN", neo4jtest.Stop},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pool.Open(t)
			cluster := neo4jtest.NewCluster(t, pool.Address(), 3)
			store := member(t, cluster, nil)
			require.NoError(t, store.Prepare(t.Context()))
			var done atomic.Bool
			cluster.OnCall(func(c neo4jtest.Call) neo4jtest.Action {
				if !c.Write || c.Kind != tt.kind || done.Swap(true) {
					return neo4jtest.Pass
				}
				cluster.Lead(1)
				return tt.action
			})
			counts, err := store.Write(t.Context(), entities("company:test:a", "company:test:b"))
			require.NoError(t, err)
			require.EqualValues(t, 2, counts.Created+counts.Updated, "a load that changed something knows it")
			require.EqualValues(t, 2, countEntities(t, store))
			require.NoError(t, store.Derive(t.Context(), 10, nil))
			require.True(t, done.Load(), "the leader has changed")
			calls := cluster.Calls()
			require.True(t, slices.ContainsFunc(calls, func(c neo4jtest.Call) bool { return c.Write && c.Member == 1 }), "the new leader writes")
		})
	}
}

// TestClusterLosesAReader: a reader that goes costs no answer.
func TestClusterLosesAReader(t *testing.T) {
	pool.Open(t)
	cluster := neo4jtest.NewCluster(t, pool.Address(), 3)
	store := member(t, cluster, nil)
	var stopped atomic.Bool
	cluster.OnCall(func(c neo4jtest.Call) neo4jtest.Action {
		if c.Write || stopped.Swap(true) {
			return neo4jtest.Pass
		}
		return neo4jtest.Stop
	})
	for range 10 {
		require.Zero(t, countEntities(t, store))
	}
	require.True(t, stopped.Load())
}

// TestClusterWithoutLeader: reads go on; a write waits, and says why it ended.
func TestClusterWithoutLeader(t *testing.T) {
	pool.Open(t)
	cluster := neo4jtest.NewCluster(t, pool.Address(), 2)
	cluster.Lead(-1)
	store := member(t, cluster, nil)
	require.Zero(t, countEntities(t, store))
	cluster.Lead(0) // a new table says so, and when it is asked, it is another
	store = member(t, cluster, func(o *neo4j.Options) { o.WritePatience = time.Millisecond })
	cluster.OnCall(func(c neo4jtest.Call) neo4jtest.Action {
		cluster.Lead(1 - c.Member)
		return neo4jtest.Pass
	})
	_, err := store.Write(t.Context(), entities("company:test:a"))
	require.Equal(t, graph.CodeUnavailable, graph.CodeOf(err), "%v", err)
	require.ErrorContains(t, err, "has no server that may write just now")
}
