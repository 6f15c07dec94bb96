// Package embeddedtest starts a private Neo4j for a test.
package embeddedtest

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ipgraph/embedded"
)

const stopTimeout = 30 * time.Second

// Start starts a server with an empty store in a temporary folder, on any free ports, and stops it
// at the end of the test. settings are further lines of neo4j.conf and may be nil. Where Java or
// Maven is missing, the test is skipped; with the environment variable CI set, it fails. With -short
// it is skipped in any case.
func Start(tb testing.TB, settings map[string]string) *embedded.Server {
	tb.Helper()
	SkipShort(tb)
	server, err := embedded.Start(context.Background(), embedded.Options{
		DataDir:  tb.TempDir(),
		BoltPort: -1,
		HTTPPort: -1,
		Progress: func(line string) { tb.Log(line) },
		Settings: settings,
	})
	if err != nil {
		SkipOrFail(tb, err)
	}
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
		defer cancel()
		if err := server.Stop(ctx); err != nil {
			tb.Errorf("stop Neo4j: %v", err)
		}
	})
	return server
}

// SkipShort skips the test when only short ones are wanted.
func SkipShort(tb testing.TB) {
	tb.Helper()
	if testing.Short() {
		tb.Skip("this test needs a real Neo4j")
	}
}

// SkipOrFail ends the test after a failed start: it skips when the tools are missing and this is not
// a CI run, and fails otherwise.
func SkipOrFail(tb testing.TB, err error) {
	tb.Helper()
	missing := errors.Is(err, embedded.ErrNoJava) || errors.Is(err, embedded.ErrNoCompiler) ||
		errors.Is(err, embedded.ErrNoMaven)
	if missing && os.Getenv("CI") == "" {
		tb.Skipf("this test needs a real Neo4j: %v", err)
	}
	tb.Fatalf("start Neo4j: %v", err)
}

// CheckStore has Neo4j check the store of a folder on which no server runs, and fails the test where the store is
// damaged. It gives the heads of what the check only warns of: Neo4j writes a report then, and ends well.
func CheckStore(tb testing.TB, dataDir string) (warnings []string) {
	tb.Helper()
	var out bytes.Buffer
	reports := tb.TempDir()
	if err := embedded.AdminTool(tb.Context(), embedded.Options{DataDir: dataDir}, &out, &out, "database", "check", "neo4j", "--report-path="+reports); err != nil {
		tb.Fatalf("%v: %s", err, &out)
	}
	err := fs.WalkDir(os.DirFS(reports), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(reports, name))
		for line := range strings.Lines(string(text)) {
			if !strings.HasPrefix(line, "\t") {
				warnings = append(warnings, line)
			}
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return warnings
}
