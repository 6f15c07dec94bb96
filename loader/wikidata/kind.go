package wikidata

import (
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// classes are those of which an item says that it is an instance (P31), in our kinds.
var classes = map[string]graph.Kind{
	"Q5":    graph.Person,
	"Q3918": graph.University, "Q875538": graph.University, "Q902104": graph.University, "Q38723": graph.University, "Q15936437": graph.University, "Q62078547": graph.University,
	"Q327333": graph.Agency, "Q192350": graph.Agency, "Q7188": graph.Agency, "Q20857065": graph.Agency, "Q6256": graph.Agency, "Q3624078": graph.Agency,
	"Q41487": graph.Court, "Q190752": graph.Court, "Q1328899": graph.StandardsBody, "Q15966568": graph.StandardsBody,
	"Q178790": graph.Fund, "Q4201895": graph.Fund, "Q1473346": graph.Fund,
	"Q783794": graph.Company, "Q4830453": graph.Company, "Q6881511": graph.Company, "Q891723": graph.Company, "Q163740": graph.Company, "Q43229": graph.Company,
	"Q431289": graph.Company, "Q167037": graph.Company, "Q5621421": graph.Company, "Q18388277": graph.Company, "Q1589009": graph.Company, "Q22687": graph.Company,
}

// organisational properties are had by organisations alone.
var organisational = []string{"P1278", "P5531", "P1320", "P749", "P355", "P127", "P112", "P169", "P1454", "P452", "P3320", "P488"}

// kind is that of a person or an organisation, and "" of anything else, with what it says of itself.
func (i item) kind() (kind graph.Kind, because string) {
	var said []string
	for _, text := range i.Claims["P31"] {
		var c claim
		if err := intake.Decode(text, &c); err != nil || c.Rank == "deprecated" {
			continue
		}
		class := c.Main.item()
		if kind, known := classes[class]; known {
			return kind, ""
		}
		said = append(said, class)
	}
	for _, p := range organisational {
		if len(i.Claims[p]) > 0 {
			return graph.Company, ""
		}
	}
	if len(said) == 0 {
		return "", "it says of no class that it is an instance (P31)"
	}
	slices.Sort(said)
	return "", "an instance of " + strings.Join(said, ", ")
}

// relation is what a property says in our words.
type relation struct {
	predicate graph.Predicate
	// other is the kind of the other end where nothing else tells it.
	other graph.Kind
	// reverse relations start at the other end.
	reverse bool
	// qualifier and word are added to the statement.
	qualifier, word string
}

// relations are the properties that join two people or organisations.
var relations = map[string]relation{
	"P108":  {"EMPLOYED_BY", graph.Company, false, "", ""},
	"P463":  {"MEMBER_OF", graph.Company, false, "", ""},
	"P102":  {"MEMBER_OF", graph.Company, false, "role", "member of the political party"},
	"P69":   {"RELATES_TO", graph.University, false, "role", "educated at"},
	"P1830": {"HOLDS_STAKE_IN", graph.Company, false, "", ""},
	"P127":  {"HOLDS_STAKE_IN", graph.Company, true, "", ""},
	"P749":  {"SUBSIDIARY_OF", graph.Company, false, "", ""},
	"P355":  {"SUBSIDIARY_OF", graph.Company, true, "", ""},
	"P112":  {"FOUNDED", graph.Person, true, "", ""},
	"P169":  {"OFFICER_OF", graph.Person, true, "title", "chief executive officer"},
	"P488":  {"OFFICER_OF", graph.Person, true, "title", "chairperson"},
	"P1037": {"OFFICER_OF", graph.Person, true, "title", "director or manager"},
	"P3320": {"DIRECTOR_OF", graph.Person, true, "", ""},
	"P1366": {"SUCCEEDED_BY", graph.Company, false, "", ""},
	"P1365": {"SUCCEEDED_BY", graph.Company, true, "", ""},
	"P22":   {"LINKED_TO", graph.Person, false, "role", "father"},
	"P25":   {"LINKED_TO", graph.Person, false, "role", "mother"},
	"P26":   {"LINKED_TO", graph.Person, false, "role", "spouse"},
	"P40":   {"LINKED_TO", graph.Person, false, "role", "child"},
	"P451":  {"LINKED_TO", graph.Person, false, "role", "partner"},
	"P3373": {"LINKED_TO", graph.Person, false, "role", "sibling"},
	"P1038": {"LINKED_TO", graph.Person, false, "role", "relative"},
}

// schemes are registers whose numbers have names of their own here.
var schemes = map[string]string{"P1278": "lei", "P5531": "cik", "P1320": "opencorporates", "P946": "isin", "P213": "isni", "P214": "viaf",
	"P227": "gnd", "P2427": "grid", "P6782": "ror", "P1297": "irs-ein", "P4776": "mac-address-block", "P856": "website"}

// private are properties that are never read: dates and places of birth and death, and where somebody lives.
var private = []string{"P569", "P570", "P19", "P20", "P551", "P6375", "P1329", "P968"}

// events are properties with a date in our words.
var events = map[string]string{"P571": "founded", "P576": "dissolved", "P1619": "founded"}
