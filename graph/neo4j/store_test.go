package neo4j_test

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/graph/neo4j/neo4jtest"
)

var pool neo4jtest.Pool

func TestMain(m *testing.M) { os.Exit(pool.Run(m)) }

// entities gives rows for the write question entities.
func entities(ids ...string) graph.Batch {
	b := graph.Batch{Write: "entities", EveryRow: true}
	for _, id := range ids {
		e := graph.Entity{ID: graph.ID(id), Name: strings.ToUpper(id[strings.LastIndexByte(id, ':')+1:])}
		b.Rows = append(b.Rows, map[string]any{"id": id, "label": e.ID.Kind().Label(), "hash": e.Fingerprint(), "properties": e.Properties()})
	}
	return b
}

func edge(key, from, to, edgeType string) map[string]any {
	return map[string]any{"key": key, "from": from, "to": to, "type": edgeType, "hash": key, "properties": map[string]any{
		"key": key, "status": "reported", "polarity": true, "family": "dispute", "first_reported": "2019-01-01",
		"sids": []string{}, "sources": []string{}, "locators": []string{}, "reported": []string{}, "sid_count": int64(0)}}
}

func TestPrepareTwice(t *testing.T) {
	store, _ := pool.Open(t)
	require.NoError(t, store.Prepare(t.Context()))
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "SHOW INDEXES YIELD name, state RETURN name, state ORDER BY name"})
	require.NoError(t, err)
	states := map[string]string{}
	for _, row := range result.Rows {
		states[row[0].(string)] = row[1].(string)
	}
	for _, name := range []string{"entity_id", "statement_id", "source_id", "load_id", "entity_names", "statement_edge", "statement_arrangement", "hub_degree"} {
		require.Equal(t, "ONLINE", states[name], name)
	}
}

func TestNewerStoreIsRefused(t *testing.T) {
	store, _ := pool.Open(t)
	require.NoError(t, store.Ping(t.Context()))
	execute(t, "MATCH (v:SchemaVersion {name: 'ipgraph'}) SET v.version = 999 RETURN 1 AS updated")
	err := store.Prepare(t.Context())
	require.Equal(t, graph.CodeConflict, graph.CodeOf(err))
	require.ErrorContains(t, err, "made by a newer ipgraph (schema 999, this program knows 1)")
}

// execute changes the store in a way that no question does.
func execute(t *testing.T, text string) {
	t.Helper()
	library, err := cypher.LoadFrom(fsWithWrite(text))
	require.NoError(t, err)
	server := pool.Address()
	store, err := neo4j.Open(neo4j.Options{URI: server.URI, User: server.User, Password: server.Password}, library)
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close(context.Background())) }()
	_, err = store.Write(t.Context(), graph.Batch{Write: "change", Rows: []map[string]any{{}}})
	require.NoError(t, err)
}

func TestWriteCounts(t *testing.T) {
	store, _ := pool.Open(t)
	ctx := t.Context()
	batch := entities("company:test:a", "person:test:b")
	counts, err := store.Write(ctx, batch)
	require.NoError(t, err)
	require.Equal(t, graph.Counts{Created: 2}, counts)
	counts, err = store.Write(ctx, batch)
	require.NoError(t, err)
	require.Equal(t, graph.Counts{Unchanged: 2}, counts)
	batch.Rows[0]["hash"] = "other"
	counts, err = store.Write(ctx, batch)
	require.NoError(t, err)
	require.Equal(t, graph.Counts{Updated: 1, Unchanged: 1}, counts)
}

func TestEdgesBothWays(t *testing.T) {
	for _, write := range []string{"edges", "edges-few"} {
		t.Run(write, func(t *testing.T) {
			store, _ := pool.Open(t)
			ctx := t.Context()
			_, err := store.Write(ctx, entities("company:test:a", "company:test:b"))
			require.NoError(t, err)
			word := ""
			if write == "edges" {
				word = "SUED"
			}
			batch := graph.Batch{Write: write, Word: word, EveryRow: true, Args: map[string]any{"load": "1"}, Rows: []map[string]any{edge("e:1", "company:test:a", "company:test:b", "SUED")}}
			counts, err := store.Write(ctx, batch)
			require.NoError(t, err)
			require.Equal(t, graph.Counts{Created: 1}, counts)
			counts, err = store.Write(ctx, batch)
			require.NoError(t, err)
			require.Equal(t, graph.Counts{Unchanged: 1}, counts)
		})
	}
}

func TestMissingEndUndoesTheBatch(t *testing.T) {
	store, _ := pool.Open(t)
	ctx := t.Context()
	_, err := store.Write(ctx, entities("company:test:a", "company:test:b"))
	require.NoError(t, err)
	_, err = store.Write(ctx, graph.Batch{Write: "edges", Word: "SUED", EveryRow: true, Args: map[string]any{"load": "1"}, Rows: []map[string]any{
		edge("e:1", "company:test:a", "company:test:b", "SUED"), edge("e:2", "company:test:a", "company:test:nobody", "SUED")}})
	require.Equal(t, graph.CodeConflict, graph.CodeOf(err))
	require.ErrorContains(t, err, "company:test:nobody")
	result, err := store.Ask(ctx, cypher.Call{Name: "test", Text: "MATCH (:Entity)-[r:SUED]->() RETURN count(r)"})
	require.NoError(t, err)
	require.Equal(t, int64(0), result.Rows[0][0])
}

