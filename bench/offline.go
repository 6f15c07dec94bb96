package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"ipgraph/embedded"
	"ipgraph/graph"
	"ipgraph/offline"
)

// offline imports the same rows with Neo4j's own importer into an empty store,
// the figure to chase.
func (r *run) offline(ctx context.Context, ours figures) error {
	own, err := r.importer(ctx)
	if err != nil {
		return err
	}
	perSecond := float64(own.rows) / own.first.Seconds()
	fmt.Printf("Neo4j's offline importer, same rows     %7.1f  %9.0f rows/s, %.1f times ipgraph load\n", own.first.Seconds(), perSecond,
		perSecond/(float64(ours.rows)/ours.first.Seconds()))
	return nil
}

// importer times Neo4j's importer alone on the files that an offline load makes.
func (r *run) importer(ctx context.Context) (f figures, err error) {
	batches, err := r.record(ctx)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, batches.close()) }()
	folder := filepath.Join(r.dir, "importer-files")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return f, fmt.Errorf("a folder for the importer: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	files, err := offline.New(folder)
	if err != nil {
		return f, err
	}
	err = batches.each(func(b graph.Batch) error {
		texts(b)
		_, err := files.Write(ctx, b)
		return err
	})
	if err := errors.Join(err, files.Close()); err != nil {
		return f, err
	}
	data := filepath.Join(r.dir, "importer")
	started := time.Now()
	if err := embedded.Import(ctx, embedded.Options{DataDir: data}, io.Discard, files.Arguments()...); err != nil {
		return f, fmt.Errorf("the offline importer: %w", err)
	}
	f.rows, f.first = batches.rows, time.Since(started)
	return f, os.RemoveAll(data)
}

// texts turns the lists of JSON into lists of texts, as a load has them.
func texts(b graph.Batch) {
	for _, row := range b.Rows {
		listsOfTexts(row)
		if properties, ok := row["properties"].(map[string]any); ok {
			listsOfTexts(properties)
		}
	}
}

func listsOfTexts(values map[string]any) {
	for name, v := range values {
		list, ok := v.([]any)
		if !ok {
			continue
		}
		texts := make([]string, 0, len(list))
		for _, item := range list {
			if text, ok := item.(string); ok {
				texts = append(texts, text)
			}
		}
		values[name] = texts
	}
}
