package answer_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/loader"
)

// small loads a graph of companies that is written as "a-b a-c": each pair has
// a licence, and a pair that stands n times has n of them.
func small(t *testing.T, hubDegree int, pairs string) answer.Service {
	t.Helper()
	lines := []string{`{"source":{"id":"source:test:one","title":"One","publisher":"First","published":"2019-01-01"}}`}
	seen := map[string]bool{}
	for n, pair := range strings.Fields(pairs) {
		a, b, _ := strings.Cut(pair, "-")
		for _, name := range []string{a, b} {
			if !seen[name] {
				seen[name] = true
				lines = append([]string{fmt.Sprintf(`{"entity":{"id":"company:test:%s","name":"Company %s"}}`, name, strings.ToUpper(name))}, lines...)
			}
		}
		lines = append(lines, fmt.Sprintf(`{"statement":{"subject":"company:test:%s","predicate":"LICENSES_TO","object":"company:test:%s","status":"recorded","record":true,"source":"source:test:one","locator":"#row=%d"}}`, a, b, n))
	}
	store, library := pool.Open(t)
	d := loader.Dossier{Name: "small", Path: "small", FS: fstest.MapFS{"all.jsonl": {Data: []byte(strings.Join(lines, "\n"))}}}
	_, err := loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{HubDegree: hubDegree})
	require.NoError(t, err)
	return answer.Service{Reader: store, Library: library}
}

func walk(c answer.Chain) string {
	names := []string{c.Hops[0].From.Name}
	for _, h := range c.Hops {
		names = append(names, h.To.Name)
	}
	return strings.ReplaceAll(strings.Join(names, " "), "Company ", "")
}

func between(t *testing.T, s answer.Service, a, b string, more cypher.Args) answer.Paths {
	t.Helper()
	args := cypher.Args{"from": "company:test:" + a, "to": "company:test:" + b}
	for k, v := range more {
		args[k] = v
	}
	return paths(t, s, args)
}

func TestPathsGoRoundHubs(t *testing.T) {
	s := small(t, 5, "a-h h-b a-c c-d d-b h-1 h-2 h-3 h-4 e-h a-c a-c")
	p := between(t, s, "a", "b", nil)
	require.Len(t, p.Paths, 1)
	require.Equal(t, "A C D B", walk(p.Paths[0]))
	require.Equal(t, 2, p.Paths[0].Hops[0].AlsoCount, "parallel edges are one hop")
	require.Len(t, p.Bounds.HubsNotWalked, 1)
	require.Equal(t, "Company H", p.Bounds.HubsNotWalked[0].Name)
	require.Equal(t, int64(7), p.Bounds.HubsNotWalked[0].Degree)

	p = between(t, s, "a", "e", nil)
	require.Empty(t, p.Paths, "the only chain leads through the hub")
	require.Equal(t, "Company H", p.Bounds.HubsNotWalked[0].Name)

	p = between(t, s, "a", "h", cypher.Args{"limit": "1"})
	require.Equal(t, "A H", walk(p.Paths[0]), "a hub may be an end")
	require.Empty(t, p.Bounds.HubsNotWalked)
}

// Two hubs are joined directly, through a third entity, or by a longer chain.
func TestPathsBetweenTwoHubs(t *testing.T) {
	s := small(t, 3, "h-1 h-2 h-3 h-x x-k k-4 k-5 k-6 m-7 m-8 m-9 m-y y-z z-h m-k m-k")
	require.Equal(t, "H X K", walk(between(t, s, "h", "k", nil).Paths[0]))
	p := between(t, s, "m", "k", nil)
	require.Equal(t, "M K", walk(p.Paths[0]))
	require.Equal(t, 1, p.Paths[0].Hops[0].AlsoCount)
	require.Equal(t, "M Y Z H", walk(between(t, s, "m", "h", nil).Paths[0]), "not through the hub K")
	p = between(t, s, "m", "h", cypher.Args{"hops": "2"})
	require.Empty(t, p.Paths)
	require.True(t, p.From.Hub && p.To.Hub)
}

func TestChainsFromTheShortestOn(t *testing.T) {
	s := small(t, 1000, "a-b b-d a-c c-d a-e e-f f-d d-g")
	p := between(t, s, "a", "d", cypher.Args{"limit": "5"})
	var walks []string
	for _, c := range p.Paths {
		walks = append(walks, walk(c))
	}
	require.Equal(t, []string{"A B D", "A C D", "A E F D"}, walks)
	require.False(t, p.Truncated)
	p = between(t, s, "a", "d", cypher.Args{"limit": "1"})
	require.Equal(t, "A B D", walk(p.Paths[0]))
	require.True(t, p.Truncated)
	require.Empty(t, between(t, s, "a", "g", cypher.Args{"hops": "2"}).Paths)
	require.Len(t, between(t, s, "a", "g", cypher.Args{"hops": "3", "limit": "2"}).Paths, 2)
}

func TestRegisterRecordsAreCited(t *testing.T) {
	s := small(t, 1000, "a-b")
	p := between(t, s, "b", "a", nil)
	hop := p.Paths[0].Hops[0]
	require.True(t, hop.Reversed)
	require.Len(t, hop.Edge.Citations, 1)
	require.Empty(t, hop.Edge.Citations[0].Statement, "a record lives on its edge alone")
	require.Equal(t, graph.ID("source:test:one"), hop.Edge.Citations[0].Source)
	require.Equal(t, "#row=0", hop.Edge.Citations[0].Locator)
	require.Equal(t, "First", hop.Edge.Citations[0].Publisher)
	require.Empty(t, between(t, s, "b", "a", cypher.Args{"known": "2018-12-31"}).Paths)
	require.Len(t, between(t, s, "b", "a", cypher.Args{"known": "2019-01-01"}).Paths, 1)
}
