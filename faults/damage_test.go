//go:build unix

package faults

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/graph"
	"ipgraph/graph/graphtest"
	"ipgraph/loader"
)

// damages are ways in which a file goes bad.
var damages = []struct {
	name string
	do   func(r *rand.Rand, content []byte) []byte
}{
	{"cut short", func(r *rand.Rand, content []byte) []byte { return content[:r.IntN(len(content))] }},
	{"a bit flipped", func(r *rand.Rand, content []byte) []byte {
		content[r.IntN(len(content))] ^= 1 << r.IntN(8)
		return content
	}},
	{"garbage in it", func(r *rand.Rand, content []byte) []byte {
		at := r.IntN(len(content))
		for i := at; i < min(at+1+r.IntN(60), len(content)); i++ {
			content[i] = byte(r.IntN(256))
		}
		return content
	}},
	{"a part of it zero", func(r *rand.Rand, content []byte) []byte {
		at := r.IntN(len(content))
		clear(content[at:min(at+512, len(content))])
		return content
	}},
	{"all garbage", func(r *rand.Rand, content []byte) []byte {
		for i := range content {
			content[i] = byte(r.IntN(256))
		}
		return content
	}},
	{"empty", func(*rand.Rand, []byte) []byte { return nil }},
}

// faultLine is how a fault of a dossier begins: file, line and column.
var faultLine = regexp.MustCompile(`^\S+:\d+:\d+: `)

