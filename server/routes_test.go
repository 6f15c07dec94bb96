package server_test

import (
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/loader"
)

// scenarios hold whatever store is behind the server, if it holds the story.
var scenarios = []scenario{
	{name: "interface", url: "/?node=" + cnex, contains: []string{"the built page", `src="/assets/app/index-BqMkMHo2.js"`}},
	{name: "interface in a frame", url: "/embed/?node=" + cnex, contains: []string{"the built page"}},
	{name: "part of the interface", url: "/assets/app/index-BqMkMHo2.js", contains: []string{"draw()"}},
	{name: "unknown part of the interface", url: "/assets/app/index-00000000.js", status: 404, contains: []string{"load it anew"}},
	{name: "the page under a name of a part", url: "/assets/app/..%2F..%2Findex.html", status: 404},
	{name: "no part of the interface", url: "/assets/app/", status: 404},
	{name: "health", url: "/healthz", contains: []string{`"status":"ok"`, `"version":"test"`}},
	{name: "ready", url: "/readyz", contains: []string{`"status":"ready"`}},
	{name: "metrics", url: "/metrics", contains: []string{"ipgraph_http_requests_total", "go_goroutines"}},

	{name: "search", url: "/v1/entities?q=huawei", contains: []string{`"query":"huawei"`, `"id":"` + huawei + `"`, `"limit":20`, `"truncated":false`}},
	{name: "search in Chinese", url: "/v1/entities?q=" + url.QueryEscape("华为"), contains: []string{huawei}},
	{name: "search by kind", url: "/v1/entities?q=huawei&kind=person", notContains: []string{`"kind":"company"`}},
	{name: "search finds nothing", url: "/v1/entities?q=zzzzqqqq", contains: []string{`"entities":[]`, `"truncated":false`}},
	{name: "search for nothing", url: "/v1/entities", status: 400, contains: []string{`"parameter":"q"`, "is missing"}},
	{name: "search for signs", url: "/v1/entities?q=%3F%3F", status: 400, contains: []string{"no letter or digit"}},
	{name: "search of an unknown kind", url: "/v1/entities?q=x&kind=compny", status: 400, contains: []string{"did you mean company?"}},
	{name: "search beyond the limit", url: "/v1/entities?q=x&limit=101", status: 400, contains: []string{"a whole number from 1 to 100"}},
	{name: "search with a broken cursor", url: "/v1/entities?q=x&cursor=!!", status: 400, contains: []string{`"parameter":"cursor"`}},
	{name: "an empty cursor is none", url: "/v1/entities?q=huawei&cursor=", contains: []string{huawei}},

	{name: "entity", url: "/v1/entities/" + huawei, contains: []string{`"id":"` + huawei + `","name":"Huawei","kind":"company"`, `"facts":[`, `"limit":100`, `"truncated":false`}},
	{name: "entity with slashes", url: "/v1/entities/" + lawsuit, contains: []string{`"id":"` + lawsuit + `"`, "jury_verdict", `"publisher":`}},
	{name: "entity with slashes escaped", url: "/v1/entities/lawsuit%3Aus%3Atxed%2F4%3A17-cv-00893", contains: []string{`"id":"` + lawsuit + `"`}},
	{name: "entity as known on a day", url: "/v1/entities/" + lawsuit + "?known=2019-06-20", contains: []string{"trial_under_way"}, notContains: []string{"jury_verdict"}},
	{name: "facts are truncated", url: "/v1/entities/" + lawsuit + "?limit=1", contains: []string{`"limit":1`, `"truncated":true`}},
	{name: "unknown entity", url: "/v1/entities/company:ipgraph:nobody", status: 404, contains: []string{"there is no entity company:ipgraph:nobody"}},
	{name: "a plus is no blank", url: "/v1/entities/company:ipgraph:a+b/c", status: 404, contains: []string{"there is no entity company:ipgraph:a+b/c"}},
	{name: "an escaped plus is one", url: "/v1/entities/company:ipgraph:a%2Bb%2Fc", status: 404, contains: []string{"there is no entity company:ipgraph:a+b/c"}},
	{name: "not an id", url: "/v1/entities/huawei", status: 400, contains: []string{"write kind:scheme:value"}},
	{name: "a source is no entity", url: "/v1/entities/" + article, status: 400, contains: []string{`"parameter":"id"`}},
	{name: "id twice", url: "/v1/entities/" + huawei + "?id=x", status: 400, contains: []string{"stands in the path already"}},
	{name: "no such day", url: "/v1/entities/" + huawei + "?known=2019-02-30", status: 400, contains: []string{`"parameter":"known"`}},

	{name: "neighbours", url: "/v1/entities/" + cnex + "/neighbours", contains: []string{`"entity":{"id":"` + cnex + `"`, `"edges":[{"from":`, `"citations":[{"statement":"s:`, `"limit":50`, `"truncated":false`}, notContains: []string{`"next"`}},
	{name: "neighbours are truncated", url: "/v1/entities/" + cnex + "/neighbours?limit=1", contains: []string{`"limit":1`, `"truncated":true`, `"next":"`}},
	{name: "neighbours of nobody", url: "/v1/entities/company:ipgraph:nobody/neighbours", status: 404},
	{name: "neighbours of an id with slashes", url: "/v1/entities/lawsuit:us:txed/0/neighbours", status: 404, contains: []string{"there is no entity lawsuit:us:txed/0"}},
	{name: "neighbours in an unknown family", url: "/v1/entities/" + cnex + "/neighbours?family=mony", status: 400, contains: []string{"did you mean money?"}},
	{name: "counts", url: "/v1/entities/" + cnex + "/counts", contains: []string{`"id":"` + cnex + `"`, `"direction":"in"`, `"total":`}},
	{name: "counts of nobody", url: "/v1/entities/company:ipgraph:nobody/counts", status: 404},
	{name: "counts of an id with slashes", url: "/v1/entities/lawsuit:us:txed%2F0/counts", status: 404, contains: []string{"there is no entity lawsuit:us:txed/0"}},

	{name: "paths", url: "/v1/paths?from=micron&to=futurewei", contains: []string{`"paths":[{"hops":[{"from":{"id":"` + micron + `","name":"Micron Technology","kind":"company"`,
		`"edge":{"key":"e:`, `"type":"INVESTED_IN"`, `"status":"reported","polarity":true`, `"valid_from":`, `"valid_to":`, `"citations":[{"statement":"` + stake, `"locator":"paragraph 10"`,
		`"reversed":true`, `"truncated":`, `"bounds":{"hops":6,"limit":3`}},
	{name: "paths by id", url: "/v1/paths?from=" + micron + "&to=" + futurewei + "&hops=2&limit=1", contains: []string{`"hops":2,"limit":1`}},
	{name: "no path", url: "/v1/paths?from=Samsung&to=Micron&family=people&hops=2", contains: []string{`"paths":[]`, `"name":"Samsung"`, `"families":["people"]`, `"hops":2`}},
	{name: "path to nobody", url: "/v1/paths?from=micron&to=zzzzqqqq", status: 404, contains: []string{`"parameter":"to"`}},
	{name: "path to an unknown id", url: "/v1/paths?from=company:ipgraph:nobody&to=micron", status: 404, contains: []string{"there is no entity company:ipgraph:nobody"}},
	{name: "path between unknown ids", url: "/v1/paths?from=company:ipgraph:b&to=company:ipgraph:a", status: 404, contains: []string{"there is no entity company:ipgraph:b and no company:ipgraph:a"}},
	{name: "path to itself", url: "/v1/paths?from=micron&to=Micron+Technology", status: 400, contains: []string{"is the same entity as from"}},
	{name: "path without ends", url: "/v1/paths", status: 400, contains: []string{`"parameter":"from"`, `"parameter":"to"`}},
	{name: "every problem at once", url: "/v1/paths?from=micron&to=futurewei&hops=7&limit=0&famly=x&on=yesterday", status: 400,
		contains: []string{`"parameter":"hops"`, `"parameter":"limit"`, "did you mean family?", `"parameter":"on"`}},

	{name: "paths of pairs", method: http.MethodPost, url: "/v1/paths", body: `{"pairs": [{"from": "micron", "to": "futurewei"}, {"from": "zzzzqqqq", "to": "micron"}, {"from": "` + micron + `", "to": "` + futurewei + `"}], "limit": 2, "family": ["money", "people", "dispute"], "known": null}`,
		contains: []string{`{"index":0,"paths":{"from":{"id":"` + micron, `"limit":2,"families":["money","people","dispute"]`, "\n" + `{"index":1,"problem":{"type":"about:blank","title":"Not found","status":404,`, "\n" + `{"index":2,"paths":{`}},
	{name: "paths of no pairs", method: http.MethodPost, url: "/v1/paths", body: `{"pairs": []}`, status: 400, contains: []string{`"pointer":"#/pairs"`}},
	{name: "paths of a form", method: http.MethodPost, url: "/v1/paths", body: "from=micron", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, status: 415, contains: []string{"Content-Type: application/json"}},
	{name: "paths of too much", method: http.MethodPost, url: "/v1/paths", body: strings.Repeat(" ", 1<<20) + "{}", status: 413, contains: []string{`"code":"too_large"`, "larger than 1024 KiB"}},
	{name: "paths of pairs and a query string", method: http.MethodPost, url: "/v1/paths?hops=2", body: `{"pairs": [{"from": "a", "to": "b"}]}`, status: 400, contains: []string{"stands in the body"}},

	{name: "connections", url: "/v1/connections?ids=micron,cnex,futurewei", contains: []string{`"entities":[{"id":"` + micron + `"`, `"connected":true`, `"parts":[["` + micron, `"hops":[{"from":{"id":"` + micron, `"bounds":{"hops":4`}},
	{name: "connections of one", url: "/v1/connections?ids=micron", status: 400, contains: []string{`"parameter":"ids"`, "2 to 10 different ids"}},
	{name: "connections of nobody", url: "/v1/connections?ids=micron,company:ipgraph:nobody", status: 404, contains: []string{"there is no entity company:ipgraph:nobody"}},
	{name: "connections and every problem", url: "/v1/connections?ids=zzzzqqqq,micron&hops=9&famly=x", status: 404, contains: []string{"zzzzqqqq", `"parameter":"hops"`, "did you mean family?"}},

	{name: "view", url: "/v1/view?around=" + cnex + "~money&ids=" + huawei, contains: []string{`"entities":[{"id":"` + cnex + `"`, `"relations":`, `"around":[{"id":"` + cnex + `","families":["money"],"neighbours":`, `"shown":true,"counts":[{"family":"money","edges":`, `"limit":300,"truncated":false`}},
	{name: "view by name", url: "/v1/view?around=CNEX+Labs~people", contains: []string{`"families":["people"]`, `"type":"FOUNDED"`}},
	{name: "view without expansion", url: "/v1/view?ids=" + cnex + "," + huawei, contains: []string{`"around":[]`, `"edges":[{"key":"e:`}},
	{name: "view that would be too large", url: "/v1/view?around=" + huawei + "," + cnex + "~people&limit=12", contains: []string{`"shown":false,"counts":[{"family":"licence"`, `"truncated":true`, `"families":["people"]`}},
	{name: "view of nothing", url: "/v1/view", status: 400, contains: []string{`"parameter":"around"`}},
	{name: "view of nobody", url: "/v1/view?around=company:ipgraph:nobody&ids=" + cnex + ",company:ipgraph:no-one", status: 404, contains: []string{
		`{"parameter":"around","message":"there is no entity company:ipgraph:nobody"}`, `{"parameter":"ids","message":"there is no entity company:ipgraph:no-one"}`}},
	{name: "view and every problem", url: "/v1/view?around=CNEX+Labs~mony&ids=x&known=then&limit=301&arond=x", status: 400, contains: []string{
		`\"mony\" is no family`, `"parameter":"ids"`, `"parameter":"known"`, `"parameter":"limit"`, `did you mean around?`}},
	{name: "view twice around one", url: "/v1/view?around=" + cnex + "," + cnex + "~money", status: 400, contains: []string{"is there twice"}},
	{name: "view of a source", url: "/v1/view?ids=" + article, status: 400, contains: []string{"is a source"}},
	{name: "view of more than the limit", url: "/v1/view?ids=" + cnex + "," + huawei + "&limit=1", status: 400, contains: []string{"name 2 entities"}},
	{name: "view as a table", url: "/v1/view?around=" + cnex + "~money&format=csv", contains: []string{"chain,hop,from_id", "INVESTED_IN"}},
	{name: "start", url: "/v1/start", contains: []string{`"counts":{"entities":`, `"examples":[{"title":"Micron and CNEX","about":"One step.","address":"?path=` + micron + `~`, `"connected":[{"id":"` + huawei + `"`, `"relations":`},
		notContains: []string{"nobody", "needs"}},
	{name: "start takes nothing", url: "/v1/start?limit=3", status: 400, contains: []string{`"parameter":"limit"`}},
	{name: "start as a table", url: "/v1/start?format=csv", contains: []string{"id,name,kind,relations\n" + huawei}},
	{name: "pack", url: "/v1/pack?from=micron&to=cnex+labs&limit=1", contains: []string{"story.json", "manifest.json"}},
	{name: "pack of several", url: "/v1/pack?ids=" + micron + "," + cnex + "," + huawei, contains: []string{"story.json"}},
	{name: "pack of nothing", url: "/v1/pack", status: 400, contains: []string{`"parameter":"from"`, `"parameter":"to"`}},
	{name: "pack of two and of several", url: "/v1/pack?ids=" + micron + "," + cnex + "&from=" + huawei, status: 400, contains: []string{"give ids, or from and to"}},
	{name: "pack and every problem", url: "/v1/pack?from=micron&to=cnex+labs&hops=9&format=zip", status: 400, contains: []string{`"parameter":"hops"`, `"parameter":"format"`}},
	{name: "pack of nobody", url: "/v1/pack?from=company:ipgraph:nobody&to=" + cnex, status: 404},
	{name: "page of an entity", url: "/entity/" + cnex, contains: []string{"<h1>CNEX Labs</h1>", "Also called CNEX, ", "<b>Based in</b>: United States.",
		`id="source-1"`, "It does not mean wrongdoing", `href="/?node=` + cnex + `"`, `rel="canonical" href="/entity/` + cnex + `"`}, notContains: []string{"<script", "style="}},
	{name: "page of an entity with slashes", url: "/entity/" + lawsuit + "?known=2019-06-20", contains: []string{"as the public knew on 20 June 2019", "?known=2019-06-20"}, notContains: []string{"Jury verdict"}},
	{name: "page of nobody", url: "/entity/company:ipgraph:nobody", status: 404, contains: []string{"there is no entity"}},
	{name: "page in another format", url: "/entity/" + cnex + "?format=csv", status: 400, contains: []string{`"parameter":"format"`}},
	{name: "page and every problem", url: "/entity/cnex?known=then&limit=3", status: 400, contains: []string{`"parameter":"id"`, `"parameter":"known"`, `"parameter":"limit"`}},
	{name: "statement", url: "/v1/statements/" + stake, contains: []string{`"id":"` + stake + `"`, `"subject":{"id":`, `"object":{"id":"` + cnex + `"`, `"publisher":"The Financial Times"`, `"locator":"paragraph 10"`}},
	{name: "unknown statement", url: "/v1/statements/s:00000000000000000000000000000000", status: 404, contains: []string{"there is no statement"}},
	{name: "not a statement's id", url: "/v1/statements/s:1", status: 400, contains: []string{"32 hexadecimal digits"}},

	{name: "source", url: "/v1/sources/" + article, contains: []string{`"id":"` + article + `"`, `"statements":[{`, `"subject":{`, `"limit":50`}},
	{name: "source is truncated", url: "/v1/sources/" + article + "?limit=2", contains: []string{`"limit":2,"truncated":true,"next":"`}},
	{name: "unknown source", url: "/v1/sources/source:test:a/b", status: 404, contains: []string{"there is no source source:test:a/b"}},
	{name: "an entity is no source", url: "/v1/sources/" + huawei, status: 400},

	{name: "edge", url: "/v1/edges/" + stakeEdge, contains: []string{`"key":"` + stakeEdge + `","from":{"id":"` + micron, `"to":{"id":"` + cnex, `"edge":{"key":`, `"statements":[{"sentence":"The Financial Times reported on 27 June 2019 that Micron Technology invested in CNEX Labs.","id":"s:`, `"publisher":"The Financial Times"`}},
	{name: "edge before it was known", url: "/v1/edges/" + stakeEdge + "?known=2001-01-01", contains: []string{`"statements":[]`}, notContains: []string{`"edge":{`}},
	{name: "unknown edge", url: "/v1/edges/e:00000000000000000000000000000000", status: 404, contains: []string{"there is no edge"}},
	{name: "not a key", url: "/v1/edges/SUED", status: 400, contains: []string{`"parameter":"key"`, "32 hexadecimal digits"}},
	{name: "history of an edge", url: "/v1/edges/" + stakeEdge + "/history", contains: []string{`"type":"INVESTED_IN"`, `"states":[{"since":"20`, `"history":[{"reported":"20`, `"recorded":{"load":"20`, `"revisions":[]`}},
	{name: "history of an unknown edge", url: "/v1/edges/e:00000000000000000000000000000000/history", status: 404},
	{name: "history as known on no day", url: "/v1/edges/" + stakeEdge + "/history?known=then", status: 400, contains: []string{`"parameter":"known"`}},
	{name: "difference of a load and itself", url: "/v1/diff?from=latest", contains: []string{`"changed":false`, `"relations":[]`, `"statements":[]`, `"watched":{"connections":[]`}},
	{name: "difference of one load", url: "/v1/diff", status: 404, contains: []string{`"parameter":"from"`, "not two loads"}},
	{name: "difference since always", url: "/v1/diff?since=2001-01-01", status: 404, contains: []string{`"parameter":"since"`}},
	{name: "difference of nothing known", url: "/v1/diff?from=x&to=y&hops=9&frm=1", status: 400, contains: []string{`"parameter":"hops"`, `"parameter":"frm"`}},
	{name: "feed", url: "/v1/changes.atom", contains: []string{`<feed xmlns="http://www.w3.org/2005/Atom">`, "<entry>", "urn:uuid:"}},
	{name: "feed of something", url: "/v1/changes.atom?limit=3", status: 400, contains: []string{`"parameter":"limit"`}},

	{name: "questions", url: "/v1/questions", contains: []string{`"name":"paths-between"`, `"required":true`, `"max":6`, `"cypher":`}},
	{name: "questions take nothing", url: "/v1/questions?q=x", status: 400, contains: []string{`"parameter":"q"`}},
	{name: "vocabulary", url: "/v1/vocabulary", contains: []string{`"families":[{"name":"licence","title":"Licence"}`, `"name":"SUED","family":"dispute","symmetric":false,"event":true`, `"active":"sued","passive":"was sued by"`}},
	{name: "vocabulary takes nothing", url: "/v1/vocabulary?kind=company", status: 400, contains: []string{`"parameter":"kind"`}},
	{name: "question", url: "/v1/questions/stats", contains: []string{`"columns":["what","count"]`, `"what":"entities"`}},
	{name: "question with a limit", url: "/v1/questions/neighbours?id=" + cnex + "&limit=1", contains: []string{`"limit":1,"truncated":true`}},
	{name: "question by name", url: "/v1/questions/neighbours?id=CNEX+Labs", contains: []string{`"from_id":"`, `"to_id":"` + cnex}},
	{name: "question drawn", url: "/v1/questions/neighbours?id=" + cnex + "&format=graph", contains: []string{`"question":"neighbours"`, `"nodes":[{"id":"` + cnex + `"`, `"edges":[{"key":"e:`, `"truncated":false`}},
	{name: "table drawn", url: "/v1/questions/stats?format=graph", contains: []string{`"nodes":[],"edges":[]`}},
	{name: "only questions are drawn", url: "/v1/entities/" + cnex + "?format=graph", status: 400, contains: []string{"is unknown here: use json or csv"}},
	{name: "unknown question", url: "/v1/questions/stat", status: 404, contains: []string{"did you mean stats?"}},
	{name: "internal questions are not asked", url: "/v1/questions/entity-page", status: 404},

	{name: "unknown parameter", url: "/v1/entities?q=x&limt=3", status: 400, contains: []string{`"parameter":"limt"`, "did you mean limit?"}},
	{name: "repeated parameter", url: "/v1/entities?q=x&q=y", status: 400, contains: []string{`"parameter":"q"`, "more than once"}},
	{name: "repeated format", url: "/v1/entities?q=x&format=csv&format=json", status: 400, contains: []string{`"parameter":"format"`, "more than once"}},
	{name: "unknown format", url: "/v1/entities?q=x&format=xml", status: 400, contains: []string{`"parameter":"format"`, "use json or csv"}},
	{name: "malformed escape", url: "/v1/entities?q=%zz", status: 400, contains: []string{"query string cannot be read"}},
	{name: "semicolon", url: "/v1/entities?q=x;limit=3", status: 400, contains: []string{"query string cannot be read"}},
	{name: "broken UTF-8", url: "/v1/entities/company:ipgraph:%ff", status: 400},

	{name: "unknown path", url: "/v1/path?from=a", status: 404, contains: []string{"There is nothing at /v1/path.", "Did you mean /v1/paths?"}},
	{name: "slash at the end", url: "/v1/paths/", status: 404, contains: []string{"Did you mean /v1/paths?"}},
	{name: "path far from any", url: "/wp-login.php", status: 404, notContains: []string{"Did you mean"}},
	{name: "part of an entity that is none", url: "/v1/statements/s:1/x", status: 404},
	{name: "POST", method: http.MethodPost, url: "/v1/entities", status: 405, contains: []string{`"code":"method_not_allowed"`}},
	{name: "DELETE", method: http.MethodDelete, url: "/v1/entities/" + huawei, status: 405},
	{name: "OPTIONS", method: http.MethodOptions, url: "/v1/entities", status: 204},
	{name: "OPTIONS of an unknown path", method: http.MethodOptions, url: "/v1/nothing", status: 404},
	{name: "a method of nobody", method: "BREW", url: "/", status: 405, contains: []string{`\"BREW\"`, "GET, HEAD, OPTIONS"}},

	{name: "host 127.0.0.1", url: "/healthz", header: map[string]string{"Host": "127.0.0.1:8080"}},
	{name: "host [::1] with a port", url: "/healthz", header: map[string]string{"Host": "[::1]:8080"}},
	{name: "host [::1]", url: "/healthz", header: map[string]string{"Host": "[::1]"}},
	{name: "host Localhost", url: "/healthz", header: map[string]string{"Host": "LocalHost"}},
	{name: "host that is allowed", url: "/healthz", header: map[string]string{"Host": "Graph.Example:443"}},
	{name: "host of a stranger", url: "/v1/entities?q=huawei", header: map[string]string{"Host": "evil.example"}, status: 421, contains: []string{`"code":"wrong_host"`, "--host"}, notContains: []string{huawei}},
	{name: "host that begins well", url: "/healthz", header: map[string]string{"Host": "localhost.evil.example"}, status: 421},
	{name: "host that begins with an address", url: "/healthz", header: map[string]string{"Host": "127.0.0.1.evil.example"}, status: 421},
	{name: "host of a stranger, unknown path", url: "/x", header: map[string]string{"Host": "evil.example"}, status: 421},
	{name: "host of a stranger, slash at the end", url: "/v1/paths/", header: map[string]string{"Host": "evil.example"}, status: 421},
	{name: "no host", url: "/healthz", header: map[string]string{"Host": ""}, status: 421},
}

