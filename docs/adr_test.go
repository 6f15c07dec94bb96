package docs_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// adr/dependencies.md gives a reason for every direct dependency.
func TestDependenciesHaveReasons(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	require.NoError(t, err)
	var direct []string
	for _, line := range regexp.MustCompile(`(?m)^\t(\S+) v\S+$`).FindAllStringSubmatch(string(mod), -1) {
		direct = append(direct, line[1])
	}
	text, err := os.ReadFile("adr/dependencies.md")
	require.NoError(t, err)
	var explained []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| [^|]+ \\| [^|]+ \\|$").FindAllStringSubmatch(string(text), -1) {
		explained = append(explained, row[1])
	}
	require.ElementsMatch(t, direct, explained)
}

// It gives a reason for every package of the interface too, with the version that is pinned.
func TestPackagesHaveReasons(t *testing.T) {
	file, err := os.ReadFile("../web/package.json")
	require.NoError(t, err)
	var pinned struct{ Dependencies, DevDependencies map[string]string }
	require.NoError(t, json.Unmarshal(file, &pinned))
	maps.Copy(pinned.Dependencies, pinned.DevDependencies)
	text, err := os.ReadFile("adr/dependencies.md")
	require.NoError(t, err)
	explained := map[string]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| [^|]+ \\| [^|]+ \\|$").FindAllStringSubmatch(string(text), -1) {
		explained[row[1]] = row[2]
	}
	require.Equal(t, pinned.Dependencies, explained)
}

// Every link between the documents leads to a file.
func TestLinksLeadSomewhere(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.md", "adr/*.md", "../*.md", "../seeds/*.md"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		files = append(files, found...)
	}
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, link := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(string(text), -1) {
			target, _, _ := strings.Cut(link[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			_, err := os.Stat(filepath.Join(filepath.Dir(file), target)) // a file or a folder
			assert.NoError(t, err, "%s links to it", file)
		}
	}
}
