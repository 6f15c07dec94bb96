package neo4j_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
)

// TestAlone: of two loads one waits, and is refused when that takes too long; readers
// and the holder's own writes go on.
func TestAlone(t *testing.T) {
	first, library := pool.Open(t)
	server := pool.Address()
	open := func(wait time.Duration) *neo4j.Store {
		store, err := neo4j.Open(neo4j.Options{URI: server.URI, User: server.User, Password: server.Password, LoadWait: wait}, library)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, store.Close(context.WithoutCancel(t.Context()))) })
		return store
	}
	working, end, err := first.Alone(t.Context())
	require.NoError(t, err)

	_, _, err = open(100 * time.Millisecond).Alone(t.Context())
	require.Equal(t, graph.CodeConflict, graph.CodeOf(err))
	require.ErrorContains(t, err, "another load is writing to the database at "+server.URI)
	require.NoError(t, open(0).Known(t.Context()), "readers do not wait")
	require.NoError(t, first.Prepare(working))
	_, err = first.Write(working, entities("company:test:a"))
	require.NoError(t, err)

	waited := make(chan error, 1)
	second := open(2 * time.Minute)
	go func() {
		_, end, err := second.Alone(t.Context())
		if err == nil {
			end()
		}
		waited <- err
	}()
	select {
	case err := <-waited:
		require.Fail(t, "two at once", "%v", err)
	case <-time.After(500 * time.Millisecond):
	}
	end()
	require.Error(t, working.Err(), "it is over")
	require.NoError(t, <-waited)
}

// TestAloneIsLost: a load learns that it keeps others away no more.
func TestAloneIsLost(t *testing.T) {
	store, _ := pool.Open(t)
	working, end, err := store.Alone(t.Context())
	require.NoError(t, err)
	defer end()
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.question = 'hold' RETURN transactionId"})
	require.NoError(t, err)
	require.Len(t, result.Rows, 1)
	_, err = store.Ask(t.Context(), cypher.Call{Name: "test", Text: "TERMINATE TRANSACTIONS $id", Params: map[string]any{"id": result.Rows[0][0]}})
	require.NoError(t, err)
	select {
	case <-working.Done():
	case <-time.After(time.Minute):
		require.Fail(t, "nobody told")
	}
	require.Equal(t, graph.CodeUnavailable, graph.CodeOf(context.Cause(working)))
}

func TestOlderStoreIsRefused(t *testing.T) {
	store, _ := pool.Open(t)
	require.NoError(t, store.Known(t.Context()))
	for version, want := range map[string]string{"0": "an older ipgraph (schema 0", "999": "a newer ipgraph (schema 999"} {
		execute(t, "MATCH (v:SchemaVersion {name: 'ipgraph'}) SET v.version = "+version+" RETURN 1 AS updated")
		_, _, err := store.Alone(t.Context())
		for _, err := range []error{err, store.Known(t.Context()), store.Prepare(t.Context())} {
			require.Equal(t, graph.CodeConflict, graph.CodeOf(err))
			require.ErrorContains(t, err, want)
		}
	}
}
