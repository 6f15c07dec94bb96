package answer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
)

// connect asks the database. With the copy in memory the answer has to be the same, and the rows of the question.
func connect(t *testing.T, s answer.Service, ids string, more cypher.Args) answer.Connections {
	t.Helper()
	args := cypher.Args{"ids": ids}
	for k, v := range more {
		args[k] = v
	}
	c, err := s.Connect(t.Context(), args)
	require.NoError(t, err)
	inCopy := copied(t, s)
	again, err := inCopy.Connect(t.Context(), args)
	require.NoError(t, err)
	require.Equal(t, c, again, "in the copy")
	rows, err := s.Ask(t.Context(), "connections", args)
	require.NoError(t, err)
	same, err := inCopy.Ask(t.Context(), "connections", args)
	require.NoError(t, err)
	require.Equal(t, rows, same, "in the copy")
	return c
}

// tree reads the hops as "A-B A-C".
func tree(c answer.Connections) string {
	var hops []string
	for _, h := range c.Hops {
		ends := []string{strings.TrimPrefix(h.From.Name, "Company "), strings.TrimPrefix(h.To.Name, "Company ")}
		slices.Sort(ends)
		hops = append(hops, strings.Join(ends, "-"))
	}
	slices.Sort(hops)
	return strings.Join(hops, " ")
}

func testIDs(names string) string {
	var ids []string
	for name := range strings.FieldsSeq(names) {
		ids = append(ids, "company:test:"+name)
	}
	return strings.Join(ids, ",")
}

func TestConnectSeveral(t *testing.T) {
	// The star around s joins a, b and c with three hops; the ring through x, y
	// and z would take more. h is a hub, k is apart.
	s := small(t, 6, "a-s b-s c-s a-x x-y y-b y-z z-c h-a h-b h-c h-1 h-2 h-3 h-4 k-l")
	c := connect(t, s, testIDs("a b c"), nil)
	require.True(t, c.Connected)
	require.Equal(t, "A-S B-S C-S", tree(c))
	require.Len(t, c.Entities, 3)
	require.Equal(t, "Company H", c.Bounds.HubsNotWalked[0].Name, "the hub would join all, and is not walked")
	for _, h := range c.Hops {
		requireCited(t, h.Edge)
		require.Equal(t, h.Edge.FromID != h.From.ID, h.Reversed)
	}

	c = connect(t, s, testIDs("a c k"), nil)
	require.False(t, c.Connected)
	require.Equal(t, [][]graph.ID{{"company:test:a", "company:test:c"}, {"company:test:k"}}, c.Parts)
	require.Equal(t, "A-S C-S", tree(c))

	require.Equal(t, "B-Y Y-Z", tree(connect(t, s, testIDs("z b"), nil)))
	require.Equal(t, "A-H H-K", tree(connect(t, small(t, 2, "a-h h-k h-1 h-2"), testIDs("a h k"), nil)), "a hub that is asked for is walked")
	require.Empty(t, connect(t, small(t, 9, "a-b b-c c-d"), testIDs("a d"), cypher.Args{"hops": "2"}).Hops)
}

// TestConnectManyWays: more ways between two than are shown, some over several edges, and filters.
func TestConnectManyWays(t *testing.T) {
	var edges strings.Builder
	for i := range 25 {
		fmt.Fprintf(&edges, "a-m%d m%d-b ", i, i)
	}
	for range 3 {
		edges.WriteString("b-c ")
	}
	s := small(t, 99, edges.String())
	for _, filter := range []cypher.Args{nil, {"hops": "1"}, {"family": "dispute"}, {"known": "1990-01-01"}, {"on": "2015-06-30", "certain": "yes"}, {"status": "alleged"}} {
		connect(t, s, testIDs("c a b"), filter)
	}
	table, err := copied(t, s).Ask(t.Context(), "connections", cypher.Args{"ids": testIDs("a b")})
	require.NoError(t, err)
	require.Len(t, table.Rows, 20)
	require.Equal(t, true, table.Rows[19]["more"])
}

func TestConnectSaysWhatIsWrong(t *testing.T) {
	s := small(t, 9, "a-b")
	for ids, want := range map[string]string{
		"":                                  `is missing: 2 to 10 different ids`,
		testIDs("a"):                        `has 1, not 2 to 10 different ids`,
		testIDs("a a"):                      `has 1, not 2 to 10 different ids`,
		testIDs("a b c d e f g i j k l"):    `has 11, not 2 to 10 different ids`,
		testIDs("a b nobody"):               `there is no entity company:test:nobody`,
		"company:test:a,zzzz":               `"zzzz" is not the name of any entity`,
		"company:test:a,source:test:one":    `"source:test:one" is not the name of any entity`,
		"Company A; Company B; Company Qqq": `Company Qqq`,
	} {
		_, err := s.Connect(t.Context(), cypher.Args{"ids": ids})
		require.ErrorContains(t, err, want, ids)
	}
	_, err := s.Connect(t.Context(), cypher.Args{"ids": "company:test:a,zzzz", "hop": "3", "on": "x"})
	require.ErrorContains(t, err, "did you mean hops?")
	require.ErrorContains(t, err, "zzzz")
	require.Equal(t, "A-B", tree(connect(t, s, "Company A; Company B", nil)), "names do")
}
