package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"ipgraph/loader"
	"ipgraph/server"
)

const huang = "person:ipgraph:yiren-huang"

// form asks the reconciliation service, as clients do.
func form(field, text string) scenario {
	return scenario{method: http.MethodPost, url: "/reconcile", body: url.Values{field: {text}}.Encode(),
		header: map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://refine.example"}}
}

// fieldInAddress is a request with a field in the address.
func fieldInAddress(field, text string) string {
	return "/reconcile?" + url.Values{field: {text}}.Encode()
}

// reconcileScenarios hold whatever store is behind the server, if it holds the story.
var reconcileScenarios = []scenario{
	{name: "manifest", url: "/reconcile", contains: []string{`"versions":["0.2"]`, `"batchSize":25`, `"url":"http://localhost:8080/entity/{{id}}"`, `"service_path":"/reconcile/suggest/entity"`},
		notContains: []string{"authentication"}},
	{name: "manifest behind TLS", url: "/reconcile", header: map[string]string{"X-Forwarded-Proto": "https"}, contains: []string{`"url":"https://localhost:8080/entity/{{id}}"`}},
	{name: "query in the address", url: fieldInAddress("queries", `{"q0":{"query":"Huawei","type":"company"}}`), contains: []string{`"id":"` + huawei + `","name":"Huawei","score":100,"match":true`, `"type":[{"id":"company","name":"Company"}]`}},
	{name: "callback is not known", url: fieldInAddress("queries", `{"q0":{"query":"Huawei"}}`) + "&callback=f", contains: []string{`{"q0":`}},
	{name: "no queries", url: fieldInAddress("queries", `{}`), contains: []string{"{}"}},
	{name: "not JSON", url: fieldInAddress("queries", `{"q0":`), status: 400, contains: []string{"queries cannot be understood", "ends too early"}},
	{name: "a list of queries", url: fieldInAddress("queries", `[]`), status: 400, contains: []string{`"pointer":"#"`, "write an object"}},
	{name: "queries twice", url: "/reconcile?queries={}&queries={}", status: 400, contains: []string{"more than once"}},
	{name: "queries and extend", url: "/reconcile?queries={}&extend={}", status: 400, contains: []string{"two requests"}},
	{name: "all that is wrong at once", url: fieldInAddress("queries", `{"a":{"query":1,"limt":3},"b":{"query":"x","limit":0,"type_strict":"some"},"c":{"properties":[{"v":null}]},"d":{}}`), status: 400,
		contains: []string{`"#/a/query"`, "did you mean limit?", `"#/b/limit"`, `"#/b/type_strict"`, `"#/c/properties/0/pid"`, `"#/c/properties/0/v"`, "asks for nothing"}},
	{name: "extend that is none", url: fieldInAddress("extend", `{"ids":"x"}`), status: 400, contains: []string{"extend cannot be understood", `"#/ids"`, `"#/properties"`}},
	{name: "settings that are none", url: fieldInAddress("extend", `{"ids":[],"properties":[{"id":"seat","settings":{"limit":"many","on":"2019-02-30","count":"perhaps","colour":"red"}}]}`), status: 400,
		contains: []string{`settings/limit`, `settings/on`, `settings/count`}, notContains: []string{"colour"}},
	{name: "suggest", url: "/reconcile/suggest/entity?prefix=hua&lang=en", contains: []string{`"id":"` + huawei + `"`, `"notable":[{"id":"company","name":"Company"}]`}},
	{name: "suggest by id", url: "/reconcile/suggest/entity?prefix=" + url.QueryEscape(lawsuit), contains: []string{`{"result":[{"id":"` + lawsuit + `"`}},
	{name: "suggest by the beginning of an id", url: "/reconcile/suggest/entity?prefix=company:ipgraph:cnex", contains: []string{cnex}},
	{name: "suggest by a docket number", url: "/reconcile/suggest/entity?prefix=4:17-CV-00893", contains: []string{lawsuit}},
	{name: "suggest of a type", url: "/reconcile/suggest/entity?prefix=huawei&type=person", notContains: []string{huawei}},
	{name: "suggest signs", url: "/reconcile/suggest/entity?prefix=%3F", contains: []string{`"result":[]`}},
	{name: "suggest nothing", url: "/reconcile/suggest/entity", status: 400, contains: []string{`"parameter":"prefix"`}},
	{name: "suggest with a broken cursor", url: "/reconcile/suggest/entity?prefix=x&cursor=-1", status: 400, contains: []string{`"parameter":"cursor"`}},
	{name: "suggest properties", url: "/reconcile/suggest/property?prefix=invest", contains: []string{`"id":"investors"`, `"id":"investments"`}, notContains: []string{"seat"}},
	{name: "suggest a property of a register", url: "/reconcile/suggest/property?prefix=id:permid", contains: []string{`"id":"id:permid"`}},
	{name: "suggest types", url: "/reconcile/suggest/type?prefix=law", contains: []string{`"id":"lawsuit"`, `"id":"law"`}, notContains: []string{"company"}},
	{name: "types with broader ones", url: "/reconcile/suggest/type?prefix=company", contains: []string{`"broader":[{"id":"organisation"`}},
	{name: "cursor", url: "/reconcile/suggest/type?prefix=&cursor=100", contains: []string{`"result":[]`}},
	{name: "properties of a type", url: "/reconcile/properties?type=lawsuit&limit=3", contains: []string{`{"type":"lawsuit","limit":3,"properties":[{"id":"claimants"`}, notContains: []string{"investors"}},
	{name: "properties of a broader type", url: "/reconcile/properties?type=party", contains: []string{"licences-unstated", "employers"}},
	{name: "properties of all types", url: "/reconcile/properties", contains: []string{"investors", "claimants"}},
	{name: "properties of no type", url: "/reconcile/properties?type=starship", contains: []string{`"properties":[]`}},
	{name: "flyout", url: "/reconcile/flyout/entity?id=" + cnex, contains: []string{`"html":"`, "CNEX Labs"}},
	{name: "flyout of nobody", url: "/reconcile/flyout/entity?id=company:ipgraph:nobody", status: 404},
	{name: "flyout of a property", url: "/reconcile/flyout/property?id=investors", contains: []string{"Who put money into it."}},
	{name: "flyout of no property", url: "/reconcile/flyout/property?id=zzz", status: 404},
	{name: "flyout of a type", url: "/reconcile/flyout/type?id=company", contains: []string{"Company"}},
	{name: "flyout of no type", url: "/reconcile/flyout/type?id=zzz", status: 404},
	{name: "preview", url: "/reconcile/preview?id=" + huawei, contains: []string{"<h1>", "Huawei", "In China", "华为"}, notContains: []string{"<script"}},
	{name: "preview of nobody", url: "/reconcile/preview?id=company:ipgraph:nobody", status: 404},
	{name: "preview of no id", url: "/reconcile/preview?id=x", status: 400, contains: []string{"that is no id"}},
	{name: "nothing there", url: "/reconcile/nothing", status: 404},
}

// runReconcileScenarios asks each, and looks at what all answers share: any page may read them.
func runReconcileScenarios(t *testing.T, handler http.Handler) {
	for _, s := range reconcileScenarios {
		t.Run(s.name, func(t *testing.T) {
			if s.header == nil {
				s.header = map[string]string{}
			}
			s.header["Origin"] = "https://refine.example"
			w := s.run(t, handler)
			require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
			require.Empty(t, w.Header().Get("Access-Control-Allow-Credentials"))
			requireHardened(t, w)
			s.method, s.contains, s.notContains = http.MethodHead, nil, nil
			require.Equal(t, w.Header().Get("Content-Type"), s.run(t, handler).Header().Get("Content-Type"))
		})
	}
}

func TestReconcileInMemory(t *testing.T) {
	_, handler := inMemory(t, nil)
	runReconcileScenarios(t, handler)
	t.Run("forms", func(t *testing.T) { reconcileForms(t, handler) })
	t.Run("examples", func(t *testing.T) { reconcileExamples(t, handler) })
}

// reconcileForms are requests that a form makes, and what is too much.
func reconcileForms(t *testing.T, handler http.Handler) {
	run := func(s scenario, status int, contains ...string) *httptest.ResponseRecorder {
		s.status, s.contains = status, contains
		w := s.run(t, handler)
		require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
		return w
	}
	run(form("queries", `{"q0":{"query":"Huawei","limit":1}}`), 200, huawei)
	run(form("other", "x"), 200, `"versions"`)
	run(scenario{method: http.MethodPost, url: "/reconcile"}, 200, `"versions"`)
	many := []string{}
	for i := range 26 {
		many = append(many, fmt.Sprintf(`"q%d":{"query":"Huawei"}`, i))
	}
	run(form("queries", "{"+strings.Join(many[:25], ",")+"}"), 200, `"q24":`)
	run(form("queries", "{"+strings.Join(many, ",")+"}"), 413, "26 items", "may have 25")
	ids := `"` + strings.Repeat(`x","`, 100) + `x"`
	run(form("extend", `{"ids":[`+ids+`],"properties":[]}`), 413, "101 items")
	run(form("queries", strings.Repeat("x", 1<<20)), 413, "1024 KiB")
	wrong := form("queries", "{}")
	wrong.header["Content-Type"] = "application/json"
	run(wrong, 415, "application/x-www-form-urlencoded")
	run(scenario{method: http.MethodDelete, url: "/reconcile"}, 405)
	run(scenario{url: "/reconcile", header: map[string]string{"Host": "evil.example"}}, 421)
	preflight := scenario{method: http.MethodOptions, url: "/reconcile", status: 204, header: map[string]string{"Origin": "null", "Access-Control-Request-Method": "POST"}}.run(t, handler)
	require.Equal(t, "*", preflight.Header().Get("Access-Control-Allow-Origin"))
	require.Equal(t, "GET, HEAD, OPTIONS, POST", preflight.Header().Get("Access-Control-Allow-Methods"))
	page := run(scenario{url: "/reconcile/preview?id=" + cnex}, 200)
	require.Contains(t, page.Header().Get("Content-Security-Policy"), "frame-ancestors *")
	require.Contains(t, run(scenario{url: "/reconcile"}, 200).Header().Get("Content-Security-Policy"), "frame-ancestors 'none'")
}

// TestReconcileSwitches: with a token everything but the manifest wants it, and the manifest says so; switched
// off there is nothing, and no page may read that.
func TestReconcileSwitches(t *testing.T) {
	token, err := server.NewToken(validToken)
	require.NoError(t, err)
	_, guarded := inMemory(t, func(c *server.Config) { c.Token = token })
	scenario{url: "/reconcile", contains: []string{`"authentication":{"type":"apiKey","in":"header","name":"Authorization"`}, notContains: []string{validToken}}.run(t, guarded)
	refused := form("queries", `{"q0":{"query":"Huawei"}}`)
	refused.status = 401
	for _, s := range []scenario{refused, {url: fieldInAddress("queries", "{}"), status: 401}, {url: "/reconcile?extend=", status: 401}, {url: "/reconcile/suggest/entity?prefix=x", status: 401}, {url: "/reconcile/preview?id=" + cnex, status: 401}} {
		w := s.run(t, guarded)
		require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
	}
	allowed := form("queries", `{"q0":{"query":"Huawei"}}`)
	allowed.header["Authorization"] = "Bearer " + validToken
	allowed.run(t, guarded)

	_, off := inMemory(t, func(c *server.Config) { c.NoReconcile = true })
	w := scenario{url: "/reconcile", status: 403, header: map[string]string{"Origin": "https://refine.example"}, contains: []string{`"code":"reconcile_off"`, "--no-reconcile"}}.run(t, off)
	require.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
}

// sharedReconcile are the schemas and examples of the protocol.
func sharedReconcile(t *testing.T) string {
	t.Helper()
	folder := filepath.Join("..", "..", "shared", "data", "reconcile")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the schemas and examples of the protocol are not here: ", err)
	}
	return folder
}

