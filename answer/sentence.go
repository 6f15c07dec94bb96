package answer

import (
	"fmt"
	"strings"

	"ipgraph/graph"
)

// phrase is how an edge reads along its direction and against it. A negated
// edge has a wording of its own where "did not" would mislead.
type phrase struct{ along, against, notAlong, notAgainst string }

// phrases is the grammar, one line per predicate. The verbs never say more than
// the predicate: a demand is not a payment, a finding is a finding.
var phrases = map[graph.Predicate]phrase{
	graph.LicensesTo:        {"licenses rights to", "has rights licensed from", "does not license rights to", "has no rights licensed from"},
	graph.HasLicenceWith:    {"has a licence agreement with", "has a licence agreement with", "has no licence agreement with", "has no licence agreement with"},
	"CROSS_LICENSES_WITH":   {"cross-licenses with", "cross-licenses with", "does not cross-license with", "does not cross-license with"},
	"COVENANTS_NOT_TO_SUE":  {"promised not to sue", "has a promise not to be sued by", "did not promise not to sue", "has no promise not to be sued by"},
	graph.PartyTo:           {"is a party to", "has as a party", "is not a party to", "does not have as a party"},
	graph.Sued:              {"sued", "was sued by", "did not sue", "was not sued by"},
	graph.Countersued:       {"countersued", "was countersued by", "did not countersue", "was not countersued by"},
	"ACCUSED_OF":            {"is accused in", "is made against", "is not accused in", "is not made against"},
	"CLAIM_IN":              {"is a claim in", "includes", "is not a claim in", "does not include"},
	"FOUND_LIABLE_TO":       {"was found liable to", "was found to have been wronged by", "was found not liable to", "was found not to have been wronged by"},
	"DEMANDED_ROYALTY_FROM": {"demanded royalties from", "was asked for royalties by", "did not demand royalties from", "was not asked for royalties by"},
	"NEGOTIATED_WITH":       {"negotiated with", "negotiated with", "did not negotiate with", "did not negotiate with"},
	"SETTLED_WITH":          {"settled with", "settled with", "did not settle with", "did not settle with"},
	"CHALLENGED_PATENT_OF":  {"challenged a patent of", "had a patent challenged by", "did not challenge a patent of", "had no patent challenged by"},
	"ASSERTED_IN":           {"is asserted in", "asserts", "is not asserted in", "does not assert"},
	"HEARD_IN":              {"is heard in", "hears", "is not heard in", "does not hear"},
	"PRESIDED_OVER":         {"presided over", "was presided over by", "did not preside over", "was not presided over by"},
	graph.InvestedIn:        {"invested in", "has as an investor", "did not invest in", "does not have as an investor"},
	"PAID":                  {"paid", "was paid by", "did not pay", "was not paid by"},
	"SUBSIDIARY_OF":         {"is a subsidiary of", "has as a subsidiary", "is not a subsidiary of", "does not have as a subsidiary"},
	"VENTURE_ARM_OF":        {"is the venture arm of", "has as its venture arm", "is not the venture arm of", "does not have as its venture arm"},
	"HOLDS_STAKE_IN":        {"holds a stake in", "is owned in part by", "holds no stake in", "is not owned in part by"},
	"OWNS_PATENT":           {"owns", "is owned by", "does not own", "is not owned by"},
	"ASSIGNED_TO":           {"was assigned to", "was assigned rights by way of", "was not assigned to", "was not assigned rights by way of"},
	"SECURITY_INTEREST_TO":  {"was pledged to", "holds a security interest in", "was not pledged to", "holds no security interest in"},
	"DECLARED_ESSENTIAL_TO": {"was declared essential to a standard of", "has a declaration of essentiality of", "was not declared essential to a standard of", "has no declaration of essentiality of"},
	"SUCCEEDED_BY":          {"was succeeded by", "succeeded", "was not succeeded by", "did not succeed"},
	"FOUNDED":               {"founded", "was founded by", "did not found", "was not founded by"},
	"EMPLOYED_BY":           {"worked for", "employed", "did not work for", "did not employ"},
	"OFFICER_OF":            {"is an officer of", "has as an officer", "is not an officer of", "does not have as an officer"},
	"DIRECTOR_OF":           {"is a director of", "has as a director", "is not a director of", "does not have as a director"},
	"COUNSEL_OF":            {"acted as counsel for", "had as counsel", "did not act as counsel for", "did not have as counsel"},
	"INVENTED":              {"is named as an inventor of", "names as an inventor", "is not named as an inventor of", "does not name as an inventor"},
	"SPONSORED":             {"put forward", "was put forward by", "did not put forward", "was not put forward by"},
	"AMENDS":                {"amends", "is amended by", "does not amend", "is not amended by"},
	"TARGETS":               {"targets", "is targeted by", "does not target", "is not targeted by"},
	"OPPOSED":               {"opposed", "was opposed by", "did not oppose", "was not opposed by"},
	"SAME_AS":               {"is the same as", "is the same as", "is not the same as", "is not the same as"},
}

