//go:build unix

package faults

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
)

const full0 = "no space left on device"

// smallDisk is a folder that holds so many kilobytes. Where none can be made, the test is skipped.
func smallDisk(t *testing.T, kilobytes int) string {
	t.Helper()
	dir := t.TempDir()
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		t.Skip("a small disk is made by mount, as root, on Linux")
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dk", kilobytes), "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() {
		out, err := exec.Command("umount", "-l", dir).CombinedOutput()
		require.NoError(t, err, "%s", out)
	})
	return dir
}

// TestDiskIsFullOfExports: what cannot be written to its end does not get its name, and what has the
// name stays.
func TestDiskIsFullOfExports(t *testing.T) {
	binary(t)
	at, server := shared(t)
	ok(t, at, "load", "../seeds")
	disk := smallDisk(t, 16)
	file := filepath.Join(disk, "graph")
	formats := []string{"jsonl", "gexf"}
	if *full {
		formats = []string{"jsonl", "gexf", "graphml", "xlsx", "neo4j-admin", "cypher", "ftm"}
	}
	for _, format := range formats {
		require.NoError(t, os.WriteFile(file, []byte("what was there"), 0o600))
		refused(t, at, 1, full0, "export", "--format", format, "-o", file)
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, "what was there", string(content))
		require.NoError(t, os.Remove(file))
		refused(t, at, 1, full0, "export", "--format", format, "-o", file)
		requireEmpty(t, disk)
	}
	refused(t, at, 1, full0, "pack", "-o", file, "--from", "micron", "--to", "futurewei", "--limit", "10")
	requireEmpty(t, disk)
	if server == nil {
		return
	}
	checkCopy(t, server)
	seen.add("disk full under the file of `ipgraph export` (7 formats) and `ipgraph pack`", 2*len(formats)+1,
		"exit code 1 and the file; nothing had its name, and what had the name before was whole", checked)
}

// TestDiskIsFullOfSorting: dossiers are kept and sorted in temporary files before anything is written.
func TestDiskIsFullOfSorting(t *testing.T) {
	binary(t)
	at, server := shared(t)
	ok(t, at, "load", "testdata/first")
	want := snapshot(t, at)
	disk := smallDisk(t, 48)
	p := start(t, at.environment("TMPDIR="+disk), "load", "../seeds")
	require.Equal(t, 1, p.wait(t), "%s", &p.stderr)
	require.Contains(t, p.stderr.String(), full0)
	requireEmpty(t, disk)
	same(t, want, snapshot(t, at))
	times := 1
	if server == nil {
		return
	}
	for _, kilobytes := range []int{4, 700, 1500} {
		disk := smallDisk(t, kilobytes)
		p := start(t, at.environment("TMPDIR="+disk), load(dossiers(t, graphSize{1000, 30_000}))...)
		require.Equal(t, 1, p.wait(t), "%s", &p.stderr)
		require.Contains(t, p.stderr.String(), full0)
		requireEmpty(t, disk)
		same(t, want, snapshot(t, at))
		times++
	}
	checkCopy(t, server)
	seen.add("disk full under the temporary files (`TMPDIR`) of `ipgraph load`", times, "exit code 1 and the file; nothing was written to the graph, no temporary file was left", checked)
}

