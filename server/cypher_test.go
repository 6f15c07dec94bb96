package server_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/embedded/embeddedtest"
	"ipgraph/graph/neo4j"
	"ipgraph/graph/neo4j/neo4jtest"
	"ipgraph/loader"
	"ipgraph/server"
)

// freeOn gives a server with free Cypher and the story, whose questions end early.
func freeOn(t *testing.T, at neo4jtest.Server, timeout time.Duration) (*neo4j.Store, http.Handler) {
	t.Helper()
	library, err := cypher.Load()
	require.NoError(t, err)
	store, err := neo4j.Open(neo4j.Options{URI: at.URI, User: at.User, Password: at.Password, AskTimeout: timeout}, library)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close(context.Background())) })
	require.NoError(t, store.Prepare(t.Context()))
	_, err = loader.Load(t.Context(), store, library, story, loader.Options{})
	require.NoError(t, err)
	return store, handlerOn(t, store, library, func(c *server.Config) { c.Free = store })
}

func post(t *testing.T, handler http.Handler, url, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://localhost"+url, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	requireDescribed(t, r, w)
	return w
}

func ask(t *testing.T, handler http.Handler, text, params string) *httptest.ResponseRecorder {
	t.Helper()
	quoted, err := json.Marshal(text)
	require.NoError(t, err)
	return post(t, handler, "/v1/cypher", `{"cypher": `+string(quoted)+`, "params": `+orElse(params, "{}")+`}`)
}

// everything describes the store: what it holds, what guards it, who may use it.
func everything(t *testing.T, store *neo4j.Store) string {
	t.Helper()
	var all []any
	for _, text := range []string{
		"MATCH (n) WITH n ORDER BY elementId(n) RETURN count(n) AS n, collect([labels(n), properties(n)]) AS nodes",
		"MATCH ()-[r]->() WITH r ORDER BY elementId(r) RETURN count(r) AS n, collect(properties(r)) AS relationships",
		"SHOW INDEXES YIELD name, state RETURN name, state ORDER BY name",
		"SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name",
		"SHOW USERS YIELD user RETURN user",
		"CALL db.labels() YIELD label RETURN label ORDER BY label",
	} {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: text})
		require.NoError(t, err)
		all = append(all, result.Rows)
	}
	text, err := json.Marshal(all)
	require.NoError(t, err)
	return string(text)
}

// requireNothingRuns waits for the end of all transactions but the one that looks.
func requireNothingRuns(t *testing.T, store *neo4j.Store) {
	t.Helper()
	require.Eventually(t, func() bool {
		result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.question <> 'test' RETURN count(*) AS n"})
		return err == nil && result.Rows[0][0] == int64(0)
	}, time.Minute, 50*time.Millisecond)
}

// tryAll makes attempts; none of them may do anything.
func tryAll(t *testing.T, store *neo4j.Store, handler http.Handler, attempts []attempt) {
	var seen atomic.Int32
	listener := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { seen.Add(1) }))
	defer listener.Close()
	before := everything(t, store)
	for _, a := range attempts {
		t.Run(a.name, func(t *testing.T) {
			w := ask(t, handler, strings.ReplaceAll(a.cypher, "%s", listener.URL), strings.ReplaceAll(a.params, "%s", listener.URL))
			want := a.status
			if want == 0 {
				want = http.StatusBadRequest
			}
			if a.late && w.Code == http.StatusGatewayTimeout {
				requireProblem(t, w)
				return
			}
			require.Equal(t, want, w.Code, "%s", w.Body)
			p := requireProblem(t, w)
			var messages []string
			for _, each := range p.Problems {
				messages = append(messages, each.Message)
			}
			all := p.Detail + "\n" + strings.Join(messages, "\n")
			require.Contains(t, all, a.says)
			require.NotContains(t, all, "Neo4jError", "the driver's wrapping is for the log")
			require.NotContains(t, all, "EXPLAIN\n", "the prefix is our own affair")
			require.Less(t, len(all), 1500)
		})
	}
	requireNothingRuns(t, store)
	require.Equal(t, before, everything(t, store))
	require.Zero(t, seen.Load(), "somebody was asked")
	w := ask(t, handler, "RETURN 1 AS one", "")
	require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
}

