package embedded_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
)

func start(t *testing.T, o embedded.Options) *embedded.Server {
	t.Helper()
	embeddedtest.SkipShort(t)
	if o.BoltPort == 0 {
		o.BoltPort, o.HTTPPort = -1, -1
	}
	o.Progress = func(line string) { t.Log(line) }
	began := time.Now()
	server, err := embedded.Start(t.Context(), o)
	if err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	t.Logf("ready after %v", time.Since(began).Round(time.Millisecond))
	t.Cleanup(func() {
		select {
		case <-server.Done(): // The test has seen how it ended.
		default:
			stop(t, server)
		}
	})
	return server
}

func stop(t *testing.T, server *embedded.Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	began := time.Now()
	require.NoError(t, server.Stop(ctx))
	require.NoError(t, server.Err())
	t.Logf("stopped after %v", time.Since(began).Round(time.Millisecond))
}

// query runs Cypher by the HTTP Query API and returns the status and the body.
func query(t *testing.T, server *embedded.Server, password, cypher string) (int, string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"statement": cypher})
	require.NoError(t, err)
	address := strings.TrimSuffix(server.BrowserURL(), "/browser/") + "/db/neo4j/query/v2"
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, bytes.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	if password != "" {
		request.SetBasicAuth(server.User(), password)
	}
	return do(t, request)
}

func do(t *testing.T, request *http.Request) (int, string) {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(answer)
}

func mustQuery(t *testing.T, server *embedded.Server, cypher string) string {
	t.Helper()
	status, answer := query(t, server, server.Password(), cypher)
	require.Equal(t, http.StatusAccepted, status, answer)
	return answer
}

// TestServer looks at one running server from all sides: a start takes seconds.
func TestServer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data folder")
	server := start(t, embedded.Options{DataDir: dir})

	t.Run("passwords", func(t *testing.T) {
		mustQuery(t, server, "RETURN 1")
		for _, wrong := range []string{"", "neo4j", "wrong"} {
			status, answer := query(t, server, wrong, "RETURN 1")
			require.Equal(t, http.StatusUnauthorized, status, answer)
		}
		require.GreaterOrEqual(t, len(server.Password()), 24)
		require.Equal(t, server.Password(), url.PathEscape(server.Password()))
	})
	t.Run("the password is in one private file only", func(t *testing.T) {
		if runtime.GOOS != "windows" {
			file, err := os.Stat(server.PasswordFile())
			require.NoError(t, err)
			require.Equal(t, os.FileMode(0o600), file.Mode().Perm())
			folder, err := os.Stat(dir)
			require.NoError(t, err)
			require.Equal(t, os.FileMode(0o700), folder.Mode().Perm())
		}
		require.Equal(t, []string{"password"}, filesWith(t, dir, server.Password()))
	})
	t.Run("browser", func(t *testing.T) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.BrowserURL(), http.NoBody)
		require.NoError(t, err)
		status, page := do(t, request)
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, page, "Neo4j Browser")

		root := strings.TrimSuffix(server.BrowserURL(), "browser/")
		request, err = http.NewRequestWithContext(t.Context(), http.MethodGet, root, http.NoBody)
		require.NoError(t, err)
		request.Header.Set("Accept", "application/json")
		_, discovery := do(t, request)
		require.Contains(t, discovery, `"`+server.URI()+`"`, "Browser has to be told the right Bolt port")
	})
	t.Run("loopback only", func(t *testing.T) { loopbackOnly(t, server) })
	t.Run("LOAD CSV is closed", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "a.csv")
		require.NoError(t, os.WriteFile(file, []byte("secret\n"), 0o600))
		_, answer := query(t, server, server.Password(), "LOAD CSV FROM 'file://"+file+"' AS row RETURN row")
		require.Contains(t, answer, "ExternalResourceFailed")
		require.NotContains(t, answer, "secret")
		_, answer = query(t, server, server.Password(), "LOAD CSV FROM '"+server.BrowserURL()+"' AS row RETURN row")
		require.Contains(t, answer, "is blocked")
	})
	t.Run("small logs", func(t *testing.T) { require.Less(t, folderSize(t, dir), int64(20<<20)) })
	t.Run("info", func(t *testing.T) {
		info, err := embedded.ReadInfo(dir)
		require.NoError(t, err)
		require.Equal(t, embedded.Info{
			URI: server.URI(), Browser: server.BrowserURL(), User: "neo4j", PasswordFile: server.PasswordFile(),
			LogFile: server.LogFile(), Pid: server.Pid(), Running: true, Ready: true, Version: embedded.Neo4jVersion,
		}, info)
	})
	t.Run("locked", func(t *testing.T) {
		_, err := embedded.Start(t.Context(), embedded.Options{DataDir: dir})
		require.ErrorIs(t, err, embedded.ErrLocked)
		require.ErrorContains(t, err, "is in use by another ipgraph (process ")
		require.ErrorIs(t, embedded.AdminTool(t.Context(), embedded.Options{DataDir: dir}, nil, nil, "--version"), embedded.ErrLocked)
	})
	t.Run("taken ports", func(t *testing.T) {
		other := start(t, embedded.Options{DataDir: t.TempDir(), BoltPort: port(t, server.URI()), HTTPPort: port(t, server.BrowserURL())})
		require.NotEqual(t, server.URI(), other.URI())
		mustQuery(t, other, "RETURN 1")
	})
}

