package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"ipgraph/backup"
	"ipgraph/embedded"
	"ipgraph/graph"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Keep the private Neo4j's graph, with all loads and what was withdrawn, in one file",
		Long: `Backup writes what the private Neo4j holds into one new file, with a hash by which
damage is found: every load, everything that was withdrawn, and all indexes. No ipgraph may
run on the data folder meanwhile. Of another server, use its own tools; for statements alone,
ipgraph export --statements.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return a.backup(cmd.Context(), args[0]) },
	}
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Fill an empty graph of the private Neo4j from a backup",
		Long: `Restore reads a backup through and, when it is as it was written, makes the private
Neo4j's graph of it. A graph that holds anything is left alone: name another folder with
--data. A restore that is cut off leaves an empty graph, and is run again.`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error { return a.restore(cmd.Context(), args[0]) },
	}
}

func (a *app) backup(ctx context.Context, path string) (err error) {
	if err := a.requirePrivate("backup"); err != nil {
		return err
	}
	if !embedded.HasStore(a.database.data) {
		return graph.Errorf(graph.CodeNotFound, "there is no graph in %s: name its folder with --data", a.database.data)
	}
	if _, err := os.Lstat(path); err == nil {
		return graph.Errorf(graph.CodeInvalid, "there is a %s already: name a new file", path)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".backup-") // it gets its name when it is whole
	if err != nil {
		return graph.Errorf(graph.CodeInvalid, "write the backup: %v", err).Because(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	out := bufio.NewWriterSize(file, 1<<20)
	var m backup.Manifest
	err = a.working("Neo4j writes the backup", func() (err error) {
		m, err = backup.Write(out, backup.Manifest{Made: time.Now().UTC().Truncate(time.Second), Ipgraph: version, Neo4j: embedded.Neo4jVersion}, func(w io.Writer) error {
			return embedded.Dump(ctx, a.privateOptions(), w)
		})
		return err
	})
	if err == nil {
		err = errors.Join(out.Flush(), file.Sync())
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return a.privateFault(ctx, "the backup was not written", err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("name the backup: %w", err)
	}
	if a.json {
		return a.printJSON(m)
	}
	_, err = fmt.Fprintf(a.stdout, "%s holds the graph of %s: %d bytes, SHA-256 %s\n", path, a.database.data, m.Bytes, m.SHA256)
	return err
}

func (a *app) restore(ctx context.Context, path string) (err error) {
	if err := a.requirePrivate("restore"); err != nil {
		return err
	}
	b, err := backup.Open(path, embedded.Neo4jVersion)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	if err := a.requireEmpty(ctx, "restore"); err != nil {
		return err
	}
	dump, err := b.Dump()
	if err != nil {
		return fmt.Errorf("read the backup: %w", err)
	}
	defer func() { err = errors.Join(err, dump.Close()) }()
	if err := a.working("Neo4j reads the backup", func() error { return embedded.Restore(ctx, a.privateOptions(), dump) }); err != nil {
		return a.privateFault(ctx, "the backup was not restored", err)
	}
	if a.json {
		return a.printJSON(b.Manifest)
	}
	_, err = fmt.Fprintf(a.stdout, "%s holds the graph of %s, as it was on %s\n", a.database.data, path, b.Made.Format(time.RFC3339))
	return err
}

// requirePrivate refuses a command on a server that is not ours.
func (a *app) requirePrivate(what string) error {
	if a.database.uri == "" {
		return nil
	}
	return usageError{fmt.Errorf("%s is for the private Neo4j: leave --neo4j-uri and NEO4J_URI out, and use the tools of that server", what)}
}

func (a *app) privateOptions() embedded.Options {
	return embedded.Options{DataDir: a.database.data, Heap: a.database.heap, Progress: a.progress}
}

// privateFault is what went wrong with the private Neo4j's tools.
func (a *app) privateFault(ctx context.Context, what string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err() // they were killed for it
	}
	return a.orFullDisk(ctx, graph.Errorf(graph.CodeUnavailable, "%s: %v", what, err).Because(err))
}

// working tells every second that work is under way.
func (a *app) working(what string, work func() error) error {
	started, done := time.Now(), make(chan error, 1)
	go func() { done <- work() }()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	defer a.progressEnds()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
			a.progress(fmt.Sprintf("%s: %d s", what, int(time.Since(started).Seconds())))
		}
	}
}
