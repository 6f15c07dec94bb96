package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/browserkit"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/graphtest"
	"ipgraph/graph/neo4j/neo4jtest"
	"ipgraph/loader"
	"ipgraph/seeds"
	"ipgraph/server"
)

var pool neo4jtest.Pool

func TestMain(m *testing.M) { os.Exit(pool.Run(m)) }

// scenario is one request and what must come back.
type scenario struct {
	name        string
	method      string // default GET
	url         string
	body        string            // sent as JSON, unless the header says otherwise
	header      map[string]string // "Host" sets the host
	status      int               // default 200
	contains    []string
	notContains []string
}

func (s scenario) run(t *testing.T, handler http.Handler) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(orElse(s.method, http.MethodGet), "http://localhost:8080"+s.url, strings.NewReader(s.body))
	if s.body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for name, value := range s.header {
		r.Header.Set(name, value)
		if name == "Host" {
			r.Host = value
		}
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	want := s.status
	if want == 0 {
		want = http.StatusOK
	}
	require.Equal(t, want, w.Code, "%s", w.Body)
	for _, text := range s.contains {
		require.Contains(t, w.Body.String(), text)
	}
	for _, text := range s.notContains {
		require.NotContains(t, w.Body.String(), text)
	}
	if w.Code >= 400 {
		requireProblem(t, w)
	}
	requireDescribed(t, r, w)
	return w
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

type problem struct {
	Type, Title, Detail, Code string
	Status                    int
	RequestID                 string `json:"request_id"`
	Problems                  []struct{ Parameter, Pointer, Message string }
	Candidates                []struct{ ID, Name, Kind, About string }
}

// requireProblem checks that an error is a whole problem document.
func requireProblem(t *testing.T, w *httptest.ResponseRecorder) problem {
	t.Helper()
	require.Equal(t, "application/problem+json; charset=utf-8", w.Header().Get("Content-Type"))
	var p problem
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &p), "%s", w.Body)
	require.Equal(t, "about:blank", p.Type)
	require.NotEmpty(t, p.Title)
	require.NotEmpty(t, p.Detail)
	require.NotEmpty(t, p.Code)
	require.Equal(t, w.Code, p.Status)
	require.Equal(t, w.Header().Get("X-Request-Id"), p.RequestID)
	return p
}

// syncBuffer is a log that a test reads while the server writes it.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

var story = []loader.Dossier{{Name: "story", Path: "seeds", FS: seeds.FS()}}

// examples are one that the story answers, and one that it does not.
var examples = []answer.Example{
	{Title: "Micron and CNEX", About: "One step.", Address: "?path=" + micron + "~" + cnex, Needs: []graph.ID{micron, cnex}},
	{Title: "Micron and nobody", Address: "?path=" + micron + "~company:ipgraph:nobody", Needs: []graph.ID{micron, "company:ipgraph:nobody"}},
}

// built is an interface as Vite leaves it.
var built = fstest.MapFS{
	"index.html":                            {Data: []byte(`<!doctype html><title>the built page</title><script type="module" src="/assets/app/index-BqMkMHo2.js"></script>`)},
	"assets/app/index-BqMkMHo2.js":          {Data: []byte("draw()")},
	"assets/app/index-BKZB_JIb.css":         {Data: []byte("body{margin:0}")},
	"assets/app/icon.svg":                   {Data: []byte("<svg/>")},
	"assets/app/inter-latin-DO1Apj_S.woff2": {Data: []byte("wOF2")},
}

// handlerOn makes the handler; change may set more of the configuration.
func handlerOn(tb testing.TB, reader server.Reader, library *cypher.Library, change func(*server.Config)) http.Handler {
	tb.Helper()
	c := server.Config{Reader: reader, Library: library, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Version: "test", Hosts: []string{"graph.example"}, Interface: built, Examples: examples}
	kit, err := browserkit.Make(library)
	require.NoError(tb, err)
	c.BrowserKit = browserkit.Handler{Files: kit}
	c.Dossier = func(ctx context.Context, statements []string, entities []graph.ID, w io.Writer) error {
		return loader.ExportSome(ctx, reader, library, statements, entities, w)
	}
	if change != nil {
		change(&c)
	}
	handler, err := server.New(c)
	require.NoError(tb, err)
	return handler
}