// requireAwaitsUsers borrows the server twice: it is not to be stopped before both are done, and is lent to nobody
// from then on.
func requireAwaitsUsers(t *testing.T, server *embedded.Server, dir string) {
	t.Helper()
	var back []func() error
	for range 2 {
		info, giveBack, err := embedded.Borrow(dir)
		require.NoError(t, err)
		require.True(t, info.Ready)
		back = append(back, giveBack)
	}
	waiting, free := make(chan struct{}), make(chan error, 1)
	go func() { free <- server.AwaitUsers(t.Context(), func() { close(waiting) }) }()
	<-waiting
	require.NoError(t, back[0]())
	select {
	case <-free:
		t.Fatal("it is still used")
	case <-time.After(500 * time.Millisecond):
	}
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	require.NoError(t, server.AwaitUsers(impatient, func() {}))
	require.NoError(t, back[1]())
	require.NoError(t, <-free)
	info, giveBack, err := embedded.Borrow(dir)
	require.NoError(t, err)
	require.Nil(t, giveBack)
	require.True(t, info.Running)
	require.False(t, info.Ready, "it is being stopped")
}

// TestRestart stops and starts one store in the ways that happen.
func TestRestart(t *testing.T) {
	o := embedded.Options{DataDir: t.TempDir()}
	server := start(t, o)
	first := server.Password()
	mustQuery(t, server, "UNWIND range(1, 20000) AS i CREATE (:Thing {i: i, text: 'some words of ' + i})")
	requireAwaitsUsers(t, server, o.DataDir)
	stop(t, server)
	info, giveBack, err := embedded.Borrow(o.DataDir)
	require.NoError(t, err)
	require.Nil(t, giveBack)
	require.False(t, info.Running)

	t.Log("the administration tool finds the store in order")
	require.Empty(t, embeddedtest.CheckStore(t, o.DataDir))

	t.Log("a lost password is explained, and the advice works")
	require.NoError(t, os.Remove(server.PasswordFile()))
	_, err = embedded.Start(t.Context(), o)
	require.ErrorIs(t, err, embedded.ErrNoPassword)
	require.ErrorContains(t, err, server.PasswordFile())
	require.NoError(t, os.RemoveAll(filepath.Join(o.DataDir, "data", "databases", "system")))
	require.NoError(t, os.RemoveAll(filepath.Join(o.DataDir, "data", "transactions", "system")))

	server = start(t, o)
	require.NotEqual(t, first, server.Password())
	require.Contains(t, mustQuery(t, server, "MATCH (n:Thing) RETURN count(n)"), "20000")

	t.Log("a killed server is reported, and nothing is lost")
	process, err := os.FindProcess(server.Pid())
	require.NoError(t, err)
	require.NoError(t, process.Kill())
	<-server.Done()
	require.ErrorIs(t, server.Err(), embedded.ErrEnded)
	require.ErrorContains(t, server.Err(), "killed")
	require.ErrorIs(t, server.Stop(t.Context()), embedded.ErrEnded)
	server = start(t, o)
	require.Contains(t, mustQuery(t, server, "MATCH (n:Thing) RETURN count(n)"), "20000")
	require.True(t, recovered(t, o.DataDir))

	t.Log("so is one that is stopped before anybody saw its end")
	if process, err = os.FindProcess(server.Pid()); err == nil {
		err = process.Kill()
	}
	require.NoError(t, err)
	require.ErrorContains(t, server.Stop(t.Context()), "ended unexpectedly")
}