// TestDossierIsDamaged damages each file of a dossier: it is refused with file, line and column, and
// nothing is written; or it is right all the same, and loads.
func TestDossierIsDamaged(t *testing.T) {
	library, err := cypher.Load()
	require.NoError(t, err)
	dossier := filepath.Join(t.TempDir(), "dossier")
	require.NoError(t, os.CopyFS(dossier, os.DirFS("testdata/small")))
	times := 20
	if *full {
		times = 200
	}
	random := rand.New(rand.NewPCG(*seed, 7))
	files, err := filepath.Glob(filepath.Join(dossier, "*"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var refused, loaded int
	for _, file := range files {
		whole, err := os.ReadFile(file)
		require.NoError(t, err)
		for i := range times * len(damages) {
			damage := damages[i%len(damages)]
			require.NoError(t, os.WriteFile(file, damage.do(random, []byte(string(whole))), 0o600))
			store := graphtest.New(library)
			err := loadFolder(t, store, library, dossier)
			if err == nil {
				loaded++
				continue
			}
			refused++
			requireLocated(t, err, dossier)
			requireNothing(t, store, library)
		}
		require.NoError(t, os.WriteFile(file, whole, 0o600))
	}
	require.NoError(t, loadFolder(t, graphtest.New(library), library, dossier))
	require.Positive(t, refused)
	seen.add(fmt.Sprintf("a file of a dossier cut short, with a bit flipped, garbage or zeros in it, all garbage, empty (seed %d)", *seed), times*len(damages)*len(files),
		fmt.Sprintf("%d refused with file, line and column of each fault, and nothing written; %d still right, and loaded; no panic", refused, loaded), unchecked)
}

func loadFolder(t *testing.T, store loader.Store, library *cypher.Library, folder string) error {
	t.Helper()
	d, err := loader.Open(folder)
	require.NoError(t, err)
	_, err = loader.Load(t.Context(), store, library, []loader.Dossier{d}, loader.Options{})
	return err
}

func requireLocated(t *testing.T, err error, folder string) {
	t.Helper()
	require.Equal(t, graph.CodeInvalid, graph.CodeOf(err), "%v", err)
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	require.NotEmpty(t, lines)
	require.Regexp(t, faultLine, lines[0], "%v", err)
	require.Contains(t, err.Error(), folder)
	require.Contains(t, err.Error(), "nothing was written")
}

// requireNothing looks that a store in memory holds nothing.
func requireNothing(t *testing.T, store *graphtest.Store, library *cypher.Library) {
	t.Helper()
	for _, question := range []string{"counts", "last-load", "schema-version"} {
		q, err := library.Keep(question)
		require.NoError(t, err)
		result, err := store.Ask(t.Context(), q.KeepCall("", nil))
		require.NoError(t, err)
		for _, row := range result.Rows {
			for _, n := range row {
				require.Zero(t, n, question)
			}
		}
	}
}

// TestJarIsDamaged: a jar that is not the pinned one is never run.
func TestJarIsDamaged(t *testing.T) {
	binary(t)
	cache := t.TempDir()
	jars := copiedCache(t, cache)
	names, err := filepath.Glob(filepath.Join(jars, "*.jar"))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	at, times := place{data: filepath.Join(t.TempDir(), "data")}, 1
	if *full {
		times = 5
	}
	random := rand.New(rand.NewPCG(*seed, 8))
	for i := range times * len(damages) {
		damage, name := damages[i%len(damages)], names[random.IntN(len(names))]
		whole, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NoError(t, os.Remove(name)) // it is a second name of the real one
		require.NoError(t, os.WriteFile(name, damage.do(random, []byte(string(whole))), 0o600))
		p := start(t, at.environment("XDG_CACHE_HOME="+cache), "load", "testdata/first")
		require.Equal(t, 6, p.wait(t), "%s %s: %s", damage.name, name, &p.stderr)
		require.Contains(t, p.stderr.String(), "the jar "+name+" is damaged")
		require.Contains(t, p.stderr.String(), "delete the folder "+jars)
		require.False(t, embedded.HasStore(at.data), "no server ran")
		require.NoError(t, os.WriteFile(name, whole, 0o600))
	}
	if !*full {
		return
	}
	seen.add(fmt.Sprintf("a jar of Neo4j damaged in the cache, as dossiers above (seed %d)", *seed), times*len(damages), "exit code 6, the jar, and which folder to delete; no server was started, no store made", unchecked)
}

// copiedCache makes a second cache of the private Neo4j, and gives its folder of jars.
func copiedCache(t *testing.T, cache string) string {
	t.Helper()
	require.NoError(t, embedded.Fetch(t.Context(), "", nil))
	user, err := os.UserCacheDir()
	require.NoError(t, err)
	from, to := filepath.Join(user, "ipgraph", "neo4j-"+embedded.Neo4jVersion), filepath.Join(cache, "ipgraph", "neo4j-"+embedded.Neo4jVersion)
	require.NoError(t, os.MkdirAll(to, 0o700))
	var jars string
	require.NoError(t, filepath.WalkDir(from, func(path string, entry os.DirEntry, err error) error {
		if err != nil || path == from || entry.Name() == "lock" {
			return err
		}
		target := filepath.Join(to, strings.TrimPrefix(path, from))
		if entry.IsDir() {
			if strings.HasPrefix(entry.Name(), "jars-") && filepath.Dir(path) == from {
				jars = target
			}
			return os.Mkdir(target, 0o700)
		}
		return os.Link(path, target)
	}))
	require.NotEmpty(t, jars)
	return jars
}

// TestOwnJarIsDamaged: the one jar that is made on the machine is made anew.
func TestOwnJarIsDamaged(t *testing.T) {
	onlyFull(t)
	cache := t.TempDir()
	jars, err := filepath.Glob(filepath.Join(filepath.Dir(copiedCache(t, cache)), "main-*.jar"))
	require.NoError(t, err)
	require.Len(t, jars, 1)
	whole, err := os.ReadFile(jars[0])
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(*seed, 9))
	at := place{data: t.TempDir()}
	for _, damage := range damages {
		require.NoError(t, os.Remove(jars[0]))
		require.NoError(t, os.WriteFile(jars[0], damage.do(random, []byte(string(whole))), 0o600))
		p := start(t, at.environment("XDG_CACHE_HOME="+cache), "ask", "stats")
		require.Zero(t, p.wait(t), "%s: %s", damage.name, &p.stderr)
	}
	checkStore(t, at.data)
	seen.add("the jar of our own main class damaged in the cache", len(damages), "it was made anew where it differed, and Neo4j started", checked)
}
