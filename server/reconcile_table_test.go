package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// candidate is what a client reads of an answer.
type candidate struct {
	ID, Name string
	Score    float64
	Match    bool
	Type     []struct{ ID string }
	Features []struct {
		ID    string
		Value any
	}
}

func (c candidate) feature(id string) any {
	for _, f := range c.Features {
		if f.ID == id {
			return f.Value
		}
	}
	return nil
}

// batch asks a batch of queries and gives the candidates of each.
func batch(t *testing.T, handler http.Handler, queries map[string]any) map[string][]candidate {
	t.Helper()
	text, err := json.Marshal(queries)
	require.NoError(t, err)
	w := form("queries", string(text)).run(t, handler)
	var answered map[string]struct{ Result []candidate }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answered))
	out := map[string][]candidate{}
	for name, a := range answered {
		for i, c := range a.Result {
			require.True(t, i == 0 || c.Score <= a.Result[i-1].Score, "the best first")
			require.GreaterOrEqual(t, c.Score, 0.0)
			require.LessOrEqual(t, c.Score, 100.0)
			require.False(t, c.Match && i > 0, "one match at most")
		}
		out[name] = a.Result
	}
	return out
}

func one(t *testing.T, handler http.Handler, query map[string]any) []candidate {
	t.Helper()
	return batch(t, handler, map[string]any{"q0": query})["q0"]
}

// column is a table as somebody typed it: who is meant, and whether that is beyond doubt.
var tableColumn = []struct {
	cell, kind, id string
	match          bool
}{
	{"Huawei", "company", huawei, true},
	{"HUAWEI TECHNOLOGIES CO LTD", "company", huawei, true},
	{"华为", "company", huawei, true},
	{"华为技术", "company", huawei, true},
	{"Huawai", "company", huawei, false},
	{"Micron Tecnology", "company", micron, false},
	{"Micron Technology, Inc.", "company", micron, true},
	{"CNEX Labs, Inc.", "company", cnex, true},
	{"Futurewei Technolgies", "company", futurewei, false},
	{"AT & T", "company", "company:ipgraph:att", true},
	{"Qualcomm GmbH", "company", "company:ipgraph:qualcomm", false}, // which is Qualcomm Incorporated
	{"Huang, Yiren", "person", huang, true},
	{"Yiren Huwang", "person", huang, false},
	{"Amos L. Mazzant", "person", "person:ipgraph:amos-mazzant", false},
	{"宋柳平", "person", "person:ipgraph:song-liuping", true},
	{"4:17-cv-00893", "lawsuit", lawsuit, true},
	{"4:17-CV-00893", "", lawsuit, true},
	{"US 9,312,982 B2", "patent", "patent:docdb:US.9312982.B2", true},
	{"9312982", "", "patent:docdb:US.9312982.B2", true},
	{"company:ipgraph:cnex-labs", "", cnex, true},
}

// reconcileTable walks the way of a person who reconciles a column: what the service is, candidates
// for all cells, a choice for one that is open, a look at it, and new columns.
func reconcileTable(t *testing.T, handler http.Handler) {
	var service struct {
		BatchSize int
		View      struct{ URL string }
		Preview   struct{ URL string }
		Suggest   map[string]struct {
			ServiceURL  string `json:"service_url"`
			ServicePath string `json:"service_path"`
			FlyoutPath  string `json:"flyout_service_path"`
		}
	}
	require.NoError(t, json.Unmarshal(scenario{url: "/reconcile"}.run(t, handler).Body.Bytes(), &service))
	local := func(address string) string { return strings.TrimPrefix(address, "http://localhost:8080") }

	require.LessOrEqual(t, len(tableColumn), service.BatchSize)
	queries := map[string]any{}
	for i, cell := range tableColumn {
		query := map[string]any{"query": cell.cell, "limit": 5}
		if cell.kind != "" {
			query["type"], query["type_strict"] = cell.kind, "should" // as OpenRefine asks
		}
		queries[fmt.Sprint("q", i)] = query
	}
	answered := batch(t, handler, queries)
	ids := []string{}
	for i, cell := range tableColumn {
		found := answered[fmt.Sprint("q", i)]
		require.NotEmpty(t, found, cell.cell)
		require.Equal(t, cell.id, found[0].ID, "%s: %+v", cell.cell, found)
		require.Equal(t, cell.match, found[0].Match, "%s: %+v", cell.cell, found)
		ids = append(ids, found[0].ID)
	}

	typed := local(service.Suggest["entity"].ServiceURL) + service.Suggest["entity"].ServicePath + "?prefix=" + url.QueryEscape("micron tech")
	scenario{url: typed, contains: []string{micron}}.run(t, handler)
	scenario{url: strings.ReplaceAll(service.Suggest["entity"].FlyoutPath, "${id}", url.QueryEscape(micron)), contains: []string{"memory chips"}}.run(t, handler)
	for _, template := range []string{service.Preview.URL, service.View.URL} {
		scenario{url: strings.ReplaceAll(local(template), "{{id}}", url.PathEscape(lawsuit)), contains: []string{"CNEX"}}.run(t, handler)
		scenario{url: strings.ReplaceAll(local(template), "{{id}}", lawsuit), contains: []string{"CNEX"}}.run(t, handler)
	}

	text, err := json.Marshal(map[string]any{"ids": ids, "properties": []any{
		map[string]any{"id": "suits-as-claimant"}, map[string]any{"id": "suits-as-accused", "settings": map[string]any{"count": "true"}},
		map[string]any{"id": "investors", "settings": map[string]any{"limit": "2"}}, map[string]any{"id": "employers"},
		map[string]any{"id": "verdict"}, map[string]any{"id": "sued-by", "settings": map[string]any{"known": "2017-01-01"}}}})
	require.NoError(t, err)
	var columns struct {
		Rows map[string]map[string][]struct {
			ID, Name, Str, Date string
			Int                 *int
		}
	}
	require.NoError(t, json.Unmarshal(form("extend", string(text)).run(t, handler).Body.Bytes(), &columns))
	cnexRow := columns.Rows[cnex]
	require.Len(t, cnexRow["investors"], 2)
	require.NotEmpty(t, cnexRow["investors"][0].Name)
	require.Empty(t, cnexRow["sued-by"], "nobody knew of it then")
	require.Positive(t, *cnexRow["suits-as-accused"][0].Int)
	require.Equal(t, futurewei, columns.Rows[huang]["employers"][0].ID)
	require.Equal(t, "2019-06-26T00:00:00Z", columns.Rows[lawsuit]["verdict"][0].Date)
	sides := []string{}
	for _, v := range columns.Rows[huawei]["suits-as-claimant"] {
		sides = append(sides, v.ID)
	}
	require.Contains(t, sides, lawsuit)
}