// TestBadSetting shows that a failed start names its reason and its log.
func TestBadSetting(t *testing.T) {
	embeddedtest.SkipShort(t)
	dir := t.TempDir()
	_, err := embedded.Start(t.Context(), embedded.Options{
		DataDir: dir, BoltPort: -1, HTTPPort: -1,
		Settings: map[string]string{"server.no_such_setting": "1"},
	})
	if err == nil {
		t.Fatal("started with an unknown setting")
	}
	if !isStartError(err) {
		embeddedtest.SkipOrFail(t, err)
	}
	require.ErrorContains(t, err, "a setting is not known")
	require.ErrorContains(t, err, "server.no_such_setting")
	require.ErrorContains(t, err, filepath.Join(dir, "logs", "neo4j.log"))
}

// TestParent is no test by itself: it is the parent that TestKilledParent kills.
func TestParent(t *testing.T) {
	embeddedtest.SkipShort(t)
	dir := os.Getenv("EMBEDDED_TEST_PARENT")
	if dir == "" {
		t.Skip("started by TestKilledParent only")
	}
	start(t, embedded.Options{DataDir: dir})
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ready"), nil, 0o600))
	select {}
}

func TestKilledParent(t *testing.T) {
	embeddedtest.SkipShort(t)
	dir := t.TempDir()
	parent := exec.Command(os.Args[0], "-test.run=^TestParent$")
	parent.Env = append(os.Environ(), "EMBEDDED_TEST_PARENT="+dir)
	require.NoError(t, parent.Start())
	ended := make(chan struct{})
	go func() { _ = parent.Wait(); close(ended) }()
	require.Eventually(t, func() bool {
		_, err := os.Stat(filepath.Join(dir, "ready"))
		return err == nil
	}, 2*time.Minute, 50*time.Millisecond)
	info, err := embedded.ReadInfo(dir)
	require.NoError(t, err)
	require.True(t, info.Running)

	require.NoError(t, parent.Process.Kill())
	<-ended
	orphan, giveBack, err := embedded.Borrow(dir)
	require.NoError(t, err)
	require.Nil(t, giveBack)
	require.False(t, orphan.Ready, "it is being closed, or gone")
	began := time.Now()
	server := start(t, embedded.Options{DataDir: dir}) // Waits for the child of the killed parent.
	t.Logf("started %v after the kill", time.Since(began).Round(time.Millisecond))
	if runtime.GOOS != "windows" {
		orphan, err := os.FindProcess(info.Pid)
		require.NoError(t, err)
		require.ErrorIs(t, orphan.Signal(syscall.Signal(0)), os.ErrProcessDone)
	}
	require.False(t, recovered(t, dir), "the orphan did not close its store")
	mustQuery(t, server, "RETURN 1")
}

func port(t *testing.T, address string) int {
	t.Helper()
	parsed, err := url.Parse(address)
	require.NoError(t, err)
	number, err := net.LookupPort("tcp", parsed.Port())
	require.NoError(t, err)
	return number
}
