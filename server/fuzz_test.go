package server_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzQuery: whatever stands in the query string, the answer is JSON, CSV or a
// problem, and never the server's own fault.
func FuzzQuery(f *testing.F) {
	_, handler := inMemory(f, nil)
	for _, seed := range []string{"from=micron&to=futurewei", "q=huawei&limit=2", "q=%zz", "q=x&q=y", "from=&to=&hops=99999999999999999999", "a;b", "%00=%00",
		"q=huawei&cursor=MWFiYw", "q=huawei&cursor=MS0x", "from=company:ipgraph:%C3%28&to=x", "known=2019-02-30&on=0000-00-00", "format=csv&q=x", "=&=&="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"/v1/paths", "/v1/entities"} {
			r := httptest.NewRequest(http.MethodGet, "http://localhost"+path, http.NoBody)
			r.URL.RawQuery = query
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			require.Less(t, w.Code, 500, "%q: %s", query, w.Body)
			switch w.Header().Get("Content-Type") {
			case "application/json; charset=utf-8":
				require.Equal(t, 200, w.Code)
				require.True(t, json.Valid(w.Body.Bytes()))
			case "text/csv; charset=utf-8; header=present":
				require.Equal(t, 200, w.Code)
			default:
				requireProblem(t, w)
			}
		}
	})
}

// FuzzPairs: whatever is sent, the answer is one line for each pair, or a
// problem that says where.
func FuzzPairs(f *testing.F) {
	_, handler := inMemory(f, nil)
	for _, seed := range []string{`{"pairs":[{"from":"micron","to":"futurewei"}],"hops":3,"limit":1,"family":["money"],"known":"2019-06-20"}`, `{"pairs":[]}`, `[`, `{"a":{"a":1,"a":2}}`,
		`{"pairs":[{"from":"\ud800","to":"\u0000"}]}`, `{"pairs":[1,null,true,"a",[],{}]}`, "{\"\xff\":1}", `{"hops":1e999,"pairs":[{"from":"a","to":"b"}]} x`, `{"~/%":1}`, "\ufeff{}", `{"pairs":[{"from":"a","to":"b"},]}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "http://localhost/v1/paths", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code == http.StatusOK {
			var sent struct{ Pairs []any }
			require.NoError(t, json.Unmarshal([]byte(body), &sent), "what is understood is JSON")
			require.Len(t, linesOf(t, w.Body), len(sent.Pairs))
			require.NotContains(t, w.Body.String(), `"code":"internal"`)
			return
		}
		require.Contains(t, []int{400, 413}, w.Code, "%q: %s", body, w.Body)
		for _, p := range requireProblem(t, w).Problems {
			require.True(t, strings.HasPrefix(p.Pointer, "#"), "%q: %s", body, w.Body)
		}
	})
}

// FuzzReconcile: whatever stands in the fields of the reconciliation service, each query has its
// candidates and each entity its row, or a problem says where.
func FuzzReconcile(f *testing.F) {
	_, handler := inMemory(f, nil)
	for _, seed := range []string{`{"q0":{"query":"Huawei","type":["company"],"type_strict":"all","limit":3,"properties":[{"pid":"employers","v":[1,true,{"id":"x"}]}]}}`,
		`{"q":{"properties":[{"pid":"id:docket","v":"4:17-cv-00893"}]}}`, `{"":{"query":""}}`, `{"a":{"query":"\ud800","limit":1e999}}`, `[`, `{"q":{"query":"US 9,312,982 B2"}}`,
		`{"q":{"query":"华为技术有限公司","properties":[{"pid":"seat","v":null}]}}`} {
		f.Add("queries", seed)
	}
	for _, seed := range []string{`{"ids":["company:ipgraph:cnex-labs","x",""],"properties":[{"id":"investors","settings":{"limit":"1","on":"2019","count":"yes"}},{"id":"zzz"}]}`,
		`{"ids":[null],"properties":[{"id":"id:lei","settings":[]}]}`, `{"ids":[],"properties":[]}`, `{}`} {
		f.Add("extend", seed)
	}
	f.Fuzz(func(t *testing.T, field, text string) {
		r := httptest.NewRequest(http.MethodPost, "http://localhost/reconcile", strings.NewReader(url.Values{field: {text}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
		if w.Code == http.StatusOK {
			require.True(t, json.Valid(w.Body.Bytes()))
			return
		}
		require.Contains(t, []int{400, 413}, w.Code, "%q: %s", text, w.Body)
		requireProblem(t, w)
	})
}

// FuzzReconcileAddresses: whatever stands behind the question mark, the small addresses of the service
// answer or say what is wrong.
func FuzzReconcileAddresses(f *testing.F) {
	_, handler := inMemory(f, nil)
	for _, seed := range []string{"prefix=hua&cursor=1&type=company", "prefix=%zz", "type=lawsuit&limit=3", "id=company:ipgraph:cnex-labs", "id=investors&id=x", "prefix=4:17-cv&cursor=99999999999", "limit=-1&prefix=\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{"/suggest/entity", "/suggest/property", "/suggest/type", "/flyout/entity", "/flyout/property", "/flyout/type", "/preview", "/properties"} {
			r := httptest.NewRequest(http.MethodGet, "http://localhost/reconcile"+path, http.NoBody)
			r.URL.RawQuery = query
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, r)
			require.Contains(t, []int{200, 400, 404}, w.Code, "%s?%q: %s", path, query, w.Body)
			if w.Code != http.StatusOK {
				requireProblem(t, w)
			}
		}
	})
}
