// Package gleif reads what the Global Legal Entity Identifier Foundation publishes:
// level 1, who is who; level 2, who consolidates or manages whom; and reporting
// exceptions, why no parent is named. Of addresses the city and country are read
// alone: lines of an address may be somebody's home.
package gleif

import (
	"bytes"
	"cmp"
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Format reads the golden copy and update files in XML, CSV and JSON.
func Format() intake.Format {
	return intake.Format{
		Name:      "gleif",
		Title:     "GLEIF levels 1 and 2, reporting exceptions (XML, CSV, JSON)",
		About:     "legal entities by LEI, with names, seat, registers, status and successor; parents, branches and funds; reasons for a missing parent",
		Publisher: "Global Legal Entity Identifier Foundation",
		Detect:    detect,
		New: func(o intake.Options) (intake.Reader, error) {
			return &reader{changes: o.Changes}, nil
		},
	}
}

func detect(h intake.Head) bool {
	first, _, _ := bytes.Cut(bytes.TrimPrefix(h.Bytes, []byte("\uFEFF")), []byte("\n"))
	switch {
	case bytes.Contains(h.Bytes, []byte("http://www.gleif.org/data/schema/")):
		return true
	case bytes.HasPrefix(bytes.TrimSpace(h.Bytes), []byte("[")):
		return bytes.Contains(h.Bytes, []byte(`"LEI"`)) && bytes.Contains(h.Bytes, []byte(`"LegalName"`))
	}
	return bytes.Contains(first, []byte("LEI")) && (bytes.Contains(first, []byte("Entity.LegalName")) || bytes.Contains(first, []byte("Exception"))) ||
		bytes.Contains(first, []byte("Relationship.StartNode.NodeID"))
}

// reader reads one load.
type reader struct {
	// changes says that the files hold changes alone, so that a record replaces
	// what was said under its key before.
	changes bool
	inRow   bool
}

// Read tells XML, CSV and JSON by the first letter.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	head, err := in.Peek()
	if err != nil {
		return err
	}
	r.inRow = false
	switch text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF"))); {
	case bytes.HasPrefix(text, []byte("<")):
		return r.readXML(ctx, in, out)
	case bytes.HasPrefix(text, []byte("[")), bytes.HasPrefix(text, []byte("{")):
		return r.readJSON(ctx, in, out)
	}
	return r.readCSV(ctx, in, out)
}

// Finish has nothing to do: no record waits for another.
func (*reader) Finish(context.Context, *intake.Out) error { return nil }

// Close has nothing to remove.
func (*reader) Close() error { return nil }

// begin opens a record under its key, which replaces what was said under it before
// where files hold changes alone. A row of a table is open already.
func (r *reader) begin(out *intake.Out, key string) error {
	if r.inRow {
		out.Key(key)
	} else if err := out.Begin(key); err != nil {
		return err
	}
	if r.changes {
		out.Retire(key)
	}
	return nil
}

// partial remembers that a file says of itself that it holds changes.
func (r *reader) partial(out *intake.Out) {
	r.changes = true
	out.Partial()
}

// leiForm is the form of an LEI (ISO 17442): 18 letters and digits and two check
// digits.
var leiForm = regexp.MustCompile(`^[A-Z0-9]{18}\d{2}$`)

// company is the id of whoever has an LEI. It is that of a company whatever the
// category is: a file of relationships names LEIs and no categories.
func company(lei string) (graph.ID, bool) {
	if !leiForm.MatchString(lei) {
		return "", false
	}
	id, err := graph.MakeID(graph.Company, "lei", lei)
	return id, err == nil
}

// milliseconds is a time as some tables of 2019 have it: milliseconds since 1970.
var milliseconds = regexp.MustCompile(`^\d{11,13}$`)

// day is the day of a time as it is written, in its own time zone.
func day(text string) string {
	if milliseconds.MatchString(text) {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return time.UnixMilli(n).UTC().Format(time.DateOnly)
		}
	}
	return intake.TrimTime(text)
}

// period reads a day, and says so when it is none.
func period(out *intake.Out, field, text string) graph.Period {
	return out.Period(field, text, day(text))
}

// orNone writes a code as words, for counts.
func orNone(code string) string { return cmp.Or(words(code), "none given") }

// words writes a code of the register as words.
func words(code string) string { return strings.ToLower(strings.ReplaceAll(code, "_", " ")) }
