package export

import (
	"slices"
	"strings"

	"ipgraph/graph"
)

// ftmMapping is the schema by which an edge is written, and what it calls its ends.
type ftmMapping struct {
	schema, source, target string
	// sourceIs and targetIs are the schemata that may stand there.
	sourceIs, targetIs string
	role               string
	// reversed says that the edge points from the target to the source.
	reversed bool
}

// Ends of the schemata, as FollowTheMoney's model gives them.
var (
	ftmOwnership      = ftmMapping{schema: "Ownership", source: "owner", target: "asset", sourceIs: "LegalEntity", targetIs: "Asset"}
	ftmDirectorship   = ftmMapping{schema: "Directorship", source: "director", target: "organization", sourceIs: "LegalEntity", targetIs: "Organization"}
	ftmEmployment     = ftmMapping{schema: "Employment", source: "employee", target: "employer", sourceIs: "Person", targetIs: "Organization"}
	ftmMembership     = ftmMapping{schema: "Membership", source: "member", target: "organization", sourceIs: "LegalEntity", targetIs: "Organization"}
	ftmRepresentation = ftmMapping{schema: "Representation", source: "agent", target: "client", sourceIs: "LegalEntity", targetIs: "LegalEntity"}
	ftmSuccession     = ftmMapping{schema: "Succession", source: "predecessor", target: "successor", sourceIs: "LegalEntity", targetIs: "LegalEntity"}
	ftmPayment        = ftmMapping{schema: "Payment", source: "payer", target: "beneficiary", sourceIs: "LegalEntity", targetIs: "LegalEntity"}
	ftmCaseParty      = ftmMapping{schema: "CourtCaseParty", source: "party", target: "case", sourceIs: "Thing", targetIs: "CourtCase"}
	ftmLink           = ftmMapping{schema: "UnknownLink", source: "subject", target: "object", sourceIs: "Thing", targetIs: "Thing"}
)

// ftmMappings are those of the predicates that have a schema of their own. A demand
// is none: it is neither a payment nor a debt.
var ftmMappings = map[graph.Predicate]ftmMapping{
	"SUBSIDIARY_OF":         ftmOwnership.as("parent company").turned(),
	"HOLDS_STAKE_IN":        ftmOwnership.as("stake"),
	"OWNS_PATENT":           ftmOwnership.as("owner of the patent"),
	"PAID":                  ftmPayment,
	"DIRECTOR_OF":           ftmDirectorship.as("director"),
	"OFFICER_OF":            ftmDirectorship.as("officer"),
	"EMPLOYED_BY":           ftmEmployment.as("employee"),
	"COUNSEL_OF":            ftmRepresentation.as("counsel"),
	"REPRESENTS":            ftmRepresentation.as("representative"),
	"MEMBER_OF":             ftmMembership.as("member"),
	"SUCCEEDED_BY":          ftmSuccession.as("predecessor"),
	graph.PartyTo:           ftmCaseParty,
	graph.InvestedIn:        ftmLink.as("investor"),
	"DEMANDED_ROYALTY_FROM": ftmLink.as("royalty demand"),
}

func (m ftmMapping) as(role string) ftmMapping {
	m.role = role
	return m
}

func (m ftmMapping) turned() ftmMapping {
	m.reversed = true
	return m
}

// ftmMappingOf chooses the schema of an edge.
func ftmMappingOf(x Edge) ftmMapping {
	m, known := ftmMappings[x.Type]
	if x.Type == graph.InvestedIn && x.Value != nil && x.Value.Unit == "percent" {
		m = ftmOwnership.as("investor")
	}
	from, to := x.From.Kind(), x.To.Kind()
	if m.reversed {
		from, to = to, from
	}
	role := m.role
	if role == "" {
		role = strings.ToLower(strings.ReplaceAll(string(x.Type), "_", " "))
	}
	if !known || !ftmIs(ftmSchema(from), m.sourceIs) || !ftmIs(ftmSchema(to), m.targetIs) {
		m = ftmLink
	}
	m.role = role
	for _, name := range []string{"role", "title", "relationship"} {
		if q := x.Qualifiers[name]; q != "" {
			m.role = strings.ReplaceAll(q, "_", " ")
		}
	}
	return m
}

// ftmParents are the schemata that each of ours is also one of.
var ftmParents = map[string][]string{
	"Company": {"Organization", "LegalEntity", "Asset"}, "Person": {"LegalEntity"}, "Organization": {"LegalEntity"},
	"PublicBody": {"Organization", "LegalEntity"}, "Contract": {"Asset"},
}

func ftmIs(schema, wanted string) bool {
	return schema == wanted || wanted == "Thing" || slices.Contains(ftmParents[schema], wanted)
}
