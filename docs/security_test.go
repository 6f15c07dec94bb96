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

// security.md names a test for each line of its table; each of them exists.
func TestEveryDefenceHasItsProof(t *testing.T) {
	text, err := os.ReadFile("security.md")
	require.NoError(t, err)
	_, table, found := strings.Cut(string(text), "| Attempt |")
	require.True(t, found)
	tests := testsOf(t, "..")
	rows := 0
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| --- ") {
			continue
		}
		named := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9_]+)`").FindAllStringSubmatch(line, -1)
		if !strings.Contains(line, "What stands against it") {
			require.NotEmpty(t, named, line)
			rows++
		}
		for _, n := range named {
			require.True(t, tests[n[1]], "there is no test %s", n[1])
		}
	}
	require.Greater(t, rows, 20)
}

// testsOf are the names of all tests and fuzz targets below a folder.
func testsOf(t *testing.T, root string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "node_modules":
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		for _, found := range function.FindAllStringSubmatch(string(text), -1) {
			names[found[1]] = true
		}
		return err
	}))
	return names
}
