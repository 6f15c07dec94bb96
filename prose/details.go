package prose

import (
	"fmt"
	"strings"

	"ipgraph/graph"
)

// slots are the amount and the figure that some verbs take between them and
// their object: "paid more than USD 6 billion to", "holds a stake of 12 % in".
func (t Tie) slots() (sum, of string) {
	if t.Amount != nil && t.amountInVerb() {
		return " " + Sum(*t.Amount), " of " + Sum(*t.Amount)
	}
	if t.Type == "HOLDS_STAKE_IN" && t.Value != nil {
		return "", " of " + t.Value.String()
	}
	return "", ""
}

// amountInVerb says that the verb holds the amount: of the kind that the verb
// means. A sum that was merely offered is not invested.
func (t Tie) amountInVerb() bool {
	natural := map[graph.Predicate]graph.MoneyKind{"PAID": graph.MoneyPaid, "DEMANDED_ROYALTY_FROM": graph.MoneyDemanded, graph.InvestedIn: graph.MoneyInvested}
	kind, ok := natural[t.Type]
	return ok && (t.Amount.Kind == kind || t.Amount.Kind == graph.MoneyUndisclosed)
}

// Sum reads an amount without its kind: "more than USD 1.4 billion".
func Sum(m graph.Money) string {
	if m.Kind == graph.MoneyUndisclosed {
		if m.WithheldBy != "" {
			return "an undisclosed amount (withheld by " + m.WithheldBy + ")"
		}
		return "an undisclosed amount"
	}
	text := m.Currency + " " + large(graph.FormatMinor(m.Minor, m.Currency))
	if m.Comparator == graph.Range {
		text += " to " + large(graph.FormatMinor(m.MinorTo, m.Currency))
	}
	return m.Comparator.Words() + text
}

// large reads millions and billions as such where at most three decimals are
// left, so that nothing is rounded.
func large(decimal string) string {
	for _, unit := range []struct {
		zeros int
		name  string
	}{{9, "billion"}, {6, "million"}} {
		if n := len(decimal) - unit.zeros; n > 0 && !strings.Contains(decimal, ".") && strings.HasSuffix(decimal, strings.Repeat("0", unit.zeros-3)) {
			whole, rest := decimal[:n], strings.TrimRight(decimal[n:n+3], "0")
			if rest != "" {
				rest = "." + rest
			}
			return graph.GroupThousands(whole) + rest + " " + unit.name
		}
	}
	return graph.GroupThousands(decimal)
}

// details are what qualifies a relation, each after a comma.
func (t Tie) details() string {
	if text := t.Details(); text != "" {
		return ", " + text
	}
	return ""
}

// Details reads what qualifies a relation beside its date: "over patent
// infringement, with no damages awarded".
func (t Tie) Details() string {
	var parts []string
	add := func(format, text string) {
		if text != "" {
			parts = append(parts, fmt.Sprintf(format, text))
		}
	}
	q := t.Qualifiers
	add("as %s", q["title"])
	add("in %s", q["place"])
	if t.Type == "DEMANDED_ROYALTY_FROM" && t.Value != nil {
		add("for the use of %s", t.Value.String())
	}
	add("through %s", q["through"])
	add("for %s", q["for"])
	add("%s", q["since"])
	add("on %s", t.named("claim"))
	add("in %s", t.named("case"))
	add("in %s", t.named("round"))
	add("under %s", t.named("licence"))
	add("namely %s", t.named("patent"))
	add("by %s", t.named("conveyance"))
	add("namely %s", q["standard"])
	add("over %s", cause(q["cause"]))
	add("as %s", licenceType(q["type"]))
	parts = append(parts, targeted(q["explicit"])...)
	if t.Amount != nil && !t.amountInVerb() {
		add("%s", t.amountBeside())
	}
	add("with %s", t.outcome())
	return strings.Join(parts, ", ")
}

func (t Tie) named(qualifier string) string {
	id := graph.ID(t.Qualifiers[qualifier])
	return withArticle(id.Kind(), t.Names[id])
}

// amountBeside is an amount that the verb has no place for.
func (t Tie) amountBeside() string {
	switch t.Amount.Kind {
	case graph.MoneyPaid:
		return "for " + Sum(*t.Amount)
	case graph.MoneyUndisclosed: // whether there was any is not said either
		if t.Amount.WithheldBy != "" {
			return "any amount not disclosed by " + t.Amount.WithheldBy
		}
		return "any amount not disclosed"
	case graph.MoneyRevenue:
		return "with revenue put at " + Sum(*t.Amount)
	}
	return "with " + Sum(*t.Amount) + " " + string(t.Amount.Kind)
}

func targeted(explicit string) []string {
	switch explicit {
	case "yes":
		return []string{"by name"}
	case "no":
		return []string{"though not by name"}
	}
	return nil
}

// cause reads a cause of action.
func cause(word string) string {
	switch word {
	case "trade_secret_misappropriation":
		return "trade-secret misappropriation"
	case "declaratory_judgment":
		return "a declaratory judgment"
	case "frand_breach":
		return "breach of a FRAND commitment"
	}
	return strings.ReplaceAll(word, "_", " ")
}

// licenceType reads the type of a licence.
func licenceType(word string) string {
	switch word {
	case "", "unspecified":
		return ""
	case "exclusive", "implied":
		return "an " + word + " licence"
	case "sole", "compulsory", "confirmatory":
		return "a " + word + " licence"
	case "non_exclusive":
		return "a non-exclusive licence"
	case "covenant_not_to_sue":
		return "a covenant not to sue"
	}
	return "a " + strings.ReplaceAll(word, "_", " ")
}

// outcomes are what can come of a finding, and how it is said.
var outcomes = []struct{ name, value, words string }{
	{"damages", "none", "no damages awarded"}, {"damages", "awarded", "damages awarded"}, {"damages", "undecided", "damages not yet decided"},
	{"harm", "none", "no harm found"}, {"harm", "found", "harm found"},
	{"benefit", "none", "no benefit found"}, {"benefit", "found", "a benefit found"},
}

// outcome says what came of a finding, and what did not.
func (t Tie) outcome() string {
	var parts []string
	summed := t.Amount != nil && t.Amount.Kind == graph.MoneyAwarded
	for _, o := range outcomes {
		if t.Qualifiers[o.name] == o.value && (!summed || o.words != "damages awarded") {
			parts = append(parts, o.words)
		}
	}
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}
