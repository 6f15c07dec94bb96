package server_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/server"
)

func TestOrigins(t *testing.T) {
	named, err := server.ParseOrigins([]string{"https://Graph.example", "http://other.example:8443"})
	require.NoError(t, err)
	everyone, err := server.ParseOrigins([]string{"*"})
	require.NoError(t, err)
	for _, tt := range []struct {
		origin                  string
		nobody, named, everyone string // the answer's Access-Control-Allow-Origin
	}{
		{"", "", "", ""},
		{"http://localhost:5173", "http://localhost:5173", "http://localhost:5173", "*"},
		{"https://LocalHost", "https://LocalHost", "https://LocalHost", "*"},
		{"http://127.0.0.1:3000", "http://127.0.0.1:3000", "http://127.0.0.1:3000", "*"},
		{"http://[::1]:3000", "http://[::1]:3000", "http://[::1]:3000", "*"},
		{"https://graph.example", "", "https://graph.example", "*"},
		{"http://graph.example", "", "", "*"},
		{"https://graph.example:8443", "", "", "*"},
		{"http://other.example:8443", "", "http://other.example:8443", "*"},
		{"http://localhost.evil.example", "", "", "*"},
		{"http://localhost@evil.example", "", "", "*"},
		{"http://evil.example/http://localhost", "", "", "*"},
		{"null", "", "", "*"},
		{"file://", "", "", "*"},
		{"http://%zz", "", "", "*"},
	} {
		for _, of := range []struct {
			origins server.Origins
			want    string
		}{{server.Origins{}, tt.nobody}, {named, tt.named}, {everyone, tt.everyone}} {
			_, handler := inMemory(t, func(c *server.Config) { c.Origins = of.origins })
			for _, s := range []scenario{{url: "/v1/entities?q=huawei"}, {url: "/v1/entities", status: 400}, {url: "/nothing", status: 404}} {
				s.header = map[string]string{"Origin": tt.origin}
				w := s.run(t, handler)
				require.Equal(t, of.want, w.Header().Get("Access-Control-Allow-Origin"), "%q", tt.origin)
				require.Empty(t, w.Header().Get("Access-Control-Allow-Credentials"))
				if of.want != "" {
					require.Equal(t, "ETag, Retry-After, X-Request-Id", w.Header().Get("Access-Control-Expose-Headers"))
				}
				if of.want != "*" && tt.everyone != of.want {
					require.Contains(t, w.Header().Values("Vary"), "Origin")
				}
			}
		}
	}
}

func TestParseOrigins(t *testing.T) {
	_, err := server.ParseOrigins([]string{"https://a.example/", "b.example", "https://c.example", "ftp://d.example", "https://e@f.example", "", "https://"})
	require.ErrorContains(t, err, `"https://a.example/", "b.example", "ftp://d.example", "https://e@f.example", "", "https://": an origin is`)
}

// TestOptions: every address says what it takes, and a browser's question is
// answered without a token, since it cannot carry one.
func TestOptions(t *testing.T) {
	token, err := server.NewToken(validToken)
	require.NoError(t, err)
	_, open := inMemory(t, nil)
	_, guarded := inMemory(t, func(c *server.Config) { c.Token = token })
	bearer := map[string]string{"Authorization": "Bearer " + validToken}
	preflight := map[string]string{"Origin": "http://localhost:5173", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
	for _, handler := range []http.Handler{open, guarded} {
		for _, url := range []string{"/", "/healthz", "/metrics", "/v1/entities", "/v1/entities/" + lawsuit + "/counts", "/v1/questions/anything"} {
			w := scenario{method: http.MethodOptions, url: url, status: 204, header: bearer}.run(t, handler)
			require.Equal(t, "GET, HEAD, OPTIONS", w.Header().Get("Allow"), url)
			require.Empty(t, w.Header().Get("Access-Control-Allow-Methods"))
			require.Empty(t, w.Body.String())

			w = scenario{method: http.MethodOptions, url: url, status: 204, header: preflight}.run(t, handler)
			require.Equal(t, "GET, HEAD, OPTIONS", w.Header().Get("Allow"))
			require.Equal(t, "GET, HEAD, OPTIONS", w.Header().Get("Access-Control-Allow-Methods"))
			require.Contains(t, w.Header().Get("Access-Control-Allow-Headers"), "Authorization")
			require.Equal(t, "http://localhost:5173", w.Header().Get("Access-Control-Allow-Origin"))
		}
		stranger := map[string]string{"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
		w := scenario{method: http.MethodOptions, url: "/v1/entities", status: 204, header: stranger}.run(t, handler)
		require.Empty(t, w.Header().Get("Access-Control-Allow-Methods"))
		require.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
	}
}
