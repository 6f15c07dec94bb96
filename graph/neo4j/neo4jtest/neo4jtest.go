// Package neo4jtest gives tests a real, empty Neo4j. With
// IPGRAPH_TEST_NEO4J_URI set, as `make test` does, all packages share that
// server and take turns; otherwise each test process starts a private one.
package neo4jtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
	"ipgraph/graph/neo4j"
)

// Server says where a test's Neo4j is.
type Server struct{ URI, User, Password string }

// Pool is the Neo4j of one test process. Its zero value is ready: a package
// keeps one beside its TestMain.
type Pool struct {
	once    sync.Once
	private *embedded.Server
	server  Server
	turn    *flock.Flock
}

// Run runs the tests of a package and stops what they started.
func (p *Pool) Run(m *testing.M) int {
	code := m.Run()
	if p.turn != nil {
		_ = p.turn.Unlock() // the end of the process unlocks it too
	}
	if p.private != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := p.private.Stop(ctx); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return max(code, 1)
		}
	}
	return code
}

// Server gives the address of a Neo4j that holds nothing. Tests that use it
// must not run in parallel with each other.
func (p *Pool) Server(tb testing.TB) Server {
	tb.Helper()
	embeddedtest.SkipShort(tb)
	p.once.Do(func() { p.start(tb) })
	require.NotEmpty(tb, p.server.URI, "Neo4j did not start for an earlier test")
	p.wipe(tb)
	return p.server
}

// Address is where the Neo4j of an earlier Server or Open is.
func (p *Pool) Address() Server { return p.server }

// Open gives a store on an empty Neo4j with constraints and indexes made.
func (p *Pool) Open(tb testing.TB) (*neo4j.Store, *cypher.Library) {
	tb.Helper()
	server := p.Server(tb)
	library, err := cypher.Load()
	require.NoError(tb, err)
	store, err := neo4j.Open(neo4j.Options{URI: server.URI, User: server.User, Password: server.Password}, library)
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, store.Close(context.Background())) })
	require.NoError(tb, store.Prepare(tb.Context()))
	return store, library
}

func (p *Pool) start(tb testing.TB) {
	tb.Helper()
	if uri := os.Getenv("IPGRAPH_TEST_NEO4J_URI"); uri != "" {
		p.server = Server{uri, os.Getenv("IPGRAPH_TEST_NEO4J_USER"), os.Getenv("IPGRAPH_TEST_NEO4J_PASSWORD")}
		p.turn = flock.New(filepath.Join(os.TempDir(), "ipgraph-test-neo4j-"+url.PathEscape(uri)+".lock")) // others have another server
		require.NoError(tb, p.turn.Lock(), "wait for the other packages' tests")
		return
	}
	data, err := os.MkdirTemp("", "ipgraph-test-")
	require.NoError(tb, err)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute) // a first run fetches
	defer cancel()
	p.private, err = embedded.Start(ctx, embedded.Options{DataDir: data, BoltPort: -1, HTTPPort: -1})
	if err != nil {
		embeddedtest.SkipOrFail(tb, err)
	}
	p.server = Server{p.private.URI(), p.private.User(), p.private.Password()}
}

// wipe deletes everything but the schema.
func (p *Pool) wipe(tb testing.TB) {
	tb.Helper()
	d, err := driver.NewDriverWithContext(p.server.URI, driver.BasicAuth(p.server.User, p.server.Password, ""))
	require.NoError(tb, err)
	ctx := tb.Context()
	defer func() { require.NoError(tb, d.Close(context.Background())) }()
	session := d.NewSession(ctx, driver.SessionConfig{DatabaseName: "neo4j"})
	defer func() { require.NoError(tb, session.Close(context.Background())) }()
	for _, text := range []string{ // relationships first: a hub with all of its own is too much for one transaction
		"CYPHER 5 MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS",
		"CYPHER 5 MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS",
	} {
		result, err := session.Run(ctx, text, nil)
		require.NoError(tb, err)
		_, err = result.Consume(ctx)
		require.NoError(tb, err)
	}
}
