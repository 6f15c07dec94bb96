package world

import (
	"errors"
	"fmt"
)

// Case is a lawsuit with all that belongs to one: parties, court, judge,
// counsel, a claim and what was found, a patent with its chain of title, people
// who changed sides, money, and a law. Each has the same shape, however many
// there are: what is asked about one must not cost more in a larger world.
type Case struct {
	Lawsuit, Claim, Patent, Conveyance, Licence, Law string
	Court, Judge, Firm                               string
	Plaintiff, Defendant, Parent, Investor, Bank     string
	Founder, Officer                                 string
}

// CaseAt names what belongs to case i. The parties are companies of their own:
// no other case and no other edge has them.
func (g *World) CaseAt(i int) Case {
	id := func(kind, what string) string { return fmt.Sprintf("%s:bench:%s-%d", kind, what, i) }
	return Case{
		Lawsuit: id("lawsuit", "case"), Claim: id("legal-claim", "claim"), Patent: id("patent", "us"), Conveyance: id("conveyance", "reel"),
		Licence: id("licence", "deal"), Law: id("law", "act"),
		Court: fmt.Sprintf("court:bench:%d", i/casesOfACourt), Judge: fmt.Sprintf("person:bench:judge-%d", i/casesOfACourt), Firm: fmt.Sprintf("company:bench:firm-%d", i/casesOfAFirm),
		Plaintiff: id("company", "plaintiff"), Defendant: id("company", "defendant"), Parent: id("company", "parent"), Investor: id("fund", "investor"),
		Bank: fmt.Sprintf("company:bench:bank-%d", i/casesOfACourt), Founder: id("person", "founder"), Officer: id("person", "officer"),
	}
}

// Courts, judges and banks are shared by so many cases, firms by fewer.
const (
	casesOfACourt = 25
	casesOfAFirm  = 10
)

// cases writes the lawsuits: all that they name first, since one names the next.
func (g *World) cases() error {
	var err error
	for i := range g.Cases {
		c := g.CaseAt(i)
		ids := []string{c.Lawsuit, c.Claim, c.Patent, c.Conveyance, c.Licence, c.Law, c.Plaintiff, c.Defendant, c.Parent, c.Investor, c.Founder, c.Officer, AloneID(i)}
		if i%casesOfACourt == 0 {
			ids = append(ids, c.Court, c.Judge, c.Bank)
		}
		if i%casesOfAFirm == 0 {
			ids = append(ids, c.Firm)
		}
		for _, id := range ids {
			err = errors.Join(err, g.entity(id, "Name of "+id))
		}
	}
	for i := range g.Cases {
		c := g.CaseAt(i)
		err = errors.Join(err, g.dispute(i, c), g.ties(i, c), g.facts(i, c))
	}
	return err
}

// AloneID is the id of a company that nothing joins to another, one for a case.
func AloneID(i int) string { return fmt.Sprintf("company:bench:alone-%d", i) }

// say writes one statement about case i.
func (g *World) say(i int, subject, predicate, object string, more record) error {
	s := record{"subject": subject, "predicate": predicate, "status": g.status(), "source": g.source(), "locator": fmt.Sprintf("case %d, %s", i, predicate)}
	if object != "" {
		s["object"] = object
	}
	for name, value := range more {
		s[name] = value
	}
	return g.lines.Encode(record{"statement": s})
}

func role(name string) record { return record{"qualifiers": record{"role": name}} }

func (g *World) dispute(i int, c Case) error {
	filed := g.day()
	found := record{"qualifiers": record{"claim": c.Claim, "case": c.Lawsuit, "cause": "patent_infringement"}, "valid": g.day()}
	denied := record{"qualifiers": found["qualifiers"], "polarity": false}
	return errors.Join(
		g.say(i, c.Plaintiff, "PARTY_TO", c.Lawsuit, record{"qualifiers": record{"role": "plaintiff"}, "valid": filed}),
		g.say(i, c.Defendant, "PARTY_TO", c.Lawsuit, record{"qualifiers": record{"role": "defendant"}, "valid": filed}),
		g.say(i, c.Defendant, "PARTY_TO", c.Lawsuit, role("counterclaimant")),
		g.say(i, c.Plaintiff, "PARTY_TO", c.Lawsuit, role("counter_defendant")),
		g.say(i, c.Lawsuit, "HEARD_IN", c.Court, record{"valid": filed}),
		g.say(i, c.Judge, "PRESIDED_OVER", c.Lawsuit, nil),
		g.say(i, c.Lawsuit, "HAS_CAUSE", "", record{"qualifiers": record{"cause": "patent_infringement"}}),
		g.say(i, c.Lawsuit, "HAS_EVENT", "", record{"qualifiers": record{"event": "complaint"}, "valid": filed}),
		g.say(i, c.Lawsuit, "HAS_EVENT", "", record{"qualifiers": record{"event": "jury_verdict"}, "valid": g.day()}),
		g.say(i, c.Claim, "CLAIM_IN", c.Lawsuit, nil),
		g.say(i, c.Plaintiff, "PARTY_TO", c.Claim, role("claimant")),
		g.say(i, c.Defendant, "ACCUSED_OF", c.Claim, nil),
		g.say(i, c.Defendant, "FOUND_LIABLE_TO", c.Plaintiff, found),
		g.say(i, c.Defendant, "FOUND_LIABLE_TO", c.Plaintiff, denied), // sources disagree
		g.say(i, c.Defendant, "CHALLENGED_PATENT_OF", c.Plaintiff, record{"qualifiers": record{"patent": c.Patent}}),
		g.say(i, c.Plaintiff, "DEMANDED_ROYALTY_FROM", c.Defendant, record{"amount": record{"kind": "demanded", "currency": "USD", "comparator": "gt", "value": 1_000_000 + i}}),
		g.say(i, c.Firm, "COUNSEL_OF", c.Plaintiff, record{"qualifiers": record{"case": c.Lawsuit}}),
		g.say(i, c.Firm, "COUNSEL_OF", c.Defendant, nil),
	)
}

