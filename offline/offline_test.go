package offline_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"ipgraph/bench/world"
	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
	"ipgraph/graph/neo4j"
	"ipgraph/graph/neo4j/neo4jtest"
	"ipgraph/loader"
	"ipgraph/offline"
	"ipgraph/seeds"
)

var pool neo4jtest.Pool

func TestMain(m *testing.M) { os.Exit(pool.Run(m)) }

// TestTheStoreIsTheSame: what the importer makes of a load is, to the last property, what the
// load itself makes, and a load that follows changes nothing.
func TestTheStoreIsTheSame(t *testing.T) {
	embeddedtest.SkipShort(t)
	options := loader.Options{Now: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC), HubDegree: 50}
	store, library := pool.Open(t)
	server := pool.Address()
	withoutKeys(t, server)
	want, err := loader.Load(t.Context(), store, library, dossiers(t), options)
	require.NoError(t, err)

	folder, private := t.TempDir(), embedded.Options{DataDir: t.TempDir(), BoltPort: -1, HTTPPort: -1}
	files, err := offline.New(folder)
	require.NoError(t, err)
	got, err := loader.Load(t.Context(), files, library, dossiers(t), options)
	require.NoError(t, err)
	require.NoError(t, files.Close())
	want.Elapsed, got.Elapsed = 0, 0
	require.Equal(t, want, got)
	require.False(t, embedded.HasStore(private.DataDir))
	if err := embedded.Import(t.Context(), private, io.Discard, files.Arguments()...); err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	require.True(t, embedded.HasStore(private.DataDir))
	made, err := embedded.Start(t.Context(), private)
	require.NoError(t, err)
	defer func() { require.NoError(t, made.Stop(context.WithoutCancel(t.Context()))) }()
	address := neo4jtest.Server{URI: made.URI(), User: made.User(), Password: made.Password()}
	second, err := neo4j.Open(neo4j.Options{URI: address.URI, User: address.User, Password: address.Password}, library)
	require.NoError(t, err)
	defer func() { require.NoError(t, second.Close(context.WithoutCancel(t.Context()))) }()
	require.NoError(t, files.Complete(t.Context(), second))
	for _, part := range contents {
		require.Equal(t, ask(t, server, part), ask(t, address, part), part)
	}
	require.NotEmpty(t, ask(t, address, edgeKeys), "types with many edges have an index on the key")

	again, err := loader.Load(t.Context(), second, library, dossiers(t), loader.Options{Compare: true, HubDegree: 50})
	require.NoError(t, err)
	require.False(t, again.Changed(), "%+v", again)
}

// contents give all that a store holds, but for when a load came to its end.
var contents = []string{
	"MATCH (n) RETURN labels(n) AS labels, n {.*, finished: null} AS properties ORDER BY labels(n)[0], coalesce(n.id, n.name, n.dossier), n.id",
	"MATCH (a)-[r]->(b) RETURN a.id AS from, type(r) AS type, r {.*} AS properties, b.id AS to ORDER BY a.id, type(r), b.id, r.key",
	"SHOW INDEXES YIELD name, state, type, labelsOrTypes, properties RETURN name, state, type, labelsOrTypes, properties ORDER BY name",
}

const edgeKeys = "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'edge_key_' RETURN name"

// withoutKeys removes the indexes on keys of edges that the tests of other packages left.
func withoutKeys(t *testing.T, server neo4jtest.Server) {
	t.Helper()
	for _, row := range rowsOf(t, server, edgeKeys) {
		rowsOf(t, server, fmt.Sprintf("DROP CONSTRAINT %s", row["name"]))
	}
}

// dossiers are the story, which corrects and disputes, and a made-up world with hubs and records.
func dossiers(t *testing.T) []loader.Dossier {
	t.Helper()
	g := world.New(300, 4000)
	text := &fstest.MapFile{}
	require.NoError(t, g.WriteDossier(writerTo{text}))
	return []loader.Dossier{{Name: "story", Path: "seeds", FS: seeds.FS()}, {Name: "world", Path: "world", FS: fstest.MapFS{"world.jsonl": text}}}
}

type writerTo struct{ *fstest.MapFile }

func (w writerTo) Write(p []byte) (int, error) { w.Data = append(w.Data, p...); return len(p), nil }

func ask(t *testing.T, server neo4jtest.Server, text string) []map[string]any {
	t.Helper()
	rows := rowsOf(t, server, text)
	require.NotEmpty(t, rows)
	return rows
}

func rowsOf(t *testing.T, server neo4jtest.Server, text string) (rows []map[string]any) {
	t.Helper()
	conn, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.User, server.Password, ""))
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(context.WithoutCancel(t.Context()))) }()
	result, err := driver.ExecuteQuery(t.Context(), conn, text, nil, driver.EagerResultTransformer)
	require.NoError(t, err)
	for _, record := range result.Records {
		row := record.AsMap()
		if labels, ok := row["labels"].([]any); ok { // they come in no order
			slices.SortFunc(labels, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		}
		rows = append(rows, row)
	}
	return rows
}
