package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// bothClocks holds what the story must say on either clock, and on both, at the
// command line.
func bothClocks(t *testing.T) {
	const suit = "id=lawsuit:us:txed/4:17-cv-00893"
	before, after := "2019-06-20", "2019-06-28"
	for _, days := range [][]string{{"on="}, {"known="}, {"on=", "known="}} {
		at := func(day string) (args []string) {
			for _, clock := range days {
				args = append(args, clock+day)
			}
			return args
		}
		facts := ok(t, append([]string{"ask", "entity", suit}, at(before)...)...)
		require.Equal(t, facts, ok(t, append([]string{"ask", "entity", suit}, flagsOf(at(before))...)...))
		require.Contains(t, facts, "trial_under_way")
		require.NotContains(t, facts, "jury_verdict")
		facts = ok(t, append([]string{"ask", "entity", suit}, at(after)...)...)
		require.Contains(t, facts, "event=jury_verdict")
		require.NotContains(t, ok(t, append([]string{"ask", "claims-and-findings", suit}, at(before)...)...), "FOUND_LIABLE_TO")
		require.Contains(t, ok(t, append([]string{"ask", "claims-and-findings", suit}, at(after)...)...), "no damages; 2019-06-26)")
		flags, later := flagsOf(at(before)), flagsOf(at(after))
		require.NotContains(t, ok(t, append([]string{"path", "CNEX", "Huawei", "--hops", "1"}, flags...)...), "found")
		require.Contains(t, ok(t, append([]string{"path", "CNEX", "Huawei", "--hops", "1"}, later...)...), "found; no damages")
		require.NotContains(t, ok(t, append([]string{"connect", "CNEX", "Huawei", "--hops", "1"}, flags...)...), "found to have been wronged")
		require.Contains(t, ok(t, append([]string{"connect", "CNEX", "Huawei", "--hops", "1"}, later...)...), "found; no damages")
	}
	for _, day := range []string{"2019-06-12", before, after, "2021-08-01", "2024-01-01"} {
		require.Contains(t, ok(t, "ask", "royalty-demands", "id=Verizon", "on="+day, "known="+day), "more than USD 1,000,000,000 demanded")
		require.NotContains(t, ok(t, "ask", "money", "id=Verizon", "on="+day, "known="+day), "paid")
		require.NotContains(t, ok(t, "ask", "licences", "id=Verizon", "known="+day), "Huawei <", "what is only speculated about is no licence")
	}
	require.NotContains(t, ok(t, "ask", "money", "id=Verizon", "known=2021-07-11"), "undisclosed")
	require.Contains(t, ok(t, "ask", "money", "id=Verizon", "known=2021-07-13"), "an undisclosed amount")
}

// flagsOf writes name=value as flags.
func flagsOf(pairs []string) (flags []string) {
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		flags = append(flags, "--"+name, value)
	}
	return flags
}

// certainOrPossible: what only possibly holds on a day is marked, and left out on
// request.
func certainOrPossible(t *testing.T) {
	all := ok(t, "path", "CNEX", "Futurewei", "--on", "2013-06-15", "--limit", "10")
	require.Contains(t, all, "possibly on that day")
	sure := ok(t, "path", "CNEX", "Futurewei", "--on", "2013-06-15", "--limit", "10", "--certain")
	require.NotContains(t, sure, "possibly on that day")
	require.Contains(t, cli(t, "path", "CNEX", "Futurewei", "--certain=perhaps").stderr, "certain")
	require.Equal(t, ok(t, "ask", "neighbours", "id=CNEX", "on=2013-06-15"), ok(t, "ask", "neighbours", "id=CNEX", "on=2013-06-15", "certain=no"))
	require.NotContains(t, ok(t, "ask", "neighbours", "id=CNEX", "on=2013-06-15", "certain=yes"), "possibly")
	require.NotContains(t, ok(t, "ask", "neighbours", "id=CNEX", "--on", "2013-06-15", "--certain"), "possibly")
	require.Contains(t, cli(t, "ask", "neighbours", "id=CNEX", "on=2013-06-15", "--on", "2013-06-15").stderr, "on is given more than once")
}

// absences are told for people with how far the search went.
func absences(t *testing.T) {
	text := ok(t, "path", "Samsung", "Micron", "--family", "people", "--hops", "2")
	require.Contains(t, text, "No chain between Samsung and Micron Technology was found within 2 hops, in the family people.")
	require.Contains(t, text, "leave out family")
	require.Contains(t, text, "The graph holds 42 entities, 48 sources, 218 statements")
	text = ok(t, "path", "CNEX", "Huawei", "--known", "1900-01-01")
	require.Contains(t, text, "From CNEX Labs nothing can be reached, known on 1900-01-01.")
	var answered struct {
		Bounds struct {
			Reach []struct {
				From  []struct{ Name string }
				Total int
				End   string
			}
			Lift  []struct{ Bound, How string }
			Graph struct{ Entities int }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(ok(t, "connect", "Samsung", "Micron", "Nokia", "--family", "licence", "--json")), &answered))
	require.Len(t, answered.Bounds.Reach, 2)
	require.Len(t, answered.Bounds.Reach[0].From, 2)
	require.Equal(t, "all", answered.Bounds.Reach[0].End)
	require.Equal(t, 42, answered.Bounds.Graph.Entities)
	require.Equal(t, "family", answered.Bounds.Lift[0].Bound)
}
