package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// cypherBatch is the number of rows of one statement of the script.
const cypherBatch = 200

// cypherScript collects rows that the same text writes.
type cypherScript struct {
	buffer *bufio.Writer
	write  string
	rows   []string
	err    error
}

// writeCypher writes a script that rebuilds the graph with the properties that the
// store has. Everything is merged: running it again changes nothing.
func writeCypher(ctx context.Context, c Content, w io.Writer) error {
	s := &cypherScript{buffer: bufio.NewWriterSize(w, 64<<10)}
	for _, line := range c.About().Lines() {
		s.text("// " + strings.NewReplacer("\n", " ", "\r", " ").Replace(line) + "\n")
	}
	s.text("// Run it with: cypher-shell -f FILE\n\n")
	for _, text := range c.About().Schema {
		s.text(text + ";\n")
	}
	if err := s.nodes(ctx, c); err != nil {
		return err
	}
	if err := s.edges(ctx, c); err != nil {
		return err
	}
	if err := s.joins(ctx, c); err != nil {
		return err
	}
	if s.err == nil {
		s.err = s.buffer.Flush()
	}
	if s.err != nil {
		return fmt.Errorf("write the export: %w", s.err)
	}
	return nil
}

func (s *cypherScript) nodes(ctx context.Context, c Content) error {
	for source, err := range c.Sources(ctx) {
		if err != nil {
			return err
		}
		s.node("Source", source.Labels(), source.Properties())
	}
	for e, err := range c.Entities(ctx) {
		if err != nil {
			return err
		}
		s.node("Entity", []string{e.ID.Kind().Label()}, e.Properties())
	}
	for st, err := range c.Statements(ctx) {
		if err != nil {
			return err
		}
		labels, properties := storedStatement(&st.Statement)
		s.node("Statement", labels, properties)
	}
	s.flush()
	return nil
}

func (s *cypherScript) edges(ctx context.Context, c Content) error {
	for e, err := range c.Edges(ctx) {
		if err != nil {
			return err
		}
		s.add("MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to})\nMERGE (a)-[r:"+string(e.Type)+" {key: row.p.key}]->(b) SET r = row.p",
			map[string]any{"from": string(e.From), "to": string(e.To), "p": e.Properties()})
	}
	s.flush()
	return nil
}

// joins joins statements to what they are about and where they stand, and sources
// to those that they repeat. Statements and sources are read once more: both ends
// have to be there.
func (s *cypherScript) joins(ctx context.Context, c Content) error {
	for _, kind := range joinKinds {
		for j, err := range joinsOf(ctx, c, kind) {
			if err != nil {
				return err
			}
			s.add("MATCH (a:"+j.fromLabel+" {id: row.from}) MATCH (b:"+j.toLabel+" {id: row.to}) MERGE (a)-[:"+kind+"]->(b)",
				map[string]any{"from": j.from, "to": j.to})
		}
		s.flush()
	}
	return nil
}

// storedStatement is a statement as its node in the store.
func storedStatement(s *graph.Statement) (labels []string, properties map[string]any) {
	labels, properties = s.Labels(), s.Properties()
	if s.SupersededBy != "" {
		labels = append(labels, "Superseded")
	}
	if s.WithdrawnAt != "" {
		labels, properties["withdrawn_at"] = append(labels, "Withdrawn"), s.WithdrawnAt
	}
	return labels, properties
}

func (s *cypherScript) text(t string) {
	if s.err == nil {
		_, s.err = s.buffer.WriteString(t)
	}
}

func (s *cypherScript) node(label string, more []string, properties map[string]any) {
	set := "n = row"
	if len(more) > 0 {
		set += ", n:" + strings.Join(more, ":")
	}
	s.add("MERGE (n:"+label+" {id: row.id}) SET "+set, properties)
}

// add adds a row to those of the text, which is made of words of the ontology alone.
func (s *cypherScript) add(write string, row map[string]any) {
	if write != s.write || len(s.rows) == cypherBatch {
		s.flush()
		s.write = write
	}
	s.rows = append(s.rows, cypherLiteral(row))
}

func (s *cypherScript) flush() {
	if len(s.rows) > 0 {
		s.text("UNWIND [\n" + strings.Join(s.rows, ",\n") + "\n] AS row\n" + s.write + ";\n")
	}
	s.rows = s.rows[:0]
}

// cypherLiteral writes a value of properties as Cypher.
func cypherLiteral(v any) string {
	switch v := v.(type) {
	case string:
		return cypherText(v)
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case []string:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = cypherText(item)
		}
		return "[" + strings.Join(items, ", ") + "]"
	case map[string]any:
		var items []string
		for _, name := range slices.Sorted(maps.Keys(v)) { // names are those of the model: letters and underscores
			items = append(items, name+": "+cypherLiteral(v[name]))
		}
		return "{" + strings.Join(items, ", ") + "}"
	}
	return "null"
}

// cypherText is a text as a literal of Cypher. A backslash is written apart from
// what follows, since Cypher reads \u before it reads literals, and a line break as
// an escape, so that a script can be cut at the ends of its lines.
func cypherText(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '\'':
			b.WriteString(`\'`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r >= 0x7f && r < 0xa0:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}
