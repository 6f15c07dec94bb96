package intake

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
)

// KeyMap is a file of numbers by key, to which keys are added in any order, and which can be
// asked in between. Memory holds a few rows of it, however many there are. It is a table with
// open addressing: a row stands at the place that the beginning of its key says, or at the next
// one that was free. Keys are hashes, so that few share theirs.
type KeyMap struct {
	path  string
	file  *os.File
	bits  int // the table has 1<<bits rows
	count int
	rows  [probe * keyRow]byte // read last
}

// probe is how many rows are read at a time. More are needed for one key in thousands.
const probe = 16

// firstBits make a table of 100 KB: most dossiers need no other.
const firstBits = 12

// NewKeyMap makes an empty one in new files whose names begin with path, which go with its folder.
func NewKeyMap(path string) (*KeyMap, error) {
	m := &KeyMap{path: path, bits: firstBits}
	err := m.open()
	return m, err
}

// open makes a table of free rows.
func (m *KeyMap) open() error {
	file, err := os.Create(fmt.Sprintf("%s-%d", m.path, m.bits))
	if err != nil {
		return fmt.Errorf("a temporary file: %w", err)
	}
	m.file = file
	if err := file.Truncate(int64(keyRow) << m.bits); err != nil {
		return fmt.Errorf("a temporary file: %w", err)
	}
	return nil
}

// Add adds a number, unless the key has one: then that one stays and is returned.
func (m *KeyMap) Add(key Key, number uint64) (before uint64, twice bool, err error) {
	if 2*m.count >= 1<<m.bits {
		if err := m.grow(); err != nil {
			return 0, false, err
		}
	}
	at, before, twice, err := m.find(key)
	if err != nil || twice {
		return before, twice, err
	}
	m.count++
	return 0, false, m.write(at, binary.BigEndian.AppendUint64(key[:], number+1))
}

// Find finds the number of a key.
func (m *KeyMap) Find(key Key) (number uint64, found bool, err error) {
	_, number, found, err = m.find(key)
	return number, found, err
}

// find looks from the key's own place on: for the key, or for the first free row.
func (m *KeyMap) find(key Key) (at int64, number uint64, found bool, err error) {
	size := int64(1) << m.bits
	for at = int64(binary.BigEndian.Uint64(key[:]) >> (64 - m.bits)); ; at %= size { //nolint:gosec // the first bits of it
		rows := m.rows[:min(probe, size-at)*int64(keyRow)]
		if _, err := m.file.ReadAt(rows, at*int64(keyRow)); err != nil {
			return 0, 0, false, fmt.Errorf("look up a key in %s: %w", m.file.Name(), err)
		}
		for ; len(rows) > 0; rows = rows[keyRow:] {
			switch held := rows[:len(key)]; {
			case bytes.Equal(held, key[:]) && used(rows):
				return at, binary.BigEndian.Uint64(rows[len(key):]) - 1, true, nil
			case !used(rows):
				return at, 0, false, nil
			}
			at++
		}
	}
}

// used reports whether a row holds a key: its number is kept as one more, and free rows are zeros.
func used(row []byte) bool { return binary.BigEndian.Uint64(row[len(Key{}):keyRow]) > 0 }

func (m *KeyMap) write(at int64, row []byte) error {
	if _, err := m.file.WriteAt(row, at*int64(keyRow)); err != nil {
		return fmt.Errorf("keep a key in %s: %w", m.file.Name(), err)
	}
	return nil
}

// grow makes a table of twice the size. Rows stand in nearly the order of their keys in both, so
// that one is read and the other written from beginning to end.
func (m *KeyMap) grow() (err error) {
	old, end := m.file, int64(keyRow)<<m.bits
	defer func() { err = errors.Join(err, old.Close(), os.Remove(old.Name())) }()
	m.bits++
	if err := m.open(); err != nil {
		return err
	}
	rows := make([]byte, keyRow<<(firstBits-1)) // a part of every table
	for from := int64(0); from < end; from += int64(len(rows)) {
		if _, err := old.ReadAt(rows, from); err != nil {
			return fmt.Errorf("look up a key in %s: %w", old.Name(), err)
		}
		for row := range slices.Chunk(rows, keyRow) {
			if used(row) {
				if err := m.copy(row); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// copy adds a row of another table.
func (m *KeyMap) copy(row []byte) error {
	at, _, _, err := m.find(Key(row[:len(Key{})]))
	if err != nil {
		return err
	}
	return m.write(at, row)
}

// Close ends the use of the file.
func (m *KeyMap) Close() error { return m.file.Close() }
