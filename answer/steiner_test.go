package answer

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/graph"
)

func hopBetween(a, b int, status graph.Status) Hop {
	from, to := nodeID(a), nodeID(b)
	return Hop{From: Entity{ID: from}, To: Entity{ID: to}, Edge: &Edge{Key: string(from + to), FromID: from, ToID: to, Polarity: true, Status: status}}
}

func nodeID(n int) graph.ID { return graph.ID(fmt.Sprintf("company:test:%02d", n)) }

// TestSmallestIsTheSmallest compares with trying every set of nodes.
func TestSmallestIsTheSmallest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 8).Draw(t, "nodes")
		var chains []Chain
		for b := 1; b < n; b++ { // connected: each node hangs on an earlier one
			chains = append(chains, Chain{[]Hop{hopBetween(rapid.IntRange(0, b-1).Draw(t, "parent"), b, graph.Reported)}})
		}
		for range rapid.IntRange(0, 8).Draw(t, "more edges") {
			a, b := rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")
			if a != b {
				chains = append(chains, Chain{[]Hop{hopBetween(a, b, graph.Statuses()[rapid.IntRange(0, 11).Draw(t, "status")])}})
			}
		}
		w := newWeb(chains)
		k := rapid.IntRange(2, n).Draw(t, "terminals")
		terminals := slices.Clone(rapid.Permutation(w.nodes).Draw(t, "order")[:k])
		tree := w.smallest(terminals)
		require.Equal(t, w.cheapest(terminals), w.price(tree))
		seen := map[graph.ID]bool{terminals[0]: true}
		for _, h := range w.walk(terminals[0], tree) {
			require.True(t, seen[h.From.ID], "each hop begins where an earlier one was")
			seen[h.To.ID] = true
		}
		for _, id := range terminals {
			require.True(t, seen[id], "the tree holds every terminal")
		}
		require.Len(t, tree, len(seen)-1, "a tree")
	})
}

func (w *web) price(tree map[[2]graph.ID]bool) (sum int) {
	for ends := range tree {
		sum += w.cost(ends[0], ends[1])
	}
	return sum
}

// cheapest tries every set of nodes with the terminals in it, and of each takes
// the cheapest spanning tree by Prim's algorithm.
func (w *web) cheapest(terminals []graph.ID) int {
	best := unreached
	for set := range 1 << len(w.nodes) {
		var nodes []graph.ID
		for i, id := range w.nodes {
			if set>>i&1 == 1 {
				nodes = append(nodes, id)
			}
		}
		if slices.ContainsFunc(terminals, func(id graph.ID) bool { return !slices.Contains(nodes, id) }) {
			continue
		}
		best = min(best, w.spanning(nodes))
	}
	return best
}

func (w *web) spanning(nodes []graph.ID) int {
	in, sum := map[graph.ID]bool{nodes[0]: true}, 0
	for len(in) < len(nodes) {
		cheapest, next := unreached, graph.ID("")
		for a := range in {
			for _, b := range w.beside[a] {
				if !in[b] && slices.Contains(nodes, b) && w.cost(a, b) < cheapest {
					cheapest, next = w.cost(a, b), b
				}
			}
		}
		if next == "" {
			return unreached
		}
		in[next], sum = true, sum+cheapest
	}
	return sum
}

// TestTenTerminalsOfAWideWeb: the largest case that can be asked stays small
// enough to be solved.
func TestTenTerminalsOfAWideWeb(t *testing.T) {
	var chains []Chain
	for i := range 600 {
		chains = append(chains, Chain{[]Hop{hopBetween(i, (i*7+1)%600, graph.Reported), hopBetween((i*7+1)%600, (i*13+5)%600, graph.Agreed)}})
	}
	w := newWeb(slices.DeleteFunc(chains, func(c Chain) bool {
		return slices.ContainsFunc(c.Hops, func(h Hop) bool { return h.From.ID == h.To.ID })
	}))
	var terminals []graph.ID
	for i := range 10 {
		terminals = append(terminals, w.nodes[i*37])
	}
	tree := w.smallest(terminals)
	require.GreaterOrEqual(t, len(tree), 9)
	require.Equal(t, tree, w.smallest(terminals), "the same each time")
}