func (g *World) ties(i int, c Case) error {
	year := fmt.Sprint(2000 + i%20)
	neighbour := g.CaseAt((i + 1) % g.Cases)
	return errors.Join(
		g.say(i, c.Plaintiff, "SUBSIDIARY_OF", c.Parent, record{"valid": year + "/.."}),
		g.say(i, c.Plaintiff, "HAS_LICENCE_WITH", neighbour.Plaintiff, nil),
		g.say(i, c.Plaintiff, "LICENSES_TO", c.Investor, record{"qualifiers": record{"licence": c.Licence}}),
		g.say(i, c.Plaintiff, "HAS_LICENCE_WITH", neighbour.Defendant, nil),
		g.say(i, c.Investor, "INVESTED_IN", c.Defendant, record{"amount": record{"kind": "invested", "currency": "USD", "comparator": "eq", "value": 2_000_000}}),
		g.say(i, c.Investor, "INVESTED_IN", c.Plaintiff, nil),
		g.say(i, neighbour.Investor, "INVESTED_IN", c.Defendant, nil),
		g.say(i, c.Bank, "HOLDS_STAKE_IN", c.Defendant, nil),
		g.say(i, c.Founder, "FOUNDED", c.Defendant, record{"valid": year}),
		g.say(i, c.Founder, "EMPLOYED_BY", c.Plaintiff, record{"valid": "/" + year}),
		g.say(i, c.Officer, "OFFICER_OF", c.Plaintiff, record{"qualifiers": record{"title": "chief executive"}}),
		g.say(i, c.Founder, "INVENTED", c.Patent, nil),
		g.say(i, c.Plaintiff, "OWNS_PATENT", c.Patent, record{"valid": year + "/.."}),
		g.say(i, c.Patent, "ASSIGNED_TO", c.Plaintiff, record{"valid": year, "qualifiers": record{"conveyance": c.Conveyance}}),
		g.say(i, c.Patent, "SECURITY_INTEREST_TO", c.Bank, nil),
		g.say(i, c.Patent, "ASSERTED_IN", c.Lawsuit, nil),
		g.say(i, c.Law, "TARGETS", c.Defendant, record{"qualifiers": record{"explicit": "yes"}}),
		g.say(i, c.Officer, "SPONSORED", c.Law, nil),
		// Joined to the companies, so that chains lead from case to case.
		g.say(i, c.Parent, "HOLDS_STAKE_IN", CompanyID(g.ordinary()), nil),
		g.say(i, c.Bank, "HOLDS_STAKE_IN", CompanyID(g.ordinary()), nil),
	)
}

func (g *World) facts(i int, c Case) error {
	figure := func(n int) record {
		return record{"qualifiers": record{"measure": "employees_recruited"}, "value": record{"number": fmt.Sprint(n), "comparator": "eq", "unit": "employee"}}
	}
	pending := record{"value": record{"text": "Springfield"}, "review": "pending"}
	return errors.Join(
		g.say(i, c.Lawsuit, "HAS_FIGURE", "", figure(14)),
		g.say(i, c.Lawsuit, "HAS_FIGURE", "", figure(24)),
		g.say(i, c.Plaintiff, "EARNED", "", record{"amount": record{"kind": "revenue", "currency": "USD", "comparator": "eq", "value": 3_000_000}, "qualifiers": record{"for": "licences"}}),
		g.say(i, c.Defendant, "BASED_IN", "", pending),
	)
}