// protocol compiles the schemas, each under the id by which others refer to it: the file's own $id is another
// for some.
func protocol(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(sharedReconcile(t), "schemas", "*.json"))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	const swagger = `{"definitions":{"securityDefinitions":{"additionalProperties":{"type":"object","required":["type"],"properties":{"type":{"enum":["basic","apiKey","oauth2"]}}}}}}`
	add := func(address, text string) {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err)
		if m, ok := doc.(map[string]any); ok {
			delete(m, "$id")
		}
		require.NoError(t, compiler.AddResource(address, doc))
	}
	add("http://swagger.io/v2/schema.json", swagger)
	const base = "https://reconciliation-api.github.io/specs/0.2/schemas/"
	schemas := map[string]*jsonschema.Schema{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		if filepath.Base(file) != "openapi.json" {
			add(base+filepath.Base(file), strings.ReplaceAll(string(text), `"http://json-schema.org/schema#"`, `"http://json-schema.org/draft-07/schema#"`))
		}
	}
	for _, file := range files {
		if name := filepath.Base(file); name != "openapi.json" {
			schemas[strings.TrimSuffix(name, ".json")], err = compiler.Compile(base + name)
			require.NoError(t, err)
		}
	}
	return schemas
}

// requireSchema checks an answer against a schema of the protocol.
func requireSchema(t *testing.T, schema *jsonschema.Schema, body string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	require.NoError(t, err)
	require.NoError(t, schema.Validate(doc), "%s", body)
}

