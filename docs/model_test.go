package docs_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

const (
	modelFile   = "model.md"
	modelMarker = "<!-- From here to the end: written by go test ./docs -update, from package graph. -->\n"
)

// The second half of model.md lists the words that package graph knows.
func TestModelSpeaksTheOntology(t *testing.T) {
	text, err := os.ReadFile(modelFile)
	require.NoError(t, err)
	head, tail, found := strings.Cut(string(text), modelMarker)
	require.True(t, found, "%s has lost its marker", modelFile)
	want := model(t)
	if *update {
		require.NoError(t, os.WriteFile(modelFile, []byte(head+modelMarker+want), 0o644))
		return
	}
	require.Equal(t, want, tail, "run: go test ./docs -update")
}

// statusMeanings explains each status to a reader.
var statusMeanings = map[graph.Status]string{
	graph.Denied:      "somebody says that it is not so",
	graph.Withdrawn:   "it takes back what it supersedes; of a relation: nothing carries it any more",
	graph.Reported:    "a source tells of it",
	graph.Alleged:     "a party says so, for example in a complaint",
	graph.Demanded:    "a party asked for it in writing",
	graph.Declared:    "a party declared it to a body that did not check it",
	graph.Recorded:    "a register recorded it as filed",
	graph.Announced:   "those concerned made it public",
	graph.Agreed:      "those concerned agreed on it",
	graph.Found:       "a jury or court found it",
	graph.Adjudicated: "a final judgment says so",
	graph.Reversed:    "a higher court set it aside",
}

func model(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("\n| status | meaning |\n| --- | --- |\n")
	for _, s := range graph.Statuses() {
		require.NotEmpty(t, statusMeanings[s], "say what %s means", s)
		row(&b, code(s), statusMeanings[s])
	}
	b.WriteString("\n## Kinds of entity\n\n| kind, as in an id | label in Neo4j |\n| --- | --- |\n")
	for _, k := range graph.Kinds() {
		row(&b, code(k), "`:"+k.Label()+"`")
	}
	b.WriteString(`
All of them carry the label ` + "`:Entity`" + ` as well. Who invests carries ` + "`:Investor`" + `, an entity with very many edges ` + "`:Hub`" + `, and one that nothing joins to another
` + "`:Isolated`; `degree`" + ` counts the edges of the best connected. Statements that no source dates carry ` + "`:Undated`" + `, those that no reviewer has accepted yet ` + "`:Pending`" + `, those
that left their dossier ` + "`:Withdrawn`" + `, those that another supersedes ` + "`:Superseded`" + `, and those that contradict another ` + "`:Contested`" + `: what they share with it is their ` + "`matter`" + `. A source that cannot be looked up
carries ` + "`:NoAddress`, and its `origin`" + ` is shared by those that repeat it or carry the same agency's report.
`)
	b.WriteString("\nIn the tables below, *party* stands for " + names(parties()) + ", and *organisation* for the same without Person. " +
		"A qualifier in bold type tells edges apart: two statements with different values are about different edges.\n")
	for _, family := range append(graph.Families(), graph.FactFamily) {
		predicates(&b, family)
	}
	b.WriteString("\n## Roles\n\nThe qualifier `role` of `PARTY_TO`, by what one is a party to:\n\n| to | roles |\n| --- | --- |\n")
	for _, k := range graph.Kinds() {
		if roles := graph.Roles(k); len(roles) > 0 {
			row(&b, k.Label(), codes(roles))
		}
	}
	b.WriteString("\n## Words for amounts and figures\n\nKinds of money: " + codes(graph.MoneyKinds()) + ".\n\nComparators: " + codes(graph.Comparators()) + ".\n")
	return b.String()
}

// predicates writes the table of one family.
func predicates(b *strings.Builder, family graph.Family) {
	title, first := "Predicates: "+string(family), "| predicate | from | to | meaning | details |\n| --- | --- | --- | --- | --- |\n"
	if family == graph.FactFamily {
		title, first = "Predicates about one entity", "These are never edges.\n\n"+first
	}
	b.WriteString("\n## " + title + "\n\n" + first)
	for _, r := range graph.Rules() {
		if r.Family == family {
			row(b, code(r.Predicate), kinds(r.From), kinds(r.To), r.About, details(r))
		}
	}
}

func details(r graph.Rule) string {
	var list []string
	if r.Symmetric {
		list = append(list, "no direction")
	}
	if r.Event {
		list = append(list, "true from its date on")
	}
	if r.ObjectOptional {
		list = append(list, "the object may be left out")
	}
	for _, part := range []struct {
		name string
		need graph.Need
	}{{"value", r.Value}, {"amount", r.Amount}} {
		switch part.need {
		case graph.Maybe:
			list = append(list, "may have "+article(part.name))
		case graph.Must:
			list = append(list, "needs "+article(part.name))
		case graph.Never:
		}
	}
	for _, q := range r.Qualifiers {
		list = append(list, qualifier(q))
	}
	return strings.Join(list, "; ")
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// qualifier names a qualifier; a bold one tells edges apart.
func qualifier(q graph.Qualifier) string {
	text := "`" + q.Name + "`"
	if q.Discriminates {
		text = "**" + text + "**"
	}
	if q.Required {
		text += " (needed)"
	}
	switch {
	case len(q.Values) > 0:
		text += ": " + strings.Join(q.Values, ", ")
	case len(q.Kinds) > 0:
		text += ": an id (" + kinds(q.Kinds) + ")"
	}
	return text
}

// parties are the kinds that can license, sue and pay.
func parties() []graph.Kind {
	rule, _ := graph.RuleOf(graph.LicensesTo)
	return rule.From
}

// kinds lists kinds by label; the usual lists in short.
func kinds(list []graph.Kind) string {
	organisations := slices.DeleteFunc(slices.Clone(parties()), func(k graph.Kind) bool { return k == graph.Person })
	switch {
	case len(list) == 0:
		return "–"
	case same(list, graph.Kinds()):
		return "*anything*"
	case same(list, parties()):
		return "*party*"
	case same(list, organisations):
		return "*organisation*"
	case len(list) > len(parties()):
		rest := slices.DeleteFunc(slices.Clone(list), func(k graph.Kind) bool { return slices.Contains(parties(), k) })
		if len(rest) == len(list)-len(parties()) {
			return "*party*, " + names(rest)
		}
	}
	return names(list)
}

func same(a, b []graph.Kind) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func names(list []graph.Kind) string {
	labels := make([]string, 0, len(list))
	for _, k := range list {
		labels = append(labels, k.Label())
	}
	slices.Sort(labels)
	return strings.Join(labels, ", ")
}

func code[T ~string](word T) string { return "`" + string(word) + "`" }

func codes(words []string) string {
	quoted := make([]string, 0, len(words))
	for _, w := range words {
		quoted = append(quoted, code(w))
	}
	return strings.Join(quoted, ", ")
}

func row(b *strings.Builder, cells ...string) {
	fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
}
