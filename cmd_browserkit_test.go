package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
)

func TestExportBrowserKit(t *testing.T) {
	noNeo4j(t)
	dir := filepath.Join(t.TempDir(), "kit")
	printed := ok(t, "export", "--browser-kit", dir)
	for _, name := range []string{"guide.md", "ipgraph-favourites.zip", "ipgraph-saved-cypher.csv", "ipgraph.grass", "SHA256SUMS"} {
		require.Contains(t, printed, filepath.Join(dir, name)+"\n")
		require.FileExists(t, filepath.Join(dir, name))
	}
	require.Equal(t, printed, ok(t, "export", "--browser-kit", dir), "what it wrote it may write again")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ipgraph.grass"), []byte("mine"), 0o600))
	r := cli(t, "export", "--browser-kit", dir)
	require.Equal(t, 4, r.code)
	require.Empty(t, r.stdout)
	require.Contains(t, r.stderr, "nothing was written")
	require.Contains(t, r.stderr, "ipgraph.grass: is there, and is another file or was changed")
	require.Equal(t, 2, cli(t, "export", "--browser-kit", dir, "--statements").code, "one at a time")
}

// TestServeKit is the kit beside a Neo4j that runs alone.
func TestServeKit(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	d := &database{library: library, browser: "http://127.0.0.1:7474/browser/"}
	address, stop, err := serveKit(t.Context(), d)
	require.NoError(t, err)
	link := browserLink(d, address)
	require.True(t, strings.HasPrefix(link, "http://127.0.0.1:7474/browser/?cmd=guide&arg=http%3A%2F%2Flocalhost%3A"), link)

	response, err := http.Get(address + "neo4j-browser/guide.md")
	require.NoError(t, err)
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Contains(t, string(text), "# Who is connected to whom")
	http.DefaultClient.CloseIdleConnections()

	r := httptest.NewRequest(http.MethodGet, "http://evil.example/neo4j-browser/", http.NoBody)
	w := httptest.NewRecorder()
	onLoopback(http.NotFoundHandler()).ServeHTTP(w, r)
	require.Equal(t, http.StatusMisdirectedRequest, w.Code)

	stop()
	_, err = http.Get(address) //nolint:bodyclose // there is no answer
	require.Error(t, err, "it has ended")
}
