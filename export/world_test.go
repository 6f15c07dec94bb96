package export_test

import (
	"bytes"
	"context"
	"flag"
	"io"
	"iter"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/export"
	"ipgraph/extract"
	"ipgraph/graph"
	"ipgraph/graph/graphtest"
	"ipgraph/graph/neo4j/neo4jtest"
	"ipgraph/loader"
)

var (
	pool   neo4jtest.Pool
	update = flag.Bool("update", false, "write the golden files anew")
)

func TestMain(m *testing.M) { os.Exit(pool.Run(m)) }

// day is the day that all files of the tests bear.
const day = "2026-01-31"

// whole loads dossiers and gives the whole graph as content.
func whole(t *testing.T, s loader.Store, library *cypher.Library, folders ...string) export.Content {
	t.Helper()
	var dossiers []loader.Dossier
	for _, folder := range folders {
		d, err := loader.Open(folder)
		require.NoError(t, err)
		dossiers = append(dossiers, d)
	}
	_, err := loader.Load(t.Context(), s, library, dossiers, loader.Options{})
	require.NoError(t, err)
	return wholeOf(t, s, library)
}

func wholeOf(t *testing.T, s loader.Store, library *cypher.Library) export.Content {
	t.Helper()
	content, err := extract.Store{Reader: s, Library: library, Program: "ipgraph test", Today: day}.Whole(t.Context(), nil,
		func(ctx context.Context, w io.Writer) error { return loader.Export(ctx, s, library, w) })
	require.NoError(t, err)
	return content
}

// small is the made world of testdata/small, in memory.
func small(t *testing.T) export.Content {
	t.Helper()
	library, err := cypher.Load()
	require.NoError(t, err)
	return whole(t, graphtest.New(library), library, "testdata/small")
}

// write writes content in the format called name.
func write(t *testing.T, name string, c export.Content) []byte {
	t.Helper()
	f, err := export.Named(name)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, f.Write(t.Context(), c, &b))
	return b.Bytes()
}

// made is content put together by a test, past all validation.
type made struct {
	about      export.About
	sources    []graph.Source
	entities   []export.Entity
	statements []export.Statement
	edges      []export.Edge
}

func (m made) About() export.About { return m.about }
func (m made) Sources(context.Context) iter.Seq2[graph.Source, error] {
	return each(m.sources)
}
func (m made) Entities(context.Context) iter.Seq2[export.Entity, error] { return each(m.entities) }
func (m made) Statements(context.Context) iter.Seq2[export.Statement, error] {
	return each(m.statements)
}
func (m made) Edges(context.Context) iter.Seq2[export.Edge, error] { return each(m.edges) }
func (m made) Dossier(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, "{}\n")
	return err
}

func each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range list {
			if !yield(item, nil) {
				return
			}
		}
	}
}

// edgesOf are the edges that are not gone.
func edgesOf(t *testing.T, c export.Content) []export.Edge {
	t.Helper()
	var list []export.Edge
	for e, err := range c.Edges(t.Context()) {
		require.NoError(t, err)
		if !e.Gone {
			list = append(list, e)
		}
	}
	require.NotEmpty(t, list)
	return list
}

func entitiesOf(t *testing.T, c export.Content) []export.Entity {
	t.Helper()
	var list []export.Entity
	for e, err := range c.Entities(t.Context()) {
		require.NoError(t, err)
		list = append(list, e)
	}
	return list
}
