package server_test

import (
	"html"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/server"
)

// TestDocs: every question is there, with its words and its Cypher, and every
// link leads somewhere.
func TestDocs(t *testing.T) {
	_, handler := inMemory(t, nil)
	w := scenario{url: "/docs", header: map[string]string{"Host": "graph.example:8443"}}.run(t, handler)
	require.Equal(t, "text/html; charset=utf-8", w.Header().Get("Content-Type"))
	page := html.UnescapeString(w.Body.String())
	library, err := cypher.Load()
	require.NoError(t, err)
	for _, q := range library.Questions() {
		require.Contains(t, page, `id="ask-`+q.Name+`"`)
		require.Contains(t, page, q.Title)
		require.Contains(t, page, q.About)
		require.Contains(t, page, q.Text)
		for _, p := range q.Params {
			require.Contains(t, page, p.About)
		}
	}
	require.Contains(t, page, "curl 'http://graph.example:8443/v1/paths?from=")
	require.Contains(t, page, `"pairs":[{`)
	require.NotRegexp(t, `(?i)<script|<style|\sstyle=|\son\w+=|https?://[^g]`, w.Body.String(), "the policy of the page forbids it")
	for _, target := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(w.Body.String(), -1) {
		require.Equal(t, 1, strings.Count(w.Body.String(), ` id="`+target[1]+`"`), target[1])
	}
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(w.Body.String(), -1) {
		require.False(t, ids[id[1]], "%s is the id of two", id[1])
		ids[id[1]] = true
	}
	style := scenario{url: "/assets/style.css"}.run(t, handler)
	require.Equal(t, "text/css; charset=utf-8", style.Header().Get("Content-Type"))
}

// TestDocsWithToken: the examples say how to present it.
func TestDocsWithToken(t *testing.T) {
	token, err := server.NewToken(validToken)
	require.NoError(t, err)
	_, handler := inMemory(t, func(c *server.Config) { c.Token = token })
	page := scenario{url: "/docs", header: map[string]string{"Authorization": "Bearer " + validToken}, notContains: []string{validToken}}.run(t, handler).Body.String()
	require.Contains(t, html.UnescapeString(page), `curl -H "Authorization: Bearer $IPGRAPH_TOKEN" 'http://`)
}

// TestContrast computes WCAG's contrast of all that is written in the pages, in
// both colour schemes: 4.5 for text, 3 for what surrounds a control.
func TestContrast(t *testing.T) {
	style, err := os.ReadFile("pages/style.css")
	require.NoError(t, err)
	light, dark, found := strings.Cut(string(style), "scheme: dark")
	require.True(t, found)
	for _, scheme := range []string{light, dark} {
		colours := map[string]float64{}
		for _, c := range regexp.MustCompile(`--(\w+): #([0-9a-f]{6});`).FindAllStringSubmatch(scheme, -1) {
			colours[c[1]] = luminance(t, c[2])
		}
		require.Len(t, colours, 7)
		for _, pair := range []struct {
			a, b string
			min  float64
		}{
			{"ink", "paper", 7}, {"soft", "paper", 4.5}, {"link", "paper", 4.5}, {"strong", "paper", 4.5}, {"ink", "raised", 7}, {"soft", "raised", 4.5},
			{"paper", "link", 4.5}, {"soft", "paper", 3},
		} {
			a, b := colours[pair.a], colours[pair.b]
			require.GreaterOrEqual(t, (max(a, b)+0.05)/(min(a, b)+0.05), pair.min, "%s on %s", pair.a, pair.b)
		}
	}
}

// luminance is WCAG's relative luminance of a colour.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		require.NoError(t, err)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
