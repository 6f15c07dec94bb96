package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/graph"
)

// often checks more cases than rapid does by default: contradictions on one
// edge are rare.
func often(t *testing.T, property func(*rapid.T)) {
	t.Helper()
	for range 10 {
		rapid.Check(t, property)
	}
}

func TestProjectIsIdempotent(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		statements := anyStatements().Draw(t, "statements")
		before := slices.Clone(statements)
		once := graph.Project(statements, graph.Policy{})
		require.Equal(t, once, graph.Project(statements, graph.Policy{}), "projected again")
		require.Equal(t, once, graph.Project(slices.Concat(statements, statements), graph.Policy{}), "every statement repeated")
		require.Equal(t, before, statements, "the statements stay as they are")
	})
}

func TestProjectDoesNotDependOnOrder(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		statements := anyStatements().Draw(t, "statements")
		shuffled := rapid.Permutation(statements).Draw(t, "shuffled")
		require.Equal(t, graph.Project(statements, graph.Policy{}), graph.Project(shuffled, graph.Policy{}))
	})
}

func TestProjectGivesEachEdgeOnce(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		seen := map[string]bool{}
		for _, e := range graph.Project(anyStatements().Draw(t, "statements"), graph.Policy{}) {
			require.False(t, seen[e.Key], "key %s of a %s is there twice", e.Key, e.Type)
			seen[e.Key] = true
		}
	})
}

func TestEveryEdgeRestsOnItsStatements(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		statements := anyStatements().Draw(t, "statements")
		byID := map[graph.StatementID]*graph.Statement{}
		for i := range statements {
			byID[statements[i].ID] = &statements[i]
		}
		for _, e := range graph.Project(statements, graph.Policy{}) {
			for _, id := range e.Former {
				require.NotNil(t, byID[id])
			}
			if e.Gone {
				requireGone(t, e)
				continue
			}
			require.NotEmpty(t, e.Citations)
			require.Equal(t, min(e.StatementCount, graph.MaxCitations), len(e.Citations))
			var carriers []*graph.Statement
			for _, c := range e.Citations {
				s := byID[c.Statement]
				require.NotNil(t, s)
				require.True(t, s.Live())
				require.False(t, s.Retracts(), "what takes others back carries nothing")
				require.True(t, e.Derived || s.SupersededOn == "", "what was superseded carries nothing now")
				require.Equal(t, graph.Citation{Statement: s.ID, Source: s.Source, Locator: s.Locator, Reported: s.Reported()}, c)
				carriers = append(carriers, s)
			}
			if e.Derived {
				requireShortcut(t, e, carriers)
			} else {
				requireStated(t, e, carriers)
			}
		}
	})
}

// requireGone wants an edge that is no more to rest on nothing, and to have been.
func requireGone(t *rapid.T, e graph.Edge) {
	require.Empty(t, e.Citations)
	require.Zero(t, e.StatementCount)
	require.NotEmpty(t, e.Former)
	require.Equal(t, graph.Withdrawn, e.Status)
	require.False(t, e.Negated || e.Disputed)
	require.Equal(t, "0", e.State[33:34])
	require.NotEmpty(t, e.History, "it was there once")
}

// requireStated wants all statements to say what the edge joins.
func requireStated(t *rapid.T, e graph.Edge, carriers []*graph.Statement) {
	rule, ok := graph.RuleOf(e.Type)
	require.True(t, ok)
	for _, s := range carriers {
		require.Equal(t, e.Type, s.Predicate)
		require.Equal(t, e.Key, s.EdgeKey())
		require.Equal(t, e.Record, s.Record)
		same := e.From == s.Subject && e.To == s.Object
		turned := e.From == s.Object && e.To == s.Subject
		require.True(t, same || rule.Symmetric && turned)
	}
	if rule.Symmetric {
		require.Less(t, e.From, e.To)
	}
	require.Equal(t, carriers[0].Status, e.Status, "the first citation leads")
	require.Equal(t, carriers[0].Negated, e.Negated)
}

// requireShortcut wants PARTY_TO statements about both ends and one arrangement.
func requireShortcut(t *rapid.T, e graph.Edge, carriers []*graph.Statement) {
	subjects := map[graph.ID]bool{}
	for _, s := range carriers {
		require.Equal(t, graph.PartyTo, s.Predicate)
		require.Contains(t, []graph.ID{e.From, e.To}, s.Subject)
		require.Contains(t, e.Qualifiers, map[graph.Kind]string{graph.Lawsuit: "case", graph.Licence: "licence", graph.FundingRound: "round"}[s.Object.Kind()])
		subjects[s.Subject] = true
	}
	require.Len(t, subjects, 2, "both sides are cited")
	require.False(t, e.Record)
}

