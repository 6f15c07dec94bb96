package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
	"ipgraph/report"
)

const requestIDKey = "request_id"

// identify gives the request an id: the caller's, when it is harmless to log,
// or a random one.
func (s *server) identify(c *gin.Context) {
	id := c.GetHeader("X-Request-Id")
	if id == "" || len(id) > 64 || strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") != "" {
		random := make([]byte, 8)
		rand.Read(random) // never fails, by its documentation
		id = hex.EncodeToString(random)
	}
	c.Set(requestIDKey, id)
	c.Header("X-Request-Id", id)
	c.Request = c.Request.WithContext(s.WithRequestID(c.Request.Context(), id))
	c.Next()
}

// observe counts and logs the request when it is done.
func (s *server) observe(c *gin.Context) {
	started := time.Now()
	c.Next()
	took := time.Since(started)
	route := c.FullPath()
	if route == "" {
		route = "none" // a label of unbounded values would fill the memory
	}
	s.metrics.seen(route, c.Request.Method, c.Writer.Status(), took)
	if route == "/healthz" || route == "/metrics" {
		return
	}
	s.Log.InfoContext(c.Request.Context(), "request", "method", c.Request.Method, "path", c.Request.URL.EscapedPath(),
		"route", route, "status", c.Writer.Status(), "bytes", c.Writer.Size(), "took", took, "request_id", c.GetString(requestIDKey))
}

// recover turns a panic into a problem document; the stack goes to the log.
func (s *server) recover(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			s.Log.ErrorContext(c.Request.Context(), "panic", "error", fmt.Sprint(p), "stack", string(debug.Stack()), "request_id", c.GetString(requestIDKey))
			if !c.Writer.Written() {
				s.problem(c, graph.Errorf(graph.CodeInternal, "the server made a mistake"))
			}
			c.Abort()
		}
	}()
	c.Next()
}

// guardHost refuses requests that were meant for another name.
func (s *server) guardHost(c *gin.Context) {
	host := c.Request.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if isLoopback(host) || slices.ContainsFunc(s.Hosts, func(h string) bool { return strings.EqualFold(h, host) }) {
		c.Next()
		return
	}
	s.refuse(c, refusedHost, "This server does not answer for this host name. Start it with --host to allow the name.")
}

// deadline bounds the work on a request. Gin's own context has no deadline, so
// handlers pass on that of the request.
func (s *server) deadline(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), s.RequestTimeout)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

// slashedIDs lets an id with slashes stand in a path as it is: it is one part
// of the path for the router. /v1/entities/lawsuit:us:txed/4:17-cv-00893/counts
// means what it says. So does a plus: the router takes one in an escaped path
// for a blank.
func slashedIDs(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.EscapedPath()
		for _, base := range []string{"/v1/entities/", "/v1/sources/", report.EntityPath} {
			rest, ok := strings.CutPrefix(path, base)
			if !ok || !strings.ContainsAny(rest, "/+") {
				continue
			}
			end := ""
			for _, part := range []string{"/neighbours", "/counts"} {
				if id, found := strings.CutSuffix(rest, part); found && base == "/v1/entities/" {
					rest, end = id, part
				}
			}
			u := *r.URL
			u.RawPath = base + strings.NewReplacer("/", "%2F", "+", "%2B").Replace(rest) + end
			r = r.Clone(r.Context())
			r.URL = &u
			break
		}
		next.ServeHTTP(w, r)
	})
}

// headOnly keeps the answers to HEAD from saying how long the plain body is to a
// client that would get a compressed one.
func headOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if accepts := r.Header.Get("Accept-Encoding"); r.Method == http.MethodHead && accepts != "" && accepts != "identity" {
			w = bodiless{w}
		}
		next.ServeHTTP(w, r)
	})
}

// bodiless takes a body and drops it, and what is said of its length.
type bodiless struct{ http.ResponseWriter }

// WriteHeader passes the header on.
func (w bodiless) WriteHeader(status int) {
	w.Header().Del("Content-Length")
	w.ResponseWriter.WriteHeader(status)
}

// Write drops what it is given.
func (bodiless) Write(b []byte) (int, error) { return len(b), nil }

// Unwrap lets http.ResponseController find what is below.
func (w bodiless) Unwrap() http.ResponseWriter { return w.ResponseWriter }
