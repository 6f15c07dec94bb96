package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ipgraph/embedded"
	"ipgraph/graph"
	"ipgraph/loader"
)

// offline imports the same rows with Neo4j's own importer into an empty store,
// the figure to chase.
func (r *run) offline(ctx context.Context, ours figures) error {
	d, err := loader.Open(r.dossier)
	if err != nil {
		return err
	}
	var rec recorder
	if _, err := loader.Load(ctx, &rec, r.library, []loader.Dossier{d}, loader.Options{}); err != nil {
		return err
	}
	args := []string{"database", "import", "full", "neo4j", "--overwrite-destination", "--array-delimiter=|", "--multiline-fields=true"}
	rows := 0
	for _, part := range []struct{ write, option string }{
		{"entities", "--nodes=Entity="}, {"sources", "--nodes=Source="}, {"statements", "--nodes=Statement="}, {"edges", "--relationships="}, {"subject", "--relationships=SUBJECT="},
		{"object", "--relationships=OBJECT="}, {"stated", "--relationships=STATED_IN="},
	} {
		name := filepath.Join(r.dir, part.write+".csv")
		n, err := writeCSV(name, part.write, rec.batches)
		if err != nil {
			return err
		}
		args = append(args, part.option+name)
		if !slices.Contains([]string{"subject", "object", "stated"}, part.write) {
			rows += n
		}
	}
	options := embedded.Options{DataDir: filepath.Join(r.dir, "offline"), Heap: "1g"}
	started := time.Now()
	if err := embedded.AdminTool(ctx, options, io.Discard, os.Stderr, args...); err != nil {
		return fmt.Errorf("the offline importer: %w", err)
	}
	took := time.Since(started)
	fmt.Printf("Neo4j's offline importer, same rows     %7.1f  %9.0f rows/s, %.1f times ipgraph load\n", took.Seconds(), float64(rows)/took.Seconds(),
		(float64(rows)/took.Seconds())/(float64(ours.rows)/ours.first.Seconds()))
	return nil
}

// writeCSV writes the rows of one part with the importer's header.
func writeCSV(name, part string, batches []graph.Batch) (n int, err error) {
	file, err := os.Create(name)
	if err != nil {
		return 0, fmt.Errorf("a file for the importer: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffer := bufio.NewWriterSize(file, 1<<20)
	w := csv.NewWriter(buffer)
	source := part
	if slices.Contains([]string{"subject", "object", "stated"}, part) {
		source = "statements"
	}
	var columns []string
	for _, b := range batches {
		if b.Write != source && (source != "edges" || b.Write != "edges-few") {
			continue
		}
		for _, row := range b.Rows {
			properties, _ := row["properties"].(map[string]any)
			if part == "object" && properties["object"] == nil {
				continue // a fact about one entity alone
			}
			if n == 0 {
				columns = columnsOf(part, properties)
				err = errors.Join(err, w.Write(header(part, columns)))
			}
			err = errors.Join(err, w.Write(cells(part, columns, row, properties)))
			n++
		}
	}
	w.Flush()
	return n, errors.Join(err, w.Error(), buffer.Flush())
}

func columnsOf(part string, properties map[string]any) []string {
	switch part {
	case "subject", "object", "stated":
		return nil
	case "edges":
		return []string{"key", "family", "status", "first_reported", "valid", "valid_from", "earliest", "source", "locator", "sid", "sids", "sources", "locators", "reported"}
	}
	var columns []string
	for name := range properties {
		columns = append(columns, name)
	}
	slices.Sort(columns)
	return columns
}

func header(part string, columns []string) []string {
	named := slices.Clone(columns)
	for i, c := range named {
		switch {
		case c == "names" || slices.Contains([]string{"sids", "sources", "locators", "reported"}, c):
			named[i] += ":string[]"
		case c == "id":
			named[i] = "id:ID"
		}
	}
	switch part {
	case "edges":
		return append([]string{":START_ID", ":END_ID", ":TYPE"}, named...)
	case "subject", "object", "stated":
		return []string{":START_ID", ":END_ID"}
	}
	return named
}

func cells(part string, columns []string, row, properties map[string]any) []string {
	text := func(v any) string {
		switch v := v.(type) {
		case nil:
			return ""
		case []string:
			return strings.Join(v, "|")
		}
		return fmt.Sprint(v)
	}
	var out []string
	switch part {
	case "edges":
		out = []string{text(row["from"]), text(row["to"]), text(row["type"])}
	case "subject":
		return []string{text(row["id"]), text(properties["subject"])}
	case "object":
		return []string{text(row["id"]), text(properties["object"])}
	case "stated":
		return []string{text(row["id"]), text(properties["source"])}
	}
	for _, c := range columns {
		out = append(out, text(properties[c]))
	}
	return out
}
