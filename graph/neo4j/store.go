// Package neo4j stores the graph in Neo4j and asks it questions. It is the only
// package that knows the driver: no type of the driver appears in an exported
// signature.
package neo4j

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"golang.org/x/sync/errgroup"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// SchemaVersion is the version of constraints, indexes and properties that this
// program writes. A store made by a newer version is refused.
const SchemaVersion = 1

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
}

// Store is a connection pool to one database. It is safe for concurrent use.
type Store struct {
	driver  driver.DriverWithContext
	library *cypher.Library
	options Options
	guarded sync.Map      // edge types whose keys are known to be guarded
	free    chan struct{} // holds one for every text of free Cypher that runs
	closed  chan struct{} // closed with the store
	closing sync.Once
}

// Open prepares the pool; nothing is sent before the first call. The error is
// a graph.Error with CodeInvalid when the URI cannot be understood.
func Open(o Options, library *cypher.Library) (*Store, error) {
	o.Database = orDefault(o.Database, "neo4j")
	o.AskTimeout = orDefault(o.AskTimeout, 10*time.Second)
	o.WriteTimeout = orDefault(o.WriteTimeout, 2*time.Minute)
	o.ConnectTimeout = orDefault(o.ConnectTimeout, 5*time.Second)
	d, err := driver.NewDriverWithContext(o.URI, driver.BasicAuth(o.User, o.Password, ""), func(c *config.Config) {
		c.SocketConnectTimeout = o.ConnectTimeout
		c.ConnectionAcquisitionTimeout = o.ConnectTimeout
		// The default of 30 s keeps a person waiting for a server that is down.
		c.MaxTransactionRetryTime = o.ConnectTimeout
		c.UserAgent = "ipgraph"
	})
	if err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "%q is not the address of a Neo4j server: write bolt://host:7687 or neo4j+s://host", o.URI).Because(err)
	}
	return &Store{driver: d, library: library, options: o, free: make(chan struct{}, freeSlots), closed: make(chan struct{})}, nil
}

// Close ends all connections.
func (s *Store) Close(ctx context.Context) error {
	s.closing.Do(func() { close(s.closed) })
	if err := s.driver.Close(ctx); err != nil {
		return fmt.Errorf("close the connections to %s: %w", s.options.URI, err)
	}
	return nil
}

// Ping checks that the server answers and accepts our user.
func (s *Store) Ping(ctx context.Context) error {
	return s.explain(ctx, "ping", s.driver.VerifyConnectivity(ctx))
}

// Ask puts a question. Errors are graph.Errors; see docs/errors.md.
func (s *Store) Ask(ctx context.Context, call cypher.Call) (graph.Result, error) {
	result, err := s.ask(ctx, call)
	if isConnectivity(err) && ctx.Err() == nil {
		// The pool may hold connections to a server that was restarted. A read
		// can safely be asked again, once.
		result, err = s.ask(ctx, call)
	}
	return result, s.explain(ctx, call.Name, err)
}

// ask uses one auto-commit transaction: one round trip less than a managed one.
func (s *Store) ask(ctx context.Context, call cypher.Call) (graph.Result, error) {
	session := s.session(ctx, driver.AccessModeRead)
	defer s.closeSession(ctx, session)
	answer, err := session.Run(ctx, prefix+call.Text, call.Params, s.limits(ctx, call.Name, s.options.AskTimeout)...)
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
	return result, s.decode(ctx, session, result.Rows, s.limits(ctx, call.Name, s.options.AskTimeout)...)
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

func (s *Store) session(ctx context.Context, mode driver.AccessMode) driver.SessionWithContext {
	return s.driver.NewSession(ctx, driver.SessionConfig{DatabaseName: s.options.Database, AccessMode: mode, FetchSize: 1000})
}

// closeSession needs a context that is alive: the caller's may have ended.
func (s *Store) closeSession(ctx context.Context, session driver.SessionWithContext) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	// The connection is dropped when it cannot be returned; there is nothing
	// else to do about it, and the call's own error says what went wrong.
	_ = session.Close(ctx)
}

// Prepare makes constraints and indexes, waits until they are online, and
// refuses a store that a newer version made.
func (s *Store) Prepare(ctx context.Context) error {
	counts, err := s.Write(ctx, graph.Batch{Write: "schema-version", Rows: []map[string]any{{"version": int64(SchemaVersion)}}})
	if err != nil {
		return err
	}
	if counts.Created > SchemaVersion {
		return graph.Errorf(graph.CodeConflict, "the store was made by a newer ipgraph (schema %d, this program knows %d): use that version, or another data folder", counts.Created, SchemaVersion)
	}
	return s.makeSchema(ctx, s.library.Schema())
}

