package graph_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

func TestEveryRuleIsWhole(t *testing.T) {
	t.Parallel()
	families := append(graph.Families(), graph.FactFamily)
	seen := map[graph.Predicate]bool{}
	for _, r := range graph.Rules() {
		require.Regexp(t, regexp.MustCompile(`^[A-Z][A-Z_]+[A-Z]$`), string(r.Predicate))
		require.False(t, seen[r.Predicate], "%s is there twice", r.Predicate)
		seen[r.Predicate] = true
		require.True(t, strings.HasSuffix(r.About, "."), "%s: %q", r.Predicate, r.About)
		require.Contains(t, families, r.Family, r.Predicate)
		require.NotEmpty(t, r.From, r.Predicate)
		require.Equal(t, r.Family == graph.FactFamily || r.Predicate == "EARNED" || r.Predicate == "RAISED", len(r.To) == 0, "%s: facts alone have no object", r.Predicate)
		if r.Symmetric {
			require.Equal(t, r.From, r.To, "%s has no direction", r.Predicate)
		}
		for _, k := range append(r.From, r.To...) {
			require.True(t, k.Valid(), "%s: %s", r.Predicate, k)
		}
		for _, q := range r.Qualifiers {
			require.False(t, len(q.Values) > 0 && len(q.Kinds) > 0, "%s.%s is a word or an id", r.Predicate, q.Name)
		}
	}
}

// TestQualifiersNeverCollide: qualifiers stand beside the other properties.
func TestQualifiersNeverCollide(t *testing.T) {
	t.Parallel()
	full := graph.Statement{
		Subject: acme, Predicate: "PAID", Object: globex, Status: graph.Reported, Valid: period("2017/2019"), ReportedOn: period("2019"),
		AssertedBy: "a", Source: "source:ft:a", Locator: "l", Quote: "q", Note: "n", Review: graph.Accepted, Rank: graph.Preferred, Confidence: "1", Record: true,
		Value:  &graph.Value{Text: "t", Number: "1", NumberTo: "2", Comparator: graph.Range, Unit: "day"},
		Amount: &graph.Money{Kind: graph.MoneyPaid, Currency: "USD", Comparator: graph.Range, Minor: 1, MinorTo: 2, WithheldBy: "w"},
	}
	full.Identify()
	taken := map[string]bool{"hash": true, "load": true, "dossier": true, "recorded_at": true, "withdrawn_at": true, "arrangement": true,
		"disputed": true, "derived": true, "history": true, "sid": true, "state": true, "source": true, "locator": true}
	for name := range full.Properties() {
		taken[name] = true
	}
	full.Record = false
	for name := range graph.Project([]graph.Statement{full}, graph.Policy{})[0].Properties() {
		taken[name] = true
	}
	for _, r := range graph.Rules() {
		seen := map[string]bool{}
		for _, q := range r.Qualifiers {
			require.False(t, taken[q.Name], "%s.%s is the name of a property", r.Predicate, q.Name)
			require.False(t, seen[q.Name], "%s.%s is there twice", r.Predicate, q.Name)
			require.Regexp(t, `^[a-z][a-z_]*$`, q.Name)
			seen[q.Name] = true
		}
	}
}

func TestEdgeTypesHoldNoFact(t *testing.T) {
	t.Parallel()
	types := graph.EdgeTypes()
	require.Contains(t, types, graph.PartyTo)
	for _, p := range types {
		rule, ok := graph.RuleOf(p)
		require.True(t, ok)
		require.NotEmpty(t, rule.To)
		require.Contains(t, graph.Families(), rule.Family)
	}
	require.NotContains(t, types, graph.Predicate("HAS_FIGURE"))
	require.NotContains(t, types, graph.Predicate("EARNED"))
}

func TestKindsAndLabels(t *testing.T) {
	t.Parallel()
	labels := map[string]bool{}
	for _, k := range graph.Kinds() {
		require.True(t, k.Valid())
		back, ok := graph.KindOfLabel(k.Label())
		require.True(t, ok)
		require.Equal(t, k, back)
		require.Regexp(t, `^[A-Z][A-Za-z]+$`, k.Label())
		labels[k.Label()] = true
	}
	require.Len(t, labels, len(graph.Kinds()))
	require.False(t, graph.SourceKind.Valid(), "a source is no entity")
	_, ok := graph.KindOfLabel("Planet")
	require.False(t, ok)
}

func TestFamilyOf(t *testing.T) {
	t.Parallel()
	require.Equal(t, graph.LicenceFamily, graph.FamilyOf(graph.PartyTo, deal))
	require.Equal(t, graph.MoneyFamily, graph.FamilyOf(graph.PartyTo, round))
	require.Equal(t, graph.DisputeFamily, graph.FamilyOf(graph.PartyTo, suit))
	require.Equal(t, graph.PeopleFamily, graph.FamilyOf("FOUNDED", acme))
}
