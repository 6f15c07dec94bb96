package server_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/server"
)

// serve runs a server until stop is called, which gives its error.
func serve(t *testing.T, handler http.Handler) (address string, stop func(), done <-chan error) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ctx, listener, handler, slog.New(slog.NewTextHandler(io.Discard, nil))) }()
	return listener.Addr().String(), cancel, failed
}

// TestGracefulStop: a request in flight is answered, a new one is refused, and
// no goroutine stays behind.
func TestGracefulStop(t *testing.T) {
	before := runtime.NumGoroutine()
	store, handler := inMemory(t, nil)
	asked, release := make(chan struct{}), make(chan struct{})
	store.Handle("stats", func(context.Context, cypher.Call) (graph.Result, error) {
		close(asked)
		<-release
		return graph.Result{Columns: []string{"what", "count"}, Rows: [][]any{{"entities", int64(7)}}}, nil
	})
	address, stop, done := serve(t, handler)
	answered := make(chan string, 1)
	go func() {
		response, err := get(context.WithoutCancel(t.Context()), "http://"+address+"/v1/questions/stats")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- response.Status + string(body)
	}()
	<-asked
	stop()
	require.Eventually(t, func() bool {
		connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
		if err == nil {
			_ = connection.Close()
		}
		return err != nil
	}, 5*time.Second, time.Millisecond, "new connections are refused")
	select {
	case err := <-done:
		t.Fatalf("stopped before the answer was given: %v", err)
	default:
	}
	close(release)
	require.Contains(t, <-answered, `{"count":7,"what":"entities"}`)
	require.NoError(t, <-done)
	http.DefaultClient.CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			stacks := make([]byte, 64<<10)
			t.Fatalf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
	}
}

func TestServeTellsOfABrokenListener(t *testing.T) {
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	_, handler := inMemory(t, nil)
	err = server.Serve(t.Context(), listener, handler, slog.New(slog.NewTextHandler(io.Discard, nil)))
	require.ErrorContains(t, err, "serve on 127.0.0.1")
}

// TestOverTheWire checks what only a real connection shows.
func TestOverTheWire(t *testing.T) {
	_, handler := inMemory(t, nil)
	address, stop, done := serve(t, handler)
	defer func() { stop(); require.NoError(t, <-done) }()
	for _, tt := range []struct{ name, request, status, header string }{
		{"malformed escape in the path", "GET /v1/entities/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", "400", ""},
		{"HTTP/1.0 without a host", "GET /healthz HTTP/1.0\r\n\r\n", "421", "application/problem+json"},
		{"huge header", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Big: " + strings.Repeat("x", 64<<10) + "\r\n\r\n", "431", ""},
		{"id with dots", "GET /v1/entities/../../healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", "400", "application/problem+json"},
		{"HEAD has no body", "HEAD /v1/questions/stats HTTP/1.1\r\nHost: localhost\r\n\r\n", "200", "application/json"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
			require.NoError(t, err)
			defer connection.Close()
			require.NoError(t, connection.SetDeadline(time.Now().Add(5*time.Second)))
			go fmt.Fprint(connection, tt.request)
			method, _, _ := strings.Cut(tt.request, " ")
			response, err := http.ReadResponse(bufio.NewReader(connection), &http.Request{Method: method})
			require.NoError(t, err)
			defer response.Body.Close()
			require.True(t, strings.HasPrefix(response.Status, tt.status), response.Status)
			require.Contains(t, response.Header.Get("Content-Type"), tt.header)
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			require.Equal(t, method == http.MethodHead, len(body) == 0)
		})
	}
}

// TestConcurrentRequests is for the race detector.
func TestConcurrentRequests(t *testing.T) {
	_, handler := inMemory(t, nil)
	urls := []string{"/v1/entities?q=huawei", "/v1/entities/" + lawsuit, "/v1/paths?from=micron&to=futurewei", "/v1/questions/stats", "/metrics",
		"/v1/sources/" + article + "?format=csv", "/v1/entities/" + cnex + "/neighbours?known=2019-06-28", "/"}
	var group sync.WaitGroup
	for i := range 64 {
		group.Go(func() { scenario{url: urls[i%len(urls)]}.run(t, handler) })
	}
	group.Wait()
}

// TestHeadIsGetWithoutBody: over a real connection the headers are those of GET.
// Of an answer that would be compressed, HEAD does not say how long it is.
func TestHeadIsGetWithoutBody(t *testing.T) {
	_, handler := inMemory(t, nil)
	address, stop, done := serve(t, handler)
	defer func() { stop(); require.NoError(t, <-done) }()
	ask := func(method, url, encoding string) (http.Header, int) {
		r, err := http.NewRequestWithContext(t.Context(), method, "http://"+address+url, http.NoBody)
		require.NoError(t, err)
		r.Header.Set("Accept-Encoding", encoding)
		r.Header.Set("X-Request-Id", "the-same")
		response, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		response.Header.Del("Date")
		return response.Header, len(body)
	}
	for _, url := range []string{"/", "/docs", "/assets/style.css", "/healthz", "/v1/entities?q=huawei", "/v1/entities/" + lawsuit, "/v1/questions", "/v1/openapi.json",
		"/v1/paths?from=micron&to=futurewei&format=csv", "/v1/entities", "/nothing"} {
		for _, encoding := range []string{"gzip", "identity"} {
			want, size := ask(http.MethodGet, url, encoding)
			got, nothing := ask(http.MethodHead, url, encoding)
			require.NotZero(t, size)
			require.Zero(t, nothing)
			if encoding == "gzip" {
				require.Empty(t, got.Get("Content-Length"))
				want.Del("Content-Length")
				want.Del("Content-Encoding")
			}
			require.Equal(t, want, got, "%s %s", url, encoding)
		}
	}
	http.DefaultClient.CloseIdleConnections()
}
