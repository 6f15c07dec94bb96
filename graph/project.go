package graph

import (
	"cmp"
	"slices"
	"strings"
)

// Policy says which statements count.
type Policy struct {
	// Known keeps what was reported by that day, YYYY-MM-DD; "" keeps all.
	Known string
	// On keeps edges that may hold on that day; "" keeps all.
	On string
	// MinStatus drops edges whose status is weaker; "" keeps all.
	MinStatus Status
	// AcceptedOnly drops statements that no reviewer has accepted.
	AcceptedOnly bool
}

// counts answers for a statement that was reported by the day reported. One that
// was superseded before it was reported never counts.
func (p Policy) counts(v voice) bool {
	s := v.Statement
	return s.Live() && !s.Retracts() && (p.Known == "" || v.reported != "" && v.reported <= p.Known) &&
		(v.silenced == "" || v.reported < v.silenced) &&
		(!p.AcceptedOnly || s.Review == "" || s.Review == Accepted)
}

// voices are those of the statements that count.
func (p Policy) voices(group []Statement) []voice {
	voices := make([]voice, 0, len(group))
	for i := range group {
		v := newVoice(&group[i])
		if p.Known != "" && v.silenced > p.Known {
			v.silenced = "" // nobody knew of the correction yet
		}
		if p.counts(v) {
			voices = append(voices, v)
		}
	}
	return voices
}

func (p Policy) keeps(e Edge) bool {
	if e.Status.Rank() < p.MinStatus.Rank() {
		return false
	}
	possible, _ := e.MayHoldOn(p.On)
	return p.On == "" || possible
}

// Project computes the edges that the statements give: those that they state,
// and the shortcuts between the parties to each licence, lawsuit and funding
// round. The answer depends on the set of statements alone, not on their order
// or on how often one is repeated. It is sorted by From, Type, To and Key. Edges
// that were known once and that no statement carries any more are among them, and
// marked as gone.
//
// Every statement must have been identified (Statement.Identify) and have a
// reporting date. Statements of one ID are taken for one statement.
func Project(statements []Statement, policy Policy) []Edge {
	direct := map[string][]Statement{}
	arrangements := map[ID][]Statement{}
	seen := map[StatementID]bool{}
	for i := range statements {
		s := &statements[i]
		key := s.EdgeKey()
		if key == "" || seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		direct[key] = append(direct[key], *s)
		if arrangement := ArrangementOf(s); arrangement != "" {
			arrangements[arrangement] = append(arrangements[arrangement], *s)
		}
	}
	var edges []Edge
	for _, group := range direct {
		edges = append(edges, ProjectEdge(group, policy)...)
	}
	for _, group := range arrangements {
		edges = append(edges, ProjectShortcuts(group, policy)...)
	}
	SortEdges(edges)
	return edges
}

// SortEdges puts edges in the order in which they are written and shown.
func SortEdges(edges []Edge) {
	slices.SortFunc(edges, func(a, b Edge) int {
		return cmp.Or(
			strings.Compare(string(a.From), string(b.From)), strings.Compare(string(a.Type), string(b.Type)),
			strings.Compare(string(a.To), string(b.To)), strings.Compare(a.Key, b.Key))
	})
}

// ProjectEdge computes the edge of statements that share one EdgeKey. The
// answer is empty when none of them counts.
func ProjectEdge(group []Statement, policy Policy) []Edge {
	voices := policy.voices(group)
	if len(voices) == 0 {
		return nil
	}
	edge, moments := assemble(voices)
	first := voices[0]
	rule, _ := RuleOf(first.Predicate)
	edge.Key, edge.Type = first.EdgeKey(), first.Predicate
	edge.From, edge.To = first.Subject, first.Object
	if rule.Symmetric && edge.From > edge.To {
		edge.From, edge.To = edge.To, edge.From
	}
	edge.Family = FamilyOf(edge.Type, edge.To)
	edge.Record = first.Record
	edge.happens(moments)
	if !policy.keeps(edge) {
		return nil
	}
	return []Edge{edge}
}

// voice is a statement that counts, with what voices are ordered by. It is heard
// from the day reported on, and until the day silenced, if there is one.
type voice struct {
	*Statement
	reported, silenced string
	preference, rank   int
}

func newVoice(s *Statement) voice {
	v := voice{Statement: s, reported: s.Reported(), silenced: s.SupersededOn, rank: s.Status.Rank()}
	if s.Rank == Preferred {
		v.preference = 1
	}
	return v
}

// leads orders voices by who speaks for the edge: a reviewer's preference, then
// how far the matter has come, then who reported first.
func (v *voice) leads(w *voice) int {
	return cmp.Or(cmp.Compare(w.preference, v.preference), cmp.Compare(w.rank, v.rank), v.precedes(w))
}

