package ftm

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// takeThing hands over an entity and the facts about it.
func (c *Collector) takeThing(out *intake.Out, m *merged) error {
	id, guessed, err := idOf(&m.Entity)
	if err != nil {
		return errors.Join(c.kinds.Put(m.ID, ""), c.broken(out, m, "an entity whose id cannot be one here", err.Error()))
	}
	if err := c.kinds.Put(m.ID, id.Kind()); err != nil {
		return err
	}
	if guessed {
		out.Change("a LegalEntity may be a person or an organisation: the name told which", m.ID+": "+string(id.Kind()))
	}
	out.Count("kind: "+string(id.Kind()), 1)
	name, aliases := namesOf(&m.Entity)
	if legible(m.Caption) && m.Caption != name {
		aliases = slices.DeleteFunc(aliases, func(a string) bool { return a == m.Caption })
		if name != "" {
			aliases = append(aliases, name)
		}
		name = m.Caption
	}
	if name == "" {
		out.Change("an entity without a name is known by its id alone", m.ID)
		out.Bare(id, m.ID)
	} else {
		out.Entity(graph.Entity{ID: id, Name: name, Aliases: aliases, About: aboutOf(m, id.Kind())})
	}
	f := facts{out, id, id.Kind() == graph.Person, m.Status, m.locator(c.keyed)}
	for _, property := range slices.Sorted(maps.Keys(m.Properties)) {
		f.take(property, m.Properties[property])
	}
	for _, r := range m.Referents {
		f.say("HAS_ID", "scheme", "referent", r)
	}
	return c.takeReferences(out, m, id)
}

// namesOf are the first name and all others.
func namesOf(e *Entity) (name string, aliases []string) {
	for _, property := range []string{"name", "title", "caseNumber", "alias", "previousName", "weakAlias"} {
		if (property == "title" || property == "caseNumber") && (name != "" || e.Schema == "Person") {
			continue // of a person it is that of address
		}
		for _, v := range e.Properties[property] {
			switch {
			case !legible(v) || graph.FoldName(v) == "":
			case name == "":
				name = v
			case v != name && !slices.Contains(aliases, v):
				aliases = append(aliases, v)
			}
		}
	}
	if name == "" {
		if v := strings.Join(append(first(e, "firstName"), append(first(e, "middleName"), first(e, "lastName")...)...), " "); legible(v) {
			name = v
		}
	}
	return name, aliases
}

func first(e *Entity, property string) []string {
	return e.Properties[property][:min(1, len(e.Properties[property]))]
}

// aboutOf tells namesakes apart. Of a birth the year alone is told.
func aboutOf(m *merged, kind graph.Kind) string {
	var parts []string
	if kind == graph.Person {
		for _, v := range first(&m.Entity, "birthDate") {
			parts = append(parts, "born "+v[:min(4, len(v))])
		}
		for _, v := range first(&m.Entity, "deathDate") {
			parts = append(parts, "died "+v[:min(4, len(v))])
		}
	} else {
		parts = append(parts, first(&m.Entity, "summary")...)
	}
	if about := strings.Join(parts, ", "); legible(about) {
		return about
	}
	return ""
}

// facts hands over the facts about one entity.
type facts struct {
	out     *intake.Out
	id      graph.ID
	person  bool
	status  graph.Status
	locator string
}

func (f facts) say(p graph.Predicate, qualifier, word, value string) {
	f.out.Statement(graph.Statement{Subject: f.id, Predicate: p, Value: &graph.Value{Text: value},
		Qualifiers: map[string]string{qualifier: word}, Status: f.status, Locator: f.locator})
}

