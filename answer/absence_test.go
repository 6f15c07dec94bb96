package answer_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
)

// denial is what no answer may say: that nothing was found is no proof that there
// is nothing.
var denial = regexp.MustCompile(`(?i)(not|n't|never|un|dis|no longer) ?(all )?(are |is )?(connected|related|linked)|no (connection|relation|link|tie)\b`)

// absent checks what every answer that found nothing says, and gives its sentences
// as one text.
func absent(t *testing.T, b answer.Bounds) string {
	t.Helper()
	require.NotEmpty(t, b.Reach)
	require.NotNil(t, b.Graph)
	require.NotZero(t, b.Graph.Entities)
	require.NotEmpty(t, b.Graph.LastLoad)
	for _, r := range b.Reach {
		require.NotEmpty(t, r.From)
		total := 0
		for _, n := range r.Seen {
			total += n
		}
		require.Equal(t, total, r.Total)
	}
	text := strings.Join(answer.Absence(b), "\n")
	require.NotRegexp(t, denial, text)
	body, err := json.Marshal(b)
	require.NoError(t, err)
	require.NotRegexp(t, denial, string(body))
	require.Contains(t, text, "no proof that there is nothing")
	return text
}

func lifts(b answer.Bounds) map[string]string {
	m := map[string]string{}
	for _, l := range b.Lift {
		m[l.Bound] = l.Was + ": " + l.How
	}
	return m
}

func TestAbsenceSaysHowFarTheSearchWent(t *testing.T) {
	s := small(t, 1000, "a-b b-c c-d d-e k-l l-m")
	p := between(t, s, "a", "e", cypher.Args{"hops": "2"})
	require.Empty(t, p.Paths)
	text := absent(t, p.Bounds)
	require.Equal(t, []int{1, 1}, p.Bounds.Reach[0].Seen)
	require.Equal(t, answer.ReachedHops, p.Bounds.Reach[0].End)
	require.Equal(t, map[string]string{"hops": "2: hops=6"}, lifts(p.Bounds))
	require.Contains(t, text, "No chain between Company A and Company E was found within 2 hops.")
	require.Contains(t, text, "From Company A 2 entities can be reached within 2 hops (1 at one hop, 1 at 2), and Company E is not among them; more are farther away.")
	require.Contains(t, text, "To look further: look farther than 2 hops (hops=6).")

	p = between(t, s, "a", "k", nil)
	text = absent(t, p.Bounds)
	require.Equal(t, []int{1, 1, 1, 1}, p.Bounds.Reach[0].Seen)
	require.Equal(t, answer.ReachedAll, p.Bounds.Reach[0].End)
	require.Empty(t, p.Bounds.Lift, "there is nothing to lift")
	require.Contains(t, text, "All 4 entities that can be reached from Company A were seen (1 at one hop, 1 at 2, 1 at 3, 1 at 4), and Company K is not among them.")

	require.Empty(t, between(t, s, "a", "b", nil).Bounds.Reach, "nothing is looked for where a chain was found")
}

func TestAbsenceUnderFilters(t *testing.T) {
	s := small(t, 1000, "a-b b-c")
	p := between(t, s, "a", "c", cypher.Args{"family": "people,money", "status": "found", "on": "2019-06-01", "certain": "yes", "known": "2020-01-01"})
	text := absent(t, p.Bounds)
	require.Empty(t, p.Bounds.Reach[0].Seen)
	require.Contains(t, text, "From Company A nothing can be reached, in the families people or money, with the status found, certainly true on 2019-06-01, known on 2020-01-01.")
	require.Equal(t, map[string]string{"family": "people,money: leave out family", "status": "found: leave out status", "certain": "yes: certain=no",
		"on": "2019-06-01: leave out on", "known": "2020-01-01: leave out known"}, lifts(p.Bounds))

	p = between(t, s, "a", "c", cypher.Args{"known": "1900-01-01"})
	require.Contains(t, absent(t, p.Bounds), "From Company C nothing can be reached, known on 1900-01-01.")
	require.Equal(t, map[string]string{"known": "1900-01-01: leave out known"}, lifts(p.Bounds))

	_, err := s.PathsBetween(t.Context(), cypher.Args{"from": "company:test:a", "to": "company:test:nobody", "known": "1900-01-01"})
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err), "who does not exist is a mistake, and no absence")
}

