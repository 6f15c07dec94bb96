package snapshot

import (
	"slices"
	"sync"
)

// ball is what can be walked to from its centre in so many hops as its radius.
type ball struct {
	center, goal int32
	radius       int
	near         *marks // distance and 1; 0 outside
	rim          []int32
	cost         int // links of the rim
}

func newBall(g *Graph, center, goal int32) *ball {
	b := &ball{center: center, goal: goal, near: takeMarks(len(g.ids)), rim: []int32{center}, cost: len(g.from(center))}
	b.near.set(center, 1)
	return b
}

// distance of an entity from the centre; -1 outside the ball.
func (b *ball) distance(i int32) int { return int(b.near.of(i)) - 1 }

// grow adds one hop. A hub that is not the goal, nor may be gone through, is not there.
func (b *ball) grow(s *search) {
	g := s.g
	b.radius++
	b.cost = 0
	var rim []int32
	for _, i := range b.rim {
		if i == b.goal { // a chain ends there
			continue
		}
		for _, l := range g.from(i) {
			if b.near.of(l.to) > 0 || g.hub[l.to] && l.to != b.goal && !slices.Contains(s.through, l.to) || !g.walks(s.f, l.edge) {
				continue
			}
			b.near.set(l.to, uint8(b.radius+1)) //nolint:gosec // at most MaxHops
			rim = append(rim, l.to)
			b.cost += len(g.from(l.to))
		}
	}
	b.rim = rim
}

// marks is a number for each entity, nearly all of which are 0.
type marks struct {
	of8     []uint8
	touched []int32 // those that are not 0
}

// pool keeps marks that are all 0: making them anew for each search would cost more than the search.
var pool sync.Pool

func takeMarks(n int) *marks {
	if m, ok := pool.Get().(*marks); ok && len(m.of8) >= n {
		return m
	}
	return &marks{of8: make([]uint8, n)}
}

func (m *marks) of(i int32) uint8 { return m.of8[i] }

func (m *marks) set(i int32, value uint8) {
	if m.of8[i] == 0 {
		m.touched = append(m.touched, i)
	}
	m.of8[i] = value
}

func (m *marks) clear() {
	for _, i := range m.touched {
		m.of8[i] = 0
	}
	m.touched = m.touched[:0]
}

func (m *marks) release() {
	m.clear()
	pool.Put(m)
}
