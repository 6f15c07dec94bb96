package uspto

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// record is a recorded document as a file gives it.
type record struct {
	Reel, Frame string
	Text        string // what the document does, in the words of who filed it
	Recorded    string // the date
	Purged      bool
	Assignors   []assignor
	Assignees   []party
	Properties  []Property
	// Whole says that all properties are listed, and not those alone that were asked for.
	Whole bool
}

type assignor struct {
	party
	Executed, Acknowledged string
}

// party is a name, and whether it is that of a natural or a legal person. The register
// has a place for that and leaves it empty.
type party struct{ Name, Type string }

// kind tells people by their names: the register writes them with the family name first, and
// a comma behind it.
func (p party) kind() graph.Kind {
	kind := intake.KindOfName(p.Name)
	switch {
	case p.Type == "natural":
		return graph.Person
	case kind == graph.Person && (p.Type == "legal" || !strings.Contains(p.Name, ",")):
		return graph.Company
	}
	return kind
}

// taking is a record under way.
type taking struct {
	record
	*intake.Out
	at       place
	id       graph.ID
	is       conveyance
	recorded graph.Period
	// executed is when the last assignor signed: only then all of the rights had passed.
	executed             graph.Period
	assignors, assignees []graph.ID
	patents              []named
}

// named is a patent, and how a locator writes it.
type named struct {
	id graph.ID
	at string
}

func (r *reader) take(ctx context.Context, out *intake.Out, pointer string, rec record) error {
	at, err := placeOf(rec.Reel, rec.Frame)
	if err != nil {
		if beginErr := out.Begin(pointer); beginErr != nil {
			return beginErr
		}
		out.Broken("a reel and frame that are no numbers of six and four digits at most", err.Error())
		return nil
	}
	if err := out.Begin(at.key()); err != nil {
		return err
	}
	id, err := at.id()
	if err != nil {
		return err
	}
	r.replace(out, at, rec)
	if rec.Purged {
		out.Count("purged", 1)
		out.LeaveOut("the register withdrew the record: its purge indicator is Y", "")
		return nil
	}
	rec.Text = strings.Join(strings.Fields(rec.Text), " ")
	t := &taking{record: rec, Out: out, at: at, id: id, is: classify(rec.Text)}
	t.describe()
	t.takeParties()
	t.takeProperties()
	return t.takeEffect(ctx, r)
}

// replace takes back what was said of the record before. A record that does not list all
// properties leaves the others, and the numbers that it does not give.
func (r *reader) replace(out *intake.Out, at place, rec record) {
	switch {
	case rec.Purged || r.changes && rec.Whole:
		out.Retire(at.key())
		out.Retire(at.effect())
	case r.changes:
		out.Retire(at.key() + ", document")
		out.Retire(at.key() + ", parties")
		out.Retire(at.effect() + ", parties")
	}
}

func (t *taking) describe() {
	t.Count("assignments", 1)
	t.Count("type: "+t.is.words(), 1)
	t.recorded = period(t.Out, "recorded date", t.Recorded)
	t.Entity(graph.Entity{ID: t.id, Name: cmp.Or(t.Text, "a document without a text"), About: "recorded at reel " + strings.Replace(string(t.at), "/", ", frame ", 1)})
	t.Statement(graph.Statement{Subject: t.id, Predicate: "CLASSED_AS", Value: &graph.Value{Text: string(t.is)}, Qualifiers: map[string]string{"scheme": "conveyance-type"},
		Status: graph.Recorded, ReportedOn: t.recorded, Locator: t.at.key() + ", document"})
	if t.is == other {
		t.Change("a text that tells none of the types of conveyance", t.Text)
	}
}

func (t *taking) takeParties() {
	for _, a := range t.Assignors {
		t.Count("assignors", 1)
		executed := period(t.Out, "execution date", cmp.Or(a.Executed, a.Acknowledged))
		if executed.Latest() > t.executed.Latest() {
			t.executed = executed
		}
		t.assignors = t.takeParty(t.assignors, a.party, "assignor", executed)
	}
	for _, p := range t.Assignees {
		t.Count("assignees", 1)
		t.assignees = t.takeParty(t.assignees, p, "assignee", t.executed)
	}
}

// takeParty hands over a party and adds it to those of its side.
func (t *taking) takeParty(side []graph.ID, p party, role string, executed graph.Period) []graph.ID {
	p.Name = strings.Join(strings.Fields(p.Name), " ")
	name := p.Name
	if name == "" {
		t.Change("a party without a name was left out", role)
		return side
	}
	var id graph.ID
	var err error
	if kind := p.kind(); kind == graph.Person {
		t.Count("people", 1)
		id, err = intake.PersonID("uspto", string(t.at), name)
	} else {
		id, err = intake.NameID(kind, "uspto", name)
	}
	if err != nil {
		t.Change("a party whose name makes no id was left out", err.Error())
		return side
	}
	t.Entity(graph.Entity{ID: id, Name: name})
	if slices.Contains(side, id) {
		t.Change("a party that stands twice on one side counts once", name)
		return side
	}
	t.Statement(graph.Statement{Subject: id, Predicate: graph.PartyTo, Object: t.id, Qualifiers: map[string]string{"role": role}, Status: graph.Recorded, Record: true,
		Valid: executed, ReportedOn: t.recorded, Locator: t.at.key() + ", parties"})
	return append(side, id)
}

func (t *taking) takeProperties() {
	for _, p := range t.Properties {
		t.Count("properties", 1)
		t.Count("document ids", len(p.Numbers))
		e, numbers, err := p.HandOver(t.Out)
		if err != nil {
			t.Change("a property whose number makes no id was left out", err.Error())
			continue
		}
		if slices.ContainsFunc(t.patents, func(n named) bool { return n.id == e.ID }) {
			t.Change("a property that the record names twice", e.Name)
			continue
		}
		_, scheme, value := e.ID.Parts()
		patent := named{e.ID, ", " + scheme + " " + value}
		t.patents = append(t.patents, patent)
		at := t.at.key() + patent.at
		if !t.Whole {
			t.Retire(at)
			t.Retire(t.at.effect() + patent.at)
		}
		t.Statement(graph.Statement{Subject: e.ID, Predicate: "CONVEYED_IN", Object: t.id, Status: graph.Recorded, Record: true, Valid: t.recorded, ReportedOn: t.recorded, Locator: at})
		for _, n := range numbers {
			if n.stage() == application {
				continue // it is in the id
			}
			t.Statement(graph.Statement{Subject: e.ID, Predicate: "HAS_ID", Value: &graph.Value{Text: n.docdb()}, Qualifiers: map[string]string{"scheme": "docdb"},
				Status: graph.Recorded, ReportedOn: t.recorded, Locator: t.at.key() + ", numbers of" + strings.TrimPrefix(patent.at, ",")})
		}
	}
}