// precedes orders voices by when they were heard.
func (v *voice) precedes(w *voice) int {
	return cmp.Or(strings.Compare(v.reported, w.reported), strings.Compare(string(v.Source), string(w.Source)),
		strings.Compare(v.Locator, w.Locator), strings.Compare(string(v.ID), string(w.ID)))
}

// assemble folds voices in the order of their reporting into the parts of an
// edge that do not depend on its ends, and its state after each day on which
// something was reported or superseded and the state changed.
func assemble(voices []voice) (Edge, []moment) {
	slices.SortFunc(voices, func(v, w voice) int { return v.precedes(&w) })
	var f, last fold // last is what was said before nobody said anything any more
	var moments []moment
	next := 0
	days, silences := turns(voices)
	for _, day := range days {
		if silences[day] {
			if f.lead != nil {
				last = f
			}
			f, next = fold{}, 0 // a voice cannot be taken out: those that are left are folded anew
		}
		for ; next < len(voices) && voices[next].reported <= day; next++ {
			if v := &voices[next]; v.silenced == "" || v.silenced > day {
				f.add(v)
			}
		}
		moments = appendMoment(moments, moment{day, f.state()})
	}
	edge := f.edge()
	if f.lead == nil {
		edge = last.edge()
		edge.Disputed = false
	}
	heard := slices.DeleteFunc(slices.Clone(voices), func(v voice) bool { return v.silenced != "" })
	edge.Citations, edge.Former = citations(heard), former(voices)
	edge.StatementCount = len(heard)
	return edge, moments
}

// turns are the days on which a voice was first heard or fell silent, in order,
// and those on which one fell silent.
func turns(voices []voice) (days []string, silences map[string]bool) {
	days = make([]string, 0, len(voices))
	for _, v := range voices {
		days = append(days, v.reported)
		if v.silenced != "" {
			if silences == nil {
				silences = map[string]bool{}
			}
			silences[v.silenced] = true
			days = append(days, v.silenced)
		}
	}
	slices.Sort(days)
	return slices.Compact(days), silences
}

// former lists the voices that fell silent.
func former(voices []voice) []StatementID {
	var ids []StatementID
	for _, v := range voices {
		if v.silenced != "" && len(ids) < MaxCitations {
			ids = append(ids, v.ID)
		}
	}
	return ids
}

// citations lists the sources, those that carry the leading status first.
func citations(voices []voice) []Citation {
	if len(voices) == 0 {
		return nil
	}
	ordered := slices.Clone(voices)
	slices.SortFunc(ordered, func(v, w voice) int { return v.leads(&w) })
	ordered = ordered[:min(len(ordered), MaxCitations)]
	list := make([]Citation, 0, len(ordered))
	for _, v := range ordered {
		list = append(list, Citation{Statement: v.ID, Source: v.Source, Locator: v.Locator, Reported: v.reported})
	}
	return list
}

// fold is the running state of an edge. For each part it remembers the leading
// voice that has it.
type fold struct {
	lead, dated, paid, valued *voice
	qualifiers                map[string]*voice
	accord                    accord
}

func (f *fold) add(v *voice) {
	f.accord.add(v.Statement)
	f.lead = leading(f.lead, v)
	if !v.Valid.IsZero() {
		f.dated = leading(f.dated, v)
	}
	if v.Amount != nil {
		f.paid = leading(f.paid, v)
	}
	if v.Value != nil {
		f.valued = leading(f.valued, v)
	}
	for name := range v.Qualifiers {
		if f.qualifiers == nil {
			f.qualifiers = map[string]*voice{}
		}
		f.qualifiers[name] = leading(f.qualifiers[name], v)
	}
}

func leading(v, w *voice) *voice {
	if v == nil || w.leads(v) < 0 {
		return w
	}
	return v
}

// state is that of the voices so far: gone where none is left.
func (f *fold) state() state {
	if f.lead == nil {
		return state{status: Withdrawn, gone: true}
	}
	s := state{status: f.lead.Status, negated: f.lead.Negated}
	if f.dated != nil {
		s.valid = f.dated.Valid
	}
	return s
}

func (f *fold) edge() Edge {
	e := Edge{Disputed: f.accord.broken}
	if f.paid != nil {
		e.Amount = f.paid.Amount
	}
	if f.valued != nil {
		e.Value = f.valued.Value
	}
	for name, v := range f.qualifiers {
		if e.Qualifiers == nil {
			e.Qualifiers = map[string]string{}
		}
		e.Qualifiers[name] = v.Qualifiers[name]
	}
	return e
}
