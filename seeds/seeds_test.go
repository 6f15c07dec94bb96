package seeds_test

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/seeds"
)

const (
	article  = graph.ID("source:ft:2019-06-27-huawei-royalties")
	cnexCase = graph.ID("lawsuit:us:txed/4:17-cv-00893")
	huawei   = graph.ID("company:ipgraph:huawei-technologies")
	verizon  = graph.ID("company:ipgraph:verizon-communications")
	cnex     = graph.ID("company:ipgraph:cnex-labs")
	future   = graph.ID("company:ipgraph:futurewei-technologies")
	huang    = graph.ID("person:ipgraph:yiren-huang")
)

// dossier is the dossier as the graph package understands it.
type dossier struct {
	sources    []graph.Source
	entities   []graph.Entity
	statements []graph.Statement
}

// The YAML forms hold numbers as a person writes them.
type (
	yamlSource struct {
		ID, Title, Publisher, URL, Published, Retrieved, SHA256, Document, Agency string
		Repeats                                                                   []graph.ID
	}
	yamlStatement struct {
		Subject    graph.ID
		Predicate  graph.Predicate
		Object     graph.ID
		Value      *yamlValue
		Amount     *yamlMoney
		Qualifiers map[string]string
		Status     graph.Status
		Polarity   *bool
		Valid      string
		ReportedOn string `yaml:"reported_on"`
		AssertedBy string `yaml:"asserted_by"`
		Source     graph.ID
		Locator    string
		Quote      string
		Note       string
		Review     graph.Review
		Rank       graph.Rank
	}
	yamlValue struct {
		Text, Unit string
		Number     any
		NumberTo   any `yaml:"number_to"`
		Comparator graph.Comparator
	}
	yamlMoney struct {
		Kind       graph.MoneyKind
		Currency   string
		Comparator graph.Comparator
		Value, To  any
		WithheldBy string `yaml:"withheld_by"`
	}
)

func read(t *testing.T) dossier {
	t.Helper()
	var d dossier
	var sources []yamlSource
	decode(t, "sources.yaml", &sources)
	for _, s := range sources {
		d.sources = append(d.sources, graph.Source{
			ID: graph.ID(s.ID), Title: s.Title, Publisher: s.Publisher, URL: s.URL, Published: period(t, s.Published),
			Retrieved: period(t, s.Retrieved), SHA256: s.SHA256, Document: s.Document, Agency: s.Agency, Repeats: s.Repeats,
		})
	}
	decode(t, "entities.yaml", &d.entities)
	names, err := fs.Glob(seeds.FS(), "statements*.yaml")
	require.NoError(t, err)
	for _, name := range names {
		var list []yamlStatement
		decode(t, name, &list)
		for _, y := range list {
			d.statements = append(d.statements, statement(t, y))
		}
	}
	return d
}

func decode(t *testing.T, name string, into any) {
	t.Helper()
	text, err := fs.ReadFile(seeds.FS(), name)
	require.NoError(t, err)
	require.NoError(t, yaml.UnmarshalWithOptions(text, into, yaml.Strict()), name)
}

func statement(t *testing.T, y yamlStatement) graph.Statement {
	t.Helper()
	s := graph.Statement{
		Subject: y.Subject, Predicate: y.Predicate, Object: y.Object, Qualifiers: y.Qualifiers, Status: y.Status,
		Negated: y.Polarity != nil && !*y.Polarity, Valid: period(t, y.Valid), ReportedOn: period(t, y.ReportedOn),
		AssertedBy: y.AssertedBy, Source: y.Source, Locator: y.Locator, Quote: y.Quote, Note: y.Note, Review: y.Review, Rank: y.Rank,
	}
	if v := y.Value; v != nil {
		s.Value = &graph.Value{Text: v.Text, Number: decimal(v.Number), NumberTo: decimal(v.NumberTo), Comparator: v.Comparator, Unit: v.Unit}
	}
	if m := y.Amount; m != nil {
		s.Amount = &graph.Money{Kind: m.Kind, Currency: m.Currency, Comparator: m.Comparator, WithheldBy: m.WithheldBy}
		if m.Value != nil {
			minor, err := graph.ParseMinor(decimal(m.Value), m.Currency)
			require.NoError(t, err)
			s.Amount.Minor = minor
		}
	}
	s.Identify()
	return s
}

