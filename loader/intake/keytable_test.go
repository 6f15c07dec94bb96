package intake

import (
	"bytes"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// TestKeyTable: every key is found with its number, no other key is.
func TestKeyTable(t *testing.T) {
	for _, n := range []int{0, 1, 2, 100_000} {
		var keys []Key
		for i := range n {
			keys = append(keys, KeyOf(strconv.Itoa(i)))
		}
		slices.SortFunc(keys, func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
		table, err := NewKeyTable(filepath.Join(t.TempDir(), "keys"))
		require.NoError(t, err)
		for i, key := range keys {
			require.NoError(t, table.Add(key, uint64(i)))
		}
		require.NoError(t, table.End())
		for i, key := range keys {
			number, found, err := table.Find(key)
			require.NoError(t, err)
			require.True(t, found)
			require.EqualValues(t, i, number)
		}
		for _, key := range []Key{{}, KeyOf("no number"), Key(bytes.Repeat([]byte{0xff}, len(Key{})))} {
			_, found, err := table.Find(key)
			require.NoError(t, err)
			require.False(t, found)
		}
		require.NoError(t, table.Close())
	}
}

// TestKeyTableExtremes: the first and the last key there can be.
func TestKeyTableExtremes(t *testing.T) {
	table, err := NewKeyTable(filepath.Join(t.TempDir(), "keys"))
	require.NoError(t, err)
	last := Key(bytes.Repeat([]byte{0xff}, len(Key{})))
	require.NoError(t, table.Add(Key{}, 1))
	require.NoError(t, table.Add(last, 2))
	require.NoError(t, table.Add(last, 3), "the first of a key stays")
	require.ErrorContains(t, table.Add(Key{}, 4), "was added after")
	require.NoError(t, table.End())
	for key, want := range map[Key]uint64{{}: 1, last: 2} {
		number, found, err := table.Find(key)
		require.NoError(t, err)
		require.True(t, found)
		require.Equal(t, want, number)
	}
	require.NoError(t, table.file.Close())
	_, _, err = table.Find(last)
	require.ErrorContains(t, err, "look up a key", "a fault of the disk is no answer")
}

// TestNumbers: the last number of a text counts, and a kind may be none.
func TestNumbers(t *testing.T) {
	n := NewNumbers(t.TempDir(), "numbers")
	n.Open(t.Context())
	for i := range uint64(50_000) {
		require.NoError(t, n.Put(strconv.FormatUint(i%20_000, 10), i))
	}
	require.NoError(t, n.Seal(t.Context()))
	require.Equal(t, 50_000, n.Len())
	for text, want := range map[string]uint64{"0": 40_000, "9999": 49_999, "10000": 30_000, "19999": 39_999} {
		number, found, err := n.Get(text)
		require.NoError(t, err)
		require.True(t, found, text)
		require.Equal(t, want, number, text)
	}
	_, found, err := n.Get("20000")
	require.NoError(t, err)
	require.False(t, found)
	require.NoError(t, n.Close())

	kinds := NewKinds(t.TempDir())
	kinds.Open(t.Context())
	require.NoError(t, kinds.Put("a", graph.Person))
	require.NoError(t, kinds.Put("b", ""))
	require.NoError(t, kinds.Seal(t.Context()))
	for thing, want := range map[string]struct {
		kind  graph.Kind
		known bool
	}{"a": {graph.Person, true}, "b": {"", true}, "c": {}} {
		kind, known := kinds.Get(thing)
		require.Equal(t, want.kind, kind)
		require.Equal(t, want.known, known)
	}
	require.NoError(t, kinds.Err())
	require.NoError(t, kinds.Close())
	_, known := kinds.Get("a")
	require.False(t, known)
	require.ErrorContains(t, kinds.Err(), "look up a key")
	require.NoError(t, NewKinds(t.TempDir()).Close(), "one that was never opened")
}

// TestNumbersStayOutsideMemory: what a hundred thousand take in memory is what ten thousand take.
// It is not parallel: other tests would be measured with it.
func TestNumbersStayOutsideMemory(t *testing.T) {
	few, many := 10_000, 100_000
	growth := float64(stays(t, many)) - float64(stays(t, few))
	require.Less(t, growth/float64(many-few), 1.0, "bytes for each number")
}

// stays is what so many numbers, ready to be asked for, take in memory.
func stays(t *testing.T, count int) int64 {
	t.Helper()
	before := inUse()
	n := NewNumbers(t.TempDir(), "numbers")
	n.Open(t.Context())
	for i := range count {
		require.NoError(t, n.Put(strconv.Itoa(i), uint64(i)))
	}
	require.NoError(t, n.Seal(t.Context()))
	after := inUse()
	number, found, err := n.Get(strconv.Itoa(count - 1))
	require.NoError(t, err)
	require.True(t, found)
	require.EqualValues(t, count-1, number)
	require.NoError(t, n.Close())
	return after - before
}

func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