// reconcileEvidence: what else is known decides, supports or speaks against, and is told.
func reconcileEvidence(t *testing.T, handler http.Handler) {
	property := func(pid string, v any) []any { return []any{map[string]any{"pid": pid, "v": v}} }

	alone := one(t, handler, map[string]any{"query": "Yiren Huwang"})[0]
	employed := one(t, handler, map[string]any{"query": "Yiren Huwang", "properties": property("employers", map[string]any{"id": futurewei, "name": "Futurewei"})})[0]
	require.Equal(t, huang, employed.ID)
	require.Greater(t, employed.Score, alone.Score)
	require.Equal(t, true, employed.feature("employers"))
	named := one(t, handler, map[string]any{"query": "Yiren Huwang", "properties": property("employers", []any{"Somebody else", "Futurewei Technologies"})})[0]
	require.Equal(t, employed.Score, named.Score, "a name does for an id")
	elsewhere := one(t, handler, map[string]any{"query": "Yiren Huang", "properties": property("employers", "Verizon")})[0]
	require.Equal(t, false, elsewhere.feature("employers"))
	require.False(t, elsewhere.Match, "something speaks against it")

	same := one(t, handler, map[string]any{"query": "Huawei", "properties": append(property("seat", "China"), property("no-such-property", "x")...)})[0]
	require.True(t, same.Match)
	require.Equal(t, true, same.feature("seat"))
	require.Nil(t, same.feature("no-such-property"))

	decided := one(t, handler, map[string]any{"query": "the CNEX case", "properties": property("id:docket", "4:17-CV-00893")})[0]
	require.Equal(t, lawsuit, decided.ID)
	require.True(t, decided.Match, "an identifier decides")
	other := one(t, handler, map[string]any{"query": "Huawei v. CNEX", "type": "lawsuit", "properties": property("id:docket", "9:99-cv-99999")})
	for _, c := range other {
		require.False(t, c.Match, "it has another docket number")
	}

	docket := one(t, handler, map[string]any{"properties": property("id:docket", "4:17-cv-00893")})
	require.Equal(t, lawsuit, docket[0].ID, "without a name")
	require.True(t, docket[0].Match)
	worked := one(t, handler, map[string]any{"type": "person", "properties": property("employers", map[string]any{"id": futurewei})})
	require.Contains(t, idsOfCandidates(worked), huang)
	require.False(t, worked[0].Match, "a relation alone is no identity")
	require.Empty(t, one(t, handler, map[string]any{"properties": property("seat", "China")}), "nobody is found by a place")

	require.Empty(t, one(t, handler, map[string]any{"query": "Huawei", "type": "starship"}))
	require.Empty(t, one(t, handler, map[string]any{"query": "Huawei", "type": []string{"company", "person"}, "type_strict": "all"}))
	require.Equal(t, huawei, one(t, handler, map[string]any{"query": "Huawei", "type": []string{"company", "party"}, "type_strict": "all"})[0].ID)
	rather := one(t, handler, map[string]any{"query": "Huawei", "type": "person", "type_strict": "should"})[0]
	require.Equal(t, huawei, rather.ID)
	require.False(t, rather.Match)
	require.Equal(t, false, rather.feature("type"))
	require.Len(t, one(t, handler, map[string]any{"query": "Huawei", "limit": 1}), 1)
	require.Empty(t, one(t, handler, map[string]any{"query": "zzzzqqqq"}))
	require.Empty(t, one(t, handler, map[string]any{"query": ""}))
}

func idsOfCandidates(list []candidate) (ids []string) {
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids
}