// TestFreeCypherOnlyReads has every way out that we could think of.
func TestFreeCypherOnlyReads(t *testing.T) {
	require.Greater(t, len(attempts), 40)
	var endless, others []attempt
	for _, a := range attempts {
		if a.says == tooLong {
			endless = append(endless, a)
		} else {
			others = append(others, a)
		}
	}
	require.NotEmpty(t, endless)
	at := pool.Server(t)
	store, handler := freeOn(t, at, time.Second)
	tryAll(t, store, handler, endless)
	store, handler = freeOn(t, at, 10*time.Second) // what uses up memory has to meet that limit first
	tryAll(t, store, handler, others)
}

// TestFreeCypherOnAForeignServer: without the settings of ours, which close LOAD CSV
// and bound the memory, the guard is enough by itself.
func TestFreeCypherOnAForeignServer(t *testing.T) {
	foreign := embeddedtest.Start(t, map[string]string{
		"dbms.security.allow_csv_import_from_file_urls": "true", "internal.dbms.cypher_ip_blocklist": "", "db.memory.transaction.max": "0", "db.transaction.timeout": "0"})
	store, handler := freeOn(t, neo4jtest.Server{URI: foreign.URI(), User: foreign.User(), Password: foreign.Password()}, time.Second)
	rows, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line"})
	require.NoError(t, err, "otherwise this test could not fail")
	require.NotEmpty(t, rows.Rows)
	refused := slices.DeleteFunc(slices.Clone(attempts), func(a attempt) bool { return a.status != 0 }) // the others take time
	tryAll(t, store, handler, refused)
}

