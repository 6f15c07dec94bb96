package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
)

func TestOfflineHasItsBounds(t *testing.T) {
	noNeo4j(t)
	r := cli(t, "load", "--offline", "seeds")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.stderr, "--offline makes the store of the private Neo4j")
	t.Setenv("NEO4J_URI", "")
	for _, flag := range []string{"--dry-run", "--prune", "--compare"} {
		r = cli(t, "load", "--offline", flag, "seeds")
		require.Equal(t, 2, r.code)
		require.Contains(t, r.stderr, "--offline fills an empty graph")
	}
}

// TestOffline fills an empty graph, which is then like any other; one that holds something is not
// overwritten, and an import that was cut off leaves an empty one.
func TestOffline(t *testing.T) {
	embeddedtest.SkipShort(t)
	t.Setenv("NEO4J_URI", "")
	data := filepath.Join(t.TempDir(), "data")
	if err := embedded.Fetch(t.Context(), "", nil); err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	require.Regexp(t, `statements +218 +0 +0 +0\n`, ok(t, "load", "--offline", "--data", data, "seeds"))
	left, err := filepath.Glob(filepath.Join(data, "offline-*"))
	require.NoError(t, err)
	require.Empty(t, left, "the importer's files are removed")
	require.Contains(t, ok(t, "load", "--data", data, "seeds"), "all unchanged\n218 statements in ")

	again := cli(t, "load", "--offline", "--data", data, "seeds")
	require.Equal(t, 2, again.code)
	require.Contains(t, again.stderr, "the graph in "+data+" is not empty, and --offline makes a new one: name another folder with --data")

	backsUp(t, data)

	require.NoError(t, os.WriteFile(filepath.Join(data, "store-unfinished"), nil, 0o600))
	require.Contains(t, ok(t, "ask", "stats", "--data", data), "entities    0\n")
}

// backsUp keeps the graph of a folder in a file, and makes that of another of it.
func backsUp(t *testing.T, data string) {
	t.Helper()
	file, other := filepath.Join(t.TempDir(), "graph.backup"), filepath.Join(t.TempDir(), "other")
	none := cli(t, "backup", file, "--data", other)
	require.Equal(t, 3, none.code)
	require.Contains(t, none.stderr, "there is no graph in "+other)
	require.Contains(t, ok(t, "backup", file, "--data", data), file+" holds the graph of "+data)
	twice := cli(t, "backup", file, "--data", data)
	require.Equal(t, 2, twice.code)
	require.Contains(t, twice.stderr, "there is a "+file+" already")
	full := cli(t, "restore", file, "--data", data)
	require.Equal(t, 2, full.code)
	require.Contains(t, full.stderr, "is not empty, and restore makes a new one")

	content, err := os.ReadFile(file)
	require.NoError(t, err)
	content[len(content)/2] ^= 1
	broken := file + ".broken"
	require.NoError(t, os.WriteFile(broken, content, 0o600))
	damaged := cli(t, "restore", broken, "--data", other)
	require.Equal(t, 2, damaged.code)
	require.Contains(t, damaged.stderr, "was damaged since it was written")

	require.Contains(t, ok(t, "restore", file, "--data", other), other+" holds the graph of "+file)
	require.Empty(t, embeddedtest.CheckStore(t, other))
	want := ok(t, "export", "--statements", "--data", data)
	require.Equal(t, want, ok(t, "export", "--statements", "--data", other))
	require.Contains(t, ok(t, "load", "--data", other, "seeds"), "all unchanged", "it knows its loads")
}

// TestBackupIsForThePrivateNeo4j, as its tools are.
func TestBackupIsForThePrivateNeo4j(t *testing.T) {
	noNeo4j(t)
	for _, command := range []string{"backup", "restore"} {
		r := cli(t, command, filepath.Join(t.TempDir(), "file"))
		require.Equal(t, 2, r.code)
		require.Contains(t, r.stderr, command+" is for the private Neo4j")
	}
}
