package server_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/loader"
	"ipgraph/server"
)

// clock is moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// asked passes questions on and remembers their names.
type asked struct {
	server.Reader
	mu    sync.Mutex
	names []string
}

func (a *asked) Ask(ctx context.Context, call cypher.Call) (graph.Result, error) {
	a.mu.Lock()
	a.names = append(a.names, call.Name)
	a.mu.Unlock()
	return a.Reader.Ask(ctx, call)
}

func (a *asked) take() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	names := a.names
	a.names = nil
	return names
}

var oneMore = []loader.Dossier{{Name: "more", Path: "more", FS: fstest.MapFS{
	"entities.yaml": {Data: []byte("- id: company:test:one-more\n  name: One More\n")},
}}}

// TestTagsOnNeo4j: an answer is told from the one before by its tag, until a
// load changes the graph.
func TestTagsOnNeo4j(t *testing.T) {
	store, library := pool.Open(t)
	const counting = "/v1/questions/stats"
	reader, at := &asked{Reader: store}, &clock{now: time.Now()}
	on := func(version string) http.Handler {
		return handlerOn(t, reader, library, func(c *server.Config) { c.Now, c.Version = at.Now, version })
	}
	handler := on("1")
	tagOf := func(w *httptest.ResponseRecorder) string { return w.Header().Get("ETag") }
	require.Empty(t, tagOf(scenario{url: counting}.run(t, handler)), "nothing was ever loaded")

	_, err := loader.Load(t.Context(), store, library, story, loader.Options{})
	require.NoError(t, err)
	at.pass(time.Second)
	reader.take()
	first := scenario{url: counting}.run(t, handler)
	require.Regexp(t, `^W/"[0-9a-f]{32}"$`, tagOf(first))
	require.Equal(t, []string{"graph-version", "stats"}, reader.take(), "the version is read before the answer")
	again := func(status int, tag string) *httptest.ResponseRecorder {
		return scenario{url: counting, status: status, header: map[string]string{"If-None-Match": tag}}.run(t, handler)
	}
	for _, tag := range []string{tagOf(first), tagOf(first)[2:], `"other", ` + tagOf(first), `"other",` + tagOf(first) + `,"x"`} {
		w := again(http.StatusNotModified, tag)
		require.Empty(t, w.Body.String())
		require.Equal(t, tagOf(first), tagOf(w))
		require.Equal(t, "no-cache", w.Header().Get("Cache-Control"))
		require.Contains(t, w.Header().Values("Vary"), "Accept")
	}
	require.Empty(t, reader.take(), "neither the question nor, within a second, the version is asked")
	for _, tag := range []string{"", "*", `W/"0"`, "nonsense", ",,"} {
		require.Equal(t, tagOf(first), tagOf(again(http.StatusOK, tag)))
	}
	distinctTags(t, handler, on("2"), tagOf(first))

	_, err = loader.Load(t.Context(), store, library, oneMore, loader.Options{})
	require.NoError(t, err)
	again(http.StatusNotModified, tagOf(first)) // for a second it may be the version of before
	at.pass(time.Second)
	second := again(http.StatusOK, tagOf(first))
	require.NotEqual(t, tagOf(first), tagOf(second))
	require.NotEqual(t, first.Body.String(), second.Body.String())
	again(http.StatusNotModified, tagOf(second))

	_, err = loader.Load(t.Context(), store, library, oneMore, loader.Options{}) // changes nothing
	require.NoError(t, err)
	at.pass(time.Second)
	again(http.StatusNotModified, tagOf(second))

	_, err = store.Write(t.Context(), graph.Batch{Write: "load", Rows: []map[string]any{{"id": "30000101T000000Z", "properties": map[string]any{"started": "now"}}}})
	require.NoError(t, err)
	at.pass(time.Second)
	scenario{url: counting, status: http.StatusServiceUnavailable, contains: []string{`"code":"loading"`, "3000-01-01 00:00:00 UTC"}}.run(t, handler)
}

