//go:build unix

package faults

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/graph/neo4j"
)

// waits is what a load says that waits for another one's end.
const waits = "waiting until no other load is at work"

// TestTwoLoadersAtOnce: on one server, one waits for the other; on one data folder, the second is
// refused, or uses the server that the first one runs.
func TestTwoLoadersAtOnce(t *testing.T) {
	binary(t)
	at, server := shared(t)
	dirs := []string{"testdata/first", "testdata/second"}
	if *full {
		dirs = dossiers(t, aWorld)
	}
	for _, dir := range dirs {
		ok(t, at, load([]string{dir})...)
	}
	want := snapshot(t, at)
	times, waited := 2, 0
	if *full {
		times = 4
	}
	for i := range times {
		wipe(t, at)
		one := start(t, at.environment(), load(dirs[i%2:i%2+1])...)
		held := *full && i < times/2 // until the other waits; the others begin at once, and may not meet
		if held {
			one.await(t, "sources: ")
			require.NoError(t, one.cmd.Process.Signal(syscall.SIGSTOP))
		}
		two := start(t, at.environment(), load(dirs[1-i%2:2-i%2])...)
		if held {
			two.await(t, waits)
			require.NoError(t, one.cmd.Process.Signal(syscall.SIGCONT))
		}
		require.Zero(t, one.wait(t), "%s", &one.stderr)
		require.Zero(t, two.wait(t), "%s", &two.stderr)
		if strings.Contains(one.stderr.String()+two.stderr.String(), waits) {
			waited++
		}
		same(t, want, snapshot(t, at))
		overlaps := query(t, at, "MATCH (a:Load), (b:Load) WHERE a.id < b.id AND a.finished > b.finished RETURN a.id AS first, b.id AS second")
		require.Empty(t, overlaps, "loads are dated in the order in which they wrote")
	}
	if server == nil {
		return
	}
	checkCopy(t, server)
	require.Positive(t, waited)
	seen.add("two `ipgraph load` at once on one server", times, counted(waited, "times one said that it waits for the other; the graph was always that of the two one after the other"), checked)
}

// TestAKilledLoaderKeepsNobodyAway: its lock ends with its connection.
func TestAKilledLoaderKeepsNobodyAway(t *testing.T) {
	binary(t)
	at, server := shared(t)
	dirs, times := dossiers(t, graphSize{}), 1
	if *full {
		dirs, times = dossiers(t, aWorld), 3
	}
	for range times {
		wipe(t, at)
		p := start(t, at.environment(), load(dirs)...)
		p.await(t, "sources: ")
		require.NoError(t, p.cmd.Process.Signal(syscall.SIGKILL))
		p.wait(t)
		next := run(t, at, load(dirs)...)
		require.Zero(t, next.code, next.stderr)
		require.NotContains(t, next.stderr, waits)
	}
	if server == nil {
		return
	}
	checkCopy(t, server)
	seen.add("the loader that keeps others away killed (kill -9)", times, "the next load began within a second", checked)
}

// TestOneDataFolder: the commands on one data folder share the private Neo4j that the first one starts, which stops it
// when the last one has ended.
func TestOneDataFolder(t *testing.T) {
	binary(t)
	own, size := place{data: t.TempDir()}, graphSize{}
	if *full {
		size = aWorld
	}
	dirs := dossiers(t, size)
	one := start(t, own.environment(), load(dirs)...)
	one.await(t, "starting Neo4j")
	early := start(t, own.environment(), load(dirs[:1])...)
	require.Eventually(t, func() bool {
		info, err := embedded.ReadInfo(own.data)
		return err == nil && info.Ready
	}, time.Minute, 10*time.Millisecond)
	two := start(t, own.environment(), load(dirs[:1])...) // it finds the server that the first one runs
	asking := start(t, own.environment(), "ask", "stats")
	for _, p := range []*program{two, early, asking, one} {
		require.Zero(t, p.wait(t), "%s", &p.stderr)
	}
	info, err := embedded.ReadInfo(own.data)
	require.NoError(t, err)
	require.False(t, info.Running)
	checkStore(t, own.data)
	require.Contains(t, ok(t, own, load(dirs)...), "all unchanged")
	seen.add("two `ipgraph load` at once on one data folder", 2, "one began while the first started, one when its Neo4j was ready: each waited for those before it and loaded, and Neo4j stopped when the last of them had ended", checked)
}

// TestALoadOutlastsTheLimit: what keeps others away is not ended by the server's limit of a transaction.
func TestALoadOutlastsTheLimit(t *testing.T) {
	onlyFull(t)
	data := t.TempDir()
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: data, BoltPort: -1, HTTPPort: -1, Settings: map[string]string{"db.transaction.timeout": "1s"}})
	require.NoError(t, err)
	t.Cleanup(func() { stop(t, server) })
	library, err := cypher.Load()
	require.NoError(t, err)
	store, err := neo4j.Open(neo4j.Options{URI: server.URI(), User: server.User(), Password: server.Password()}, library)
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close(t.Context())) }()
	working, end, err := store.Alone(t.Context())
	require.NoError(t, err)
	select {
	case <-working.Done():
		require.Fail(t, "it was ended", "%v", context.Cause(working))
	case <-time.After(15 * time.Second):
	}
	end()
	stop(t, server)
	checkStore(t, data)
	seen.add("a load fifteen times as long as the server lets a transaction take", 1, "it still kept others away", checked)
}
