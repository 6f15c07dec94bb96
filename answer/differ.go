package answer

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
)

// differ compares two states of the graph. It reads the statements that loads after
// the first one changed, page by page; of each relation that one of them is about it
// reads all, and projects what they said then and later.
type differ struct {
	service   Service
	from, to  Load
	out       Difference
	converter *converter
	cited     map[graph.ID]bool // sources of statements that are listed
	// before and after are the present graph with the differences undone; nil
	// when nobody is watched.
	before, after *overlay
}

func newDiffer(s Service, from, to Load, limit int, watching bool) *differ {
	d := &differ{service: s, from: from, to: to, converter: newConverter("", ""), cited: map[graph.ID]bool{},
		out: Difference{From: from, To: to, Relations: []RelationChange{}, Statements: []StatementChange{}, Limit: limit}}
	if watching {
		d.before, d.after = newOverlay(from), newOverlay(to)
	}
	return d
}

// member is a statement and what the store remembers of it.
type member struct {
	graph.Statement
	recording graph.Recording
}

// at is what the statements were when a load had ended, without those that were
// not there.
func at(members []member, load string) []graph.Statement {
	var statements []graph.Statement
	for _, m := range members {
		if s, there := m.recording.At(m.Statement, load); there {
			statements = append(statements, s)
		}
	}
	return statements
}

// changedPage is how many changed statements are compared at a time.
const changedPage = 500

// run goes through the loads after the first. Those after the second matter too: a
// statement is found under the load that changed it last.
func (d *differ) run(ctx context.Context) error {
	for after := d.from.ID; ; {
		loads, err := d.service.loads(ctx, "loads-after", map[string]any{"after": after})
		if err != nil || len(loads) == 0 {
			return err
		}
		for _, l := range loads {
			after = l.ID
			if l.ID <= d.to.ID {
				d.out.Counts.RecordsCreated += l.number("created_records")
				d.out.Counts.RecordsUpdated += l.number("updated_records")
				d.out.Counts.RecordsRemoved += l.number("removed_records")
			}
			if err := d.load(ctx, l.ID); err != nil {
				return err
			}
		}
	}
}

func (d *differ) load(ctx context.Context, id string) error {
	for after := ""; ; {
		page, nodes, err := d.members(ctx, "changed-statements", map[string]any{"load": id, "after": after, "most": int64(changedPage)})
		if err != nil || len(page) == 0 {
			return err
		}
		for i, m := range page {
			d.statement(m, nodes[i])
			after = string(m.ID)
		}
		if err := d.relations(ctx, page); err != nil {
			return err
		}
	}
}

func (d *differ) members(ctx context.Context, question string, params map[string]any) ([]member, []graph.Node, error) {
	result, err := d.service.keep(ctx, question, "", params)
	if err != nil {
		return nil, nil, err
	}
	members, nodes := make([]member, 0, len(result.Rows)), make([]graph.Node, 0, len(result.Rows))
	for _, row := range result.Rows {
		node, err := graph.Cell[graph.Node](result, row, "statement")
		if err != nil {
			return nil, nil, err
		}
		s, err := graph.StatementFrom(node)
		if err != nil {
			return nil, nil, err
		}
		recording, err := graph.RecordingFrom(node)
		if err != nil {
			return nil, nil, err
		}
		members, nodes = append(members, member{s, recording}), append(nodes, node)
	}
	return members, nodes, nil
}

// statement lists a statement that was another at the end of the second load than
// at the end of the first.
func (d *differ) statement(m member, node graph.Node) {
	was, wasThere := m.recording.At(m.Statement, d.from.ID)
	is, isThere := m.recording.At(m.Statement, d.to.ID)
	if !isThere {
		return
	}
	before, after := markOf(was), markOf(is)
	change, count := changeOf(before, after, wasThere, &d.out.Counts)
	if change == "" {
		return
	}
	*count++
	if len(d.out.Statements) == d.out.Limit {
		d.out.Truncated = true
		return
	}
	listed := StatementChange{Change: change, Statement: d.converter.statement(node), After: after}
	if wasThere {
		listed.Before = &before
	}
	d.cited[m.Source] = true
	d.out.Statements = append(d.out.Statements, listed)
}

func markOf(s graph.Statement) StatementMark {
	return StatementMark{Review: s.Review, Rank: s.Rank, ReportedOn: s.ReportedOn.String(), SupersededBy: s.SupersededBy, Withdrawn: s.WithdrawnAt != ""}
}

// changeOf names the change, the weightiest where there are several, and where it is
// counted; "" is none. What came and went in between was never seen.
func changeOf(before, after StatementMark, wasThere bool, counts *DifferenceCounts) (string, *int) {
	switch {
	case !wasThere && after.Withdrawn:
		return "", nil
	case !wasThere:
		return Added, &counts.StatementsAdded
	case before == after || before.Withdrawn && after.Withdrawn:
		return "", nil
	case after.Withdrawn:
		return Withdrawn, &counts.StatementsWithdrawn
	case before.Withdrawn:
		return Restored, &counts.StatementsRestored
	case after.SupersededBy == "" && before.SupersededBy != "":
		return Reinstated, &counts.StatementsReinstated
	case after.SupersededBy != before.SupersededBy:
		return Superseded, &counts.StatementsSuperseded
	}
	return Annotated, &counts.StatementsAnnotated
}

