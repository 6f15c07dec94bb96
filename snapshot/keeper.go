package snapshot

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Keeper holds the copy of a graph that changes: it makes a new one when a search finds that the
// graph has another version, and meanwhile has none.
type Keeper struct {
	// Reader and Library are what is read with.
	Reader  Reader
	Library *cypher.Library
	// Version says which version the graph has, or had a moment ago; "" while it is being changed. VersionNow
	// reads it anew.
	Version, VersionNow func(context.Context) string
	// Most is the number of entities, and of edges, beyond which no copy is made.
	Most int
	Log  *slog.Logger
	// Background ends the making of a copy, with the program.
	Background context.Context //nolint:containedctx // a copy is made for nobody's request

	current  atomic.Pointer[Graph]
	building sync.Mutex
	// refused is the version that was too large, or could not be read.
	refused atomic.Pointer[string]
}

// Current is the copy of the graph as it is now, or nil where there is none: then the database is to be asked.
// The first call after a change begins to make one.
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
	if k.building.TryLock() {
		go func() {
			defer k.building.Unlock()
			k.build(k.Background, version)
		}()
	}
	return nil
}

// buildTimeout bounds the making of a copy: ten million edges take about a minute.
const buildTimeout = 10 * time.Minute

// build makes a copy and keeps it if the graph did not change meanwhile.
func (k *Keeper) build(ctx context.Context, version string) {
	ctx, cancel := context.WithTimeout(ctx, buildTimeout)
	defer cancel()
	k.current.Store(nil) // two would take twice the memory
	started := time.Now()
	g, err := Build(ctx, k.Reader, k.Library, version, k.Most)
	switch {
	case k.Background.Err() != nil, k.VersionNow(ctx) != version:
		return // the next search begins anew
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