// reconcileExamples sends the protocol's own examples of what a service receives: the valid ones are answered, as
// the schema of answers says, and the others refused.
func reconcileExamples(t *testing.T, handler http.Handler) {
	schemas := protocol(t)
	seen := 0
	for kind, sent := range map[string]struct{ field, answer string }{
		"reconciliation-query-batch": {"queries", "reconciliation-result-batch"}, "data-extension-query": {"extend", "data-extension-response"},
	} {
		for verdict, status := range map[string]int{"valid": 200, "invalid": 400} {
			files, err := filepath.Glob(filepath.Join(sharedReconcile(t), "examples", kind, verdict, "*.json"))
			require.NoError(t, err)
			for _, file := range files {
				text, err := os.ReadFile(file)
				require.NoError(t, err)
				seen++
				s := form(sent.field, string(text))
				s.status = status
				w := s.run(t, handler)
				if status == 200 {
					requireSchema(t, schemas[sent.answer], w.Body.String())
				}
			}
		}
	}
	require.Equal(t, 9, seen, "four valid batches, three invalid ones, two extensions")
	for kind, schema := range schemas { // the schemas tell right from wrong, or the checks above would mean little
		for verdict, right := range map[string]bool{"valid": true, "invalid": false} {
			files, err := filepath.Glob(filepath.Join(sharedReconcile(t), "examples", kind, verdict, "*.json"))
			require.NoError(t, err)
			for _, file := range files {
				text, err := os.ReadFile(file)
				require.NoError(t, err)
				doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
				require.NoError(t, err)
				require.Equal(t, right, schema.Validate(doc) == nil, file)
			}
		}
	}
}

