package snapshot

import (
	"slices"

	"ipgraph/graph"
)

// MaxHops bounds the length of a chain.
const MaxHops = 6

// Found are chains of entities between two ends, the shortest first and those of one length by the
// names along them.
type Found struct {
	Chains [][]graph.ID
	// More says that there are others of the lengths that were looked for.
	More bool
	// Searched is how long the chains are that were looked for.
	Searched int
}

// Bounds of a search for chains.
type Bounds struct {
	// Hops is how long a chain is at most, Limit how many are found at most.
	Hops, Limit int
	// Shortest leaves out all chains but those of the smallest length.
	Shortest bool
	// Through names hubs that chains may go through. They go through no other, but may end at any.
	Through []graph.ID
}

// Between finds chains between two entities: all of the smallest length, and where these are fewer than the
// limit, those with one hop more. None goes through an entity twice. Between two hubs only chains of two hops
// are added to one. Between finds none where an end is unknown.
func (g *Graph) Between(from, to graph.ID, b Bounds, f Filter) (Found, error) {
	n, err := f.numbers()
	if err != nil {
		return Found{}, err
	}
	found := Found{Searched: b.Hops}
	start, knownStart := g.find(from)
	end, knownEnd := g.find(to)
	if !knownStart || !knownEnd || start == end {
		return found, nil
	}
	s := newSearch(g, &n, start, end)
	defer s.release()
	for _, id := range b.Through {
		if i, known := g.find(id); known {
			s.through = append(s.through, i)
		}
	}
	shortest := s.meet(b.Hops)
	if shortest < 0 {
		return found, nil
	}
	chains := s.chains(shortest, b.Limit+1)
	found.Searched = s.longest(shortest, b)
	if len(chains) < b.Limit && found.Searched > shortest {
		chains = append(chains, s.chains(found.Searched, b.Limit+1-len(chains))...)
	}
	found.More = len(chains) > b.Limit || s.gaveUp
	for _, chain := range chains[:min(b.Limit, len(chains))] {
		ids := make([]graph.ID, 0, len(chain))
		for _, i := range chain {
			ids = append(ids, graph.ID(g.ids[i]))
		}
		found.Chains = append(found.Chains, ids)
	}
	return found, nil
}

// search looks for chains between two ends from both sides.
type search struct {
	g       *Graph
	f       *filter
	a, b    *ball
	through []int32 // hubs that may be gone through
	// levels says, as bits, at which places of a chain of the length looked for an entity can stand.
	levels *marks
	gaveUp bool // a listing was too long
}

func newSearch(g *Graph, f *filter, a, b int32) *search {
	return &search{g: g, f: f, a: newBall(g, a, b), b: newBall(g, b, a), levels: takeMarks(len(g.ids))}
}

func (s *search) release() {
	s.a.near.release()
	s.b.near.release()
	s.levels.release()
}

// longest is how long chains are looked for where the shortest have a length.
func (s *search) longest(shortest int, b Bounds) int {
	bothHubs := s.g.hub[s.a.center] && s.g.hub[s.b.center]
	if b.Shortest || bothHubs && shortest > 1 {
		return shortest
	}
	return min(shortest+1, b.Hops)
}

// meet grows the two balls, always the one that is cheaper, until they touch, and gives the length of the
// shortest chains; -1 where there are none of at most hops.
func (s *search) meet(hops int) int {
	for s.a.radius+s.b.radius < hops {
		grown, other := s.cheaper()
		if len(grown.rim) == 0 {
			return -1
		}
		grown.grow(s)
		for _, i := range grown.rim {
			if other.near.of(i) > 0 {
				return s.a.radius + s.b.radius
			}
		}
	}
	return -1
}

func (s *search) cheaper() (grown, other *ball) {
	if s.a.cost <= s.b.cost {
		return s.a, s.b
	}
	return s.b, s.a
}

// chains lists at most limit chains of a length, in the order of the names along them.
func (s *search) chains(length, limit int) [][]int32 {
	for s.a.radius+s.b.radius < length {
		grown, _ := s.cheaper()
		grown.grow(s)
	}
	s.narrow(length)
	w := walk{search: s, length: length, limit: limit, chain: []int32{s.a.center}}
	w.on()
	s.gaveUp = s.gaveUp || w.steps > maxSteps
	return w.found
}

// narrow marks the entities from which a chain of the length can go on to the other end: at places inside the ball
// of a those that lead to where the balls meet. At places inside the ball of b its distances tell.
func (s *search) narrow(length int) {
	s.levels.clear()
	meeting := length - s.b.radius
	var at []int32
	for _, i := range s.b.near.touched {
		if d := s.a.distance(i); d >= 0 && d <= meeting {
			s.levels.set(i, 1<<meeting)
			at = append(at, i)
		}
	}
	for place := meeting - 1; place > 0; place-- {
		var before []int32
		for _, i := range at {
			for _, l := range s.g.from(i) {
				d := s.a.distance(l.to)
				if d < 0 || d > place || s.levels.of(l.to)&(1<<place) != 0 || !s.g.walks(s.f, l.edge) {
					continue
				}
				s.levels.set(l.to, s.levels.of(l.to)|1<<place)
				before = append(before, l.to)
			}
		}
		at = before
	}
}

// leads reports whether an entity can stand at a place of a chain of the length.
func (s *search) leads(i int32, place, length int) bool {
	if length-place >= s.b.radius {
		return s.levels.of(i)&(1<<place) != 0
	}
	d := s.b.distance(i)
	return d >= 0 && d <= length-place
}

// walk lists chains, depth first.
type walk struct {
	*search
	length, limit int
	chain         []int32
	found         [][]int32
	steps         int
}

// maxSteps bounds the links that one listing looks at: some seconds in the worst graph.
const maxSteps = 50_000_000

// on goes on from the end of the chain.
func (w *walk) on() {
	place := len(w.chain)
	last := int32(-1)
	for _, l := range w.g.from(w.chain[place-1]) {
		w.steps++
		if len(w.found) >= w.limit || w.steps > maxSteps {
			return
		}
		end := l.to == w.b.center
		if l.to == last || end != (place == w.length) || !end && !w.leads(l.to, place, w.length) || slices.Contains(w.chain, l.to) || !w.g.walks(w.f, l.edge) {
			continue
		}
		last = l.to
		w.chain = append(w.chain, l.to)
		if end {
			w.found = append(w.found, slices.Clone(w.chain))
		} else {
			w.on()
		}
		w.chain = w.chain[:place]
	}
}
