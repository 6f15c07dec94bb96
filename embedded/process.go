package embedded

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// child is the server's process, with the pipe that keeps it alive.
type child struct {
	pid   int
	ready chan struct{} // closed when the server said READY
	done  chan struct{} // closed when the process has ended
	err   error         // after done: how it ended

	kill func() error
	// killed says that it was we who killed the process.
	killed atomic.Bool
	hold   *os.File // closing it asks for a clean stop
}

// startChild starts the JVM on a data folder whose configuration is written. jvm are further
// options of the JVM, queries are statements to run before the server counts as ready.
func startChild(p programs, o Options, jvm []string, queries ...string) (*child, error) {
	log, err := openLog(o.DataDir)
	if err != nil {
		return nil, err
	}
	defer log.Close() // The child has its own handle.
	stdin, hold, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start Neo4j: %w", err)
	}
	defer stdin.Close()
	words, stdout, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start Neo4j: %w", err), hold.Close())
	}
	defer stdout.Close()

	//nolint:noctx // It outlives the call, and has to close its store: a context would kill it.
	cmd := exec.Command(p.java, slices.Concat(jvm, p.serverArgs(o), queries)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, stdout, log
	cmd.Env, cmd.SysProcAttr = environment(), ownGroup()
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start Neo4j: %w", err), hold.Close(), words.Close())
	}
	c := &child{
		pid: cmd.Process.Pid, kill: cmd.Process.Kill, hold: hold,
		ready: make(chan struct{}), done: make(chan struct{}),
	}
	go func() {
		defer words.Close()
		for lines := bufio.NewScanner(words); lines.Scan(); {
			if strings.TrimSpace(lines.Text()) == "READY" {
				close(c.ready)
				return
			}
		}
	}()
	go func() {
		c.err = cmd.Wait()
		close(c.done)
	}()
	return c, nil
}

// serverArgs are the arguments of java for the server. Nothing secret may be among them: everybody
// on the machine can read them.
func (p programs) serverArgs(o Options) []string {
	args := []string{
		"-Xmx" + o.Heap,
		"-XX:+UseSerialGC", // The least memory, and the heap is small.
		"--add-opens=java.base/java.nio=ALL-UNNAMED",
		"--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
		"-Dfile.encoding=UTF-8",
	}
	if exists(p.archive) {
		// A stale archive is ignored by the JVM, in silence.
		args = append(args, "-Xshare:auto", "-XX:SharedArchiveFile="+p.archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
	}
	return append(args, "-cp", p.classPath(), "Main", o.DataDir, confFile(o.DataDir))
}

// stop asks for a clean stop and waits for it; when ctx ends first, the process is killed. It gives
// the error with which the process ended.
func (c *child) stop(ctx context.Context) error {
	_ = c.hold.Close() // It was closed before, or it is now.
	select {
	case <-c.done:
		return c.err
	case <-ctx.Done():
	}
	c.killed.Store(true)
	_ = c.kill() // It fails only when the process has just ended.
	<-c.done
	return fmt.Errorf("the Neo4j server was killed, its clean stop took too long: %w", ctx.Err())
}

// stopWithin is stop with its own limit, for the ends of a failed start.
func (c *child) stopWithin(limit time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	return c.stop(ctx)
}
