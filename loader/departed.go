package loader

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ipgraph/graph"
)

// departed is a statement in the store that its dossier no longer holds.
type departed struct {
	id, edge, arrangement, dossier string
	last                           bool // no other dossier keeps it alive
	withdrawn                      bool // by this load: with Prune, or because its record was replaced
}

// findOthers reads the ids of all statements in the store and compares them
// with those of this load.
func (l *load) findOthers(ctx context.Context) error {
	if l.fresh {
		return nil
	}
	question := "statement-ids"
	if l.contents.replaced != nil {
		question = "statement-places"
	}
	for after := ""; ; {
		page, err := l.keep(ctx, question, "", map[string]any{"after": after})
		if err != nil || len(page.Rows) == 0 {
			return err
		}
		for _, row := range page.Rows {
			id, err := graph.Cell[string](page, row, "id")
			if err != nil {
				return err
			}
			after = id
			held, err := l.holds(graph.StatementID(id))
			if err != nil {
				return err
			}
			if held {
				continue
			}
			l.others = true
			if err := l.missed(page, row, id); err != nil {
				return err
			}
		}
	}
}

// missed remembers the statement if it belongs to a dossier of this load.
func (l *load) missed(page graph.Result, row []any, id string) error {
	names, err := graph.Cell[[]any](page, row, "dossiers")
	if err != nil {
		return err
	}
	edge, err := graph.Cell[string](page, row, "edge")
	if err != nil {
		return err
	}
	arrangement, err := graph.Cell[string](page, row, "arrangement")
	if err != nil {
		return err
	}
	replaced := false
	if l.contents.replaced != nil {
		locator, err := graph.Cell[string](page, row, "locator")
		if err != nil {
			return err
		}
		if replaced, err = l.contents.replaced(locator); err != nil {
			return err
		}
	}
	if l.contents.partial && !replaced {
		return nil
	}
	for _, name := range names {
		dossier, ok := name.(string)
		if !ok || !slices.Contains(l.dossiers, dossier) {
			continue
		}
		d := departed{id: id, dossier: dossier, withdrawn: l.Prune || replaced}
		if len(names) == 1 {
			d.edge, d.arrangement, d.last = edge, arrangement, true
		}
		l.departed = append(l.departed, d)
		l.withdraws = l.withdraws || d.withdrawn
		if !replaced {
			l.reportDeparted(id)
		}
	}
	return nil
}

func (l *load) reportDeparted(id string) {
	l.report.DepartedCount++
	if len(l.report.Departed) < MaxFaults {
		l.report.Departed = append(l.report.Departed, graph.StatementID(id))
	}
}

// addOthers adds to each group the live statements of the store that this load
// does not hold. Those that are about to be withdrawn are left out.
func (l *load) addOthers(ctx context.Context, groups []group) error {
	return l.fill(ctx, groups, func(id graph.StatementID) (bool, error) {
		held, err := l.holds(id)
		return !held && !l.leaves(id), err
	})
}

// fill adds to each group those live statements of the store that wanted
// accepts.
func (l *load) fill(ctx context.Context, groups []group, wanted func(graph.StatementID) (bool, error)) error {
	for name, shortcuts := range map[string]bool{"statements-of-edges": false, "statements-of-arrangements": true} {
		byKey := map[string]*group{}
		var keys []string
		for i := range groups {
			if groups[i].shortcuts == shortcuts {
				byKey[groups[i].key] = &groups[i]
				keys = append(keys, groups[i].key)
			}
		}
		if len(keys) == 0 {
			continue
		}
		statements, err := l.statements(ctx, name, keys)
		if err != nil {
			return err
		}
		for _, s := range statements {
			if take, err := wanted(s.ID); err != nil {
				return err
			} else if !take {
				continue
			}
			key := s.EdgeKey()
			if shortcuts {
				key = string(graph.ArrangementOf(&s))
			}
			if g := byKey[key]; g != nil {
				g.statements = append(g.statements, s)
			}
		}
	}
	return nil
}