// inMemory is a handler on a store in memory that holds the story. What needs
// the database's search is answered by the stand-ins below.
func inMemory(tb testing.TB, change func(*server.Config)) (*graphtest.Store, http.Handler) {
	tb.Helper()
	library, err := cypher.Load()
	require.NoError(tb, err)
	store := graphtest.New(library)
	_, err = loader.Load(tb.Context(), store, library, story, loader.Options{})
	require.NoError(tb, err)
	store.Handle("search", func(ctx context.Context, call cypher.Call) (graph.Result, error) {
		return search(ctx, store, library, call)
	})
	stand := standIn{store, library}
	store.Handle("neighbours", stand.neighbours)
	store.Handle("paths-between", stand.paths)
	store.Handle("paths-longer", stand.paths)
	store.Handle("paths-between-hubs", stand.paths)
	store.Handle("connections", stand.connections)
	store.Handle("paths-between-far-hubs", stand.paths)
	store.Handle("expand-counts", stand.counts)
	store.Answer("statements-about", graph.Result{Columns: []string{"statement", "source"}}) // where sources disagree is asked of Neo4j
	store.Answer("hubs-beside", graph.Result{Columns: []string{"hub"}})
	return store, handlerOn(tb, store, library, change)
}

var searchWord = regexp.MustCompile(`\+\(?"?([\p{L}\p{M}\p{N}]+)`)

// search finds entities one of whose names has all the words.
func search(ctx context.Context, store *graphtest.Store, library *cypher.Library, call cypher.Call) (graph.Result, error) {
	q, err := library.Keep("entity-page")
	if err != nil {
		return graph.Result{}, err
	}
	page, err := store.Ask(ctx, q.KeepCall("", map[string]any{}))
	if err != nil {
		return graph.Result{}, err
	}
	result := graph.Result{Columns: []string{"entity", "score"}, Rows: [][]any{}}
	after, _ := call.Params["after"].(int64)
	text, _ := call.Params["q"].(string)
	for _, row := range page.Rows {
		n, err := graph.Cell[graph.Node](page, row, "node")
		if err != nil {
			return result, err
		}
		e, err := graph.EntityFrom(n)
		if err != nil {
			return result, err
		}
		names := graph.FoldName(strings.Join(append(e.Aliases, e.Name), " "))
		all := true
		for _, word := range searchWord.FindAllStringSubmatch(text, -1) {
			all = all && strings.Contains(names, word[1])
		}
		if kind := call.Params["kind"]; !all || kind != nil && kind != string(e.ID.Kind()) {
			continue
		}
		if after > 0 {
			after--
			continue
		}
		result.Rows = append(result.Rows, []any{n, 1.0})
	}
	if len(result.Rows) > call.Limit {
		result.Rows, result.Truncated = result.Rows[:call.Limit], true
	}
	return result, nil
}

// standIn answers questions about edges with few edges made up for the tests.
type standIn struct {
	store   *graphtest.Store
	library *cypher.Library
}

const (
	micron    = "company:ipgraph:micron-technology"
	cnex      = "company:ipgraph:cnex-labs"
	futurewei = "company:ipgraph:futurewei-technologies"
	huawei    = "company:ipgraph:huawei-technologies"
	samsung   = "company:ipgraph:samsung"
	article   = "source:ft:2019-06-27-huawei-royalties"
	lawsuit   = "lawsuit:us:txed/4:17-cv-00893"
	stakeEdge = "e:46e3e99d4e567d62265ac0cd2ddd4167"
	stake     = "s:4ec74651433bca53f9cb90f580e20c61"
)

