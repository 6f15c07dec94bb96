package answer

import (
	"slices"
	"strings"

	"ipgraph/graph"
)

// Property is something that entities have and that can be fetched for many of them,
// or compared: relations in one direction or role, identifiers and facts. Programs name
// it by its ID.
type Property struct {
	ID, Name, About string
	// Of are the kinds of entity that may have it; none are all.
	Of []graph.Kind
	// To is the kind of its values, where they are entities of one kind.
	To graph.Kind
	// relations lead to values that are entities.
	relations []relation
	// predicate is the fact whose values these are, with the qualifier that it has to have.
	predicate, qualifier, word string
	read                       func(*Statement) PropertyValue
	// own reads what stands with the entity itself.
	own func(Entity) []string
}

// relation is a type of edges, seen from the entity that has the property.
type relation struct {
	predicate graph.Predicate
	direction string // in, out, both
	// roles are those of PARTY_TO, kinds those of the other end; none are all.
	roles []string
	kinds []graph.Kind
}

// Relates reports whether the values of the property are entities.
func (p Property) Relates() bool { return len(p.relations) > 0 }

// IDProperty begins the ids of properties that are identifiers of one register: "id:lei".
const IDProperty = "id:"

// Properties lists those that can be offered. Identifiers of registers that are not
// among them have properties too, as IDProperty says.
func Properties() []Property { return slices.Clone(properties) }

// PropertyByID is the property of this id, and whether there is one.
func PropertyByID(id string) (Property, bool) {
	for _, p := range properties {
		if p.ID == id {
			return p, true
		}
	}
	scheme, ok := strings.CutPrefix(id, IDProperty)
	if !ok || scheme == "" || len(scheme) > 64 || strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		return Property{}, false
	}
	return identifier(scheme, strings.ToUpper(scheme[:1])+scheme[1:]), true
}

// PropertiesOf lists the properties that entities of the type may have: none where there is no such
// type.
func PropertiesOf(typeID string) []Property {
	q := ReconcileQuery{Types: []string{typeID}}
	kinds := slices.DeleteFunc(graph.Kinds(), func(k graph.Kind) bool { return !q.typed(k) })
	return slices.DeleteFunc(Properties(), func(p Property) bool {
		return len(kinds) == 0 || len(p.Of) > 0 && !slices.ContainsFunc(kinds, func(k graph.Kind) bool { return slices.Contains(p.Of, k) })
	})
}

// identifier is the property of a register's identifiers.
func identifier(scheme, name string, of ...graph.Kind) Property {
	return Property{ID: IDProperty + scheme, Name: name, About: "The identifier in this register.", Of: of, predicate: "HAS_ID", qualifier: "scheme", word: scheme, read: textValue}
}

var (
	claimantRoles = []string{"plaintiff", "counterclaimant", "third_party_plaintiff", "petitioner", "appellant"}
	accusedRoles  = []string{"defendant", "counter_defendant", "third_party_defendant", "respondent", "appellee"}
	partyKinds    = []graph.Kind{graph.Company, graph.Person, graph.Fund, graph.Agency, graph.University, graph.StandardsBody}
	organisations = []graph.Kind{graph.Company, graph.Fund, graph.Agency, graph.University, graph.StandardsBody}
	persons       = []graph.Kind{graph.Person}
	lawsuits      = []graph.Kind{graph.Lawsuit}
	inventions    = []graph.Kind{graph.Patent, graph.PatentFamily}
	policies      = []graph.Kind{graph.Law, graph.Measure}
)

func out(p graph.Predicate) relation { return relation{predicate: p, direction: "out"} }
func in(p graph.Predicate) relation  { return relation{predicate: p, direction: "in"} }

// party is a role in an arrangement: the party's own side is out, the arrangement's in.
func party(direction string, roles []string, kinds ...graph.Kind) relation {
	return relation{predicate: graph.PartyTo, direction: direction, roles: roles, kinds: kinds}
}

