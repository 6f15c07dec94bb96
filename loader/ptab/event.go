package ptab

import (
	"cmp"
	"regexp"
	"strings"

	"ipgraph/graph"
)

// outcomes tell what a decision is by its outcome, the surest first: "Settled Before
// Institution" is a settlement, and no decision about institution.
var outcomes = []struct {
	event string
	words *regexp.Regexp
}{
	{"settlement", regexp.MustCompile(`(?i)settle`)},
	{"final_written_decision", regexp.MustCompile(`(?i)final written decision`)},
	{"rehearing", regexp.MustCompile(`(?i)rehearing`)},
	{"judgment", regexp.MustCompile(`(?i)adverse judg|^judg`)},
	{"closed", regexp.MustCompile(`(?i)dismiss|terminat`)},
	{"institution_decision", regexp.MustCompile(`(?i)^institution\b|\binstitution (granted|denied)`)},
	{"bench_ruling", regexp.MustCompile(`(?i)motion`)},
	{"appeal_decision", regexp.MustCompile(`(?i)affirm|revers|vacat|remand|after court decision`)},
}

// papers tell which papers are events, by their type. Most are exhibits.
var papers = []struct {
	event string
	words *regexp.Regexp
}{
	{"petition", regexp.MustCompile(`(?i)^petition: as filed`)},
	{"institution_decision", regexp.MustCompile(`(?i)^institution decision`)},
	{"final_written_decision", regexp.MustCompile(`(?i)^final written decision`)},
	{"appeal_decision", regexp.MustCompile(`(?i)\bmandate\b`)},
	{"notice_of_appeal", regexp.MustCompile(`(?i)notice of appeal`)},
	{"rehearing", regexp.MustCompile(`(?i)^rehearing|request for rehearing`)},
	{"settlement", regexp.MustCompile(`(?i)settlement`)},
}

func eventOf(outcome string) string {
	for _, o := range outcomes {
		if o.words.MatchString(outcome) {
			return o.event
		}
	}
	return "legal_event"
}

func paperEvent(kind string) string {
	for _, p := range papers {
		if p.words.MatchString(kind) {
			return p.event
		}
	}
	return ""
}

// takeEvents hands over what happened, and when.
func (p *proceeding) takeEvents() {
	m := p.meta
	p.milestone("petition", m.Petition, "petition filing date", "")
	p.milestone("notice_of_appeal", m.Appeal, "appeal filing date", "")
	p.milestone("filing", m.Declared, "declaration date", "")
	p.milestone("institution_decision", m.Instituted, "institution decision date", "")
	p.milestone("closed", m.Terminated, "termination date", "")
	p.takeDecision()
	p.takePaper()
}

// milestone is an event that a record mentions without saying how it came out.
func (p *proceeding) milestone(event, date, field, value string) {
	if on := p.date(field, date); !on.IsZero() && p.says(event+" "+on.String()) {
		p.event(event, on, value)
	}
}

// event hands over what happened under the locator at hand.
func (p *proceeding) event(event string, on graph.Period, value string) {
	s := graph.Statement{Subject: p.id, Predicate: "HAS_EVENT", Qualifiers: map[string]string{"event": event}, Status: graph.Recorded, Valid: on, ReportedOn: on, Locator: p.locator}
	if value != "" {
		s.Value = &graph.Value{Text: value}
	}
	p.Statement(s)
}

// takeDecision hands over a decision. It takes the place of what other records mention of
// it; a decision of another day or outcome stays beside it, such as one that affirms it.
func (p *proceeding) takeDecision() {
	d := p.Decision
	if d.outcome() == "" {
		d = p.Document
	}
	outcome := d.outcome()
	if outcome == "" {
		return
	}
	on := p.date("decision issue date", cmp.Or(d.Issued, p.Document.Issued))
	p.Count("decisions", 1)
	p.Count("outcome: "+outcome, 1)
	event := eventOf(outcome)
	p.Retire(p.key + ", " + event + " " + on.String())
	p.reader.fresh(p.key+", "+event+" "+on.String(), decided)
	p.locator = p.key + ", " + event + " " + on.String() + " " + outcome
	p.Retire(p.locator)
	p.event(event, on, outcome)
}

// takePaper hands over a paper that is an event, where no decision comes with it.
func (p *proceeding) takePaper() {
	kind := strings.Join(strings.Fields(p.Document.Type), " ")
	if kind == "" && p.Document.Number == "" {
		return
	}
	p.Count("papers", 1)
	event := paperEvent(kind)
	switch {
	case p.Decision.outcome() != "" || p.Document.outcome() != "":
	case event == "":
		p.Change("a paper that is none of the events that the graph tells apart: its proceeding is taken, and the paper left out", kind)
	default:
		p.milestone(event, p.Document.Filed, "document filing date", kind)
	}
}
