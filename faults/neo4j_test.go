//go:build unix

package faults

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
)

// TestNeo4jIsKilledInALoad: the load says so and what to do, and done again it gives the graph
// of an undisturbed one, be the server another's or the load's own.
func TestNeo4jIsKilledInALoad(t *testing.T) {
	onlyFull(t)
	dirs, data := dossiers(t, aWorld), t.TempDir()
	server := private(t, data)
	at := serverOf(server)
	want, exported, _ := undisturbed(t, at, dirs)
	for _, written := range firsts {
		wipe(t, at)
		p := start(t, at.environment(), load(dirs)...)
		awaitFirst(t, at, written)
		kill(t, server)
		require.Equal(t, 6, p.wait(t), "%s", &p.stderr)
		require.Contains(t, p.stderr.String(), "the database at "+at.uri)
		require.Contains(t, p.stderr.String(), "the load did not come to its end: load again, and it does")
		server = again(t, data, at)
		ok(t, at, load(dirs)...)
		same(t, want, snapshot(t, at))
		require.Equal(t, exported, ok(t, at, "export", "--statements"))
		checkCopy(t, server)
	}
	seen.add("Neo4j, another's server, killed (kill -9) while `ipgraph load` writes sources, statements, edges", len(firsts),
		"the load ended with exit code 6 and says to load again; Neo4j restarted and loaded again, the graph and its export were those of an undisturbed load", checked)

	own := place{data: t.TempDir()}
	p := start(t, own.environment(), load(dirs)...)
	p.await(t, "statements: ")
	info, err := embedded.ReadInfo(own.data)
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(info.Pid, syscall.SIGKILL))
	require.Equal(t, 6, p.wait(t), "%s", &p.stderr)
	require.Contains(t, p.stderr.String(), "load again, and it does")
	require.Contains(t, p.stderr.String(), "Neo4j ended unexpectedly")
	ok(t, own, load(dirs)...)
	checkStore(t, own.data)
	same(t, want, snapshot(t, serverOf(private(t, own.data))))
	seen.add("the private Neo4j of an `ipgraph load` killed (kill -9)", 1,
		"the load ended with exit code 6, the end of Neo4j's log, and what to do; loaded again, the graph was that of an undisturbed load", checked)
}

// again starts the server of a data folder at the address that it had.
func again(t *testing.T, data string, at place) *embedded.Server {
	t.Helper()
	s, err := embedded.Start(t.Context(), embedded.Options{DataDir: data, BoltPort: portOf(t, at.uri), HTTPPort: -1})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Stop(context.WithoutCancel(t.Context())) })
	require.Equal(t, at.uri, s.URI(), "the port was free")
	return s
}

// TestNeo4jIsKilledInAQuery: who asked is told, and the server that asked works again when Neo4j does.
func TestNeo4jIsKilledInAQuery(t *testing.T) {
	onlyFull(t)
	data := t.TempDir()
	server := private(t, data)
	at := serverOf(server)
	ok(t, at, "load", "../seeds")
	address := serve(t, at, "--allow-cypher")
	want := answersAgain(t, address)
	const times = 3
	for range times {
		slow := make(chan answer, 1)
		go func() {
			slow <- post(address+"v1/cypher", `{"cypher": "UNWIND range(1, 2000000000) AS i RETURN count(sin(i)) AS c"}`)
		}()
		require.Eventually(t, func() bool {
			return len(query(t, at, "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS '2000000000' AND NOT currentQuery CONTAINS 'SHOW' RETURN currentQuery")) > 0
		}, patience, 20*time.Millisecond)
		kill(t, server)
		requireUnavailable(t, <-slow)
		requireUnavailable(t, get(address+"v1/entities/company:ipgraph:cnex-labs"))
		refused(t, at, 6, "does not answer", "ask", "stats")
		server = again(t, data, at)
		require.Equal(t, want, answersAgain(t, address))
	}
	stop(t, server)
	checkStore(t, data)
	seen.add("Neo4j killed (kill -9) while `ipgraph serve` asks it, and restarted", times,
		"the question under way and those after it got a 503 problem with `Retry-After`, `ipgraph ask` exit code 6; after the restart the server answered as before, by itself", checked)
}

var asked = []string{"v1/entities/company:ipgraph:cnex-labs", "v1/paths?from=micron&to=futurewei", "v1/questions/royalty-demands?id=Verizon"}

// answers are what a server says to some questions.
func answers(t *testing.T, address string) (all []string) {
	t.Helper()
	for _, path := range asked {
		a := get(address + path)
		require.Equal(t, http.StatusOK, a.status, "%s: %s", path, a.body)
		all = append(all, a.body)
	}
	return all
}

// answersAgain waits until a server whose Neo4j was away, and is cold, answers everything. Until then
// it says so.
func answersAgain(t *testing.T, address string) []string {
	t.Helper()
	for _, path := range asked {
		require.Eventually(t, func() bool {
			a := get(address + path)
			require.Contains(t, []int{http.StatusOK, http.StatusServiceUnavailable, http.StatusGatewayTimeout, http.StatusUnprocessableEntity}, a.status, a.body)
			return a.status == http.StatusOK
		}, patience, 100*time.Millisecond, path)
	}
	return answers(t, address)
}

// answer is one over HTTP.
type answer struct {
	status int
	header http.Header
	body   string
	err    error // there was no answer, or not all of it
}

var client = &http.Client{Timeout: patience}

func get(url string) answer { return answered(client.Get(url)) }

func post(url, body string) answer {
	return answered(client.Post(url, "application/json", strings.NewReader(body)))
}

func answered(response *http.Response, err error) answer {
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(body), err}
}

func requireUnavailable(t *testing.T, a answer) {
	t.Helper()
	require.NoError(t, a.err)
	require.Equal(t, http.StatusServiceUnavailable, a.status, "%s", a.body)
	require.Equal(t, "application/problem+json", strings.Split(a.header.Get("Content-Type"), ";")[0])
	require.NotEmpty(t, a.header.Get("Retry-After"))
	require.Contains(t, a.body, `"unavailable"`)
	require.Contains(t, a.body, "does not answer")
}

var readyAt = regexp.MustCompile(`is ready at (http://\S+)`)

// serve starts a server and gives its address.
func serve(t *testing.T, at place, more ...string) string {
	t.Helper()
	p := start(t, at.environment(), append([]string{"serve", "--listen", "127.0.0.1:0", "--no-open", "--rate", "0"}, more...)...)
	p.await(t, "is ready at ")
	found := readyAt.FindStringSubmatch(p.stdout.String())
	require.NotNil(t, found, p.stdout.String())
	return found[1]
}