// take hands over what a property says.
func (f facts) take(property string, values []string) {
	switch {
	case slices.Contains(elsewhere, property):
	case f.person && slices.Contains(ofPersonsLeftOut, property), slices.Contains(private, property):
		f.out.Count("private values left out", len(values))
	case identifiers[property] != "":
		for _, v := range values {
			f.say("HAS_ID", "scheme", identifiers[property], v)
		}
	case classes[property] != "":
		for _, v := range values {
			f.say("CLASSED_AS", "scheme", classes[property], v)
		}
	case events[property] != "":
		for _, v := range values {
			f.event(property, v)
		}
	case property == "status":
		for _, v := range values {
			f.say("HAS_STATUS", "of", "entity", v)
		}
	case property == "notes", property == "description":
		for _, v := range values {
			f.say("DESCRIBED_AS", "topic", property, v)
		}
	case property == "address":
		f.out.Change("an address that is not parted into lines, city and country was left out: it may be somebody's home", "")
	default:
		f.out.Change("a property for which the graph has no place was left out", property)
	}
}

func (f facts) event(property, text string) {
	on := day(f.out, property, text)
	if !on.IsZero() {
		f.out.Statement(graph.Statement{Subject: f.id, Predicate: "HAS_EVENT", Qualifiers: map[string]string{"event": events[property]},
			Valid: on, Status: f.status, Locator: f.locator})
	}
}

// day reads a date or time of which the day counts, and says so when it is none.
func day(out *intake.Out, property, text string) graph.Period {
	text = intake.TrimTime(text)
	return out.Period(property, text, text)
}

// takeReferences keeps what an entity says of others, until their kinds are known.
func (c *Collector) takeReferences(out *intake.Out, m *merged, id graph.ID) error {
	for property, schema := range map[string]string{"parent": parentOf, "authority": authorityOf} {
		if values := m.Properties[property]; len(values) > 0 && (property == "parent") == (id.Kind() != graph.Licence) {
			link := merged{Entity: Entity{m.ID, schema, map[string][]string{"of": {m.ID}, property: values}}, Status: m.Status, Places: m.Places[:1]}
			if err := c.relations.Keep(m.ID, link); err != nil {
				return err
			}
		}
	}
	addresses := m.Properties["addressEntity"]
	if id.Kind() == graph.Person {
		if len(addresses) > 0 {
			out.Count("private values left out", len(addresses))
		}
		return nil
	}
	for _, a := range addresses {
		if err := c.addresses.Keep(a+separator+"R", seated{ID: id, Place: m.first(), Status: m.Status, Locator: m.locator(c.keyed)}); err != nil {
			return err
		}
	}
	return nil
}

// seated is an organisation with an address, or the address itself, which has no id.
type seated struct {
	ID      graph.ID     `json:",omitempty"`
	Place   intake.Place `json:",omitzero"`
	Status  graph.Status `json:",omitempty"`
	Locator string       `json:",omitempty"`
	Seat    string       `json:",omitempty"`
}

// seatOf is the city and country of an address.
func seatOf(m *merged) seated {
	var parts []string
	for _, property := range []string{"city", "state", "country"} {
		parts = append(parts, first(&m.Entity, property)...)
	}
	return seated{Seat: strings.Join(parts, ", ")}
}

// locate says where organisations have their seats. An address comes before those who have it.
func (c *Collector) locate(ctx context.Context, out *intake.Out) error {
	address, seat := "", ""
	return c.addresses.Each(ctx, func(key, text string) error {
		id, _, _ := strings.Cut(key, separator)
		var s seated
		if err := intake.Kept(text, &s); err != nil {
			return err
		}
		if s.ID == "" {
			address, seat = id, s.Seat
			return nil
		}
		if err := out.Resume(s.Place); err != nil {
			return err
		}
		switch {
		case address != id:
			out.Change("an address that no file describes was left out", id)
		case seat == "":
			out.Change("an address without a city and a country was left out", id)
		default:
			out.Bare(s.ID, "")
			out.Statement(graph.Statement{Subject: s.ID, Predicate: "BASED_IN", Value: &graph.Value{Text: seat}, Status: s.Status, Locator: s.Locator})
		}
		return nil
	})
}
