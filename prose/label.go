package prose

import (
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
)

// Labels are what stands between two names in a diagram: along the edge and
// against it, and both where it says that something is not so. They leave out
// status, date and amount, which a diagram shows in other ways.
type Labels struct{ Active, Passive, NotActive, NotPassive string }

// Label is how the edges of a predicate are labelled. The zero value says that
// the predicate joins no two entities.
func Label(p graph.Predicate) Labels {
	v, own := labels[p]
	if !own {
		v = phrases[p].now
	}
	return Labels{bare(v.along), bare(v.against), bare(v.notAlong), bare(v.notAgainst)}
}

// labels are those of predicates whose verbs in sentences need more than the two
// names: a role, an amount, or a word for patents and another for companies.
var labels = map[graph.Predicate]verbs{
	graph.PartyTo:           {"is a party to", "has as a party", "is not a party to", "does not have as a party"},
	"COVENANTS_NOT_TO_SUE":  {"promises not to sue", "has a promise not to be sued by", "gives no promise not to sue", "has no promise not to be sued by"},
	"PAID":                  {"paid", "was paid by", "did not pay", "was not paid by"},
	"HOLDS_STAKE_IN":        {"holds a stake in", "has a stake held by", "holds no stake in", "has no stake held by"},
	"ASSIGNED_TO":           {"has rights assigned to", "was assigned rights of", "has no rights assigned to", "was assigned no rights of"},
	"SECURITY_INTEREST_TO":  {"has rights pledged to", "was pledged rights of", "has no rights pledged to", "was pledged no rights of"},
	"DECLARED_ESSENTIAL_TO": {"was declared essential to a standard of", "received a declaration on", "was not declared essential to a standard of", "received no declaration on"},
}

// bare drops the places for a name and for sums.
func bare(verb string) string {
	verb = strings.NewReplacer("{sum}", "", "{of}", "", "{o}", "").Replace(verb)
	return strings.Join(strings.Fields(verb), " ")
}

// Word is a word of a closed list and how it reads.
type Word struct{ Name, Title string }

// Roles are those of parties, without an article: "plaintiff".
func Roles() []Word {
	words := make([]Word, 0, len(roles))
	for _, name := range slices.Sorted(maps.Keys(roles)) {
		words = append(words, Word{name, noArticle(roles[name])})
	}
	return words
}

// Causes are those of action: "trade-secret misappropriation".
func Causes() []Word { return titled("HAS_CAUSE", "cause", cause) }

// LicenceTypes are those that a sentence names: "exclusive licence".
func LicenceTypes() []Word { return titled(graph.LicensesTo, "type", licenceType) }

// Details are values of other qualifiers, named "damages=none": "no damages awarded".
func Details() []Word {
	var words []Word
	for _, o := range outcomes {
		words = append(words, Word{o.name + "=" + o.value, o.words})
	}
	rule, _ := graph.RuleOf("TARGETS")
	explicit, _ := rule.QualifierNamed("explicit")
	for _, value := range explicit.Values {
		for _, said := range targeted(value) {
			words = append(words, Word{"explicit=" + value, said})
		}
	}
	return words
}

// titled reads each value of a qualifier. One that is not said is left out.
func titled(p graph.Predicate, qualifier string, read func(string) string) []Word {
	rule, _ := graph.RuleOf(p)
	q, _ := rule.QualifierNamed(qualifier)
	words := make([]Word, 0, len(q.Values))
	for _, name := range q.Values {
		if title := noArticle(read(name)); title != "" {
			words = append(words, Word{name, title})
		}
	}
	return words
}

func noArticle(noun string) string {
	for _, article := range []string{"a ", "an ", "the "} {
		if rest, ok := strings.CutPrefix(noun, article); ok {
			return rest
		}
	}
	return noun
}
