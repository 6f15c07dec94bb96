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

func (p Policy) counts(s *Statement) bool {
	return s.Live() && (p.Known == "" || s.Reported() != "" && s.Reported() <= p.Known) &&
		(!p.AcceptedOnly || s.Review == "" || s.Review == Accepted)
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
// or on how often one is repeated. It is sorted by From, Type, To and Key.
//
// Every statement must have been identified (Statement.Identify).
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
	counted := make([]*Statement, 0, len(group))
	for i := range group {
		if policy.counts(&group[i]) {
			counted = append(counted, &group[i])
		}
	}
	if len(counted) == 0 {
		return nil
	}
	edge := assemble(counted)
	first := counted[0]
	rule, _ := RuleOf(first.Predicate)
	edge.Key, edge.Type = first.EdgeKey(), first.Predicate
	edge.From, edge.To = first.Subject, first.Object
	if rule.Symmetric && edge.From > edge.To {
		edge.From, edge.To = edge.To, edge.From
	}
	edge.Family = FamilyOf(edge.Type, edge.To)
	edge.Record = first.Record
	if !policy.keeps(edge) {
		return nil
	}
	return []Edge{edge}
}

// assemble folds statements in the order of their reporting into the parts of
// an edge that do not depend on its ends.
func assemble(statements []*Statement) Edge {
	slices.SortFunc(statements, func(a, b *Statement) int {
		return cmp.Or(strings.Compare(a.Reported(), b.Reported()), strings.Compare(string(a.ID), string(b.ID)))
	})
	var f fold
	var steps []step
	for _, s := range statements {
		f.add(s)
		now := f.step(s.Reported())
		if n := len(steps); n > 0 && steps[n-1].reported == now.reported {
			steps[n-1] = now
		} else {
			steps = append(steps, now)
		}
	}
	edge := f.edge()
	edge.FirstReported = steps[0].reported
	edge.Citations = citations(statements)
	edge.StatementCount = len(statements)
	edge.History = changes(steps)
	return edge
}

// changes keeps the steps at which something changed, or none when the first
// step says it all.
func changes(steps []step) []string {
	var history []string
	for i, s := range steps {
		previous := s
		if i > 0 {
			previous = steps[i-1]
		}
		previous.reported = s.reported
		if i == 0 || previous != s {
			history = append(history, s.String())
		}
	}
	if len(history) == 1 {
		return nil
	}
	return history
}

// citations lists the sources, those that carry the leading status first.
func citations(statements []*Statement) []Citation {
	ordered := slices.Clone(statements)
	slices.SortFunc(ordered, leads)
	if len(ordered) > MaxCitations {
		ordered = ordered[:MaxCitations]
	}
	list := make([]Citation, 0, len(ordered))
	for _, s := range ordered {
		list = append(list, Citation{Statement: s.ID, Source: s.Source, Locator: s.Locator, Reported: s.Reported()})
	}
	return list
}

// leads orders statements by who speaks for the edge: a reviewer's preference,
// then how far the matter has come, then who reported first.
func leads(a, b *Statement) int {
	return cmp.Or(
		cmp.Compare(preference(b), preference(a)), cmp.Compare(b.Status.Rank(), a.Status.Rank()),
		strings.Compare(a.Reported(), b.Reported()), strings.Compare(string(a.ID), string(b.ID)))
}

func preference(s *Statement) int {
	if s.Rank == Preferred {
		return 1
	}
	return 0
}

// fold is the running state of an edge. For each part it remembers the leading
// statement that has it.
type fold struct {
	lead, dated, paid, valued *Statement
	qualifiers                map[string]*Statement
	affirmed, negated         bool
	disputed                  bool
}

func (f *fold) add(s *Statement) {
	f.disputed = f.disputed || f.contradicts(s)
	f.affirmed, f.negated = f.affirmed || !s.Negated, f.negated || s.Negated
	f.lead = leading(f.lead, s)
	if !s.Valid.IsZero() {
		f.dated = leading(f.dated, s)
	}
	if s.Amount != nil {
		f.paid = leading(f.paid, s)
	}
	if s.Value != nil {
		f.valued = leading(f.valued, s)
	}
	for name := range s.Qualifiers {
		if f.qualifiers == nil {
			f.qualifiers = map[string]*Statement{}
		}
		f.qualifiers[name] = leading(f.qualifiers[name], s)
	}
}

// contradicts compares s with what leads so far: the opposite sign, a date that
// cannot be the same, or an amount or figure that cannot.
func (f *fold) contradicts(s *Statement) bool {
	if f.affirmed && s.Negated || f.negated && !s.Negated {
		return true
	}
	if f.dated != nil && !f.dated.Valid.Overlaps(s.Valid) {
		return true
	}
	return f.paid != nil && s.Amount != nil && !f.paid.Amount.Agrees(*s.Amount) ||
		f.valued != nil && s.Value != nil && !f.valued.Value.Agrees(*s.Value)
}

func leading(a, b *Statement) *Statement {
	if a == nil || leads(b, a) < 0 {
		return b
	}
	return a
}

func (f *fold) step(reported string) step {
	e := f.edge()
	return step{reported: reported, earliest: e.Earliest, latest: e.Latest, negated: e.Negated, status: e.Status}
}

func (f *fold) edge() Edge {
	e := Edge{Status: f.lead.Status, Negated: f.lead.Negated, Disputed: f.disputed}
	if f.dated != nil {
		e.Valid = f.dated.Valid
		e.Earliest, e.Latest = e.Valid.Earliest(), e.Valid.Latest()
		if rule, _ := RuleOf(f.lead.Predicate); rule.Event {
			e.Latest = "" // what has happened stays so
		}
	}
	if f.paid != nil {
		e.Amount = f.paid.Amount
	}
	if f.valued != nil {
		e.Value = f.valued.Value
	}
	for name, s := range f.qualifiers {
		if e.Qualifiers == nil {
			e.Qualifiers = map[string]string{}
		}
		e.Qualifiers[name] = s.Qualifiers[name]
	}
	return e
}
