package ftm

import (
	"regexp"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// particular says what a relation of this schema is between these ends: the predicate
// with its qualifiers.
func (m *merged) particular(out *intake.Out, s *graph.Statement) {
	role := m.text("role")
	switch m.Schema {
	case "Ownership":
		m.ownership(out, s, role)
	case "Control":
		s.Predicate, s.Qualifiers = "HAS_INTEREST_IN", map[string]string{"interest": firstOf(m.text("controlType"), role, "control")}
	case "Directorship":
		directorship(out, s, role)
	case "Employment":
		s.Predicate = "EMPLOYED_BY"
		qualify(s, "title", role, "employee")
	case "Membership":
		s.Predicate = "MEMBER_OF"
		qualify(s, "role", role, "member")
	case "Representation":
		if s.Predicate = "REPRESENTS"; role == "counsel" {
			s.Predicate = "COUNSEL_OF"
			break
		}
		qualify(s, "role", role, "representative")
	case "Succession":
		if s.Predicate = "SUCCEEDED_BY"; role != "" && role != "predecessor" {
			out.Change("a role for which the graph has no place was left out", role)
		}
	case "Payment":
		s.Predicate = "PAID"
		qualify(s, "for", strings.Join(m.all("purpose", "programme"), "; "), "")
	case "Debt":
		s.Predicate = "RELATES_TO"
		qualify(s, "role", "debtor", "")
	case "Associate", "Family":
		s.Predicate = "LINKED_TO"
		qualify(s, "role", firstOf(m.text("relationship"), role, wordsOf(m.Schema)), "")
	case "CourtCaseParty":
		caseParty(out, s, role)
	case "UnknownLink":
		link(s, role)
	case parentOf:
		s.Predicate = "SUBSIDIARY_OF"
	case authorityOf, "ContractAward":
		if s.Subject.Kind() == graph.Licence {
			s.Subject, s.Object = s.Object, s.Subject
		}
		s.Predicate = graph.PartyTo
		qualify(s, "role", "party", "")
	}
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// qualify adds a qualifier, but for a word that says no more than the predicate does.
func qualify(s *graph.Statement, name, value, plain string) {
	if value != "" && value != plain {
		s.Qualifiers = map[string]string{name: value}
	}
}

// ownership is a stake, a patent that is owned, or a subsidiary, by what is said and by
// what is owned.
func (m *merged) ownership(out *intake.Out, s *graph.Statement, role string) {
	kind := strings.ToLower(strings.Join(m.all("role", "ownershipType"), "; "))
	switch {
	case s.Object.Kind() == graph.Patent, s.Object.Kind() == graph.PatentFamily:
		s.Predicate = "OWNS_PATENT"
	case role == "parent company":
		s.Predicate, s.Subject, s.Object = "SUBSIDIARY_OF", s.Object, s.Subject
	default:
		s.Predicate, s.Qualifiers = "HOLDS_STAKE_IN", map[string]string{}
		if strings.Contains(kind, "beneficial") {
			s.Qualifiers["beneficial"] = "yes"
		}
		for _, level := range []string{"indirect", "direct"} {
			if strings.Contains(kind, level) {
				s.Qualifiers["level"] = level
				break
			}
		}
		if len(s.Qualifiers) == 0 && kind != "" && kind != "stake" && kind != "owner" && kind != "shareholder" {
			out.Change("a role for which the graph has no place was left out", kind)
		}
	}
	if s.Predicate != "HOLDS_STAKE_IN" && s.Value != nil {
		out.Change("a share for which the relation has no place was left out", s.Value.String())
		s.Value = nil
	}
}

// directorship is a seat on a board or another office. An organisation that holds one acts for
// the other.
func directorship(out *intake.Out, s *graph.Statement, role string) {
	lower := strings.ToLower(role)
	switch {
	case s.Subject.Kind() != graph.Person:
		s.Predicate, s.Qualifiers = "REPRESENTS", map[string]string{"role": firstOf(role, "director")}
	case lower == "" || lower == "director" || lower == "board member" || lower == "member of the board":
		s.Predicate = "DIRECTOR_OF"
	case strings.Contains(lower, "director") && !strings.Contains(lower, "managing"):
		out.Change("a role for which the graph has no place was left out", role)
		s.Predicate = "DIRECTOR_OF"
	default:
		s.Predicate = "OFFICER_OF"
		qualify(s, "title", role, "officer")
	}
}

// caseRoles are names of roles in our words, where they differ by more than case, spaces
// and hyphens.
var caseRoles = map[string]string{
	"counter_claimant": "counterclaimant", "counter_plaintiff": "counterclaimant", "counterdefendant": "counter_defendant",
	"3rd_party_plaintiff": "third_party_plaintiff", "3rd_party_defendant": "third_party_defendant", "amicus_curiae": "amicus",
}

// spaced writes a word with blanks alone.
var spaced = strings.NewReplacer("-", " ", "_", " ", "\u00a0", " ", ".", "")

func caseParty(out *intake.Out, s *graph.Statement, role string) {
	word := strings.Join(strings.Fields(spaced.Replace(strings.ToLower(role))), "_")
	if ours := caseRoles[word]; ours != "" {
		word = ours
	}
	s.Predicate, s.Qualifiers = graph.PartyTo, map[string]string{"role": word}
	if !fits(*s) {
		out.Change("a kind of party that is not among the roles is kept in its own words", role)
		s.Predicate, s.Qualifiers = "RELATES_TO", map[string]string{"role": firstOf(role, "party")}
	}
}

// link is a link in the words of its role, or what we wrote as one: between ids
// of ours the role may be the name of a predicate.
func link(s *graph.Statement, role string) {
	s.Predicate = "LINKED_TO"
	qualify(s, "role", role, "")
	if s.Object.Kind() == graph.Licence {
		party := *s
		party.Predicate = graph.PartyTo
		if fits(party) {
			*s = party
		}
		return
	}
	predicate := graph.Predicate(strings.ToUpper(strings.ReplaceAll(role, " ", "_")))
	switch role {
	case "investor":
		predicate = graph.InvestedIn
	case "royalty demand":
		predicate = "DEMANDED_ROYALTY_FROM"
	}
	if !isOurs(s.Subject) || !isOurs(s.Object) {
		return
	}
	ours := *s
	if ours.Predicate, ours.Qualifiers = predicate, nil; fits(ours) {
		*s = ours
	}
}

// fits reports whether the graph takes a statement, wherever it is from.
func fits(s graph.Statement) bool {
	s.Source = "source:dataset:any"
	return len(s.Validate()) == 0
}

// standing is the status that we wrote of a relation between ids of ours. That of others is
// in words of their own.
func (m *merged) standing(out *intake.Out, s *graph.Statement) {
	for _, word := range m.Properties["status"] {
		status := graph.Status(word)
		if isOurs(s.Subject) && isOurs(s.Object) && status.Rank() >= 0 && status != graph.Denied && status != graph.Withdrawn {
			s.Status = status
		} else {
			out.Change("a property for which the graph has no place was left out", m.Schema+": status")
		}
	}
}

// isOurs reports whether an id was not made of one of FollowTheMoney.
func isOurs(id graph.ID) bool {
	_, made, _ := id.Parts()
	return made != scheme
}

var (
	percentage = regexp.MustCompile(`^(\d{1,3}(?:\.\d+)?)\s*%?$`)
	percentOf  = regexp.MustCompile(`^(\d{1,3}(?:\.\d+)?)\s*%?\s*[-–]\s*(\d{1,3}(?:\.\d+)?)\s*%?$`)
)

// share is the part that is owned.
func (m *merged) share(out *intake.Out) *graph.Value {
	values := m.Properties["percentage"]
	if len(values) == 0 {
		return nil
	}
	if len(values) > 1 {
		out.Change("of several shares the first counts", strings.Join(values, ", "))
	}
	v := graph.Value{Comparator: graph.Equal, Unit: "percent"}
	if f := percentage.FindStringSubmatch(values[0]); f != nil {
		v.Number = f[1]
	} else if f := percentOf.FindStringSubmatch(values[0]); f != nil {
		v.Number, v.NumberTo, v.Comparator = f[1], f[2], graph.Range
	}
	if len(v.Validate()) > 0 {
		out.Change("a share that is no figure was left out", values[0])
		return nil
	}
	return &v
}

// money is the amount of a payment or debt: that in the currency of the source, and else
// that in euros or dollars. ok is false where there is none that can be read.
func (m *merged) money(out *intake.Out) (minor int64, currency string, ok bool) {
	amounts, currencies := m.Properties["amount"], m.Properties["currency"]
	switch {
	case len(amounts) > 0 && len(currencies) == 1:
		currency = strings.ToUpper(currencies[0])
	case len(m.Properties["amountEur"]) > 0:
		amounts, currency = m.Properties["amountEur"], "EUR"
	case len(m.Properties["amountUsd"]) > 0:
		amounts, currency = m.Properties["amountUsd"], "USD"
	case len(amounts) > 0:
		out.Change("an amount without one currency was left out", strings.Join(append(amounts, currencies...), ", "))
		return 0, "", false
	default:
		return 0, "", false
	}
	if len(amounts) > 1 {
		out.Change("of several amounts the first counts", strings.Join(amounts, ", "))
	}
	minor, err := graph.ParseMinor(amounts[0], currency)
	if err != nil {
		out.Change("an amount that cannot be read was left out", err.Error())
		return 0, "", false
	}
	return minor, currency, true
}

// amount is that of a payment. Where none is told it is one that is not disclosed.
func (m *merged) amount(out *intake.Out) *graph.Money {
	minor, currency, ok := m.money(out)
	if !ok {
		return &graph.Money{Kind: graph.MoneyUndisclosed}
	}
	return &graph.Money{Kind: graph.MoneyPaid, Currency: currency, Comparator: graph.Equal, Minor: minor}
}

// debt is a figure in a currency, for what is owed is neither paid nor demanded.
func (m *merged) debt(out *intake.Out) *graph.Value {
	minor, currency, ok := m.money(out)
	if !ok {
		return nil
	}
	return &graph.Value{Number: graph.FormatMinor(minor, currency), Comparator: graph.Equal, Unit: strings.ToLower(currency)}
}
