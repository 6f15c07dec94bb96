package embedded

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
)

// AdminTool runs a command of neo4j-admin on the data folder of o, for example
//
//	AdminTool(ctx, o, os.Stdout, os.Stderr, "database", "check", "neo4j")
//
// with the folder's own settings. The server of the folder has to be stopped: ErrLocked otherwise.
// The output goes to stdout and stderr, which may be nil; the last lines of stderr are in the error.
// Other errors: those of Fetch.
func AdminTool(ctx context.Context, o Options, stdout, stderr io.Writer, args ...string) error {
	if err := o.setDefaults(); err != nil {
		return err
	}
	lock, err := openFolder(ctx, o.DataDir, o.Release.Version)
	if err != nil {
		return err
	}
	defer lock.Unlock() // Nothing can be done; the lock ends with the process.
	return runAdmin(ctx, o, streams{nil, stdout, stderr}, args...)
}

// streams are what a command reads and writes; each may be nil.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// runAdmin runs a command on a folder that is locked.
func runAdmin(ctx context.Context, o Options, with streams, args ...string) error {
	if err := awaitPrevious(ctx, o); err != nil {
		return err
	}
	p, err := prepare(ctx, o)
	if err != nil {
		return err
	}
	if err := writeConf(o, ports{bolt: defaultBoltPort, http: defaultHTTPPort}); err != nil {
		return err
	}
	var tail strings.Builder
	if with.err == nil {
		with.err = io.Discard
	}
	cmd := exec.CommandContext(ctx, p.java, append([]string{
		"-Xmx" + o.Heap,
		"-XX:+UseParallelGC",
		"--add-opens=java.base/java.nio=ALL-UNNAMED",
		"--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
		"-cp", p.classPath(), "org.neo4j.cli.AdminTool",
	}, args...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = with.in, with.out, io.MultiWriter(with.err, &tail)
	cmd.Env = environment("NEO4J_HOME="+o.DataDir, "NEO4J_CONF="+filepath.Dir(confFile(o.DataDir)))
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("neo4j-admin %s: %w\n%s", strings.Join(args, " "), err, lastLines(tail.String(), shownLines))
	}
	return nil
}
