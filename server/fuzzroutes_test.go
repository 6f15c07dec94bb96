package server_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/server"
)

// addresses are all that the server answers at; {} is the part that somebody writes.
var addresses = []string{"/", "/embed/", "/assets/app/{}", "/docs", "/assets/style.css", "/assets/report.css", "/healthz", "/readyz", "/metrics", "/entity/{}",
	"/v1/entities", "/v1/entities/{}", "/v1/entities/{}/neighbours", "/v1/entities/{}/counts", "/v1/paths", "/v1/connections", "/v1/explain", "/v1/explain/connections",
	"/v1/conflicts", "/v1/view", "/v1/start", "/v1/pack", "/v1/export", "/v1/statements/{}", "/v1/sources/{}", "/v1/edges/{}", "/v1/edges/{}/history", "/v1/diff",
	"/v1/changes.atom", "/v1/questions", "/v1/questions/{}", "/v1/vocabulary", "/v1/openapi.json", "/reconcile", "/reconcile/suggest/entity", "/reconcile/suggest/property",
	"/reconcile/suggest/type", "/reconcile/flyout/entity", "/reconcile/flyout/property", "/reconcile/flyout/type", "/reconcile/preview", "/reconcile/properties",
	"/neo4j-browser/{}", "/v1/cypher", "/{}"}

// allRoutes is the handler with everything switched on, on a store that has an answer
// to every question: that of the story, or nothing.
func allRoutes(tb testing.TB) http.Handler {
	tb.Helper()
	store, handler := inMemory(tb, func(c *server.Config) { c.Free = &nobody{} })
	library, err := cypher.Load()
	require.NoError(tb, err)
	for _, q := range library.Questions() {
		_, err := store.Ask(context.Background(), q.KeepCall("", map[string]any{"limit": int64(1)}))
		if err != nil && strings.Contains(err.Error(), "give it an answer") {
			store.Answer(q.Name, graph.Result{Columns: []string{"nothing"}})
		}
	}
	return handler
}

// TestAddressesAreAll holds the list to the description of the API.
func TestAddressesAreAll(t *testing.T) {
	_, handler := inMemory(t, nil)
	var doc struct{ Paths map[string]any }
	require.NoError(t, json.Unmarshal(scenario{url: "/v1/openapi.json"}.run(t, handler).Body.Bytes(), &doc))
	for path := range doc.Paths {
		if strings.HasPrefix(path, "/v1/questions/") {
			path = "/v1/questions/{}"
		}
		for _, name := range []string{"id", "key", "name", "file"} {
			path = strings.ReplaceAll(path, "{"+name+"}", "{}")
		}
		require.Contains(t, addresses, path)
	}
}

// FuzzRoutes: whatever stands in the address, the query, a header and the body of a
// request to whatever address, the server answers, and what is not an answer is a
// whole problem document. No header of an answer holds the end of a line.
func FuzzRoutes(f *testing.F) {
	handler := allRoutes(f)
	for i := range addresses {
		f.Add(i, cnex, "from=micron&to=futurewei&id="+cnex+"&ids="+cnex+","+micron+"&q=huawei&format=json", "", "")
	}
	f.Add(12, lawsuit, "format=csv&known=2019-06-20", `W/"x"`, "")
	f.Add(30, "licences", "id=Huawei&direction=unstated&format=graph", "*", "")
	f.Add(33, "", "", "application/x-www-form-urlencoded", "queries="+url.QueryEscape(`{"q0":{"query":"Huawei"}}`))
	f.Add(14, "", "", "application/json", `{"pairs":[{"from":"micron","to":"futurewei"}]}`)
	f.Add(43, "", "", "application/json", `{"cypher":"RETURN 1"}`)
	f.Fuzz(func(t *testing.T, address int, part, query, header, body string) {
		r := requestOf(addresses[uint(address)%uint(len(addresses))], part, query, header, body)
		if r == nil {
			return
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		for name, values := range w.Header() {
			require.False(t, strings.ContainsAny(name+strings.Join(values, ""), "\r\n\x00"), "%s %s: %s: %q", r.Method, r.URL, name, values)
		}
		if w.Code < 400 {
			return
		}
		require.Less(t, w.Code, 500, "%s %s: %s", r.Method, r.URL, w.Body)
		if r.Method != http.MethodHead {
			requireProblem(t, w)
		}
	})
}

// requestOf is the request, or nil where a server would not read it.
func requestOf(address, part, query, header, body string) *http.Request {
	target, err := url.ParseRequestURI(strings.ReplaceAll(address, "{}", part))
	if err != nil { // as it is, where it can be; otherwise as a client would write it
		target, err = url.ParseRequestURI(strings.ReplaceAll(address, "{}", url.PathEscape(part)))
	}
	if err != nil || strings.ContainsAny(query, " \r\n") {
		return nil
	}
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	r := httptest.NewRequest(method, "http://localhost/", strings.NewReader(body))
	r.URL.Path, r.URL.RawPath, r.URL.RawQuery = target.Path, target.RawPath, query
	for _, name := range []string{"If-None-Match", "Origin", "Accept", "Accept-Encoding", "X-Request-Id", "Content-Type", "Referer", "Access-Control-Request-Headers"} {
		r.Header.Set(name, header)
	}
	return r
}
