package neo4j

import (
	"context"
	"errors"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/graph"
)

// pulse is how often a load looks whether it still keeps others away.
const pulse = 5 * time.Second

// longest is more than any load takes: no limit of the server's may end the lock. The driver (5.28) has no
// way to ask for none: a limit of 0 is not sent, and the server's own holds.
const longest = 365 * 24 * time.Hour

// Alone keeps other loads away until end is called, and waits for one that is at
// work, at most Options.LoadWait. It holds a lock of the database itself, which
// ends with the connection: a load that dies keeps nobody away. working ends, with
// the reason as its cause, when the lock is lost. A store that a newer version
// made is refused before anything of it is changed.
func (s *Store) Alone(ctx context.Context) (working context.Context, end func(), err error) {
	if err := s.claimVersion(ctx); err != nil {
		return nil, nil, err
	}
	h, err := s.hold(ctx)
	if err != nil {
		return nil, nil, err
	}
	working, lose := context.WithCancelCause(ctx)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(pulse)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			if err := h.look(working); err != nil && working.Err() == nil {
				lose(graph.Errorf(graph.CodeUnavailable, "the connection to the database at %s that kept other loads away was lost", s.options.URI).Because(err))
				return
			}
		}
	}()
	return working, func() {
		close(stop)
		lose(context.Canceled) // ends a look that is under way
		<-stopped
		s.closeSession(ctx, h.session) // which rolls back
	}, nil
}

// held is a transaction that holds the lock.
type held struct {
	session driver.SessionWithContext
	tx      driver.ExplicitTransaction
	text    string
}

// hold takes the lock.
func (s *Store) hold(ctx context.Context) (*held, error) {
	query, ok := s.library.Write("hold")
	if !ok {
		return nil, errors.New("there is no file write/hold.cypher")
	}
	waiting, cancel := context.WithTimeout(ctx, s.options.LoadWait)
	defer cancel()
	session, err := s.session(ctx, driver.AccessModeWrite)
	if err != nil {
		return nil, err
	}
	h := &held{session: session, text: prefix + query.Text}
	if h.tx, err = h.session.BeginTransaction(waiting, s.limits(ctx, query.Name, longest)...); err == nil {
		err = h.ask(waiting)
	}
	if err == nil {
		return h, nil
	}
	s.closeSession(ctx, h.session)
	if errors.Is(waiting.Err(), context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, graph.Errorf(graph.CodeConflict, "another load is writing to the database at %s: wait for its end, and load again", s.options.URI).Because(err)
	}
	return nil, s.explain(ctx, query.Name, err)
}

// ask takes the lock, or sees that it is still held.
func (h *held) ask(ctx context.Context) error {
	result, err := h.tx.Run(ctx, h.text, nil)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	return err
}

// look sees that the lock is still held. A server that is silent for long does not tell.
func (h *held) look(ctx context.Context) error {
	ctx, cancel := within(ctx, time.Minute)
	defer cancel()
	return h.ask(ctx)
}
