package server_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/server"
)

const secret = "the-password-of-the-database"

// TestErrorTable walks the table of codes row by row.
func TestErrorTable(t *testing.T) {
	var log syncBuffer
	store, handler := inMemory(t, func(c *server.Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	cause := errors.New("dial bolt://neo4j:" + secret + "@localhost")
	for _, row := range []struct {
		code   graph.Code
		status int
		logged bool
	}{
		{graph.CodeInvalid, 400, false}, {graph.CodeNotFound, 404, false}, {graph.CodeConflict, 409, false}, {graph.CodeTooCostly, 422, true},
		{graph.CodeTimeout, 504, true}, {graph.CodeUnavailable, 503, true}, {graph.CodeLoading, 503, false}, {graph.CodeBusy, 503, false}, {graph.CodeCanceled, 499, false}, {graph.CodeInternal, 500, true},
	} {
		t.Run(string(row.code), func(t *testing.T) {
			store.Fail("stats", graph.Errorf(row.code, "message of %s", row.code).Because(cause))
			request := scenario{url: "/v1/questions/stats", status: row.status, header: map[string]string{"X-Request-Id": "id-of-" + string(row.code)},
				notContains: []string{secret, "bolt://", "goroutine"}}
			if row.code != graph.CodeInternal {
				request.contains = []string{"message of " + string(row.code)}
			} else {
				request.notContains = append(request.notContains, "message of")
			}
			w := request.run(t, handler)
			require.Equal(t, string(row.code), requireProblem(t, w).Code)
			require.Equal(t, row.status == http.StatusServiceUnavailable, w.Header().Get("Retry-After") != "")
			require.Equal(t, row.logged, strings.Contains(log.String(), "message of "+string(row.code)), "the log tells operators what went wrong")
		})
	}
	require.Contains(t, log.String(), secret, "the cause is for the log")
}

// TestOtherErrorsAreInternal: what is no graph.Error says nothing to clients.
func TestOtherErrorsAreInternal(t *testing.T) {
	store, handler := inMemory(t, nil)
	for _, err := range []error{errors.New(secret), fmt.Errorf("wrapped: %w", errors.New(secret)), errors.Join(errors.New(secret), context.Canceled)} {
		store.Fail("stats", err)
		scenario{url: "/v1/questions/stats", status: 500, contains: []string{`"code":"internal"`, "request id"}, notContains: []string{secret}}.run(t, handler)
	}
	store.Fail("stats", nil)
	store.Answer("stats", graph.Result{Columns: []string{"node"}, Rows: [][]any{{graph.Node{Labels: []string{"Entity"}, Properties: map[string]any{"id": 5}}}}})
	scenario{url: "/v1/questions/stats", status: 500, contains: []string{`"code":"internal"`}, notContains: []string{"int64"}}.run(t, handler)
}

func TestPanics(t *testing.T) {
	var log syncBuffer
	store, handler := inMemory(t, func(c *server.Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	explode := func(context.Context, cypher.Call) (graph.Result, error) { panic(secret) }
	for question, url := range map[string]string{"stats": "/v1/questions/stats", "paths-between": "/v1/paths?from=micron&to=futurewei",
		"hubs-beside": "/v1/paths?from=micron&to=cnex"} { // the last is asked beside the search, in a goroutine of its own
		store.Handle(question, explode)
		scenario{url: url, status: 500, contains: []string{`"code":"internal"`}, notContains: []string{secret, "goroutine"}}.run(t, handler)
		require.Contains(t, log.String(), secret)
		require.Contains(t, log.String(), "errors_test.go", "the stack is in the log")
	}
	scenario{url: "/healthz"}.run(t, handler)
}

func TestDeadline(t *testing.T) {
	for _, timeout := range []time.Duration{time.Nanosecond, 20 * time.Millisecond} { // the first is over before anything begins
		store, handler := inMemory(t, func(c *server.Config) { c.RequestTimeout = timeout })
		store.Delay(time.Hour)
		w := scenario{url: "/v1/questions/stats", status: 504, contains: []string{`"code":"timeout"`}}.run(t, handler)
		require.Empty(t, w.Header().Get("Retry-After"))
	}
}

// TestClientGoesAway: the question ends with the one who asked it.
func TestClientGoesAway(t *testing.T) {
	var log syncBuffer
	store, handler := inMemory(t, func(c *server.Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	asked := make(chan struct{})
	store.Handle("stats", func(ctx context.Context, _ cypher.Call) (graph.Result, error) {
		close(asked)
		<-ctx.Done()
		return graph.Result{}, graph.Errorf(graph.CodeCanceled, "stats was cancelled").Because(ctx.Err())
	})
	srv := httptest.NewServer(handler)
	defer srv.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	response, err := get(ctx, srv.URL+"/v1/questions/stats")
	if response != nil {
		_ = response.Body.Close()
	}
	require.ErrorIs(t, err, context.Canceled)
	require.Eventually(t, func() bool { return strings.Contains(log.String(), "status=499") }, 5*time.Second, time.Millisecond)
}

func get(ctx context.Context, url string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(r)
}

func TestDatabaseIsDown(t *testing.T) {
	store, handler := inMemory(t, nil)
	store.Fail("ping", graph.Errorf(graph.CodeUnavailable, "the database at bolt://localhost does not answer: is it running?"))
	scenario{url: "/healthz", contains: []string{`"status":"ok"`}}.run(t, handler)
	w := scenario{url: "/readyz", status: 503, contains: []string{`"code":"unavailable"`}}.run(t, handler)
	require.Equal(t, "5", w.Header().Get("Retry-After"))
}

func TestRequestID(t *testing.T) {
	var log syncBuffer
	var marked []string
	_, handler := inMemory(t, func(c *server.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		c.WithRequestID = func(ctx context.Context, id string) context.Context { marked = append(marked, id); return ctx }
	})
	for given, kept := range map[string]bool{"abc-DEF_1.2": true, strings.Repeat("a", 64): true, "": false, strings.Repeat("a", 65): false,
		"a b": false, "a\nb": false, `"quoted"`: false, "<script>": false, "ümlaut": false} {
		w := scenario{url: "/v1/questions/nonsense", status: 404, header: map[string]string{"X-Request-Id": given}}.run(t, handler)
		id := w.Header().Get("X-Request-Id")
		if kept {
			require.Equal(t, given, id)
		} else {
			require.Regexp(t, "^[0-9a-f]{16}$", id)
		}
		require.Equal(t, id, marked[len(marked)-1], "the database's log gets the same id")
		require.Contains(t, log.String(), "request_id="+id)
	}
}
