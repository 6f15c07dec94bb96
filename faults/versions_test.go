//go:build unix

package faults

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
)

// TestSchemaOfAnotherVersion: neither loads nor readers touch a graph that another version made.
func TestSchemaOfAnotherVersion(t *testing.T) {
	binary(t)
	at, server := shared(t)
	ok(t, at, "load", "testdata/first")
	commands := [][]string{{"load", "testdata/second"}, {"load", "--dry-run", "testdata/second"}, {"ask", "stats"}, {"export", "--statements"}, {"serve", "--listen", "127.0.0.1:0", "--story"}}
	versions := map[int]string{0: "made by an older ipgraph (schema 0, this program writes 1)", 2: "made by a newer ipgraph (schema 2, this program knows 1)"}
	for version, want := range versions {
		query(t, at, fmt.Sprintf("MATCH (v:SchemaVersion) SET v.version = %d", version))
		before := snapshot(t, at)
		for _, command := range commands {
			refused(t, at, 4, want, command...)
		}
		same(t, before, snapshot(t, at))
	}
	query(t, at, "MATCH (v:SchemaVersion) SET v.version = 1")
	ok(t, at, "load", "testdata/second")
	if server == nil {
		return
	}
	checkCopy(t, server)
	seen.add("a graph made by an older or a newer ipgraph (its schema's version)", len(versions)*len(commands),
		"`load`, `ask`, `export` and `serve` refused with exit code 4, both versions and what to do; the graph was as before", checked)
}

// TestStoreOfAnotherVersion: a Neo4j does not open the store of one that it cannot read.
func TestStoreOfAnotherVersion(t *testing.T) {
	binary(t)
	at := place{data: filepath.Join(t.TempDir(), "data")}
	if *full {
		ok(t, at, "load", "testdata/first")
	} else { // what looks like a store is enough for what is refused before any server runs
		require.NoError(t, os.MkdirAll(filepath.Join(at.data, "data", "databases", "neo4j"), 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(at.data, "data", "databases", "neo4j", "neostore"), []byte("a store"), 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(at.data, "state.json"), []byte(`{"neo4j": "`+embedded.Neo4jVersion+`"}`), 0o600))
	}
	state := filepath.Join(at.data, "state.json")
	ours, err := os.ReadFile(state)
	require.NoError(t, err)
	commands := [][]string{{"load", "testdata/second"}, {"ask", "stats"}, {"load", "--offline", "testdata/second"}, {"backup", filepath.Join(t.TempDir(), "file")}}
	versions := map[string]string{"5.27.0": "which is newer than " + embedded.Neo4jVersion, "2026.04.0": "which is newer than", "4.4.42": "which " + embedded.Neo4jVersion + " of this ipgraph cannot read"}
	for version, want := range versions {
		theirs := strings.Replace(string(ours), `"`+embedded.Neo4jVersion+`"`, `"`+version+`"`, 1)
		require.NotEqual(t, string(ours), theirs)
		require.NoError(t, os.WriteFile(state, []byte(theirs), 0o600))
		before := files(t, at.data)
		for _, command := range commands {
			refused(t, at, 6, want, command...)
		}
		require.Equal(t, before, files(t, at.data))
	}
	if !*full {
		return
	}
	require.NoError(t, os.WriteFile(state, ours, 0o600))
	ok(t, at, "load", "testdata/second")
	checkStore(t, at.data)
	seen.add("a store that a newer Neo4j, or one of an older generation, opened last", len(versions)*len(commands),
		"`load`, `load --offline`, `ask` and `backup` refused with exit code 6, both versions and what to do; every file was as before", checked)
}

// files are the hashes of all files of a folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		all[path] = fmt.Sprintf("%x", sha256.Sum256(content))
		return err
	}))
	return all
}

// TestClockIsSetBack: a load comes after one of the future, and who asks sees it.
func TestClockIsSetBack(t *testing.T) {
	binary(t)
	at, server := shared(t)
	ok(t, at, "load", "testdata/first")
	address := serve(t, at)
	const future = "20990101T000000.000000000Z"
	query(t, at, "MATCH (l:Load) SET l.id = '"+future+"', l.started = '2099-01-01T00:00:00Z', l.finished = '2099-01-01T00:00:09Z'")
	query(t, at, "MATCH (s:Statement) SET s.load = '"+future+"', s.changed = '"+future+"'")
	loaded := 2
	for i, dir := range []string{"testdata/second", "testdata/small"} {
		absent := []string{"v1/entities/company:faults:c99", "v1/entities/company:faults:initech"}[i]
		require.Equal(t, 404, get(address+absent).status)
		r := run(t, at, "load", dir)
		require.Zero(t, r.code, r.stderr)
		require.Regexp(t, "the clock is .* behind the load before: this load is dated right after that one, 2099-01-01T00:00:00Z", r.stderr)
		require.Equal(t, 200, get(address+absent).status, "no old answer is given for the new graph")
		ids := regexp.MustCompile(`20990101T0{6}\.0{8}\dZ`).FindAllString(ok(t, at, "ask", "loads"), -1)
		require.Contains(t, ids, fmt.Sprintf("20990101T000000.00000000%dZ", i+1))
	}
	changes := run(t, at, "diff", "previous", "latest")
	require.Equal(t, 7, changes.code, changes.stderr)
	require.Contains(t, changes.stdout, "Initech")
	require.NotContains(t, changes.stdout, "Company 99")
	if server == nil {
		return
	}
	checkCopy(t, server)
	seen.add("the clock is 72 years behind the last load", loaded, "each load said so and was dated right after the one before: it was listed last, `diff previous latest` showed it alone, and a server that ran gave no old answer", checked)
}

// TestBackupIsDamaged: a graph comes back from its backup as it was, and a damaged one brings nothing.
func TestBackupIsDamaged(t *testing.T) {
	onlyFull(t)
	at, restored := place{data: t.TempDir()}, place{data: filepath.Join(t.TempDir(), "other")}
	ok(t, at, load(dossiers(t, aWorld))...)
	file := filepath.Join(t.TempDir(), "graph.backup")
	ok(t, at, "backup", file)
	whole, err := os.ReadFile(file)
	require.NoError(t, err)
	const times = 20
	for i := range times {
		broken := append([]byte{}, whole...)
		if i%2 == 0 {
			broken[i*len(whole)/times] ^= 1
		} else {
			broken = broken[:i*len(whole)/times]
		}
		require.NoError(t, os.WriteFile(file, broken, 0o600))
		refused(t, restored, 2, file, "restore", file)
		require.False(t, embedded.HasStore(restored.data))
	}
	require.NoError(t, os.WriteFile(file, whole, 0o600))
	ok(t, restored, "restore", file)
	checkStore(t, restored.data)
	want := snapshot(t, serverOf(private(t, at.data)))
	same(t, want, snapshot(t, serverOf(private(t, restored.data))))
	seen.add("a backup with a bit flipped, or cut short", times, "refused with exit code 2, and nothing restored; the whole one brought the graph back as it was", checked)
}