func decimal(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func period(t *testing.T, s string) graph.Period {
	t.Helper()
	p, err := graph.ParsePeriod(s)
	require.NoError(t, err)
	return p
}

func TestEverythingIsValid(t *testing.T) {
	d := read(t)
	for _, s := range d.sources {
		assert.Empty(t, s.Validate(), "%s", s.ID)
	}
	for _, e := range d.entities {
		assert.Empty(t, e.Validate(), "%s", e.ID)
	}
	seen := map[graph.StatementID]bool{}
	for _, s := range d.statements {
		assert.Empty(t, s.Validate(), "%s %s %s, %s, %s", s.Subject, s.Predicate, s.Object, s.Source, s.Locator)
		assert.False(t, seen[s.ID], "twice: %s %s %s, %s, %s", s.Subject, s.Predicate, s.Object, s.Source, s.Locator)
		seen[s.ID] = true
		assert.Empty(t, s.Quote, "the dossier paraphrases and never quotes")
	}
}

func TestEveryIDIsKnownAndUsed(t *testing.T) {
	d := read(t)
	used := map[graph.ID]bool{}
	known := map[graph.ID]bool{}
	for _, s := range d.sources {
		assert.False(t, known[s.ID], "twice: %s", s.ID)
		known[s.ID] = true
	}
	for _, e := range d.entities {
		assert.False(t, known[e.ID], "twice: %s", e.ID)
		known[e.ID] = true
	}
	for _, s := range d.sources {
		for _, r := range s.Repeats {
			assert.True(t, known[r], "%s repeats the unknown %s", s.ID, r)
		}
	}
	for _, s := range d.statements {
		ids := []graph.ID{s.Subject, s.Source}
		if s.Object != "" {
			ids = append(ids, s.Object)
		}
		rule, _ := graph.RuleOf(s.Predicate)
		for name, value := range s.Qualifiers {
			if q, _ := rule.QualifierNamed(name); len(q.Kinds) > 0 {
				ids = append(ids, graph.ID(value))
			}
		}
		for _, id := range ids {
			assert.True(t, known[id], "%s %s: unknown %s", s.Subject, s.Predicate, id)
			used[id] = true
		}
	}
	for id := range known {
		assert.True(t, used[id], "no statement uses %s", id)
	}
}

func TestTheBillionIsDemandedAndNeverPaid(t *testing.T) {
	demanded := 0
	for _, s := range read(t).statements {
		if s.Amount == nil || s.Amount.Minor != 1_000_000_000_00 {
			continue
		}
		assert.Equal(t, graph.MoneyDemanded, s.Amount.Kind)
		assert.Equal(t, graph.GreaterThan, s.Amount.Comparator)
		assert.Equal(t, graph.Predicate("DEMANDED_ROYALTY_FROM"), s.Predicate)
		assert.Equal(t, graph.Demanded, s.Status)
		assert.Equal(t, []graph.ID{huawei, verizon}, []graph.ID{s.Subject, s.Object})
		demanded++
	}
	assert.Equal(t, 11, demanded, "the article, Reuters, and nine who repeat Reuters")
}

func TestTenReportsOfTheDemandAreOneSource(t *testing.T) {
	d := read(t)
	const reuters = graph.ID("source:reuters:2019-06-12-huawei-verizon")
	repeats := map[graph.ID][]graph.ID{}
	for _, s := range d.sources {
		repeats[s.ID] = s.Repeats
	}
	origin := func(id graph.ID) graph.ID {
		for len(repeats[id]) > 0 {
			id = repeats[id][0]
		}
		return id
	}
	count := 0
	for _, s := range d.statements {
		if s.Predicate == "DEMANDED_ROYALTY_FROM" && origin(s.Source) == reuters {
			count++
		}
	}
	assert.Equal(t, 10, count)
}

func TestLicencesOfTheArticleHaveNoDirection(t *testing.T) {
	var partners []string
	for _, s := range read(t).statements {
		rule, _ := graph.RuleOf(s.Predicate)
		if s.Source != article || rule.Family != graph.LicenceFamily {
			continue
		}
		assert.Equal(t, graph.HasLicenceWith, s.Predicate)
		assert.Equal(t, huawei, s.Subject)
		assert.Nil(t, s.Amount)
		_, _, name := s.Object.Parts()
		partners = append(partners, name)
	}
	assert.ElementsMatch(t, []string{"att", "qualcomm", "apple", "nokia", "ericsson", "bt", "siemens", "samsung"}, partners)
}

func TestTheSettlementIsUndisclosedAndNoLicence(t *testing.T) {
	settled := 0
	for _, s := range read(t).statements {
		if s.Predicate == "SETTLED_WITH" {
			require.NotNil(t, s.Amount)
			assert.Equal(t, graph.MoneyUndisclosed, s.Amount.Kind)
			assert.NotEmpty(t, s.Amount.WithheldBy)
			settled++
		}
		rule, _ := graph.RuleOf(s.Predicate)
		if rule.Family == graph.LicenceFamily {
			assert.NotContains(t, []graph.ID{s.Subject, s.Object}, verizon)
		}
	}
	assert.Positive(t, settled)
}

func TestShortcutsOfACaseAreLeftToTheProgram(t *testing.T) {
	for _, s := range read(t).statements {
		assert.NotContains(t, []graph.Predicate{graph.Sued, graph.Countersued}, s.Predicate)
	}
}

// Both sides of every disagreement stand as statements of their own.
func TestDisagreementsAreKept(t *testing.T) {
	d := read(t)
	// sources of the live statements that match, grouped by what they say.
	find := func(match func(graph.Statement) (string, bool)) map[string][]graph.ID {
		found := map[string][]graph.ID{}
		for _, s := range d.statements {
			if what, ok := match(s); ok && s.Live() {
				found[what] = append(found[what], s.Source)
			}
		}
		return found
	}
	figure := func(measure string, subject graph.ID) map[string][]graph.ID {
		return find(func(s graph.Statement) (string, bool) {
			if s.Predicate != "HAS_FIGURE" || s.Subject != subject || s.Qualifiers["measure"] != measure || s.Qualifiers["scope"] == "United States" {
				return "", false
			}
			return s.Value.String(), true
		})
	}
	liable := func(subject graph.ID, claim string) map[string][]graph.ID {
		return find(func(s graph.Statement) (string, bool) {
			if s.Predicate != "FOUND_LIABLE_TO" || s.Subject != subject || s.Qualifiers["claim"] != "legal-claim:ipgraph:"+claim {
				return "", false
			}
			return fmt.Sprintf("%s %v harm=%s", s.Object, !s.Negated, s.Qualifiers["harm"]), true
		})
	}
	for name, test := range map[string]struct {
		found map[string][]graph.ID
		want  []string
	}{
		"1 the backers of CNEX": {find(func(s graph.Statement) (string, bool) {
			_, _, name := s.Subject.Parts()
			return name, s.Predicate == graph.InvestedIn && s.Object == cnex
		}), []string{"dell-technologies-capital", "micron-technology", "dell-technologies", "microsoft"}},
		"2 employees recruited": {figure("employees_recruited", cnexCase), []string{"14 employees", "24 employees"}},
		"3 where Huang worked": {find(func(s graph.Statement) (string, bool) {
			return string(s.Object) + " " + s.Qualifiers["place"], s.Predicate == "EMPLOYED_BY" && s.Subject == huang && s.Qualifiers["place"] != ""
		}), []string{string(future) + " Plano, Texas", string(huawei) + " Santa Clara, California", string(future) + " Santa Clara, California"}},
		"4 length of the trial": {figure("trial_length", cnexCase), []string{"17 days", "18 days", "3 weeks", "6 weeks"}},
		"5 Huang's breach": {liable(huang, "huang-patent-disclosure"), []string{
			string(future) + " true harm=none", string(huawei) + " true harm=",
		}},
		"6 Huawei took trade secrets": {liable(huawei, "cnex-trade-secrets"), []string{string(cnex) + " true harm="}},
		"6 Futurewei did not":         {liable(future, "cnex-trade-secrets"), []string{string(cnex) + " false harm="}},
		"7 patents held":              {figure("patents_held", huawei), []string{"more than 80,000 patents", "87,805 patents"}},
		"8 since when royalties were paid": {find(func(s graph.Statement) (string, bool) {
			return s.Qualifiers["since"], s.Predicate == "PAID" && s.Qualifiers["since"] != ""
		}), []string{"over 30 years", "since 2001"}},
		"when the amendment was filed": {find(func(s graph.Statement) (string, bool) { return s.Valid.String(), s.Predicate == "SPONSORED" }), []string{"2019-06", "2019-06-17", "2019-06-18"}},
		"how many patents Verizon must pay": {find(func(s graph.Statement) (string, bool) {
			if s.Predicate != "DEMANDED_ROYALTY_FROM" {
				return "", false
			}
			return s.Value.String(), true
		}), []string{"about 230 patents", "more than 200 patents", "more than 230 patents"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for what := range test.found {
				got = append(got, what)
			}
			assert.ElementsMatch(t, test.want, got)
		})
	}
}

// On 20 June 2019 the trial is on; on 28 June there is a verdict and no money.
func TestTheCaseOverTime(t *testing.T) {
	d := read(t)
	at := func(day string) []string {
		var events []string
		for _, s := range d.statements {
			if s.Subject == cnexCase && s.Predicate == "HAS_EVENT" && s.Valid.Earliest() != "" && s.Valid.Earliest() <= day {
				events = append(events, s.Qualifiers["event"]+" "+s.Qualifiers["damages"])
			}
		}
		slices.Sort(events)
		return slices.Compact(events)
	}
	assert.Equal(t, []string{"complaint ", "counterclaim ", "trial_begins ", "trial_under_way undecided"}, at("2019-06-20"))
	assert.Contains(t, at("2019-06-28"), "jury_verdict none")
	assert.Contains(t, at("2019-06-28"), "judgment none")
	for _, s := range d.statements {
		if s.Predicate == "FOUND_LIABLE_TO" {
			assert.Equal(t, "2019-06-26", s.Valid.String(), "no finding shows before the verdict")
		}
		if s.Subject == cnexCase && s.Qualifiers["event"] == "trial_under_way" {
			source := d.sources[slices.IndexFunc(d.sources, func(x graph.Source) bool { return x.ID == s.Source })]
			assert.LessOrEqual(t, source.Published.Latest(), "2019-06-20", "known on the day")
		}
	}
}

// A reporter must be able to walk from one end to the other, each hop with a
// source.
func TestPathsThatReportersWalk(t *testing.T) {
	near := map[graph.ID][]graph.ID{}
	for _, s := range read(t).statements {
		if s.Object != "" && !s.Negated {
			near[s.Subject] = append(near[s.Subject], s.Object)
			near[s.Object] = append(near[s.Object], s.Subject)
		}
	}
	walk := func(stops ...graph.ID) {
		for i := 1; i < len(stops); i++ {
			assert.Contains(t, near[stops[i-1]], stops[i], "hop %d", i)
		}
	}
	walk("company:ipgraph:micron-technology", cnex, huang, future, huawei)
	walk("person:ipgraph:song-liuping", huawei, cnexCase, cnex, "company:ipgraph:dell-technologies-capital")
	walk("person:ipgraph:marco-rubio", "law:ipgraph:rubio-amendment-2019", huawei, verizon)
}

// Facts carry over from the article, sentences do not.
func TestNoSentenceOfTheArticle(t *testing.T) {
	const run = 8
	text, err := os.ReadFile(filepath.Join("..", "..", "shared", "seed-article.txt"))
	if err != nil {
		t.Skip("the article is not at hand: it is not part of the repository")
	}
	words := wordsOf(string(text))
	runs := map[string]bool{}
	for i := 0; i+run <= len(words); i++ {
		runs[strings.Join(words[i:i+run], " ")] = true
	}
	require.NoError(t, filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		w := wordsOf(string(content))
		for i := 0; i+run <= len(w); i++ {
			assert.False(t, runs[strings.Join(w[i:i+run], " ")], "%s copies: %s", path, strings.Join(w[i:min(i+run, len(w))], " "))
		}
		return nil
	}))
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// An example leads to what the dossier knows: its address names nothing else.
func TestExamples(t *testing.T) {
	known := map[string]bool{}
	for _, e := range read(t).entities {
		known[string(e.ID)] = true
	}
	list, err := seeds.Examples()
	require.NoError(t, err)
	require.Len(t, list, 4)
	for _, e := range list {
		assert.NotContains(t, []string{e.Title, e.About}, "")
		assert.NotEmpty(t, e.Needs, e.Title)
		for _, id := range e.Needs {
			assert.True(t, known[id], "%s needs the unknown %s", e.Title, id)
		}
		query, err := url.ParseQuery(strings.TrimPrefix(e.Address, "?"))
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(e.Address, "?"))
		for _, name := range []string{"path", "node", "expand"} {
			for part := range strings.SplitSeq(query.Get(name), "~") {
				if strings.Contains(part, ":") {
					assert.Contains(t, e.Needs, part, "the address of %s names it", e.Title)
				}
			}
		}
	}
}