func TestRoutesInMemory(t *testing.T) {
	_, handler := inMemory(t, nil)
	runScenarios(t, handler)
}

func runScenarios(t *testing.T, handler http.Handler) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			w := s.run(t, handler)
			requireHardened(t, w)
			if w.Code == http.StatusMethodNotAllowed || w.Code == http.StatusNoContent {
				require.Equal(t, "GET, HEAD, OPTIONS", w.Header().Get("Allow"))
			}
			if s.method != "" {
				return
			}
			s.method = http.MethodHead // says the same; a real server leaves the body out
			s.contains, s.notContains = nil, nil
			head := s.run(t, handler)
			require.Equal(t, w.Header().Get("Content-Type"), head.Header().Get("Content-Type"))
		})
	}
	t.Run("cursors", func(t *testing.T) { walkCursors(t, handler) })
	t.Run("ambiguous names", func(t *testing.T) { ambiguousNames(t, handler) })
}

func requireHardened(t *testing.T, w *httptest.ResponseRecorder) {
	t.Helper()
	require.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'; script-src 'self'; ")
	require.Contains(t, w.Header().Get("Content-Security-Policy"), "frame-ancestors ")
	require.Equal(t, "same-origin", w.Header().Get("Cross-Origin-Opener-Policy"))
	require.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
	require.Equal(t, "no-referrer", w.Header().Get("Referrer-Policy"))
	require.NotEmpty(t, w.Header().Get("X-Request-Id"))
}

