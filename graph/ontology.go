package graph

import (
	"slices"
	"strings"
)

// Predicate names what a statement says: SUED, INVESTED_IN, HAS_FIGURE.
type Predicate string

// Family groups predicates for filters, colours and saved queries.
type Family string

// The families. Facts are statements about one entity alone: they are never
// edges.
const (
	LicenceFamily   Family = "licence"
	DisputeFamily   Family = "dispute"
	MoneyFamily     Family = "money"
	OwnershipFamily Family = "ownership"
	PeopleFamily    Family = "people"
	PolicyFamily    Family = "policy"
	IdentityFamily  Family = "identity"
	OtherFamily     Family = "other"
	FactFamily      Family = "fact"
)

// Families lists the families that edges belong to.
func Families() []Family {
	return []Family{
		LicenceFamily, DisputeFamily, MoneyFamily, OwnershipFamily,
		PeopleFamily, PolicyFamily, IdentityFamily, OtherFamily,
	}
}

// Rule is the entry of one predicate in the ontology.
type Rule struct {
	Predicate Predicate
	Family    Family
	// About says in one sentence what the predicate means, for the docs.
	About string
	// From and To list the kinds that may stand at each end. An empty To means
	// that the predicate has no object but a value.
	From, To []Kind
	// Symmetric predicates have no direction: the edge is stored once, from
	// the smaller ID to the larger.
	Symmetric bool
	// Event predicates are true from their date on (a suit was filed); the
	// others hold over a period (an employment).
	Event bool
	// ObjectOptional predicates may leave the object unsaid (paid, to whom?).
	ObjectOptional bool
	// Value and Amount say whether a figure or text, or a sum of money, may or
	// must accompany the statement.
	Value, Amount Need
	// Money lists the kinds that the amount may be of; empty allows all. What
	// is demanded has not been paid.
	Money      []MoneyKind
	Qualifiers []Qualifier
}

// Need says whether a part of a statement may or must be there.
type Need int

// The needs.
const (
	Never Need = iota
	Maybe
	Must
)

// Qualifier is a named detail of a statement.
type Qualifier struct {
	Name string
	// Discriminates: statements with different values are about different
	// edges (two suits between the same parties).
	Discriminates bool
	Required      bool
	// Values is the closed list of accepted words, if there is one.
	Values []string
	// Kinds, if not empty, says that the value is the ID of such an entity.
	Kinds []Kind
}

// Rules lists the ontology in the order of the documentation.
func Rules() []Rule { return slices.Clone(rules) }

// RuleOf is the rule of p, and whether there is one.
func RuleOf(p Predicate) (Rule, bool) {
	r, ok := rulesByName[p]
	return r, ok
}

// Allows reports whether a statement of the predicate can have the status and
// sign. A denial is negative; and only a demand is demanded: a payment that
// somebody asked for is none.
func (r Rule) Allows(status Status, negated bool, object ID) bool {
	switch status {
	case Denied:
		return negated
	case Demanded:
		return len(r.To) == 0 || r.Predicate == "DEMANDED_ROYALTY_FROM" || object.Kind() == Demand
	}
	return true
}

// EdgeTypes lists the predicates that become relationships, in the order of
// the documentation. It is the closed list that every question walks.
func EdgeTypes() []Predicate {
	var types []Predicate
	for _, r := range rules {
		if len(r.To) > 0 {
			types = append(types, r.Predicate)
		}
	}
	return types
}

// FamilyOf is the family of an edge. Being a party belongs to what one is a
// party to: a licence, a funding
// round, a conveyance, or else a dispute.
func FamilyOf(p Predicate, object ID) Family {
	if p == PartyTo {
		switch object.Kind() {
		case Licence:
			return LicenceFamily
		case FundingRound:
			return MoneyFamily
		case Conveyance:
			return OwnershipFamily
		}
	}
	return rulesByName[p].Family
}

// QualifierNamed is the qualifier called name of r, and whether there is one.
func (r Rule) QualifierNamed(name string) (Qualifier, bool) {
	for _, q := range r.Qualifiers {
		if q.Name == name {
			return q, true
		}
	}
	return Qualifier{}, false
}

func (r Rule) qualifierNames() []string {
	names := make([]string, 0, len(r.Qualifiers))
	for _, q := range r.Qualifiers {
		names = append(names, q.Name)
	}
	return names
}

func predicateNames() []string {
	names := make([]string, 0, len(rules))
	for _, r := range rules {
		names = append(names, string(r.Predicate))
	}
	return names
}

func kindList(kinds []Kind) string {
	names := make([]string, 0, len(kinds))
	for _, k := range kinds {
		names = append(names, k.Label())
	}
	return strings.Join(names, ", ")
}

var rulesByName = func() map[Predicate]Rule {
	m := make(map[Predicate]Rule, len(rules))
	for _, r := range rules {
		m[r.Predicate] = r
	}
	return m
}()
