package intake

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strconv"

	"ipgraph/graph"
)

// Numbers keeps a number for each of many texts outside memory: all are put before the first is
// asked for.
type Numbers struct {
	dir, name string
	sorter    *Sorter   // nil until it is opened
	table     *KeyTable // nil until it is sealed
	count     int
}

// NewNumbers makes one that keeps its files in dir. Its name tells it from others there.
func NewNumbers(dir, name string) *Numbers { return &Numbers{dir: dir, name: name} }

// Open comes before the first Put. Once opened, it does nothing.
func (n *Numbers) Open(ctx context.Context) {
	if n.sorter == nil {
		n.sorter = NewSorter(ctx, n.dir)
	}
}

// Put gives a text its number; the last one counts.
func (n *Numbers) Put(text string, number uint64) error {
	n.count++
	key := KeyOf(text)
	return n.sorter.Add(hex.EncodeToString(key[:]), strconv.FormatUint(number, 10))
}

// Len is how often one was put.
func (n *Numbers) Len() int { return n.count }

// Seal ends the putting.
func (n *Numbers) Seal(ctx context.Context) (err error) {
	if n.table, err = NewKeyTable(filepath.Join(n.dir, n.name)); err != nil {
		return err
	}
	n.Open(ctx)
	err = n.sorter.EachGroup(ctx, func(text string, numbers iter.Seq[string]) error {
		last := ""
		for number := range numbers { // they come in the order of putting
			last = number
		}
		number, err := strconv.ParseUint(last, 10, 64)
		if err != nil {
			return fmt.Errorf("a number that was kept: %w", err)
		}
		var key Key
		if _, err := hex.Decode(key[:], []byte(text)); err != nil {
			return fmt.Errorf("a key that was kept: %w", err)
		}
		return n.table.Add(key, number)
	})
	return errors.Join(err, n.table.End())
}

// Get is the number of a text, once it is sealed.
func (n *Numbers) Get(text string) (number uint64, found bool, err error) {
	return n.table.Find(KeyOf(text))
}

// Close ends its use.
func (n *Numbers) Close() error {
	var errs []error
	if n.sorter != nil {
		errs = append(errs, n.sorter.Close())
	}
	if n.table != nil {
		errs = append(errs, n.table.Close())
	}
	return errors.Join(errs...)
}

// Kinds keeps of what kind each of many things is, as Numbers does: our ids hold the kind, and a
// relation may name a thing that comes later. No kind is that of what was left out.
type Kinds struct {
	numbers *Numbers
	err     error
}

// NewKinds makes one that keeps its files in dir.
func NewKinds(dir string) *Kinds { return &Kinds{numbers: NewNumbers(dir, "kinds")} }

// Open comes before the first Put. Once opened, it does nothing.
func (k *Kinds) Open(ctx context.Context) { k.numbers.Open(ctx) }

// Put gives a thing its kind; "" says that it was left out.
func (k *Kinds) Put(thing string, kind graph.Kind) error {
	return k.numbers.Put(thing, uint64(slices.Index(graph.Kinds(), kind)+1)) //nolint:gosec // it is at least -1
}

// Seal ends the putting.
func (k *Kinds) Seal(ctx context.Context) error { return k.numbers.Seal(ctx) }

// Get is the kind of a thing, and whether it was put. What went wrong is for Err to say.
func (k *Kinds) Get(thing string) (kind graph.Kind, known bool) {
	number, known, err := k.numbers.Get(thing)
	k.err = cmp.Or(k.err, err)
	if number == 0 {
		return "", known
	}
	return graph.Kinds()[number-1], known
}

// Err is what went wrong at some Get: a reader ends with it.
func (k *Kinds) Err() error { return k.err }

// Close ends its use.
func (k *Kinds) Close() error { return k.numbers.Close() }
