package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
)

// dotEdges is where drawings by Graphviz stop being legible, and its layout quick.
const dotEdges = 2_000

// writeDOT writes a directed graph for Graphviz. What an edge carries are its
// attributes, which Graphviz keeps and does not draw.
func writeDOT(ctx context.Context, c Content, w io.Writer) error {
	s, err := readSmall(ctx, c, "dot", dotEdges)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(w, 64<<10)
	for _, line := range c.About().Lines() {
		fmt.Fprintf(b, "// %s\n", strings.NewReplacer("\n", " ", "\r", " ").Replace(line))
	}
	fmt.Fprintf(b, "digraph ipgraph {\n  graph [charset=\"UTF-8\", comment=%s];\n  node [shape=box];\n", dotText(c.About().text()))
	for _, e := range s.entities {
		fmt.Fprintf(b, "  %s [label=%s", dotText(string(e.ID)), dotText(e.Name))
		dotAttributes(b, entityColumns[2:], e)
		fmt.Fprint(b, "];\n")
	}
	for _, e := range s.edges {
		fmt.Fprintf(b, "  %s -> %s [label=%s, key=%s, type=%s", dotText(string(e.From)), dotText(string(e.To)), dotText(shortLabel(e)), dotText(e.Key), dotText(string(e.Type)))
		if e.symmetric() {
			fmt.Fprint(b, ", dir=none")
		}
		if e.Negated {
			fmt.Fprint(b, ", style=dashed")
		}
		dotAttributes(b, edgeColumns, e)
		fmt.Fprint(b, "];\n")
	}
	fmt.Fprint(b, "}\n")
	if err := b.Flush(); err != nil { // it remembers the first error
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

func dotAttributes[T any](b *bufio.Writer, columns []column[T], t T) {
	for _, c := range columns {
		if v := c.of(t); v != nil {
			fmt.Fprintf(b, ", ip_%s=%s", c.name, dotText(cellText(v)))
		}
	}
}

// dotText is a text between quotation marks. Graphviz reads two escapes alone, that
// of the quotation mark and a line break; a backslash in labels is doubled, so that
// nothing in a name is an escape.
func dotText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"':
			b.WriteString(`\"`)
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' && r != '\t' || r == 0x7f:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
