package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFilesAreWhole: what is written gets its name at the end, and what had it before stays until then.
func TestFilesAreWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "graph")
	text := func(words string, fails error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, words)
			return errors.Join(err, fails)
		}
	}
	full := errors.New("no space left on device")
	require.ErrorIs(t, toFile(file, nil, text("part", full)), full)
	require.NoFileExists(t, file)
	require.NoError(t, toFile(file, nil, text("one", nil)))
	require.ErrorIs(t, toFile(file, nil, text("part", full)), full)
	content := func(name string) string {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		return string(b)
	}
	require.Equal(t, "one", content(file))
	require.NoError(t, toFile(file, nil, text("two", nil)))
	require.Equal(t, "two", content(file))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1, "nothing else is left")
	if runtime.GOOS == "windows" {
		return
	}
	link := filepath.Join(dir, "link")
	require.NoError(t, os.Symlink(file, link))
	require.NoError(t, toFile(link, nil, text("three", nil)))
	require.Equal(t, "three", content(file), "a link stays one")
	require.NoError(t, toFile(os.DevNull, nil, text("gone", nil)))
	info, err := os.Stat(os.DevNull)
	require.NoError(t, err)
	require.False(t, info.Mode().IsRegular(), "a device stays one")
}