// walkCursors meets everything that one long page has, once and in its order.
func walkCursors(t *testing.T, handler http.Handler) {
	for _, base := range []struct {
		url, list, key string
		most           int
	}{
		{"/v1/entities?q=huawei", "entities", "id", 100}, {"/v1/entities/" + cnex + "/neighbours?", "edges", "edge", 500},
		{"/v1/sources/" + article + "?", "statements", "id", 500},
	} {
		page := func(limit int, cursor string) (items []any, next string) {
			w := scenario{url: base.url + "&limit=" + strconv.Itoa(limit) + "&cursor=" + url.QueryEscape(cursor)}.run(t, handler)
			var m map[string]any
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &m))
			require.EqualValues(t, limit, m["limit"])
			next, _ = m["next"].(string)
			require.Equal(t, next != "", m["truncated"])
			for _, item := range m[base.list].([]any) {
				items = append(items, item.(map[string]any)[base.key])
			}
			return items, next
		}
		want, next := page(base.most, "")
		require.Empty(t, next, "%s: all on one page", base.url)
		var got []any
		for cursor := ""; ; cursor = next {
			var items []any
			items, next = page(2, cursor)
			got = append(got, items...)
			if next == "" {
				break
			}
		}
		require.Equal(t, want, got, base.url)
		require.Greater(t, len(got), 2, base.url)
	}
}