// Sentence reads a hop aloud, with its status, its dates and what else the edge
// carries, and no citation.
func Sentence(h Hop) string {
	p, ok := phrases[h.Edge.Type]
	if !ok { // the ontology has grown: a test sees to the table
		word := strings.ToLower(strings.ReplaceAll(string(h.Edge.Type), "_", " "))
		p = phrase{word, "(reversed) " + word, "not " + word, "(reversed) not " + word}
	}
	verb := p.along
	switch {
	case h.Reversed && h.Edge.Polarity:
		verb = p.against
	case h.Reversed:
		verb = p.notAgainst
	case !h.Edge.Polarity:
		verb = p.notAlong
	}
	sentence := h.From.Name + " " + verb + " " + h.To.Name
	return sentence + " (" + strings.Join(details(h.Edge), "; ") + ")"
}

// details are the status and what qualifies the edge, the status first.
func details(e *Edge) []string {
	parts := []string{string(e.Status)}
	if e.Qualifiers["damages"] == "none" {
		parts = append(parts, "no damages")
	}
	for _, name := range []string{"role", "title", "type"} {
		if v := e.Qualifiers[name]; v != "" {
			parts = append(parts, strings.ReplaceAll(v, "_", " "))
		}
	}
	if e.Amount != nil {
		parts = append(parts, e.Amount.Text)
	}
	if e.Value != nil {
		parts = append(parts, e.Value.Text)
	}
	if when := span(e); when != "" {
		parts = append(parts, when)
	}
	if e.Holds == "possibly" {
		parts = append(parts, "possibly on that day")
	}
	if e.Disputed {
		parts = append(parts, "sources disagree")
	}
	return parts
}

// span reads the period at the precision of the source.
func span(e *Edge) string {
	rule, _ := graph.RuleOf(e.Type)
	switch {
	case e.ValidFrom == "" && e.ValidTo == "":
		return ""
	case e.ValidFrom == "":
		return "until " + e.ValidTo
	case e.ValidTo == "" && rule.Event || e.ValidFrom == e.ValidTo:
		return e.ValidFrom
	case e.ValidTo == "":
		return "since " + e.ValidFrom
	}
	return e.ValidFrom + " to " + e.ValidTo
}

// References numbers sources in the order in which they are cited.
type References struct {
	numbers map[string]int
	// List holds each numbered place once.
	List []Citation
}

// maxCited bounds the citations that one sentence shows; the edge has them all.
const maxCited = 3

// Cite gives the numbers of an edge's leading citations: "[1][2]".
func (r *References) Cite(e *Edge) string {
	if r.numbers == nil {
		r.numbers = map[string]int{}
	}
	var b strings.Builder
	cited := map[string]bool{}
	for _, c := range e.Citations {
		place := string(c.Source) + "\x00" + c.Locator
		if cited[place] {
			continue
		}
		cited[place] = true
		if len(cited) > maxCited {
			continue
		}
		if r.numbers[place] == 0 {
			r.List = append(r.List, c)
			r.numbers[place] = len(r.List)
		}
		fmt.Fprintf(&b, "[%d]", r.numbers[place])
	}
	if more := len(cited) - maxCited; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}
