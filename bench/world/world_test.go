package world_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"ipgraph/bench/world"
	"ipgraph/cypher"
	"ipgraph/loader"
)

// TestWorldIsADossier: what is generated can be loaded, and is the same each time.
func TestWorldIsADossier(t *testing.T) {
	var first, second bytes.Buffer
	require.NoError(t, world.New(2000, 10_000).WriteDossier(&first))
	require.NoError(t, world.New(2000, 10_000).WriteDossier(&second))
	require.Equal(t, first.Bytes(), second.Bytes())
	d := loader.Dossier{Name: "world", Path: "world", FS: fstest.MapFS{"world.jsonl": {Data: first.Bytes()}}}
	summary, err := loader.Check(t.Context(), []loader.Dossier{d}, nil)
	require.NoError(t, err)
	require.Greater(t, summary.Statements, 10_000)
}

// TestEveryQuestionCanBeAskedOfIt, so that a new one is measured too.
func TestEveryQuestionCanBeAskedOfIt(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	g := world.New(2000, 10_000)
	for _, q := range library.Questions() {
		for i := range 3 {
			args, ok := g.Args(q.Name, i)
			require.True(t, ok, "add arguments for %s", q.Name)
			_, err := q.Bind(args)
			require.NoError(t, err)
		}
	}
}
