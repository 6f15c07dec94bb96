package epo

import (
	"cmp"
	"strings"

	"ipgraph/graph"
)

// take takes a member of a family, and its legal events.
func (f *file) take(x xmlMember) error {
	document, ok := docdb(x.Publications)
	id, err := graph.MakeID(graph.Patent, "docdb", document.String())
	if !ok || err != nil || strings.Contains(document.String(), ",") {
		err := f.out.Begin("a member of family " + cmp.Or(x.Family, "without a number"))
		f.out.Broken("a member without a publication number in the writing of docdb", document.String())
		return err
	}
	key := "patent " + document.String()
	if err := f.out.Begin(key); err != nil {
		return err
	}
	m := &member{file: f, x: x, id: id, document: document}
	f.out.Retire(key)
	m.describe()
	m.takeFamily()
	m.takePriorities()
	events := "legal events of " + document.String()
	if f.legal || len(x.Events) > 0 {
		f.out.Retire(events)
	}
	return m.takeEvents(events)
}

// member is a member under way.
type member struct {
	*file
	x        xmlMember
	id       graph.ID
	document xmlDocument
}

// describe hands over the patent with its numbers and dates. Both writings of its number are one
// document.
func (m *member) describe() {
	m.out.Count("members", 1)
	m.out.Count("document ids", len(m.x.Publications)+len(m.x.Applications))
	for _, p := range m.x.Priorities {
		m.out.Count("document ids", len(p.Documents))
	}
	e := graph.Entity{ID: m.id, Name: m.document.name()}
	for _, d := range m.x.Publications {
		if d.Type == "epodoc" && d.Number != "" {
			e.Aliases = append(e.Aliases, d.Number)
			m.number("epodoc", d.Number)
		}
	}
	m.out.Entity(e)
	m.event("publication", m.period("publication date", m.document.Date))
	if m.document.Country == "US" && usGrant.MatchString(m.document.Number) {
		m.number("us-patent", m.document.Number)
	}
	application, ok := docdb(m.x.Applications)
	if !ok {
		return
	}
	m.number("docdb-application", application.String())
	// The Office itself writes a U.S. application without the year.
	if n := usApplication.FindStringSubmatch(application.Number); application.Country == "US" && n != nil {
		m.number("us-application", n[1])
	}
	m.event("filing", m.period("application date", application.Date))
}

func (m *member) number(scheme, number string) {
	m.out.Statement(graph.Statement{Subject: m.id, Predicate: "HAS_ID", Value: &graph.Value{Text: number}, Qualifiers: map[string]string{"scheme": scheme}, Status: graph.Recorded})
}

func (m *member) event(event string, on graph.Period) {
	if !on.IsZero() {
		m.out.Statement(graph.Statement{Subject: m.id, Predicate: "HAS_EVENT", Qualifiers: map[string]string{"event": event}, Status: graph.Recorded, Valid: on})
	}
}

func (m *member) takeFamily() {
	family, err := graph.MakeID(graph.PatentFamily, "inpadoc", m.x.Family)
	if err != nil {
		m.out.Change("a member whose family has no id", m.x.Family)
		return
	}
	m.out.Bare(family, "INPADOC family "+m.x.Family)
	m.out.Statement(graph.Statement{Subject: m.id, Predicate: "IN_FAMILY", Object: family, Status: graph.Recorded, Record: true})
}

// takePriorities hands over the earlier applications whose date the patent claims. A first filing
// names itself.
func (m *member) takePriorities() {
	own, _ := docdb(m.x.Applications)
	for _, p := range m.x.Priorities {
		m.out.Count("priorities", 1)
		earlier, ok := docdb(p.Documents)
		id, err := graph.MakeID(graph.Patent, "docdb-application", earlier.String())
		switch {
		case !ok || err != nil:
			m.out.Change("a priority without a number in the writing of docdb was left out", earlier.String())
			continue
		case earlier.String() == own.String():
			m.out.Count("priorities of the member's own application", 1)
			continue
		case strings.TrimSpace(p.Active) == "NO":
			m.out.Change("a priority that is not active was left out", earlier.String())
			continue
		}
		m.out.Bare(id, earlier.Country+" application "+strings.TrimSpace(earlier.Number+" "+earlier.Kind))
		m.out.Statement(graph.Statement{Subject: m.id, Predicate: "RELATES_TO", Object: id, Qualifiers: map[string]string{"role": "claims priority from"}, Status: graph.Recorded, Record: true})
		if on := m.period("priority date", earlier.Date); !on.IsZero() {
			m.out.Statement(graph.Statement{Subject: id, Predicate: "HAS_EVENT", Qualifiers: map[string]string{"event": "filing"}, Status: graph.Recorded, Valid: on})
		}
	}
}
