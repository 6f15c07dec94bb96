package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
)

// writeCytoscape writes the JSON of Cytoscape for the desktop, which Cytoscape.js
// reads too.
func writeCytoscape(ctx context.Context, c Content, w io.Writer) error {
	about := c.About()
	j := &jsonWriter{buffer: bufio.NewWriterSize(w, 64<<10)}
	j.text(`{"format_version":"1.0","generated_by":`)
	j.value(about.Program)
	j.text(`,"target_cytoscapejs_version":"~3","data":`)
	j.value(map[string]any{"name": "ipgraph: " + about.Scope, "about": about.Lines()})
	j.text(`,"elements":{"nodes":[`)
	for e, err := range c.Entities(ctx) {
		if err != nil {
			return err
		}
		j.item(map[string]any{"data": properties(entityColumns, e)})
	}
	j.text(`],"edges":[`)
	for e, err := range present(ctx, c) {
		if err != nil {
			return err
		}
		data := properties(edgeColumns, e)
		data["id"], data["source"], data["target"] = e.Key, string(e.From), string(e.To)
		data["type"], data["interaction"], data["name"] = string(e.Type), string(e.Type), e.FromName+" ("+string(e.Type)+") "+e.ToName
		j.item(map[string]any{"data": data})
	}
	j.text("]}}\n")
	return j.finish()
}

// properties are the values of columns by their names.
func properties[T any](columns []column[T], t T) map[string]any {
	m := map[string]any{}
	for _, c := range columns {
		if v := c.of(t); v != nil {
			m[c.name] = v
		}
	}
	return m
}

// jsonWriter writes a document piece by piece and remembers the first error.
type jsonWriter struct {
	buffer *bufio.Writer
	// first says that no item of the list was written yet.
	first bool
	err   error
}

func (j *jsonWriter) text(s string) {
	if j.err == nil {
		_, j.err = j.buffer.WriteString(s)
	}
	j.first = true
}

func (j *jsonWriter) value(v any) {
	if j.err != nil {
		return
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if j.err = encoder.Encode(v); j.err == nil {
		_, j.err = j.buffer.Write(bytes.TrimSuffix(body.Bytes(), []byte("\n")))
	}
}

// item writes an item of a list, each on a line of its own.
func (j *jsonWriter) item(v any) {
	separator := ",\n"
	if j.first {
		separator = "\n"
	}
	j.text(separator)
	j.value(v)
	j.first = false
}

func (j *jsonWriter) finish() error {
	if j.err == nil {
		j.err = j.buffer.Flush()
	}
	if j.err != nil {
		return fmt.Errorf("write the export: %w", j.err)
	}
	return nil
}
