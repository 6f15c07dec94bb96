package loader

import (
	"context"
	"maps"
	"slices"

	"ipgraph/graph"
)

// batcher gathers rows of one write question, apart by label or type, and
// writes them when enough have come together.
type batcher struct {
	load     *load
	write    string
	counts   *graph.Counts // in the report, nil where the kind is not reported
	everyRow bool
	args     map[string]any
	rows     map[string][]map[string]any
}

// batcher makes one. The kind is the line of the report; "" for none.
func (l *load) batcher(write, kind string, everyRow bool) *batcher {
	b := &batcher{load: l, write: write, everyRow: everyRow, rows: map[string][]map[string]any{}}
	if kind != "" {
		b.counts = l.counts(kind)
	}
	return b
}

// counts is the line of the report for a kind.
func (l *load) counts(kind string) *graph.Counts {
	for i := range l.report.Kinds {
		if l.report.Kinds[i].Kind == kind {
			return &l.report.Kinds[i].Counts
		}
	}
	if l.report.Kinds == nil {
		l.report.Kinds = make([]KindCounts, 0, 8) // pointers into it stay valid
	}
	l.report.Kinds = append(l.report.Kinds, KindCounts{Kind: kind})
	return &l.report.Kinds[len(l.report.Kinds)-1].Counts
}

func (b *batcher) add(ctx context.Context, word string, row map[string]any) error {
	b.rows[word] = append(b.rows[word], row)
	if len(b.rows[word]) < b.load.BatchRows {
		return nil
	}
	return b.send(ctx, word)
}

func (b *batcher) flush(ctx context.Context) error {
	for _, word := range slices.Sorted(maps.Keys(b.rows)) {
		if err := b.send(ctx, word); err != nil {
			return err
		}
	}
	return nil
}

func (b *batcher) send(ctx context.Context, word string) error {
	rows := b.rows[word]
	delete(b.rows, word)
	if len(rows) == 0 {
		return nil
	}
	counts, err := b.load.store.Write(ctx, graph.Batch{Write: b.write, Word: word, Rows: rows, Args: b.args, EveryRow: b.everyRow})
	if err != nil {
		return err
	}
	if b.counts != nil {
		b.counts.Add(counts)
		b.load.ticker.tick("%s: %d written", b.write, b.counts.Created+b.counts.Updated+b.counts.Unchanged)
	}
	return nil
}
