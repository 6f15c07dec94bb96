package ftm

import (
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// role is what becomes of the entities of a schema.
type role int

const (
	outside  role = iota // not what the graph holds
	thing                // an entity of the graph
	relation             // a relation between two
	place                // an address, which says where others are
	measure              // a sanction: a fact about another entity
)

// schema is what is known of a schema of FollowTheMoney: its parents, and what becomes of its
// entities. The model is that of FollowTheMoney 3.8, with Control of 4.0.
type schema struct {
	parents []string
	role    role
	// kind is that of a thing; "" where the entity itself has to tell.
	kind graph.Kind
}

var schemata = map[string]schema{
	"LegalEntity":  {role: thing},
	"Person":       {[]string{"LegalEntity"}, thing, graph.Person},
	"Organization": {[]string{"LegalEntity"}, thing, graph.Company},
	"Company":      {[]string{"Organization", "LegalEntity", "Asset"}, thing, graph.Company},
	"PublicBody":   {[]string{"Organization", "LegalEntity"}, thing, graph.Agency},
	"CourtCase":    {nil, thing, graph.Lawsuit},
	"Asset":        {role: outside},
	"Contract":     {parents: []string{"Asset"}, role: thing},
	"License":      {[]string{"Contract", "Asset"}, thing, graph.Licence},
	"Address":      {role: place},
	"Sanction":     {role: measure},

	"Ownership": {role: relation}, "Control": {role: relation}, "Directorship": {role: relation}, "Employment": {role: relation}, "Membership": {role: relation},
	"Representation": {role: relation}, "Succession": {role: relation}, "Payment": {role: relation}, "Debt": {role: relation}, "Associate": {role: relation},
	"Family": {role: relation}, "UnknownLink": {role: relation}, "CourtCaseParty": {role: relation}, "ContractAward": {role: relation},
}

// moreSpecific is the one of two schemata that is the other too, as a Company is a
// LegalEntity; ok is false where neither is.
func moreSpecific(a, b string) (name string, ok bool) {
	switch {
	case a == b, slices.Contains(schemata[a].parents, b):
		return a, true
	case slices.Contains(schemata[b].parents, a):
		return b, true
	}
	return a, false
}

// roleOf says what becomes of an entity. One that bears an id of ours is ours whatever
// its schema, for not all our kinds have a schema of their own.
func roleOf(e *Entity) role {
	if id, err := graph.ParseID(e.ID); err == nil {
		if id.Kind() == graph.SourceKind {
			return outside
		}
		return thing
	}
	r := schemata[e.Schema]
	if e.Schema == "Contract" && !saysLicence(e) {
		return outside
	}
	return r.role
}

const outsideReason = "a schema outside of what the graph holds"

// surelyOutside reports that no other part of an entity can bring it into the graph.
func surelyOutside(e *Entity) bool {
	return e.Schema != "Contract" && e.Schema != "Asset" && roleOf(e) == outside
}

// saysLicence reports whether a contract calls itself a licence.
func saysLicence(e *Entity) bool {
	for _, property := range []string{"type", "keywords", "classification", "title", "name"} {
		for _, v := range e.Properties[property] {
			v = strings.ToLower(v)
			if strings.Contains(v, "licence") || strings.Contains(v, "license") || strings.Contains(v, "licensing") {
				return true
			}
		}
	}
	return false
}

// idOf is the id of a thing: its own where it is one of ours, and else that of
// FollowTheMoney with the kind. guessed is true where the name alone tells the kind.
func idOf(e *Entity) (id graph.ID, guessed bool, err error) {
	if id, err := graph.ParseID(e.ID); err == nil {
		return id, false, nil
	}
	kind := schemata[e.Schema].kind
	switch e.Schema {
	case "LegalEntity":
		if kind = graph.Company; !organisational(e) {
			name, _ := namesOf(e)
			kind, guessed = intake.KindOfName(name), true
		}
	case "Contract":
		kind = graph.Licence
	}
	id, err = graph.MakeID(kind, scheme, e.ID)
	return id, guessed, err //nolint:wrapcheck // it is told as the detail of a record
}

// organisational reports whether an entity has a property that persons do not have.
func organisational(e *Entity) bool {
	return slices.ContainsFunc([]string{"leiCode", "registrationNumber", "incorporationDate", "dissolutionDate", "legalForm", "jurisdiction", "parent", "sector", "vatCode", "swiftBic"},
		func(property string) bool { return len(e.Properties[property]) > 0 })
}

// scheme is the second part of ids of entities that are known by their id in a file alone.
const scheme = "ftm"

// ends are the properties by which a relation names its ends, and the kind that an
// end is taken to be where no file describes it.
type ends struct {
	from, to         string
	fromKind, toKind graph.Kind
}

var relations = map[string]ends{
	"Ownership":      {"owner", "asset", graph.Company, graph.Company},
	"Control":        {"controller", "controlled", graph.Company, graph.Company},
	"Directorship":   {"director", "organization", graph.Person, graph.Company},
	"Employment":     {"employee", "employer", graph.Person, graph.Company},
	"Membership":     {"member", "organization", graph.Company, graph.Company},
	"Representation": {"agent", "client", graph.Company, graph.Company},
	"Succession":     {"predecessor", "successor", graph.Company, graph.Company},
	"Payment":        {"payer", "beneficiary", graph.Company, graph.Company},
	"Debt":           {"debtor", "creditor", graph.Company, graph.Company},
	"Associate":      {"person", "associate", graph.Person, graph.Person},
	"Family":         {"person", "relative", graph.Person, graph.Person},
	"UnknownLink":    {"subject", "object", graph.Company, graph.Company},
	"CourtCaseParty": {"party", "case", graph.Company, graph.Lawsuit},
	"ContractAward":  {"contract", "supplier", graph.Licence, graph.Company},

	parentOf:    {"of", "parent", graph.Company, graph.Company},
	authorityOf: {"authority", "of", graph.Company, graph.Licence},
}

// Relations that are a property of an entity, and no schema.
const (
	parentOf    = "LegalEntity.parent"
	authorityOf = "Contract.authority"
)
