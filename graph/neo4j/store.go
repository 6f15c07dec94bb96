// Package neo4j stores the graph in Neo4j and asks it questions. It is the only
// package that knows the driver: no type of the driver appears in an exported
// signature.
package neo4j

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// wholeTimeout ends on the server what goes through the whole graph, such as the filling of an index. Whoever
// waits for it may give up earlier.
const wholeTimeout = time.Hour

// Options say where the server is and how patient we are with it.
type Options struct {
	URI      string // bolt://, neo4j://, bolt+s:// or neo4j+s://
	User     string
	Password string
	// Database is the database's name. Default: neo4j.
	Database string
	// AskTimeout ends a question on the server. Default: 10 s.
	AskTimeout time.Duration
	// WriteTimeout ends one batch on the server. Default: 2 min.
	WriteTimeout time.Duration
	// ConnectTimeout bounds reaching the server, retries included.
	// Default: 5 s.
	ConnectTimeout time.Duration
	// WritePatience is how long a write is tried again while the server is away, or
	// the cluster has no leader. Default: ConnectTimeout, and of a cluster 1 min.
	WritePatience time.Duration
	// LoadWait is how long a load waits for the end of another. Default: 1 min.
	LoadWait time.Duration
}

// Store is a connection pool to one database. It is safe for concurrent use.
type Store struct {
	driver  driver.DriverWithContext
	library *cypher.Library
	options Options
	// bookmarks make each read wait for what this process wrote or saw before; nil
	// where there is one server, which has it.
	bookmarks driver.BookmarkManager
	guarded   sync.Map      // edge types whose keys are known to be guarded
	free      chan struct{} // holds one for every text of free Cypher that runs
	calls     *calls
}

// Open prepares the pool; nothing is sent before the first call. The error is
// a graph.Error with CodeInvalid when the URI cannot be understood.
func Open(o Options, library *cypher.Library) (*Store, error) {
	if err := checkAddress(o.URI); err != nil {
		return nil, err
	}
	o.Database = orDefault(o.Database, "neo4j")
	o.AskTimeout = orDefault(o.AskTimeout, 10*time.Second)
	o.WriteTimeout = orDefault(o.WriteTimeout, 2*time.Minute)
	o.ConnectTimeout = orDefault(o.ConnectTimeout, 5*time.Second)
	patience := o.ConnectTimeout
	if routed(o.URI) {
		patience = clusterPatience
	}
	o.WritePatience = orDefault(o.WritePatience, patience)
	o.LoadWait = orDefault(o.LoadWait, time.Minute)
	d, err := driver.NewDriverWithContext(o.URI, driver.BasicAuth(o.User, o.Password, ""), func(c *config.Config) {
		c.SocketConnectTimeout = o.ConnectTimeout
		c.ConnectionAcquisitionTimeout = o.ConnectTimeout
		// The default of 30 s keeps a person waiting for a server that is down.
		c.MaxTransactionRetryTime = o.WritePatience
		c.UserAgent = "ipgraph"
	})
	if err != nil {
		return nil, notAnAddress(o.URI).Because(err)
	}
	s := &Store{driver: d, library: library, options: o, free: make(chan struct{}, freeSlots), calls: newCalls()}
	if routed(o.URI) {
		s.bookmarks = driver.NewBookmarkManager(driver.BookmarkManagerConfig{})
	}
	return s, nil
}

// Ping checks that the server answers and accepts our user.
func (s *Store) Ping(ctx context.Context) error {
	end, err := s.calls.begin()
	if err != nil {
		return err
	}
	defer end()
	return s.explain(ctx, "ping", s.driver.VerifyConnectivity(ctx))
}

// grace is how much longer than the server itself may take we wait for it: then the
// network between us swallows what is said.
const grace = 20 * time.Second

// within bounds a call whose limit the server has been told.
func within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, limit+grace)
}

// explainWithin is explain for a call that within bounded: it tells a server that is
// silent from a caller who is out of patience.
func (s *Store) explainWithin(ctx, bounded context.Context, what string, err error) error {
	if err != nil && ctx.Err() == nil && bounded.Err() != nil {
		return s.silent(err)
	}
	return s.explain(ctx, what, err)
}

