// Package server answers questions over HTTP. It is the only importer of Gin.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ipgraph/answer"
	"ipgraph/cypher"
)

// Reader is what the server needs of the database.
type Reader interface {
	answer.Reader
	// Ping checks that the database answers.
	Ping(ctx context.Context) error
}

// Config is what a server is made of.
type Config struct {
	Reader  Reader
	Library *cypher.Library
	Log     *slog.Logger
	Version string
	// Free answers Cypher that somebody wrote. Nil switches it off.
	Free answer.FreeReader
	// BrowserKit serves the files for Neo4j Browser under /neo4j-browser/. Default:
	// there are none.
	BrowserKit http.Handler
	// Hosts are the names under which the server may be addressed, beside
	// localhost and loopback addresses. A request for another host is refused:
	// a page of a stranger must not reach the graph by rebinding a name.
	Hosts []string
	// RequestTimeout bounds the work on one request. Default: 15 s, above the
	// database's own limit of 10 s, whose message names the bound to lower.
	RequestTimeout time.Duration
	// WithRequestID marks a context with the request's id for the database's
	// log. Default: not marked.
	WithRequestID func(ctx context.Context, id string) context.Context
}

type server struct {
	Config
	answers answer.Service
	metrics metrics
}

// New makes the handler of all routes.
func New(c Config) (http.Handler, error) {
	if c.RequestTimeout == 0 {
		c.RequestTimeout = 15 * time.Second
	}
	if c.WithRequestID == nil {
		c.WithRequestID = func(ctx context.Context, _ string) context.Context { return ctx }
	}
	registry := prometheus.NewRegistry()
	s := &server{Config: c, answers: answer.Service{Reader: c.Reader, Library: c.Library}, metrics: newMetrics(registry)}

	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.UseRawPath = true // ids hold slashes, written as %2F
	engine.UnescapePathValues = true
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false // a redirect would pass by the middleware, the check of the host among it
	if err := engine.SetTrustedProxies(nil); err != nil {
		return nil, fmt.Errorf("proxies: %w", err)
	}
	engine.Use(s.identify, s.observe, s.recover, s.harden, s.guardHost, s.deadline)
	s.routes(engine, registry)

	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024))
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	return compress(slashedIDs(engine)), nil
}

func (s *server) routes(engine *gin.Engine, registry *prometheus.Registry) {
	engine.NoRoute(s.noRoute)
	engine.NoMethod(s.noMethod)
	engine.GET("/", s.index)
	engine.GET("/healthz", s.healthz)
	engine.GET("/readyz", s.readyz)
	engine.GET("/metrics", gin.WrapH(promhttp.HandlerFor(registry, promhttp.HandlerOpts{})))
	if s.BrowserKit != nil {
		engine.GET("/neo4j-browser/*file", gin.WrapH(s.BrowserKit))
	}
	v1 := engine.Group("/v1")
	v1.GET("/entities", s.searchEntities)
	v1.GET("/entities/:id", s.entity)
	v1.GET("/entities/:id/neighbours", s.neighbours)
	v1.GET("/entities/:id/counts", s.counts)
	v1.GET("/paths", s.paths)
	v1.GET("/connections", s.connections)
	v1.GET("/statements/:id", s.statement)
	v1.GET("/sources/:id", s.source)
	v1.GET("/questions", s.questions)
	v1.POST("/cypher", s.freeCypher)
	engine.GET(questionRoute, s.question)
	for _, route := range engine.Routes() { // HEAD is GET without a body
		if route.Method == http.MethodGet {
			engine.HEAD(route.Path, route.HandlerFunc)
		}
	}
}

// Limits of a connection. Each says why.
const (
	headerTimeout = 5 * time.Second  // slow headers hold a connection for nothing
	readTimeout   = 10 * time.Second // requests have no body worth waiting for
	idleTimeout   = 2 * time.Minute
	maxHeader     = 32 << 10
	// stopTimeout lets requests in flight finish; it is above RequestTimeout.
	stopTimeout = 20 * time.Second
)

// Serve answers on listener until ctx ends, then finishes the requests in
// flight.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, IdleTimeout: idleTimeout,
		WriteTimeout: 30 * time.Second, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := srv.Shutdown(stop); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	}
	return nil
}
