package neo4j

import (
	"context"
	"fmt"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/graph"
)

// calls counts those that use the connections. The driver (5.28) must not be closed while it is used.
type calls struct {
	mu      sync.Mutex
	running sync.WaitGroup
	// open ends when the store is closed, and with it what is done for no caller.
	open  context.Context //nolint:containedctx // it is the store's own
	close context.CancelFunc
}

func newCalls() *calls {
	c := &calls{}
	c.open, c.close = context.WithCancel(context.Background())
	return c
}

// begin admits a call, unless the store was closed. Each has to call end once.
func (c *calls) begin() (end func(), err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open.Err() != nil {
		return nil, graph.Errorf(graph.CodeUnavailable, "the connections to the database were closed: this program is ending")
	}
	c.running.Add(1)
	return c.running.Done, nil
}

// refuse admits no more calls. The channel is closed when none runs any more.
func (c *calls) refuse() (ended <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.close()
	done := make(chan struct{})
	go func() { c.running.Wait(); close(done) }()
	return done
}

// closePatience is how long Close waits for calls: as long as a question may take. Who closes a store has ended
// them before.
const closePatience = 10 * time.Second

// Close lets calls that are under way come to their end, for up to 10 s, and ends all connections. Calls after it
// are refused with CodeUnavailable.
func (s *Store) Close(ctx context.Context) error {
	select {
	case <-s.calls.refuse():
	case <-ctx.Done():
	case <-time.After(closePatience):
	}
	if err := s.driver.Close(ctx); err != nil {
		return fmt.Errorf("close the connections to %s: %w", s.options.URI, err)
	}
	return nil
}

// session is one on the connections of the store. It has to be closed with closeSession.
func (s *Store) session(ctx context.Context, mode driver.AccessMode) (driver.SessionWithContext, error) {
	end, err := s.calls.begin()
	if err != nil {
		return nil, err
	}
	return counted{s.sessionOf(ctx, s.driver, mode), end}, nil
}

// counted is a session whose end is told.
type counted struct {
	driver.SessionWithContext
	end func()
}

// Close closes the session.
func (c counted) Close(ctx context.Context) error {
	defer c.end()
	return c.SessionWithContext.Close(ctx)
}