// relations compares the relations that the changed statements of a page are about,
// each on the page of its first changed statement.
func (d *differ) relations(ctx context.Context, page []member) error {
	onPage, edges, arrangements := map[graph.StatementID]bool{}, map[string]bool{}, map[string]bool{}
	for i := range page {
		onPage[page[i].ID] = true
		if key := page[i].EdgeKey(); key != "" {
			edges[key] = true
		}
		if id := graph.ArrangementOf(&page[i].Statement); id != "" {
			arrangements[string(id)] = true
		}
	}
	err := d.groups(ctx, "all-of-edges", edges, onPage, func(m *member) string { return m.EdgeKey() }, graph.ProjectEdge)
	if err != nil {
		return err
	}
	return d.groups(ctx, "all-of-arrangements", arrangements, onPage,
		func(m *member) string { return string(graph.ArrangementOf(&m.Statement)) }, graph.ProjectShortcuts)
}

// groupsAtOnce is how many relations are read at a time, with all their statements.
const groupsAtOnce = 100

func (d *differ) groups(ctx context.Context, question string, keys map[string]bool, onPage map[graph.StatementID]bool,
	keyOf func(*member) string, project func([]graph.Statement, graph.Policy) []graph.Edge) error {
	sorted := make([]string, 0, len(keys))
	for key := range keys {
		sorted = append(sorted, key)
	}
	slices.Sort(sorted)
	for part := range slices.Chunk(sorted, groupsAtOnce) {
		members, _, err := d.members(ctx, question, map[string]any{"ids": part})
		if err != nil {
			return err
		}
		groups := map[string][]member{}
		for i := range members {
			key := keyOf(&members[i])
			groups[key] = append(groups[key], members[i])
		}
		for _, key := range part {
			if group := groups[key]; onPage[d.firstChanged(group)] {
				d.compare(group, project)
			}
		}
	}
	return nil
}

// firstChanged is the statement with which the group is met first.
func (d *differ) firstChanged(group []member) graph.StatementID {
	var first *member
	for i := range group {
		m := &group[i]
		if m.recording.Changed <= d.from.ID {
			continue
		}
		if first == nil || cmp.Or(strings.Compare(m.recording.Changed, first.recording.Changed), strings.Compare(string(m.ID), string(first.ID))) < 0 {
			first = m
		}
	}
	if first == nil {
		return ""
	}
	return first.ID
}

// compare projects a group as it was, as it came to be, and as it is now.
func (d *differ) compare(group []member, project func([]graph.Statement, graph.Policy) []graph.Edge) {
	states := [3]map[string]graph.Edge{}
	var keys []string
	now := make([]graph.Statement, 0, len(group))
	for _, m := range group {
		now = append(now, m.Statement)
	}
	for i, statements := range [][]graph.Statement{at(group, d.from.ID), at(group, d.to.ID), now} {
		states[i] = map[string]graph.Edge{}
		if len(statements) == 0 {
			continue
		}
		for _, e := range project(statements, graph.Policy{}) {
			if !e.Gone {
				states[i][e.Key] = e
				keys = append(keys, e.Key)
			}
		}
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		before, after, present := edgeOrNil(states[0], key), edgeOrNil(states[1], key), edgeOrNil(states[2], key)
		d.relation(before, after)
		d.before.undo(present, before)
		d.after.undo(present, after)
	}
}

func edgeOrNil(edges map[string]graph.Edge, key string) *graph.Edge {
	if e, ok := edges[key]; ok {
		return &e
	}
	return nil
}

// relation lists a relation that differs.
func (d *differ) relation(before, after *graph.Edge) {
	change, count := Changed, &d.out.Counts.RelationsChanged
	var fields []string
	switch {
	case before == nil && after == nil:
		return
	case before == nil:
		change, count = Added, &d.out.Counts.RelationsAdded
	case after == nil:
		change, count = Ended, &d.out.Counts.RelationsEnded
	default:
		if fields = changedFields(before, after); fields == nil {
			return
		}
	}
	*count++
	if len(d.out.Relations) == d.out.Limit {
		d.out.Truncated = true
		return
	}
	r := RelationChange{Change: change, Fields: fields, Before: d.show(before), After: d.show(after)}
	one := cmp.Or(after, before)
	r.From.ID, r.To.ID = one.From, one.To
	d.out.Relations = append(d.out.Relations, r)
}

func (d *differ) show(e *graph.Edge) *Edge {
	if e == nil {
		return nil
	}
	out := &Edge{}
	d.converter.edges = append(d.converter.edges, pending{edge: *e, out: out})
	return out
}

// changedFields names what is told of a relation and differs.
func changedFields(a, b *graph.Edge) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"status", a.Status == b.Status}, {"polarity", a.Negated == b.Negated}, {"dates", a.Valid.String() == b.Valid.String()},
		{"amount", amountText(amountOf(a.Amount)) == amountText(amountOf(b.Amount))}, {"value", valueText(valueOf(a.Value)) == valueText(valueOf(b.Value))},
		{"details", maps.Equal(a.Qualifiers, b.Qualifiers)}, {"disputed", a.Disputed == b.Disputed}, {"statements", a.StatementCount == b.StatementCount},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}
