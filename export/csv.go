package export

import (
	"archive/zip"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// writeCSV writes a zip file with a CSV file for each table, and a README.
func writeCSV(ctx context.Context, c Content, w io.Writer) error {
	bundle := zip.NewWriter(w)
	var readme strings.Builder
	for _, line := range c.About().Lines() {
		readme.WriteString(line + "\n")
	}
	readme.WriteString("\nThe files are CSV (RFC 4180) in UTF-8. Cells that a spreadsheet would take for a formula begin with an apostrophe.\n")
	for _, t := range tables(c) {
		file, err := bundle.Create(t.name + ".csv")
		if err != nil {
			return fmt.Errorf("write the export: %w", err)
		}
		rows, err := writeTable(ctx, t, file)
		if err != nil {
			return err
		}
		describe(&readme, t, rows)
	}
	file, err := bundle.Create("README.txt")
	if err == nil {
		_, err = io.WriteString(file, readme.String())
	}
	if err == nil {
		err = bundle.Close()
	}
	if err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

// writeTable writes a table as CSV and counts its rows.
func writeTable(ctx context.Context, t table, w io.Writer) (rows int, err error) {
	out := csv.NewWriter(w)
	record := make([]string, len(t.columns))
	for i, c := range t.columns {
		record[i] = c.name
	}
	if err := out.Write(record); err != nil {
		return 0, fmt.Errorf("write the export: %w", err)
	}
	for row, err := range t.rows(ctx) {
		if err != nil {
			return rows, err
		}
		for i, v := range row {
			record[i] = harmless(cellText(v))
		}
		if err := out.Write(record); err != nil {
			return rows, fmt.Errorf("write the export: %w", err)
		}
		rows++
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return rows, fmt.Errorf("write the export: %w", err)
	}
	return rows, nil
}

// describe tells what a table is and what its columns mean.
func describe(b *strings.Builder, t table, rows int) {
	fmt.Fprintf(b, "\n%s.csv: %d rows\nA row is %s.\n", t.name, rows, t.about)
	width := 0
	for _, c := range t.columns {
		width = max(width, len(c.name))
	}
	for _, c := range t.columns {
		fmt.Fprintf(b, "  %-*s  %s\n", width, c.name, c.about)
	}
}

// harmless keeps a spreadsheet from taking a text for a formula. Numbers stay.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		if _, err := strconv.ParseFloat(cell, 64); err != nil {
			return "'" + cell
		}
	}
	return cell
}
