package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEveryFuzzTargetHasACorpus: each begins with traps that are committed, and "go
// test" goes through them. Together they are small.
func TestEveryFuzzTargetHasACorpus(t *testing.T) {
	target := regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f `)
	targets, size := 0, int64(0)
	require.NoError(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".."):
			return fs.SkipDir
		case strings.Contains(filepath.ToSlash(path), "/testdata/fuzz/") && d.Type().IsRegular():
			info, err := d.Info()
			size += info.Size()
			return err
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		for _, found := range target.FindAllStringSubmatch(string(text), -1) {
			inputs, err := os.ReadDir(filepath.Join(filepath.Dir(path), "testdata", "fuzz", found[1]))
			require.NoError(t, err)
			require.GreaterOrEqual(t, len(inputs), 3, "%s: %s", path, found[1])
			targets++
		}
		return err
	}))
	require.Greater(t, targets, 30)
	require.Less(t, size, int64(300<<10))
}
