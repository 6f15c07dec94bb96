// Package report writes explanations for people: as plain text, as Markdown, and
// as an HTML page that needs nothing from elsewhere and prints well.
package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"ipgraph/answer"
	"ipgraph/graph"
	"ipgraph/prose"
)

// Document is an explanation with what stands around it in a report.
type Document struct {
	answer.Explanation
	// Pack says where a stored report comes from; nil where it is an answer of now.
	Pack *Pack
	// Statements are those that the sentences rest on, where a report holds them.
	Statements []*answer.Statement
	// Documents are the sources whole, where a report holds them.
	Documents []answer.Source
	// Inline puts the style into the page. Otherwise it is linked, from Stylesheet.
	Inline bool
}

// Pack says of which graph a stored report is.
type Pack struct {
	// Load is the one that made the graph what it was.
	Load string
	// Program is the version of ipgraph that wrote it.
	Program string
	// Counts of the graph.
	Entities, Sources, Statements, Edges int64
}

// Stylesheet is the address under which a server gives Style.
const Stylesheet = "/assets/report.css"

// asOf says on which days the answer was asked for, or "".
func (d Document) asOf() string {
	var parts []string
	if d.Bounds.Known != "" {
		parts = append(parts, "as the public knew on "+day(d.Bounds.Known))
	}
	switch {
	case d.Bounds.On != "" && d.Bounds.Certain:
		parts = append(parts, "what certainly held on "+day(d.Bounds.On))
	case d.Bounds.On != "":
		parts = append(parts, "what may have held on "+day(d.Bounds.On))
	}
	if parts == nil {
		return ""
	}
	return "Shown is " + strings.Join(parts, ", and ") + "."
}

// filters says what was left out by choice, or "".
func (d Document) filters() string {
	var parts []string
	if f := d.Bounds.Families; len(f) > 0 {
		parts = append(parts, "relations of the family "+strings.Join(f, " or "))
	}
	if s := d.Bounds.Statuses; len(s) > 0 {
		parts = append(parts, "what is "+strings.Join(s, " or "))
	}
	if parts == nil {
		return ""
	}
	return "Only " + strings.Join(parts, ", and ") + " counted."
}

// remarks are the sentences below the summary.
func (d Document) remarks() []string {
	var list []string
	for _, text := range []string{d.asOf(), d.filters()} {
		if text != "" {
			list = append(list, text)
		}
	}
	if d.Truncated {
		list = append(list, "There are further chains that are not shown.")
	}
	return list
}

func day(text string) string {
	p, err := graph.ParsePeriod(text)
	if err != nil {
		return text
	}
	return prose.Dates(p)
}

// chainTitle is "Chain 2 of 3, 2 hops".
func (d Document) chainTitle(i int) string {
	hops := len(d.Chains[i].Hops)
	length := fmt.Sprintf("%d hops", hops)
	if hops == 1 {
		length = "1 hop"
	}
	if len(d.Chains) == 1 {
		return strings.ToUpper(length[:1]) + length[1:]
	}
	return fmt.Sprintf("Chain %d of %d, %s", i+1, len(d.Chains), length)
}

// unsaid says how many further edges of a hop are not put into sentences, or "".
func unsaid(h answer.ExplainedHop) string {
	switch n := h.AlsoCount - len(h.Also); {
	case n == 1:
		return "There is one more relation between the two."
	case n > 1:
		return fmt.Sprintf("There are %d more relations between the two.", n)
	}
	return ""
}

// cited is a number of a source, or a run of them.
type cited struct{ First, Last int }

// runs puts neighbouring numbers together where there are more than two.
func runs(numbers []int) []cited {
	var list []cited
	for _, n := range numbers {
		if last := len(list) - 1; last >= 0 && list[last].Last == n-1 {
			list[last].Last = n
			continue
		}
		list = append(list, cited{n, n})
	}
	var out []cited
	for _, c := range list {
		if c.Last-c.First > 1 {
			out = append(out, c)
			continue
		}
		for n := c.First; n <= c.Last; n++ {
			out = append(out, cited{n, n})
		}
	}
	return out
}

// marks reads numbers of sources: "[1][4]–[7]".
func marks(numbers []int) string {
	var b strings.Builder
	for _, c := range runs(numbers) {
		fmt.Fprintf(&b, "[%d]", c.First)
		if c.Last > c.First {
			fmt.Fprintf(&b, "–[%d]", c.Last)
		}
	}
	return b.String()
}

// credit reads a numbered source without its address: publisher, date, title,
// place in it.
func credit(s answer.NumberedSource) string {
	return fmt.Sprintf("%s, %s: %s. %s.", s.Publisher, day(s.Published), strings.TrimSuffix(s.Title, "."), capital(strings.TrimSuffix(s.Locator, ".")))
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// sameVoice says that a source counts as one with another, or "".
func sameVoice(s answer.NumberedSource) string {
	if s.SameVoiceAs == 0 {
		return ""
	}
	return fmt.Sprintf("Counts as one with [%d].", s.SameVoiceAs)
}
