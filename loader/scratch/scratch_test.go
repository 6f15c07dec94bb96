package scratch_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/loader/scratch"
)

// TestMain makes a folder and dies without removing it, when a test asks for that.
func TestMain(m *testing.M) {
	if parent := os.Getenv("SCRATCH_LEAVE_IN"); parent != "" {
		if _, err := scratch.New(parent, "left-"); err != nil {
			panic(err)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// TestLeftBehind: a folder of a process that is gone is removed; one in use, one of another name and
// one that somebody else made stay.
func TestLeftBehind(t *testing.T) {
	parent := t.TempDir()
	dead := exec.CommandContext(t.Context(), os.Args[0])
	dead.Env = append(os.Environ(), "SCRATCH_LEAVE_IN="+parent)
	require.NoError(t, dead.Run())
	require.Len(t, names(t, parent), 1)

	other, err := scratch.New(parent, "other-")
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(filepath.Join(parent, "left-by-hand"), 0o755))
	require.Len(t, names(t, parent), 3)

	first, err := scratch.New(parent, "left-")
	require.NoError(t, err)
	require.Len(t, names(t, parent), 3, "the one that was left behind is gone")
	second, err := scratch.New(parent, "left-")
	require.NoError(t, err)
	require.Len(t, names(t, parent), 4, "the first is in use")

	require.NoError(t, os.WriteFile(filepath.Join(first.Path, "file"), []byte("text"), 0o600))
	for _, f := range []*scratch.Folder{first, second, other, first} {
		require.NoError(t, f.Remove())
	}
	require.Equal(t, []string{"left-by-hand"}, names(t, parent))
}

// TestManyAtOnce: those that begin at the same time do not remove each other's.
func TestManyAtOnce(t *testing.T) {
	parent := t.TempDir()
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			f, err := scratch.New(parent, "many-")
			if err == nil {
				err = os.WriteFile(filepath.Join(f.Path, "file"), nil, 0o600)
			}
			if err == nil {
				err = f.Remove()
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	require.Empty(t, names(t, parent))
}

// TestNoPlace names what cannot be written to.
func TestNoPlace(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	_, err := scratch.New(missing, "a-")
	require.ErrorContains(t, err, missing)
}

func names(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
