package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
)

// databaseFlags say which database to use.
type databaseFlags struct {
	uri, user, name string
	password        string // only from the environment: a flag is seen by ps
	data            string
	heap, pageCache string
	wait            time.Duration
}

func (d *databaseFlags) register(flags *pflag.FlagSet, getenv func(string) string) {
	d.password = getenv("NEO4J_PASSWORD")
	flags.StringVar(&d.uri, "neo4j-uri", getenv("NEO4J_URI"), "use the Neo4j server at this address instead of a private one (or NEO4J_URI)")
	flags.StringVar(&d.user, "neo4j-user", orElse(getenv("NEO4J_USER"), "neo4j"), "its user; the password comes from NEO4J_PASSWORD")
	flags.StringVar(&d.name, "neo4j-database", orElse(getenv("NEO4J_DATABASE"), "neo4j"), "its database")
	flags.DurationVar(&d.wait, "wait", 0, "wait up to this long for the Neo4j server to answer, for example 60s")
	flags.StringVar(&d.data, "data", defaultDataDir(getenv), "folder of the private Neo4j's data")
	flags.StringVar(&d.heap, "neo4j-heap", "512m", "memory of the private Neo4j's heap")
	flags.StringVar(&d.pageCache, "neo4j-page-cache", "512m", "memory in which the private Neo4j keeps its store; more than the store is wasted")
}

// defaultDataDir is the place where a system keeps a user's data.
func defaultDataDir(getenv func(string) string) string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	switch runtime.GOOS {
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "ipgraph")
	case "windows":
		return filepath.Join(orElse(getenv("LocalAppData"), home), "ipgraph")
	}
	return filepath.Join(orElse(getenv("XDG_DATA_HOME"), filepath.Join(home, ".local", "share")), "ipgraph")
}

// database is an open store, and the private server behind it if we run one.
type database struct {
	*neo4j.Store
	library *cypher.Library
	private *embedded.Server
	browser string // address of Neo4j Browser, if known
	// giveBack lets the process stop its private server on which we work, where we do.
	giveBack func() error
}

// open connects to the server that was named, to the private one that another
// ipgraph runs on the data folder, or to one that it starts.
func (a *app) open(ctx context.Context) (*database, error) {
	library, err := cypher.Load()
	if err != nil {
		return nil, err
	}
	d := &database{library: library}
	options := neo4j.Options{URI: a.database.uri, User: a.database.user, Password: a.database.password, Database: a.database.name}
	if a.database.uri == "" {
		if options, err = a.private(ctx, d); err != nil {
			return nil, err
		}
	}
	if d.Store, err = neo4j.Open(options, library); err != nil {
		return nil, errors.Join(err, d.stop(ctx))
	}
	if err := await(ctx, a.database.wait, d.Ping); err != nil {
		return nil, errors.Join(err, d.close(ctx))
	}
	if err := d.Known(ctx); err != nil {
		return nil, errors.Join(err, d.close(ctx))
	}
	return d, nil
}

func (a *app) private(ctx context.Context, d *database) (neo4j.Options, error) {
	info, giveBack, err := a.othersServer(ctx)
	if err == nil && giveBack != nil {
		password, err := os.ReadFile(info.PasswordFile)
		if err != nil {
			return neo4j.Options{}, errors.Join(fmt.Errorf("the private Neo4j runs, but its password cannot be read: %w", err), giveBack())
		}
		d.browser, d.giveBack = info.Browser, giveBack
		return neo4j.Options{URI: info.URI, User: info.User, Password: strings.TrimSpace(string(password))}, nil
	}
	d.private, err = embedded.Start(ctx, embedded.Options{DataDir: a.database.data, Heap: a.database.heap, PageCache: a.database.pageCache, Progress: a.progress})
	if err != nil {
		return neo4j.Options{}, graph.Errorf(graph.CodeUnavailable, "the private Neo4j did not start: %v", err).Because(err)
	}
	d.browser = d.private.BrowserURL()
	return neo4j.Options{URI: d.private.URI(), User: d.private.User(), Password: d.private.Password()}, nil
}

// startPatience is how long we wait for the server that another ipgraph starts.
const startPatience = 2 * time.Minute

// othersServer borrows the server that another ipgraph runs on the data folder. One that is being started or stopped
// is waited for.
func (a *app) othersServer(ctx context.Context) (info embedded.Info, giveBack func() error, err error) {
	info, giveBack, err = embedded.Borrow(a.database.data)
	for began, told := time.Now(), false; err == nil && info.Running && !info.Ready && time.Since(began) < startPatience; told = true {
		if !told {
			a.progress("waiting for the Neo4j that another ipgraph starts or stops")
		}
		select {
		case <-ctx.Done():
			return info, nil, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
		info, giveBack, err = embedded.Borrow(a.database.data)
	}
	return info, giveBack, err
}

// stopTimeout is how long the private server may take to close its store.
const stopTimeout = 60 * time.Second

// close ends the connections and the private server. It works on a context that
// has ended: closing is what follows Ctrl-C.
func (d *database) close(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	return errors.Join(d.Close(ctx), d.stop(ctx))
}

func (d *database) stop(ctx context.Context) error {
	if d.giveBack != nil {
		return d.giveBack()
	}
	if d.private == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	return d.private.Stop(ctx)
}

// withDatabase opens the database for the time of one command.
func (a *app) withDatabase(ctx context.Context, work func(*database) error) (err error) {
	defer func() { err = a.orFullDisk(ctx, err) }()
	d, err := a.open(ctx)
	a.progressEnds()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.awaitUsers(ctx, d), d.close(ctx)) }()
	return work(d)
}

// awaitUsers lets other commands come to their end on the private server that this one started, unless the user
// does not want to wait: ctx has ended.
func (a *app) awaitUsers(ctx context.Context, d *database) error {
	if d.private == nil || ctx.Err() != nil {
		return nil
	}
	defer a.progressEnds()
	return d.private.AwaitUsers(ctx, func() {
		a.progress("done; another ipgraph uses the Neo4j that this one started, which stops when that ends (Ctrl-C stops it now)")
	})
}

// fullDisk is what a system says of one.
const fullDisk = "o space left on device"

// orFullDisk adds to what failed on the private Neo4j that its disk is full, where it is: Neo4j seldom says so.
func (a *app) orFullDisk(ctx context.Context, err error) error {
	code := graph.CodeOf(err)
	if a.database.uri != "" || ctx.Err() != nil || code != graph.CodeInternal && code != graph.CodeUnavailable || strings.Contains(err.Error(), fullDisk) {
		return err
	}
	if want := embedded.WantOfSpace(a.database.data); want != "" {
		return errors.Join(err, graph.Errorf(code, "%s", want))
	}
	return err
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