// A hub is named and not walked through; where it was met from both ends, the
// chain that leads through it is said to exist, and how to ask for it.
func TestAbsenceAtHubs(t *testing.T) {
	s := small(t, 5, "a-h h-b a-c h-1 h-2 h-3 h-4")
	p := between(t, s, "a", "b", nil)
	text := absent(t, p.Bounds)
	require.Equal(t, []int{1}, p.Bounds.Reach[0].Seen)
	require.Equal(t, "Company H", p.Bounds.Reach[0].Hubs[0].Name)
	require.Contains(t, text, "The one entity that can be reached from Company A through no hub was seen, and Company B is not it.")
	require.Contains(t, text, "From Company B nothing can be reached.")
	require.Contains(t, text, "because they have very many edges: Company H (6 edges). Chains lead through Company H.")
	require.Equal(t, "company:test:h: from=company:test:a&to=company:test:h; from=company:test:b&to=company:test:h", lifts(p.Bounds)["hub"])

	// A hub at one end, and at both.
	s = small(t, 3, "h-1 h-2 h-3 h-x k-4 k-5 k-6 k-7 x-y z-w")
	p = between(t, s, "h", "z", nil)
	text = absent(t, p.Bounds)
	require.Equal(t, []int{4, 1}, p.Bounds.Reach[0].Seen, "from a hub one walks, through one not")
	require.Contains(t, text, "All 5 entities that can be reached from Company H were seen (4 at one hop, 1 at 2)")
	p = between(t, s, "h", "k", nil)
	require.True(t, p.From.Hub && p.To.Hub)
	text = absent(t, p.Bounds)
	require.Contains(t, text, "All 4 entities that can be reached from Company K were seen (4 at one hop), and Company H is not among them.")
}

func TestAbsenceStopsCounting(t *testing.T) {
	var pairs strings.Builder
	for i := range 60 {
		fmt.Fprintf(&pairs, "a-m%d ", i)
		for j := range 40 {
			fmt.Fprintf(&pairs, "m%d-n%dx%d ", i, i, j)
		}
	}
	s := small(t, 1000, pairs.String()+"z-y")
	p := between(t, s, "a", "z", nil)
	require.Equal(t, answer.ReachedMany, p.Bounds.Reach[0].End)
	require.Equal(t, []int{60, 440}, p.Bounds.Reach[0].Seen)
	require.Contains(t, absent(t, p.Bounds), "From Company A more than 500 entities can be reached; Company Z is not among those within 6 hops.")
	require.Equal(t, answer.ReachedAll, p.Bounds.Reach[1].End)
}

func TestAbsenceBetweenSeveral(t *testing.T) {
	s := small(t, 6, "a-s b-s h-a h-b h-1 h-2 h-3 h-4 h-k k-l")
	c := connect(t, s, testIDs("a b k"), nil)
	require.False(t, c.Connected)
	text := absent(t, c.Bounds)
	require.Len(t, c.Bounds.Reach, 2)
	require.Contains(t, text, "No chain between Company A with Company B and Company K was found within 4 hops.")
	require.Contains(t, text, "Chains lead through Company H.")
	c = connect(t, s, testIDs("a l 1"), cypher.Args{"known": "1900-01-01"})
	text = absent(t, c.Bounds)
	require.Len(t, c.Bounds.Reach, 3)
	require.Contains(t, text, "No chain between these 3 was found within 4 hops, known on 1900-01-01: Company A; Company L; Company 1.")
	require.Empty(t, connect(t, s, testIDs("a b"), nil).Bounds.Reach)

	_, err := s.Connect(t.Context(), cypher.Args{"ids": "company:test:a,company:test:nobody"})
	require.Equal(t, graph.CodeNotFound, graph.CodeOf(err))
}

// An entity that stands alone is told from one that the filters leave alone.
func TestAbsenceOfTheLonely(t *testing.T) {
	s := library(t)
	p := paths(t, s, cypher.Args{"from": anvil, "to": "company:test:lonely"})
	text := absent(t, p.Bounds)
	require.Contains(t, text, "nothing can be reached.")
	require.Equal(t, answer.ReachedAll, p.Bounds.Reach[1].End)
	require.Zero(t, p.Bounds.Reach[1].Total)
}
