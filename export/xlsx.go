package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

const (
	// excelRows is the number of rows that a sheet of Excel has, the header among
	// them; what is more goes on in another sheet.
	excelRows = 1_048_576
	// excelText is the most that a cell holds, in UTF-16 code units.
	excelText = 32_767
	// excelLinks bounds the addresses of a sheet that can be clicked: each is kept in
	// memory. Beyond them they are text.
	excelLinks = 5_000
)

// cutMark stands at the end of a text that a cell cannot hold whole.
const cutMark = " … (cut: longer than a cell of Excel)"

// writeXLSX writes a workbook with a sheet for each table, and one about the file.
func writeXLSX(ctx context.Context, c Content, w io.Writer) error {
	return workbook{rows: excelRows}.write(ctx, c, w)
}

// workbook writes sheets of at most rows rows.
type workbook struct{ rows int }

func (b workbook) write(ctx context.Context, c Content, w io.Writer) (err error) {
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := file.SetSheetName("Sheet1", "about"); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	lines := c.About().Lines()
	for _, t := range tables(c) {
		sheets, err := b.table(ctx, file, t)
		if err != nil {
			return err
		}
		lines = append(lines, "", "Sheet "+strings.Join(sheets, ", ")+": a row is "+t.about+".")
		for _, column := range t.columns {
			lines = append(lines, column.name+": "+column.about)
		}
	}
	for i, line := range lines {
		if err := file.SetCellStr("about", "A"+strconv.Itoa(i+1), line); err != nil {
			return fmt.Errorf("write the workbook: %w", err)
		}
	}
	if err := file.SetColWidth("about", "A", "A", 120); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	if err := file.Write(w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// table writes a table into a sheet of its name, and what does not fit into
// further ones.
func (b workbook) table(ctx context.Context, file *excelize.File, t table) (sheets []string, err error) {
	var s *sheet
	for row, err := range t.rows(ctx) {
		if err != nil {
			return nil, err
		}
		if s == nil || s.row == b.rows {
			if s, err = nextSheet(file, t, s, &sheets); err != nil {
				return nil, err
			}
		}
		if err := s.add(row); err != nil {
			return nil, err
		}
	}
	if s == nil { // a table without rows still has its header
		if s, err = nextSheet(file, t, nil, &sheets); err != nil {
			return nil, err
		}
	}
	return sheets, s.finish()
}

// sheet is a sheet that is being written.
type sheet struct {
	file   *excelize.File
	stream *excelize.StreamWriter
	table  table
	name   string
	// row is the last one written; the header is the first.
	row, links int
}

// nextSheet finishes the sheet before and begins another.
func nextSheet(file *excelize.File, t table, before *sheet, sheets *[]string) (*sheet, error) {
	if before != nil {
		if err := before.finish(); err != nil {
			return nil, err
		}
	}
	s := &sheet{file: file, table: t, name: t.name}
	if n := len(*sheets); n > 0 {
		s.name += " " + strconv.Itoa(n+1)
	}
	*sheets = append(*sheets, s.name)
	if _, err := file.NewSheet(s.name); err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	var err error
	if s.stream, err = file.NewStreamWriter(s.name); err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	const width = 22
	header := make([]any, len(t.columns))
	for i, c := range t.columns {
		header[i] = c.name
	}
	err = errors.Join(s.stream.SetColWidth(1, len(header), width),
		s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		s.stream.SetRow("A1", header))
	if err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	s.row = 1
	return s, nil
}

func (s *sheet) add(row []any) error {
	s.row++
	values := make([]any, len(row))
	for i, v := range row {
		text, isText := v.(string)
		if !isText {
			values[i] = v
			continue
		}
		values[i] = fitting(text)
		if s.table.columns[i].name == "url" && s.links < excelLinks && isLink(text) {
			s.links++
			cell, err := excelize.CoordinatesToCellName(i+1, s.row)
			if err == nil {
				err = s.file.SetCellHyperLink(s.name, cell, text, "External")
			}
			if err != nil {
				return fmt.Errorf("write the workbook: %w", err)
			}
		}
	}
	cell, err := excelize.CoordinatesToCellName(1, s.row)
	if err == nil {
		err = s.stream.SetRow(cell, values)
	}
	if err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// finish adds the filters and writes the sheet out.
func (s *sheet) finish() error {
	last, err := excelize.CoordinatesToCellName(len(s.table.columns), max(s.row, 2))
	if err == nil {
		err = s.stream.AddTable(&excelize.Table{Range: "A1:" + last, Name: "t_" + strings.ReplaceAll(s.name, " ", "_"), StyleName: "TableStyleLight1"})
	}
	if err == nil {
		err = s.stream.Flush()
	}
	if err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// fitting is as much of a text as a cell holds; what was cut says so.
func fitting(text string) string {
	if len(text) <= excelText {
		return text
	}
	units := utf16.Encode([]rune(text))
	if len(units) <= excelText {
		return text
	}
	return string(utf16.Decode(units[:excelText-len(utf16.Encode([]rune(cutMark)))])) + cutMark
}

// maxLink is the longest address that Excel takes for a link.
const maxLink = 2_083

func isLink(text string) bool {
	return len(text) < maxLink && (strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://"))
}
