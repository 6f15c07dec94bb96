package embedded_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
)

const (
	givenPassword = "the-password-of-another-server"
	givenToken    = "the-token-of-this-server"
)

// TestSecretsAreInNoListOfProcesses reads the command lines, and the environment, of all
// that we start while it runs: anybody on the machine can read the one.
func TestSecretsAreInNoListOfProcesses(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	t.Setenv("NEO4J_PASSWORD", givenPassword)
	t.Setenv("IPGRAPH_TOKEN", givenToken)
	o := embedded.Options{DataDir: filepath.Join(t.TempDir(), "data")}
	server := start(t, o)
	secrets := []string{server.Password(), givenPassword, givenToken}
	seen := requireNoSecrets(t, secrets)
	require.Contains(t, seen, "Main", "the server is among them")
	stop(t, server)

	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- embedded.AdminTool(ctx, o, io.Discard, io.Discard, "database", "check", "neo4j") }()
	for seen = ""; !strings.Contains(seen, "AdminTool"); time.Sleep(20 * time.Millisecond) {
		select {
		case err := <-ended:
			require.Fail(t, "it ended before it was seen", "%v", err)
		default:
			seen = requireNoSecrets(t, secrets)
		}
	}
	cancel() // what it says of the store is no matter here
	<-ended
}

// requireNoSecrets looks at all processes below this one, and gives their command lines.
func requireNoSecrets(t *testing.T, secrets []string) string {
	t.Helper()
	var all strings.Builder
	for _, pid := range descendants(os.Getpid()) {
		line, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)) // it may have ended
		environment, _ := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
		if !bytes.Contains(line, []byte("java")) {
			continue
		}
		for _, secret := range secrets {
			require.NotContains(t, string(line), secret)
			require.NotContains(t, string(environment), secret)
		}
		all.WriteString(strings.ReplaceAll(string(line), "\x00", " ") + "\n")
	}
	return all.String()
}

// descendants are the processes that a process started, and those that they did.
func descendants(of int) []int {
	var found []int
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", of))
	for _, list := range lists {
		text, _ := os.ReadFile(list) // the thread may have ended
		for _, field := range strings.Fields(string(text)) {
			if pid, err := strconv.Atoi(field); err == nil {
				found = append(append(found, pid), descendants(pid)...)
			}
		}
	}
	return found
}

// TestMavenGetsNoSecrets: Maven runs plug-ins, which are told no more than they need.
func TestMavenGetsNoSecrets(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the false mvn is a shell script")
	}
	path, cache := t.TempDir(), t.TempDir()
	heard := filepath.Join(path, "heard")
	script := "#!/bin/sh\n{ echo \"$@\"; env; } > '" + heard + "'\nexit 1\n"
	require.NoError(t, os.WriteFile(filepath.Join(path, "mvn"), []byte(script), 0o755))
	t.Setenv("PATH", path+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("NEO4J_PASSWORD", givenPassword)
	t.Setenv("IPGRAPH_TOKEN", givenToken)
	t.Setenv("MAVEN_OPTS", "-Dkept=yes")
	err := embedded.Fetch(t.Context(), cache, nil)
	if isNoJava(err) {
		t.Skip("there is no Java")
	}
	require.ErrorContains(t, err, "fetch Neo4j's jars by Maven")
	text, err := os.ReadFile(heard)
	require.NoError(t, err)
	require.Contains(t, string(text), "dependency:copy-dependencies")
	require.Contains(t, string(text), "-Dkept=yes")
	require.NotContains(t, string(text), givenPassword)
	require.NotContains(t, string(text), givenToken)
}
