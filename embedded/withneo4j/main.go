// Command withneo4j runs a command beside a private, empty Neo4j:
//
//	go run ./embedded/withneo4j -- go test ./...
//
// With -newest before the --, it is the newest Neo4j that the tests know, for which a newer Java is
// looked for; where there is none, the command is not run, which is said and is no failure.
//
// The command finds the server by IPGRAPH_TEST_NEO4J_URI, IPGRAPH_TEST_NEO4J_USER and
// IPGRAPH_TEST_NEO4J_PASSWORD. Its exit code is the one of withneo4j; the server is stopped and its
// store deleted afterwards.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
)

const (
	exitUsage   = 2
	exitFailed  = 1
	stopTimeout = 30 * time.Second
)

func main() {
	args := os.Args[1:]
	var release embedded.Release
	if len(args) > 0 && args[0] == "-newest" {
		release, args = embeddedtest.Newest(), args[1:]
		if !useJava(release.Java) {
			fmt.Fprintf(os.Stderr, "withneo4j: skipped: Neo4j %s needs a JDK %d or newer, and none was found; JAVA_HOME may name one\n", release.Version, release.Java)
			os.Exit(0)
		}
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: withneo4j [-newest] [--] command [argument...]")
		os.Exit(exitUsage)
	}
	code, err := run(release, args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "withneo4j:", err)
	}
	os.Exit(code)
}

// useJava has the server, and what the command starts, run on a JDK that is new enough.
func useJava(oldest int) bool {
	home, found := embeddedtest.JavaHome(context.Background(), oldest)
	if home != "" {
		found = found && os.Setenv("JAVA_HOME", home) == nil
	}
	return found
}

func run(release embedded.Release, args []string) (code int, err error) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)

	dir, err := os.MkdirTemp("", "withneo4j-")
	if err != nil {
		return exitFailed, fmt.Errorf("make a data folder: %w", err)
	}
	defer os.RemoveAll(dir)
	server, err := start(signals, release, dir)
	if err != nil {
		return exitFailed, err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
		defer cancel()
		if stopErr := server.Stop(ctx); stopErr != nil {
			err = errors.Join(err, fmt.Errorf("stop Neo4j: %w", stopErr))
			code = max(code, exitFailed)
		}
	}()
	return execute(signals, server, args)
}

// start starts the server; a signal ends the attempt.
func start(signals <-chan os.Signal, release embedded.Release, dir string) (*embedded.Server, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	started := make(chan struct{})
	defer close(started)
	go func() {
		select {
		case <-signals:
			cancel()
		case <-started:
		}
	}()
	return embedded.Start(ctx, embedded.Options{
		DataDir:  dir,
		Release:  release,
		BoltPort: -1,
		HTTPPort: -1,
		Progress: func(line string) { fmt.Fprintln(os.Stderr, "withneo4j:", line) },
	})
}

// execute runs the command and hands it the signals that come.
func execute(signals <-chan os.Signal, server *embedded.Server, args []string) (int, error) {
	//nolint:noctx // Signals are handed on: the command decides how it ends.
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(),
		"IPGRAPH_TEST_NEO4J_URI="+server.URI(),
		"IPGRAPH_TEST_NEO4J_USER="+server.User(),
		"IPGRAPH_TEST_NEO4J_PASSWORD="+server.Password(),
	)
	if err := cmd.Start(); err != nil {
		return exitFailed, fmt.Errorf("run the command: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			_ = cmd.Process.Signal(s) // It fails only when the command has just ended.
		case err := <-ended:
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				return max(exit.ExitCode(), exitFailed), nil // A command killed by a signal has -1.
			}
			if err != nil {
				return exitFailed, fmt.Errorf("run the command: %w", err)
			}
			return 0, nil
		}
	}
}
