package server_test

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

func TestFormats(t *testing.T) {
	_, handler := inMemory(t, nil)
	const asJSON, asCSV = "application/json; charset=utf-8", "text/csv; charset=utf-8; header=present"
	for _, tt := range []struct{ query, accept, want string }{
		{"", "", asJSON}, {"", "*/*", asJSON}, {"", "application/json", asJSON}, {"", "text/csv", asCSV},
		{"", "text/html,application/xhtml+xml,*/*;q=0.8", asJSON}, {"", "image/png", asJSON}, {"", "nonsense;;;", asJSON},
		{"&format=csv", "", asCSV}, {"&format=csv", "application/json", asCSV}, {"&format=json", "text/csv", asJSON},
		{"", "text/csv;q=0.1, application/json", asJSON}, {"", "application/json;q=0.1, text/csv", asCSV}, {"", "text/csv;q=0, */*", asJSON},
	} {
		w := scenario{url: "/v1/entities?q=huawei" + tt.query, header: map[string]string{"Accept": tt.accept}}.run(t, handler)
		require.Equal(t, tt.want, w.Header().Get("Content-Type"), "%+v", tt)
		require.Contains(t, w.Header().Values("Vary"), "Accept")
		require.Equal(t, "no-cache", w.Header().Get("Cache-Control"))
	}
	scenario{url: "/v1/entities", status: 400, header: map[string]string{"Accept": "text/csv"}}.run(t, handler) // a problem stays a problem
}

// TestEveryAnswerAsCSV reads each one back: as many cells in each row.
func TestEveryAnswerAsCSV(t *testing.T) {
	_, handler := inMemory(t, nil)
	for url, first := range map[string]string{
		"/v1/entities?q=huawei": "id,name,kind,aliases,about", "/v1/entities/" + lawsuit: "id,subject_id,predicate", "/v1/entities/" + cnex + "/neighbours": "chain,hop,from_id",
		"/v1/entities/" + cnex + "/counts": "family,type,direction,edges", "/v1/paths?from=micron&to=futurewei": "chain,hop,from_id",
		"/v1/statements/" + stake: "id,subject_id,predicate", "/v1/sources/" + article: "id,subject_id,predicate", "/v1/questions": "name,title,about",
		"/v1/questions/stats": "what,count", "/v1/questions/source?id=" + article: "source,statements",
	} {
		w := scenario{url: url, header: map[string]string{"Accept": "text/csv"}}.run(t, handler)
		require.True(t, strings.HasPrefix(w.Body.String(), first), "%s: %s", url, w.Body)
		rows, err := csv.NewReader(w.Body).ReadAll()
		require.NoError(t, err, url)
		require.Greater(t, len(rows), 1, url)
	}
	scenario{url: "/v1/paths?from=samsung&to=micron&format=csv", contains: []string{"chain,hop,from_id"}}.run(t, handler)
}

func TestFormulasAreHarmless(t *testing.T) {
	store, handler := inMemory(t, nil)
	cells := map[string]string{"=1+1": "'=1+1", "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1",
		"\r=1": "'\r=1", "-5": "-5", "+1.5": "+1.5", "a=b": "a=b", "a\"b,c\nd": "a\"b,c\nd", "": "", "<b>": "<b>"}
	result := graph.Result{Columns: []string{"=what", "n"}}
	for cell := range cells {
		result.Rows = append(result.Rows, []any{cell, 1})
	}
	store.Answer("stats", result)
	w := scenario{url: "/v1/questions/stats?format=csv"}.run(t, handler)
	rows, err := csv.NewReader(w.Body).ReadAll()
	require.NoError(t, err)
	require.Equal(t, "'=what", rows[0][0])
	for i, row := range rows[1:] {
		require.Equal(t, cells[result.Rows[i][0].(string)], row[0])
	}
}

func TestCompression(t *testing.T) {
	_, handler := inMemory(t, nil)
	plain := scenario{url: "/v1/questions"}.run(t, handler)
	require.Empty(t, plain.Header().Get("Content-Encoding"))
	require.Contains(t, plain.Header().Values("Vary"), "Accept-Encoding")
	packed := scenario{url: "/v1/questions", header: map[string]string{"Accept-Encoding": "gzip"}}.run(t, handler)
	require.Equal(t, "gzip", packed.Header().Get("Content-Encoding"))
	r, err := gzip.NewReader(packed.Body)
	require.NoError(t, err)
	body, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Equal(t, plain.Body.String(), string(body))
	short := scenario{url: "/healthz", header: map[string]string{"Accept-Encoding": "gzip"}}.run(t, handler)
	require.Empty(t, short.Header().Get("Content-Encoding"), "a short answer is not worth it")
}

// TestMetricsAreBounded: whoever asks for much cannot fill the memory.
func TestMetricsAreBounded(t *testing.T) {
	_, handler := inMemory(t, nil)
	series := func() int {
		w := scenario{url: "/metrics"}.run(t, handler)
		n := 0
		for line := range strings.Lines(w.Body.String()) {
			if strings.HasPrefix(line, "ipgraph_") {
				n++
			}
		}
		return n
	}
	ask := func(i int) {
		scenario{url: fmt.Sprintf("/random/%d", i), status: 404}.run(t, handler)
		scenario{url: fmt.Sprintf("/v1/entities/company:test:%d", i), status: 404}.run(t, handler)
		scenario{url: fmt.Sprintf("/v1/questions/q%d", i), status: 404}.run(t, handler)
		scenario{url: "/v1/paths", method: fmt.Sprintf("METHOD%d", i), status: http.StatusMethodNotAllowed}.run(t, handler)
	}
	series() // counts itself from now on
	ask(0)
	before := series()
	for i := range 1000 {
		ask(i)
	}
	require.Equal(t, before, series())
	w := scenario{url: "/metrics", contains: []string{`ipgraph_http_requests_total{method="GET",route="/v1/entities/:id",status="404"} 1001`,
		`ipgraph_http_requests_total{method="other",route="none",status="405"} 1001`}}.run(t, handler)
	require.NotContains(t, w.Body.String(), "company:test")
}
