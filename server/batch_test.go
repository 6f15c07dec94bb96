package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/server"
)

// TestBodyOfPairs: everything that is wrong is told at once, and where.
func TestBodyOfPairs(t *testing.T) {
	_, handler := inMemory(t, nil)
	pairs := func(n int) string {
		return `{"pairs":[` + strings.TrimSuffix(strings.Repeat(`{"from":"a","to":"b"},`, n), ",") + `]}`
	}
	for name, tt := range map[string]struct {
		body string
		want []string // pointer and a part of the message, in turn
	}{
		"nothing":          {" ", []string{"#", "ends too early, at line 1"}},
		"null":             {"null", []string{"#", "is null: write an object"}},
		"a list":           {"[]", []string{"#", "is a list: write an object"}},
		"an empty object":  {"{}", []string{"#/pairs", "is missing"}},
		"cut off":          {"{\"pairs\": [\n  {\"from\": \"a\",", []string{"#/pairs/0", "ends too early, at line 2"}},
		"no JSON":          {"{\"pairs\": [\n  {\"from\": a}]}", []string{"#/pairs/0/from", "is not JSON, at line 2"}},
		"something more":   {pairs(1) + " {}", []string{"#", "something follows"}},
		"not UTF-8":        {"{\"pairs\": \"\xff\"}", []string{"#", "not UTF-8"}},
		"too deep":         {strings.Repeat(`{"a":`, 20), []string{"#" + strings.Repeat("/a", 17), "nested more than 16 deep"}},
		"a long name":      {`{"` + strings.Repeat("x", 100) + `": 1}`, []string{"#", "100 bytes long"}},
		"a field twice":    {`{"hops": 1, "hops": 2, "pairs": [{"from": "a", "from": "b", "to": "c"}]}`, []string{"#/hops", "more than once", "#/pairs/0/from", "more than once"}},
		"no pairs":         {`{"pairs": []}`, []string{"#/pairs", "names no pair"}},
		"pairs are a text": {`{"pairs": "a"}`, []string{"#/pairs", "is a text: write a list"}},
		"a pair is a list": {`{"pairs": [["a", "b"]]}`, []string{"#/pairs/0", "is a list: write an object"}},
		"too many pairs":   {pairs(101), []string{"#/pairs", "has 101 pairs, at most 100"}},
		"ends of a wrong type": {`{"pairs": [{"from": 1, "to": "b"}, {"to": ["b"]}, {"from": " ", "to": null}]}`, []string{"#/pairs/0/from", "is a number", "#/pairs/1/from", "is missing",
			"#/pairs/1/to", "is a list", "#/pairs/2/from", "is empty", "#/pairs/2/to", "is missing"}},
		"unknown fields": {`{"pair": [], "famly": "money", "pairs": [{"form": "a", "from": "a", "to": "b", "x/y~z ä": 1}]}`, []string{"#/famly", "did you mean family?", "#/pair", "did you mean pairs?",
			"#/pairs/0/form", "did you mean from?", "#/pairs/0/x~1y~0z%20%C3%A4", "the fields are from, to"}},
		"values out of bounds": {`{"hops": 7, "limit": 0, "family": "mony", "status": ["reported", "sad"], "on": "tomorrow", "known": "2019-02-30", "pairs": [{"from": "a"}]}`,
			[]string{"#/family", "did you mean money?", "#/status", `"sad" is unknown`, "#/on", "", "#/known", "", "#/limit", "from 1 to 10", "#/hops", "from 1 to 6", "#/pairs/0/to", "is missing"}},
		"values of a wrong type": {`{"hops": "3", "limit": 1.5, "family": 1, "status": [1, "reported"], "on": [], "known": true, "pairs": [{"from": "a", "to": "b"}]}`,
			[]string{"#/family", "is a number", "#/hops", "is a text: write a whole number", "#/known", "is true or false", "#/on", "is a list", "#/status/0", "is a number", "#/limit", `"1.5" is not a whole number`}},
		"an empty text":       {`{"on": "", "family": "", "pairs": [{"from": "a", "to": "b"}]}`, []string{"#/family", "is empty", "#/on", "is empty"}},
		"a list of nothing":   {`{"family": [], "status": [""], "pairs": [{"from": "a", "to": "b"}]}`, []string{"#/family", "names nothing"}},
		"a number beyond all": {`{"hops": 1e400, "limit": 99999999999999999999, "pairs": [{"from": "a", "to": "b"}]}`, []string{"#/limit", "is not a whole number", "#/hops", "is not a whole number"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := requireProblem(t, scenario{method: http.MethodPost, url: "/v1/paths", body: tt.body, status: 400}.run(t, handler))
			require.Len(t, p.Problems, len(tt.want)/2, "%+v", p.Problems)
			for i, problem := range p.Problems {
				require.Equal(t, tt.want[2*i], problem.Pointer)
				require.Contains(t, problem.Message, tt.want[2*i+1])
				require.Empty(t, problem.Parameter)
			}
		})
	}
	t.Run("more than a reader mends", func(t *testing.T) {
		body := `{"pairs":[` + strings.TrimSuffix(strings.Repeat(`1,`, 100), ",") + `]}`
		p := requireProblem(t, scenario{method: http.MethodPost, url: "/v1/paths", body: body, status: 400, contains: []string{"the first 50 of 100 problems"}}.run(t, handler))
		require.Len(t, p.Problems, 50)
	})
}

