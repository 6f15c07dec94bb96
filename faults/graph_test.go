//go:build unix

package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/bench/world"
	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
)

// contents give all that a graph holds, but for which load wrote it, and when.
var contents = []string{
	"MATCH (n) WHERE NOT n:Load AND NOT n:Touched RETURN labels(n) AS labels, n {.*, load: null, changed: null, recorded_at: null} AS properties",
	"MATCH (a)-[r]->(b) RETURN coalesce(a.id, a.name, '') AS from, type(r) AS type, r {.*, load: null} AS properties, coalesce(b.id, b.name, '') AS to",
	"SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN name, type, labelsOrTypes, properties",
}

// snapshot is all that a graph holds, a line for each thing, sorted.
func snapshot(t *testing.T, at place) []string {
	t.Helper()
	var lines []string
	for _, text := range contents {
		part := query(t, at, text)
		require.NotEmpty(t, part, text)
		for _, row := range part {
			lines = append(lines, fmt.Sprint(row)) // maps are printed in the order of their keys
		}
	}
	slices.Sort(lines)
	return lines
}

// same compares snapshots, and shows no more than the first differences.
func same(t *testing.T, want, got []string) {
	t.Helper()
	for i := range min(len(want), len(got)) {
		require.Equal(t, want[i], got[i], "the graphs differ")
	}
	require.Len(t, got, len(want), "the graphs differ")
}

// query asks a server directly.
func query(t *testing.T, at place, text string) (rows []map[string]any) {
	t.Helper()
	conn, err := driver.NewDriverWithContext(at.uri, driver.BasicAuth(at.user, at.password, ""))
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(context.WithoutCancel(t.Context()))) }()
	session := conn.NewSession(t.Context(), driver.SessionConfig{DatabaseName: "neo4j"})
	defer func() { _ = session.Close(context.WithoutCancel(t.Context())) }()
	answer, err := session.Run(t.Context(), text, nil)
	require.NoError(t, err)
	records, err := answer.Collect(t.Context())
	require.NoError(t, err)
	for _, record := range records {
		row := record.AsMap()
		if labels, ok := row["labels"].([]any); ok { // they come in no order
			slices.SortFunc(labels, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		}
		rows = append(rows, row)
	}
	return rows
}

// wipe empties a graph.
func wipe(t *testing.T, at place) {
	t.Helper()
	query(t, at, "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS")
	query(t, at, "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS")
}

// graphSize is how much of a graph a test needs.
type graphSize struct{ companies, edges int }

// aWorld is one that is written in some forty batches of all kinds.
var aWorld = graphSize{300, 400}

// dossiers are the story, which corrects and disputes, and unless the size is nothing a made-up world
// with hubs and records.
func dossiers(t *testing.T, size graphSize) []string {
	t.Helper()
	if size == (graphSize{}) {
		return []string{filepath.Join("..", "seeds")}
	}
	dir := filepath.Join(t.TempDir(), "world")
	require.NoError(t, os.Mkdir(dir, 0o700))
	require.NoError(t, world.New(size.companies, size.edges).WriteDir(dir))
	return []string{filepath.Join("..", "seeds"), dir}
}

// load is the command that loads dossiers, in batches so small that there is much to cut.
func load(dirs []string) []string {
	rows := "100"
	if len(dirs) == 1 {
		rows = "20"
	}
	return append([]string{"load", "--batch", rows}, dirs...)
}

// shared is a Neo4j that holds nothing, and is warm: with all faults one of this package, else that of
// all tests, which is not for this package to look into.
func shared(t *testing.T) (at place, own *embedded.Server) {
	t.Helper()
	if *full {
		ours.Do(func() { ourServer = startOurs(t) })
		require.NotNil(t, ourServer, "it did not start for an earlier test")
		at, own = serverOf(ourServer), ourServer
	} else {
		s := pool.Server(t)
		at = place{uri: s.URI, user: s.User, password: s.Password}
	}
	wipe(t, at)
	for _, row := range query(t, at, "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'edge_key_' RETURN name") {
		query(t, at, fmt.Sprintf("DROP CONSTRAINT %s", row["name"])) // of other tests
	}
	return at, own
}

var (
	ours      sync.Once
	ourServer *embedded.Server
)

func startOurs(t *testing.T) *embedded.Server {
	t.Helper()
	binary(t) // makes the folder
	s, err := embedded.Start(t.Context(), embedded.Options{DataDir: filepath.Join(builds, "data"), BoltPort: -1, HTTPPort: -1})
	if err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	return s
}

// private starts a Neo4j on a data folder.
func private(t *testing.T, data string) *embedded.Server {
	t.Helper()
	embeddedtest.SkipShort(t)
	s, err := embedded.Start(t.Context(), embedded.Options{DataDir: data, BoltPort: -1, HTTPPort: -1})
	if err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	t.Cleanup(func() { _ = s.Stop(context.WithoutCancel(t.Context())) })
	return s
}

// firsts are what a load writes one after the other: sources, statements, edges.
var firsts = []string{"(n:Source)", "(n:Statement)", "(:Entity)-[n]->(:Entity)"}

// awaitFirst waits until a load has written the first of something.
func awaitFirst(t *testing.T, at place, what string) {
	t.Helper()
	for deadline := time.Now().Add(patience); query(t, at, "MATCH "+what+" WITH n LIMIT 1 RETURN count(n) AS n")[0]["n"] == int64(0); {
		require.True(t, time.Now().Before(deadline), "nothing was written of %s", what)
	}
}

// checkStore has Neo4j itself check the store of a folder on which no server runs. It finds nothing.
func checkStore(t *testing.T, data string) {
	t.Helper()
	require.Empty(t, embeddedtest.CheckStore(t, data), "the check found something")
}

// checkCopy checks what would be found if the server were killed now: the files are copied while it
// stands still, recovered by another server, and checked.
func checkCopy(t *testing.T, s *embedded.Server) {
	t.Helper()
	require.NoError(t, syscall.Kill(s.Pid(), syscall.SIGSTOP))
	data, from := filepath.Join(t.TempDir(), "copy"), folderOf(s)
	err := copyFolder(from, data)
	require.NoError(t, errors.Join(err, syscall.Kill(s.Pid(), syscall.SIGCONT)))
	require.NoError(t, os.Remove(filepath.Join(data, "state.json"))) // it tells of the other server
	stop(t, private(t, data))
	checkStore(t, data)
	require.NoError(t, os.RemoveAll(data))
}

func copyFolder(from, to string) error {
	out, err := exec.Command("cp", "-a", from, to).CombinedOutput()
	if err != nil {
		return fmt.Errorf("copy the data folder: %w: %s", err, out)
	}
	return nil
}

// kill ends a server as a crash of the machine's memory would.
func kill(t *testing.T, s *embedded.Server) {
	t.Helper()
	require.NoError(t, syscall.Kill(s.Pid(), syscall.SIGKILL))
	<-s.Done()
}

// loads counts the loads that a graph remembers, and those that were cut off.
func loads(t *testing.T, at place) (all, cut int64) {
	t.Helper()
	row := query(t, at, "MATCH (l:Load) RETURN count(*) AS all, count(*) - count(l.finished) AS cut")[0]
	return row["all"].(int64), row["cut"].(int64)
}

func portOf(t *testing.T, uri string) int {
	t.Helper()
	port, err := strconv.Atoi(uri[strings.LastIndexByte(uri, ':')+1:])
	require.NoError(t, err)
	return port
}
