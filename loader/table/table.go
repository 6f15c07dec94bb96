package table

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/ftm"
	"ipgraph/loader/intake"
)

// Format reads tables by a mapping file. It is told from no content.
func Format() intake.Format {
	return intake.Format{
		Name:  "table",
		Title: "any table in CSV, Excel or JSON, with --mapping FILE",
		About: "what the mapping says of each row; ipgraph map TABLE writes a first one",
		New: func(o intake.Options) (intake.Reader, error) {
			if o.Mapping == nil {
				return nil, graph.Errorf(graph.CodeInvalid, "a table needs a mapping that says what its columns mean: write a first one with \"ipgraph map FILE > mapping.yaml\", look it over, and load with --mapping mapping.yaml")
			}
			m, err := ParseMapping(o.MappingName, o.Mapping)
			if err != nil {
				return nil, err
			}
			return newReader(m, o.TempDir), nil
		},
	}
}

type reader struct {
	mapping *Mapping
	dir     string
	// entities takes what the mapping describes in the words of FollowTheMoney. It is made with the
	// first file, where the mapping has any.
	entities *ftm.Collector
}

func newReader(m *Mapping, dir string) *reader { return &reader{mapping: m, dir: dir} }

// foreign reports whether the mapping uses the words of FollowTheMoney.
func (m *Mapping) foreign() bool {
	for _, q := range m.Queries {
		for _, e := range q.Entities {
			if e.Schema != "" {
				return true
			}
		}
	}
	return false
}

// Read tells Excel, JSON and CSV by the name and the first letter.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	if err := r.describe(in); err != nil {
		return err
	}
	if r.entities == nil && r.mapping.foreign() {
		r.entities = ftm.NewCollector(ctx, r.dir)
	}
	rows := r.mapping.newRowReader(in.Base, out, r.entities)
	if len(rows.queries) == 0 {
		out.Warn("no query of the mapping is for a file of this name: " + in.Base)
	}
	if isWorkbook(in.Base) {
		return r.readWorkbook(ctx, in, out, rows)
	}
	head, err := in.Peek()
	if err != nil {
		return err
	}
	switch text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF"))); {
	case bytes.HasPrefix(text, []byte("[")), bytes.HasPrefix(text, []byte("{")) && r.mapping.Records != "":
		return r.readJSON(ctx, in, out, rows)
	case bytes.HasPrefix(text, []byte("{")):
		return intake.Lines(ctx, in, out, func(at string, line []byte) error { return takeObject(out, rows, at, line) })
	}
	return intake.Rows(ctx, in, out, func(h *intake.Header) error { return r.hasColumns(in, h, rows) },
		func(row intake.Row) error { return rows.take(cellsOf(row)) })
}

// Finish hands over what rows described together in the words of FollowTheMoney.
func (r *reader) Finish(ctx context.Context, out *intake.Out) error {
	if r.entities == nil {
		return nil
	}
	return r.entities.Finish(ctx, out) //nolint:wrapcheck // it is about the disk, and says so
}

// Close removes what was kept on disk.
func (r *reader) Close() error {
	if r.entities == nil {
		return nil
	}
	return r.entities.Close() //nolint:wrapcheck // the same
}

// describe takes from the mapping what the command line does not say of the source.
func (r *reader) describe(in *intake.Input) error {
	s := r.mapping.Source
	for _, field := range []struct {
		name, text string
		to         *string
	}{{"title", s.Title, &in.Source.Title}, {"publisher", s.Publisher, &in.Source.Publisher}, {"url", s.URL, &in.Source.URL}} {
		if field.text != "" && !in.Said[field.name] {
			*field.to = field.text
		}
	}
	if s.Published == "" || in.Said["published"] {
		return nil
	}
	published, err := graph.ParsePeriod(s.Published)
	if err != nil {
		return fmt.Errorf("the mapping: source.published: %w", err)
	}
	in.Source.Published = published
	return nil
}

// hasColumns refuses a table that lacks a column which a query for it names: it would be read
// without it, in silence.
func (r *reader) hasColumns(in *intake.Input, h *intake.Header, rows *rowReader) error {
	wanted := (&Mapping{Queries: rows.queries}).columns()
	missing := h.Missing(wanted...)
	if len(missing) == 0 {
		return nil
	}
	for i, m := range missing {
		if near := graph.Nearest(m, h.Names); near != "" {
			missing[i] += " (did you mean " + near + "?)"
		}
	}
	return fmt.Errorf("%s has no column %s; its columns are %s", in.Name, strings.Join(missing, ", "), intake.Listed(h.Names))
}

func cellsOf(row intake.Row) cells {
	return func(column string) []string {
		if text := row.Get(column); text != "" {
			return []string{text}
		}
		return nil
	}
}

func isWorkbook(name string) bool { return strings.EqualFold(path.Ext(name), ".xlsx") }

// readJSON reads the records of one document.
func (r *reader) readJSON(ctx context.Context, in *intake.Input, out *intake.Out, rows *rowReader) error {
	pattern := r.mapping.Records
	if pattern == "" {
		pattern = "/*"
	}
	return intake.Members(ctx, in, []string{pattern}, func(pointer string, value jsontext.Value) error {
		return takeObject(out, rows, pointer, value)
	})
}

func takeObject(out *intake.Out, rows *rowReader, at string, text []byte) error {
	if err := out.Begin(at); err != nil {
		return err
	}
	flat, err := flatten(text)
	if err != nil {
		out.Broken("a record that is no JSON object", err.Error())
		return nil
	}
	return rows.take(func(column string) []string { return flat[column] })
}

// flatten names the values within a JSON object by their path, with points between.
func flatten(text []byte) (map[string][]string, error) {
	var object map[string]jsontext.Value
	if err := intake.Decode(text, &object); err != nil {
		return nil, err
	}
	flat := map[string][]string{}
	for name, value := range object {
		if err := flattenInto(flat, name, value, 0); err != nil {
			return nil, err
		}
	}
	return flat, nil
}

// maxDepth bounds how deep values stand within a record.
const maxDepth = 50

func flattenInto(flat map[string][]string, at string, value jsontext.Value, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("%s: values stand more than %d deep", at, maxDepth)
	}
	switch value.Kind() {
	case '{':
		var object map[string]jsontext.Value
		if err := intake.Decode(value, &object); err != nil {
			return err
		}
		for name, inner := range object {
			if err := flattenInto(flat, at+"."+name, inner, depth+1); err != nil {
				return err
			}
		}
	case '[':
		var list []jsontext.Value
		if err := intake.Decode(value, &list); err != nil {
			return err
		}
		for _, inner := range list {
			if err := flattenInto(flat, at, inner, depth+1); err != nil {
				return err
			}
		}
	default:
		var text intake.Scalar
		if err := intake.Decode(value, &text); err != nil {
			return err
		}
		if trimmed := strings.TrimSpace(string(text)); trimmed != "" {
			flat[at] = append(flat[at], trimmed)
		}
	}
	return nil
}
