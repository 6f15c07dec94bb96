package loader

import (
	"context"
	"maps"
	"slices"

	"ipgraph/graph"
)

// correction is a statement that supersedes others. There are few: they are kept
// in memory until all ids are known.
type correction struct {
	statement graph.Statement
	at        Position
}

// mark is since when and by what a statement is superseded.
type mark struct {
	on string
	by graph.StatementID
}

// checkCorrections refuses to supersede what neither the dossiers nor the store
// hold. An id covers what its statement supersedes, so none can name itself or
// close a ring.
func (l *load) checkCorrections(ctx context.Context) error {
	unknown := map[string][]Position{}
	for _, c := range l.contents.corrections {
		for _, id := range c.statement.Supersedes {
			held, err := l.holds(id)
			if err != nil {
				return err
			}
			if !held {
				unknown[string(id)] = append(unknown[string(id)], c.at)
			}
		}
	}
	faults := Faults{}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(unknown)), maxIDs) {
		missing, err := l.keep(ctx, "missing-statements", "", map[string]any{"ids": part})
		if err != nil {
			return err
		}
		for _, row := range missing.Rows {
			id, err := graph.Cell[string](missing, row, "id")
			if err != nil {
				return err
			}
			for _, at := range unknown[id] {
				faults.add(at, "%s is a statement neither of these dossiers nor of the graph: look its id up, or load its dossier with this one", id)
			}
		}
	}
	return faults.Err()
}

// writeCorrections joins statements to what they supersede, and learns which
// statements of the store are superseded.
func (l *load) writeCorrections(ctx context.Context) error {
	joins := l.batcher("supersedes", "", false)
	targets := map[string]bool{}
	for _, c := range l.contents.corrections {
		ids := make([]string, 0, len(c.statement.Supersedes))
		for _, id := range c.statement.Supersedes {
			ids = append(ids, string(id))
			targets[string(id)] = true
		}
		if err := joins.add(ctx, "", map[string]any{"id": string(c.statement.ID), "supersedes": ids}); err != nil {
			return err
		}
	}
	if err := joins.flush(ctx); err != nil {
		return err
	}
	leaving, err := l.departingCorrections(ctx, targets)
	if err != nil {
		return err
	}
	if len(targets) > 0 {
		rows := l.batcher("superseded", "superseded", false)
		rows.args = map[string]any{"load": l.report.Load, "leaving": leaving}
		for _, id := range slices.Sorted(maps.Keys(targets)) {
			if err := rows.add(ctx, "", map[string]any{"id": id}); err != nil {
				return err
			}
		}
		if err := rows.flush(ctx); err != nil {
			return err
		}
	}
	for id := range targets {
		held, err := l.holds(graph.StatementID(id))
		if err != nil {
			return err
		}
		if !held {
			l.elsewhere = append(l.elsewhere, id)
		}
	}
	slices.Sort(l.elsewhere)
	return l.readSuperseded(ctx)
}

// departingCorrections finds those statements that are about to be withdrawn and
// supersede others; what they supersede is added to targets.
func (l *load) departingCorrections(ctx context.Context, targets map[string]bool) ([]string, error) {
	leaving := []string{}
	if !l.withdraws {
		return leaving, nil
	}
	for part := range slices.Chunk(l.departed, l.BatchRows) {
		var ids []string
		for _, d := range part {
			if d.last && d.withdrawn {
				ids = append(ids, d.id)
			}
		}
		result, err := l.keep(ctx, "superseded-by", "", map[string]any{"ids": ids})
		if err != nil {
			return nil, err
		}
		for _, row := range result.Rows {
			id, err := graph.Cell[string](result, row, "id")
			if err != nil {
				return nil, err
			}
			target, err := graph.Cell[string](result, row, "target")
			if err != nil {
				return nil, err
			}
			leaving, targets[target] = append(leaving, id), true
		}
	}
	return leaving, nil
}

// readSuperseded reads which statements are superseded: by what the store holds,
// and by this load, which a dry run has not written.
func (l *load) readSuperseded(ctx context.Context) error {
	l.superseded = map[graph.StatementID]mark{}
	for after := ""; ; {
		page, err := l.keep(ctx, "superseded-page", "", map[string]any{"after": after})
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			var texts [3]string
			for i, column := range []string{"id", "since", "by"} {
				if texts[i], err = graph.Cell[string](page, row, column); err != nil {
					return err
				}
			}
			after = texts[0]
			l.superseded[graph.StatementID(after)] = mark{texts[1], graph.StatementID(texts[2])}
		}
		if len(page.Rows) == 0 {
			break
		}
	}
	for i := range l.contents.corrections {
		by := &l.contents.corrections[i].statement
		for _, id := range by.Supersedes {
			s := graph.Statement{}
			l.markSuperseded(id, &s)
			s.Supersede(by)
			l.superseded[id] = mark{s.SupersededOn, s.SupersededBy}
		}
	}
	return nil
}

// markSuperseded sets what the record itself cannot tell.
func (l *load) markSuperseded(id graph.StatementID, s *graph.Statement) {
	m := l.superseded[id]
	s.SupersededOn, s.SupersededBy = m.on, m.by
}

// projectElsewhere projects anew the edges of superseded statements that other
// dossiers hold.
func (l *load) projectElsewhere(ctx context.Context) error {
	for part := range slices.Chunk(l.elsewhere, l.BatchRows) {
		statements, err := l.statementsByID(ctx, part)
		if err != nil {
			return err
		}
		if err := l.projectAnew(ctx, statements); err != nil {
			return err
		}
	}
	return nil
}
