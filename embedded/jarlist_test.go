package embedded

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "fetch the jars and write jars.sha256 anew")

// TestJarList checks the form of jars.sha256; with -update it fetches the jars of pom.xml and writes
// the list anew.
func TestJarList(t *testing.T) {
	if *update {
		for file, version := range map[string]string{"jars.sha256": Neo4jVersion, "embeddedtest/newest.sha256": newest(t)} {
			writeSums(t, file, version)
		}
		return
	}
	list := jarList(jarSums)
	require.Greater(t, len(list), 200)
	for _, j := range list {
		require.Len(t, j.sum, 64)
		require.Equal(t, filepath.Base(j.name), j.name)
		require.True(t, strings.HasSuffix(j.name, ".jar"))
	}
}

// newest is the version that embeddedtest names.
func newest(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("embeddedtest/release.go")
	require.NoError(t, err)
	match := regexp.MustCompile(`Version: "([0-9.]+)"`).FindSubmatch(text)
	require.NotNil(t, match)
	return string(match[1])
}

func writeSums(t *testing.T, file, version string) {
	t.Helper()
	dir := t.TempDir()
	jars := filepath.Join(dir, "jars")
	require.NoError(t, copyDependencies(context.Background(), version, dir, jars))
	entries, err := os.ReadDir(jars)
	require.NoError(t, err)
	var text strings.Builder
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(jars, entry.Name()))
		require.NoError(t, err)
		fmt.Fprintf(&text, "%x  %s\n", sha256.Sum256(content), entry.Name())
	}
	require.NoError(t, os.WriteFile(file, []byte(text.String()), 0o644)) // A source file.
}

func TestExplain(t *testing.T) {
	log := "java.lang.RuntimeException: Error starting Neo4j\n\tat org.neo4j.X.y(X.java:1)\n" +
		"Caused by: java.io.IOException: No space left on device\n\t... 3 more\n"
	require.Equal(t, "the disk is full: Caused by: java.io.IOException: No space left on device", explain(log))
	require.Equal(t, "Caused by: b", explain("x\nCaused by: a\nCaused by: b\n"))
	require.Empty(t, explain("all is well\n"))
	require.NotContains(t, withoutStack(log), "X.java")
}
