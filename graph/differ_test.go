package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/graph"
)

// differences in short: aspect, whether compatible, and what is said.
func shortly(differences []graph.Disagreement) []string {
	var out []string
	for _, d := range differences {
		var said []string
		for _, s := range d.Said {
			said = append(said, s.Text)
		}
		word := "contradicts"
		if d.Compatible {
			word = "compatible"
		}
		out = append(out, d.Aspect+" "+word+": "+strings.Join(said, " | "))
	}
	return out
}

func fact(predicate graph.Predicate, change func(*graph.Statement)) graph.Statement {
	s := graph.Statement{Subject: "company:ipgraph:acme", Predicate: predicate, Status: graph.Reported, Source: "source:ipgraph:a", Locator: "paragraph 1", ReportedOn: period("2019-06-27")}
	change(&s)
	s.Identify()
	return s
}

func TestDifferences(t *testing.T) {
	valued := func(number string, c graph.Comparator, unit string) graph.Statement {
		return fact("HAS_FIGURE", func(s *graph.Statement) { s.Value = &graph.Value{Number: number, Comparator: c, Unit: unit} })
	}
	suit := func(change func(*graph.Statement)) graph.Statement {
		return fact(graph.Sued, func(s *graph.Statement) { s.Object = "company:ipgraph:globex"; change(s) })
	}
	dated := func(text string) graph.Statement {
		return suit(func(s *graph.Statement) { s.Valid = period(text) })
	}
	paid := func(kind graph.MoneyKind, c graph.Comparator, minor int64) graph.Statement {
		return fact("PAID", func(s *graph.Statement) {
			s.Amount = &graph.Money{Kind: kind, Currency: "USD", Comparator: c, Minor: minor}
		})
	}
	since := func(text string) graph.Statement {
		return fact("PAID", func(s *graph.Statement) {
			s.Amount = &graph.Money{Kind: graph.MoneyPaid, Currency: "USD", Comparator: graph.GreaterThan, Minor: 600_000_000_000}
			s.Qualifiers = map[string]string{"since": text}
			if text == "" {
				s.Qualifiers = nil
			}
		})
	}
	for name, test := range map[string]struct {
		statements []graph.Statement
		want       []string
	}{
		"the same twice":                    {[]graph.Statement{valued("14", graph.Equal, "person"), valued("14", graph.Equal, "person")}, nil},
		"two figures":                       {[]graph.Statement{valued("14", graph.Equal, "person"), valued("24", graph.Equal, "person")}, []string{"value contradicts: 14 persons | 24 persons"}},
		"more than leaves room":             {[]graph.Statement{valued("80000", graph.GreaterThan, "patent"), valued("87805", graph.Equal, "patent")}, []string{"value compatible: more than 80,000 patents | 87,805 patents"}},
		"about leaves a tenth":              {[]graph.Statement{valued("230", graph.Approx, "patent"), valued("200", graph.GreaterThan, "patent")}, []string{"value compatible: about 230 patents | more than 200 patents"}},
		"days and weeks compare":            {[]graph.Statement{valued("21", graph.Equal, "day"), valued("3", graph.Equal, "week")}, []string{"value compatible: 21 days | 3 weeks"}},
		"a trial of 17 days and of 6 weeks": {[]graph.Statement{valued("17", graph.Equal, "day"), valued("6", graph.Equal, "week")}, []string{"value contradicts: 17 days | 6 weeks"}},
		"months are as long as they can be": {[]graph.Statement{valued("30", graph.Equal, "day"), valued("1", graph.Equal, "month")}, []string{"value compatible: 30 days | 1 month"}},
		"other units do not compare":        {[]graph.Statement{valued("3", graph.Equal, "patent"), valued("4", graph.Equal, "family")}, []string{"value compatible: 3 patents | 4 families"}},
		"opposite signs":                    {[]graph.Statement{suit(func(*graph.Statement) {}), suit(func(s *graph.Statement) { s.Negated = true })}, []string{"polarity contradicts: it is so | it is not so"}},
		"a day within a month":              {[]graph.Statement{dated("2019-06"), dated("2019-06-17")}, []string{"date compatible: 2019-06 | 2019-06-17"}},
		"two days":                          {[]graph.Statement{dated("2019-06-17"), dated("2019-06-18")}, []string{"date contradicts: 2019-06-17 | 2019-06-18"}},
		"demanded and paid":                 {[]graph.Statement{paid(graph.MoneyDemanded, graph.Equal, 100), paid(graph.MoneyPaid, graph.Equal, 90)}, nil},
		"two sums of a kind": {[]graph.Statement{paid(graph.MoneyPaid, graph.Equal, 100), paid(graph.MoneyPaid, graph.Equal, 9_000)},
			[]string{"amount contradicts: USD 1 paid | USD 90 paid"}},
		"a qualifier is no value":         {[]graph.Statement{since("since 2001"), since("over 30 years")}, []string{"since compatible: since 2001 | over 30 years"}},
		"a qualifier that one leaves out": {[]graph.Statement{since("since 2001"), since("")}, []string{"since compatible: since 2001 | not stated"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := shortly(graph.Differ(test.statements))
			for i := range got { // which is named first depends on their hashes where both were reported on a day
				assert.ElementsMatch(t, parts(test.want[i]), parts(got[i]))
			}
			assert.Len(t, got, len(test.want))
		})
	}
}

