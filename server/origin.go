package server

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
)

// Origins are the web pages whose programs may read answers, beside those that
// this machine serves itself (http://localhost:5173). The zero value allows no
// others.
type Origins struct {
	any     bool
	allowed []string
}

// ParseOrigins reads origins such as https://graph.example, or * for every one.
// All that are wrong are named in the error.
func ParseOrigins(texts []string) (Origins, error) {
	var o Origins
	var wrong []string
	for _, text := range texts {
		if text == "*" {
			o.any = true
			continue
		}
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || !strings.EqualFold(u.Scheme+"://"+u.Host, text) || strings.ContainsAny(u.Host, ";'") { // these would end a part of a policy
			wrong = append(wrong, fmt.Sprintf("%q", text))
			continue
		}
		o.allowed = append(o.allowed, strings.ToLower(text))
	}
	if wrong != nil {
		return Origins{}, fmt.Errorf("%s: an origin is scheme, host and port alone, such as https://graph.example or http://localhost:5173, or * for every one", strings.Join(wrong, ", "))
	}
	return o, nil
}

// allow is the value of Access-Control-Allow-Origin for a page, or "".
func (o Origins) allow(origin string) string {
	switch {
	case origin == "":
		return ""
	case o.any:
		return "*"
	case slices.Contains(o.allowed, strings.ToLower(origin)) || isLocal(origin):
		return origin
	}
	return ""
}

// isLocal reports whether a page was served by this machine.
func isLocal(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || origin != "http://"+u.Host && origin != "https://"+u.Host {
		return false
	}
	return isLoopback(u.Hostname())
}

// isLoopback reports whether a host, without its port, is this machine.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// share lets programs in the pages of allowed origins read the answer, problems
// included; those of all pages where tables are reconciled, as that protocol wants. Credentials
// of a browser are never accepted: there are none.
func (s *server) share(c *gin.Context) {
	allow := s.Origins.allow(c.GetHeader("Origin"))
	switch {
	case isReconcile(c.Request.URL.Path) && !s.NoReconcile:
		allow = "*"
	case !s.Origins.any:
		c.Writer.Header().Add("Vary", "Origin")
	}
	if allow != "" {
		c.Header("Access-Control-Allow-Origin", allow)
		c.Header("Access-Control-Expose-Headers", "ETag, Retry-After, X-Request-Id")
	}
	c.Next()
}

// options says what an address takes, and answers the question that a browser
// asks before a page's program may (CORS preflight).
func (s *server) options(methods string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("Allow", methods)
		if c.Writer.Header().Get("Access-Control-Allow-Origin") != "" && isPreflight(c.Request) {
			c.Header("Access-Control-Allow-Methods", methods)
			c.Header("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, X-Request-Id")
			c.Header("Access-Control-Max-Age", "600")
		}
		c.Status(http.StatusNoContent)
	}
}

// isPreflight reports whether a browser asks on behalf of a page. It sends no
// token with that.
func isPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Origin") != "" && r.Header.Get("Access-Control-Request-Method") != ""
}
