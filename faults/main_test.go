//go:build unix

package faults

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded/embeddedtest"
	"ipgraph/graph/neo4j/neo4jtest"
)

var (
	full  = flag.Bool("faults.full", false, "break everything, which takes an hour, and not only what takes seconds")
	table = flag.String("faults.table", "", "file for the table of what was seen")
	seed  = flag.Uint64("faults.seed", 1, "what the moments and places of faults are chosen by")
)

var pool neo4jtest.Pool

func TestMain(m *testing.M) {
	flag.Parse()
	code := pool.Run(m)
	if err := stopOurs(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	if builds != "" {
		_ = os.RemoveAll(builds)
	}
	if err := seen.write(*table); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	os.Exit(code)
}

func stopOurs() error {
	if ourServer == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return ourServer.Stop(ctx)
}

// onlyFull skips what takes long, or needs a machine of its own.
func onlyFull(t *testing.T) {
	t.Helper()
	embeddedtest.SkipShort(t)
	if !*full {
		t.Skip("make test-faults runs it")
	}
}

// binary is the program, built once.
var (
	building sync.Once
	builds   string
	built    error
)

func binary(t *testing.T) string {
	t.Helper()
	embeddedtest.SkipShort(t)
	building.Do(func() {
		if builds, built = os.MkdirTemp("", "ipgraph-faults-"); built != nil {
			return
		}
		out, err := exec.Command("go", "build", "-o", filepath.Join(builds, "ipgraph"), "ipgraph").CombinedOutput()
		if err != nil {
			built = fmt.Errorf("%w: %s", err, out)
		}
	})
	require.NoError(t, built)
	return filepath.Join(builds, "ipgraph")
}

// findings are the rows of the table.
type findings struct {
	mu   sync.Mutex
	rows []finding
}

type finding struct{ fault, times, seen, check string }

var seen findings

// add notes what a test saw, at its end: a test that fails notes nothing. check says what
// Neo4j's own check of the store found.
func (f *findings) add(fault string, times int, saw, check string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rows = append(f.rows, finding{fault, fmt.Sprint(times), saw, check})
	_ = f.write(*table) // again at the end, and then it must work
}

const (
	checked   = "nothing"
	unchecked = "not concerned"
)

// write writes the table, where it is wanted.
func (f *findings) write(path string) error {
	if path == "" {
		return nil
	}
	var b strings.Builder
	b.WriteString("| fault | times | what was seen | `database check` found |\n| --- | --- | --- | --- |\n")
	for _, r := range f.rows {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.fault, r.times, r.seen, r.check)
	}
	return os.WriteFile(path, []byte(b.String()), 0o600)
}
