package server_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
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
