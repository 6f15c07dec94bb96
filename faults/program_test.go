//go:build unix

package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
)

// patience is how long anything may take before it counts as hung.
const patience = 5 * time.Minute

// place is where a program finds its Neo4j: a server, or a data folder.
type place struct{ uri, user, password, data string }

// folderOf is the data folder of a server.
func folderOf(s *embedded.Server) string { return filepath.Dir(s.PasswordFile()) }

func serverOf(s *embedded.Server) place {
	return place{uri: s.URI(), user: s.User(), password: s.Password()}
}

// environment is that of a program on this place.
func (p place) environment(more ...string) []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "NEO4J_") || strings.HasPrefix(v, "IPGRAPH_") })
	if p.uri != "" {
		env = append(env, "NEO4J_URI="+p.uri, "NEO4J_USER="+p.user, "NEO4J_PASSWORD="+p.password)
	}
	if p.data != "" {
		env = append(env, "IPGRAPH_DATA="+p.data)
	}
	return append(env, more...)
}

// program is one that runs.
type program struct {
	cmd            *exec.Cmd
	stdout, stderr buffer
	ended          chan struct{}
	err            error
}

// start starts ipgraph. Whatever becomes of the test, it ends.
func start(t *testing.T, env []string, args ...string) *program {
	t.Helper()
	return startCommand(t, env, append([]string{binary(t)}, args...)...)
}

func startCommand(t *testing.T, env []string, words ...string) *program {
	t.Helper()
	p := &program{cmd: exec.Command(words[0], words[1:]...), ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = env, &p.stdout, &p.stderr
	require.NoError(t, p.cmd.Start())
	go func() { p.err = p.cmd.Wait(); close(p.ended) }()
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); <-p.ended })
	return p
}

// wait waits for its end and gives the exit code, -1 of one that was killed.
func (p *program) wait(t *testing.T) int {
	t.Helper()
	select {
	case <-p.ended:
	case <-time.After(patience):
		require.Fail(t, "the program hangs", "%v\n%s%s", p.cmd.Args, &p.stdout, &p.stderr)
	}
	var exit *exec.ExitError
	if p.err != nil && !errors.As(p.err, &exit) {
		require.NoError(t, p.err)
	}
	require.NotContains(t, p.stderr.String(), "panic:")
	require.NotContains(t, p.stderr.String(), "goroutine ")
	return p.cmd.ProcessState.ExitCode()
}

// await waits until the program prints a text to stderr or stdout, or ends.
func (p *program) await(t *testing.T, text string) {
	t.Helper()
	for deadline := time.Now().Add(patience); !strings.Contains(p.stderr.String()+p.stdout.String(), text); {
		select {
		case <-p.ended:
			require.Contains(t, p.stderr.String()+p.stdout.String(), text, "it ended before it said so")
		case <-time.After(5 * time.Millisecond):
			require.True(t, time.Now().Before(deadline), "waited for %q: %s%s", text, &p.stdout, &p.stderr)
		}
	}
}

// result is what a command said and how it ended.
type result struct {
	code           int
	stdout, stderr string
}

func run(t *testing.T, at place, args ...string) result {
	t.Helper()
	p := start(t, at.environment(), args...)
	return result{p.wait(t), p.stdout.String(), p.stderr.String()}
}

// ok runs a command that must succeed and gives what it printed.
func ok(t *testing.T, at place, args ...string) string {
	t.Helper()
	r := run(t, at, args...)
	require.Zero(t, r.code, "%v: %s", args, r.stderr)
	return r.stdout
}

// refused runs a command that must fail in words for people.
func refused(t *testing.T, at place, code int, want string, args ...string) string {
	t.Helper()
	r := run(t, at, args...)
	require.Equal(t, code, r.code, "%v: %s%s", args, r.stdout, r.stderr)
	require.Contains(t, r.stderr, "ipgraph: ")
	require.Contains(t, r.stderr, want)
	return r.stderr
}

// buffer may be read while it is written.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// stop ends a server, whatever became of the context of the test.
func stop(t *testing.T, s *embedded.Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
	defer cancel()
	require.NoError(t, s.Stop(ctx))
}

func counted(n int, what string) string { return fmt.Sprintf("%d %s", n, what) }