// node reads one node of the story by its id.
func (s standIn) node(ctx context.Context, question, id string) (graph.Node, error) {
	q, err := s.library.Get(question)
	if err != nil {
		return graph.Node{}, err
	}
	result, err := s.store.Ask(ctx, q.KeepCall("", map[string]any{"id": id, "ids": []string{id}, "limit": int64(1)}))
	if err != nil || len(result.Rows) == 0 {
		return graph.Node{}, err
	}
	n, _ := result.Rows[0][0].(graph.Node)
	return n, nil
}

func edgeOf(from, kind, to string) graph.Relationship {
	return graph.Relationship{Type: kind, From: graph.ID(from), To: graph.ID(to), Properties: map[string]any{
		"key": "e:" + kind + to, "status": "reported", "polarity": true, "family": "money", "first_reported": "2019-06-27",
		"sids": []any{stake}, "sources": []any{article}, "locators": []any{"paragraph 10"}, "reported": []any{"2019-06-27"}, "sid_count": int64(1)}}
}

// nodes reads several entities and the article, which carries every edge.
func (s standIn) nodes(ctx context.Context, ids ...string) (nodes []any, source graph.Node, err error) {
	for _, id := range ids {
		n, err := s.node(ctx, "entities", id)
		if err != nil {
			return nil, source, err
		}
		nodes = append(nodes, n)
	}
	source, err = s.node(ctx, "source", article)
	return nodes, source, err
}

// paths knows one chain, from Micron to Futurewei.
func (s standIn) paths(ctx context.Context, call cypher.Call) (graph.Result, error) {
	result := graph.Result{Columns: []string{"nodes", "edges", "more", "sources"}, Rows: [][]any{}}
	if call.Name == "paths-longer" || call.Params["from"] != micron || call.Params["to"] != futurewei {
		return result, nil
	}
	nodes, source, err := s.nodes(ctx, micron, cnex, futurewei)
	edges := []any{[]any{edgeOf(micron, "INVESTED_IN", cnex)}, []any{edgeOf(futurewei, "SUED", cnex)}}
	result.Rows = append(result.Rows, []any{nodes, edges, false, []any{source}})
	return result, err
}

// connections knows the same chain, if both its ends are asked for.
func (s standIn) connections(ctx context.Context, call cypher.Call) (graph.Result, error) {
	ids, _ := call.Params["ids"].([]string)
	if !slices.Contains(ids, futurewei) || !slices.Contains(ids, micron) {
		return graph.Result{Columns: []string{"nodes", "edges", "more", "sources"}, Rows: [][]any{}}, nil
	}
	return s.paths(ctx, cypher.Call{Name: "paths-between", Params: map[string]any{"from": micron, "to": futurewei}})
}

// neighbours knows those of CNEX Labs.
func (s standIn) neighbours(ctx context.Context, call cypher.Call) (graph.Result, error) {
	result := graph.Result{Columns: []string{"entity", "edge", "out", "other", "place", "sources"}, Rows: [][]any{}}
	if call.Params["id"] != cnex {
		return result, nil
	}
	after, _ := call.Params["after"].(string)
	for _, other := range []string{futurewei, huawei, micron} {
		nodes, source, err := s.nodes(ctx, cnex, other)
		if err != nil {
			return result, err
		}
		if other > after {
			result.Rows = append(result.Rows, []any{nodes[0], edgeOf(other, "SUED", cnex), false, nodes[1], other, []any{source}})
		}
	}
	if len(result.Rows) > call.Limit {
		result.Rows, result.Truncated = result.Rows[:call.Limit], true
	}
	return result, nil
}

func (s standIn) counts(_ context.Context, call cypher.Call) (graph.Result, error) {
	result := graph.Result{Columns: []string{"family", "type", "direction", "edges"}, Rows: [][]any{}}
	if call.Params["id"] == cnex {
		result.Rows = append(result.Rows, []any{"dispute", "SUED", "in", int64(3)})
	}
	return result, nil
}