func ambiguousNames(t *testing.T, handler http.Handler) {
	for name, detail := range map[string]string{"Huawei v. Verizon": "may mean several entities", "Huaw": "no entity is called"} {
		w := scenario{url: "/v1/paths?to=micron&from=" + url.QueryEscape(name), status: 400, contains: []string{detail}}.run(t, handler)
		p := requireProblem(t, w)
		require.Equal(t, "from", p.Problems[0].Parameter)
		require.GreaterOrEqual(t, len(p.Candidates), 2)
		require.LessOrEqual(t, len(p.Candidates), 10)
		for _, c := range p.Candidates {
			require.NotContains(t, []string{c.ID, c.Name, c.Kind}, "")
			scenario{url: "/v1/entities/" + c.ID, contains: []string{c.ID}}.run(t, handler) // a candidate can be used as it is
		}
	}
}

// pageLinks follows every link of the pages.
func pageLinks(t *testing.T, handler http.Handler) {
	page := scenario{url: "/docs"}.run(t, handler).Body.String()
	links := regexp.MustCompile(`href="(/[^"]*)"`).FindAllStringSubmatch(page, -1)
	require.Greater(t, len(links), 20)
	for _, link := range links {
		scenario{url: html.UnescapeString(link[1])}.run(t, handler)
	}
}

