package answer

import (
	"fmt"
	"strings"

	"ipgraph/graph"
	"ipgraph/prose"
)

// Sentence reads a hop aloud in short: the bare relation, and in brackets its
// status, its dates and what else the edge carries. Explain says it in full.
func Sentence(h Hop) string {
	return h.tie(nil).Core() + " (" + strings.Join(details(h.Edge), "; ") + ")"
}

// tie is the hop as package prose reads it. Names are those of entities that
// qualifiers name.
func (h Hop) tie(names map[graph.ID]string) prose.Tie {
	e := h.Edge
	t := prose.Tie{Type: e.Type, From: prose.Name{ID: h.From.ID, Text: h.From.Name}, To: prose.Name{ID: h.To.ID, Text: h.To.Name}, Reversed: h.Reversed,
		Status: e.Status, Negated: !e.Polarity, Valid: periodOf(e.Valid), Qualifiers: e.Qualifiers, Names: names, Derived: e.Derived}
	if e.Amount != nil {
		t.Amount = &e.Amount.Money
	}
	if v := e.Value; v != nil {
		t.Value = &graph.Value{Number: v.Number, NumberTo: v.NumberTo, Comparator: v.Comparator, Unit: v.Unit}
		if v.Number == "" {
			t.Value.Text = v.Text
		}
	}
	if len(e.Citations) > 0 {
		c := e.Citations[0]
		t.Voice = prose.Voice{By: c.AssertedBy, Publisher: c.Publisher, Published: periodOf(c.Published)}
	}
	return t
}

// periodOf reads a date that was written by a Period: it is none where it is not.
func periodOf(text string) graph.Period {
	p, err := graph.ParsePeriod(text)
	if err != nil {
		return graph.Period{}
	}
	return p
}

// details are the status and what qualifies the edge, the status first.
func details(e *Edge) []string {
	parts := []string{string(e.Status)}
	if e.Qualifiers["damages"] == "none" {
		parts = append(parts, "no damages")
	}
	for _, name := range []string{"title", "type"} {
		if v := e.Qualifiers[name]; v != "" {
			parts = append(parts, strings.ReplaceAll(v, "_", " "))
		}
	}
	if e.Amount != nil {
		parts = append(parts, e.Amount.Text)
	}
	if e.Value != nil {
		parts = append(parts, e.Value.Text)
	}
	if when := span(e); when != "" {
		parts = append(parts, when)
	}
	if e.Holds == "possibly" {
		parts = append(parts, "possibly on that day")
	}
	if e.Disputed {
		parts = append(parts, "sources disagree")
	}
	return parts
}

// span reads the period at the precision of the source.
func span(e *Edge) string {
	rule, _ := graph.RuleOf(e.Type)
	switch {
	case e.ValidFrom == "" && e.ValidTo == "":
		return ""
	case e.ValidFrom == "":
		return "until " + e.ValidTo
	case e.ValidTo == "" && rule.Event || e.ValidFrom == e.ValidTo:
		return e.ValidFrom
	case e.ValidTo == "":
		return "since " + e.ValidFrom
	}
	return e.ValidFrom + " to " + e.ValidTo
}

// References numbers sources in the order in which they are cited.
type References struct {
	numbers map[string]int
	// List holds each numbered place once.
	List []Citation
}

// maxCited bounds the citations that one sentence shows; the edge has them all.
const maxCited = 3

// Cite gives the numbers of an edge's leading citations: "[1][2]".
func (r *References) Cite(e *Edge) string {
	if r.numbers == nil {
		r.numbers = map[string]int{}
	}
	var b strings.Builder
	cited := map[string]bool{}
	for _, c := range e.Citations {
		place := string(c.Source) + "\x00" + c.Locator
		if cited[place] {
			continue
		}
		cited[place] = true
		if len(cited) > maxCited {
			continue
		}
		if r.numbers[place] == 0 {
			r.List = append(r.List, c)
			r.numbers[place] = len(r.List)
		}
		fmt.Fprintf(&b, "[%d]", r.numbers[place])
	}
	if more := len(cited) - maxCited; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}