// linesOf reads a stream: as many lines as pairs, in their order.
func linesOf(t *testing.T, body io.Reader) (lines []map[string]json.RawMessage) {
	t.Helper()
	for scan := bufio.NewScanner(body); scan.Scan(); {
		var line map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(scan.Bytes(), &line), "%s", scan.Text())
		require.Equal(t, fmt.Sprint(len(lines)), string(line["index"]))
		require.Len(t, line, 2)
		lines = append(lines, line)
	}
	return lines
}

// postPairs asks for pairs of Micron: with a few other ends, each so many times.
func postPairs(ctx context.Context, url string, ends ...any) (*http.Response, error) {
	body := ""
	for i := 0; i < len(ends); i += 2 {
		body += strings.Repeat(fmt.Sprintf(`{"from":%q,"to":%q},`, micron, ends[i]), ends[i+1].(int))
	}
	body = `{"pairs":[` + strings.TrimSuffix(body, ",") + `]}`
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/v1/paths", strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	return http.DefaultClient.Do(r)
}

// TestPairsAreStreamed: a line is sent before the next one is asked for, even to
// a client that would take compressed ones; and few are asked at a time.
func TestPairsAreStreamed(t *testing.T) {
	store, handler := inMemory(t, nil)
	release := make(chan struct{})
	var asking, most atomic.Int32
	store.Handle("paths-between", func(_ context.Context, call cypher.Call) (graph.Result, error) {
		most.Store(max(most.Load(), asking.Add(1)))
		defer asking.Add(-1)
		if call.Params["to"] == samsung {
			<-release
		}
		return graph.Result{}, graph.Errorf(graph.CodeTooCostly, "too costly")
	})
	srv := httptest.NewServer(handler)
	defer srv.Close()
	response, err := postPairs(t.Context(), srv.URL, futurewei, 1, samsung, 19) // Go's client takes gzip
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, "application/x-ndjson", response.Header.Get("Content-Type"))
	require.False(t, response.Uncompressed)
	read := bufio.NewReader(response.Body)
	for i := range 20 {
		line, err := read.ReadString('\n')
		require.NoError(t, err)
		require.Contains(t, line, fmt.Sprintf(`{"index":%d,"problem":{`, i))
		require.Contains(t, line, `"code":"too_costly"`)
		if i == 0 {
			close(release) // the first line was there before
		}
	}
	_, err = read.ReadString('\n')
	require.ErrorIs(t, err, io.EOF)
	require.LessOrEqual(t, most.Load(), int32(2))
}

// TestPairFails: one that fails, even by a panic, does not end the others.
func TestPairFails(t *testing.T) {
	var log syncBuffer
	store, handler := inMemory(t, func(c *server.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		c.RequestTimeout = 2 * time.Second // for the pair that hangs; the other is in time on a loaded machine too
	})
	asked := 0 // of pairs that are asked one after the other by the test of their number
	codes := map[string]func(ctx context.Context) error{
		"internal":    func(context.Context) error { panic(secret) },
		"unavailable": func(context.Context) error { return graph.Errorf(graph.CodeUnavailable, "no database") },
		"timeout": func(ctx context.Context) error {
			<-ctx.Done()
			return graph.Errorf(graph.CodeTimeout, "the pair's own time is over").Because(ctx.Err())
		},
	}
	for code, fail := range codes {
		store.Handle("paths-between", func(ctx context.Context, call cypher.Call) (graph.Result, error) {
			if call.Params["to"] == futurewei {
				return graph.Result{}, fail(ctx)
			}
			return graph.Result{Columns: []string{"nodes", "edges", "more", "sources"}, Rows: [][]any{}}, nil
		})
		body := `{"pairs":[{"from":"` + micron + `","to":"` + futurewei + `"},{"from":"` + micron + `","to":"` + samsung + `"}]}`
		w := scenario{method: http.MethodPost, url: "/v1/paths", body: body, notContains: []string{secret}}.run(t, handler)
		lines := linesOf(t, w.Body)
		require.Len(t, lines, 2)
		var p problem
		require.NoError(t, json.Unmarshal(lines[0]["problem"], &p))
		require.Equal(t, code, p.Code)
		require.Equal(t, w.Header().Get("X-Request-Id"), p.RequestID)
		require.Contains(t, string(lines[1]["paths"]), `"paths":[]`)
		asked++
	}
	require.Equal(t, len(codes), asked)
	require.Contains(t, log.String(), secret, "the cause is for the log")
}