// TestRoutesOnNeo4j asks the same of a real server, and keeps one answer of
// each shape.
func TestRoutesOnNeo4j(t *testing.T) {
	store, library := pool.Open(t)
	_, err := loader.Load(t.Context(), store, library, story, loader.Options{})
	require.NoError(t, err)
	handler := handlerOn(t, store, library, nil)
	runScenarios(t, handler)
	t.Run("questions in every format", func(t *testing.T) {
		for _, q := range library.Questions() {
			values := url.Values{}
			for name, value := range q.ExampleArgs() {
				values.Set(name, value)
			}
			for _, format := range []string{"json", "csv", "graph"} {
				values.Set("format", format)
				scenario{url: "/v1/questions/" + q.Name + "?" + values.Encode()}.run(t, handler)
			}
		}
	})
	t.Run("both clocks", func(t *testing.T) { clocksOverHTTP(t, handler) })
	t.Run("one voice", func(t *testing.T) { oneVoice(t, handler) })
	t.Run("golden", func(t *testing.T) { goldenAnswers(t, handler) })
	t.Run("every answer", func(t *testing.T) { everyAnswer(t, handler, library) })
	t.Run("page with relations", func(t *testing.T) {
		scenario{url: "/entity/" + cnex, contains: []string{`href="/entity/` + micron + `"`, "The Financial Times reported on 27 June 2019 that CNEX Labs received an investment from Micron Technology.", "Where sources disagree"}}.run(t, handler)
	})
	t.Run("packs", func(t *testing.T) { packs(t, handler) })
	t.Run("links of the pages", func(t *testing.T) { pageLinks(t, handler) })
}
