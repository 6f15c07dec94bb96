//go:build unix

package faults

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestNetworkCutsAnswers cuts what Neo4j says after a number of bytes chosen by chance: who asked gets
// the whole answer or an error, never a part, and the next answer when the network is back.
func TestNetworkCutsAnswers(t *testing.T) {
	binary(t)
	at, server := shared(t)
	ok(t, at, "load", "../seeds")
	net, through := newProxy(t, at)
	address := serve(t, through)
	want := answersAgain(t, address)
	exported := ok(t, at, "export", "--statements")
	times := 3
	if *full {
		times = 15
	}
	random := rand.New(rand.NewPCG(*seed, 2))
	var whole, failed int
	for range times {
		net.left.Store(random.Int64N(20_000))
		if a := get(address + "v1/paths?from=micron&to=futurewei"); a.status == http.StatusOK {
			require.NoError(t, a.err)
			require.Equal(t, want[1], a.body)
			whole++
		} else {
			requireUnavailable(t, a)
			failed++
		}
		net.heal()
		file := filepath.Join(t.TempDir(), "graph.jsonl")
		net.left.Store(random.Int64N(200_000))
		r := run(t, through, "export", "--statements", "-o", file)
		if r.code == 0 {
			content, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, exported, string(content))
			whole++
		} else {
			require.Equal(t, 6, r.code, r.stderr)
			require.Contains(t, r.stderr, "does not answer")
			requireEmpty(t, filepath.Dir(file))
			failed++
		}
		net.heal()
		require.Equal(t, want, answersAgain(t, address))
	}
	require.Positive(t, failed)
	if server == nil {
		return
	}
	checkCopy(t, server)
	seen.add(fmt.Sprintf("the network cut after a number of bytes chosen by chance (seed %d), in answers over HTTP and in `ipgraph export`", *seed), 2*times,
		fmt.Sprintf("%d whole answers, %d errors (503, exit code 6), nothing in part; the next answer was right", whole, failed), checked)
}

// requireEmpty looks that nothing was left in a folder.
func requireEmpty(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, entries)
}

// TestNetworkCutsLoads cuts, drops and slows what a load hears: it says so, and done again it gives the
// graph of an undisturbed one.
func TestNetworkCutsLoads(t *testing.T) {
	binary(t)
	at, server := shared(t)
	times, size := 1, graphSize{}
	if *full {
		times, size = 3, aWorld
	}
	dirs := dossiers(t, size)
	ok(t, at, load(dirs)...)
	wipe(t, at)
	net, through := newProxy(t, at)
	ok(t, through, load(dirs)...)
	said := net.carried.Load()
	want := snapshot(t, at)

	random := rand.New(rand.NewPCG(*seed, 3))
	codes := map[int]int{}
	for i := range 2 * times {
		wipe(t, at)
		var p *program
		if i%2 == 0 { // cut for good, in the middle of a message
			net.left.Store(random.Int64N(said))
			p = start(t, through.environment(), load(dirs)...)
		} else { // all connections end once
			p = start(t, through.environment(), load(dirs)...)
			awaitFirst(t, at, firsts[random.IntN(len(firsts))])
			net.drop()
		}
		code := p.wait(t)
		require.Contains(t, []int{0, 6}, code, "%s", &p.stderr)
		if code == 6 {
			require.Regexp(t, "does not answer|was lost", p.stderr.String())
		}
		codes[code]++
		net.heal()
		ok(t, through, load(dirs)...)
		same(t, want, snapshot(t, at))
	}
	require.Positive(t, codes[6])
	if server == nil {
		return
	}
	checkCopy(t, server)
	seen.add(fmt.Sprintf("the network of `ipgraph load` cut in the middle of a message, or all its connections ended once (seed %d)", *seed), 2*times,
		fmt.Sprintf("%d ended with exit code 6 and a reason, %d came to their end all the same; loaded again, the graph was that of an undisturbed load", codes[6], codes[0]), checked)

	wipe(t, at)
	net.pause.Store(int64(20 * time.Millisecond))
	ok(t, through, load(dirs)...)
	net.heal()
	same(t, want, snapshot(t, at))
	checkCopy(t, server)
	seen.add("a network that is 20 ms late with every 4 KB", 1, "the load took longer, and made the same graph", checked)
}

// TestNetworkIsSilent swallows what is said: connections stay, and nothing comes.
func TestNetworkIsSilent(t *testing.T) {
	onlyFull(t)
	data := t.TempDir()
	server := private(t, data)
	at := serverOf(server)
	ok(t, at, "load", "../seeds")
	net, through := newProxy(t, at)
	address := serve(t, through)
	want := answersAgain(t, address)

	p := start(t, through.environment(), load(dossiers(t, aWorld))...)
	p.await(t, "sources: ")
	net.silent.Store(true)
	a := get(address + "v1/paths?from=micron&to=futurewei")
	require.Contains(t, []int{http.StatusServiceUnavailable, http.StatusGatewayTimeout}, a.status, a.body)
	r := run(t, through, "ask", "stats")
	require.Equal(t, 6, r.code, r.stderr)
	require.Contains(t, r.stderr, "does not answer")
	require.Equal(t, 6, p.wait(t), "%s", &p.stderr)
	require.Contains(t, p.stderr.String(), "load again, and it does")
	net.heal()
	half := get(address + asked[0])
	require.Equal(t, http.StatusServiceUnavailable, half.status, half.body)
	require.Contains(t, half.body, `"loading"`, "the graph is half of what it will be")
	ok(t, through, load(dossiers(t, aWorld))...)
	require.Equal(t, want, answersAgain(t, address), "what was loaded stands beside it")
	stop(t, server)
	checkStore(t, data)
	seen.add("a network that is silent: connections stay, and nothing comes", 3,
		fmt.Sprintf("a question over HTTP got a problem (%d), `ipgraph ask` and `ipgraph load` ended with exit code 6; when the network was back, the server said that the graph is half of a load; the load was done again, and the server answered as before", a.status), checked)
}
