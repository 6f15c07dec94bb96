package gleif

import (
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// entity is a record of level 1.
type entity struct {
	LEI       string
	Name      string
	Others    []otherName
	City      string
	Region    string
	Country   string
	Authority string // the code of the business register
	Number    string // in that register

	Jurisdiction, Category, LegalForm, OtherForm string
	Status, Created, Expired, ExpiredBecause     string
	Successors                                   []successor
	Events                                       []event
	Registered, Updated, Registration            string
}

type otherName struct{ Name, Type string }

type successor struct{ LEI, Name string }

type event struct{ Type, Effective, Recorded string }

// Fillers that stand for "none" or "another" in lists of codes (ISO 20275, and the
// list of registration authorities).
var (
	noAuthority = []string{"", "RA888888", "RA999999"}
	noForm      = []string{"", "8888", "9999"}
)

func (r *reader) takeEntity(out *intake.Out, e entity) error {
	if err := r.begin(out, "LEI "+e.LEI); err != nil {
		return err
	}
	id, ok := company(e.LEI)
	switch {
	case !ok:
		out.Broken("an LEI that is not 18 letters and digits and two check digits", e.LEI)
		return nil
	case e.Name == "":
		out.Broken("a record without a legal name", "")
		return nil
	}
	described := graph.Entity{ID: id, Name: e.Name, About: strings.Trim(words(e.Category)+", "+e.Jurisdiction, ", ")}
	for _, o := range e.Others {
		if o.Name != e.Name && !slices.Contains(described.Aliases, o.Name) {
			described.Aliases = append(described.Aliases, o.Name)
		}
		out.Count("other names: "+words(o.Type), 1)
	}
	out.Count("entities", 1)
	out.Count("entity status: "+orNone(e.Status), 1)
	out.Count("registration status: "+orNone(e.Registration), 1)
	out.Entity(described)
	reported := period(out, "LastUpdateDate", e.Updated)
	say := func(p graph.Predicate, qualifier, word, value string) {
		if value != "" {
			out.Statement(graph.Statement{Subject: id, Predicate: p, Value: &graph.Value{Text: value}, Status: graph.Recorded,
				Qualifiers: qualified(qualifier, word), ReportedOn: reported})
		}
	}
	say("HAS_ID", "scheme", "lei", e.LEI)
	if !slices.Contains(noAuthority, e.Authority) {
		say("HAS_ID", "scheme", strings.ToLower(e.Authority), e.Number)
	}
	say("BASED_IN", "", "", joined(e.City, e.Region, e.Country))
	say("CLASSED_AS", "scheme", "jurisdiction", e.Jurisdiction)
	if form := e.LegalForm; !slices.Contains(noForm, form) {
		say("CLASSED_AS", "scheme", "elf", form)
	} else {
		say("CLASSED_AS", "scheme", "legal-form", e.OtherForm)
	}
	say("CLASSED_AS", "scheme", "lei-category", e.Category)
	say("HAS_STATUS", "of", "entity", words(e.Status))
	say("HAS_STATUS", "of", "lei registration", words(e.Registration))
	e.takeEvents(out, id, reported)
	e.takeSuccessors(out, id, reported)
	return nil
}

func qualified(name, word string) map[string]string {
	if name == "" {
		return nil
	}
	return map[string]string{name: word}
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

func (e entity) takeEvents(out *intake.Out, id graph.ID, reported graph.Period) {
	say := func(event, date, field, why string) {
		on := period(out, field, date)
		if on.IsZero() {
			return
		}
		s := graph.Statement{Subject: id, Predicate: "HAS_EVENT", Qualifiers: map[string]string{"event": event}, Valid: on, Status: graph.Recorded, ReportedOn: reported}
		if why != "" {
			s.Value = &graph.Value{Text: why}
		}
		out.Statement(s)
	}
	say("incorporated", e.Created, "EntityCreationDate", "")
	say("dissolved", e.Expired, "EntityExpirationDate", words(e.ExpiredBecause))
	for _, ev := range e.Events {
		out.Count("legal entity events", 1)
		if ev.Type == "DISSOLUTION" {
			say("dissolved", ev.Effective, "LegalEntityEventEffectiveDate", "")
			continue
		}
		say("legal_event", ev.Effective, "LegalEntityEventEffectiveDate", words(ev.Type))
	}
}

func (e entity) takeSuccessors(out *intake.Out, id graph.ID, reported graph.Period) {
	for _, s := range e.Successors {
		to, ok := company(s.LEI)
		switch {
		case s.LEI == "" && s.Name != "":
			out.Change("a successor without an LEI was left out", s.Name)
			continue
		case !ok:
			out.Change("a successor whose LEI has not the form of one was left out", s.LEI)
			continue
		case to == id:
			out.Change("a successor that is the entity itself was left out", s.LEI)
			continue
		}
		out.Count("successors", 1)
		if s.Name != "" {
			out.Bare(to, s.Name)
		} else {
			out.Bare(to, "LEI "+s.LEI)
		}
		out.Statement(graph.Statement{Subject: id, Predicate: "SUCCEEDED_BY", Object: to, Status: graph.Recorded, Record: true, ReportedOn: reported})
	}
}
