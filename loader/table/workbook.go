package table

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ipgraph/loader/intake"
)

// maxWorkbook bounds what a workbook may unpack to, in bytes.
const maxWorkbook = 4 << 30

// readWorkbook reads one sheet of an Excel workbook. Its first row names the columns.
func (r *reader) readWorkbook(ctx context.Context, in *intake.Input, out *intake.Out, rows *rowReader) (err error) {
	sheet, err := openSheet(in, r.mapping.Sheet)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sheet.close()) }()
	if len(sheet.others) > 0 && r.mapping.Sheet == "" {
		out.Warn("the first sheet was read, " + sheet.name + "; there are also " + intake.Listed(sheet.others))
	}
	first, err := sheet.next()
	if err != nil {
		return err
	}
	if first == nil {
		return fmt.Errorf("%s: the sheet %s is empty: its first row names the columns", in.Name, sheet.name)
	}
	header := intake.NewHeader(first)
	if err := r.hasColumns(in, header, rows); err != nil {
		return err
	}
	for number := 2; ; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, err := sheet.next()
		if err != nil {
			return err
		}
		if cells == nil {
			return out.End()
		}
		if strings.Join(cells, "") == "" {
			continue // a blank row is no record
		}
		row := intake.NewRow(header, number, cells)
		if err := out.Begin(row.At()); err != nil {
			return err
		}
		if len(cells) > len(first) {
			out.Change("cells beyond the last column that has a name were left out", strings.Join(cells[len(first):], ", "))
		}
		if err := rows.take(cellsOf(row)); err != nil {
			return err
		}
	}
}

// sheet reads a sheet row by row, twice side by side: as it is stored, so that no
// figure is rounded, and as it is shown, which tells dates from figures.
type sheet struct {
	name          string
	others        []string
	file          *excelize.File
	stored, shown *excelize.Rows
}

func openSheet(in *intake.Input, name string) (*sheet, error) {
	options := excelize.Options{UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: 16 << 20}
	var file *excelize.File
	var err error
	if in.Path != "" {
		file, err = excelize.OpenFile(in.Path, options)
	} else {
		file, err = excelize.OpenReader(in, options)
	}
	if err != nil {
		return nil, fmt.Errorf("%s is not a workbook that can be read: %w", in.Name, err)
	}
	s := &sheet{file: file}
	for _, n := range file.GetSheetList() {
		switch {
		case s.name == "" && (name == "" || n == name):
			s.name = n
		default:
			s.others = append(s.others, n)
		}
	}
	if s.name == "" {
		return nil, errors.Join(fmt.Errorf("%s has no sheet %q; it has %s", in.Name, name, intake.Listed(s.others)), file.Close())
	}
	if s.stored, err = file.Rows(s.name); err == nil {
		s.shown, err = file.Rows(s.name)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: the sheet %s cannot be read: %w", in.Name, s.name, err), file.Close())
	}
	return s, nil
}

func (s *sheet) close() error { return errors.Join(s.stored.Close(), s.shown.Close(), s.file.Close()) }

// next is the next row, or nil at the end.
func (s *sheet) next() ([]string, error) {
	if !s.stored.Next() || !s.shown.Next() {
		return nil, errors.Join(s.stored.Error(), s.shown.Error())
	}
	stored, err := s.stored.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, fmt.Errorf("the sheet %s: %w", s.name, err)
	}
	shown, err := s.shown.Columns()
	if err != nil {
		return nil, fmt.Errorf("the sheet %s: %w", s.name, err)
	}
	cells := make([]string, len(stored))
	for i, text := range stored {
		cells[i] = text
		if i < len(shown) && text != shown[i] {
			cells[i] = dateOr(text, shown[i])
		}
	}
	return cells, nil
}

// shownAsDate is how a cell with a date looks.
var shownAsDate = regexp.MustCompile(`^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|^\d{1,2}[- ](?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- .]\d{2}`)

// dateOr is the day that a stored number stands for where it is shown as a date, else the number.
func dateOr(stored, shown string) string {
	number, err := strconv.ParseFloat(stored, 64)
	if err != nil || !shownAsDate.MatchString(shown) {
		return stored
	}
	t, err := excelize.ExcelDateToTime(number, false)
	if err != nil {
		return stored
	}
	return t.Format(time.DateOnly)
}
