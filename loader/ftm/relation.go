package ftm

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// maxPairs bounds the statements of one relation: each of its ends on one side is
// joined to each on the other.
const maxPairs = 1000

// relate hands over the relations, when all things are known.
func (c *Collector) relate(ctx context.Context, out *intake.Out) error {
	return c.relations.Each(ctx, func(_, text string) error {
		var m merged
		if err := intake.Kept(text, &m); err != nil {
			return err
		}
		if err := out.Resume(m.first()); err != nil {
			return err
		}
		if schemata[m.Schema].role == measure {
			return c.takeSanction(out, &m)
		}
		return c.takeRelation(out, &m)
	})
}

// takeRelation hands over what a relation says of each pair of its ends.
func (c *Collector) takeRelation(out *intake.Out, m *merged) error {
	e := relations[m.Schema]
	from, to := m.Properties[e.from], m.Properties[e.to]
	switch {
	case len(from) == 0:
		return c.broken(out, m, "a relation without its first end", m.Schema+" without "+e.from)
	case len(to) == 0 && m.Schema != "Payment":
		return c.broken(out, m, "a relation without its second end", m.Schema+" without "+e.to)
	case len(from)*max(1, len(to)) > maxPairs:
		return c.broken(out, m, "a relation with more than 1000 pairs of ends", fmt.Sprintf("%d and %d", len(from), len(to)))
	}
	if len(to) == 0 {
		to = []string{""}
	}
	said := c.describe(out, m)
	handed := 0
	for _, f := range from {
		for _, t := range to {
			s := said
			s.Qualifiers = maps.Clone(said.Qualifiers)
			ok := c.join(out, m, &s, f, t)
			if !ok {
				continue
			}
			handed++
			if handed > 1 && s.Predicate == "PAID" {
				out.Change("a payment between several parties: the amount is said of the first pair", m.ID)
				s.Amount = &graph.Money{Kind: graph.MoneyUndisclosed}
			}
			out.Statement(s)
		}
	}
	if handed == 0 {
		return c.leaveOut(out, m, "a relation with an end that was left out, or of an entity with itself", m.Schema)
	}
	return nil
}

// join puts the ends into a statement, and into its place a link in words where the predicate
// does not join such kinds. ok is false where there is nothing to join.
func (c *Collector) join(out *intake.Out, m *merged, s *graph.Statement, from, to string) (ok bool) {
	e := relations[m.Schema]
	fromID, fromKnown, ok := c.end(from, e.fromKind)
	if !ok {
		return false
	}
	toID, toKnown := graph.ID(""), true
	if to == "" {
		s.Record = false // such a row has one end and is no edge
	} else if toID, toKnown, ok = c.end(to, e.toKind); !ok || fromID == toID {
		return false
	}
	for _, end := range []struct {
		id    graph.ID
		known bool
	}{{fromID, fromKnown}, {toID, toKnown}} {
		if end.id == "" {
			continue
		}
		out.Bare(end.id, "")
		if !end.known {
			out.Change("an end of a relation that no file describes is taken to be of the kind that the relation suggests", string(end.id))
		}
	}
	s.Subject, s.Object = fromID, toID
	m.standing(out, s)
	m.particular(out, s)
	if rule, _ := graph.RuleOf(s.Predicate); s.Object != "" && !joins(rule, s.Subject.Kind(), s.Object.Kind()) {
		m.inWords(out, s)
	}
	return true
}

func joins(rule graph.Rule, from, to graph.Kind) bool {
	return slices.Contains(rule.From, from) && slices.Contains(rule.To, to)
}

// inWords makes a relation in the words of the source of one that the predicate does not
// allow between such kinds.
func (m *merged) inWords(out *intake.Out, s *graph.Statement) {
	out.Change("a relation between kinds that its predicate does not join is kept in its own words",
		fmt.Sprintf("%s of %s and %s", m.Schema, s.Subject.Kind(), s.Object.Kind()))
	role := m.text("role")
	if role == "" {
		role = wordsOf(m.Schema)
	}
	s.Predicate, s.Qualifiers = "RELATES_TO", map[string]string{"role": role}
}