func (l *load) leaves(id graph.StatementID) bool {
	i, found := slices.BinarySearchFunc(l.departed, string(id), func(d departed, id string) int {
		return strings.Compare(d.id, id)
	})
	return found && l.departed[i].last && l.departed[i].withdrawn
}

func (l *load) statements(ctx context.Context, question string, ids []string) ([]graph.Statement, error) {
	result, err := l.keep(ctx, question, "", map[string]any{"ids": ids})
	if err != nil {
		return nil, err
	}
	return graph.StatementsIn(result, "statement")
}

// settleDeparted takes what left the dossier out of the edges, and withdraws it
// afterwards: a load that dies in between is finished by running it again.
func (l *load) settleDeparted(ctx context.Context) error {
	if !l.withdraws {
		return nil
	}
	l.report.Pruned = l.Prune
	leaving := slices.DeleteFunc(slices.Clone(l.departed), func(d departed) bool { return !d.withdrawn })
	for part := range slices.Chunk(leaving, l.BatchRows) {
		if err := l.projectWithout(ctx, part); err != nil {
			return err
		}
		withdraw := l.batcher("withdraw", "withdrawn", false)
		withdraw.args = l.stamps()
		for _, d := range part {
			if err := withdraw.add(ctx, "", map[string]any{"id": d.id, "dossier": d.dossier}); err != nil {
				return err
			}
		}
		if err := withdraw.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// projectWithout projects anew the edges that departed statements were part of.
func (l *load) projectWithout(ctx context.Context, part []departed) error {
	ids := make([]string, 0, len(part))
	for _, d := range part {
		ids = append(ids, d.id)
	}
	leaving, err := l.statementsByID(ctx, ids)
	if err != nil {
		return err
	}
	return l.projectAnew(ctx, slices.DeleteFunc(leaving, func(s graph.Statement) bool { return !l.leaves(s.ID) }))
}

// projectAnew projects the edges of some statements from what the store holds,
// without what is about to be withdrawn.
func (l *load) projectAnew(ctx context.Context, statements []graph.Statement) error {
	groups := groupsOf(statements)
	if err := l.fill(ctx, groups, func(id graph.StatementID) (bool, error) { return !l.leaves(id), nil }); err != nil {
		return err
	}
	w := l.edgeWriter()
	left := map[string]bool{}
	for _, g := range groups {
		left[g.key] = len(g.statements) > 0
	}
	for i := range statements {
		s := &statements[i]
		if key := s.EdgeKey(); key != "" && !left[key] {
			if err := w.remove.add(ctx, "", removeRow(s)); err != nil {
				return err
			}
		}
	}
	for _, g := range groups {
		if err := w.group(ctx, g); err != nil {
			return err
		}
	}
	return w.flush(ctx)
}

// groupsOf makes an empty group for each edge and arrangement of the statements.
func groupsOf(statements []graph.Statement) []group {
	var groups []group
	seen := map[string]bool{}
	for i := range statements {
		arrangement := string(graph.ArrangementOf(&statements[i]))
		for _, g := range []group{{key: statements[i].EdgeKey()}, {key: arrangement, shortcuts: true}} {
			if g.key != "" && !seen[g.key] {
				seen[g.key] = true
				groups = append(groups, g)
			}
		}
	}
	return groups
}

// statementsByID reads statements, withdrawn ones too.
func (l *load) statementsByID(ctx context.Context, ids []string) ([]graph.Statement, error) {
	q, err := l.library.Get("statements")
	if err != nil {
		return nil, err
	}
	var all []graph.Statement
	for part := range slices.Chunk(ids, maxIDs) {
		result, err := l.store.Ask(ctx, q.KeepCall("", map[string]any{"ids": part}))
		if err != nil {
			return nil, err
		}
		statements, err := graph.StatementsIn(result, "statement")
		if err != nil {
			return nil, err
		}
		all = append(all, statements...)
	}
	return all, nil
}

// maxIDs is the number of ids that the question statements takes.
const maxIDs = 500

// countRecords compares the register records in the store with those read. Only
// when the store has more are they looked at one by one.
func (l *load) countRecords(ctx context.Context) error {
	if l.previous.records == 0 {
		return nil
	}
	for _, dossier := range l.dossiers {
		result, err := l.keep(ctx, "record-count", "", map[string]any{"name": dossier})
		if err != nil {
			return err
		}
		if len(result.Rows) != 1 {
			return fmt.Errorf("record-count gave %d rows", len(result.Rows))
		}
		stored, err := graph.Cell[int64](result, result.Rows[0], "count")
		if err != nil {
			return err
		}
		if l.contents.partial && l.contents.replaced == nil || l.contents.replaced == nil && stored <= int64(l.contents.records[dossier]) {
			continue
		}
		for _, t := range graph.EdgeTypes() {
			if err := l.missingRecords(ctx, dossier, string(t)); err != nil {
				return err
			}
		}
	}
	return nil
}

// missingRecords reports, and with Prune withdraws, records that left. A
// withdrawn record becomes a statement, so that it is kept.
func (l *load) missingRecords(ctx context.Context, dossier, edgeType string) error {
	keep := l.batcher("statements", "withdrawn", true)
	keep.args = l.stamps()
	remove := l.batcher("remove-edges", "edges", false)
	remove.counts = append(remove.counts, &l.records)
	withdraw := l.batcher("withdraw", "", false)
	withdraw.args = keep.args
	for after := ""; ; {
		page, err := l.keep(ctx, "records", edgeType, map[string]any{"name": dossier, "after": after})
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			s, key, err := recordStatement(page, row)
			if err != nil {
				return err
			}
			after = key
			left, replaced, err := l.hasLeft(&s)
			if err != nil {
				return err
			}
			if !left {
				continue
			}
			if !replaced {
				l.reportDeparted(string(s.ID))
			}
			if !l.Prune && !replaced {
				continue
			}
			l.report.Pruned = l.report.Pruned || l.Prune
			err = errors.Join(keep.add(ctx, "", withdrawnRecord(page, row, &s, dossier)),
				remove.add(ctx, "", removeRow(&s)),
				withdraw.add(ctx, "", map[string]any{"id": string(s.ID), "dossier": dossier}))
			if err != nil {
				return err
			}
		}
		if len(page.Rows) == 0 {
			return errors.Join(keep.flush(ctx), remove.flush(ctx), withdraw.flush(ctx))
		}
	}
}

// hasLeft reports whether a register record is not among what this load holds, and whether that
// is because it was deleted or replaced at its origin.
func (l *load) hasLeft(s *graph.Statement) (left, replaced bool, err error) {
	held, err := l.holds(s.ID)
	if err != nil || held {
		return false, false, err
	}
	if l.contents.replaced != nil {
		replaced, err = l.contents.replaced(s.Locator)
	}
	return replaced || !l.contents.partial, replaced, err
}

// withdrawnRecord is the row of a register record that becomes a statement. It was
// first written by the load that its edge names.
func withdrawnRecord(page graph.Result, row []any, s *graph.Statement, dossier string) map[string]any {
	out := statementRow(s, dossier)
	if edge, err := graph.Cell[graph.Relationship](page, row, "edge"); err == nil {
		out["load"] = edge.Properties["load"]
	}
	return out
}

// recordStatement reads a register record back from its edge.
func recordStatement(page graph.Result, row []any) (graph.Statement, string, error) {
	relationship, err := graph.Cell[graph.Relationship](page, row, "edge")
	if err != nil {
		return graph.Statement{}, "", err
	}
	e, err := graph.EdgeFrom(relationship)
	if err != nil {
		return graph.Statement{}, "", err
	}
	s, err := e.RecordStatement()
	return s, e.Key, err
}
