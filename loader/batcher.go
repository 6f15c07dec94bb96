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
	fewWrite string          // for rows of types with few of them, if there is such a file
	counts   []*graph.Counts // in the report, none where the kind is not reported
	everyRow bool
	args     map[string]any
	rows     map[string][]map[string]any
}

// batcher makes one. The kind is the line of the report; "" for none.
func (l *load) batcher(write, kind string, everyRow bool) *batcher {
	b := &batcher{load: l, write: write, everyRow: everyRow, rows: map[string][]map[string]any{}}
	if kind != "" {
		b.counts = []*graph.Counts{l.counts(kind)}
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
	rows := b.rows[word]
	delete(b.rows, word)
	return b.send(ctx, b.write, word, rows)
}

// few is the number of rows below which the rows of several types are written
// together: planning a text for each costs more than the index on it gains.
const few = 500

// flush hands over what is left and waits until all of it is written.
func (b *batcher) flush(ctx context.Context) error {
	var rest []map[string]any
	for _, word := range slices.Sorted(maps.Keys(b.rows)) {
		if b.fewWrite != "" && len(b.rows[word]) < few {
			rest = append(rest, b.rows[word]...)
			continue
		}
		if err := b.send(ctx, b.write, word, b.rows[word]); err != nil {
			return err
		}
	}
	clear(b.rows)
	for part := range slices.Chunk(rest, b.load.BatchRows) {
		if err := b.send(ctx, b.fewWrite, "", part); err != nil {
			return err
		}
	}
	return b.load.writer.wait()
}

func (b *batcher) send(ctx context.Context, write, word string, rows []map[string]any) error {
	if len(rows) == 0 {
		return nil
	}
	batch := graph.Batch{Write: write, Word: word, Rows: rows, Args: b.args, EveryRow: b.everyRow}
	return b.load.writer.hand(ctx, batch, b.counts)
}
