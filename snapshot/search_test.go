package snapshot

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/graph"
)

// made is a graph that a test makes up: entities named by letters, and edges between them.
type made struct {
	hubs  map[int]bool
	edges []madeEdge
}

type madeEdge struct {
	from, to int
	family   string
	state    string
	certain  string
	history  []string
}

const madeEntities = 9

func madeID(i int) string { return fmt.Sprintf("company:test:%c", 'a'+i) }

// copied is the graph as Build makes it.
func (m made) copied(t require.TestingT) *Graph {
	b := newBuilder("v", 1000)
	for i := range madeEntities {
		b.add(madeID(i), fmt.Sprintf("Company %c", 'z'-i), m.hubs[i])
	}
	b.named()
	for _, e := range m.edges {
		text := madeID(e.to) + "\n" + e.family + "\n" + e.state + "\n" + e.certain
		for _, s := range e.history {
			text += "\n" + s
		}
		require.NoError(t, b.edge(int32(e.from), text))
	}
	return b.done()
}

// walks says in the plainest way what a search may walk.
func (m made) walks(e madeEdge, f Filter) bool {
	s, certain := e.state, e.certain
	if f.Known != "" && len(e.history) > 0 {
		for _, h := range e.history {
			if h[:10] <= f.Known {
				s, certain = h[:37], ""
				if len(h) > 37 {
					certain = h[38:]
				}
			}
		}
	}
	switch {
	case f.Known != "" && s[:10] > f.Known, s[33] != '+',
		f.Families != nil && !slices.Contains(f.Families, e.family), f.Statuses != nil && !slices.Contains(f.Statuses, s[35:37]):
		return false
	case f.On == "":
		return true
	}
	return s[11:21] <= f.On && s[22:32] >= f.On && (!f.Certain || certain != "" && certain[:10] <= f.On && certain[11:] >= f.On)
}

// all lists every chain of a length, each entity once, by trying all.
func (m made) all(from, to, length int, through []graph.ID, f Filter) (found [][]graph.ID) {
	next := map[int]map[int]bool{}
	for _, e := range m.edges {
		if !m.walks(e, f) {
			continue
		}
		for _, ends := range [][2]int{{e.from, e.to}, {e.to, e.from}} {
			if next[ends[0]] == nil {
				next[ends[0]] = map[int]bool{}
			}
			next[ends[0]][ends[1]] = true
		}
	}
	var on func(chain []int)
	on = func(chain []int) {
		last := chain[len(chain)-1]
		if len(chain) == length+1 {
			if last == to {
				var ids []graph.ID
				for _, i := range chain {
					ids = append(ids, graph.ID(madeID(i)))
				}
				found = append(found, ids)
			}
			return
		}
		if last == to || len(chain) > 1 && m.hubs[last] && !slices.Contains(through, graph.ID(madeID(last))) {
			return
		}
		for i := range madeEntities {
			if next[last][i] && !slices.Contains(chain, i) {
				on(append(slices.Clone(chain), i))
			}
		}
	}
	on([]int{from})
	slices.SortFunc(found, func(a, b []graph.ID) int { // names run against the letters
		return slices.CompareFunc(a, b, func(x, y graph.ID) int { return cmp.Compare(y, x) })
	})
	return found
}

// expected is what Between promises, by trying all.
func (m made) expected(from, to int, b Bounds, f Filter) Found {
	found := Found{Searched: b.Hops}
	for length := 1; length <= b.Hops; length++ {
		chains := m.all(from, to, length, b.Through, f)
		if len(chains) == 0 {
			continue
		}
		found.Searched = length
		hubs := m.hubs[from] && m.hubs[to]
		if length < b.Hops && !b.Shortest && (!hubs || length == 1) {
			found.Searched = length + 1
		}
		if len(chains) < b.Limit && found.Searched > length {
			chains = append(chains, m.all(from, to, length+1, b.Through, f)...)
		}
		found.More = len(chains) > b.Limit
		found.Chains = chains[:min(b.Limit, len(chains))]
		break
	}
	return found
}

var madeDays = []string{"2001-01-01", "2005-06-30", "2010-12-31", "2015-01-01"}

func anyStep() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		days := rapid.Permutation(madeDays).Draw(t, "days")
		from, to := min(days[0], days[1]), max(days[0], days[1])
		if rapid.Bool().Draw(t, "always") {
			from, to = "0000-00-00", "9999-12-31"
		}
		sign := rapid.SampledFrom([]string{"+", "+", "+", "-", "0"}).Draw(t, "sign")
		return fmt.Sprintf("%s %s %s %s %02d", rapid.SampledFrom(madeDays).Draw(t, "reported"), from, to, sign, rapid.IntRange(2, 4).Draw(t, "status"))
	})
}