// makeSchema runs schema statements in one transaction, because each commit of a
// schema change costs a wait, and waits until indexes are online.
func (s *Store) makeSchema(ctx context.Context, statements []string) error {
	session := s.session(ctx, driver.AccessModeWrite)
	defer s.closeSession(ctx, session)
	_, err := driver.ExecuteWrite(ctx, session, func(tx driver.ManagedTransaction) (struct{}, error) {
		for _, statement := range statements {
			result, err := tx.Run(ctx, prefix+statement, nil)
			if err != nil {
				return struct{}{}, err
			}
			if _, err := result.Consume(ctx); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	}, s.limits(ctx, "schema", s.options.WriteTimeout)...)
	if err != nil {
		return s.explain(ctx, "schema", err)
	}
	_, err = s.ask(ctx, cypher.Call{Name: "await-indexes", Text: "CALL db.awaitIndexes(300)"})
	return s.explain(ctx, "schema", err)
}

// guardKeys makes the uniqueness constraint on the keys of an edge type, once.
func (s *Store) guardKeys(ctx context.Context, edgeType string) error {
	if _, done := s.guarded.Load(edgeType); done {
		return nil
	}
	query, ok := s.library.Write("edge-key")
	if !ok {
		return errors.New("there is no file write/edge-key.cypher")
	}
	if err := s.makeSchema(ctx, []string{query.WithWord(edgeType)}); err != nil {
		return err
	}
	s.guarded.Store(edgeType, true)
	return nil
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
	params := map[string]any{"rows": b.Rows}
	maps.Copy(params, b.Args)
	text := prefix + query.WithWord(b.Word)
	session := s.session(ctx, driver.AccessModeWrite)
	defer s.closeSession(ctx, session)
	counts, err := driver.ExecuteWrite(ctx, session, func(tx driver.ManagedTransaction) (graph.Counts, error) {
		counts, err := writeRows(ctx, tx, text, params)
		if err != nil {
			return counts, err // unwrapped: the driver retries what it recognises
		}
		if written := counts.Created + counts.Updated + counts.Unchanged; b.EveryRow && written != int64(len(b.Rows)) {
			return counts, s.missingEnds(ctx, tx, b, written)
		}
		return counts, nil
	}, s.limits(ctx, b.Write, s.options.WriteTimeout)...)
	return counts, s.explain(ctx, b.Write, err)
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

// Derive computes what follows from the edges: labels of investors and hubs, of
// what stands alone and what contradicts. An entity with more edges than hubDegree
// is a hub. Each step may be repeated, so a step that was cut off is finished by
// the next load. The steps run in transactions of their own making, some in
// batches; those of different tracks at the same time.
func (s *Store) Derive(ctx context.Context, hubDegree int) error {
	tracks := map[string][]cypher.Query{}
	for _, q := range s.library.Derive() {
		tracks[q.Track] = append(tracks[q.Track], q)
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, steps := range tracks {
		group.Go(func() error { return s.deriveSteps(ctx, steps, hubDegree) })
	}
	return group.Wait()
}

func (s *Store) deriveSteps(ctx context.Context, steps []cypher.Query, hubDegree int) error {
	session := s.session(ctx, driver.AccessModeWrite)
	defer s.closeSession(ctx, session)
	for _, q := range steps {
		needed, err := s.needed(ctx, q)
		if err != nil {
			return err
		}
		if !needed {
			continue
		}
		result, err := session.Run(ctx, prefix+q.Text, map[string]any{"hub_degree": int64(hubDegree)}, s.limits(ctx, q.Name, s.options.WriteTimeout)...)
		if err == nil {
			_, err = result.Consume(ctx)
		}
		if err != nil {
			return s.explain(ctx, q.Name, err)
		}
	}
	return nil
}

// needed reports whether a step of the derivation has anything to do. Planning a
// step costs a new store more than running it.
func (s *Store) needed(ctx context.Context, step cypher.Query) (bool, error) {
	if step.Needs == "" {
		return true, nil
	}
	q, err := s.library.Keep("labelled")
	if err != nil {
		return false, err
	}
	result, err := s.Ask(ctx, q.KeepCall(step.Needs, map[string]any{}))
	if err != nil || len(result.Rows) == 0 {
		return false, err
	}
	count, err := graph.Cell[int64](result, result.Rows[0], "count")
	return count > 0, err
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
