package answer

import (
	"container/heap"
	"math"

	"ipgraph/graph"
)

// smallest finds the cheapest tree in the web that holds all terminals, by the
// dynamic programme of Dreyfus and Wagner ("The Steiner problem in graphs",
// 1971): for each set of terminals and each node the cheapest tree that holds the
// set and ends at the node, made by joining two smaller sets at the node or by
// walking to it. It is exact; three to the power of the terminals bounds its time,
// which is why there are at most ten. The terminals must be joined by the web.
func (w *web) smallest(terminals []graph.ID) map[[2]graph.ID]bool {
	tree := map[[2]graph.ID]bool{}
	if len(terminals) < 2 {
		return tree
	}
	s := newSteiner(w, terminals)
	full := 1<<(len(terminals)-1) - 1 // of all but the last, at which the tree ends
	for set := 1; set <= full; set++ {
		s.join(set)
		s.spread(set)
	}
	s.collect(full, s.number[terminals[len(terminals)-1]], tree)
	return tree
}

// steiner is the table of the dynamic programme. Nodes are numbers here.
type steiner struct {
	web    *web
	number map[graph.ID]int
	cost   [][]int // by set and node
	// came says how the tree of a set came to a node: from another node, or by
	// joining a part of the set with the rest.
	came [][]step
}

// step is a node walked from, or a part of the set; neither at a terminal itself.
type step struct{ node, part int }

const unreached = math.MaxInt / 4

func newSteiner(w *web, terminals []graph.ID) *steiner {
	s := &steiner{web: w, number: make(map[graph.ID]int, len(w.nodes))}
	for i, id := range w.nodes {
		s.number[id] = i
	}
	sets := 1 << (len(terminals) - 1)
	s.cost, s.came = make([][]int, sets), make([][]step, sets)
	for set := range sets {
		s.cost[set], s.came[set] = make([]int, len(w.nodes)), make([]step, len(w.nodes))
		for v := range w.nodes {
			s.cost[set][v], s.came[set][v] = unreached, step{-1, 0}
		}
	}
	for i, id := range terminals[:len(terminals)-1] {
		s.cost[1<<i][s.number[id]] = 0
	}
	return s
}

// join puts the trees of two parts of the set together where they meet.
func (s *steiner) join(set int) {
	for part := (set - 1) & set; part > set/2; part = (part - 1) & set {
		rest := set ^ part
		for v := range s.cost[set] {
			if sum := s.cost[part][v] + s.cost[rest][v]; sum < s.cost[set][v] {
				s.cost[set][v], s.came[set][v] = sum, step{-1, part}
			}
		}
	}
}

// spread walks from where the trees of the set end to everywhere else: Dijkstra's
// algorithm.
func (s *steiner) spread(set int) {
	cost, came := s.cost[set], s.came[set]
	queue := &frontier{}
	for v, c := range cost {
		if c < unreached {
			heap.Push(queue, place{v, c})
		}
	}
	for queue.Len() > 0 {
		at, _ := heap.Pop(queue).(place)
		if at.cost > cost[at.node] {
			continue // reached more cheaply since
		}
		from := s.web.nodes[at.node]
		for _, to := range s.web.beside[from] {
			v := s.number[to]
			if sum := at.cost + s.web.cost(from, to); sum < cost[v] {
				cost[v], came[v] = sum, step{at.node, 0}
				heap.Push(queue, place{v, sum})
			}
		}
	}
}

// collect follows the table back and gathers the hops.
func (s *steiner) collect(set, node int, tree map[[2]graph.ID]bool) {
	for {
		at := s.came[set][node]
		switch {
		case at.part != 0:
			s.collect(at.part, node, tree)
			set ^= at.part
		case at.node >= 0:
			tree[ordered([2]graph.ID{s.web.nodes[at.node], s.web.nodes[node]})] = true
			node = at.node
		default:
			return
		}
	}
}

// place is a node and what it cost to come there.
type place struct{ node, cost int }

// frontier is a heap of places, the cheapest first.
type frontier struct{ places []place }

func (f *frontier) Len() int { return len(f.places) }
func (f *frontier) Less(i, j int) bool {
	a, b := f.places[i], f.places[j]
	return a.cost < b.cost || a.cost == b.cost && a.node < b.node
}
func (f *frontier) Swap(i, j int) { f.places[i], f.places[j] = f.places[j], f.places[i] }

// Push adds a place; container/heap calls it.
func (f *frontier) Push(x any) {
	if p, ok := x.(place); ok {
		f.places = append(f.places, p)
	}
}

// Pop takes the last place; container/heap calls it.
func (f *frontier) Pop() any {
	last := f.places[len(f.places)-1]
	f.places = f.places[:len(f.places)-1]
	return last
}