// Ask puts a question. Errors are graph.Errors; see docs/errors.md.
func (s *Store) Ask(ctx context.Context, call cypher.Call) (graph.Result, error) {
	return s.ask(ctx, call, driver.AccessModeRead, s.options.AskTimeout)
}

// ask asks a server that reads, or the one that writes.
func (s *Store) ask(ctx context.Context, call cypher.Call, mode driver.AccessMode, limit time.Duration) (graph.Result, error) {
	bounded, cancel := within(ctx, limit)
	defer cancel()
	once := func() (graph.Result, error) {
		session, err := s.session(bounded, mode)
		if err != nil {
			return graph.Result{}, err
		}
		defer s.closeSession(bounded, session)
		return s.askIn(bounded, session, call, limit)
	}
	result, err := once()
	for range s.readers() {
		// The pool may hold connections to a server that was restarted, or that left
		// the cluster. A read can safely be asked again.
		if !away(err) || bounded.Err() != nil {
			break
		}
		result, err = once()
	}
	return result, s.explainWithin(ctx, bounded, call.Name, err)
}

// askIn uses one auto-commit transaction: one round trip less than a managed one.
func (s *Store) askIn(ctx context.Context, session driver.SessionWithContext, call cypher.Call, limit time.Duration) (graph.Result, error) {
	answer, err := session.Run(ctx, prefix+call.Text, call.Params, s.limits(ctx, call.Name, limit)...)
	if err != nil {
		return graph.Result{}, err
	}
	keys, err := answer.Keys()
	if err != nil {
		return graph.Result{}, err
	}
	result := graph.Result{Columns: keys, Rows: [][]any{}}
	for answer.Next(ctx) {
		if call.Limit > 0 && len(result.Rows) == call.Limit {
			result.Truncated = true
			break
		}
		result.Rows = append(result.Rows, answer.Record().Values)
	}
	if err := answer.Err(); err != nil {
		return result, err
	}
	return result, s.decode(ctx, session, result.Rows, s.limits(ctx, call.Name, limit)...)
}

// decode turns the rows of an answer into our values, in place. Most answers hold
// both ends of every relationship; otherwise the ends are asked for.
func (s *Store) decode(ctx context.Context, session driver.SessionWithContext, rows [][]any, limits ...func(*driver.TransactionConfig)) error {
	d := newDecoder()
	if missing := d.unknown(rows); len(missing) > 0 {
		q, err := s.library.Keep("ids-of-nodes")
		if err != nil {
			return err
		}
		answer, err := session.Run(ctx, prefix+q.Text, map[string]any{"ids": missing}, limits...)
		if err != nil {
			return err
		}
		for answer.Next(ctx) {
			d.learn(answer.Record().Values)
		}
		if err := answer.Err(); err != nil {
			return err
		}
	}
	for i, row := range rows {
		rows[i] = d.row(row)
	}
	return nil
}

// prefix fixes the language, so that a newer server reads the text the same.
const prefix = "CYPHER 5 "

// limits set a time limit on the server and say in its logs who asks what.
func (s *Store) limits(ctx context.Context, name string, timeout time.Duration) []func(*driver.TransactionConfig) {
	metadata := map[string]any{"app": "ipgraph", "question": name}
	if id := RequestID(ctx); id != "" {
		metadata["request"] = id
	}
	return []func(*driver.TransactionConfig){driver.WithTxTimeout(timeout), driver.WithTxMetadata(metadata)}
}

func (s *Store) sessionOf(ctx context.Context, d driver.DriverWithContext, mode driver.AccessMode) driver.SessionWithContext {
	return d.NewSession(ctx, driver.SessionConfig{DatabaseName: s.options.Database, AccessMode: mode, FetchSize: 1000, BookmarkManager: s.bookmarks})
}

