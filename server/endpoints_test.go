package server

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
)

// noKit has a route and no files.
type noKit struct{ http.Handler }

func (noKit) Has(string) bool { return false }

// TestEveryRouteIsDescribed: what the router answers and what the description
// and the pages tell of are the same.
func TestEveryRouteIsDescribed(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	list, err := endpoints(library)
	require.NoError(t, err)
	described, ids := map[string]bool{}, map[string]bool{}
	for _, e := range list {
		require.False(t, ids[e.id], "%s is the id of two", e.id)
		ids[e.id] = true
		if strings.HasPrefix(e.path, "/v1/questions/") {
			continue // one route for all of them
		}
		described[e.method+" "+e.path] = true
	}
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	s := &server{Config: Config{Library: library, BrowserKit: noKit{}}}
	s.routes(engine, prometheus.NewRegistry())
	routed := map[string]bool{}
	for _, r := range engine.Routes() {
		if r.Method == "HEAD" || r.Method == "OPTIONS" || r.Path == questionRoute {
			continue
		}
		routed[r.Method+" "+strings.NewReplacer(":id", "{id}", ":key", "{key}", "*file", "{file}").Replace(r.Path)] = true
	}
	require.Equal(t, routed, described)
}