// distinctTags: another format, address or version of the program is another
// answer; HEAD and the compressed one are not.
func distinctTags(t *testing.T, handler, newer http.Handler, tag string) {
	const counting = "/v1/questions/stats"
	seen := map[string]bool{tag: true}
	for _, s := range []scenario{{url: counting + "?format=csv"}, {url: counting + "?format=graph"}, {url: counting, header: map[string]string{"Accept": "text/csv"}},
		{url: "/v1/entities?q=huawei"}, {url: "/v1/entities?q=micron"}, {url: "/v1/entities/" + cnex}} {
		other := s.run(t, handler).Header().Get("ETag")
		require.NotEmpty(t, other)
		require.False(t, seen[other], s.url)
		seen[other] = true
	}
	require.NotEqual(t, tag, scenario{url: counting}.run(t, newer).Header().Get("ETag"))
	require.Equal(t, tag, scenario{url: counting, method: http.MethodHead}.run(t, handler).Header().Get("ETag"))
	plain := scenario{url: "/v1/entities/" + lawsuit}.run(t, handler)
	packed := scenario{url: "/v1/entities/" + lawsuit, header: map[string]string{"Accept-Encoding": "gzip"}}.run(t, handler)
	require.Equal(t, "gzip", packed.Header().Get("Content-Encoding"))
	require.Equal(t, plain.Header().Get("ETag"), packed.Header().Get("ETag"), "a weak tag is that of the meaning")
	scenario{url: "/v1/entities/" + lawsuit, status: 304, header: map[string]string{"Accept-Encoding": "gzip", "If-None-Match": packed.Header().Get("ETag")}}.run(t, handler)
	for _, s := range []scenario{{url: counting + "?limit=x", status: 400}, {url: "/v1/entities/company:ipgraph:nobody", status: 404},
		{url: "/v1/questions"}, {url: "/healthz"}, {url: "/docs"}, {url: counting + "?format=xml", status: 400}} {
		require.Empty(t, s.run(t, handler).Header().Get("ETag"), s.url)
	}
}

// TestOneVersionIsRead: requests of the same moment share one reading.
func TestOneVersionIsRead(t *testing.T) {
	at := &clock{now: time.Now()}
	store, handler := inMemory(t, func(c *server.Config) { c.Now = at.Now })
	begun, release := make(chan struct{}, 1), make(chan struct{})
	readings := 0
	store.Handle("graph-version", func(context.Context, cypher.Call) (graph.Result, error) {
		readings++ // a second reading would be a race, too
		begun <- struct{}{}
		<-release
		return graph.Result{Columns: []string{"id", "finished", "loads"}, Rows: [][]any{{"1", "2019", int64(1)}}}, nil
	})
	var group sync.WaitGroup
	tags := make([]string, 20)
	for i := range tags {
		group.Go(func() {
			r := httptest.NewRequest(http.MethodGet, "http://localhost/v1/questions/stats", http.NoBody)
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			tags[i] = w.Header().Get("ETag")
		})
	}
	<-begun
	close(release)
	group.Wait()
	require.Equal(t, 1, readings)
	for _, tag := range tags {
		require.NotEmpty(t, tag)
		require.Equal(t, tags[0], tag)
	}
}

// TestAnswersDependOnTheGraphAlone: a tag would promise too much of a question
// that asks for the day or for chance.
func TestAnswersDependOnTheGraphAlone(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	for _, q := range library.Questions() {
		require.NotRegexp(t, `(?i)\b((date|time|datetime|localtime|localdatetime)(\.\w+)?\(\s*\)|timestamp\(|rand\(|randomuuid\()`, q.Text, q.Name)
	}
}

// TestNoVersion: answers are given without a tag.
func TestNoVersion(t *testing.T) {
	at := &clock{now: time.Now()}
	store, handler := inMemory(t, func(c *server.Config) { c.Now = at.Now })
	columns := []string{"id", "finished", "loads"}
	tag := scenario{url: "/v1/questions/stats"}.run(t, handler).Header().Get("ETag")
	require.NotEmpty(t, tag)
	for name, answer := range map[string]func() (graph.Result, error){
		"failing":   func() (graph.Result, error) { return graph.Result{}, errors.New("no") },
		"panicking": func() (graph.Result, error) { panic("no") },
		"of another type": func() (graph.Result, error) {
			return graph.Result{Columns: columns, Rows: [][]any{{1, "2019", "many"}}}, nil
		},
		"without columns": func() (graph.Result, error) { return graph.Result{Rows: [][]any{{}}}, nil },
	} {
		store.Handle("graph-version", func(context.Context, cypher.Call) (graph.Result, error) { return answer() })
		at.pass(time.Second)
		w := scenario{url: "/v1/questions/stats", header: map[string]string{"If-None-Match": tag}}.run(t, handler)
		require.Empty(t, w.Header().Get("ETag"), name)
	}
}