// closeSession needs a context that is alive: the caller's may have ended.
func (s *Store) closeSession(ctx context.Context, session driver.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	// The connection is dropped when it cannot be returned; there is nothing
	// else to do about it, and the call's own error says what went wrong.
	_ = session.Close(ctx)
}

// Write writes one batch in one transaction, all or nothing. Rows whose ends
// do not exist are an error that names them.
func (s *Store) Write(ctx context.Context, b graph.Batch) (graph.Counts, error) {
	query, ok := s.library.Write(b.Write)
	if !ok {
		return graph.Counts{}, fmt.Errorf("there is no write question %q", b.Write)
	}
	if b.Write == "edges" {
		if err := s.guardKeys(ctx, b.Word); err != nil {
			return graph.Counts{}, err
		}
	}
	counts, err := s.write(ctx, b, query)
	if commitLost(err) && ctx.Err() == nil {
		// Nobody knows whether it was written. Every write may be repeated; what it
		// then finds unchanged may be the lost one's work.
		if counts, err = s.write(ctx, b, query); err == nil {
			counts = perhapsChanged(counts, len(b.Rows))
		}
	}
	return counts, err
}

func (s *Store) write(ctx context.Context, b graph.Batch, query cypher.Query) (graph.Counts, error) {
	params := map[string]any{"rows": b.Rows}
	maps.Copy(params, b.Args)
	text := prefix + query.WithWord(b.Word)
	bounded, cancel := within(ctx, s.options.WriteTimeout)
	defer cancel()
	session, err := s.session(bounded, driver.AccessModeWrite)
	if err != nil {
		return graph.Counts{}, err
	}
	defer s.closeSession(ctx, session)
	counts, err := driver.ExecuteWrite(bounded, session, func(tx driver.ManagedTransaction) (graph.Counts, error) {
		counts, err := writeRows(bounded, tx, text, params)
		if err != nil {
			return counts, err // unwrapped: the driver retries what it recognises
		}
		if written := counts.Created + counts.Updated + counts.Unchanged; b.EveryRow && written != int64(len(b.Rows)) {
			return counts, s.missingEnds(bounded, tx, b, written)
		}
		return counts, nil
	}, s.limits(ctx, b.Write, s.options.WriteTimeout)...)
	return counts, s.explainWithin(ctx, bounded, b.Write, err)
}

func writeRows(ctx context.Context, tx driver.ManagedTransaction, text string, params map[string]any) (graph.Counts, error) {
	result, err := tx.Run(ctx, text, params)
	if err != nil {
		return graph.Counts{}, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return graph.Counts{}, err
	}
	var c graph.Counts
	for name, field := range map[string]*int64{"created": &c.Created, "updated": &c.Updated, "unchanged": &c.Unchanged, "removed": &c.Removed} {
		if v, ok := record.Get(name); ok {
			n, isInt := v.(int64)
			if !isInt {
				return c, fmt.Errorf("column %s holds a %T", name, v)
			}
			*field = n
		}
	}
	return c, nil
}

// missingEnds names the entities that a batch needs and the store lacks.
func (s *Store) missingEnds(ctx context.Context, tx driver.ManagedTransaction, b graph.Batch, written int64) error {
	var ends []string
	for _, row := range b.Rows {
		properties, _ := row["properties"].(map[string]any)
		for _, end := range []any{row["from"], row["to"], properties["subject"], properties["object"], properties["source"]} {
			if id, ok := end.(string); ok {
				ends = append(ends, id)
			}
		}
	}
	q, err := s.library.Keep("missing-ends")
	if err != nil {
		return err
	}
	result, err := tx.Run(ctx, prefix+q.Text, map[string]any{"ids": ends})
	if err != nil {
		return err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return err
	}
	return graph.Errorf(graph.CodeConflict, "%s: the store lacks %v, so %d of %d rows could not be written; nothing of this batch was",
		b.Write, record.Values[0], int64(len(b.Rows))-written, len(b.Rows))
}

func orDefault[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

type requestKey struct{}

// WithRequestID marks ctx with the id of a request, for the database's log.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID is the id that WithRequestID left in ctx, or "".
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
