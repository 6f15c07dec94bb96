package prose_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/prose"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares text with testdata/name.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), text)
}

// names are what stands at the ends of the sentences in the golden files.
var names = map[graph.Kind][2]string{
	graph.Company: {"Acme", "Bolt"}, graph.Person: {"Ada Lane", "Bo Ito"}, graph.Agency: {"the Patent Agency", "the Trade Agency"},
	graph.Court: {"the District Court", "the Appeals Court"}, graph.Patent: {"US 1,234,567", "US 7,654,321"}, graph.Licence: {"the 2020 licence", "the 2021 licence"},
	graph.Lawsuit: {"Acme v. Bolt", "Bolt v. Acme"}, graph.LegalClaim: {"the trade-secret claim", "the patent claim"}, graph.Demand: {"the letter of 2019", "the letter of 2020"},
	graph.FundingRound: {"the Series A", "the Series B"}, graph.Law: {"the Amendment", "the Act"}, graph.StandardsBody: {"the Standards Body", "the Other Body"},
	graph.Measure: {"the Ban", "the Order"},
}

// end is an entity that may stand at one side of a relation.
func end(kinds []graph.Kind, second int) prose.Name {
	for _, k := range kinds {
		if n, ok := names[k]; ok {
			return prose.Name{ID: graph.ID(fmt.Sprintf("%s:ipgraph:%d", k, second)), Text: n[second]}
		}
	}
	return prose.Name{}
}

func tie(rule graph.Rule) prose.Tie {
	t := prose.Tie{Type: rule.Predicate, From: end(rule.From, 0), To: end(rule.To, 1),
		Voice: prose.Voice{Publisher: "The Gazette", Published: period("2019-06-27")}}
	if rule.Predicate == graph.PartyTo {
		t.To = end([]graph.Kind{graph.Lawsuit}, 0)
		t.Qualifiers = map[string]string{"role": "plaintiff"}
	}
	if rule.Amount == graph.Must {
		t.Amount = &graph.Money{Kind: graph.MoneyPaid, Currency: "USD", Comparator: graph.GreaterThan, Minor: 600_000_000_000}
	}
	return t
}

func period(text string) graph.Period {
	p, err := graph.ParsePeriod(text)
	if err != nil {
		panic(err)
	}
	return p
}

func turned(t prose.Tie) prose.Tie {
	t.From, t.To, t.Reversed = t.To, t.From, true
	return t
}

// Each line of the golden file is to be read when it changes: predicate, status,
// sign, direction and what is said of it.
func TestEverySentence(t *testing.T) {
	var b strings.Builder
	rows := 0
	for _, predicate := range graph.EdgeTypes() {
		rule, _ := graph.RuleOf(predicate)
		fmt.Fprintf(&b, "# %s\n", predicate)
		for _, status := range graph.Statuses() {
			for _, negated := range []bool{false, true} {
				x := tie(rule)
				x.Status, x.Negated = status, negated
				if !rule.Allows(status, negated, x.To.ID) {
					continue
				}
				for _, y := range []prose.Tie{x, turned(x)} {
					fmt.Fprintf(&b, "%-11s %s %s %s\n", status, map[bool]string{false: "+", true: "-"}[negated], map[bool]string{false: "->", true: "<-"}[y.Reversed], y.Sentence())
					rows++
				}
			}
		}
	}
	assert.Greater(t, rows, 1500)
	golden(t, "sentences.txt", b.String())
}

func TestDatesOfEveryPrecision(t *testing.T) {
	var b strings.Builder
	for _, predicate := range []graph.Predicate{graph.Sued, "PRESIDED_OVER", "SUBSIDIARY_OF", "EMPLOYED_BY", graph.HasLicenceWith} {
		rule, _ := graph.RuleOf(predicate)
		fmt.Fprintf(&b, "# %s\n", predicate)
		for _, text := range []string{"", "2019-06-26", "2019-06", "2019", "201X", "20XX", "2019-06-XX", "2019-XX", "2019?", "2019-06~", "2019-06-26%", "2011-01/2013-05-31",
			"2017-12/..", "2017-12/", "../2013", "/2020-02-05", "2019-06-17/2019-06-18", "2011?/2013~"} {
			x := tie(rule)
			x.Valid = period(text)
			fmt.Fprintf(&b, "%-21s %s.\n", text, strings.TrimPrefix(sentenceOf(x), "It is on record that "))
		}
	}
	derived := tie(must(graph.HasLicenceWith))
	derived.Derived, derived.Valid = true, period("2020-07")
	fmt.Fprintf(&b, "# a shortcut\n%s\n", derived.Sentence())
	golden(t, "dates.txt", b.String())
}

func must(p graph.Predicate) graph.Rule {
	rule, _ := graph.RuleOf(p)
	return rule
}

func sentenceOf(x prose.Tie) string {
	x.Status = graph.Recorded
	return strings.TrimSuffix(x.Sentence(), ".")
}

