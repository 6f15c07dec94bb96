package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"ipgraph/graph"
)

// The pools are small, so that statements meet on the same edges.
var (
	values    = []string{"a", "b", "c"}
	locators  = []string{"paragraph 1", "paragraph 2", "#row=3"}
	validOn   = []string{"", "", "2017", "2017-12", "2017-12-28", "2018?", "2015/..", "../2013", "2017-12/", "/2019", "2011-01/2013-05-31", "201X"}
	reportsOn = []string{"2017-12-29", "2018", "2018-03", "2019-06-26", "2019-06-27", "2020~"}
)

// period is p read; the generator and the tables hold valid ones only.
func period(text string) graph.Period {
	p, err := graph.ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

func anyID(kinds []graph.Kind) *rapid.Generator[graph.ID] {
	return rapid.Custom(func(t *rapid.T) graph.ID {
		kind := rapid.SampledFrom(kinds).Draw(t, "kind")
		return graph.ID(string(kind) + ":ipgraph:" + rapid.SampledFrom(values).Draw(t, "value"))
	})
}

func anyRule() *rapid.Generator[graph.Rule] {
	rules := graph.Rules()
	party, _ := graph.RuleOf(graph.PartyTo)
	founded, _ := graph.RuleOf("FOUNDED")
	licence, _ := graph.RuleOf(graph.HasLicenceWith)
	return rapid.OneOf(rapid.SampledFrom(rules), rapid.Just(party), rapid.SampledFrom([]graph.Rule{founded, licence}))
}

// anyStatement draws a statement that is valid and identified.
func anyStatement() *rapid.Generator[graph.Statement] { return statementOf(anyRule()) }

func statementOf(rules *rapid.Generator[graph.Rule]) *rapid.Generator[graph.Statement] {
	return rapid.Custom(func(t *rapid.T) graph.Statement {
		rule := rules.Draw(t, "rule")
		s := graph.Statement{
			Predicate: rule.Predicate, Subject: anyID(rule.From).Draw(t, "subject"),
			Status: rapid.SampledFrom(graph.Statuses()).Draw(t, "status"), Negated: rapid.IntRange(0, 4).Draw(t, "negated") == 0,
			Valid:      period(rapid.SampledFrom(validOn).Draw(t, "valid")),
			ReportedOn: period(rapid.SampledFrom(reportsOn).Draw(t, "reported")),
			AssertedBy: rapid.SampledFrom([]string{"", "a spokesperson"}).Draw(t, "asserted by"),
			Source:     graph.ID("source:ipgraph:" + rapid.SampledFrom(values).Draw(t, "source")),
			Locator:    rapid.SampledFrom(locators).Draw(t, "locator"),
			Quote:      rapid.SampledFrom([]string{"", "said so"}).Draw(t, "quote"),
			Review:     rapid.SampledFrom([]graph.Review{"", "", graph.Accepted, graph.Pending, graph.Rejected}).Draw(t, "review"),
			Rank:       rapid.SampledFrom([]graph.Rank{"", "", graph.Normal, graph.Preferred, graph.Deprecated}).Draw(t, "rank"),
		}
		s.Negated = s.Negated || s.Status == graph.Denied
		if s.Retracts() || rapid.IntRange(0, 9).Draw(t, "supersedes") == 0 {
			s.Supersedes = []graph.StatementID{"s:00000000000000000000000000000001"}
		}
		if len(rule.To) > 0 && (!rule.ObjectOptional || rapid.Bool().Draw(t, "has object")) {
			s.Object = anyID(rule.To).Filter(func(id graph.ID) bool { return id != s.Subject }).Draw(t, "object")
		}
		if !rule.Allows(s.Status, s.Negated, s.Object) { // only a demand is demanded
			s.Status = graph.Reported
		}
		s.Qualifiers = qualifiersOf(t, rule, s.Object.Kind())
		if has(t, "value", rule.Value) {
			s.Value = anyValue().Draw(t, "value")
		}
		if has(t, "amount", rule.Amount) {
			s.Amount = anyMoney(rule).Draw(t, "amount")
		}
		if s.Object != "" && rapid.IntRange(0, 9).Draw(t, "record") == 0 {
			s.Record, s.AssertedBy, s.Quote, s.Review, s.Rank, s.ReportedOn = true, "", "", "", "", period("2018-05-17")
			s.Supersedes = nil
			if s.Retracts() {
				s.Status = graph.Recorded
			}
		}
		s.Identify()
		return s
	})
}

func has(t *rapid.T, what string, need graph.Need) bool {
	return need == graph.Must || need == graph.Maybe && rapid.Bool().Draw(t, "has "+what)
}

func qualifiersOf(t *rapid.T, rule graph.Rule, object graph.Kind) map[string]string {
	var m map[string]string
	for _, q := range rule.Qualifiers {
		if !q.Required && rapid.IntRange(0, 2).Draw(t, "has "+q.Name) > 0 {
			continue
		}
		if m == nil {
			m = map[string]string{}
		}
		words := values
		switch {
		case rule.Predicate == graph.PartyTo:
			words = graph.Roles(object)[:min(4, len(graph.Roles(object)))]
		case len(q.Values) > 0:
			words = q.Values
		case len(q.Kinds) > 0:
			words = []string{string(anyID(q.Kinds).Draw(t, q.Name))}
		}
		m[q.Name] = rapid.SampledFrom(words).Draw(t, q.Name)
	}
	return m
}

func anyValue() *rapid.Generator[*graph.Value] {
	return rapid.Custom(func(t *rapid.T) *graph.Value {
		if rapid.Bool().Draw(t, "is text") {
			return &graph.Value{Text: rapid.SampledFrom(values).Draw(t, "text")}
		}
		v := &graph.Value{Number: rapid.SampledFrom([]string{"17", "18.5", "80000", "-3"}).Draw(t, "number"), Unit: rapid.SampledFrom([]string{"day", "patent"}).Draw(t, "unit"),
			Comparator: graph.Comparator(rapid.SampledFrom(graph.Comparators()).Draw(t, "comparator"))}
		if v.Comparator == graph.Range {
			v.NumberTo = "90000"
		}
		return v
	})
}

func anyMoney(rule graph.Rule) *rapid.Generator[*graph.Money] {
	return rapid.Custom(func(t *rapid.T) *graph.Money {
		kinds := rule.Money
		for _, k := range graph.MoneyKinds() {
			if len(rule.Money) == 0 {
				kinds = append(kinds, graph.MoneyKind(k))
			}
		}
		m := &graph.Money{Kind: rapid.SampledFrom(kinds).Draw(t, "money kind")}
		if m.Kind == graph.MoneyUndisclosed {
			m.WithheldBy = rapid.SampledFrom([]string{"", "the parties"}).Draw(t, "withheld by")
			return m
		}
		m.Currency = rapid.SampledFrom([]string{"USD", "JPY"}).Draw(t, "currency")
		m.Comparator = graph.Comparator(rapid.SampledFrom(graph.Comparators()).Draw(t, "comparator"))
		m.Minor = rapid.SampledFrom([]int64{0, 1_000, 1_050, 500_000}).Draw(t, "minor")
		if m.Comparator == graph.Range {
			m.MinorTo = m.Minor + 500
		}
		return m
	})
}

// anyStatements draws statements no two of which are the same, some superseded by
// another.
func anyStatements() *rapid.Generator[[]graph.Statement] {
	distinct := rapid.SliceOfNDistinct(anyStatement(), 0, 25, func(s graph.Statement) graph.StatementID { return s.ID })
	return rapid.Custom(func(t *rapid.T) []graph.Statement {
		statements := distinct.Draw(t, "statements")
		for i := range statements {
			if by := rapid.IntRange(0, 4*len(statements)).Draw(t, "superseded by"); by < len(statements) && by != i && !statements[i].Record {
				statements[i].Supersede(&statements[by])
			}
		}
		return statements
	})
}

func TestTheGeneratorMakesValidStatements(t *testing.T) {
	t.Parallel()
	for _, rule := range graph.Rules() {
		t.Run(string(rule.Predicate), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				require.Empty(t, statementOf(rapid.Just(rule)).Draw(t, "statement").Validate())
			})
		})
	}
}
