package answer

import (
	"strings"

	"ipgraph/graph"
	"ipgraph/prose"
)

// Vocabulary has the words by which a program names what it draws: the closed lists
// of the model, and how each reads.
type Vocabulary struct {
	// Families are those of edges.
	Families []FamilyWord `json:"families"`
	Kinds    []KindWord   `json:"kinds"`
	// Statuses go from the weakest to the strongest.
	Statuses   []StatusWord    `json:"statuses"`
	Predicates []PredicateWord `json:"predicates"`
	// Roles, Causes and LicenceTypes are values of the qualifiers role, cause and
	// type. Details are those of others, named with the qualifier: "damages=none".
	Roles        []Word `json:"roles"`
	Causes       []Word `json:"causes"`
	LicenceTypes []Word `json:"licence_types"`
	Details      []Word `json:"details"`
}

// Word is a word of a closed list and how it reads.
type Word struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// FamilyWord is a family of edges.
type FamilyWord struct {
	Name  graph.Family `json:"name"`
	Title string       `json:"title"`
}

// KindWord is a kind of entity: "Company", and of several "companies".
type KindWord struct {
	Name   graph.Kind `json:"name"`
	Title  string     `json:"title"`
	Plural string     `json:"plural"`
}

// StatusWord is a status, and what it means to a reader who knows nothing of the
// model.
type StatusWord struct {
	Name  graph.Status `json:"name"`
	Title string       `json:"title"`
	About string       `json:"about"`
}

// PredicateWord is a type of edge. The four labels stand between two names: from the
// edge's start to its end and the other way, and both where it says that something
// is not so.
type PredicateWord struct {
	Name   graph.Predicate `json:"name"`
	Family graph.Family    `json:"family"`
	// Symmetric edges have no direction; Event edges tell of something that happened.
	Symmetric  bool   `json:"symmetric"`
	Event      bool   `json:"event"`
	About      string `json:"about"`
	Active     string `json:"active"`
	Passive    string `json:"passive"`
	NotActive  string `json:"not_active"`
	NotPassive string `json:"not_passive"`
}

// Words are the vocabulary of the model. They need no database.
func Words() Vocabulary {
	v := Vocabulary{Families: []FamilyWord{}, Kinds: []KindWord{}, Statuses: []StatusWord{}, Predicates: []PredicateWord{},
		Roles: wordsOf(prose.Roles()), Causes: wordsOf(prose.Causes()), LicenceTypes: wordsOf(prose.LicenceTypes()), Details: wordsOf(prose.Details())}
	for _, f := range graph.Families() {
		v.Families = append(v.Families, FamilyWord{f, familyTitles[f]})
	}
	for _, k := range graph.Kinds() {
		v.Kinds = append(v.Kinds, kindWord(k))
	}
	for _, s := range graph.Statuses() {
		v.Statuses = append(v.Statuses, StatusWord{s, sentenceCase(string(s)), statusAbout[s]})
	}
	for _, p := range graph.EdgeTypes() {
		rule, _ := graph.RuleOf(p)
		l := prose.Label(p)
		v.Predicates = append(v.Predicates, PredicateWord{Name: p, Family: rule.Family, Symmetric: rule.Symmetric, Event: rule.Event, About: rule.About,
			Active: l.Active, Passive: l.Passive, NotActive: l.NotActive, NotPassive: l.NotPassive})
	}
	return v
}

func wordsOf(list []prose.Word) []Word {
	words := make([]Word, 0, len(list))
	for _, w := range list {
		words = append(words, Word(w))
	}
	return words
}

var familyTitles = map[graph.Family]string{
	graph.LicenceFamily: "Licence", graph.DisputeFamily: "Dispute", graph.MoneyFamily: "Investment", graph.OwnershipFamily: "Ownership",
	graph.PeopleFamily: "People", graph.PolicyFamily: "Policy", graph.IdentityFamily: "Same as", graph.OtherFamily: "Other",
}

var statusAbout = map[graph.Status]string{
	graph.Denied:      "Somebody says that it is not so.",
	graph.Withdrawn:   "It was said, and has been taken back.",
	graph.Reported:    "A source tells of it, and that is all that is at hand.",
	graph.Alleged:     "One side says so. No court or contract settles it here.",
	graph.Demanded:    "One side asked for it in writing. Nothing says that it was owed.",
	graph.Declared:    "One side declared it to a body that did not check it.",
	graph.Recorded:    "A register recorded it as it was filed, and did not examine it.",
	graph.Announced:   "Those concerned made it public themselves.",
	graph.Agreed:      "Those concerned agreed on it.",
	graph.Found:       "A jury or court found it. A higher court may still see it otherwise.",
	graph.Adjudicated: "A final judgment says so.",
	graph.Reversed:    "A court had found it, and a higher court set that aside.",
}

// plurals are those that an s does not make.
var plurals = map[graph.Kind]string{
	graph.Company: "companies", graph.Agency: "agencies", graph.Person: "people", graph.PatentFamily: "patent families",
	graph.University: "universities", graph.StandardsBody: "standards bodies",
}

func kindWord(k graph.Kind) KindWord {
	name := strings.ReplaceAll(string(k), "-", " ")
	plural, irregular := plurals[k]
	if !irregular {
		plural = name + "s"
	}
	return KindWord{k, sentenceCase(name), plural}
}

// sentenceCase begins a word of a closed list with a capital letter.
func sentenceCase(word string) string { return strings.ToUpper(word[:1]) + word[1:] }
