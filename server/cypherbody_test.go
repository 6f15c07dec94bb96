package server_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/server"
)

// TestCypherIsOff unless the server was started for it.
func TestCypherIsOff(t *testing.T) {
	_, handler := inMemory(t, nil)
	w := ask(t, handler, "RETURN 1", "")
	require.Equal(t, http.StatusForbidden, w.Code)
	p := requireProblem(t, w)
	require.Equal(t, "cypher_off", p.Code)
	require.Contains(t, p.Detail, "--allow-cypher")
	w = scenario{url: "/v1/cypher", status: http.StatusMethodNotAllowed, contains: []string{"it takes OPTIONS, POST"}}.run(t, handler)
	require.Equal(t, "OPTIONS, POST", w.Header().Get("Allow"))
}

// nobody answers free Cypher with nothing, once it was read.
type nobody struct{ asked cypher.Free }

func (n *nobody) AskFree(_ context.Context, f cypher.Free) (graph.Result, error) {
	n.asked = f
	return graph.Result{Columns: []string{"x"}}, f.Check()
}

func TestCypherBody(t *testing.T) {
	reader := &nobody{}
	_, handler := inMemory(t, func(c *server.Config) { c.Free = reader })
	for _, tt := range []struct{ name, body, says string }{
		{"nothing", "", "the JSON ends too early"},
		{"a list", `[]`, "#: is a list: write an object"},
		{"a text", `"RETURN 1"`, "#: is a text: write an object"},
		{"cut off", `{"cypher": "RETURN`, "the JSON ends too early"},
		{"two objects", `{"cypher": "RETURN 1"} {}`, "something follows after the end"},
		{"a field twice", `{"cypher": "RETURN 1", "cypher": "RETURN 2"}`, "is given more than once"},
		{"no text", `{}`, "#/cypher: is missing"},
		{"an empty text", `{"cypher": ""}`, "#/cypher: is missing"},
		{"a number", `{"cypher": 1}`, "#/cypher: is a number"},
		{"params that are a list", `{"cypher": "RETURN 1", "params": []}`, "#/params: is a list"},
		{"a limit of nothing", `{"cypher": "RETURN 1", "limit": 0}`, "#/limit: is not a whole number from 1 to 10000"},
		{"a limit too big", `{"cypher": "RETURN 1", "limit": 10001}`, "#/limit: is not a whole number"},
		{"half a limit", `{"cypher": "RETURN 1", "limit": 1.5}`, "#/limit: is not a whole number"},
		{"a limit in words", `{"cypher": "RETURN 1", "limit": "5"}`, "#/limit: is not a whole number"},
		{"another field", `{"query": "RETURN 1"}`, "#/query: is not a field here"},
		{"a name of nothing", `{"cypher": "RETURN 1", "params": {"": 1}}`, "a name in it is empty"},
		{"maps in maps", `{"cypher": "RETURN 1", "params": {"a": ` + strings.Repeat(`{"a":`, 9) + "1" + strings.Repeat("}", 9) + `}}`, "more than 8 lists and maps"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := post(t, handler, "/v1/cypher", tt.body)
			require.Equal(t, http.StatusBadRequest, w.Code, "%s", w.Body)
			p := requireProblem(t, w)
			all := p.Detail
			for _, each := range p.Problems {
				all += "\n" + each.Pointer + ": " + each.Message
			}
			require.Contains(t, all, tt.says)
		})
	}
	w := post(t, handler, "/v1/cypher", `{"limit": 5, "params": {"a": [1, 1e2, -7, "x", null, {"b": true}]}, "cypher": "RETURN $a"}`)
	require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
	require.Equal(t, cypher.Free{Text: "RETURN $a", Limit: 5, Params: map[string]any{"a": []any{int64(1), 100.0, int64(-7), "x", nil, map[string]any{"b": true}}}}, reader.asked)
	w = post(t, handler, "/v1/cypher?limit=5", `{"cypher": "RETURN 1"}`)
	require.Equal(t, http.StatusBadRequest, w.Code, "%s", w.Body)

	r := httptest.NewRequest(http.MethodPost, "http://localhost/v1/cypher", strings.NewReader(`{"cypher": "RETURN 1"}`))
	r.Header.Set("Content-Type", "text/plain") // what a form on a stranger's page may send
	w = httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	require.Equal(t, http.StatusUnsupportedMediaType, w.Code)
	require.Contains(t, requireProblem(t, w).Detail, "Content-Type: application/json")
}

// FuzzCypherBody: whatever is sent, the answer is rows or a problem that is not the
// server's fault.
func FuzzCypherBody(f *testing.F) {
	reader := &nobody{}
	_, handler := inMemory(f, func(c *server.Config) { c.Free = reader })
	for _, seed := range []string{`{"cypher": "RETURN 1"}`, `{"cypher": "RETURN $a", "params": {"a": [1, 2.5, {"b": null}]}, "limit": 3}`, `{"cypher": "/* ", "limit": 1e3}`,
		`{"cypher": "RETURN '\u0000'"}`, "{\"cypher\": \"RETURN `a`.`b`(1)\"}", `[`, `{"a": {"a": {"a": 1}}}`, "\xff", `{"cypher": "RETURN range(1, 99999999999)"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		w := post(t, handler, "/v1/cypher", body)
		if w.Code == http.StatusOK {
			require.True(t, json.Valid(w.Body.Bytes()))
			return
		}
		require.Less(t, w.Code, 500, "%q: %s", body, w.Body)
		requireProblem(t, w)
	})
}