// TestFreeCypherAnswers has what goes through, and how it looks.
func TestFreeCypherAnswers(t *testing.T) {
	store, handler := freeOn(t, pool.Server(t), 10*time.Second)
	before := everything(t, store)
	for _, tt := range []struct {
		name, body string
		contains   []string
	}{
		{"plain values", `{"cypher": "RETURN 1 AS whole, 2.5 AS broken, 'x' AS text, true AS yes, null AS nothing, [1, [2]] AS list, {a: {b: 1}} AS map"}`,
			[]string{`{"columns":["whole","broken","text","yes","nothing","list","map"],"rows":[{"broken":2.5,"list":[1,[2]],"map":{"a":{"b":1}},"nothing":null,"text":"x","whole":1,"yes":true}],"limit":1000,"truncated":false}`}},
		{"whole numbers stay whole", `{"cypher": "RETURN $n AS n, $n + 1 AS m, $f AS f, $l AS l", "params": {"n": 9007199254740993, "f": 1.0, "l": [1, {"a": "b"}]}}`, []string{`"n":9007199254740993`, `"m":9007199254740994`, `"f":1,`, `"l":[1,{"a":"b"}]`}},
		{"what JSON has no number for", `{"cypher": "RETURN 0.0 / 0.0 AS a, 1.0 / 0.0 AS b, [-1.0 / 0.0] AS c"}`, []string{`{"a":"NaN","b":"Infinity","c":["-Infinity"]}`}},
		{"dates", `{"cypher": "RETURN date('2019-06-27') AS d, datetime('2019-06-27T10:00Z') AS t, duration.inDays(date('2019-06-01'), date('2019-06-27')) AS n, point({x: 1, y: 2}) AS p"}`, []string{`"d":"2019-06-27"`, `"t":"2019-06-27T10:00:00Z"`, `"n":"P0M26DT0S"`}},
		{"an entity", `{"cypher": "MATCH (c:Company {id: $id}) RETURN c", "params": {"id": "` + cnex + `"}}`, []string{`{"c":{"id":"` + cnex + `","name":"CNEX Labs","kind":"company"`}},
		{"an edge with its sources", `{"cypher": "MATCH (:Company {name: 'Micron Technology'})-[r:INVESTED_IN]->(c) RETURN r, c.name AS who"}`,
			[]string{`"type":"INVESTED_IN"`, `"publisher":"The Financial Times"`, `"locator":"paragraph 10"`, `"who":"CNEX Labs"`}},
		{"a chain", `{"cypher": "MATCH p = (:Company {name: 'Micron Technology'})-[:INVESTED_IN]->()-[:FOUNDED]-() RETURN p"}`, []string{`{"p":{"hops":[{"from":{"id":"` + micron + `"`, `"reversed":true`}},
		{"a statement and its source", `{"cypher": "MATCH (s:Statement {id: '` + stake + `'})-[r:STATED_IN]->(o) RETURN s, r, o"}`, []string{`"locator":"paragraph 10"`, `"type":"STATED_IN"`, `"publisher":"The Financial Times"`}},
		{"a chain of statements", `{"cypher": "MATCH p = (s:Statement {id: '` + stake + `'})-[:STATED_IN]->(o) RETURN p"}`, []string{`"nodes":[{`, `"relationships":[{`}},
		{"a node that is none of ours", `{"cypher": "MATCH (v:SchemaVersion) RETURN v"}`, []string{`"version":1`}},
		{"nothing", `{"cypher": "MATCH (n:Nobody) RETURN n"}`, []string{`"rows":[]`, `"truncated":false`}},
		{"no columns", `{"cypher": "MATCH (n:Nobody) FINISH"}`, []string{`"columns":[]`, `"rows":[]`}},
		{"a limit", `{"cypher": "UNWIND range(1, 100000000) AS x RETURN x", "limit": 2}`, []string{`"rows":[{"x":1},{"x":2}],"limit":2,"truncated":true`}},
		{"more than may be sent", `{"cypher": "UNWIND range(1, 100) AS x RETURN x, range(1, 500000) AS y"}`, []string{`{"x":1,`, `"truncated":true`}},
		{"an allowed procedure", `{"cypher": "CALL db.labels()"}`, []string{`{"label":"Company"}`}},
		{"a procedure without brackets", `{"cypher": "CALL db.propertyKeys"}`, []string{`"propertyKey"`}},
		{"the full-text index", `{"cypher": "CALL db.index.fulltext.queryNodes('entity_names', 'huawei') YIELD node, score RETURN node.name AS name"}`, []string{`"name":"Huawei"`}},
		{"a semicolon at the end", `{"cypher": "RETURN 1 AS x; // the end"}`, []string{`{"x":1}`}},
		{"words that are no commands", `{"cypher": "RETURN 'CREATE; LOAD CSV FROM // /*' AS a, 1 AS ` + "`DELETE (n); `" + ` /* MERGE; */ // SET"}`, []string{`"a":"CREATE; LOAD CSV FROM // /*"`}},
		{"small lists of numbers", `{"cypher": "MATCH p = (:Company {name: 'Micron Technology'})-[:INVESTED_IN]->() RETURN [i IN range(0, length(p) - 1) | i] AS l"}`, []string{`"l":[0]`}},
		{"a value that is Cypher", `{"cypher": "MATCH (n:Entity {id: $id}) RETURN n", "params": {"id": "'}) DETACH DELETE n //"}}`, []string{`"rows":[]`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := post(t, handler, "/v1/cypher", tt.body)
			require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
			for _, text := range tt.contains {
				require.Contains(t, w.Body.String()[:min(w.Body.Len(), 20_000)]+w.Body.String()[max(0, w.Body.Len()-200):], text)
			}
		})
	}
	w := post(t, handler, "/v1/cypher?format=csv", `{"cypher": "MATCH (c:Company {name: 'CNEX Labs'}) RETURN c, {a: [1]} AS m, '=1+1' AS f, [1, 2] AS l"}`)
	require.Equal(t, "c,c_id,m,f,l\nCNEX Labs,"+cnex+",1,'=1+1,1 | 2\n", w.Body.String())
	requireNothingRuns(t, store)
	require.Equal(t, before, everything(t, store))
}

