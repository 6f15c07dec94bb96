package loader_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader"
)

var update = flag.Bool("update", false, "rewrite expected.txt of each broken dossier")

// TestBrokenDossiers compares what `ipgraph check` says of each broken dossier
// with its expected.txt. A reporter should learn what is wrong, where, and what
// to write instead.
func TestBrokenDossiers(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob("testdata/broken/*")
	require.NoError(t, err)
	require.NotEmpty(t, folders)
	for _, folder := range folders {
		name := filepath.Base(folder)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, err := loader.Open(folder)
			require.NoError(t, err)
			d.Path = name // the same on every machine
			_, err = loader.Check(context.Background(), []loader.Dossier{d}, nil)
			require.Error(t, err)
			require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
			expected := filepath.Join(folder, "expected.txt")
			if *update {
				require.NoError(t, os.WriteFile(expected, []byte(err.Error()+"\n"), 0o600))
			}
			want, readErr := os.ReadFile(expected)
			require.NoError(t, readErr)
			require.Equal(t, string(want), err.Error()+"\n")
		})
	}
}