// properties is the table of those that are offered: licences, disputes, money, ownership,
// people, policy, and what stands with an entity alone.
var properties = []Property{
	{ID: "licences-out", Name: "licences out", About: "To whom it licenses rights, as a source states the direction.", Of: partyKinds, relations: []relation{out(graph.LicensesTo)}},
	{ID: "licences-in", Name: "licences in", About: "Who licenses rights to it, as a source states the direction.", Of: partyKinds, relations: []relation{in(graph.LicensesTo)}},
	{ID: "licences-unstated", Name: "licences without a stated direction", About: "With whom it has a licence agreement of which no source states a direction.", Of: partyKinds,
		relations: []relation{{predicate: graph.HasLicenceWith, direction: "both"}}},
	{ID: "cross-licences", Name: "cross-licences", About: "With whom it exchanged licences.", Of: partyKinds, relations: []relation{{predicate: "CROSS_LICENSES_WITH", direction: "both"}}},
	{ID: "royalties-demanded-from", Name: "royalties demanded from", About: "Whom it asked to pay for the use of its rights.", Of: partyKinds, relations: []relation{out("DEMANDED_ROYALTY_FROM")}},
	{ID: "royalties-demanded-by", Name: "royalties demanded by", About: "Who asked it to pay for the use of rights.", Of: partyKinds, relations: []relation{in("DEMANDED_ROYALTY_FROM")}},

	{ID: "suits-as-claimant", Name: "suits as claimant", About: "Lawsuits in which it claims: as plaintiff, counterclaimant, petitioner or appellant.", Of: partyKinds, To: graph.Lawsuit,
		relations: []relation{party("out", claimantRoles, graph.Lawsuit)}},
	{ID: "suits-as-accused", Name: "suits as accused", About: "Lawsuits that others brought against it: as defendant, counter-defendant, respondent or appellee.", Of: partyKinds, To: graph.Lawsuit,
		relations: []relation{party("out", accusedRoles, graph.Lawsuit)}},
	{ID: "sued", Name: "sued", About: "Whom it sued or countersued.", Of: partyKinds, relations: []relation{out(graph.Sued), out(graph.Countersued)}},
	{ID: "sued-by", Name: "sued by", About: "Who sued or countersued it.", Of: partyKinds, relations: []relation{in(graph.Sued), in(graph.Countersued)}},
	{ID: "opponents", Name: "opponents", About: "With whom it is or was in dispute before a court, on either side.", Of: partyKinds,
		relations: []relation{{predicate: graph.Sued, direction: "both"}, {predicate: graph.Countersued, direction: "both"}}},
	{ID: "claimants", Name: "claimants", About: "Who claims in the lawsuit.", Of: lawsuits, relations: []relation{party("in", claimantRoles)}},
	{ID: "accused", Name: "accused", About: "Against whom the lawsuit is brought.", Of: lawsuits, relations: []relation{party("in", accusedRoles)}},
	{ID: "court", Name: "court", About: "The court that hears the lawsuit.", Of: lawsuits, To: graph.Court, relations: []relation{out("HEARD_IN")}},
	{ID: "judges", Name: "judges", About: "Who presides over the lawsuit.", Of: lawsuits, To: graph.Person, relations: []relation{in("PRESIDED_OVER")}},
	{ID: "patents-asserted", Name: "patents asserted", About: "Patents that are asserted in the lawsuit.", Of: lawsuits, relations: []relation{in("ASSERTED_IN")}},
	{ID: "asserted-in", Name: "asserted in", About: "Lawsuits in which the patent is asserted.", Of: inventions, To: graph.Lawsuit, relations: []relation{out("ASSERTED_IN")}},

	{ID: "investors", Name: "investors", About: "Who put money into it.", Of: organisations, relations: []relation{in(graph.InvestedIn)}},
	{ID: "investments", Name: "investments", About: "Into whom it put money.", Of: partyKinds, relations: []relation{out(graph.InvestedIn)}},

	{ID: "parent", Name: "parent", About: "Who controls it.", Of: organisations, relations: []relation{out("SUBSIDIARY_OF")}},
	{ID: "subsidiaries", Name: "subsidiaries", About: "Whom it controls. Each stays a legal person of its own.", Of: organisations, relations: []relation{in("SUBSIDIARY_OF")}},
	{ID: "patents-owned", Name: "patents owned", About: "Patents that it is said to own.", Of: partyKinds, relations: []relation{out("OWNS_PATENT")}},
	{ID: "patents-assigned", Name: "patents assigned to it", About: "Patents of which a record says that rights were assigned to it.", Of: partyKinds,
		relations: []relation{{predicate: "ASSIGNED_TO", direction: "in", kinds: inventions}}},
	{ID: "owners", Name: "owners", About: "Who is said to own the patent.", Of: inventions, relations: []relation{in("OWNS_PATENT")}},
	{ID: "inventors", Name: "inventors", About: "Who is named as an inventor.", Of: inventions, To: graph.Person, relations: []relation{in("INVENTED")}},

	{ID: "founders", Name: "founders", About: "Who founded it.", Of: organisations, relations: []relation{in("FOUNDED")}},
	{ID: "founded-organisations", Name: "organisations founded", About: "What it founded.", Of: partyKinds, relations: []relation{out("FOUNDED")}},
	{ID: "employers", Name: "employers", About: "For whom the person worked.", Of: persons, relations: []relation{out("EMPLOYED_BY")}},
	{ID: "employees", Name: "employees", About: "Who worked for it.", Of: partyKinds, To: graph.Person, relations: []relation{in("EMPLOYED_BY")}},
	{ID: "officers", Name: "officers and directors", About: "Who holds an office in it or sits on its board.", Of: partyKinds, To: graph.Person, relations: []relation{in("OFFICER_OF"), in("DIRECTOR_OF")}},
	{ID: "offices-in", Name: "offices in", About: "Where the person holds an office or sits on the board.", Of: persons, relations: []relation{out("OFFICER_OF"), out("DIRECTOR_OF")}},
	{ID: "counsel", Name: "counsel", About: "Who acted as counsel for it.", Of: partyKinds, relations: []relation{in("COUNSEL_OF")}},
	{ID: "clients", Name: "clients", About: "For whom it acted as counsel.", Of: []graph.Kind{graph.Company, graph.Person}, relations: []relation{out("COUNSEL_OF")}},
	{ID: "inventions", Name: "inventions", About: "Patents that name the person as an inventor.", Of: persons, relations: []relation{out("INVENTED")}},

	{ID: "targeted-by", Name: "targeted by", About: "Laws and measures that are aimed at it.", Of: partyKinds, relations: []relation{in("TARGETS")}},
	{ID: "targets", Name: "targets", About: "At whom the law or measure is aimed.", Of: policies, relations: []relation{out("TARGETS")}},
	{ID: "sponsors", Name: "sponsors", About: "Who put the law forward.", Of: []graph.Kind{graph.Law}, relations: []relation{in("SPONSORED")}},

	{ID: "identifiers", Name: "identifiers", About: "All identifiers, each with its register before it.", predicate: "HAS_ID", read: schemedValue},
	identifier("lei", "LEI", organisations...),
	identifier("cik", "CIK", partyKinds...),
	identifier("ticker", "ticker", organisations...),
	identifier("wikidata", "Wikidata"),
	identifier("opencorporates", "OpenCorporates", organisations...),
	identifier("docket", "docket number", graph.Lawsuit),
	{ID: "seat", Name: "seat", About: "Where it has its seat or an office, as sources say it.", predicate: "BASED_IN", read: textValue},
	{ID: "filed", Name: "filed on", About: "When the complaint was filed.", Of: lawsuits, predicate: "HAS_EVENT", qualifier: "event", word: "complaint", read: dateValue},
	{ID: "verdict", Name: "verdict on", About: "When the jury gave its verdict.", Of: lawsuits, predicate: "HAS_EVENT", qualifier: "event", word: "jury_verdict", read: dateValue},
	{ID: "founded-on", Name: "founded on", About: "When it was founded.", Of: organisations, predicate: "HAS_EVENT", qualifier: "event", word: "founded", read: dateValue},
	{ID: "revenue", Name: "revenue", About: "Revenue that a source states, in words: with its kind, currency and what the source leaves open.", Of: partyKinds, predicate: "EARNED", read: amountValue},
	{ID: "figures", Name: "figures", About: "Counted or measured figures, in words.", predicate: "HAS_FIGURE", read: figureValue},
	{ID: "aliases", Name: "other names", About: "Further names.", own: func(e Entity) []string { return e.Aliases }},
	{ID: "about", Name: "description", About: "What it is, in a few words.", own: func(e Entity) []string { return []string{e.About} }},
	{ID: "kind", Name: "kind", About: "Its type: company, person, lawsuit and so on.", own: func(e Entity) []string { return []string{string(e.Kind)} }},
}