// TestQuestionsPassTheGuard: what the library asks may be asked by anybody.
func TestQuestionsPassTheGuard(t *testing.T) {
	_, handler := freeOn(t, pool.Server(t), 10*time.Second)
	library, err := cypher.Load()
	require.NoError(t, err)
	require.NotEmpty(t, library.Questions())
	for _, q := range library.Questions() {
		t.Run(q.Name, func(t *testing.T) {
			call, err := q.Bind(q.ExampleArgs())
			require.NoError(t, err)
			body, err := json.Marshal(map[string]any{"cypher": call.Text, "params": call.Params})
			require.NoError(t, err)
			w := post(t, handler, "/v1/cypher", string(body))
			require.Equal(t, http.StatusOK, w.Code, "%s", w.Body)
		})
	}
}

// TestFreeCypherTellsWhere: line and column are those of the text that was sent.
func TestFreeCypherTellsWhere(t *testing.T) {
	_, handler := freeOn(t, pool.Server(t), 10*time.Second)
	for _, tt := range []struct{ name, cypher, says string }{
		{"first line", "MATC (n)", "line 1, column 1: Invalid input 'MATC'"},
		{"third line", "MATCH (n)\nWHERE n.id = 1\nRETURN foo(n)", "line 3, column 8: Unknown function 'foo'"},
		{"behind a comment", "// 1\n/* 2\n3 */ RETURN m", "line 3, column 13: Variable `m` not defined"},
		{"at the end", "MATCH (n", "line 1, column 9: Invalid input ''"},
		{"without a place", "RETURN 1 / 0", "/ by zero"},
		{"of types", "RETURN 1 + {a: 1}", "line 1, column 12: Type mismatch"},
		{"our own", "RETURN 1;\n  RETURN 2", "line 1, column 9: one statement at a time"},
		{"a path to itself", "MATCH (n:Company {name: 'CNEX Labs'}) MATCH p = shortestPath((n)-[*]-(n)) RETURN p", "start and end nodes are the same"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := ask(t, handler, tt.cypher, "")
			require.Equal(t, http.StatusBadRequest, w.Code, "%s", w.Body)
			p := requireProblem(t, w)
			require.Len(t, p.Problems, 1)
			require.Equal(t, "#/cypher", p.Problems[0].Pointer)
			require.Contains(t, p.Problems[0].Message, tt.says)
		})
	}
}

// TestWhatCannotBeStoppedKeepsItsPlace: a list is gone through in an expression,
// which the database does not interrupt. The places stay taken until it ends, so
// that no third one starts, and all else is answered meanwhile.
func TestWhatCannotBeStoppedKeepsItsPlace(t *testing.T) {
	store, _ := freeOn(t, pool.Server(t), time.Second)
	library, err := cypher.Load()
	require.NoError(t, err)
	handler := handlerOn(t, store, library, func(c *server.Config) { c.Free, c.RequestTimeout = store, 2*time.Second })
	const endless = "WITH 300000000 AS n RETURN all(i IN range(1, n) WHERE i > 0) AS x"
	codes := make(chan int, 2)
	for range cap(codes) {
		go func() { codes <- ask(t, handler, endless, "").Code }()
	}
	for range cap(codes) {
		require.Equal(t, http.StatusGatewayTimeout, <-codes)
	}
	w := ask(t, handler, "RETURN 1 AS one", "")
	require.Equal(t, http.StatusServiceUnavailable, w.Code, "%s", w.Body)
	require.NotEmpty(t, w.Header().Get("Retry-After"))
	scenario{url: "/v1/questions/stats"}.run(t, handler)
	require.Eventually(t, func() bool { return ask(t, handler, "RETURN 1 AS one", "").Code == http.StatusOK }, 3*time.Minute, 100*time.Millisecond)
	requireNothingRuns(t, store)
}
