//go:build unix

package faults

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestLoadIsCutOff ends a load at moments chosen by chance, in each of the ways in which a process is
// ended, and loads again: the graph is then the one that an undisturbed load makes.
func TestLoadIsCutOff(t *testing.T) {
	binary(t)
	at, server := shared(t)
	t.Setenv("TMPDIR", t.TempDir())
	moments, size := 2, graphSize{}
	if *full {
		moments, size = 20, aWorld
	}
	dirs := dossiers(t, size)
	ok(t, at, load(dirs)...) // the first load of a server takes longer than all others
	wipe(t, at)
	want, exported, took := undisturbed(t, at, dirs)

	random := rand.New(rand.NewPCG(*seed, 4))
	signals := []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL, syscall.SIGINT}
	phases := map[string]int{}
	for i := range moments {
		wipe(t, at)
		signal, after := signals[i%len(signals)], time.Duration((0.1+0.9*random.Float64())*float64(took))
		phase, lasted := cut(t, at, dirs, signal, after)
		t.Logf("seed %d, cut %d: %v after %v of %v, %s", *seed, i+1, signal, after.Round(time.Millisecond), took.Round(time.Millisecond), phase)
		phases[phase]++
		took = min(took, lasted) // a warmer server is a quicker one
		same(t, want, snapshot(t, at))
		require.Equal(t, exported, ok(t, at, "export", "--statements"))
		left, err := filepath.Glob(filepath.Join(os.TempDir(), "ipgraph-*"))
		require.NoError(t, err)
		require.Empty(t, left, "the next load removes what kill -9 left behind")
		if server != nil && (i+1)%checkEach == 0 {
			checkCopy(t, server)
		}
	}
	if server == nil {
		return
	}
	seen.add(fmt.Sprintf("`ipgraph load` ended by SIGTERM, SIGINT or kill -9 at a moment chosen by chance (seed %d)", *seed), moments,
		fmt.Sprintf("%d before it wrote, %d while it wrote, %d after; loaded again, the graph and its export were each time those of an undisturbed load, and no temporary file was left",
			phases[before], phases[while], phases[after]), fmt.Sprintf("nothing (after each %dth)", checkEach))
}

// checkEach says after how many cuts the store is checked.
const checkEach = 5

// When a load was cut off.
const (
	before = "before it wrote"
	while  = "while it wrote"
	after  = "after it had written"
)

// undisturbed loads and gives what the graph holds then, its export, and how long it took.
func undisturbed(t *testing.T, at place, dirs []string) (graph []string, export string, took time.Duration) {
	t.Helper()
	started := time.Now()
	ok(t, at, load(dirs)...)
	took = time.Since(started)
	return snapshot(t, at), ok(t, at, "export", "--statements"), took
}

// cut ends a load after a time, loads again, and tells in which phase it was ended, and how long it
// takes when nobody ends it.
func cut(t *testing.T, at place, dirs []string, signal syscall.Signal, afterwards time.Duration) (phase string, lasted time.Duration) {
	t.Helper()
	lasted = time.Hour // nobody knows
	started := time.Now()
	p := start(t, at.environment(), load(dirs)...)
	select {
	case <-time.After(afterwards):
	case <-p.ended:
		lasted = time.Since(started)
	}
	_ = p.cmd.Process.Signal(signal) // it fails when the load has just ended
	code := p.wait(t)
	all, unfinished := loads(t, at)
	ok(t, at, load(dirs)...)
	switch {
	case all == 0:
		return before, lasted
	case unfinished == 0:
		return after, lasted
	}
	want := 130 // as a shell says after Ctrl-C
	if signal == syscall.SIGKILL {
		want = -1
	}
	require.Equal(t, want, code, "%s", &p.stderr)
	if signal != syscall.SIGKILL {
		require.Contains(t, p.stderr.String(), "the load did not come to its end: load again, and it does")
	}
	return while, lasted
}
