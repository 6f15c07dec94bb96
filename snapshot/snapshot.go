// Package snapshot finds the shortest chains between entities in a copy of the graph's edges in memory.
// The copy holds what a search compares and nothing that is shown: who is joined to whom, and of each edge
// its family, status, sign and days. What it finds is looked up in the database, which stays the only
// place where evidence is kept. Package answer uses it where the server holds one (docs/adr/0033).
package snapshot

import (
	"cmp"
	"slices"

	"ipgraph/graph"
)

// Graph is a copy as of one version of the graph. It does not change once it is built, and is safe for
// use by many at once.
type Graph struct {
	// Version is that of the graph from which it was read.
	Version string

	ids   []string // those that were read first are sorted
	names []string
	hub   []bool
	// links of entity i are links[first[i]:first[i+1]], by the name of their other end; each edge is
	// there twice, once for each end.
	first []uint32
	links []link
	edges []edge
	// histories of edges that changed after they were first reported.
	histories map[int32][]step
	// later is what loads wrote after the graph was read.
	later
}

// link leads to an entity over an edge.
type link struct{ to, edge int32 }

// edge is what a search compares of an edge.
type edge struct {
	step
	family family
}

// step is the state of an edge from one reporting day on.
type step struct {
	reported, earliest, latest day
	// certainFrom and certainTo are the days on which it certainly holds; both 0 where there are none.
	certainFrom, certainTo day
	status                 status
	sign                   byte
}

// day is a date as a number such as 20190620, which orders dates as their texts do.
type day int32

type (
	family uint8 // place in graph.Families
	status uint8 // graph.Status's rank
)

// Edges counts the edges that it holds.
func (g *Graph) Edges() int { return len(g.edges) - g.gone }

// Entities counts the entities.
func (g *Graph) Entities() int { return len(g.ids) }

// find is the number of an entity.
func (g *Graph) find(id graph.ID) (int32, bool) {
	i, found := slices.BinarySearch(g.ids[:len(g.first)-1], string(id))
	if found {
		return int32(i), true //nolint:gosec // numbers of entities fit: see Build
	}
	added, found := g.added[string(id)]
	return added, found
}

// from are the links of an entity.
func (g *Graph) from(i int32) []link {
	if links, relinked := g.relinked[i]; relinked {
		return links
	}
	if int(i) >= len(g.first)-1 { // it came later, and has none
		return nil
	}
	return g.links[g.first[i]:g.first[i+1]]
}

// join makes the links of edges between entities, given as pairs in the order of g.edges. rank orders entities
// by their names; those of one name have the same.
func (g *Graph) join(ends [][2]int32, rank []int32) {
	g.first = make([]uint32, len(g.ids)+1)
	for _, e := range ends {
		g.first[e[0]+1]++
		g.first[e[1]+1]++
	}
	for i := range g.ids {
		g.first[i+1] += g.first[i]
	}
	next := slices.Clone(g.first)
	g.links = make([]link, 2*len(ends))
	put := func(at, to int32, number int) {
		g.links[next[at]] = link{to, int32(number)} //nolint:gosec // see Build
		next[at]++
	}
	for number, e := range ends {
		put(e[0], e[1], number)
		put(e[1], e[0], number)
	}
	for i := range g.ids {
		slices.SortFunc(g.links[g.first[i]:g.first[i+1]], func(a, b link) int {
			return cmp.Or(cmp.Compare(rank[a.to], rank[b.to]), cmp.Compare(a.to, b.to))
		})
	}
}
