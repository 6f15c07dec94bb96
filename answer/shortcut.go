package answer

import (
	"cmp"
	"fmt"
	"slices"

	"ipgraph/graph"
	"ipgraph/prose"
)

// half is what the statements of one source say of one party to an arrangement.
type half struct {
	statement graph.Statement
	citation  Citation
}

// shortcut says an edge that follows from two parties' roles in one arrangement: in
// the voice of a source that names both, or where there is none by what is said of
// each. A source that names one party alone carries only that.
func (e *explainer) shortcut(out *ExplainedEdge, tie prose.Tie) {
	from, to := e.halves(out.Edge, out.Edge.FromID), e.halves(out.Edge, out.Edge.ToID)
	if len(from) == 0 || len(to) == 0 { // the statements are not at hand: register records
		out.Cites, out.Sentence = e.references.numbersOf(out.Edge), tie.Sentence()
		return
	}
	a, b, one := bothIn(from, to)
	if !one {
		e.inHalves(out, tie, from[0], to[0])
		return
	}
	weak, strong := a, b
	if strong.statement.Status.Rank() < weak.statement.Status.Rank() {
		weak, strong = strong, weak
	}
	tie.Status, tie.Voice = weak.statement.Status, voiceOf(weak.citation)
	if tie.Valid = weak.statement.Valid; tie.Valid.IsZero() {
		tie.Valid = strong.statement.Valid
	}
	for _, h := range slices.Concat(from, to) {
		if h.citation.Source == a.citation.Source {
			out.Cites = appendNew(out.Cites, e.references.number(h.citation))
		}
	}
	if when := periodOf(out.Edge.Valid); tie.Valid.String() != out.Edge.Valid && !when.IsZero() {
		e.datedBy(out, tie, when, slices.Concat(from, to))
	}
	out.Sentence = tie.Sentence()
	e.confirmed(out, from, a.citation.Source)
	e.confirmed(out, to, a.citation.Source)
}

// halves are the statements about one party, those that have come furthest first.
func (e *explainer) halves(edge *Edge, party graph.ID) []half {
	var list []half
	for _, c := range edge.Citations {
		if s, ok := e.statements[c.Statement]; ok && s.Subject == party {
			list = append(list, half{s, c})
		}
	}
	slices.SortStableFunc(list, func(a, b half) int {
		return cmp.Compare(b.statement.Status.Rank(), a.statement.Status.Rank())
	})
	return list
}

// bothIn finds the source that names both parties and whose weaker statement has
// come furthest.
func bothIn(from, to []half) (a, b half, found bool) {
	best := -1
	for _, x := range from {
		for _, y := range to {
			rank := min(x.statement.Status.Rank(), y.statement.Status.Rank())
			if x.citation.Source == y.citation.Source && x.statement.Negated == y.statement.Negated && rank > best {
				a, b, found, best = x, y, true, rank
			}
		}
	}
	return a, b, found
}

// inHalves says the relation, and behind it who makes each a party.
func (e *explainer) inHalves(out *ExplainedEdge, tie prose.Tie, from, to half) {
	clause := func(h half) string {
		s := h.statement
		name := func(id graph.ID) prose.Name { return prose.Name{ID: id, Text: cmp.Or(e.names[id], string(id))} }
		party := prose.Tie{Type: s.Predicate, From: name(s.Subject), To: name(s.Object), Status: s.Status, Negated: s.Negated, Valid: s.Valid, Qualifiers: s.Qualifiers, Voice: voiceOf(h.citation)}
		for _, end := range []prose.Name{tie.From, tie.To} {
			if end.ID == s.Subject {
				party.From = end
			}
		}
		return party.Clause()
	}
	out.Sentence = fmt.Sprintf("%s: %s; %s.", tie.Short(), clause(from), clause(to))
	out.Cites = e.references.numbersOf(out.Edge)
}

// datedBy names the source that gives the date of the edge.
func (e *explainer) datedBy(out *ExplainedEdge, tie prose.Tie, when graph.Period, halves []half) {
	for _, h := range halves {
		if h.statement.Valid.String() == when.String() {
			tie.Valid = when
			out.More = append(out.More, CitedSentence{fmt.Sprintf("%s dates it: %s.", voiceOf(h.citation).Words(), tie.When()), []int{e.references.number(h.citation)}})
			return
		}
	}
}

// confirmed lists the other sources that name a party.
func (e *explainer) confirmed(out *ExplainedEdge, halves []half, source graph.ID) {
	var cites []int
	for _, h := range halves {
		if h.citation.Source != source {
			cites = appendNew(cites, e.references.number(h.citation))
		}
	}
	if cites != nil {
		party := prose.Name{ID: halves[0].statement.Subject, Text: cmp.Or(e.names[halves[0].statement.Subject], string(halves[0].statement.Subject))}
		out.More = append(out.More, CitedSentence{fmt.Sprintf("That %s was a party is also said elsewhere.", party.Words()), cites})
	}
}

func appendNew(numbers []int, n int) []int {
	if slices.Contains(numbers, n) {
		return numbers
	}
	return append(numbers, n)
}
