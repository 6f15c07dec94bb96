package server_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/loader"
	"ipgraph/server"
)

// joined is a dossier in which so many companies have a licence from one.
func joined(companies int, from string) []loader.Dossier {
	var lines strings.Builder
	fmt.Fprintln(&lines, `{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01"}}`)
	for _, name := range []string{"old", "new"} {
		fmt.Fprintf(&lines, `{"entity":{"id":"company:test:%s","name":"The %s one"}}`+"\n", name, name)
	}
	for i := range companies {
		fmt.Fprintf(&lines, `{"entity":{"id":"company:test:%d","name":"Company %d of the %s"}}`+"\n", i, i, from)
	}
	for i := range companies {
		fmt.Fprintf(&lines, `{"statement":{"subject":"company:test:%s","predicate":"LICENSES_TO","object":"company:test:%d","status":"recorded","source":"source:test:one","locator":"row %d"}}`+"\n", from, i, i)
	}
	return []loader.Dossier{{Name: "joined", Path: "joined", FS: fstest.MapFS{"all.jsonl": {Data: []byte(lines.String())}}}}
}

// TestALoadIsNeverSeenHalfDone: whoever reads beside a load sees the graph of before or that of after, to the last
// byte, or is told to wait.
func TestALoadIsNeverSeenHalfDone(t *testing.T) {
	const companies = 60
	store, library := pool.Open(t)
	load := func(from string) {
		_, err := loader.Load(t.Context(), store, library, joined(companies, from), loader.Options{Prune: true, BatchRows: 5})
		require.NoError(t, err)
	}
	addresses := []string{"/v1/paths?from=company:test:1&to=company:test:59", "/v1/explain?from=company:test:7&to=company:test:50", "/v1/entities/company:test:old/neighbours",
		"/v1/entities/company:test:new/neighbours", "/v1/questions/stats", "/v1/entities?q=Company", "/v1/entities/company:test:59"}
	for _, copyEdges := range []int{0, 1000} {
		t.Run(fmt.Sprintf("a copy of %d edges", copyEdges), func(t *testing.T) {
			load("old")
			handler := handlerOn(t, store, library, func(c *server.Config) { c.CopyEdges = copyEdges })
			before := bodies(t, handler, addresses)
			reading, stop := context.WithCancel(t.Context())
			var seen sync.Map // from an answer to its address
			var readers sync.WaitGroup
			for _, address := range addresses {
				readers.Go(func() {
					for reading.Err() == nil {
						if w := answerTo(handler, address); w.Code == http.StatusOK {
							seen.Store(w.Body.String(), address)
						} else if !strings.Contains(w.Body.String(), `"code":"loading"`) {
							seen.Store("refused: "+w.Body.String(), address)
						}
					}
				})
			}
			halves := halvesBeside(t, store, func() { load("new") })
			stop()
			readers.Wait()
			require.Positive(t, halves, "the load was so quick that this test could not fail")
			after := bodies(t, handler, addresses)
			seen.Range(func(body, address any) bool {
				name, _ := address.(string)
				require.Contains(t, []any{before[name], after[name]}, body, "%s shows half a load", name)
				return true
			})
			require.NotEqual(t, before, after)
		})
	}
}

func answerTo(handler http.Handler, address string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+address, http.NoBody))
	return w
}

func bodies(t *testing.T, handler http.Handler, addresses []string) map[string]any {
	t.Helper()
	all := map[string]any{}
	for _, address := range addresses {
		w := answerTo(handler, address)
		require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
		all[address] = w.Body.String()
	}
	return all
}

// halvesBeside counts how often the graph itself was seen half changed while do ran.
func halvesBeside(t *testing.T, store server.Reader, do func()) (halves int) {
	t.Helper()
	count := func() int64 {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (:Entity {id: 'company:test:new'})-[r:LICENSES_TO]->() RETURN count(r) AS n"})
		require.NoError(t, err)
		n, err := graph.Cell[int64](result, result.Rows[0], "n")
		require.NoError(t, err)
		return n
	}
	done := make(chan struct{})
	var watcher sync.WaitGroup
	watcher.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			if n := count(); n > 0 && n < 60 {
				halves++
			}
		}
	})
	do()
	close(done)
	watcher.Wait()
	return halves
}
