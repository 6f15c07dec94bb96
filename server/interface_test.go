package server_test

import (
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/server"
)

// TestInterfaceIsKept: the page is asked for again, and its parts are not.
func TestInterfaceIsKept(t *testing.T) {
	_, handler := inMemory(t, nil)
	for _, url := range []string{"/", "/embed/"} {
		page := scenario{url: url}.run(t, handler)
		require.Equal(t, "text/html; charset=utf-8", page.Header().Get("Content-Type"))
		require.Equal(t, "no-cache", page.Header().Get("Cache-Control"))
		again := scenario{url: url, status: http.StatusNotModified, header: map[string]string{"If-None-Match": page.Header().Get("ETag")}}.run(t, handler)
		require.Empty(t, again.Body.String())
	}
	for file, media := range map[string]string{"index-BqMkMHo2.js": "text/javascript; charset=utf-8", "index-BKZB_JIb.css": "text/css; charset=utf-8", "inter-latin-DO1Apj_S.woff2": "font/woff2"} {
		part := scenario{url: "/assets/app/" + file}.run(t, handler)
		require.Equal(t, media, part.Header().Get("Content-Type"))
		require.Equal(t, "public, max-age=31536000, immutable", part.Header().Get("Cache-Control"))
	}
	icon := scenario{url: "/assets/app/icon.svg"}.run(t, handler)
	require.Equal(t, "image/svg+xml", icon.Header().Get("Content-Type"))
	require.Equal(t, "no-cache", icon.Header().Get("Cache-Control"), "its name stays when it changes")
	scenario{url: "/assets/app/icon.svg", status: http.StatusNotModified, header: map[string]string{"If-None-Match": icon.Header().Get("ETag")}}.run(t, handler)
	missing := scenario{url: "/assets/app/index-00000000.js", status: 404}.run(t, handler)
	require.Empty(t, missing.Header().Get("Cache-Control"), "what is missing now may be there later")
	scenario{url: "/", method: http.MethodPost, status: http.StatusMethodNotAllowed}.run(t, handler)
}

// TestInterfaceWithoutABuild: the placeholder says what to do.
func TestInterfaceWithoutABuild(t *testing.T) {
	_, handler := inMemory(t, func(c *server.Config) {
		c.Interface = fstest.MapFS{"placeholder.html": {Data: []byte("make web")}}
	})
	scenario{url: "/", contains: []string{"make web"}}.run(t, handler)
	scenario{url: "/assets/app/index-BqMkMHo2.js", status: 404}.run(t, handler)
	library, err := cypher.Load()
	require.NoError(t, err)
	_, err = server.New(server.Config{Library: library, Interface: fstest.MapFS{}})
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// TestFrames: only the page that is made for it is shown in frames, and only in
// those of pages that may.
func TestFrames(t *testing.T) {
	frames := func(handler http.Handler, url string) string {
		w := scenario{url: url}.run(t, handler)
		_, ancestors, found := strings.Cut(w.Header().Get("Content-Security-Policy"), "frame-ancestors ")
		require.True(t, found)
		return ancestors
	}
	for _, test := range []struct {
		origins []string
		want    string
	}{
		{nil, "'self' http://localhost:* http://127.0.0.1:*"},
		{[]string{"https://news.example", "HTTPS://paper.example:8443"}, "'self' http://localhost:* http://127.0.0.1:* https://news.example https://paper.example:8443"},
		{[]string{"*"}, "*"},
	} {
		origins, err := server.ParseOrigins(test.origins)
		require.NoError(t, err)
		_, handler := inMemory(t, func(c *server.Config) { c.Frames = origins })
		require.Equal(t, test.want, frames(handler, "/embed/"))
		for _, url := range []string{"/", "/docs", "/v1/entities?q=huawei", "/assets/app/index-BqMkMHo2.js", "/neo4j-browser/"} {
			require.Equal(t, "'none'", frames(handler, url), url)
		}
	}
	for _, text := range []string{"https://a.example;script-src", "https://news.example/page", "news.example", "https://'self'"} {
		_, err := server.ParseOrigins([]string{text})
		require.Error(t, err, text)
	}
}
