package ftm

import (
	"context"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// reader reads one load.
type reader struct {
	options   intake.Options
	collector *Collector
	// whole says that some entity is no change, so that what the files do not name is gone.
	whole, changes bool
	// status is that of what the file at hand says.
	status graph.Status
}

// line is an entity as it is written, or a change of one.
type line struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`

	Caption    string   `json:"caption"`
	Datasets   []string `json:"datasets"`
	Referents  []string `json:"referents"`
	LastSeen   string   `json:"last_seen"`
	LastChange string   `json:"last_change"`

	Op     string `json:"op"`
	Entity *line  `json:"entity"`
}

// Read takes the entities of one file. What they say is handed over by Finish: their
// parts and the ends of their relations may be in files to come.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	if r.collector == nil {
		r.collector = NewCollector(ctx, r.options.TempDir)
		r.collector.keyed, r.collector.replaces = true, r.options.Changes
	}
	r.status = graph.Recorded
	head, err := in.Peek()
	if err != nil {
		return err
	}
	switch formOf(head) {
	case tableForm:
		return r.readStatements(ctx, in, out)
	case diagramForm:
		return r.readDiagram(ctx, in, out)
	case unknownForm, lineForm:
	}
	day := ""
	err = intake.Lines(ctx, in, out, func(at string, text []byte) error {
		var l line
		if err := intake.Decode(text, &l); err != nil {
			return broken(out, at, "a line that is no entity", err.Error())
		}
		day = max(day, intake.DayOf(l.LastSeen))
		return r.takeLine(out, at, l)
	})
	if err != nil {
		return err
	}
	dateSource(in, day)
	return nil
}

// dateSource dates the file by the last day on which its publisher saw what it holds.
func dateSource(in *intake.Input, day string) {
	if published, err := graph.ParsePeriod(day); err == nil && day != "" && !in.Said["published"] {
		in.Source.Published = published
	}
}

func broken(out *intake.Out, at, reason, detail string) error {
	if err := out.Begin(at); err != nil {
		return err
	}
	out.Broken(reason, detail)
	return nil
}

// takeLine takes an entity, or a change of one, and counts it.
func (r *reader) takeLine(out *intake.Out, at string, l line) error {
	change := operation("")
	if l.Op != "" || l.Entity != nil {
		if l.Entity == nil {
			return broken(out, at, "a change without an entity", l.Op)
		}
		change, l = operation(l.Op), *l.Entity
	}
	if err := out.Begin("entity " + keyOf(l.ID) + ", " + at); err != nil {
		return err
	}
	switch {
	case !change.known():
		out.Broken("a change that is not ADD, MOD or DEL", string(change))
		return nil
	case !usable(l.ID):
		out.Broken("an entity without an id that can be one", l.ID)
		return nil
	case l.Schema == "" && change != remove:
		out.Broken("an entity without a schema", "")
		return nil
	}
	if change == "" {
		r.whole = true
	} else {
		r.changes = true
		out.Count("changes: "+string(change), 1)
	}
	for _, d := range l.Datasets {
		out.Count("dataset: "+d, 1)
	}
	e := Entity{ID: l.ID, Schema: l.Schema, Properties: l.Properties}
	if change != remove && surelyOutside(&e) {
		out.LeaveOut(outsideReason, e.Schema)
	}
	return r.collector.add(part{Place: out.Place(), Entity: e, Caption: l.Caption, Referents: l.Referents, Op: change, Status: r.status})
}

// readDiagram takes the entities of a diagram. Where they are drawn is no fact.
func (r *reader) readDiagram(ctx context.Context, in *intake.Input, out *intake.Out) error {
	drawn := map[string]int{}
	r.status = graph.Reported // by whoever drew it
	err := intake.Members(ctx, in, []string{"/entities/*", "/layout/entities/*", "/layout/*/*"}, func(pointer string, value jsontext.Value) error {
		if !strings.Contains(pointer, "/entities/") {
			drawn[strings.Split(pointer, "/")[2]]++
			return nil
		}
		var l line
		if err := intake.Decode(value, &l); err != nil {
			return broken(out, pointer, "a member that is no entity", err.Error())
		}
		return r.takeLine(out, pointer, l)
	})
	if len(drawn) > 0 {
		out.Warn(fmt.Sprintf("the layout of the diagram was left out: %d vertices, %d edges, %d groupings; a line that is drawn and no entity is no fact",
			drawn["vertices"], drawn["edges"], drawn["groupings"]))
	}
	return err
}

// readStatements takes statements in CSV: a value of a property a row.
func (r *reader) readStatements(ctx context.Context, in *intake.Input, out *intake.Out) error {
	day := ""
	err := intake.Rows(ctx, in, out, func(h *intake.Header) error {
		if missing := h.Missing("canonical_id", "prop", "schema", "value"); len(missing) > 0 {
			return fmt.Errorf("%s: statements of FollowTheMoney have the column %s too", in.Name, strings.Join(missing, ", "))
		}
		return nil
	}, func(row intake.Row) error {
		day = max(day, intake.DayOf(row.Get("last_seen")))
		return r.takeStatement(out, row)
	})
	if err != nil {
		return err
	}
	dateSource(in, day)
	return nil
}

func (r *reader) takeStatement(out *intake.Out, row intake.Row) error {
	e := Entity{ID: row.First("canonical_id", "entity_id"), Schema: row.Get("schema")}
	out.Key("entity " + keyOf(e.ID) + ", " + row.At())
	property, value := row.Get("prop"), row.Get("value")
	switch {
	case !usable(e.ID):
		out.Broken("a statement about an entity without an id that can be one", e.ID)
		return nil
	case e.Schema == "" || property == "":
		out.Broken("a statement without a schema or a property", "")
		return nil
	case strings.HasPrefix(strings.ToLower(row.Get("external")), "t"):
		out.LeaveOut("a statement that is marked as external: it was not yet accepted into the dataset", "")
		return nil
	}
	r.whole = true
	if property != "id" { // the statement with the id says that there is an entity
		e.Properties = map[string][]string{property: {value}}
	}
	if d := row.Get("dataset"); d != "" {
		out.Count("dataset: "+d, 1)
	}
	if surelyOutside(&e) {
		out.LeaveOut(outsideReason, e.Schema)
	}
	p := part{Place: out.Place(), Entity: e, Status: r.status}
	if alias := row.Get("entity_id"); alias != e.ID && alias != "" {
		p.Referents = []string{alias}
	}
	return r.collector.add(p)
}

// Finish hands over what all files say together.
func (r *reader) Finish(ctx context.Context, out *intake.Out) error {
	if r.collector == nil {
		return nil
	}
	if r.changes && !r.whole {
		out.Partial()
	}
	return r.collector.Finish(ctx, out)
}

// Close removes what was kept on disk.
func (r *reader) Close() error {
	if r.collector == nil {
		return nil
	}
	return r.collector.Close()
}

// keyOf is an id as the key of a locator has it: the key ends at the first comma.
func keyOf(id string) string { return strings.ReplaceAll(id, ",", "%2C") }

// usable reports whether an id can be one: it is there, and holds no control character.
func usable(id string) bool {
	return id != "" && !strings.ContainsFunc(id, func(c rune) bool { return c < ' ' })
}
