package intake

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"ipgraph/graph"
)

// Row is one row of a table, by the names of its columns.
type Row struct {
	// Number counts the rows of the file from 1, the header included, as a person
	// sees it in a spreadsheet and RFC 7111 does.
	Number int
	cells  []string
	header *Header
}

// Header is the first row of a table.
type Header struct {
	// Names are the columns as they are written.
	Names []string
	index map[string]int
}

// NewHeader indexes the names of columns; of two with one name the first is meant. White
// space around a name, and what nobody can see in it, is no part of it.
func NewHeader(names []string) *Header {
	h := &Header{Names: names, index: make(map[string]int, len(names))}
	for i, n := range names {
		n = strings.TrimSpace(strings.Map(func(r rune) rune {
			if graph.Invisible(r) || r == '\n' || r == '\t' {
				return ' '
			}
			return r
		}, strings.ToValidUTF8(n, "?")))
		names[i] = n
		if _, twice := h.index[n]; !twice {
			h.index[n] = i
		}
	}
	return h
}

// Has reports whether there is a column of this name.
func (h *Header) Has(name string) bool { _, ok := h.index[name]; return ok }

// Missing are those of the names that are no columns.
func (h *Header) Missing(names ...string) []string {
	return slices.DeleteFunc(slices.Clone(names), h.Has)
}

// NewRow makes a row of cells under a header.
func NewRow(header *Header, number int, cells []string) Row { return Row{number, cells, header} }

// Has reports whether the table has a column of this name.
func (r Row) Has(name string) bool { return r.header.Has(name) }

// Get is the cell in the column called name, without white space around it; "" where there is no
// such column or the row ends before it.
func (r Row) Get(name string) string {
	if i, ok := r.header.index[name]; ok && i < len(r.cells) {
		return strings.TrimSpace(r.cells[i])
	}
	return ""
}

// First is the first cell that is not empty of the columns named: the names that
// vintages of a file gave to one column.
func (r Row) First(names ...string) string {
	for _, n := range names {
		if v := r.Get(n); v != "" {
			return v
		}
	}
	return ""
}

// Cells are all cells in their order.
func (r Row) Cells() []string { return r.cells }

// At is the locator of the row, as RFC 7111 writes it.
func (r Row) At() string { return fmt.Sprintf("#row=%d", r.Number) }

// Rows reads a table in CSV whose first row names the columns. The separator is the
// one of , ; tab and | that the header has most of. Each row that has the form
// of one goes to each, after out.Begin; one that has not is broken.
func Rows(ctx context.Context, in *Input, out *Out, header func(*Header) error, each func(Row) error) error {
	return Scan(ctx, in, out, header, func(row Row) error {
		if err := out.Begin(row.At()); err != nil {
			return err
		}
		return each(row)
	})
}

// Scan is Rows for a format that opens the records itself, for example when all rows
// of a matter are at hand. A row without the form of one is a record, and broken.
func Scan(ctx context.Context, in *Input, out *Out, header func(*Header) error, each func(Row) error) error {
	text := newLineText(in)
	reader := csv.NewReader(text)
	separator, err := text.separator()
	if err != nil {
		return fmt.Errorf("%s: %w", in.Name, err)
	}
	reader.Comma, reader.ReuseRecord, reader.FieldsPerRecord = separator, true, -1
	first, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s is empty: the first row of a table names its columns", in.Name)
	}
	if err != nil {
		return csvError(in, err)
	}
	h := NewHeader(slices.Clone(first))
	if err := header(h); err != nil {
		return err
	}
	for number := 2; ; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, err := reader.Read()
		row := Row{number, cells, h}
		reason, detail := row.fault()
		switch {
		case errors.Is(err, io.EOF):
			return out.End()
		case errors.Is(err, csv.ErrQuote), errors.Is(err, csv.ErrBareQuote):
			reason, detail = "a quotation mark in the middle of a cell", strings.TrimPrefix(err.Error(), "record on ")
		case err != nil:
			return csvError(in, err)
		}
		if reason == "" {
			err = each(row)
		} else if err = out.Begin(row.At()); err == nil {
			out.Broken(reason, detail)
		}
		if err != nil {
			return err
		}
	}
}

// fault says why the row does not fit under its header; "" where it does.
func (r Row) fault() (reason, detail string) {
	if n := len(r.cells); n != len(r.header.Names) {
		return "another number of cells than the header has", fmt.Sprintf("%d in place of %d", n, len(r.header.Names))
	}
	for i, c := range r.cells {
		if !utf8.ValidString(c) {
			return "a cell that is not valid UTF-8", "column " + r.header.Names[i]
		}
	}
	return "", ""
}

func csvError(in *Input, err error) error {
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%s:%d:%d: the table cannot be read on: %w", in.Name, syntax.Line, syntax.Column, syntax.Err)
	}
	return fmt.Errorf("read %s: %w", in.Name, err)
}
