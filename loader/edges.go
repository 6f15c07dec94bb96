package loader

import (
	"context"
	"errors"

	"ipgraph/graph"
)

// writeEdges projects group after group. A second goroutine reads and projects
// the next batches while the database writes one: there is one writing session,
// because parallel writers of relationships deadlock.
func (l *load) writeEdges(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches := make(chan []group, 2)
	failed := make(chan error, 1)
	go func() {
		defer close(batches)
		failed <- l.readGroups(ctx, batches)
	}()
	writer := l.edgeWriter()
	for groups := range batches {
		if err := writer.groups(ctx, groups); err != nil {
			cancel()
			for range batches { // let the reader end
			}
			return errors.Join(err, dropCanceled(<-failed))
		}
	}
	return errors.Join(<-failed, writer.flush(ctx))
}

// dropCanceled forgets an error that only says that we stopped the reader.
func dropCanceled(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (l *load) readGroups(ctx context.Context, batches chan<- []group) error {
	var next []group
	size := 0
	send := func() error {
		select {
		case batches <- next:
			next, size = nil, 0
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err := l.stage.groups(ctx, func(g group) error {
		if !l.others { // projecting here uses the time that the database needs
			g.edges, g.projected = g.project(), true
		}
		next = append(next, g)
		if size += max(1, len(g.statements)); size < l.BatchRows {
			return nil
		}
		return send()
	})
	if err != nil || len(next) == 0 {
		return err
	}
	return send()
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
}

func (l *load) edgeWriter() *edgeWriter {
	w := &edgeWriter{load: l, edges: l.batcher("edges", "edges", true), shortcuts: l.batcher("edges", "shortcuts", true),
		remove: l.batcher("remove-edges", "", false), keep: l.batcher("keep-shortcuts", "", false)}
	w.remove.counts, w.keep.counts = w.edges.counts, w.shortcuts.counts
	return w
}

func (w *edgeWriter) flush(ctx context.Context) error {
	return errors.Join(w.edges.flush(ctx), w.shortcuts.flush(ctx), w.remove.flush(ctx), w.keep.flush(ctx))
}

// groups writes what a batch of groups is projected to, together with what
// other dossiers say about the same edges.
func (w *edgeWriter) groups(ctx context.Context, groups []group) error {
	if w.load.others {
		if err := w.load.addOthers(ctx, groups); err != nil {
			return err
		}
	}
	for _, g := range groups {
		if err := w.group(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

func (w *edgeWriter) group(ctx context.Context, g group) error {
	edges := g.edges
	if !g.projected {
		edges = g.project()
	}
	to := w.edges
	if g.shortcuts {
		to = w.shortcuts
		keys := make([]string, 0, len(edges))
		for _, e := range edges {
			keys = append(keys, e.Key)
		}
		if err := w.keep.add(ctx, "", map[string]any{"arrangement": g.key, "keep": keys}); err != nil {
			return err
		}
	} else if len(edges) == 0 && len(g.statements) > 0 { // all rejected or deprecated
		if err := w.remove.add(ctx, "", removeRow(&g.statements[0])); err != nil {
			return err
		}
	}
	for _, e := range edges {
		if err := to.add(ctx, string(e.Type), edgeRow(e, g.dossier)); err != nil {
			return err
		}
	}
	return nil
}

// removeRow names the edge of a statement.
func removeRow(s *graph.Statement) map[string]any {
	return map[string]any{"from": string(s.Subject), "to": string(s.Object), "key": s.EdgeKey()}
}
