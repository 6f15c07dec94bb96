package neo4j

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/cypher"
	"ipgraph/graph"
)

const (
	// freeSlots is how many texts of free Cypher run at once; on a small machine
	// each may take a processor.
	freeSlots = 2
	// freePatience is how long another one waits for its turn.
	freePatience = 2 * time.Second
	// freeBytes bounds what the database may answer to one text.
	freeBytes = 16 << 20
	// freeEnd is how long undoing the transaction may take, which is nothing to
	// wait for unless the server does not listen.
	freeEnd = 2 * time.Second
)

// AskFree puts Cypher that somebody wrote. Only what reads is answered: the text
// is looked at (cypher.Free.Check), then its plan, and then it runs in a
// transaction for reading that is undone. Rows beyond the limit, or beyond 16 MiB
// in all, are left out, and the result says so. Errors: CodeInvalid for what is
// wrong with the text, CodeTooCostly, CodeUnavailable when too many ask at once.
func (s *Store) AskFree(ctx context.Context, f cypher.Free) (graph.Result, error) {
	if err := f.Check(); err != nil {
		return graph.Result{}, err
	}
	if err := s.enterFree(ctx); err != nil {
		return graph.Result{}, err
	}
	uri, err := s.oneReader(ctx)
	if err != nil {
		<-s.free
		return graph.Result{}, s.explain(ctx, "the question", err)
	}
	mark := rand.Text()
	result, err := s.askFree(ctx, f, uri, mark)
	if err == nil || endedByServer(err) && ctx.Err() == nil {
		<-s.free
	} else {
		// Some expressions go on after their time, and the lost connection does not
		// stop them. Their place is taken until they end.
		go s.awaitEnd(s.calls.open, uri, mark) //nolint:contextcheck // it outlives the question
	}
	if err := s.explainFree(ctx, err); err != nil {
		return graph.Result{}, err
	}
	reading, err := s.session(ctx, driver.AccessModeRead)
	if err != nil {
		return graph.Result{}, err
	}
	defer s.closeSession(ctx, reading)
	err = s.decode(ctx, reading, result.Rows, s.limits(ctx, "free", s.options.AskTimeout)...)
	return result, s.explain(ctx, "the question", err)
}

func (s *Store) enterFree(ctx context.Context) error {
	patience := time.NewTimer(freePatience)
	defer patience.Stop()
	select {
	case s.free <- struct{}{}:
		return nil
	case <-patience.C:
	case <-ctx.Done():
	}
	return graph.Errorf(graph.CodeUnavailable, "%d questions in free Cypher are being answered, and no more run at once: try again in a moment", freeSlots)
}

// askFree uses a connection of its own, whose answers are counted in bytes.
func (s *Store) askFree(ctx context.Context, f cypher.Free, uri, mark string) (result graph.Result, err error) {
	w, err := openWire(ctx, uri, freeBytes)
	if err != nil {
		return result, err
	}
	defer w.close()
	d, err := s.direct(w.uri())
	if err != nil {
		return result, err
	}
	defer func() { s.closeDriver(ctx, d) }()
	session := s.sessionOf(ctx, d, driver.AccessModeRead)
	defer s.closeSession(ctx, session)
	limits := append(s.limits(ctx, "free", s.options.AskTimeout), func(c *driver.TransactionConfig) { c.Metadata["free"] = mark })
	tx, err := session.BeginTransaction(ctx, limits...)
	if err != nil {
		return result, err
	}
	result, err = s.readFree(ctx, tx, f)
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), freeEnd)
	defer cancel()
	if undone := tx.Rollback(end); err == nil {
		err = undone
	}
	if w.exceeded() {
		result.Truncated = true
		if err = errTooLong; len(result.Rows) > 0 {
			err = errCut
		}
	}
	return result, err
}

// errCut marks an answer whose first rows are there and whose connection was cut.
var errCut = errors.New("the answer was cut")

