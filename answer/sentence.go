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
	return h.tie(nil).Short() + " (" + strings.Join(details(h.Edge), "; ") + ")"
}

// words are the entity's name as it stands in a sentence, begins as it begins one.
func (e Entity) words() string  { return prose.Name{ID: e.ID, Text: e.Name}.Words() }
func (e Entity) begins() string { return prose.Name{ID: e.ID, Text: e.Name}.Begins() }

// tie is the hop as package prose reads it. Names are those of entities that
// qualifiers name.
func (h Hop) tie(names map[graph.ID]string) prose.Tie {
	e := h.Edge
	t := prose.Tie{Type: e.Type, From: prose.Name{ID: h.From.ID, Text: h.From.Name}, To: prose.Name{ID: h.To.ID, Text: h.To.Name}, Reversed: h.Reversed,
		Status: e.Status, Negated: !e.Polarity, Valid: periodOf(e.Valid), Qualifiers: e.Qualifiers, Names: names, Derived: e.Derived}
	if e.Amount != nil {
		t.Amount = &e.Amount.Money
	}
	t.Value = e.Value.figure()
	if len(e.Citations) > 0 {
		t.Voice = voiceOf(e.Citations[0])
	}
	return t
}

// figure is the value as package graph has it.
func (v *Value) figure() *graph.Value {
	switch {
	case v == nil:
		return nil
	case v.Number == "":
		return &graph.Value{Text: v.Text}
	}
	return &graph.Value{Number: v.Number, NumberTo: v.NumberTo, Comparator: v.Comparator, Unit: v.Unit}
}

func voiceOf(c Citation) prose.Voice {
	return prose.Voice{By: c.AssertedBy, Publisher: c.Publisher, Published: periodOf(c.Published)}
}

// sentenceOf says a relation in the voice of one statement; facts have none.
func sentenceOf(st graph.Statement, shown *Statement, names map[graph.ID]any) string {
	if st.Object == "" {
		return ""
	}
	t := prose.Tie{Type: st.Predicate, From: prose.Name{ID: st.Subject, Text: nameOf(names, st.Subject)}, To: prose.Name{ID: st.Object, Text: nameOf(names, st.Object)},
		Status: st.Status, Negated: st.Negated, Valid: st.Valid, Qualifiers: st.Qualifiers, Names: map[graph.ID]string{}, Amount: st.Amount, Value: st.Value,
		Voice: prose.Voice{By: st.AssertedBy, Publisher: shown.Publisher, Published: periodOf(shown.Published)}}
	for id := range names {
		t.Names[id] = nameOf(names, id)
	}
	return t.Sentence()
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
	case e.ValidTo == "" && strings.HasSuffix(e.Valid, "/"): // until when is not known
		return "from " + e.ValidFrom
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

// maxCited bounds the citations that a short sentence shows; the edge has them
// all.
const maxCited = 3

// Cite gives the numbers of an edge's leading citations: "[1][2]".
func (r *References) Cite(e *Edge) string {
	var b strings.Builder
	places := places(e)
	for _, c := range places[:min(len(places), maxCited)] {
		fmt.Fprintf(&b, "[%d]", r.number(c))
	}
	if more := len(places) - maxCited; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}

// numbersOf numbers all places that an edge cites.
func (r *References) numbersOf(e *Edge) []int {
	numbers := []int{}
	for _, c := range places(e) {
		numbers = append(numbers, r.number(c))
	}
	return numbers
}

// places lists each place that an edge cites once.
func places(e *Edge) []Citation {
	var list []Citation
	seen := map[string]bool{}
	for _, c := range e.Citations {
		if !seen[c.place()] {
			seen[c.place()] = true
			list = append(list, c)
		}
	}
	return list
}

func (c Citation) place() string { return string(c.Source) + "\x00" + c.Locator }

func (r *References) number(c Citation) int {
	if r.numbers == nil {
		r.numbers = map[string]int{}
	}
	if r.numbers[c.place()] == 0 {
		r.List = append(r.List, c)
		r.numbers[c.place()] = len(r.List)
	}
	return r.numbers[c.place()]
}
