package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNoFileSteersTheTerminal: whatever others called the parts of their files, what is
// printed of them holds no command for a terminal and no line of its own.
func TestNoFileSteersTheTerminal(t *testing.T) {
	name := filepath.Join(t.TempDir(), "evil.zip")
	file, err := os.Create(name)
	require.NoError(t, err)
	z := zip.NewWriter(file)
	w, err := z.Create("\x1b[31mred\x07\u202eder")
	require.NoError(t, err)
	_, err = w.Write([]byte("a,\x1b[2J\n1,2\n"))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	require.NoError(t, file.Close())
	for _, args := range [][]string{{"verify", name}, {"check", name}, {"check", "gleif", name}, {"check", "icij", name}, {"restore", name, "--data", t.TempDir()}, {"map", name}} {
		r := cli(t, args...)
		if args[0] != "map" {
			require.NotZero(t, r.code, args)
		}
		require.NotContains(t, r.stdout+r.stderr, "\x1b", args)
		require.NotContains(t, r.stdout+r.stderr, "\u202e", args)
		require.NotContains(t, r.stdout+r.stderr, "\x07", args)
	}
}