// readFree explains the text first, and runs it when its plan only reads. Both see
// the same text after their prefix, which is a line of its own: the user's columns
// stay as they are, and no comment swallows what comes before it.
func (s *Store) readFree(ctx context.Context, tx driver.ExplicitTransaction, f cypher.Free) (graph.Result, error) {
	result := graph.Result{Columns: []string{}, Rows: [][]any{}}
	plan, err := tx.Run(ctx, prefix+"EXPLAIN\n"+f.Text, f.Params)
	if err != nil {
		return result, err
	}
	summary, err := plan.Consume(ctx)
	if err != nil {
		return result, err
	}
	if err := s.checkPlan(summary); err != nil {
		return result, err
	}
	rows, err := tx.Run(ctx, prefix+"\n"+f.Text, f.Params)
	if err != nil {
		return result, err
	}
	if result.Columns, err = rows.Keys(); err != nil {
		return result, err
	}
	for rows.Next(ctx) {
		if len(result.Rows) == f.Limit {
			result.Truncated = true
			return result, nil
		}
		result.Rows = append(result.Rows, rows.Record().Values)
	}
	return result, rows.Err()
}

// endedByServer reports whether the error is the database's own word, after which
// nothing runs there any more, or was made before it was asked.
func endedByServer(err error) bool {
	var server *driver.Neo4jError
	var ours *graph.Error
	return errors.As(err, &server) || errors.As(err, &ours)
}

func (s *Store) closeDriver(ctx context.Context, d driver.DriverWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = d.Close(ctx) // its one connection is cut anyway
}

// The pauses between two looks at what still runs, and how often the database may
// fail to answer before the place is given free: it has been stopped then.
const (
	firstLook   = 100 * time.Millisecond
	longestLook = 5 * time.Second
	missedLooks = 5
)

// awaitEnd gives the place free when the transaction marked so has ended. It asks the
// server on which it ran: others of a cluster know nothing of it.
func (s *Store) awaitEnd(ctx context.Context, uri, mark string) {
	defer func() { <-s.free }()
	end, err := s.calls.begin()
	if err != nil {
		return
	}
	defer end()
	d := s.driver
	if routed(s.options.URI) {
		one, err := s.direct(uri)
		if err != nil {
			return // it was understood before
		}
		defer s.closeDriver(ctx, one)
		d = one
	}
	call := cypher.Call{Name: "free-running", Text: "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.free = $mark RETURN count(*) AS running",
		Params: map[string]any{"mark": mark}}
	for pause, missed := firstLook, 0; missed < missedLooks; pause = min(2*pause, longestLook) {
		look, cancel := context.WithTimeout(ctx, longestLook)
		session := s.sessionOf(look, d, driver.AccessModeRead)
		result, err := s.askIn(look, session, call, s.options.AskTimeout)
		s.closeSession(look, session)
		cancel()
		switch {
		case err != nil:
			missed++
		case len(result.Rows) == 1 && result.Rows[0][0] == int64(0):
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// explainFree is explain for a text that somebody wrote: what is wrong with it is
// told with the place in it.
func (s *Store) explainFree(ctx context.Context, err error) error {
	var server *driver.Neo4jError
	switch {
	case errors.Is(err, errCut):
		return nil
	case errors.Is(err, errTooLong):
		return graph.Errorf(graph.CodeTooCostly, "one row of the answer is longer than %d MiB: return less of it", freeBytes>>20).Because(err)
	case errors.As(err, &server) && ctx.Err() == nil:
		if ours := freeError(server); ours != nil {
			return ours
		}
	}
	return s.explain(ctx, "the question", err)
}

func freeProblem(err *driver.Neo4jError, message string) *graph.Error {
	return (&graph.Error{Code: graph.CodeInvalid, Message: "the database does not take this Cypher",
		Problems: []graph.Problem{{Field: "cypher", Message: message}}}).Because(fmt.Errorf("%s: %w", err.Code, err))
}
