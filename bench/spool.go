package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/loader"
)

// spool is a store that keeps the batches which a load of a fresh graph would write, in a file: those of
// millions of rows would not fit into memory.
type spool struct {
	file   *os.File
	buffer *bufio.Writer
	lines  *json.Encoder
	rows   int
	// guarded are the types of edges that come many at a time and get an index.
	guarded []string
	seen    map[string]bool
}

// record checks and projects the dossier and spools what a load would write.
func (r *run) record(ctx context.Context) (_ *spool, err error) {
	file, err := os.Create(filepath.Join(r.dir, "batches"))
	if err != nil {
		return nil, fmt.Errorf("a file for batches: %w", err)
	}
	buffer := bufio.NewWriterSize(file, 1<<20)
	s := &spool{file: file, buffer: buffer, lines: json.NewEncoder(buffer), seen: map[string]bool{}}
	d, err := loader.Open(r.dossier)
	if err == nil {
		_, err = loader.Load(ctx, s, r.library, []loader.Dossier{d}, loader.Options{})
	}
	if err = errors.Join(err, buffer.Flush()); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return s, nil
}

func (*spool) Prepare(context.Context) error                     { return nil }
func (*spool) Derive(context.Context, int, *graph.Touched) error { return nil }

func (*spool) Alone(ctx context.Context) (context.Context, func(), error) {
	return ctx, func() {}, nil
}

func (*spool) Ask(context.Context, cypher.Call) (graph.Result, error) {
	return graph.Result{}, nil // a fresh store has nothing to say
}

func (s *spool) Write(_ context.Context, b graph.Batch) (graph.Counts, error) {
	s.rows += len(b.Rows)
	if b.Write == "edges" && !s.seen[b.Word] {
		s.seen[b.Word] = true
		s.guarded = append(s.guarded, b.Word)
	}
	if err := s.lines.Encode(b); err != nil {
		return graph.Counts{}, fmt.Errorf("keep a batch: %w", err)
	}
	return graph.Counts{Created: int64(len(b.Rows))}, nil
}

// each reads the batches back. Texts, lists and truth come as they were; numbers are made whole again.
func (s *spool) each(use func(graph.Batch) error) error {
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read batches back: %w", err)
	}
	lines := json.NewDecoder(bufio.NewReaderSize(s.file, 1<<20))
	lines.UseNumber()
	for {
		var b graph.Batch
		switch err := lines.Decode(&b); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read batches back: %w", err)
		}
		for _, row := range b.Rows {
			whole(row)
		}
		whole(b.Args)
		if err := use(b); err != nil {
			return err
		}
	}
}

// whole turns numbers of JSON into those that the driver writes.
func whole(values map[string]any) {
	for name, v := range values {
		switch v := v.(type) {
		case json.Number:
			if n, err := v.Int64(); err == nil {
				values[name] = n
			} else if f, err := v.Float64(); err == nil {
				values[name] = f
			}
		case map[string]any:
			whole(v)
		}
	}
}

func (s *spool) close() error { return errors.Join(s.file.Close(), os.Remove(s.file.Name())) }
