package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// database is the only one that the Community edition has for its users.
const database = "neo4j"

// HasStore reports whether a data folder has a store, be it an empty one.
func HasStore(dataDir string) bool {
	return exists(filepath.Join(dataDir, "data", "databases", database))
}

// Import makes the store of the data folder of o with Neo4j's own importer: args are those that come
// after the database's name, such as "--nodes=Entity=entities.csv". What the store held is gone. An
// import that fails or is cut off, be it by a kill, leaves no store: the next start makes an empty one. The
// server of the folder has to be stopped: ErrLocked otherwise. Other errors: those of Fetch, and what the
// importer says.
func Import(ctx context.Context, o Options, stdout io.Writer, args ...string) error {
	return replaceStore(ctx, o, streams{nil, stdout, nil}, append([]string{"database", "import", "full", database, "--overwrite-destination",
		"--report-file=" + filepath.Join(o.DataDir, "logs", "import.report")}, args...)...)
}

// Dump writes the store of the data folder of o in Neo4j's own form for that. The server has to be
// stopped: ErrLocked otherwise. Other errors: those of Fetch, and what neo4j-admin says.
func Dump(ctx context.Context, o Options, to io.Writer) error {
	return AdminTool(ctx, o, to, nil, "database", "dump", database, "--to-stdout")
}

// Restore makes the store of the data folder of o of what Dump wrote. The rest is as for Import.
func Restore(ctx context.Context, o Options, from io.Reader) error {
	return replaceStore(ctx, o, streams{from, nil, nil}, "database", "load", database, "--from-stdin", "--overwrite-destination=true")
}

// replaceStore runs a command that makes the store anew.
func replaceStore(ctx context.Context, o Options, with streams, args ...string) error {
	if err := o.setDefaults(); err != nil {
		return err
	}
	lock, err := openFolder(ctx, o.DataDir, o.Release.Version)
	if err != nil {
		return err
	}
	defer lock.Unlock() // Nothing can be done; the lock ends with the process.
	if err := writePrivate(unfinished(o.DataDir), "the store has not been made to its end\n"); err != nil {
		return fmt.Errorf("note that a store is made: %w", err)
	}
	if err := runAdmin(ctx, o, with, args...); err != nil {
		return errors.Join(err, removeUnfinished(o.DataDir))
	}
	if err := os.Remove(unfinished(o.DataDir)); err != nil {
		return fmt.Errorf("note that a store was made: %w", err)
	}
	return nil
}

// unfinished is a file that is there while a store is made.
func unfinished(dataDir string) string { return filepath.Join(dataDir, "store-unfinished") }

// removeUnfinished removes a store that was not made to its end.
func removeUnfinished(dataDir string) error {
	if !exists(unfinished(dataDir)) {
		return nil
	}
	for _, part := range []string{"databases", "transactions"} {
		if err := os.RemoveAll(filepath.Join(dataDir, "data", part, database)); err != nil {
			return fmt.Errorf("remove a store that was not made to its end: %w", err)
		}
	}
	if err := os.Remove(unfinished(dataDir)); err != nil {
		return fmt.Errorf("remove a store that was not made to its end: %w", err)
	}
	return nil
}
