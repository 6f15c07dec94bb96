package embedded_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/embedded"
	"ipgraph/embedded/embeddedtest"
)

// TestMissingTools starts with an empty cache and a PATH that has only some of the tools.
func TestMissingTools(t *testing.T) {
	embeddedtest.SkipShort(t)
	if runtime.GOOS != "linux" {
		t.Skip("the tools are looked for in fixed folders elsewhere")
	}
	require.NoError(t, embedded.Fetch(t.Context(), "", nil))
	tests := []struct {
		name  string
		tools []string
		jars  bool
		want  error
		says  string
	}{
		{"no java", nil, false, embedded.ErrNoJava, "apt install openjdk-17-jdk-headless"},
		{"no maven", []string{"java"}, false, embedded.ErrNoMaven, "Maven is not installed"},
		{"no compiler", []string{"java"}, true, embedded.ErrNoCompiler, "a JRE, not a JDK"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path, cache := t.TempDir(), t.TempDir()
			for _, tool := range test.tools {
				found, err := exec.LookPath(tool)
				require.NoError(t, err)
				require.NoError(t, os.Symlink(found, filepath.Join(path, tool)))
			}
			if test.jars {
				linkJars(t, cache)
			}
			t.Setenv("PATH", path)
			t.Setenv("JAVA_HOME", "")
			err := embedded.Fetch(t.Context(), cache, nil)
			require.ErrorIs(t, err, test.want)
			require.ErrorContains(t, err, test.says)
			require.ErrorContains(t, err, "set NEO4J_URI")
		})
	}
}

func TestOldJava(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the false java is a shell script")
	}
	path := t.TempDir()
	script := "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n"
	require.NoError(t, os.WriteFile(filepath.Join(path, "java"), []byte(script), 0o700)) // It has to run.
	t.Setenv("PATH", path+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("JAVA_HOME", "")
	err := embedded.Fetch(t.Context(), t.TempDir(), nil)
	require.ErrorIs(t, err, embedded.ErrNoJava)
	require.ErrorContains(t, err, "too old (version 11, needed 17 or newer)")
}

// TestBadJar changes one byte, and then takes a jar away.
func TestBadJar(t *testing.T) {
	embeddedtest.SkipShort(t)
	if err := embedded.Fetch(t.Context(), "", nil); err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	cache := t.TempDir()
	jars := linkJars(t, cache)
	victim := filepath.Join(jars, "neo4j-kernel-5.26.16.jar")
	content, err := os.ReadFile(victim)
	require.NoError(t, err)
	content = bytes.Clone(content)
	content[len(content)/2] ^= 1
	require.NoError(t, os.Remove(victim)) // A link to the shared one.
	require.NoError(t, os.WriteFile(victim, content, 0o600))

	_, err = embedded.Start(t.Context(), embedded.Options{DataDir: t.TempDir(), CacheDir: cache})
	require.ErrorIs(t, err, embedded.ErrBadJar)
	require.ErrorContains(t, err, victim)
	require.ErrorContains(t, err, "expected ")
	require.ErrorContains(t, err, "delete the folder "+jars)

	require.NoError(t, os.Remove(victim))
	err = embedded.Fetch(t.Context(), cache, nil)
	require.ErrorIs(t, err, embedded.ErrBadJar)
	require.ErrorContains(t, err, victim+" is missing")
}

// TestBadArchive shows that a class-data archive which the JVM does not accept fails nothing.
func TestBadArchive(t *testing.T) {
	embeddedtest.SkipShort(t)
	if err := embedded.Fetch(t.Context(), "", nil); err != nil {
		embeddedtest.SkipOrFail(t, err)
	}
	cache := t.TempDir()
	shared := filepath.Dir(sharedJars(t))
	for _, pattern := range []string{"jars-*", "main-*", "classes-*"} {
		found, err := filepath.Glob(filepath.Join(shared, pattern))
		require.NoError(t, err)
		for _, path := range found {
			copied := filepath.Join(cache, filepath.Base(path))
			if pattern == "classes-*" {
				require.NoError(t, os.WriteFile(copied, []byte("no archive"), 0o600))
				continue
			}
			require.NoError(t, os.Symlink(path, copied))
		}
	}
	mustQuery(t, start(t, embedded.Options{DataDir: t.TempDir(), CacheDir: cache}), "RETURN 1")
}

// sharedJars is the folder of the jars in the default cache folder.
func sharedJars(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	found, err := filepath.Glob(filepath.Join(cache, "ipgraph", "neo4j-5.26.16", "jars-*"))
	require.NoError(t, err)
	require.Len(t, found, 1)
	return found[0]
}

// linkJars gives another cache folder the jars of the shared one.
func linkJars(t *testing.T, cache string) string {
	t.Helper()
	shared := sharedJars(t)
	found, err := filepath.Glob(filepath.Join(shared, "*.jar"))
	require.NoError(t, err)
	jars := filepath.Join(cache, filepath.Base(shared))
	require.NoError(t, os.Mkdir(jars, 0o700))
	for _, path := range found {
		require.NoError(t, os.Symlink(path, filepath.Join(jars, filepath.Base(path))))
	}
	return jars
}
