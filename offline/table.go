package offline

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"ipgraph/export"
)

// table is a file of the importer: its own columns, and those of properties.
type table struct {
	file    *os.File
	buffer  *bufio.Writer
	csv     *csv.Writer
	columns []string // names of the properties, without types
	known   map[string]bool
	row     []string
	rows    int64
	closed  bool
}

// newTable begins a file with its header. Of the columns "id" is left out: it is one of the importer's own.
func newTable(path string, columns, own []string) (*table, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("a file for the importer: %w", err)
	}
	buffer := bufio.NewWriterSize(file, 1<<20)
	t := &table{file: file, buffer: buffer, csv: csv.NewWriter(buffer), known: map[string]bool{"id": true}}
	header := append([]string{}, own...)
	for _, c := range columns {
		name, _, _ := strings.Cut(c, ":")
		t.known[name] = true
		if name != "id" {
			header, t.columns = append(header, c), append(t.columns, name)
		}
	}
	if err := t.csv.Write(header); err != nil {
		return nil, errors.Join(fmt.Errorf("write %s: %w", path, err), file.Close())
	}
	return t, nil
}

// add adds a row: what belongs in the importer's own columns, and properties, of which those in added
// win. One that has no column is an error: it must not be lost.
func (t *table) add(properties, added map[string]any, own ...string) error {
	for name := range properties {
		if !t.known[name] {
			return fmt.Errorf("the property %s has no column for the importer", name)
		}
	}
	t.rows++
	t.row = append(t.row[:0], own...)
	for _, name := range t.columns {
		v, ok := added[name]
		if !ok {
			v = properties[name]
		}
		text, err := cell(v)
		if err != nil {
			return fmt.Errorf("the property %s: %w", name, err)
		}
		t.row = append(t.row, text)
	}
	if err := t.csv.Write(t.row); err != nil {
		return fmt.Errorf("write %s: %w", t.file.Name(), err)
	}
	return nil
}

// close ends the writing.
func (t *table) close() error {
	if t == nil || t.closed {
		return nil
	}
	t.closed = true
	t.csv.Flush()
	if err := errors.Join(t.csv.Error(), t.buffer.Flush(), t.file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", t.file.Name(), err)
	}
	return nil
}

// cell is a value as the importer reads it.
func cell(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case int:
		return strconv.Itoa(v), nil
	case []string:
		return export.StoreList(v), nil
	}
	return "", fmt.Errorf("the importer cannot be given a %T", v)
}

func textOf(v any) string {
	text, _ := v.(string)
	return text
}
