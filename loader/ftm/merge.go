package ftm

import (
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// maxPlaces bounds how many of its records an entity remembers: an organisation may be
// named by every row of a table.
const maxPlaces = 1000

// merged is an entity put together from its parts.
type merged struct {
	Entity
	Caption   string
	Referents []string
	Status    graph.Status
	Places    []intake.Place
	// Retire says that what was said of the entity before is to be withdrawn.
	Retire bool

	removed bool
	seen    map[string]bool // values, by property
}

func newMerged(id string) *merged {
	return &merged{Entity: Entity{ID: id, Properties: map[string][]string{}}, seen: map[string]bool{}}
}

func (m *merged) first() intake.Place { return m.Places[0] }

func (m *merged) last() intake.Place { return m.Places[len(m.Places)-1] }

// key is that by which a later delta finds what was said of the entity.
func (m *merged) key() string { return "entity " + keyOf(m.ID) }

// merge adds a part. A change replaces what was there, and the records that said it are
// left out.
func (c *Collector) merge(out *intake.Out, m *merged, p part) error {
	if p.Op != "" {
		if err := c.replace(out, m, p); err != nil {
			return err
		}
	}
	schema, fits := moreSpecific(m.Schema, p.Entity.Schema)
	switch {
	case m.Schema == "":
		schema, fits = p.Entity.Schema, true
	case p.Entity.Schema == "":
		fits = true
	}
	m.Schema = schema
	met := slices.ContainsFunc(m.Places, func(q intake.Place) bool { return q.File == p.Place.File && q.At == p.Place.At })
	if !fits || !c.keyed && !met && len(m.Places) > 0 && schemata[schema].role == relation {
		if err := out.Resume(p.Place); err != nil {
			return err
		}
		if !fits {
			out.Change("a part of an entity whose schema does not go with that of the others: the first counts", p.Entity.ID+": "+p.Entity.Schema+", not "+m.Schema)
		} else {
			out.Change("a row that gives the key of an earlier row to a "+schema+" was merged with it", m.ID+" of "+m.first().At)
		}
	}
	if !met && len(m.Places) < maxPlaces {
		m.Places = append(m.Places, p.Place)
	}
	if m.Caption == "" {
		m.Caption = p.Caption
	}
	if p.Status != "" {
		m.Status = p.Status
	}
	for _, r := range p.Referents {
		if m.unseen("", r) && r != m.ID {
			m.Referents = append(m.Referents, r)
		}
	}
	m.add(p.Entity.Properties)
	return nil
}

// replace forgets what was there before a change.
func (c *Collector) replace(out *intake.Out, m *merged, p part) error {
	if err := c.leaveOut(out, m, "an entity that a later change in the same load replaces or removes", m.ID); err != nil {
		return err
	}
	*m = *newMerged(m.ID)
	m.Retire, m.removed = true, p.Op == remove
	return nil
}

func (m *merged) add(properties map[string][]string) {
	for name, values := range properties {
		for _, v := range values {
			if v = strings.TrimSpace(v); v != "" && m.unseen(name, v) {
				m.Properties[name] = append(m.Properties[name], v)
			}
		}
	}
}

// unseen reports whether a value is new, and remembers it.
func (m *merged) unseen(property, value string) bool {
	key := property + "\x00" + value
	if m.seen[key] {
		return false
	}
	m.seen[key] = true
	return true
}

// all are the values of some properties.
func (m *merged) all(properties ...string) []string {
	var values []string
	for _, p := range properties {
		values = append(values, m.Properties[p]...)
	}
	return values
}

// text joins the values of a property.
func (m *merged) text(property string) string { return strings.Join(m.Properties[property], "; ") }

// maxSources bounds how many addresses of sources a locator names.
const maxSources = 5

// locator says where the entity stands and, where it tells, what it rests on.
func (m *merged) locator(keyed bool) string {
	parts := []string{m.first().At}
	if keyed {
		parts[0] = m.key()
	}
	parts = append(parts, m.some("sourceUrl")...)
	for _, publisher := range m.some("publisher") {
		parts = append(parts, "published by "+publisher)
	}
	for _, proof := range m.some("proof") {
		parts = append(parts, "proof "+proof)
	}
	return strings.Join(parts, ", ")
}

// some are the first values of a property that can be read in a locator.
func (m *merged) some(property string) []string {
	const most = 300 // bytes of each
	values := slices.DeleteFunc(slices.Clone(m.Properties[property]), func(v string) bool { return !legible(v) || len(v) > most })
	return values[:min(len(values), maxSources)]
}

// legible reports whether the graph takes a text.
func legible(text string) bool { return text != "" && len(graph.Value{Text: text}.Validate()) == 0 }