func parts(s string) []string {
	head, said, _ := strings.Cut(s, ": ")
	return append(strings.Split(said, " | "), head)
}

func TestWhoIsNamed(t *testing.T) {
	invested := func(who graph.ID, source string) graph.Statement {
		return fact(graph.InvestedIn, func(s *graph.Statement) {
			s.Subject, s.Object, s.Source = who, "company:ipgraph:globex", graph.ID("source:ipgraph:"+source)
		})
	}
	self := func(id graph.ID) string { return string(id) }
	a, b := invested("company:ipgraph:acme", "a"), invested("company:ipgraph:initech", "b")
	assert.Equal(t, a.Topic(graph.AspectFrom), b.Topic(graph.AspectFrom), "who invested in Globex")
	assert.NotEqual(t, a.Matter(), b.Matter())

	got := graph.DifferAbout(graph.AspectFrom, []graph.Statement{a, b}, self)
	assert.Equal(t, []string{"from compatible: company:ipgraph:acme | company:ipgraph:initech"}, shortly(got))
	assert.Empty(t, graph.DifferAbout(graph.AspectFrom, []graph.Statement{a, b}, func(graph.ID) string { return "one agency" }), "one voice names both")
	assert.Empty(t, graph.DifferAbout(graph.AspectFrom, []graph.Statement{a, invested("company:ipgraph:acme", "c")}, self), "both name the same")

	denied := invested("company:ipgraph:acme", "d")
	denied.Negated = true
	got = graph.DifferAbout(graph.AspectFrom, []graph.Statement{a, denied}, self)
	assert.Equal(t, []string{"from compatible: company:ipgraph:acme | not company:ipgraph:acme"}, shortly(got))
}

// An edge is disputed exactly where Differ finds a contradiction.
func TestDisputedEdgesDiffer(t *testing.T) {
	t.Parallel()
	often(t, func(t *rapid.T) {
		groups := map[string][]graph.Statement{}
		for _, s := range anyStatements().Draw(t, "statements") {
			if key := s.EdgeKey(); key != "" && s.Live() && !s.Retracts() && s.SupersededOn == "" {
				groups[key] = append(groups[key], s)
			}
		}
		for _, group := range groups {
			contradiction := slices.ContainsFunc(graph.Differ(group), func(d graph.Disagreement) bool { return !d.Compatible })
			require.Equal(t, graph.ProjectEdge(group, graph.Policy{})[0].Disputed, contradiction)
		}
	})
}
