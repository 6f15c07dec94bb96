package graphtest_test

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/graph/graphtest"
	"ipgraph/loader"
	"ipgraph/seeds"
)

func open(t *testing.T) *graphtest.Store {
	t.Helper()
	library, err := cypher.Load()
	require.NoError(t, err)
	return graphtest.New(library)
}

func TestConformance(t *testing.T) {
	graphtest.Run(t, func(t *testing.T) graphtest.Tested { return open(t) })
}

// TestEveryFileIsKnown fails when a file is added that the store does not have.
func TestEveryFileIsKnown(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	store := graphtest.New(library)
	for _, name := range names(t, "keep") {
		q, err := library.Keep(name)
		require.NoError(t, err)
		word := "SUED"
		if name == "hashes" {
			word = "Entity"
		}
		_, err = store.Ask(t.Context(), q.KeepCall(word, map[string]any{}))
		require.NoError(t, err, name)
	}
	for _, name := range names(t, "write") {
		if slices.Contains([]string{"edge-key", "one-version", "hold"}, name) { // they make constraints, or hold a lock, and take no rows
			continue
		}
		_, err := store.Write(t.Context(), graph.Batch{Write: name})
		require.NoError(t, err, name)
	}
}

// names lists the files of a folder of questions, without their endings.
func names(t *testing.T, folder string) []string {
	t.Helper()
	paths, err := filepath.Glob("../../cypher/" + folder + "/*.cypher")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for i, p := range paths {
		paths[i] = strings.TrimSuffix(filepath.Base(p), ".cypher")
	}
	return paths
}

func TestCannedAnswers(t *testing.T) {
	s := open(t)
	call := cypher.Call{Name: "search", Limit: 1}
	_, err := s.Ask(t.Context(), call)
	require.ErrorContains(t, err, `cannot answer "search"`)
	s.Answer("search", graph.Result{Columns: []string{"n"}, Rows: [][]any{{[]string{"a"}}, {2}}})
	for range 2 {
		got, err := s.Ask(t.Context(), call)
		require.NoError(t, err)
		require.Equal(t, graph.Result{Columns: []string{"n"}, Rows: [][]any{{[]any{"a"}}}, Truncated: true}, got)
		got.Rows[0][0] = "changed by the caller"
	}
	s.Fail("search", errors.New("broken"))
	_, err = s.Ask(t.Context(), call)
	require.EqualError(t, err, "broken")
	s.Fail("search", nil)
	_, err = s.Ask(t.Context(), call)
	require.NoError(t, err)
	s.Delay(time.Hour)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err = s.Ask(ctx, call)
	require.Equal(t, graph.CodeTimeout, graph.CodeOf(err))
}

// TestLoad loads the story into memory, twice.
func TestLoad(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	s := graphtest.New(library)
	dossier := []loader.Dossier{{Name: "story", Path: "seeds", FS: seeds.FS()}}
	report, err := loader.Load(t.Context(), s, library, dossier, loader.Options{})
	require.NoError(t, err)
	require.True(t, report.Changed())
	report, err = loader.Load(t.Context(), s, library, dossier, loader.Options{Compare: true, Now: time.Now().Add(time.Second)})
	require.NoError(t, err)
	require.False(t, report.Changed())
	require.NotZero(t, report.Seen.Statements)
	s.Fail("statements", fs.ErrClosed)
	_, err = loader.Load(t.Context(), s, library, dossier, loader.Options{Compare: true})
	require.ErrorIs(t, err, fs.ErrClosed)
}
