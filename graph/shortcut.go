package graph

import (
	"cmp"
	"slices"
	"strings"
)

// shortcut says which edge joins two parties to the same arrangement.
type shortcut struct {
	arrangement Kind
	from, to    string // roles
	predicate   Predicate
	qualifier   string // of the edge, names the arrangement
}

var shortcuts = []shortcut{
	{Lawsuit, rolePlaintiff, roleDefendant, Sued, "case"},
	{Lawsuit, roleCounterclaimant, roleCounterDefendant, Countersued, "case"},
	{Licence, roleLicensor, roleLicensee, LicensesTo, "licence"},
	{Licence, roleParty, roleParty, HasLicenceWith, "licence"},
	{FundingRound, roleInvestor, roleIssuer, InvestedIn, "round"},
}

// ArrangementOf is the licence, lawsuit or funding round that s makes its
// subject a party to, if shortcuts are derived from it; otherwise "".
func ArrangementOf(s *Statement) ID {
	if s.Predicate != PartyTo {
		return ""
	}
	for _, c := range shortcuts {
		if s.Object.Kind() == c.arrangement && (s.Qualifiers["role"] == c.from || s.Qualifiers["role"] == c.to) {
			return s.Object
		}
	}
	return ""
}

// ProjectShortcuts derives the edges between the parties to one arrangement
// from the PARTY_TO statements about it. A shortcut rests on the statements of
// both parties: it is known when both are, and only as firm as the weaker.
func ProjectShortcuts(group []Statement, policy Policy) []Edge {
	byRole := map[string]map[ID][]*Statement{}
	for i := range group {
		s := &group[i]
		if !policy.counts(s) {
			continue
		}
		role := s.Qualifiers["role"]
		if byRole[role] == nil {
			byRole[role] = map[ID][]*Statement{}
		}
		byRole[role][s.Subject] = append(byRole[role][s.Subject], s)
	}
	var edges []Edge
	for _, c := range shortcuts {
		for from, a := range byRole[c.from] {
			for to, b := range byRole[c.to] {
				if from == to || c.from == c.to && from > to {
					continue
				}
				edge, ok := derive(c, a, b)
				if ok && policy.keeps(edge) {
					edges = append(edges, edge)
				}
			}
		}
	}
	SortEdges(edges)
	return edges
}

// derive joins the statements about one party with those about the other.
func derive(c shortcut, a, b []*Statement) (Edge, bool) {
	left, right := assemble(slices.Clone(a)), assemble(slices.Clone(b))
	if left.Negated || right.Negated {
		return Edge{}, false // who is no party has no tie to the other party
	}
	arrangement := a[0].Object
	whole := Statement{Subject: a[0].Subject, Predicate: c.predicate, Object: b[0].Subject,
		Qualifiers: map[string]string{c.qualifier: string(arrangement)}}
	edge := weaker(left, right)
	edge.Key, edge.Type = whole.EdgeKey(), c.predicate
	edge.Family = FamilyOf(c.predicate, whole.Object)
	edge.From, edge.To = whole.Subject, whole.Object
	edge.Qualifiers = whole.Qualifiers
	edge.Derived = true
	edge.Disputed = left.Disputed || right.Disputed
	edge.FirstReported = max(left.FirstReported, right.FirstReported)
	edge.Citations = mergeCitations(left.Citations, right.Citations)
	edge.StatementCount = left.StatementCount + right.StatementCount
	edge.History = jointHistory(a, b)
	return edge, true
}

// weaker takes status and dates from the side that has come less far, and dates
// from the other where that side has none.
func weaker(a, b Edge) Edge {
	weak, strong := a, b
	if b.Status.Rank() < a.Status.Rank() {
		weak, strong = b, a
	}
	dated := weak
	if weak.Valid.IsZero() {
		dated = strong
	}
	return Edge{Status: weak.Status, Valid: dated.Valid, Earliest: dated.Earliest, Latest: dated.Latest}
}

// mergeCitations takes both sides' citations, in turn, so that the first two
// name both parties; one and the same place is cited once.
func mergeCitations(a, b []Citation) []Citation {
	var merged []Citation
	for i := range max(len(a), len(b)) {
		for _, side := range [][]Citation{a, b} {
			if i < len(side) && len(merged) < MaxCitations {
				merged = append(merged, side[i])
			}
		}
	}
	return merged
}

// jointHistory follows the shortcut through the dates on which either side
// changed, from the first on which both were known.
func jointHistory(a, b []*Statement) []string {
	var dates []string
	for _, s := range slices.Concat(a, b) {
		dates = append(dates, s.Reported())
	}
	slices.Sort(dates)
	var steps []step
	for _, day := range slices.Compact(dates) {
		left, right := knownBy(a, day), knownBy(b, day)
		if len(left) == 0 || len(right) == 0 {
			continue
		}
		l, r := assemble(left), assemble(right)
		w := weaker(l, r)
		steps = append(steps, step{reported: day, earliest: w.Earliest, latest: w.Latest, negated: l.Negated || r.Negated, status: w.Status})
	}
	return changes(steps)
}

func knownBy(statements []*Statement, day string) []*Statement {
	var known []*Statement
	for _, s := range statements {
		if s.Reported() <= day {
			known = append(known, s)
		}
	}
	slices.SortFunc(known, func(a, b *Statement) int {
		return cmp.Or(strings.Compare(a.Reported(), b.Reported()), strings.Compare(string(a.ID), string(b.ID)))
	})
	return known
}
