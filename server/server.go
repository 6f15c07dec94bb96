// Package server answers questions over HTTP. It is the only importer of Gin.
package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/report"
	"ipgraph/snapshot"
	"ipgraph/web"
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
	BrowserKit Kit
	// Dossier writes some statements and entities, with all that they name, as a
	// dossier in JSON Lines, for story packs. Nil switches packs off.
	Dossier func(ctx context.Context, statements []string, entities []graph.ID, w io.Writer) error
	// Interface holds the page for browsers, index.html, and what it loads under
	// assets/app. Default: that of package web.
	Interface fs.FS
	// Examples are offered to readers who have not searched yet, where the graph
	// answers them. Default: none.
	Examples []answer.Example
	// Hosts are the names under which the server may be addressed, beside
	// localhost and loopback addresses. A request for another host is refused:
	// a page of a stranger must not reach the graph by rebinding a name.
	Hosts []string
	// Origins are the web pages whose programs may read answers, beside those
	// of this machine.
	Origins Origins
	// Frames are the web pages that may show the interface in a frame, from
	// /embed/, beside those of this machine.
	Frames Origins
	// Token is what clients have to present. Default: none.
	Token Token
	// NoReconcile switches the reconciliation service off, whose answers the programs of
	// every web page may read. Default: it is on.
	NoReconcile bool
	// Rate bounds the requests of each client. Default: no limit.
	Rate Rate
	// Now is the clock of the rate limit and of the graph's version. Default:
	// time.Now.
	Now func() time.Time
	// RequestTimeout bounds the work on one request. Default: 15 s, above the
	// database's own limit of 10 s, whose message names the bound to lower.
	RequestTimeout time.Duration
	// BatchTimeout bounds the work on one request for many pairs; each pair has
	// RequestTimeout. Default: 2 min.
	BatchTimeout time.Duration
	// CopyEdges is the number of edges, and of entities, up to which chains are searched in a
	// copy of the graph in memory, some 70 bytes an edge. Default: none is made.
	CopyEdges int
	// AtOnce is how many questions are answered at once; others wait a little, and are refused then. Default: 32.
	AtOnce int
	// Background ends what is made for no request, with the program. Default: nothing does.
	Background context.Context //nolint:containedctx // see there
	// WithRequestID marks a context with the request's id for the database's
	// log. Default: not marked.
	WithRequestID func(ctx context.Context, id string) context.Context
}

type server struct {
	Config
	answers answer.Service
	metrics metrics
	limiter *limiter
	// endpoints are what the description of the API and the pages tell of.
	endpoints []endpoint
	openAPI   []byte
	words     tagged
	pages     pages
	browser   browserInterface
	// pairs has room for the pairs that are in the database.
	pairs chan struct{}
	// slots has room for the questions that are answered.
	slots chan struct{}
	// versions are those of the graph, for the tags of answers.
	versions *versions
}

// New makes the handler of all routes.
func New(c Config) (http.Handler, error) {
	c.setDefaults()
	if c.Interface == nil {
		files, err := web.Files()
		if err != nil {
			return nil, fmt.Errorf("serve: %w", err)
		}
		c.Interface = files
	}
	if err := c.Rate.Check(); err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "%v", err)
	}
	registry := prometheus.NewRegistry()
	s := &server{Config: c, answers: answer.Service{Reader: c.Reader, Library: c.Library}, metrics: newMetrics(registry),
		limiter: newLimiter(c.Rate, maxClients), pairs: make(chan struct{}, pairsAtOnce), slots: make(chan struct{}, c.AtOnce)}
	s.versions = &versions{read: s.readVersion, now: c.Now}
	if c.CopyEdges > 0 {
		copies := &snapshot.Keeper{Reader: c.Reader, Library: c.Library, Version: s.versions.text, VersionNow: s.versions.textNow, Most: c.CopyEdges, Log: c.Log, Background: c.Background}
		s.answers.Copy = copies.Current
	}

	var err error
	if s.endpoints, err = endpoints(c.Library); err != nil {
		return nil, err
	}
	if s.openAPI, err = openAPI(s.endpoints, c.Version, c.Token.Required()); err != nil {
		return nil, err
	}
	if s.words, err = vocabulary(); err != nil {
		return nil, err
	}
	if s.pages, err = newPages(); err != nil {
		return nil, err
	}
	if s.browser, err = newInterface(c.Interface); err != nil {
		return nil, err
	}

	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.UseRawPath = true // ids hold slashes, written as %2F
	engine.UnescapePathValues = true
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false // a redirect would pass by the middleware, the check of the host among it
	if err := engine.SetTrustedProxies(nil); err != nil {
		return nil, fmt.Errorf("proxies: %w", err)
	}
	engine.Use(s.identify, s.observe, s.recover, s.harden, s.share, s.guardHost, s.limit, s.authorize)
	s.routes(engine, registry)

	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1024))
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	return headOnly(compress(slashedIDs(engine))), nil
}

