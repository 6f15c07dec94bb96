package ftm

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Entity is a part of an entity of FollowTheMoney, or all of it.
type Entity struct {
	ID     string `json:"id"`
	Schema string `json:"schema"`
	// Properties are always lists of texts.
	Properties map[string][]string `json:"properties"`
}

// Collector puts the parts of entities together and hands over what they say: things
// first, then the relations between them, for a relation may be met before its ends, and our
// ids hold the kind. What it keeps is on disk, but for the kind of every entity.
type Collector struct {
	parts, relations, addresses *intake.Sorter
	// keyed says that a record is an entity and that its locator is the entity's key. It is
	// a row of a table otherwise, which may be a part of several entities.
	keyed bool
	// replaces says that each entity replaces what was said of it before.
	replaces bool
	// kinds are those of all things that were handed over, by their ids.
	kinds *intake.Kinds
}

// NewCollector makes one that keeps its files in tempDir. What is added has to be rows
// that were counted, each with its place.
func NewCollector(ctx context.Context, tempDir string) *Collector {
	c := &Collector{parts: intake.NewSorter(ctx, tempDir), relations: intake.NewSorter(ctx, tempDir), addresses: intake.NewSorter(ctx, tempDir),
		kinds: intake.NewKinds(tempDir)}
	c.kinds.Open(ctx)
	return c
}

// Add takes what a record says of an entity. The place is that of the record as out.Place
// gives it when all else was said of the record. Parts that share an id are put together; a relation that
// several rows give is one, and the rows after the first are reported as changed.
func (c *Collector) Add(at intake.Place, e Entity) error {
	if !usable(e.ID) {
		return fmt.Errorf("%s %s: %q cannot be the id of an entity", at.File, at.At, e.ID)
	}
	return c.add(part{Place: at, Entity: e, Status: graph.Recorded})
}

// part is what one record says of an entity.
type part struct {
	Place     intake.Place
	Entity    Entity
	Caption   string       `json:",omitempty"`
	Referents []string     `json:",omitempty"`
	Op        operation    `json:",omitempty"`
	Status    graph.Status `json:",omitempty"`
}

// operation is what a line of a delta does with an entity; a plain part has none.
type operation string

const (
	add    operation = "ADD"
	modify operation = "MOD"
	remove operation = "DEL"
)

func (o operation) known() bool { return o == "" || o == add || o == modify || o == remove }

// separator stands between an id and what orders the parts of an entity: no id has it.
const separator = "\x01"

// add keeps a part. Changes are put in the order of the names of their files, which bear the
// time, and after what is no change.
func (c *Collector) add(p part) error {
	order := ""
	if p.Op != "" {
		order = p.Place.File
	}
	return c.parts.Keep(p.Entity.ID+separator+order, p)
}

// Finish hands over all that was added. It is called once.
func (c *Collector) Finish(ctx context.Context, out *intake.Out) error {
	var m *merged
	err := c.parts.Each(ctx, func(key, text string) error {
		id, _, _ := strings.Cut(key, separator)
		if m != nil && m.ID != id {
			if err := c.take(out, m); err != nil {
				return err
			}
			m = nil
		}
		if m == nil {
			m = newMerged(id)
		}
		var p part
		if err := intake.Kept(text, &p); err != nil {
			return err
		}
		return c.merge(out, m, p)
	})
	if err == nil && m != nil {
		err = c.take(out, m)
	}
	for _, step := range []func() error{
		func() error { return c.kinds.Seal(ctx) },
		func() error { return c.locate(ctx, out) },
		func() error { return c.relate(ctx, out) },
		c.kinds.Err,
	} {
		if err == nil {
			err = step()
		}
	}
	return errors.Join(err, out.End())
}

// Close removes what was kept on disk.
func (c *Collector) Close() error {
	return errors.Join(c.parts.Close(), c.relations.Close(), c.addresses.Close(), c.kinds.Close())
}

// take hands over a whole entity, or keeps it until its ends are known.
func (c *Collector) take(out *intake.Out, m *merged) error {
	if m.Retire || c.replaces && c.keyed {
		if err := out.Resume(m.last()); err != nil {
			return err
		}
		out.Retire(m.key())
	}
	if m.removed {
		return nil
	}
	role := roleOf(&m.Entity)
	if err := out.Resume(m.first()); err != nil {
		return err
	}
	out.Count("schema: "+m.Schema, 1)
	switch role {
	case thing:
		return c.takeThing(out, m)
	case relation, measure:
		return c.relations.Keep(m.ID, m)
	case place:
		if err := c.addresses.Keep(m.ID+separator+"A", seatOf(m)); err != nil {
			return err
		}
		return c.leaveOut(out, m, "an address is no entity of its own: the city and country of organisations are taken from it", "")
	case outside:
	}
	if err := c.kinds.Put(m.ID, ""); err != nil {
		return err
	}
	if m.Schema == "Contract" {
		return c.leaveOut(out, m, "a contract that does not say that it is a licence", m.Schema)
	}
	return c.leaveOut(out, m, outsideReason, m.Schema)
}

// leaveOut says that an entity was not taken. A row of a table may be a part of others
// too, and is changed by it.
func (c *Collector) leaveOut(out *intake.Out, m *merged, reason, detail string) error {
	for _, p := range m.Places {
		if p.Fate >= intake.LeftOut {
			continue
		}
		if err := out.Resume(p); err != nil {
			return err
		}
		if c.keyed {
			out.LeaveOut(reason, detail)
		} else {
			out.Change("an entity was left out: "+reason, detail)
		}
	}
	return nil
}

// broken says that an entity is not as the model wants it.
func (c *Collector) broken(out *intake.Out, m *merged, reason, detail string) error {
	if !c.keyed {
		return c.leaveOut(out, m, reason, detail)
	}
	for _, p := range m.Places {
		if err := out.Resume(p); err != nil {
			return err
		}
		out.Broken(reason, detail)
	}
	return nil
}

// end is the id of an end of a relation. known is false where no file describes it, and it is taken
// to be of the kind that the relation suggests; ok is false where it was left out.
func (c *Collector) end(id string, suggested graph.Kind) (_ graph.ID, known, ok bool) {
	if ours, err := graph.ParseID(id); err == nil {
		return ours, true, ours.Kind() != graph.SourceKind
	}
	kind := suggested
	found, known := c.kinds.Get(id)
	switch {
	case known && found == "":
		return "", true, false
	case known:
		kind = found
	}
	end, err := graph.MakeID(kind, scheme, id)
	return end, known, err == nil
}
