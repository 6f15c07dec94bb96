package answer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/prose"
)

// explainer puts hops into sentences and numbers what they cite.
type explainer struct {
	bounds     Bounds
	hop        cypher.Query
	statements map[graph.StatementID]graph.Statement
	names      map[graph.ID]string
	references References
	// voices has, under the number of a place, that of one that counts as the same.
	voices map[int]int
}

func (e *explainer) explain(h Hop) (ExplainedHop, error) {
	hop := ExplainedHop{From: h.From, To: h.To, Reversed: h.Reversed, AlsoCount: h.AlsoCount}
	for i, a := range shown(h) {
		edge := e.edge(Hop{From: h.From, Edge: a.Edge, Reversed: a.Reversed, To: h.To})
		if i == 0 {
			hop.ExplainedEdge = edge
			continue
		}
		hop.Also = append(hop.Also, edge)
	}
	var err error
	hop.Cypher, err = e.hop.Standalone(between(h.From.ID, h.To.ID, e.bounds))
	return hop, err
}

// edge says an edge in the voice of one statement, its leading one: what only
// others give is said in sentences of their own.
func (e *explainer) edge(h Hop) ExplainedEdge {
	for i, c := range h.Edge.Citations {
		h.Edge.Citations[i].AssertedBy = e.statements[c.Statement].AssertedBy
	}
	out := ExplainedEdge{Edge: h.Edge, Notes: []string{}}
	e.names[h.From.ID], e.names[h.To.ID] = h.From.Name, h.To.Name
	tie := h.tie(e.names)
	switch lead, c, ok := e.lead(h.Edge); {
	case h.Edge.Derived:
		e.shortcut(&out, tie)
	case ok:
		out.Cites = e.agreeing(h.Edge, lead)
		tie.Voice = voiceOf(c)
		out.More = e.addedTo(&tie, lead, h.Edge)
		out.Sentence = tie.Sentence()
	default: // a register record
		out.Cites = e.references.numbersOf(h.Edge)
		out.Sentence = tie.Sentence()
	}
	e.oneVoice(h.Edge)
	out.Differences = e.differences(h.Edge)
	out.Notes = append(out.Notes, e.notes(h.Edge, out.Differences, e.bounds.On)...)
	return out
}

// agreeing numbers the places that say the same as the lead: of the same sign, and
// with a date that leaves room for its own. Who says otherwise is told in a note.
func (e *explainer) agreeing(edge *Edge, lead graph.Statement) []int {
	numbers := []int{}
	for _, c := range edge.Citations {
		s, ok := e.statements[c.Statement]
		if ok && (s.Negated != lead.Negated || !graph.DatesMeet(s.Valid, lead.Valid)) {
			continue
		}
		numbers = appendNew(numbers, e.references.number(c))
	}
	return numbers
}

// lead is the first statement cited that has the status and sign of the edge.
func (e *explainer) lead(edge *Edge) (graph.Statement, Citation, bool) {
	for _, c := range edge.Citations {
		if s, ok := e.statements[c.Statement]; ok && s.Status == edge.Status && s.Negated != edge.Polarity {
			return s, c, true
		}
	}
	return graph.Statement{}, Citation{}, false
}

// addedTo takes out of tie what its leading statement does not say, and puts it
// into sentences that name who does.
func (e *explainer) addedTo(tie *prose.Tie, lead graph.Statement, edge *Edge) []CitedSentence {
	var more []CitedSentence
	add := func(has func(graph.Statement) bool, format, text string) {
		for _, c := range edge.Citations {
			if s, ok := e.statements[c.Statement]; ok && s.Negated == lead.Negated && has(s) && text != "" {
				more = append(more, CitedSentence{fmt.Sprintf(format, voiceOf(c).Words(), text), []int{e.references.number(c)}})
				return
			}
		}
	}
	if lead.Valid.String() != edge.Valid {
		when := tie.When()
		tie.Valid = lead.Valid
		add(func(s graph.Statement) bool { return s.Valid.String() == edge.Valid }, "%s dates it: %s.", when)
	}
	if m := tie.Amount; m != nil && lead.Amount == nil {
		tie.Amount = nil
		add(func(s graph.Statement) bool { return s.Amount != nil && *s.Amount == *m }, "%s gives the amount: %s.", m.String())
	}
	if v := tie.Value; v != nil && lead.Value == nil {
		tie.Value = nil
		add(func(s graph.Statement) bool { return s.Value != nil && *s.Value == *v }, "%s gives the figure: %s.", v.String())
	}
	own := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(edge.Qualifiers)) {
		value := edge.Qualifiers[name]
		if lead.Qualifiers[name] == value {
			own[name] = value
			continue
		}
		if e.toldDifferently(edge, name) { // a note says by whom
			continue
		}
		one := prose.Tie{Type: edge.Type, Qualifiers: map[string]string{name: value}, Names: e.names}
		add(func(s graph.Statement) bool { return s.Qualifiers[name] == value }, "%s adds: %s.", one.Details())
	}
	tie.Qualifiers = own
	return more
}

// toldDifferently reports whether the statements of an edge give a qualifier several
// values.
func (e *explainer) toldDifferently(edge *Edge, name string) bool {
	values := map[string]bool{}
	for _, c := range edge.Citations {
		if v := e.statements[c.Statement].Qualifiers[name]; v != "" {
			values[v] = true
		}
	}
	return len(values) > 1
}

// differences are those between the statements of an edge that a reader should
// see. A shortcut rests on statements about two parties: each is compared with its
// own, and only contradictions bear on the shortcut.
func (e *explainer) differences(edge *Edge) []graph.Disagreement {
	groups := map[string][]graph.Statement{}
	for _, c := range edge.Citations {
		if s, ok := e.statements[c.Statement]; ok {
			groups[s.Matter()] = append(groups[s.Matter()], s)
		}
	}
	var all []graph.Disagreement
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		for _, d := range graph.Differ(groups[key]) {
			if !d.Compatible || !edge.Derived && told(d) > 1 {
				all = append(all, d)
			}
		}
	}
	return all
}

// told counts what is said differently; that a source leaves something out is not
// said.
func told(d graph.Disagreement) int {
	n := 0
	for _, s := range d.Said {
		if s.Text != graph.NotStated {
			n++
		}
	}
	return n
}

// listed joins words as English does: "a, b and c".
func listed(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// oneVoice remembers which places that one edge cites share an origin: together
// they count as one. That another story came from the same agency is no matter.
func (e *explainer) oneVoice(edge *Edge) {
	first := map[string]Citation{}
	for _, c := range places(edge) {
		before, known := first[c.Origin]
		if !known {
			first[c.Origin] = c
		} else if before.Source != c.Source && e.voices[e.references.number(c)] == 0 {
			e.voices[e.references.number(c)] = e.references.number(before)
		}
	}
}

// numbered lists the places that were cited, and says which of them are one voice.
func (e *explainer) numbered() []NumberedSource {
	list := make([]NumberedSource, 0, len(e.references.List))
	for i, c := range e.references.List {
		c.Statement, c.AssertedBy = "", "" // several statements may stand at one place
		list = append(list, NumberedSource{Number: i + 1, Citation: c, SameVoiceAs: e.voices[i+1]})
	}
	return list
}

// reports counts the sources of an edge.
func (e *Edge) reports() int {
	seen := map[graph.ID]bool{}
	for _, c := range e.Citations {
		seen[c.Source] = true
	}
	return len(seen)
}
