package export_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/export"
)

// TestGolden writes the made world in every format; read what changed before you
// keep it. A bundle is compared file by file, and a workbook by its cells elsewhere.
func TestGolden(t *testing.T) {
	t.Parallel()
	content := small(t)
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			written := write(t, f.Name, content)
			if f.Name == "xlsx" { // the parts of a workbook come in any order
				return
			}
			require.Equal(t, written, write(t, f.Name, content), "two exports of one graph are equal")
			if f.Extension == "zip" {
				written = unpacked(t, written)
			}
			golden := filepath.Join("testdata", "golden", f.Name+".txt")
			if *update {
				require.NoError(t, os.WriteFile(golden, written, 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err, "run: go test ./export -update")
			require.Equal(t, string(want), string(written))
		})
	}
}

// unpacked are the files of a bundle one after another.
func unpacked(t *testing.T, bundle []byte) []byte {
	t.Helper()
	var all bytes.Buffer
	for name, text := range files(t, bundle) {
		fmt.Fprintf(&all, "--- %s\n%s\n", name, text)
	}
	return all.Bytes()
}

// files gives the files of a bundle in their order.
func files(t *testing.T, bundle []byte) func(yield func(string, []byte) bool) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	require.NoError(t, err)
	return func(yield func(string, []byte) bool) {
		for _, f := range r.File {
			opened, err := f.Open()
			require.NoError(t, err)
			text, err := io.ReadAll(opened)
			require.NoError(t, err)
			if !yield(f.Name, text) {
				return
			}
		}
	}
}

func file(t *testing.T, bundle []byte, name string) []byte {
	t.Helper()
	for found, text := range files(t, bundle) {
		if found == name {
			return text
		}
	}
	require.Fail(t, "missing", "%s", name)
	return nil
}
