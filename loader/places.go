package loader

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"path/filepath"

	"ipgraph/loader/intake"
)

// places keeps outside memory where each statement stands, until all of them have been
// read: those that stand at two places are found then, side by side.
type places struct {
	sorter *intake.Sorter
	table  *intake.KeyTable
}

// newPlaces keeps its files in dir.
func newPlaces(ctx context.Context, dir string) (*places, error) {
	table, err := intake.NewKeyTable(filepath.Join(dir, "statements"))
	if err != nil {
		return nil, err
	}
	return &places{intake.NewSorter(ctx, dir), table}, nil
}

// add says that a statement stands at a place; file is the number of its file.
func (p *places) add(key intake.Key, file int, at Position) error {
	return p.sorter.Add(hex.EncodeToString(key[:]), fmt.Sprintf("%d %d %d", file, at.Line, at.Column))
}

// settle ends the adding, and calls twice for each place of a statement but its first.
func (p *places) settle(ctx context.Context, names []string, twice func(first, again Position)) error {
	err := p.sorter.EachGroup(ctx, func(hash string, texts iter.Seq[string]) error {
		var first Position
		for text := range texts {
			at, err := placeIn(text, names)
			if err != nil {
				return err
			}
			if first.Line > 0 {
				twice(first, at)
				continue
			}
			first = at
		}
		var key intake.Key
		if _, err := hex.Decode(key[:], []byte(hash)); err != nil {
			return fmt.Errorf("the place of a statement: %w", err)
		}
		return p.table.Add(key, 0)
	})
	return errors.Join(err, p.table.End())
}

func placeIn(text string, names []string) (at Position, err error) {
	var file int
	if _, err = fmt.Sscanf(text, "%d %d %d", &file, &at.Line, &at.Column); err != nil {
		return at, fmt.Errorf("the place of a statement: %w", err)
	}
	at.File = names[file]
	return at, nil
}

// holds reports whether a statement was among them, after settle.
func (p *places) holds(key intake.Key) (bool, error) {
	_, found, err := p.table.Find(key)
	return found, err
}

// Close ends the use of the files.
func (p *places) Close() error { return errors.Join(p.sorter.Close(), p.table.Close()) }
