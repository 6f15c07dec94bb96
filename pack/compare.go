package pack

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ipgraph/answer"
	"ipgraph/graph"
)

// Change is one thing that is no longer as a pack has it.
type Change struct {
	Kind Kind `json:"kind"`
	// ID is that of the statement, source or entity, or the key of the edge.
	ID string `json:"id"`
	// What says it in a sentence.
	What string `json:"what"`
}

// Kind is what has changed.
type Kind string

// The kinds of changes.
const (
	StatementAdded     Kind = "statement_added"
	StatementWithdrawn Kind = "statement_withdrawn"
	StatementReplaced  Kind = "statement_superseded"
	StatementMissing   Kind = "statement_missing"
	StatementChanged   Kind = "statement_changed"
	RelationAdded      Kind = "relation_added"
	RelationEnded      Kind = "relation_ended"
	RelationChanged    Kind = "relation_changed"
	ChainGained        Kind = "chain_gained"
	ChainLost          Kind = "chain_lost"
	SourceChanged      Kind = "source_changed"
	EntityChanged      Kind = "entity_changed"
)

// Compare lists what has changed from the story that a pack holds to the same
// story of now, in the order of statements, relations, chains, sources and
// entities.
func Compare(before, now answer.Story) []Change {
	c := comparison{names: map[graph.ID]string{}, list: []Change{}}
	for _, story := range []answer.Story{before, now} {
		for _, e := range story.Entities {
			c.names[e.ID] = e.Name
		}
	}
	c.statements(before, now)
	c.relations(before, now)
	c.chains(before, now)
	c.sources(before, now)
	c.entities(before, now)
	return c.list
}

type comparison struct {
	names map[graph.ID]string
	list  []Change
}

func (c *comparison) add(kind Kind, id, format string, args ...any) {
	c.list = append(c.list, Change{kind, id, fmt.Sprintf(format, args...)})
}

func (c *comparison) statements(before, now answer.Story) {
	present := byKey(now.Statements, func(s *answer.Statement) string { return string(s.ID) })
	known := byKey(before.Statements, func(s *answer.Statement) string { return string(s.ID) })
	for _, old := range before.Statements {
		id := string(old.ID)
		s, there := present[id]
		switch {
		case !there:
			c.add(StatementMissing, id, "The graph does not hold this statement: %s.", c.told(old))
		case s.WithdrawnAt != "" && old.WithdrawnAt == "":
			c.add(StatementWithdrawn, id, "Withdrawn: %s.", c.told(old))
		case s.SupersededBy == "" && old.SupersededBy != "":
			c.add(StatementReplaced, id, "No longer superseded: %s.", c.told(old))
		case s.SupersededBy != old.SupersededBy:
			c.add(StatementReplaced, id, "Superseded by %s: %s.", s.SupersededBy, c.told(old))
		}
		if there {
			if changed := annotations(old, s); changed != "" {
				c.add(StatementChanged, id, "%s: %s.", c.told(old), changed)
			}
		}
	}
	for _, s := range now.Statements {
		if _, there := known[string(s.ID)]; !there {
			c.add(StatementAdded, string(s.ID), "New: %s.", c.told(s))
		}
	}
}

// annotations says which of the parts of a statement changed that may.
func annotations(old, now *answer.Statement) string {
	var parts []string
	for _, p := range []struct{ name, old, now string }{
		{"review", string(old.Review), string(now.Review)}, {"rank", string(old.Rank), string(now.Rank)}, {"note", old.Note, now.Note},
		{"quotation", old.Quote, now.Quote}, {"reporting date", old.ReportedOn, now.ReportedOn}, {"confidence", old.Confidence, now.Confidence},
	} {
		if p.old != p.now {
			parts = append(parts, fmt.Sprintf("the %s was %s and is %s", p.name, orNone(p.old), orNone(p.now)))
		}
	}
	return strings.Join(parts, "; ")
}

func orNone(s string) string {
	if s == "" {
		return "not given"
	}
	return s
}

// told says what a statement says, and where.
func (c *comparison) told(s *answer.Statement) string {
	var b strings.Builder
	b.WriteString(c.name(s.SubjectID) + " " + strings.ToLower(strings.ReplaceAll(string(s.Predicate), "_", " ")))
	if !s.Polarity {
		b.WriteString(" (said not to be so)")
	}
	if s.ObjectID != "" {
		b.WriteString(" " + c.name(s.ObjectID))
	}
	fmt.Fprintf(&b, " (%s), says %s, %s", s.Status, s.Publisher, strings.TrimSuffix(s.Locator, "."))
	return b.String()
}

func (c *comparison) name(id graph.ID) string {
	if n := c.names[id]; n != "" {
		return n
	}
	return string(id)
}

