// Package grown makes files of foreign formats of any size, for measuring readers. Records
// are made up, all different, and the same each time.
package grown

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

// Kind is how a file is written: what a bare parser of it would be.
type Kind string

// The kinds.
const (
	CSV  Kind = "csv"
	JSON Kind = "json"
	XML  Kind = "xml"
)

// Sample is a format with what its files are made of.
type Sample struct {
	Format string
	// Name is that of the file.
	Name       string
	Kind       Kind
	Head, Tail string
	// Record writes the n-th record. Between two stands Between.
	Record  func(n int) string
	Between string
	// Mapping is the mapping file, for tables.
	Mapping string
}

// Write makes the sample's file in dir, of at least size bytes, and gives its path.
func (s Sample) Write(dir string, size int64) (string, error) {
	path := filepath.Join(dir, s.Name)
	file, err := os.Create(path)
	if err != nil {
		return "", fmt.Errorf("a grown file: %w", err)
	}
	w := bufio.NewWriterSize(file, 1<<20)
	written, err := w.WriteString(s.Head)
	total := int64(written)
	for n := 0; err == nil && total < size; n++ {
		record := s.Record(n)
		if n > 0 {
			record = s.Between + record
		}
		written, err = w.WriteString(record)
		total += int64(written)
	}
	if err == nil {
		_, err = w.WriteString(s.Tail)
	}
	if err == nil {
		err = w.Flush()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return "", fmt.Errorf("a grown file: %w", err)
	}
	return path, nil
}

// lei is the n-th LEI of the made-up ones.
func lei(n int) string { return fmt.Sprintf("ZZZZ%014d%02d", n, n%97) }
