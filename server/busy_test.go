package server_test

import (
	"context"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/server"
)

// TestMoreThanCanBeAnsweredIsRefused, and what comes after is answered again.
func TestMoreThanCanBeAnsweredIsRefused(t *testing.T) {
	const atOnce = 2
	store, handler := inMemory(t, func(c *server.Config) { c.AtOnce = atOnce })
	begun, release := make(chan struct{}, atOnce), make(chan struct{})
	store.Handle("stats", func(context.Context, cypher.Call) (graph.Result, error) {
		begun <- struct{}{}
		<-release
		return graph.Result{Columns: []string{"what", "count"}, Rows: [][]any{{"Company", int64(1)}}}, nil
	})
	const counting = "/v1/questions/stats"
	var slow sync.WaitGroup
	for range atOnce {
		slow.Go(func() { require.Equal(t, http.StatusOK, answerTo(handler, counting).Code) })
		<-begun
	}
	w := scenario{url: "/v1/entities?q=huawei", status: http.StatusServiceUnavailable, contains: []string{`"code":"busy"`, "2 questions"}}.run(t, handler)
	require.NotEmpty(t, w.Header().Get("Retry-After"))
	scenario{url: "/healthz"}.run(t, handler)
	close(release)
	slow.Wait()
	scenario{url: "/v1/entities?q=huawei"}.run(t, handler)
}
