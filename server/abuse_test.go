package server_test

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/server"
)

// TestSlowClientsAreCutOff: who sends a head or a body by drops does not hold a connection, and others
// are answered meanwhile.
func TestSlowClientsAreCutOff(t *testing.T) {
	_, handler := inMemory(t, nil)
	address, stop, done := serve(t, handler)
	var slow []net.Conn
	for _, begun := range []string{"", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Drop: ", "POST /v1/paths HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"} {
		connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
		require.NoError(t, err)
		_, err = io.WriteString(connection, begun)
		require.NoError(t, err)
		slow = append(slow, connection)
	}
	response, err := get(t.Context(), "http://"+address+"/healthz")
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
	for _, connection := range slow {
		require.NoError(t, connection.SetReadDeadline(time.Now().Add(time.Minute)))
		_, err := io.Copy(io.Discard, connection) // until the server closes
		require.NoError(t, err, "it is the server that ends this, not our patience")
		require.NoError(t, connection.Close())
	}
	stop()
	require.NoError(t, <-done)
}

// TestHeadsAreBounded: a head without end is refused, and its connection closed.
func TestHeadsAreBounded(t *testing.T) {
	_, handler := inMemory(t, nil)
	address, stop, done := serve(t, handler)
	connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	go func() { // it ends when the connection does
		_, _ = io.WriteString(connection, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: "+strings.Repeat("a", 8<<20)+"\r\n\r\n")
	}()
	status, err := bufio.NewReader(connection).ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, status, "431")
	require.NoError(t, connection.Close())
	stop()
	require.NoError(t, <-done)
}

// TestLogLinesStayLines: what clients send makes no line of its own in the log, and no header in an answer.
func TestLogLinesStayLines(t *testing.T) {
	var log syncBuffer
	_, handler := inMemory(t, func(c *server.Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	const evil = "%0d%0aSet-Cookie:%20a=b%0d%0atime=2020%20level=ERROR%20msg=forged"
	requests := 0
	for _, url := range []string{"/v1/entities/" + evil, "/v1/questions/" + evil, "/" + evil, "/v1/search?q=" + evil, "/v1/questions/stats?format=" + evil,
		"/v1/export?format=" + evil, "/v1/export?format=csv&id=" + evil, "/entity/" + evil, "/v1/pack?from=" + evil, "/reconcile?queries=" + evil} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost:8080"+url, http.NoBody))
		require.GreaterOrEqual(t, w.Code, 200)
		require.Empty(t, w.Header().Get("Set-Cookie"), url)
		for name, values := range w.Header() {
			require.NotContains(t, strings.Join(values, ""), "\n", name)
		}
		requests++
	}
	lines := strings.Split(strings.TrimSuffix(log.String(), "\n"), "\n")
	require.GreaterOrEqual(t, len(lines), requests)
	for _, line := range lines {
		require.Regexp(t, `^time=\S+ level=(INFO|ERROR|WARN) msg=`, line)
		require.NotContains(t, line, "time=2020 level")
	}
}