func TestDecodeEveryType(t *testing.T) {
	store, _ := pool.Open(t)
	ctx := t.Context()
	_, err := store.Write(ctx, entities("company:test:a", "company:test:b"))
	require.NoError(t, err)
	_, err = store.Write(ctx, graph.Batch{Write: "edges-few", EveryRow: true, Args: map[string]any{"load": "1"}, Rows: []map[string]any{edge("e:1", "company:test:b", "company:test:a", "SUED")}})
	require.NoError(t, err)
	result, err := store.Ask(ctx, cypher.Call{Name: "test", Text: `MATCH p = (a:Entity {id: 'company:test:a'})-[r:SUED]-(b:Entity)
RETURN p, r, a, [a, r, {x: b}] AS nested, date('2019-06-27') AS day, datetime('2019-06-27T10:00:00Z') AS instant,
  localdatetime('2019-06-27T10:00:00') AS local, time('10:00:00+01:00') AS clock, localtime('10:00:00') AS wall,
  duration('P1D') AS span, point({x: 1, y: 2}) AS place, 1 AS whole, 1.5 AS half, true AS yes, null AS nothing, 'text' AS text`})
	require.NoError(t, err)
	row := result.Rows[0]
	path := row[0].(graph.Path)
	require.Len(t, path.Nodes, 2)
	require.Equal(t, graph.ID("company:test:b"), path.Relationships[0].From)
	require.Equal(t, graph.ID("company:test:a"), path.Relationships[0].To)
	require.Equal(t, "SUED", row[1].(graph.Relationship).Type)
	require.Contains(t, row[2].(graph.Node).Labels, "Company")
	require.Equal(t, graph.ID("company:test:b"), row[3].([]any)[1].(graph.Relationship).From)
	require.IsType(t, graph.Node{}, row[3].([]any)[2].(map[string]any)["x"])
	require.Equal(t, []any{"2019-06-27", "2019-06-27T10:00:00Z", "2019-06-27T10:00:00", "10:00:00+01:00", "10:00:00"}, row[4:9])
	require.Equal(t, "P0M1DT0S", row[9])
	require.IsType(t, "", row[10])
	require.Equal(t, []any{int64(1), 1.5, true, nil, "text"}, row[11:])
}

func TestLimitTellsOfMore(t *testing.T) {
	store, _ := pool.Open(t)
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "UNWIND range(1, 4) AS n RETURN n", Limit: 3})
	require.NoError(t, err)
	require.Len(t, result.Rows, 3)
	require.True(t, result.Truncated)
	result, err = store.Ask(t.Context(), cypher.Call{Name: "test", Text: "UNWIND range(1, 3) AS n RETURN n", Limit: 3})
	require.NoError(t, err)
	require.False(t, result.Truncated)
}

// slow is a question that would take hours.
const slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"

// TestErrors walks the table of errors on a real server, row by row.
func TestErrors(t *testing.T) {
	store, library := pool.Open(t)
	server := pool.Address()
	open := func(change func(*neo4j.Options)) *neo4j.Store {
		o := neo4j.Options{URI: server.URI, User: server.User, Password: server.Password, ConnectTimeout: time.Second}
		change(&o)
		s, err := neo4j.Open(o, library)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, s.Close(context.Background())) })
		return s
	}
	ask := func(s *neo4j.Store, text string) error {
		_, err := s.Ask(t.Context(), cypher.Call{Name: "test", Text: text})
		return err
	}
	closed := closedPort(t)
	tests := []struct {
		name    string
		err     func() error
		code    graph.Code
		message string
	}{
		{"wrong password", func() error { return ask(open(func(o *neo4j.Options) { o.Password = "not the password" }), "RETURN 1") },
			graph.CodeUnavailable, "refuses user"},
		{"nobody listens", func() error { return ask(open(func(o *neo4j.Options) { o.URI = "bolt://" + closed }), "RETURN 1") },
			graph.CodeUnavailable, "does not answer: is it running?"},
		{"ping nobody", func() error { return open(func(o *neo4j.Options) { o.URI = "bolt://" + closed }).Ping(t.Context()) },
			graph.CodeUnavailable, "does not answer"},
		{"no such database", func() error { return ask(open(func(o *neo4j.Options) { o.Database = "nowhere" }), "RETURN 1") },
			graph.CodeUnavailable, `has no database "nowhere"`},
		{"syntax error", func() error { return ask(store, "RETRUN 1") }, graph.CodeInternal, "test failed"},
		{"writing in a read", func() error { return ask(store, "CREATE (:Entity)") }, graph.CodeInternal, "test failed"},
		{"server's time limit", func() error {
			return ask(open(func(o *neo4j.Options) { o.AskTimeout = 500 * time.Millisecond }), slow)
		}, graph.CodeTooCostly, "took too long: lower hops or limit"},
		{"server's memory limit", func() error { return ask(store, "RETURN size([n IN range(1, 100000000) | 'item ' + n])") },
			graph.CodeTooCostly, "more memory than the database allows"},
		{"our deadline", func() error {
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			_, err := store.Ask(ctx, cypher.Call{Name: "test", Text: slow})
			return err
		}, graph.CodeTimeout, "took longer than allowed"},
		{"caller went away", func() error {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(300*time.Millisecond, cancel)
			_, err := store.Ask(ctx, cypher.Call{Name: "test", Text: slow})
			return err
		}, graph.CodeCanceled, "was cancelled"},
		{"address that is none", func() error { _, err := neo4j.Open(neo4j.Options{URI: "http://localhost"}, library); return err },
			graph.CodeInvalid, "is not the address of a Neo4j server"},
		{"uniqueness", func() error {
			_, err := store.Write(t.Context(), entities("company:test:a", "company:test:b"))
			if err != nil {
				return err
			}
			change, err := cypher.LoadFrom(fsWithWrite("MATCH (n:Entity) SET n.id = 'company:test:same' RETURN count(n) AS updated"))
			if err != nil {
				return err
			}
			s, err := neo4j.Open(neo4j.Options{URI: server.URI, User: server.User, Password: server.Password}, change)
			if err != nil {
				return err
			}
			defer func() { require.NoError(t, s.Close(context.Background())) }()
			_, err = s.Write(t.Context(), graph.Batch{Write: "change", Rows: []map[string]any{{}}})
			return err
		}, graph.CodeConflict, "uniqueness rule"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.err()
			require.Equal(t, tt.code, graph.CodeOf(err), "%v", err)
			require.ErrorContains(t, err, tt.message)
			require.NotContains(t, err.Error(), server.Password)
		})
	}
}

