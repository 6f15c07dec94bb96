package snapshot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Keeper holds the copy of a graph that changes. When a search finds that the graph has another version, the keeper
// adds to the copy what the loads since say they wrote; where they do not say, it makes a new one, and has none
// meanwhile.
type Keeper struct {
	// Reader and Library are what is read with.
	Reader  Reader
	Library *cypher.Library
	// Version says which version the graph has, or had a moment ago; "" while it is being changed. VersionNow
	// reads it anew. Since says what versions look like.
	Version, VersionNow func(context.Context) string
	// Most is the number of entities, and of edges, beyond which no copy is made.
	Most int
	Log  *slog.Logger
	// Background ends the making of a copy, with the program.
	Background context.Context //nolint:containedctx // a copy is made for nobody's request

	current  atomic.Pointer[Graph]
	updating sync.Mutex
	building sync.Mutex
	// refused is the version that was too large, or could not be read.
	refused atomic.Pointer[string]
}

// Current is the copy of the graph as it is now, or nil where there is none: then the database is to be asked.
// The first call after a change brings it up to date, which takes some milliseconds, or begins to make one.
func (k *Keeper) Current(ctx context.Context) *Graph {
	version := k.Version(ctx)
	if version == "" {
		return nil
	}
	if g := k.current.Load(); g != nil && g.Version == version {
		return g
	}
	if refused := k.refused.Load(); refused != nil && *refused == version {
		return nil
	}
	g, err := k.updated(ctx)
	if err == nil || errors.Is(err, errChanging) || ctx.Err() != nil {
		return g
	}
	if k.building.TryLock() {
		go func() {
			defer k.building.Unlock()
			k.build(k.Background, version)
		}()
	}
	return nil
}

// errChanging says that the graph is being changed.
var errChanging = errors.New("the graph is being changed")

// updated brings the copy that is held up to date, for all who ask meanwhile; it gives errAnew where there is none.
func (k *Keeper) updated(ctx context.Context) (*Graph, error) {
	k.updating.Lock()
	defer k.updating.Unlock()
	old := k.current.Load()
	if old == nil {
		return nil, errAnew
	}
	g, err := k.upToDate(ctx, old)
	if err != nil {
		return nil, err
	}
	if k.current.CompareAndSwap(old, g) && g != old {
		k.Log.Debug("the copy in memory was brought up to date", "entities", g.Entities(), "edges", g.Edges())
	}
	return g, nil
}

// attempts is how often a graph may change again while a copy is brought up to date.
const attempts = 3

// upToDate is a copy with what loads wrote since it was made, or errChanging.
func (k *Keeper) upToDate(ctx context.Context, g *Graph) (*Graph, error) {
	for range attempts {
		version := k.VersionNow(ctx)
		if version == "" {
			return nil, errChanging
		}
		if version == g.Version {
			return g, nil
		}
		var err error
		if g, err = g.Since(ctx, k.Reader, k.Library, version, k.Most); err != nil {
			return nil, err
		}
	}
	return nil, errChanging
}

// patiently is upToDate that waits for the end of a load.
func (k *Keeper) patiently(ctx context.Context, g *Graph) (*Graph, error) {
	for {
		next, err := k.upToDate(ctx, g)
		if !errors.Is(err, errChanging) {
			return next, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

// buildTimeout bounds the making of a copy: ten million edges take about a minute.
const buildTimeout = 10 * time.Minute

// build makes a copy and keeps it, with what loads wrote meanwhile; where they do not say what, the next search
// begins anew.
func (k *Keeper) build(ctx context.Context, version string) {
	ctx, cancel := context.WithTimeout(ctx, buildTimeout)
	defer cancel()
	k.current.Store(nil) // two would take twice the memory
	started := time.Now()
	g, err := Build(ctx, k.Reader, k.Library, version, k.Most)
	if err == nil {
		g, err = k.patiently(ctx, g)
	}
	switch {
	case k.Background.Err() != nil, errors.Is(err, errAnew):
		return
	case err != nil && k.VersionNow(ctx) != version: // perhaps for this reason
		return
	case graph.CodeOf(err) == graph.CodeTooCostly:
		k.Log.Info("chains are searched in the database: the graph is too large for a copy in memory", "most", k.Most)
		k.refused.Store(&version)
	case err != nil:
		k.Log.Warn("the graph could not be copied into memory: chains are searched in the database", "error", err)
		k.refused.Store(&version)
	default:
		k.Log.Info("chains are searched in memory", "entities", g.Entities(), "edges", g.Edges(), "seconds", time.Since(started).Seconds())
		k.current.Store(g)
	}
}
