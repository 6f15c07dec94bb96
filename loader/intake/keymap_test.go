package intake

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestKeyMap: in any order of adding and asking it answers like a map in memory, through
// several sizes of its table.
func TestKeyMap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	m, err := NewKeyMap(path)
	require.NoError(t, err)
	const n = 50_000
	for i := range uint64(n) {
		key := KeyOf(strconv.FormatUint(i, 10))
		_, found, err := m.Find(key)
		require.NoError(t, err)
		require.False(t, found)
		_, twice, err := m.Add(key, i)
		require.NoError(t, err)
		require.False(t, twice)
		before, twice, err := m.Add(KeyOf(strconv.FormatUint(i/2, 10)), n)
		require.NoError(t, err)
		require.True(t, twice)
		require.Equal(t, i/2, before, "the first number of a key stays")
	}
	for i := range uint64(n) {
		number, found, err := m.Find(KeyOf(strconv.FormatUint(i, 10)))
		require.NoError(t, err)
		require.True(t, found)
		require.Equal(t, i, number)
	}
	files, err := filepath.Glob(path + "*")
	require.NoError(t, err)
	require.Len(t, files, 1, "smaller tables are removed")
	require.NoError(t, m.Close())
	_, _, err = m.Find(KeyOf("1"))
	require.ErrorIs(t, err, os.ErrClosed, "a fault of the disk is no answer")
	_, _, err = m.Add(KeyOf("1"), 1)
	require.ErrorIs(t, err, os.ErrClosed)
}

// TestKeyMapCrowded: keys that begin alike, even at the end of the table, and a key of zeros.
func TestKeyMapCrowded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp("", "keymap-")
		require.NoError(t, err)
		m, err := NewKeyMap(filepath.Join(dir, "keys"))
		require.NoError(t, err)
		defer func() { require.NoError(t, errors.Join(m.Close(), os.RemoveAll(dir))) }()
		want := map[Key]uint64{}
		beginnings := []uint64{0, 1 << 52, 1<<64 - 1}
		for i := range rapid.IntRange(0, 6_000).Draw(t, "keys") {
			var key Key
			binary.BigEndian.PutUint64(key[:], beginnings[i%len(beginnings)])
			binary.BigEndian.PutUint64(key[8:], uint64(i/len(beginnings)))
			want[key] = uint64(i)
			_, twice, err := m.Add(key, uint64(i))
			require.NoError(t, err)
			require.False(t, twice)
		}
		for key, number := range want {
			got, found, err := m.Find(key)
			require.NoError(t, err)
			require.True(t, found)
			require.Equal(t, number, got)
		}
		_, found, err := m.Find(Key{8: 0xff})
		require.NoError(t, err)
		require.False(t, found)
	})
}

// BenchmarkKeyMap is the cost of one id of a dossier: looked up, and added if it is new.
func BenchmarkKeyMap(b *testing.B) {
	m, err := NewKeyMap(filepath.Join(b.TempDir(), "keys"))
	require.NoError(b, err)
	for i := range uint64(b.N) {
		if _, _, err := m.Add(KeyOf(strconv.FormatUint(i/5, 10)), i); err != nil {
			b.Fatal(err)
		}
	}
	require.NoError(b, m.Close())
}