// wordsOf writes the name of a schema as words.
func wordsOf(schema string) string {
	var b strings.Builder
	for i, r := range schema {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// describe says what a relation says of all its pairs.
func (c *Collector) describe(out *intake.Out, m *merged) graph.Statement {
	s := graph.Statement{Status: m.Status, Record: true, Valid: m.valid(out), Locator: m.locator(c.keyed)}
	if note := strings.Join(m.all("summary", "description"), "\n"); note != "" {
		if legible(note) {
			s.Note, s.Record = note, false // a record has no room for a note
		} else {
			out.Change("a description that is too long or cannot be shown was left out", "")
		}
	}
	for _, property := range slices.Sorted(maps.Keys(m.Properties)) {
		if e := relations[m.Schema]; property != e.from && property != e.to && !slices.Contains(ofRelations, property) && !slices.Contains(particulars[m.Schema], property) {
			out.Change("a property for which the graph has no place was left out", m.Schema+": "+property)
		}
	}
	switch m.Schema {
	case "Ownership":
		s.Value = m.share(out)
	case "Payment":
		s.Amount = m.amount(out)
	case "Debt":
		s.Value = m.debt(out)
	}
	return s
}

// ofRelations are properties that every relation may have.
var ofRelations = append(strings.Fields("startDate endDate date summary description role status"), elsewhere...)

// particulars are those of one schema that are read.
var particulars = map[string][]string{
	"Ownership": {"percentage", "ownershipType"},
	"Control":   {"controlType"},
	"Payment":   {"amount", "currency", "amountEur", "amountUsd", "purpose", "programme"},
	"Debt":      {"amount", "currency", "amountEur", "amountUsd"},
	"Associate": {"relationship"}, "Family": {"relationship"},
}

// valid is when a relation held.
func (m *merged) valid(out *intake.Out) graph.Period {
	from, to, on := m.date(out, "startDate", false), m.date(out, "endDate", true), m.date(out, "date", false)
	text := from + "/" + to
	switch {
	case from == "" && to == "":
		text = on
	case on != "" && on != from:
		out.Change("a date beside a beginning or an end was left out", on)
	}
	p, err := graph.ParsePeriod(text)
	if err != nil {
		out.Change("a period that cannot be read was left out", err.Error())
	}
	return p
}

// date is a date of a relation, and of several the first, or the last.
func (m *merged) date(out *intake.Out, property string, last bool) string {
	var days []string
	for _, v := range m.Properties[property] {
		if p := day(out, property, v); !p.IsZero() {
			days = append(days, p.String())
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	if len(days) == 0 {
		return ""
	}
	if len(days) > 1 {
		out.Change("of several dates of one kind the outermost counts", property+": "+strings.Join(days, ", "))
	}
	if last {
		return days[len(days)-1]
	}
	return days[0]
}

// takeSanction says of whoever is sanctioned by whom, and when.
func (c *Collector) takeSanction(out *intake.Out, m *merged) error {
	text := strings.Join(slices.DeleteFunc([]string{m.text("authority"), m.text("program")}, func(t string) bool { return t == "" }), ": ")
	if text == "" {
		text = "not stated"
	}
	s := graph.Statement{Predicate: "CLASSED_AS", Value: &graph.Value{Text: text}, Qualifiers: map[string]string{"scheme": "sanction"},
		Status: m.Status, Valid: m.valid(out), Locator: m.locator(c.keyed)}
	if note := strings.Join(m.all("reason", "summary", "description"), "\n"); legible(note) {
		s.Note = note
	}
	handed := 0
	for _, e := range m.Properties["entity"] {
		id, known, ok := c.end(e, graph.Company)
		if !ok {
			continue
		}
		if !known {
			out.Change("an end of a relation that no file describes is taken to be of the kind that the relation suggests", string(id))
		}
		out.Bare(id, "")
		s.Subject = id
		out.Statement(s)
		handed++
	}
	if handed == 0 {
		return c.leaveOut(out, m, "a sanction of an entity that was left out, or of none", m.ID)
	}
	return nil
}