// TestReconcileOnNeo4j asks the same of a real server, and walks the way of OpenRefine.
func TestReconcileOnNeo4j(t *testing.T) {
	store, library := pool.Open(t)
	_, err := loader.Load(t.Context(), store, library, story, loader.Options{})
	require.NoError(t, err)
	handler := handlerOn(t, store, library, nil)
	runReconcileScenarios(t, handler)
	t.Run("examples", func(t *testing.T) { reconcileExamples(t, handler) })
	t.Run("golden", func(t *testing.T) { reconcileGolden(t, handler) })
	t.Run("a table", func(t *testing.T) { reconcileTable(t, handler) })
	t.Run("evidence", func(t *testing.T) { reconcileEvidence(t, handler) })
	t.Run("schemas", func(t *testing.T) { reconcileSchemas(t, handler) })
}

func reconcileGolden(t *testing.T, handler http.Handler) {
	for name, s := range map[string]scenario{"reconcile-manifest": {url: "/reconcile"}, "reconcile-extend": form("extend", `{"ids":["`+cnex+`"],"properties":[{"id":"investors"},{"id":"seat"},{"id":"founders"}]}`)} {
		golden(t, name, s.run(t, handler).Body.Bytes())
	}
	w := form("queries", `{"q0":{"query":"Futurewai Technologies Inc","type":"company","limit":3,"properties":[{"pid":"parent","v":"Huawei"}]}}`).run(t, handler)
	// golden leaves the database's scores out, and these are our own.
	golden(t, "reconcile-batch", []byte(strings.ReplaceAll(w.Body.String(), `"score":`, `"our score":`)))
}

// reconcileSchemas: all that the service says is as the protocol wants it.
func reconcileSchemas(t *testing.T, handler http.Handler) {
	schemas := protocol(t)
	for address, schema := range map[string]string{
		"/reconcile": "manifest", "/reconcile/suggest/entity?prefix=hua": "suggest-entities-response", "/reconcile/suggest/property?prefix=s": "suggest-properties-response",
		"/reconcile/suggest/type?prefix=": "suggest-types-response", "/reconcile/properties?type=company&limit=2": "data-extension-property-proposal",
	} {
		requireSchema(t, schemas[schema], scenario{url: address}.run(t, handler).Body.String())
	}
	var proposed struct{ Properties []struct{ ID string } }
	require.NoError(t, json.Unmarshal(scenario{url: "/reconcile/properties"}.run(t, handler).Body.Bytes(), &proposed))
	ids := []string{huawei, cnex, huang, lawsuit, futurewei, "patent:docdb:US.9312982.B2", "company:ipgraph:nobody", "no id"}
	filled := map[string]int{}
	for _, p := range proposed.Properties {
		for _, settings := range []string{`{}`, `{"count":true}`, `{"limit":1,"known":"2019-06-28","on":"2019-06-28"}`} {
			text, err := json.Marshal(ids)
			require.NoError(t, err)
			w := form("extend", `{"ids":`+string(text)+`,"properties":[{"id":"`+p.ID+`","settings":`+settings+`}]}`).run(t, handler)
			requireSchema(t, schemas["data-extension-response"], w.Body.String())
			if settings == `{}` {
				filled[p.ID] = strings.Count(w.Body.String(), `"name":`) + strings.Count(w.Body.String(), `"str":`) + strings.Count(w.Body.String(), `"date":`)
			}
		}
	}
	for _, id := range []string{"suits-as-claimant", "suits-as-accused", "licences-unstated", "investors", "seat", "parent", "subsidiaries", "founders", "employers", "patents-owned", "id:docket", "court", "judges", "claimants", "accused"} {
		require.Greater(t, filled[id], 1, "%s has values in the story", id) // the column has a name too
	}
}
