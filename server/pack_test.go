package server_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/pack"
	"ipgraph/server"
)

// packs takes packs over HTTP and opens them as "ipgraph verify" does.
func packs(t *testing.T, handler http.Handler) {
	for query, name := range map[string]string{
		"from=" + micron + "&to=" + cnex + "&known=2019-06-30": "micron-technology_cnex-labs.ipgraph.zip",
		"ids=" + lawsuit + "," + micron:                        "txed-4-17-cv-00893_micron-technology.ipgraph.zip",
	} {
		w := scenario{url: "/v1/pack?" + query}.run(t, handler)
		require.Equal(t, "application/zip", w.Header().Get("Content-Type"))
		require.Equal(t, `attachment; filename="`+name+`"`, w.Header().Get("Content-Disposition"))
		content := w.Body.Bytes()
		p, err := pack.Open(bytes.NewReader(content), int64(len(content)), nil)
		require.NoError(t, err)
		require.NotEmpty(t, p.Story.Statements)
		require.NotEmpty(t, p.Story.Sources)
		require.NotEmpty(t, p.Story.Explanation.Chains)

		content[len(content)/2] ^= 1
		_, err = pack.Open(bytes.NewReader(content), int64(len(content)), nil)
		require.Error(t, err, "it was tampered with")

		again := scenario{url: "/v1/pack?" + query, status: http.StatusNotModified, header: map[string]string{"If-None-Match": w.Header().Get("ETag")}}.run(t, handler)
		require.Empty(t, again.Body.Bytes())
	}
}

// TestPacksAreBounded: without a way to write dossiers there are none, and none
// that is too large.
func TestPacksAreBounded(t *testing.T) {
	const url = "/v1/pack?from=" + micron + "&to=" + cnex
	_, without := inMemory(t, func(c *server.Config) { c.Dossier = nil })
	scenario{url: url, status: 404}.run(t, without)
	_, large := inMemory(t, func(c *server.Config) {
		c.Dossier = func(_ context.Context, _ []string, _ []graph.ID, w io.Writer) error {
			for range 33 {
				if _, err := w.Write(make([]byte, 1<<20)); err != nil {
					return err
				}
			}
			return nil
		}
	})
	scenario{url: url, status: 422, contains: []string{"more than 32 MB"}}.run(t, large)
}