// TestPairsHaveATimeInAll: whose turn does not come is told so.
func TestPairsHaveATimeInAll(t *testing.T) {
	store, handler := inMemory(t, func(c *server.Config) { c.BatchTimeout = 20 * time.Millisecond })
	store.Handle("paths-between", func(ctx context.Context, _ cypher.Call) (graph.Result, error) {
		<-ctx.Done()
		return graph.Result{}, graph.Errorf(graph.CodeTimeout, "over").Because(ctx.Err())
	})
	srv := httptest.NewServer(handler)
	defer srv.Close()
	response, err := postPairs(t.Context(), srv.URL, futurewei, 30)
	require.NoError(t, err)
	defer response.Body.Close()
	lines := linesOf(t, response.Body)
	require.Len(t, lines, 30)
	for _, line := range lines {
		require.Contains(t, string(line["problem"]), `"code":"timeout"`)
	}
	require.Contains(t, string(lines[29]["problem"]), "before this one's turn came")
}

// TestPairsOfAClientThatGoesAway: the work stops.
func TestPairsOfAClientThatGoesAway(t *testing.T) {
	store, handler := inMemory(t, nil)
	asked, ended := make(chan struct{}, 100), make(chan struct{}, 100)
	store.Handle("paths-between", func(ctx context.Context, _ cypher.Call) (graph.Result, error) {
		asked <- struct{}{}
		<-ctx.Done()
		ended <- struct{}{}
		return graph.Result{}, graph.Errorf(graph.CodeCanceled, "cancelled").Because(ctx.Err())
	})
	srv := httptest.NewServer(handler)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; <-asked; cancel() }()
	response, err := postPairs(ctx, srv.URL, futurewei, 100)
	if response != nil {
		_ = response.Body.Close()
	}
	require.ErrorIs(t, err, context.Canceled)
	<-ended
	<-ended
	srv.Close() // waits for the handler
	require.Empty(t, asked, "no other pair was begun")
}

// TestPairsOfAServerThatStops: what has begun is finished, the rest is told.
func TestPairsOfAServerThatStops(t *testing.T) {
	store, handler := inMemory(t, nil)
	asked, release := make(chan struct{}, 100), make(chan struct{})
	store.Handle("paths-between", func(context.Context, cypher.Call) (graph.Result, error) {
		asked <- struct{}{}
		<-release
		return graph.Result{Columns: []string{"nodes", "edges", "more", "sources"}, Rows: [][]any{}}, nil
	})
	address, stop, done := serve(t, handler)
	got := make(chan []map[string]json.RawMessage, 1)
	go func() {
		response, err := postPairs(context.WithoutCancel(t.Context()), "http://"+address, futurewei, 10)
		if err != nil {
			close(got)
			return
		}
		defer response.Body.Close()
		got <- linesOf(t, response.Body)
	}()
	<-asked
	<-asked
	stop()
	require.Eventually(t, func() bool { // the server has begun to stop
		connection, err := http.Get("http://" + address + "/healthz")
		if err == nil {
			_ = connection.Body.Close()
		}
		return err != nil
	}, 5*time.Second, time.Millisecond)
	close(release)
	lines := <-got
	require.Len(t, lines, 10)
	for i, line := range lines {
		if i < 2 {
			require.Contains(t, string(line["paths"]), `"paths":[]`)
			continue
		}
		require.Contains(t, string(line["problem"]), "the server stops")
	}
	require.NoError(t, <-done)
}

// TestPairsOutliveTheWriteTimeout: the server's limit for writing is for answers
// of one piece.
func TestPairsOutliveTheWriteTimeout(t *testing.T) {
	store, handler := inMemory(t, nil)
	srv := httptest.NewUnstartedServer(handler)
	srv.Config.WriteTimeout = 100 * time.Millisecond
	srv.Start()
	defer srv.Close()
	store.Delay(200 * time.Millisecond)
	response, err := postPairs(t.Context(), srv.URL, futurewei, 2)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Len(t, linesOf(t, response.Body), 2)
}