func (c *comparison) relations(before, now answer.Story) {
	present := byKey(now.Edges, func(e *answer.Edge) string { return e.Key })
	known := byKey(before.Edges, func(e *answer.Edge) string { return e.Key })
	for _, old := range before.Edges {
		e, there := present[old.Key]
		if !there {
			c.add(RelationEnded, old.Key, "No longer in the graph: %s.", c.sentence(old))
			continue
		}
		if changed := differences(old, e); changed != "" {
			c.add(RelationChanged, old.Key, "%s: %s.", c.sentence(old), changed)
		}
	}
	for _, e := range now.Edges {
		if _, there := known[e.Key]; !there {
			c.add(RelationAdded, e.Key, "New: %s.", c.sentence(e))
		}
	}
}

// sentence reads an edge along its direction.
func (c *comparison) sentence(e *answer.Edge) string {
	return answer.Sentence(answer.Hop{From: answer.Entity{ID: e.FromID, Name: c.name(e.FromID)}, Edge: e, To: answer.Entity{ID: e.ToID, Name: c.name(e.ToID)}})
}

// differences says what of an edge is other than it was.
func differences(old, now *answer.Edge) string {
	var parts []string
	for _, p := range []struct{ name, old, now string }{
		{"the status", string(old.Status), string(now.Status)}, {"that it is so", fmt.Sprint(old.Polarity), fmt.Sprint(now.Polarity)},
		{"the date", old.Valid, now.Valid}, {"the amount", amount(old.Amount), amount(now.Amount)}, {"the figure", value(old.Value), value(now.Value)},
		{"that sources disagree", fmt.Sprint(old.Disputed), fmt.Sprint(now.Disputed)}, {"the details", qualifiers(old.Qualifiers), qualifiers(now.Qualifiers)},
		{"the number of statements", fmt.Sprint(old.Statements), fmt.Sprint(now.Statements)},
		{"the number of independent sources", fmt.Sprint(old.IndependentSources), fmt.Sprint(now.IndependentSources)},
	} {
		if p.old != p.now {
			parts = append(parts, fmt.Sprintf("%s was %s and is %s", p.name, orNone(p.old), orNone(p.now)))
		}
	}
	return strings.Join(parts, "; ")
}

func amount(a *answer.Amount) string {
	if a == nil {
		return ""
	}
	return a.Text
}

func value(v *answer.Value) string {
	if v == nil {
		return ""
	}
	return v.Text
}

func qualifiers(q map[string]string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(q)) {
		parts = append(parts, name+" "+q[name])
	}
	return strings.Join(parts, ", ")
}

func (c *comparison) chains(before, now answer.Story) {
	list := func(s answer.Story) map[string]string {
		found := map[string]string{}
		for _, chain := range s.Explanation.Chains {
			key, names := []string{}, []string{}
			for i, h := range chain.Hops {
				key = append(key, string(h.From.ID)+">"+string(h.To.ID))
				if i == 0 || h.From.ID != chain.Hops[i-1].To.ID { // a tree branches
					names = append(names, h.From.Name+" – "+h.To.Name)
					continue
				}
				names[len(names)-1] += " – " + h.To.Name
			}
			found[strings.Join(key, " ")] = strings.Join(names, ", ")
		}
		return found
	}
	old, present := list(before), list(now)
	for _, key := range slices.Sorted(maps.Keys(old)) {
		if _, there := present[key]; !there {
			c.add(ChainLost, key, "No longer among the chains that are found: %s.", old[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(present)) {
		if _, there := old[key]; !there {
			c.add(ChainGained, key, "Found now: %s.", present[key])
		}
	}
}

func (c *comparison) sources(before, now answer.Story) {
	present := byKey(now.Sources, func(s answer.Source) string { return string(s.ID) })
	for _, old := range before.Sources {
		s, there := present[string(old.ID)]
		if !there { // no statement that is left cites it
			continue
		}
		var parts []string
		for _, p := range []struct{ name, old, now string }{{"title", old.Title, s.Title}, {"publisher", old.Publisher, s.Publisher}, {"date", old.Published, s.Published},
			{"address", old.URL, s.URL}, {"SHA-256", old.SHA256, s.SHA256}, {"origin", old.Origin, s.Origin}} {
			if p.old != p.now {
				parts = append(parts, fmt.Sprintf("the %s was %s and is %s", p.name, orNone(p.old), orNone(p.now)))
			}
		}
		if parts != nil {
			c.add(SourceChanged, string(old.ID), "%s: %s.", old.Title, strings.Join(parts, "; "))
		}
	}
}

func (c *comparison) entities(before, now answer.Story) {
	present := byKey(now.Entities, func(e answer.Entity) string { return string(e.ID) })
	for _, old := range before.Entities {
		if e, there := present[string(old.ID)]; there && e.Name != old.Name {
			c.add(EntityChanged, string(old.ID), "%s is called %s now.", old.Name, e.Name)
		}
	}
}

func byKey[T any](list []T, key func(T) string) map[string]T {
	m := make(map[string]T, len(list))
	for _, x := range list {
		m[key(x)] = x
	}
	return m
}
