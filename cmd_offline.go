package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/graph"
	"ipgraph/loader"
	"ipgraph/loader/scratch"
	"ipgraph/offline"
)

// checkOffline refuses what --offline cannot do.
func (a *app) checkOffline(o loader.Options) error {
	switch {
	case a.database.uri != "":
		return usageError{errors.New("--offline makes the store of the private Neo4j: leave --neo4j-uri and NEO4J_URI out, or export for neo4j-admin on that server")}
	case o.DryRun, o.Prune, o.Compare:
		return usageError{errors.New("--offline fills an empty graph: --dry-run, --prune and --compare have nothing to compare with")}
	}
	return nil
}

// loadOffline makes the private Neo4j's store of what was checked, by Neo4j's own importer.
func (a *app) loadOffline(ctx context.Context, checked *loader.Checked, o loader.Options) (report loader.Report, err error) {
	started := time.Now()
	if err := a.requireEmpty(ctx, "--offline"); err != nil {
		return report, err
	}
	folder, err := scratch.New(a.database.data, "offline-") // there is room for the store, and so for the files
	if err != nil {
		return report, err //nolint:wrapcheck // its words are for people
	}
	defer func() { err = errors.Join(err, folder.Remove()) }()
	library, err := cypher.Load()
	if err != nil {
		return report, err
	}
	files, err := offline.New(folder.Path)
	if err != nil {
		return report, errors.Join(err, files.Close())
	}
	report, err = checked.Write(ctx, files, library, o)
	a.progressEnds()
	if err := errors.Join(err, files.Close()); err != nil {
		return report, err
	}
	if err := a.importFiles(ctx, files); err != nil {
		return report, err
	}
	err = a.withDatabase(ctx, func(d *database) error {
		a.progress("making indexes and marking hubs")
		return files.Complete(ctx, d.Store)
	})
	a.progressEnds()
	report.Elapsed = time.Since(started)
	if err != nil {
		err = graph.Errorf(graph.CodeOf(err), "%v; the store holds what was read, without its indexes and marks: load again without --offline, which makes them", err).Because(err)
	}
	return report, err
}

// importFiles runs the importer.
func (a *app) importFiles(ctx context.Context, files *offline.Store) error {
	err := a.working("Neo4j's importer makes the store", func() error {
		return embedded.Import(ctx, a.privateOptions(), io.Discard, files.Arguments()...)
	})
	if err == nil {
		return nil
	}
	return a.privateFault(ctx, "Neo4j's importer did not make the store", err)
}

// requireEmpty refuses a graph that holds something: what would make another in its place is named.
func (a *app) requireEmpty(ctx context.Context, what string) error {
	if err := os.MkdirAll(a.database.data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	if !embedded.HasStore(a.database.data) {
		return nil
	}
	return a.withDatabase(ctx, func(d *database) error {
		q, err := d.library.Keep("counts")
		if err != nil {
			return err
		}
		held, err := d.Ask(ctx, q.KeepCall("", nil))
		if err != nil {
			return err
		}
		for _, row := range held.Rows {
			for _, n := range row {
				if n != int64(0) {
					return graph.Errorf(graph.CodeInvalid, "the graph in %s is not empty, and %s makes a new one: name another folder with --data", a.database.data, what)
				}
			}
		}
		return nil
	})
}