// TestDiskIsFullOfImports: an import by Neo4j's own importer leaves an empty graph, and a backup no file.
func TestDiskIsFullOfImports(t *testing.T) {
	onlyFull(t)
	disk := smallDisk(t, 64<<10)
	at := place{data: filepath.Join(disk, "data")}
	dirs := dossiers(t, aWorld)
	offline := append([]string{"load", "--offline"}, dirs...)
	var empty, held int
	for left := uint64(200); ; left += 1000 {
		ballast(t, disk, left)
		r := run(t, at, offline...)
		if r.code == 0 {
			require.Positive(t, empty)
			require.NoError(t, os.Remove(filepath.Join(disk, "ballast")))
			break
		}
		require.Regexp(t, "no space left on device|the disk of .* is full", strings.ToLower(r.stderr))
		require.NoError(t, os.Remove(filepath.Join(disk, "ballast")))
		found, err := filepath.Glob(filepath.Join(at.data, "offline-*"))
		require.NoError(t, err)
		require.Empty(t, found)
		if strings.Contains(ok(t, at, "ask", "stats"), "entities    0\n") {
			empty++
			continue
		}
		held++
		require.Contains(t, r.stderr, "load again without --offline")
		break
	}
	ok(t, at, load(dirs)...)
	checkStore(t, at.data)
	require.Contains(t, ok(t, at, append([]string{"load", "--compare"}, dirs...)...), "all unchanged")
	seen.add("disk full under the importer's files and store of `ipgraph load --offline`", empty+held,
		fmt.Sprintf("each time an error that says that the disk is full; %d times the graph was empty, %d times it held all records without indexes, and the error said to load again without `--offline`; no file was left, and loading again made it whole", empty, held), checked)

	small := smallDisk(t, 64)
	refused(t, at, 6, full0, "backup", filepath.Join(small, "graph.backup"))
	requireEmpty(t, small)
	ok(t, at, "backup", filepath.Join(t.TempDir(), "graph.backup"))
	checkStore(t, at.data)
	seen.add("disk full under the file of `ipgraph backup`", 1, "exit code 6 and the reason; no file was left, the graph stayed, and a backup elsewhere worked", checked)
}

// ballast fills a disk until so many kilobytes are left.
func ballast(t *testing.T, disk string, left uint64) {
	t.Helper()
	free, err := embedded.FreeBytes(disk)
	require.NoError(t, err)
	require.Greater(t, free, left<<10)
	require.NoError(t, os.WriteFile(filepath.Join(disk, "ballast"), make([]byte, free-left<<10), 0o600))
}

// TestDiskIsFullOfTheStore: the load fails, and done again when there is room it gives the graph of an
// undisturbed one.
func TestDiskIsFullOfTheStore(t *testing.T) {
	onlyFull(t)
	disk := smallDisk(t, 256<<10)
	at := place{data: filepath.Join(disk, "data")}
	dirs := dossiers(t, aWorld)
	other := place{data: t.TempDir()}
	ok(t, other, load(dirs)...)
	want := snapshot(t, serverOf(private(t, other.data)))

	ok(t, at, "ask", "stats") // makes the store
	failed, warned := 0, 0
	for left := uint64(300); ; left += 1200 {
		ballast(t, disk, left)
		p := start(t, at.environment(), load(dirs)...)
		code := p.wait(t)
		require.NoError(t, os.Remove(filepath.Join(disk, "ballast")))
		if code == 0 { // it fits
			break
		}
		failed++
		require.Contains(t, []int{1, 6}, code)
		require.Contains(t, p.stderr.String(), "ipgraph: the disk of "+at.data+" is full")
		t.Logf("with %d KB: %s", left, lastOf(p.stderr.String()))
		ok(t, at, "ask", "stats")
		heads := embeddedtest.CheckStore(t, at.data)
		for _, head := range heads {
			require.Contains(t, head, "not online", "an index that could not be made")
		}
		warned += min(1, len(heads))
	}
	require.Greater(t, failed, 1)
	ok(t, at, load(dirs)...)
	checkStore(t, at.data)
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: at.data, BoltPort: -1, HTTPPort: -1})
	require.NoError(t, err)
	defer stop(t, server)
	same(t, want, snapshot(t, serverOf(server)))
	found := checked
	if warned > 0 {
		found += fmt.Sprintf("; after %d of them, until the load was done again, indexes that were not online", warned)
	}
	seen.add("disk full under the store of the private Neo4j, in a load", failed, "exit code 1 or 6, and the error says that the disk is full; with room again Neo4j recovered, and the load done again made the graph of an undisturbed one", found)
}

func lastOf(text string) string { return text[max(0, len(text)-1500):] }