func anyMade() *rapid.Generator[made] {
	return rapid.Custom(func(t *rapid.T) made {
		m := made{hubs: map[int]bool{}}
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, madeEntities-1), 0, 3).Draw(t, "hubs") {
			m.hubs[i] = true
		}
		certain := func() string { return rapid.SampledFrom([]string{"", "2001-01-01 2010-12-31"}).Draw(t, "certain") }
		for range rapid.IntRange(1, 24).Draw(t, "edges") {
			e := madeEdge{from: rapid.IntRange(0, madeEntities-1).Draw(t, "from"), to: rapid.IntRange(0, madeEntities-1).Draw(t, "to"),
				family: rapid.SampledFrom([]string{"licence", "money"}).Draw(t, "family"), state: anyStep().Draw(t, "state"), certain: certain()}
			if e.from == e.to {
				continue
			}
			if rapid.IntRange(0, 3).Draw(t, "changed") == 0 {
				first := anyStep().Draw(t, "first")
				e.history = []string{min(first[:10], e.state[:10]) + first[10:], e.state}
				if c := certain(); c != "" {
					e.history[0] += " " + c
				}
			}
			m.edges = append(m.edges, e)
		}
		return m
	})
}

func anyFilter() *rapid.Generator[Filter] {
	return rapid.Custom(func(t *rapid.T) Filter {
		day := rapid.SampledFrom(append([]string{"", ""}, madeDays...))
		f := Filter{On: day.Draw(t, "on"), Known: day.Draw(t, "known"), Certain: rapid.Bool().Draw(t, "certain")}
		if rapid.Bool().Draw(t, "some families") {
			f.Families = []string{"licence"}
		}
		if rapid.Bool().Draw(t, "some statuses") {
			f.Statuses = []string{"02", "03"}
		}
		return f
	})
}

// TestBetweenFindsWhatTryingAllFinds, on any graph, between any two entities and with any filters.
func TestBetweenFindsWhatTryingAllFinds(t *testing.T) {
	t.Parallel()
	for range 20 {
		rapid.Check(t, func(t *rapid.T) {
			m := anyMade().Draw(t, "graph")
			g := m.copied(t)
			for range 5 {
				from, to := rapid.IntRange(0, madeEntities-1).Draw(t, "a"), rapid.IntRange(0, madeEntities-1).Draw(t, "b")
				if from == to {
					continue
				}
				b := Bounds{rapid.IntRange(1, MaxHops).Draw(t, "hops"), rapid.IntRange(1, 10).Draw(t, "limit"), rapid.Bool().Draw(t, "shortest"), nil}
				for _, i := range rapid.SliceOfN(rapid.IntRange(0, madeEntities-1), 0, 2).Draw(t, "through") {
					b.Through = append(b.Through, graph.ID(madeID(i)))
				}
				f := anyFilter().Draw(t, "filter")
				got, err := g.Between(graph.ID(madeID(from)), graph.ID(madeID(to)), b, f)
				require.NoError(t, err)
				require.Equal(t, m.expected(from, to, b, f), got)
			}
		})
	}
}

func TestNothingIsBetweenUnknownEnds(t *testing.T) {
	t.Parallel()
	g := made{edges: []madeEdge{{from: 0, to: 1, family: "licence", state: "2001-01-01 0000-00-00 9999-12-31 + 02"}}}.copied(t)
	for _, to := range []graph.ID{"company:test:unknown", "company:test:a"} {
		found, err := g.Between("company:test:a", to, Bounds{Hops: MaxHops, Limit: 3}, Filter{})
		require.NoError(t, err)
		require.Equal(t, Found{Searched: MaxHops}, found)
	}
}

// TestWhatIsNoEdgeIsRefused: a copy that misses something would deny connections.
func TestWhatIsNoEdgeIsRefused(t *testing.T) {
	t.Parallel()
	const state = "2001-01-01 0000-00-00 9999-12-31 + 02"
	for text, says := range map[string]string{
		"":                        "it came as",
		"company:test:b\nlicence": "it came as",
		"company:test:b\nfriends\n" + state + "\n":                      `the family "friends"`,
		"company:test:b\nlicence\n2001\n":                               "too short",
		"company:test:b\nlicence\n" + "20x1" + state[4:] + "\n":         "is no day",
		"company:test:b\nlicence\n" + state[:35] + "xx\n":               "the status",
		"company:test:b\nlicence\n" + state + "\nalways":                "no days of certainty",
		"company:test:b\nlicence\n" + state + "\n\n" + "broken" + state: "is no day",
	} {
		b := newBuilder("v", 1000)
		b.add("company:test:a", "A", false)
		b.add("company:test:b", "B", false)
		b.named()
		require.ErrorContains(t, b.edge(0, text), says, text)
	}
	b := newBuilder("v", 1000)
	b.add("company:test:a", "A", false)
	b.named()
	require.NoError(t, b.edge(0, "company:test:x\nlicence\n"+state+"\n"))
	require.Zero(t, b.done().Edges(), "who came while the graph was read is not in it yet")
}
