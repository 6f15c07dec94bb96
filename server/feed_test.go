package server_test

import (
	"encoding/xml"
	"net/http"
	"regexp"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph/graphtest"
	"ipgraph/loader"
)

// feed is what RFC 4287 asks of a feed and its entries.
type feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"http://www.w3.org/2005/Atom id"`
	Title   string   `xml:"http://www.w3.org/2005/Atom title"`
	Updated string   `xml:"http://www.w3.org/2005/Atom updated"`
	Author  []struct {
		Name string `xml:"name"`
	} `xml:"http://www.w3.org/2005/Atom author"`
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID      []string `xml:"http://www.w3.org/2005/Atom id"`
		Title   []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Summary []string `xml:"http://www.w3.org/2005/Atom summary"`
		Content []string `xml:"http://www.w3.org/2005/Atom content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

// TestFeed: an entry for each load that changed something, with ids that stay, and
// nothing in a text that could be taken for markup.
func TestFeed(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	store := graphtest.New(library)
	handler := handlerOn(t, store, library, nil)
	read := func() feed {
		w := scenario{url: "/v1/changes.atom"}.run(t, handler)
		require.Equal(t, "application/atom+xml; charset=utf-8", w.Header().Get("Content-Type"))
		var f feed
		require.NoError(t, xml.Unmarshal(w.Body.Bytes(), &f))
		require.Regexp(t, `^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, f.ID)
		require.NotEmpty(t, f.Title)
		require.Len(t, f.Author, 1)
		require.NotEmpty(t, f.Author[0].Name)
		_, err := time.Parse(time.RFC3339, f.Updated)
		require.NoError(t, err)
		require.Equal(t, "self", f.Links[0].Rel)
		for _, e := range f.Entries {
			require.Len(t, e.ID, 1)
			require.Len(t, e.Updated, 1)
			_, err := time.Parse(time.RFC3339, e.Updated[0])
			require.NoError(t, err)
			require.Len(t, e.Title, 1)
			require.Len(t, e.Summary, 1)
			require.Len(t, e.Content, 1)
		}
		return f
	}
	require.Empty(t, read().Entries, "a graph without a load has a feed")
	load := func(name string, lines string) {
		d := loader.Dossier{Name: "feed", Path: "feed", FS: fstest.MapFS{"all.jsonl": {Data: []byte(
			`{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01"}}` + "\n" +
				`{"entity":{"id":"company:test:a","name":"` + name + `"}}` + "\n" + `{"entity":{"id":"company:test:b","name":"B"}}` + "\n" + lines)}}}
		_, err := loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{})
		require.NoError(t, err)
	}
	load("A <b>&amp;</b>", "")
	first := read()
	require.Len(t, first.Entries, 1)
	load("A <b>&amp;</b>", `{"statement":{"subject":"company:test:a","predicate":"SUED","object":"company:test:b","status":"alleged","source":"source:test:one","locator":"page 1"}}`+"\n")
	time.Sleep(1100 * time.Millisecond) // the version of the graph is kept for a second
	second := read()
	require.Equal(t, first.ID, second.ID)
	require.Len(t, second.Entries, 2)
	require.Equal(t, first.Entries[0].ID, second.Entries[1].ID, "an entry keeps its id")
	require.NotEqual(t, second.Entries[0].ID, second.Entries[1].ID)
	require.Equal(t, "1 statement added, 1 relation added", second.Entries[0].Summary[0])
	require.Equal(t, "added: A <b>&amp;</b> sued B (alleged; First, page 1)", second.Entries[0].Content[0])
	require.Regexp(t, regexp.MustCompile(`^Load of feed: `), second.Entries[0].Title[0])

	tag := scenario{url: "/v1/changes.atom"}.run(t, handler).Header().Get("ETag")
	require.NotEmpty(t, tag)
	w := scenario{url: "/v1/changes.atom", status: http.StatusNotModified, header: map[string]string{"If-None-Match": tag}}.run(t, handler)
	require.Empty(t, w.Body.String())
}
