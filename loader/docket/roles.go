package docket

import (
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// roles are the party types of dockets, in small letters and without hyphens, in our words.
var roles = map[string]string{
	"plaintiff": "plaintiff", "defendant": "defendant", "counter claimant": "counterclaimant", "counterclaimant": "counterclaimant", "counter plaintiff": "counterclaimant",
	"counter defendant": "counter_defendant", "counterdefendant": "counter_defendant",
	"3rd party plaintiff": "third_party_plaintiff", "third party plaintiff": "third_party_plaintiff", "thirdparty plaintiff": "third_party_plaintiff",
	"3rd party defendant": "third_party_defendant", "third party defendant": "third_party_defendant", "thirdparty defendant": "third_party_defendant",
	"intervenor": "intervenor", "intervenor plaintiff": "intervenor", "intervenor defendant": "intervenor", "movant": "movant",
	"petitioner": "petitioner", "respondent": "respondent", "appellant": "appellant", "appellee": "appellee", "amicus": "amicus", "mediator": "mediator",
}

// nearRoles are party types that say more than one of our roles does.
var nearRoles = map[string]string{
	"lead plaintiff": "plaintiff", "consolidated plaintiff": "plaintiff", "consol plaintiff": "plaintiff", "all plaintiffs": "plaintiff", "consolidated defendant": "defendant",
	"consol defendant": "defendant", "all defendants": "defendant", "adr provider": "mediator", "cross claimant": "counterclaimant", "cross defendant": "counter_defendant",
	"amicus curiae": "amicus", "plaintiff appellant": "appellant", "defendant appellant": "appellant", "plaintiff appellee": "appellee", "defendant appellee": "appellee",
}

// spaced writes a role with blanks alone.
var spaced = strings.NewReplacer("-", " ", "\u00a0", " ", ".", "")

// roleOf reads a party type. Where it says more than our word, near is true; an unknown type
// is "".
func roleOf(text string) (role string, near bool) {
	key := strings.Join(strings.Fields(spaced.Replace(strings.ToLower(text))), " ")
	if role, ok := roles[key]; ok {
		return role, false
	}
	return nearRoles[key], true
}

// party says that somebody is a party to a lawsuit.
func party(out *intake.Out, who, lawsuit graph.ID, n number, kind string, s graph.Statement) {
	s.Subject, s.Object, s.Status = who, lawsuit, graph.Recorded
	role, near := roleOf(kind)
	switch {
	case n.multiDistrict():
		// With roles, each plaintiff would be said to have sued each defendant.
		out.Change("a multi-district docket joins many suits: its parties are tied to it, and not said to have sued each other", kind)
		s.Predicate, s.Qualifiers = "RELATES_TO", map[string]string{"role": strings.ToLower(kind)}
	case role == "":
		out.Change("a kind of party that is not among the roles is kept in its own words", kind)
		s.Predicate, s.Qualifiers = "RELATES_TO", map[string]string{"role": strings.ToLower(kind)}
	default:
		if near {
			out.Change("a kind of party is read as the role that it is a case of", kind+": "+role)
		}
		s.Predicate, s.Qualifiers = graph.PartyTo, map[string]string{"role": role}
	}
	if s.Qualifiers["role"] == "" {
		s.Qualifiers = nil
	}
	out.Statement(s)
}

// partyID is the id of a party that a court knows by name alone.
func partyID(lawsuit, name string) (graph.ID, error) {
	if kind := intake.KindOfName(name); kind != graph.Person {
		return intake.NameID(kind, "us-court", name)
	}
	return intake.PersonID("us-court", lawsuit, name)
}

// causes are causes of action by the statute that a docket names, title and section.
var causes = map[string]string{
	"35:271": "patent_infringement", "35:281": "patent_infringement", "35:284": "patent_infringement", "28:1338": "patent_infringement",
	"28:2201": "declaratory_judgment", "18:1836": "trade_secret_misappropriation", "17:101": "copyright", "17:501": "copyright", "17:106": "copyright",
	"15:1114": "trademark", "15:1051": "trademark", "15:1125": "trademark", "15:1": "antitrust", "15:2": "antitrust", "15:15": "antitrust", "18:1962": "racketeering",
}

// causeOf is the cause of action of "35:271 Patent Infringement", or "". Letters behind a section name what is
// asked for.
func causeOf(text string) string {
	statute, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	title, section, _ := strings.Cut(strings.TrimRight(statute, "abcdefghijklmnopqrstuvwxyz()"), ":")
	return causes[title+":"+strings.TrimLeft(section, "0")]
}
