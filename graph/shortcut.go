package graph

import "slices"

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

// ShortcutTypes lists the types of derived edges.
func ShortcutTypes() []Predicate {
	var types []Predicate
	for _, c := range shortcuts {
		types = append(types, c.predicate)
	}
	return types
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
	byRole := map[string]map[ID][]voice{}
	for _, v := range policy.voices(group) {
		role := v.Qualifiers["role"]
		if byRole[role] == nil {
			byRole[role] = map[ID][]voice{}
		}
		byRole[role][v.Subject] = append(byRole[role][v.Subject], v)
	}
	var edges []Edge
	for _, c := range shortcuts {
		left, right := partiesOf(byRole[c.from]), partiesOf(byRole[c.to])
		for _, a := range left {
			for _, b := range right {
				if a.id == b.id || c.from == c.to && a.id > b.id {
					continue
				}
				edge, ok := c.derive(a, b, group[0].Object)
				if ok && policy.keeps(edge) {
					edges = append(edges, edge)
				}
			}
		}
	}
	SortEdges(edges)
	return edges
}

// party is one party to an arrangement and how it came to be one.
type party struct {
	id      ID
	edge    Edge
	moments []moment
}

func partiesOf(voices map[ID][]voice) []party {
	parties := make([]party, 0, len(voices))
	for id, own := range voices {
		edge, moments := assemble(own)
		parties = append(parties, party{id, edge, moments})
	}
	return parties
}

// derive joins what is said about one party with what is said about the other.
// There is no shortcut unless both were parties on some reporting date; one
// that turns out to be no party negates it, and it is gone when nothing says any
// more that one of them is a party.
func (c shortcut) derive(a, b party, arrangement ID) (Edge, bool) {
	moments := joint(a.moments, b.moments)
	if len(moments) == 0 {
		return Edge{}, false
	}
	whole := Statement{Subject: a.id, Predicate: c.predicate, Object: b.id,
		Qualifiers: map[string]string{c.qualifier: string(arrangement)}}
	edge := Edge{
		Key: whole.shortcutKey(), Type: c.predicate, Family: FamilyOf(c.predicate, b.id), From: a.id, To: b.id,
		Qualifiers: whole.Qualifiers, Derived: true, Disputed: a.edge.Disputed || b.edge.Disputed,
		Citations:      mergeCitations(a.edge.Citations, b.edge.Citations),
		StatementCount: a.edge.StatementCount + b.edge.StatementCount,
	}
	edge.Former = mergeFormer(a.edge.Former, b.edge.Former)
	edge.happens(moments)
	if edge.Gone { // one side may still be cited, but for no shortcut
		for _, c := range edge.Citations {
			edge.Former = mergeFormer(edge.Former, []StatementID{c.Statement})
		}
		edge.Citations, edge.StatementCount, edge.Disputed = nil, 0, false
	}
	return edge, true
}

// joint follows both parties through the dates on which either changed, from
// the first on which both were parties.
func joint(a, b []moment) []moment {
	var moments []moment
	for i, j := 0, 0; i < len(a) || j < len(b); {
		var day string
		switch {
		case j == len(b) || i < len(a) && a[i].reported < b[j].reported:
			day, i = a[i].reported, i+1
		case i == len(a) || b[j].reported < a[i].reported:
			day, j = b[j].reported, j+1
		default:
			day, i, j = a[i].reported, i+1, j+1
		}
		if i == 0 || j == 0 {
			continue
		}
		now := weaker(a[i-1].state, b[j-1].state)
		if len(moments) == 0 && (now.negated || now.gone) {
			continue // who is no party has no tie to the other party
		}
		moments = appendMoment(moments, moment{day, now})
	}
	return moments
}

// weaker takes status and date from the side that has come less far, and the
// date from the other where that side has none.
func weaker(a, b state) state {
	if a.gone || b.gone {
		return state{status: Withdrawn, gone: true}
	}
	weak, strong := a, b
	if b.status.Rank() < a.status.Rank() {
		weak, strong = b, a
	}
	if weak.valid.IsZero() {
		weak.valid = strong.valid
	}
	weak.negated = a.negated || b.negated
	return weak
}

// mergeCitations takes both sides' citations, in turn, so that the first two
// name both parties.
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

// mergeFormer joins both sides' former statements within the bound.
func mergeFormer(a, b []StatementID) []StatementID {
	if len(a)+len(b) == 0 {
		return nil
	}
	merged := slices.Concat(a, b)
	return merged[:min(len(merged), MaxCitations)]
}
