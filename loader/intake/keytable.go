package intake

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"os"
	"sort"
)

// Key is a hash, by which a KeyTable finds a number.
type Key [16]byte

// KeyOf is the key of a text.
func KeyOf(text string) Key {
	sum := sha256.Sum256([]byte(text))
	return Key(sum[:len(Key{})])
}

// A row of a table is a key and a number.
const keyRow = len(Key{}) + 8

// KeyTable is a file of numbers by key, of which memory holds one offset for each of the
// 65,536 beginnings of a key, however long the file: keys are hashes, so that few share theirs.
type KeyTable struct {
	file    *os.File
	buffer  *bufio.Writer
	last    Key
	count   int64
	buckets []int64 // rows before those of a beginning
	filled  int     // beginnings that have theirs
}

const keyBeginnings = 1 << 16

// NewKeyTable makes an empty one in a new file, which goes with its folder.
func NewKeyTable(path string) (*KeyTable, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("a temporary file: %w", err)
	}
	return &KeyTable{file: file, buffer: bufio.NewWriter(file), buckets: make([]int64, keyBeginnings+1)}, nil
}

// Add adds a row. Keys come in ascending order; of one that comes again the first row stays.
func (t *KeyTable) Add(key Key, number uint64) error {
	if t.count > 0 {
		switch bytes.Compare(key[:], t.last[:]) {
		case 0:
			return nil
		case -1:
			return fmt.Errorf("the key %x was added after %x", key, t.last)
		}
	}
	t.last = key
	for ; t.filled <= beginning(key); t.filled++ {
		t.buckets[t.filled] = t.count
	}
	t.count++
	row := binary.BigEndian.AppendUint64(key[:], number)
	if _, err := t.buffer.Write(row); err != nil {
		return fmt.Errorf("keep a key in %s: %w", t.file.Name(), err)
	}
	return nil
}

// End ends the adding.
func (t *KeyTable) End() error {
	for ; t.filled < len(t.buckets); t.filled++ {
		t.buckets[t.filled] = t.count
	}
	if err := t.buffer.Flush(); err != nil {
		return fmt.Errorf("keep a key in %s: %w", t.file.Name(), err)
	}
	return nil
}

// Find finds the number of a key, after End.
func (t *KeyTable) Find(key Key) (number uint64, found bool, err error) {
	from, to := t.buckets[beginning(key)], t.buckets[beginning(key)+1]
	rows := make([]byte, int(to-from)*keyRow)
	if _, err := t.file.ReadAt(rows, from*int64(keyRow)); err != nil && len(rows) > 0 {
		return 0, false, fmt.Errorf("look up a key in %s: %w", t.file.Name(), err)
	}
	at, found := sort.Find(int(to-from), func(i int) int { return bytes.Compare(key[:], rows[i*keyRow:][:len(key)]) })
	if !found {
		return 0, false, nil
	}
	return binary.BigEndian.Uint64(rows[at*keyRow+len(key):]), true, nil
}

// Close ends the use of the file.
func (t *KeyTable) Close() error { return t.file.Close() }

func beginning(key Key) int { return int(binary.BigEndian.Uint16(key[:])) }
