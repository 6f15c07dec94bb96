package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Vocabularies that the statements use. Ours is the last: types are labels of kinds,
// predicates those of the model, and the rest columns of the tables.
const (
	rdfNamespace  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfsNamespace = "http://www.w3.org/2000/01/rdf-schema#"
	xsdNamespace  = "http://www.w3.org/2001/XMLSchema#"
	skosNamespace = "http://www.w3.org/2004/02/skos/core#"
	dctNamespace  = "http://purl.org/dc/terms/"
	provNamespace = "http://www.w3.org/ns/prov#"
	ownNamespace  = "urn:ipgraph:term:"
	ownThings     = "urn:ipgraph:"
)

// writeNQuads writes N-Quads, all in the default graph. Each statement and each
// relation is a resource of its own with the source that it was derived from;
// relations that hold stand as plain triples beside.
func writeNQuads(ctx context.Context, c Content, w io.Writer) error {
	q := &quads{buffer: bufio.NewWriterSize(w, 64<<10)}
	about := c.About()
	q.subject = iri(ownThings + "export")
	q.put(rdfNamespace+"type", iri(provNamespace+"Entity"))
	q.put(dctNamespace+"description", literal(about.text(), ""))
	if about.Generated != "" {
		q.put(dctNamespace+"created", literal(about.Generated, "date"))
	}
	for s, err := range c.Sources(ctx) {
		if err != nil {
			return err
		}
		q.source(s)
	}
	for e, err := range c.Entities(ctx) {
		if err != nil {
			return err
		}
		q.entity(e)
	}
	for s, err := range c.Statements(ctx) {
		if err != nil {
			return err
		}
		q.statement(s)
	}
	for e, err := range present(ctx, c) {
		if err != nil {
			return err
		}
		q.edge(e)
	}
	if q.err == nil {
		q.err = q.buffer.Flush()
	}
	if q.err != nil {
		return fmt.Errorf("write the export: %w", q.err)
	}
	return nil
}

// quads writes what is said about one subject after another.
type quads struct {
	buffer  *bufio.Writer
	subject string
	err     error
}

func (q *quads) put(predicate, object string) {
	if q.err == nil {
		_, q.err = q.buffer.WriteString(q.subject + " " + iri(predicate) + " " + object + " .\n")
	}
}

func (q *quads) source(s graph.Source) {
	q.subject = thing(string(s.ID))
	q.put(rdfNamespace+"type", iri(provNamespace+"Entity"))
	q.put(rdfNamespace+"type", iri(ownNamespace+"Source"))
	q.put(dctNamespace+"title", literal(s.Title, ""))
	q.put(dctNamespace+"publisher", literal(s.Publisher, ""))
	for _, id := range s.Repeats {
		q.put(provNamespace+"wasDerivedFrom", thing(string(id)))
	}
	putColumns(q, sourceColumns[3:], s)
}

func (q *quads) entity(e Entity) {
	q.subject = thing(string(e.ID))
	q.put(rdfNamespace+"type", iri(ownNamespace+e.ID.Kind().Label()))
	q.put(dctNamespace+"identifier", literal(string(e.ID), ""))
	q.put(rdfsNamespace+"label", literal(e.Name, ""))
	for _, name := range e.Aliases {
		q.put(skosNamespace+"altLabel", literal(name, ""))
	}
	if e.About != "" {
		q.put(dctNamespace+"description", literal(e.About, ""))
	}
}

func (q *quads) statement(s Statement) {
	q.subject = thing(string(s.ID))
	q.put(rdfNamespace+"type", iri(rdfNamespace+"Statement"))
	q.put(rdfNamespace+"type", iri(provNamespace+"Entity"))
	q.reified(string(s.Subject), string(s.Predicate), string(s.Object))
	q.put(provNamespace+"wasDerivedFrom", thing(string(s.Source)))
	for _, id := range s.Supersedes {
		q.put(provNamespace+"wasRevisionOf", thing(string(id)))
	}
	if key := s.EdgeKey(); key != "" {
		q.put(ownNamespace+"relation", thing(key))
	}
	putColumns(q, statementColumns[6:], s)
}

// edge tells what the relation is and, unless it is said not to hold, that it does.
func (q *quads) edge(e Edge) {
	q.subject = thing(string(e.From))
	if !e.Negated {
		q.put(ownNamespace+string(e.Type), thing(string(e.To)))
	}
	q.subject = thing(e.Key)
	q.put(rdfNamespace+"type", iri(ownNamespace+"Relation"))
	q.put(rdfNamespace+"type", iri(provNamespace+"Entity"))
	q.reified(string(e.From), string(e.Type), string(e.To))
	for _, c := range e.Citations {
		if !e.Record {
			q.put(provNamespace+"wasDerivedFrom", thing(string(c.Statement)))
		}
		q.put(provNamespace+"hadPrimarySource", thing(string(c.Source)))
	}
	putColumns(q, edgeColumns, e)
}

func (q *quads) reified(subject, predicate, object string) {
	q.put(rdfNamespace+"subject", thing(subject))
	q.put(rdfNamespace+"predicate", iri(ownNamespace+predicate))
	if object != "" {
		q.put(rdfNamespace+"object", thing(object))
	}
}

// putColumns writes the values of columns as literals with a type.
func putColumns[T any](q *quads, columns []column[T], t T) {
	types := map[valueType]string{typeWhole: "integer", typeTruth: "boolean"}
	for _, c := range columns {
		if v := c.of(t); v != nil {
			q.put(ownNamespace+c.name, literal(cellText(v), types[c.kind]))
		}
	}
}

// thing names an entity, a source, a statement or a relation.
func thing(id string) string { return iri(ownThings + id) }

// iri writes an IRI. What may not stand in one is percent-encoded.
func iri(s string) string {
	var b strings.Builder
	b.WriteByte('<')
	for _, r := range s {
		switch {
		case r <= ' ' || r == 0x7f || strings.ContainsRune(`<>"{}|^`+"`\\", r):
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('>')
	return b.String()
}

// literal writes a text, with a type of XML Schema or none.
func literal(s, xsd string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029:
			code := strings.ToUpper(strconv.FormatInt(int64(r), 16))
			b.WriteString(`\u` + strings.Repeat("0", 4-len(code)) + code)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	if xsd != "" {
		b.WriteString("^^" + iri(xsdNamespace+xsd))
	}
	return b.String()
}
