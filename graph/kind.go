package graph

import "slices"

// Kind says what an entity is. It is the first part of the entity's ID and,
// in its label form, the node's label in Neo4j.
type Kind string

// The kinds of entity, and Source, which has an ID of the same form.
const (
	Company       Kind = "company"
	Person        Kind = "person"
	Fund          Kind = "fund"
	Agency        Kind = "agency"
	Court         Kind = "court"
	University    Kind = "university"
	StandardsBody Kind = "standards-body"
	Licence       Kind = "licence"
	Lawsuit       Kind = "lawsuit"
	LegalClaim    Kind = "legal-claim"
	Patent        Kind = "patent"
	PatentFamily  Kind = "patent-family"
	Conveyance    Kind = "conveyance"
	FundingRound  Kind = "funding-round"
	Demand        Kind = "demand"
	Law           Kind = "law"
	Measure       Kind = "measure"

	// SourceKind marks the ID of a Source, which is not an entity.
	SourceKind Kind = "source"
)

// labels maps each kind to its Neo4j label. The list is closed: a label never
// comes from input.
var labels = map[Kind]string{
	Company: "Company", Person: "Person", Fund: "Fund", Agency: "Agency",
	Court: "Court", University: "University", StandardsBody: "StandardsBody",
	Licence: "Licence", Lawsuit: "Lawsuit", LegalClaim: "LegalClaim",
	Patent: "Patent", PatentFamily: "PatentFamily", Conveyance: "Conveyance",
	FundingRound: "FundingRound", Demand: "Demand", Law: "Law", Measure: "Measure",
}

// Kinds lists every kind of entity in alphabetical order.
func Kinds() []Kind {
	kinds := make([]Kind, 0, len(labels))
	for k := range labels {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	return kinds
}

// Label is the node label of an entity kind, or "" when k is not one.
func (k Kind) Label() string { return labels[k] }

// Valid reports whether k is a kind of entity.
func (k Kind) Valid() bool { return labels[k] != "" }

// KindOfLabel is the kind whose Neo4j label is label, and whether there is one.
func KindOfLabel(label string) (Kind, bool) {
	for k, l := range labels {
		if l == label {
			return k, true
		}
	}
	return "", false
}
