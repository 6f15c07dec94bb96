package neo4j_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// TestCloseLetsCallsEnd closes a store while it is asked: what is under way comes to
// its end, and nothing more is admitted.
func TestCloseLetsCallsEnd(t *testing.T) {
	store, _ := pool.Open(t)
	slow := cypher.Call{Name: "test", Text: "UNWIND range(1, 3000000) AS i WITH i WHERE i % 7 = 0 RETURN count(i) AS n"}
	ended := make(chan error, 8)
	for range cap(ended) {
		go func() {
			result, err := store.Ask(t.Context(), slow)
			if err == nil && result.Rows[0][0] != int64(428571) {
				err = graph.Errorf(graph.CodeInternal, "it counted %v", result.Rows[0][0])
			}
			ended <- err
		}()
	}
	time.Sleep(100 * time.Millisecond) // all are under way, most likely
	require.NoError(t, store.Close(t.Context()))
	for range cap(ended) {
		if err := <-ended; err != nil {
			require.Equal(t, graph.CodeUnavailable, graph.CodeOf(err), "%v", err)
			require.ErrorContains(t, err, "were closed", "it came too late")
		}
	}

	_, asked := store.Ask(t.Context(), slow)
	_, wrote := store.Write(t.Context(), entities("company:x"))
	_, free := store.AskFree(t.Context(), cypher.Free{Text: "RETURN 1 AS n", Limit: 1})
	_, _, alone := store.Alone(t.Context())
	for call, err := range map[string]error{"ask": asked, "write": wrote, "free": free, "alone": alone, "ping": store.Ping(t.Context()), "prepare": store.Prepare(t.Context())} {
		require.ErrorContains(t, err, "were closed", call)
		require.Equal(t, graph.CodeUnavailable, graph.CodeOf(err), call)
	}
	require.NoError(t, store.Close(t.Context()), "once more")
}
