package answer

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
)

// finish fills in names and sources, and puts the changes in the order in which
// they are read: by kind and by name, not by the chance of ids.
func (d *differ) finish(ctx context.Context) (Difference, error) {
	out := &d.out
	out.Changed = out.Counts != DifferenceCounts{}
	if err := d.service.readSources(ctx, d.converter, slices.Collect(maps.Keys(d.cited))); err != nil {
		return *out, err
	}
	if err := d.service.finish(ctx, d.converter); err != nil {
		return *out, err
	}
	names, err := d.names(ctx)
	if err != nil {
		return *out, err
	}
	for i := range out.Relations {
		r := &out.Relations[i]
		r.From, r.To = names[r.From.ID], names[r.To.ID]
	}
	for i := range out.Statements {
		s := out.Statements[i].Statement
		s.credit(d.converter.sources[s.Source])
		subject := names[s.SubjectID]
		s.Subject = &subject
		if object, ok := names[s.ObjectID]; ok {
			s.Object = &object
		}
	}
	order := []string{Added, Ended, Withdrawn, Superseded, Restored, Reinstated, Changed, Annotated}
	slices.SortFunc(out.Relations, func(a, b RelationChange) int {
		e, f := cmp.Or(a.After, a.Before), cmp.Or(b.After, b.Before)
		return cmp.Or(cmp.Compare(slices.Index(order, a.Change), slices.Index(order, b.Change)), strings.Compare(a.From.Name, b.From.Name),
			strings.Compare(string(e.Type), string(f.Type)), strings.Compare(a.To.Name, b.To.Name), strings.Compare(e.Key, f.Key))
	})
	slices.SortFunc(out.Statements, func(a, b StatementChange) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Change), slices.Index(order, b.Change)),
			strings.Compare(StatementLine(a.Statement), StatementLine(b.Statement)), strings.Compare(string(a.Statement.ID), string(b.Statement.ID)))
	})
	return *out, d.converter.err
}

// names reads the entities that the listed changes name.
func (d *differ) names(ctx context.Context) (map[graph.ID]Entity, error) {
	ids := map[graph.ID]bool{}
	for _, r := range d.out.Relations {
		ids[r.From.ID], ids[r.To.ID] = true, true
	}
	for _, s := range d.out.Statements {
		ids[s.Statement.SubjectID] = true
		if s.Statement.ObjectID != "" {
			ids[s.Statement.ObjectID] = true
		}
	}
	entities, err := d.service.entities(ctx, slices.Sorted(maps.Keys(ids)))
	names := make(map[graph.ID]Entity, len(entities))
	for _, e := range entities {
		names[e.ID] = e
	}
	return names, err
}
