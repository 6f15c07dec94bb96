package server_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/export"
	"ipgraph/graph"
)

// TestExportInEveryFormat asks for a part of the graph in each.
func TestExportInEveryFormat(t *testing.T) {
	_, handler := inMemory(t, nil)
	const part = "around=" + cnex + "~money"
	for _, f := range export.Formats() {
		w := scenario{url: "/v1/export?format=" + f.Name + "&" + part}.run(t, handler)
		require.Equal(t, f.Media, w.Header().Get("Content-Type"), f.Name)
		require.Equal(t, `attachment; filename="ipgraph.`+f.Extension+`"`, w.Header().Get("Content-Disposition"))
		require.NotEmpty(t, w.Header().Get("ETag"))
		require.NotEmpty(t, w.Body.Bytes(), f.Name)
		if f.Extension == "zip" {
			_, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
			require.NoError(t, err)
		}
		scenario{url: "/v1/export?format=" + f.Name + "&" + part, status: http.StatusNotModified, header: map[string]string{"If-None-Match": w.Header().Get("ETag")}}.run(t, handler)
	}
	scenario{url: "/v1/export?format=graphml&" + part, contains: []string{"This is a part. It shows ", "Micron Technology"}, notContains: []string{"SUED"}}.run(t, handler)
	scenario{url: "/v1/export?" + part, header: map[string]string{"Accept": "application/gexf+xml"}, contains: []string{"<gexf "}}.run(t, handler)
}

// TestExportOfTheWhole: a small graph is written whole, in any format but that of
// dossiers, which only the command line writes whole.
func TestExportOfTheWhole(t *testing.T) {
	store, handler := inMemory(t, nil)
	scenario{url: "/v1/export?format=graphml", contains: []string{"Content: the whole graph.", "SUED", "FOUND_LIABLE_TO"}, notContains: []string{"This is a part"}}.run(t, handler)
	scenario{url: "/v1/export?format=jsonl", status: http.StatusBadRequest, contains: []string{"ipgraph export --format jsonl"}}.run(t, handler)
	scenario{url: "/v1/export?format=graphml&known=2019-06-20", status: http.StatusBadRequest, contains: []string{"known", "give around or ids"}}.run(t, handler)
	store.Answer("counts", graph.Result{Columns: []string{"entities", "sources", "statements", "edges"}, Rows: [][]any{{int64(5000), int64(1), int64(1), int64(1)}}})
	scenario{url: "/v1/export?format=graphml", status: http.StatusUnprocessableEntity, contains: []string{"the graph holds 5000 entities", "ipgraph export"}}.run(t, handler)
}

// TestExportRefuses what it cannot write, with what to do.
func TestExportRefuses(t *testing.T) {
	_, handler := inMemory(t, nil)
	scenario{url: "/v1/export", status: http.StatusBadRequest, contains: []string{"format"}}.run(t, handler)
	scenario{url: "/v1/export?format=grahpml", status: http.StatusBadRequest, contains: []string{"did you mean graphml?"}}.run(t, handler)
	scenario{url: "/v1/export?format=graphml&ids=company:ipgraph:nobody", status: http.StatusNotFound, contains: []string{"there is no entity"}}.run(t, handler)
	scenario{url: "/v1/export?format=graphml&zzz=1", status: http.StatusBadRequest, contains: []string{"zzz"}}.run(t, handler)
	scenario{url: "/v1/view?format=bods&ids=" + cnex, status: http.StatusBadRequest, contains: []string{"graphml"}}.run(t, handler)
	scenario{url: "/v1/entities?q=cnex&format=graphml", status: http.StatusBadRequest, contains: []string{"unknown here"}}.run(t, handler)
}

// TestAnswersForOtherPrograms: an answer that can be drawn is given in each format
// whose media type is its own, with all that it shows.
func TestAnswersForOtherPrograms(t *testing.T) {
	_, handler := inMemory(t, nil)
	for _, url := range []string{
		"/v1/view?around=" + cnex, "/v1/paths?from=micron&to=futurewei", "/v1/connections?ids=micron,futurewei", "/v1/entities/" + cnex + "/neighbours?family=money",
		"/v1/questions/neighbours?id=" + cnex,
	} {
		w := scenario{url: url, header: map[string]string{"Accept": "application/graphml+xml"}}.run(t, handler)
		require.Equal(t, "application/graphml+xml", w.Header().Get("Content-Type"), url)
		var read struct {
			Nodes []struct {
				ID string `xml:"id,attr"`
			} `xml:"graph>node"`
			Edges []struct {
				Source string `xml:"source,attr"`
				Target string `xml:"target,attr"`
			} `xml:"graph>edge"`
		}
		require.NoError(t, xml.Unmarshal(w.Body.Bytes(), &read))
		require.NotEmpty(t, read.Edges, url)
		nodes := map[string]bool{}
		for _, n := range read.Nodes {
			require.False(t, nodes[n.ID], "once")
			nodes[n.ID] = true
		}
		for _, e := range read.Edges {
			require.True(t, nodes[e.Source] && nodes[e.Target], "both ends are there")
		}
		for _, format := range []string{"gexf", "cytoscape", "mermaid", "dot", "xlsx", "cypher", "nquads"} {
			scenario{url: url + "&format=" + format}.run(t, handler)
		}
		require.Contains(t, w.Body.String(), "without facts about one entity")
	}
	w := scenario{url: "/v1/view?limit=5&format=cytoscape&around=" + cnex + "," + micron, contains: []string{"Of what was asked for there is more"}}.run(t, handler)
	var drawn struct {
		Elements struct {
			Nodes []struct{ Data map[string]any }
		}
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &drawn))
	require.LessOrEqual(t, len(drawn.Elements.Nodes), 5)
	require.NotEmpty(t, drawn.Elements.Nodes)
}