// setDefaults fills in what was left out.
func (c *Config) setDefaults() {
	if c.RequestTimeout == 0 {
		c.RequestTimeout = 15 * time.Second
	}
	if c.BatchTimeout == 0 {
		c.BatchTimeout = 2 * time.Minute
	}
	if c.WithRequestID == nil {
		c.WithRequestID = func(ctx context.Context, _ string) context.Context { return ctx }
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.AtOnce == 0 {
		c.AtOnce = 32
	}
	if c.Background == nil {
		c.Background = context.Background()
	}
}

// Kit serves what Neo4j Browser can be given to know the graph.
type Kit interface {
	http.Handler
	// Has reports whether there is a file of this name; "" is the page.
	Has(name string) bool
}

func (s *server) browserKit(c *gin.Context) {
	if !s.BrowserKit.Has(strings.TrimPrefix(c.Param("file"), "/")) {
		s.noRoute(c)
		return
	}
	s.BrowserKit.ServeHTTP(c.Writer, c.Request)
}

// kitRoute is where the kit for Neo4j Browser is shown.
const kitRoute = "/neo4j-browser/*file"

// routes registers every address once for each method that it takes.
func (s *server) routes(engine *gin.Engine, registry *prometheus.Registry) {
	engine.NoRoute(s.noRoute)
	engine.NoMethod(s.noMethod)
	get := func(path string, handler gin.HandlerFunc) {
		engine.GET(path, s.deadline, handler)
		engine.HEAD(path, s.deadline, handler) // GET without a body
	}
	get(interfaceRoute, s.browserPage)
	get(embedRoute, s.browserPage)
	get(partsRoute, s.browserPart)
	get("/docs", s.docs)
	get("/assets/style.css", s.style)
	get(report.Stylesheet, s.reportStyle)
	get("/healthz", s.healthz)
	get("/readyz", s.readyz)
	get("/metrics", gin.WrapH(promhttp.HandlerFor(registry, promhttp.HandlerOpts{})))
	get(report.EntityPath+":id", s.profile)
	get("/v1/entities", s.searchEntities)
	get("/v1/entities/:id", s.entity)
	get("/v1/entities/:id/neighbours", s.neighbours)
	get("/v1/entities/:id/counts", s.counts)
	get("/v1/paths", s.paths)
	get("/v1/connections", s.connections)
	get(explainRoute, s.explain)
	get(explainRoute+"/connections", s.explainConnections)
	get("/v1/conflicts", s.conflicts)
	get("/v1/view", s.view)
	get("/v1/start", s.start)
	get("/v1/pack", s.storyPack)
	get(exportRoute, s.export)
	get("/v1/statements/:id", s.statement)
	get("/v1/sources/:id", s.source)
	get("/v1/edges/:key", s.edge)
	get("/v1/edges/:key/history", s.edgeHistory)
	get("/v1/diff", s.diff)
	get("/v1/changes.atom", s.changes)
	get("/v1/questions", s.questions)
	get(questionRoute, s.question)
	get("/v1/vocabulary", s.vocabulary)
	get("/v1/openapi.json", s.describe)

	s.reconcileRoutes(get, engine)
	if s.BrowserKit != nil {
		get(kitRoute, s.browserKit)
	}

	engine.POST("/v1/paths", s.pathsOfPairs) // has deadlines of its own
	engine.POST("/v1/cypher", s.deadline, s.freeCypher)

	methods := map[string][]string{}
	for _, route := range engine.Routes() {
		methods[route.Path] = append(methods[route.Path], route.Method)
	}
	for path, taken := range methods {
		taken = append(taken, http.MethodOptions)
		slices.Sort(taken)
		engine.OPTIONS(path, s.options(strings.Join(taken, ", ")))
	}
}

// Limits of a connection. Each says why.
const (
	headerTimeout = 5 * time.Second  // slow headers hold a connection for nothing
	readTimeout   = 10 * time.Second // a body of the largest size takes a second on a slow line
	idleTimeout   = 2 * time.Minute
	maxHeader     = 32 << 10
	// stopTimeout lets requests in flight finish; it is above RequestTimeout.
	stopTimeout = 20 * time.Second
)

// Serve answers on listener until ctx ends, then finishes the requests in
// flight.
func Serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, IdleTimeout: idleTimeout,
		BaseContext:  func(net.Listener) context.Context { return withStopping(context.WithoutCancel(ctx), ctx.Done()) },
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
