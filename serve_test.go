package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
)

var readyAt = regexp.MustCompile(`is ready at (http://\S+)`)

// awaitReady reads what a server prints until it says where it is, and keeps
// reading afterwards, so that the server never waits for a reader.
func awaitReady(t *testing.T, stdout io.Reader) (address string) {
	t.Helper()
	found := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			if m := readyAt.FindStringSubmatch(lines.Text()); m != nil {
				found <- m[1]
			}
		}
		close(found)
	}()
	select {
	case address, ok := <-found:
		require.True(t, ok, "the server ended before it was ready")
		return address
	case <-time.After(2 * time.Minute):
		t.Fatal("the server did not get ready")
	}
	return ""
}

// requireCitedPath asks how Micron and Futurewei are connected: every hop must
// say who says so.
func requireCitedPath(t *testing.T, address string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"v1/paths?from=micron&to=futurewei", http.NoBody)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	var answer struct {
		Paths []struct {
			Hops []struct {
				Edge struct {
					Citations []struct{ Source, Publisher, Published, Locator string }
				}
			}
		}
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&answer))
	require.NotEmpty(t, answer.Paths)
	for _, p := range answer.Paths {
		require.NotEmpty(t, p.Hops)
		for _, hop := range p.Hops {
			require.NotEmpty(t, hop.Edge.Citations)
			for _, c := range hop.Edge.Citations {
				require.NotContains(t, []string{c.Source, c.Publisher, c.Published, c.Locator}, "")
			}
		}
	}
	http.DefaultClient.CloseIdleConnections()
}

// TestServeInProcess serves from a Neo4j that is not our own.
func TestServeInProcess(t *testing.T) {
	useNeo4j(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stdout, printed := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, []string{"serve", "--story", "--listen", "127.0.0.1:0"}, strings.NewReader(""), printed, io.Discard)
		_ = printed.Close()
	}()
	requireCitedPath(t, awaitReady(t, stdout))
	cancel()
	require.Zero(t, <-code, "Ctrl-C is how it ends")
}

// program is the built binary, serving with a private Neo4j of its own.
type program struct {
	cmd     *exec.Cmd
	address string
	neo4j   embedded.Info
	ended   chan struct{}
}

func startProgram(t *testing.T, binary, data string) *program {
	t.Helper()
	p := &program{cmd: exec.Command(binary, "serve", "--story", "--listen", "127.0.0.1:0", "--no-open", "--data", data), ended: make(chan struct{})}
	p.cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "NEO4J_") || strings.HasPrefix(v, "IPGRAPH_") })
	stdout, printed, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { _ = stdout.Close() })
	p.cmd.Stdout, p.cmd.Stderr = printed, t.Output()
	require.NoError(t, p.cmd.Start())
	require.NoError(t, printed.Close())
	go func() { _ = p.cmd.Wait(); close(p.ended) }()
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); <-p.ended })
	p.address = awaitReady(t, stdout)
	p.neo4j, err = embedded.ReadInfo(data)
	require.NoError(t, err)
	require.True(t, p.neo4j.Running)
	return p
}

// requireNoNeo4j waits until the private Neo4j has ended.
func requireNoNeo4j(t *testing.T, data string, within time.Duration) {
	t.Helper()
	require.Eventually(t, func() bool {
		// The state is what the server says, or, of a killed one, what the
		// system says of its process.
		info, err := embedded.ReadInfo(data)
		return err == nil && !info.Running
	}, within, 20*time.Millisecond, "Neo4j outlived ipgraph")
}

// TestBinary is the way of a newcomer: build, serve, ask, stop.
func TestBinary(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("this test starts a private Neo4j and sends signals")
	}
	if err := embedded.Fetch(t.Context(), "", nil); err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	folder := t.TempDir()
	binary, data := filepath.Join(folder, "ipgraph"), filepath.Join(folder, "data")
	output, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(t, err, "%s", output)

	t.Run("stopped", func(t *testing.T) {
		p := startProgram(t, binary, data)
		requireCitedPath(t, p.address)
		require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
		select {
		case <-p.ended:
		case <-time.After(30 * time.Second):
			t.Fatal("it does not end")
		}
		require.Zero(t, p.cmd.ProcessState.ExitCode())
		requireNoNeo4j(t, data, time.Second)
	})
	t.Run("killed", func(t *testing.T) {
		p := startProgram(t, binary, data) // on the data of before
		requireCitedPath(t, p.address)
		require.NoError(t, p.cmd.Process.Kill())
		<-p.ended
		requireNoNeo4j(t, data, 20*time.Second)
	})
}
