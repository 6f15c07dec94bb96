package intake

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Shelf keeps records of several files outside memory until all are read, and gives them back
// in the order of their keys, each under the file that holds it.
type Shelf struct {
	dir    string
	sorter *Sorter // nil until a file is opened
	files  []shelfFile
}

type shelfFile struct {
	name   string
	source graph.ID
}

// NewShelf makes one that keeps its files in dir.
func NewShelf(dir string) *Shelf { return &Shelf{dir: dir} }

// Open says that what is put from here on is of that file.
func (s *Shelf) Open(ctx context.Context, in *Input) {
	if s.sorter == nil {
		s.sorter = NewSorter(ctx, s.dir)
	}
	s.files = append(s.files, shelfFile{in.Name, in.Source.ID})
}

// File is the number of the file that is open, from 0.
func (s *Shelf) File() int { return len(s.files) - 1 }

// Put puts a text aside. A key has no zero byte; texts of one key stay in order.
func (s *Shelf) Put(key, text string) error {
	return s.sorter.Add(key, strconv.Itoa(s.File())+" "+text)
}

// PutValue puts a value aside as JSON.
func (s *Shelf) PutValue(key string, v any) error {
	text, err := keepable(v)
	if err != nil {
		return err
	}
	return s.Put(key, text)
}

// Each ends the putting and calls each with every key and text, when out is at their file.
func (s *Shelf) Each(ctx context.Context, out *Out, each func(key, text string) error) error {
	if s.sorter == nil {
		return nil
	}
	return s.sorter.Each(ctx, func(key, kept string) error {
		number, text, _ := strings.Cut(kept, " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			return fmt.Errorf("what was read and kept: %w", err)
		}
		if err := out.StartFile(s.files[n].name, s.files[n].source); err != nil {
			return err
		}
		return each(key, text)
	})
}

// Close ends the sorting.
func (s *Shelf) Close() error {
	if s.sorter == nil {
		return nil
	}
	return s.sorter.Close()
}