// TestStoppedAndKilledServer uses servers of its own.
func TestStoppedAndKilledServer(t *testing.T) {
	embeddedtest.SkipShort(t)
	library, err := cypher.Load()
	require.NoError(t, err)
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: t.TempDir(), BoltPort: -1, HTTPPort: -1})
	if err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	store, err := neo4j.Open(neo4j.Options{URI: server.URI(), User: server.User(), Password: server.Password(), ConnectTimeout: time.Second}, library)
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close(context.Background())) }()
	_, err = store.Ask(t.Context(), cypher.Call{Name: "test", Text: "RETURN 1"})
	require.NoError(t, err)

	asked := make(chan error, 1)
	go func() {
		_, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: slow})
		asked <- err
	}()
	time.Sleep(time.Second) // the question is under way
	process, err := os.FindProcess(server.Pid())
	require.NoError(t, err)
	require.NoError(t, process.Kill())
	err = <-asked
	require.Equal(t, graph.CodeUnavailable, graph.CodeOf(err), "%v", err)
	<-server.Done()
	require.ErrorIs(t, server.Err(), embedded.ErrEnded)

	_, err = store.Ask(t.Context(), cypher.Call{Name: "test", Text: "RETURN 1"})
	require.Equal(t, graph.CodeUnavailable, graph.CodeOf(err), "%v", err)
	_, err = store.Write(t.Context(), entities("company:test:a"))
	require.Equal(t, graph.CodeUnavailable, graph.CodeOf(err), "%v", err)
	var ours *graph.Error
	require.True(t, errors.As(err, &ours))
	require.Error(t, ours.Cause)
}

func closedPort(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	return l.Addr().String()
}

// fsWithWrite is a library with the one write question "change".
func fsWithWrite(text string) fs.FS {
	return fstest.MapFS{"write/change.cypher": {Data: []byte("// title: A change for a test\n" + text)}}
}

// TestQuestionsPlanWell explains every question: it only reads, starts from an
// index, and joins nothing with everything.
func TestQuestionsPlanWell(t *testing.T) {
	_, library := pool.Open(t)
	server := pool.Address()
	d, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.User, server.Password, ""))
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close(context.Background())) }()
	for _, q := range library.Questions() {
		t.Run(q.Name, func(t *testing.T) {
			params := map[string]any{}
			for _, p := range q.Params {
				params[p.Name] = nil
			}
			session := d.NewSession(t.Context(), driver.SessionConfig{DatabaseName: "neo4j"})
			defer func() { require.NoError(t, session.Close(context.Background())) }()
			result, err := session.Run(t.Context(), "EXPLAIN CYPHER 5 "+q.Text, params)
			require.NoError(t, err)
			summary, err := result.Consume(t.Context())
			require.NoError(t, err)
			require.Equal(t, driver.StatementTypeReadOnly, summary.StatementType())
			plan := operators(summary.Plan())
			for _, unwanted := range []string{"AllNodesScan", "CartesianProduct", "LoadCSV", "AllRelationshipsScan"} {
				require.NotContains(t, plan, unwanted)
			}
		})
	}
}

// operators is the plan as text, an operator a line.
func operators(p driver.Plan) string {
	lines := []string{p.Operator()}
	for _, child := range p.Children() {
		lines = append(lines, operators(child))
	}
	return strings.Join(lines, "\n")
}
