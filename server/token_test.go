package server_test

import (
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/server"
)

const validToken = "0123456789abcdef-._~+/=="

func TestNewToken(t *testing.T) {
	none, err := server.NewToken("")
	require.NoError(t, err)
	require.False(t, none.Required())
	for _, text := range []string{"short", "fifteen-letters", strings.Repeat("x", 40) + " ", "tokén-of-some-length", "line\nline\nline\nline"} {
		_, err := server.NewToken(text)
		require.Error(t, err, "%q", text)
		require.NotContains(t, err.Error(), text, "it is a secret")
		require.Contains(t, err.Error(), "openssl rand -hex 32")
	}
}

func TestToken(t *testing.T) {
	token, err := server.NewToken(validToken)
	require.NoError(t, err)
	var log syncBuffer
	_, handler := inMemory(t, func(c *server.Config) {
		c.Token = token
		c.Log = slog.New(slog.NewTextHandler(&log, nil))
		c.Log.Info("the configuration", "config", fmt.Sprintf("%v %+v", c.Token, c.Token))
	})
	for _, given := range []string{"", "Bearer", "Bearer ", validToken, "Basic " + validToken, "Bearer x" + validToken, "Bearer " + validToken + "x",
		"Bearer " + validToken[1:], "Bearer " + strings.ToUpper(validToken), "Bearer " + strings.Repeat("x", 10_000)} {
		for _, url := range []string{"/docs", "/metrics", "/v1/questions", "/v1/entities?q=huawei", "/nothing", "/v1/path"} {
			w := scenario{url: url, status: 401, header: map[string]string{"Authorization": given}, contains: []string{`"code":"unauthorized"`},
				notContains: []string{huawei, validToken, "Did you mean"}}.run(t, handler)
			require.Equal(t, `Bearer realm="ipgraph"`, w.Header().Get("WWW-Authenticate"))
		}
		for _, url := range []string{"/healthz", "/readyz", "/", "/embed/", "/assets/app/index-BqMkMHo2.js"} {
			scenario{url: url, header: map[string]string{"Authorization": given}}.run(t, handler)
		}
	}
	scenario{method: "DELETE", url: "/v1/entities", status: 401}.run(t, handler)
	scenario{method: "OPTIONS", url: "/v1/entities", status: 401}.run(t, handler)
	scenario{url: "/v1/entities?q=huawei", status: 421, header: map[string]string{"Authorization": "Bearer " + validToken, "Host": "evil.example"}}.run(t, handler)
	for _, given := range []string{"Bearer " + validToken, "bearer " + validToken, "BEARER  " + validToken + " "} {
		for _, url := range []string{"/", "/metrics", "/v1/entities?q=huawei"} {
			scenario{url: url, header: map[string]string{"Authorization": given}}.run(t, handler)
		}
		scenario{url: "/nothing", status: 404, header: map[string]string{"Authorization": given}}.run(t, handler)
	}
	require.NotContains(t, log.String(), validToken)
	require.Contains(t, log.String(), "status=401")
}

// TestRateLimit: refusals say when to go on; what watches the server is not
// counted, and guessing tokens is.
func TestRateLimit(t *testing.T) {
	token, err := server.NewToken(validToken)
	require.NoError(t, err)
	now := time.Date(2019, 6, 27, 12, 0, 0, 0, time.UTC)
	_, handler := inMemory(t, func(c *server.Config) {
		c.Rate, c.Token, c.Now = server.Rate{PerSecond: 0.1, Burst: 2}, token, func() time.Time { return now }
	})
	bearer := map[string]string{"Authorization": "Bearer " + validToken}
	guess := map[string]string{"Authorization": "Bearer not-" + validToken}
	for range 2 {
		scenario{url: "/v1/questions", header: bearer}.run(t, handler)
		scenario{url: "/v1/questions", header: guess, status: 401}.run(t, handler)
	}
	for _, header := range []map[string]string{bearer, guess} {
		for _, url := range []string{"/v1/questions", "/", "/nothing"} {
			w := scenario{url: url, header: header, status: 429, contains: []string{`"code":"too_many_requests"`, "in 10 s"}}.run(t, handler)
			require.Equal(t, "10", w.Header().Get("Retry-After"))
		}
		for range 5 {
			scenario{url: "/healthz", header: header}.run(t, handler)
			scenario{url: "/readyz", header: header}.run(t, handler)
			scenario{url: "/metrics", header: bearer}.run(t, handler)
		}
	}
	now = now.Add(9500 * time.Millisecond)
	w := scenario{url: "/v1/questions", header: bearer, status: 429}.run(t, handler)
	require.Equal(t, "1", w.Header().Get("Retry-After"))
	now = now.Add(500 * time.Millisecond)
	scenario{url: "/v1/questions", header: bearer}.run(t, handler)
}

// TestTokenIsComparedInConstantTime reads how it is done: to measure it would be a
// matter of luck. What is compared are hashes of one length, and only by the function
// whose time does not depend on them.
func TestTokenIsComparedInConstantTime(t *testing.T) {
	text, err := os.ReadFile("token.go")
	require.NoError(t, err)
	_, body, found := strings.Cut(string(text), ") presented(r *http.Request) bool {")
	require.True(t, found)
	body, _, _ = strings.Cut(body, "\n}")
	require.Contains(t, body, "return subtle.ConstantTimeCompare(hash[:], t.hash[:]) == 1")
	require.Equal(t, 1, strings.Count(body, "=="), "nothing else is compared")
	require.NotRegexp(t, `bytes\.|strings\.(HasPrefix|Contains|Compare)`, body)
}