func TestRolesAndDetails(t *testing.T) {
	var b strings.Builder
	for _, kind := range []graph.Kind{graph.Lawsuit, graph.LegalClaim, graph.Licence, graph.Demand, graph.FundingRound} {
		for _, role := range graph.Roles(kind) {
			x := tie(must(graph.PartyTo))
			x.To, x.Qualifiers, x.Status = end([]graph.Kind{kind}, 0), map[string]string{"role": role}, graph.Recorded
			y := x
			y.Valid = period("2017-12-28")
			fmt.Fprintf(&b, "%s\n%s\n%s\n", x.Sentence(), turned(x).Sentence(), y.Sentence())
		}
	}
	usd := func(kind graph.MoneyKind, c graph.Comparator, minor int64) *graph.Money {
		return &graph.Money{Kind: kind, Currency: "USD", Comparator: c, Minor: minor}
	}
	of := func(p graph.Predicate, status graph.Status, change func(*prose.Tie)) {
		x := tie(must(p))
		x.Status = status
		change(&x)
		fmt.Fprintf(&b, "%s\n%s\n", x.Sentence(), turned(x).Sentence())
	}
	named := map[graph.ID]string{"lawsuit:us:1": "Acme v. Bolt", "legal-claim:us:1": "the trade-secret claim", "licence:us:1": "the 2020 licence",
		"funding-round:us:1": "the Series A", "patent:us:1": "US 1,234,567"}
	of("DEMANDED_ROYALTY_FROM", graph.Demanded, func(x *prose.Tie) {
		x.Amount, x.Value = usd(graph.MoneyDemanded, graph.GreaterThan, 1_000_000_000_00), &graph.Value{Number: "230", Comparator: graph.Approx, Unit: "patent"}
		x.Valid, x.Voice.By = period("2019-06-12"), "a person briefed on the matter, not named"
	})
	for _, m := range []*graph.Money{usd(graph.MoneyInvested, graph.Equal, 1_400_000_00), usd(graph.MoneyOffered, graph.UpTo, 12_345_67), {Kind: graph.MoneyUndisclosed},
		{Kind: graph.MoneyInvested, Currency: "JPY", Comparator: graph.Range, Minor: 1_000_000_000, MinorTo: 1_250_500_000}} {
		of(graph.InvestedIn, graph.Announced, func(x *prose.Tie) {
			x.Amount, x.Names, x.Qualifiers = m, named, map[string]string{"round": "funding-round:us:1"}
		})
	}
	of("PAID", graph.Declared, func(x *prose.Tie) {
		x.Qualifiers = map[string]string{"for": "patent royalties", "since": "since 2001"}
		x.Voice.By = "Huawei, at the press conference"
	})
	of("SETTLED_WITH", graph.Agreed, func(x *prose.Tie) {
		x.Amount, x.Names, x.Valid = &graph.Money{Kind: graph.MoneyUndisclosed, WithheldBy: "Acme and Bolt"}, named, period("2021-07-12")
		x.Qualifiers = map[string]string{"case": "lawsuit:us:1"}
	})
	for _, status := range []graph.Status{graph.Found, graph.Adjudicated, graph.Reversed, graph.Reported} {
		for _, negated := range []bool{false, true} {
			of("FOUND_LIABLE_TO", status, func(x *prose.Tie) {
				x.Negated, x.Names, x.Valid = negated, named, period("2019-06-26")
				x.Qualifiers = map[string]string{"claim": "legal-claim:us:1", "case": "lawsuit:us:1", "cause": "trade_secret_misappropriation", "damages": "none", "harm": "none"}
				if status == graph.Found {
					x.Voice.By = "a jury in Texas"
				}
			})
		}
	}
	of("FOUND_LIABLE_TO", graph.Found, func(x *prose.Tie) {
		x.Amount, x.Qualifiers = usd(graph.MoneyAwarded, graph.Equal, 26_000_000_00), map[string]string{"cause": "patent_infringement", "damages": "awarded"}
	})
	of(graph.LicensesTo, graph.Reported, func(x *prose.Tie) {
		x.Names, x.Qualifiers = named, map[string]string{"licence": "licence:us:1", "type": "non_exclusive"}
	})
	of("HOLDS_STAKE_IN", graph.Recorded, func(x *prose.Tie) { x.Value = &graph.Value{Number: "12", Comparator: graph.Equal, Unit: "percent"} })
	of("EMPLOYED_BY", graph.Reported, func(x *prose.Tie) {
		x.Valid, x.Qualifiers = period("2011-01/2013-05-31"), map[string]string{"title": "principal engineer", "place": "Santa Clara, California"}
		x.Voice = prose.Voice{Publisher: "Reuters", By: "analysts, not named", Published: period("2019-06")}
	})
	of("TARGETS", graph.Reported, func(x *prose.Tie) { x.Qualifiers = map[string]string{"explicit": "no"} })
	of("CHALLENGED_PATENT_OF", graph.Recorded, func(x *prose.Tie) { x.Names, x.Qualifiers = named, map[string]string{"patent": "patent:us:1"} })
	of("DECLARED_ESSENTIAL_TO", graph.Declared, func(x *prose.Tie) { x.Qualifiers = map[string]string{"standard": "LTE"} })
	of("ASSIGNED_TO", graph.Recorded, func(x *prose.Tie) { x.From = end([]graph.Kind{graph.Company}, 0) })
	of("SECURITY_INTEREST_TO", graph.Recorded, func(x *prose.Tie) { x.From = end([]graph.Kind{graph.Company}, 0) })
	of(graph.Sued, graph.Alleged, func(x *prose.Tie) { x.Voice.By = "Huawei, before the jury" })
	of(graph.Sued, graph.Recorded, func(x *prose.Tie) { x.Voice.By = "Huawei" })
	of(graph.Sued, graph.Reported, func(x *prose.Tie) { x.Voice = prose.Voice{} })
	golden(t, "details.txt", b.String())
}
