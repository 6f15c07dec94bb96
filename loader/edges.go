package loader

import (
	"context"
	"errors"

	"ipgraph/graph"
)

// writeEdges projects group after group. Where other dossiers speak of the same
// edges, groups are gathered, so that one question finds what they say.
func (l *load) writeEdges(ctx context.Context) error {
	w := l.edgeWriter()
	var gathered []group
	size := 0
	err := l.stage.groups(ctx, func(g group) error {
		for i := range g.statements {
			l.markSuperseded(g.statements[i].ID, &g.statements[i])
		}
		if !l.others {
			return w.group(ctx, g)
		}
		gathered = append(gathered, g)
		if size += len(g.statements); size < l.BatchRows {
			return nil
		}
		groups := gathered
		gathered, size = nil, 0
		return w.withOthers(ctx, groups)
	})
	if err == nil {
		err = w.withOthers(ctx, gathered)
	}
	return errors.Join(err, w.flush(ctx))
}

func (g group) project() []graph.Edge {
	if g.shortcuts {
		return graph.ProjectShortcuts(g.statements, graph.Policy{})
	}
	return graph.ProjectEdge(g.statements, graph.Policy{})
}

// edgeWriter writes edges and removes those that nothing carries any more.
type edgeWriter struct {
	load                           *load
	edges, shortcuts, remove, keep *batcher
	records                        *batcher // edges that are register records: counted by themselves too
}

func (l *load) edgeWriter() *edgeWriter {
	w := &edgeWriter{load: l, edges: l.batcher("edges", "edges", true), shortcuts: l.batcher("edges", "shortcuts", true),
		remove: l.batcher("remove-edges", "", false), keep: l.batcher("keep-shortcuts", "", false)}
	w.records = l.batcher("edges", "edges", true)
	w.records.counts = append(w.records.counts, &l.records)
	for _, b := range []*batcher{w.edges, w.shortcuts, w.records} {
		b.args, b.fewWrite = l.stamps(), "edges-few"
	}
	w.remove.counts, w.keep.counts = w.edges.counts, w.shortcuts.counts
	return w
}

func (w *edgeWriter) flush(ctx context.Context) error {
	return errors.Join(w.edges.flush(ctx), w.records.flush(ctx), w.shortcuts.flush(ctx), w.remove.flush(ctx), w.keep.flush(ctx))
}

// withOthers writes groups together with what other dossiers say about the same
// edges.
func (w *edgeWriter) withOthers(ctx context.Context, groups []group) error {
	if err := w.load.addOthers(ctx, groups); err != nil {
		return err
	}
	for _, g := range groups {
		if err := w.group(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

func (w *edgeWriter) group(ctx context.Context, g group) error {
	edges := g.project()
	to := w.edges
	if g.shortcuts {
		to = w.shortcuts
		if err := w.keepShortcuts(ctx, g.key, edges); err != nil {
			return err
		}
	} else if len(edges) == 0 && len(g.statements) > 0 { // all rejected or deprecated
		if err := w.remove.add(ctx, "", removeRow(&g.statements[0])); err != nil {
			return err
		}
	}
	for _, e := range edges {
		if e.Record {
			to = w.records
		}
		if err := to.add(ctx, string(e.Type), edgeRow(e, g.dossier)); err != nil {
			return err
		}
	}
	return nil
}

// keepShortcuts removes shortcuts that the arrangement gave before and no longer
// gives. There are none when no statement changed since a load was finished.
func (w *edgeWriter) keepShortcuts(ctx context.Context, arrangement string, edges []graph.Edge) error {
	l := w.load
	statements := l.counts("statements")
	sameStatements := l.previous.finished && statements.Created+statements.Updated == 0 && len(l.departed) == 0
	if l.fresh || sameStatements {
		return nil
	}
	keys := make([]string, 0, len(edges))
	for _, e := range edges {
		keys = append(keys, e.Key)
	}
	return w.keep.add(ctx, "", map[string]any{"arrangement": arrangement, "keep": keys})
}

// removeRow names the edge of a statement.
func removeRow(s *graph.Statement) map[string]any {
	return map[string]any{"from": string(s.Subject), "to": string(s.Object), "key": s.EdgeKey()}
}