// TestKnownForgetsWhatWasReportedLater asks the projection about a day in the
// past, and projects what had been reported by then: the answers agree.
func TestKnownForgetsWhatWasReportedLater(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		statements := anyStatements().Draw(t, "statements")
		for _, day := range daysOf(statements) {
			var known []graph.Statement
			for _, s := range statements {
				if s.Reported() > day {
					continue
				}
				if s.SupersededOn > day {
					s.SupersededOn, s.SupersededBy = "", ""
				}
				known = append(known, s)
			}
			require.Equal(t, graph.Project(known, graph.Policy{}), graph.Project(statements, graph.Policy{Known: day}), day)
		}
	})
}

// TestHistoryIsWhatWasKnown compares the history that an edge carries with what
// the projection gives for each day.
func TestHistoryIsWhatWasKnown(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		statements := anyStatements().Draw(t, "statements")
		edges := graph.Project(statements, graph.Policy{})
		for _, day := range daysOf(statements) {
			then := map[string]graph.Edge{}
			for _, e := range graph.Project(statements, graph.Policy{Known: day}) {
				then[e.Key] = e
			}
			for _, e := range edges {
				past, known := then[e.Key]
				require.Equal(t, e.FirstReported <= day, known, "%s on %s, first reported %s", e.Type, day, e.FirstReported)
				if known {
					require.Equal(t, stepOf(past), stepAt(e, day), "%s on %s: %q", e.Type, day, e.History)
				}
				delete(then, e.Key)
			}
			require.Empty(t, then, "an edge of the past is never lost")
		}
	})
}

func TestHistoryHoldsChangesOnly(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		for _, e := range graph.Project(anyStatements().Draw(t, "statements"), graph.Policy{}) {
			require.NotEqual(t, 1, len(e.History))
			for i, step := range e.History {
				require.Regexp(t, `^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d \d{4}-\d\d-\d\d [+0-] \d\d( \d{4}-\d\d-\d\d \d{4}-\d\d-\d\d)?$`, step)
				if i > 0 {
					require.Less(t, e.History[i-1][:10], step[:10])
					require.NotEqual(t, e.History[i-1][10:], step[10:])
				}
			}
		}
	})
}

func TestDisputedIsTwoStatementsThatCannotBothBeTrue(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		statements := anyStatements().Draw(t, "statements")
		groups := map[string][]graph.Statement{}
		for _, s := range statements {
			if s.Live() && !s.Retracts() && s.SupersededOn == "" {
				groups[s.EdgeKey()] = append(groups[s.EdgeKey()], s)
			}
		}
		for _, e := range graph.Project(statements, graph.Policy{}) {
			if e.Derived {
				continue
			}
			disputed := false
			for _, a := range groups[e.Key] {
				for _, b := range groups[e.Key] {
					disputed = disputed || contradict(a, b)
				}
			}
			require.Equal(t, disputed, e.Disputed)
		}
	})
}

func contradict(a, b graph.Statement) bool {
	apart := a.Valid.Earliest() != "" && b.Valid.Latest() != "" && a.Valid.Earliest() > b.Valid.Latest()
	return a.Negated != b.Negated || apart || a.Amount != nil && b.Amount != nil && !a.Amount.Agrees(*b.Amount) ||
		a.Value != nil && b.Value != nil && !a.Value.Agrees(*b.Value)
}

func daysOf(statements []graph.Statement) []string {
	days := []string{"2000-01-01", "2018-03-30", "2100-01-01"}
	for _, s := range statements {
		days = append(days, s.Reported())
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// stepOf writes an edge as a step of a history, without the day.
func stepOf(e graph.Edge) string {
	earliest, latest, sign := e.Earliest, e.Latest, "+"
	if earliest == "" {
		earliest = "0000-00-00"
	}
	if latest == "" {
		latest = "9999-12-31"
	}
	switch {
	case e.Gone:
		sign = "0"
	case e.Negated:
		sign = "-"
	}
	return strings.TrimSpace(earliest + " " + latest + " " + sign + " " + e.Status.Code() + " " + e.Certain)
}

// stepAt is the last step that was known on day.
func stepAt(e graph.Edge, day string) string {
	if len(e.History) == 0 {
		return strings.TrimSpace(e.State[11:] + " " + e.Certain)
	}
	last := ""
	for _, step := range e.History {
		if step[:10] <= day {
			last = step[11:]
		}
	}
	return last
}
