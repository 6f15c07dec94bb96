package embedded

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOwnJarIsLookedAt: what was cut short or changed counts as missing, and is made anew.
func TestOwnJarIsLookedAt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	class, packed := filepath.Join(dir, "Main.class"), filepath.Join(dir, "main.jar")
	require.NoError(t, os.WriteFile(class, []byte("what javac made of it"), 0o600))
	require.NoError(t, packJar(packed, class, "Main.class"))
	require.True(t, wholeJar(packed))
	require.False(t, wholeJar(class))
	require.False(t, wholeJar(filepath.Join(dir, "none.jar")))
	whole, err := os.ReadFile(packed)
	require.NoError(t, err)
	for i := range whole {
		require.NoError(t, os.WriteFile(packed, whole[:i], 0o600))
		require.False(t, wholeJar(packed), "cut at %d", i)
	}
}

func TestVersionsOfStores(t *testing.T) {
	t.Parallel()
	for version, refused := range map[string]bool{"": false, "text": false, Neo4jVersion: false, "5.26.99": false, "5.25.0": false, "5.27.0": true, "2026.04.0": true, "4.4.42": true} {
		data := t.TempDir()
		require.NoError(t, writeInfo(data, Info{Version: version}))
		require.NoError(t, checkVersion(data, Neo4jVersion), "%s: there is no store", version)
		require.NoError(t, os.MkdirAll(filepath.Join(data, "data", "databases", database), 0o700))
		err := checkVersion(data, Neo4jVersion)
		require.Equal(t, refused, errors.Is(err, ErrVersion), "%s: %v", version, err)
	}
}
