package export

import (
	"bufio"
	"context"
	"encoding/xml"
	"fmt"
	"io"
)

// graphmlNamespace is that of the GraphML primer.
const graphmlNamespace = "http://graphml.graphdrawing.org/xmlns"

// xmlTypes are the words of GraphML and of GEXF for what a column holds.
var xmlTypes = map[valueType]string{typeText: "string", typeWhole: "long", typeTruth: "boolean"}

type graphmlKey struct {
	XMLName xml.Name `xml:"key"`
	ID      string   `xml:"id,attr"`
	For     string   `xml:"for,attr"`
	Name    string   `xml:"attr.name,attr"`
	Type    string   `xml:"attr.type,attr"`
	About   string   `xml:"desc,omitempty"`
}

type graphmlData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

type graphmlNode struct {
	XMLName xml.Name      `xml:"node"`
	ID      string        `xml:"id,attr"`
	Data    []graphmlData `xml:"data"`
}

type graphmlEdge struct {
	XMLName  xml.Name      `xml:"edge"`
	ID       string        `xml:"id,attr"`
	Source   string        `xml:"source,attr"`
	Target   string        `xml:"target,attr"`
	Directed bool          `xml:"directed,attr"`
	Data     []graphmlData `xml:"data"`
}

// writeGraphML writes GraphML 1.0, with every key declared before it is used.
func writeGraphML(ctx context.Context, c Content, w io.Writer) error {
	x := newXML(w)
	root := element("graphml", "xmlns", graphmlNamespace)
	directed := element("graph", "id", "ipgraph", "edgedefault", "directed")
	x.start(root)
	x.put(graphmlKey{ID: "about", For: "graph", Name: "about", Type: "string"})
	nodes, edges := graphmlKeys(entityColumns[1:], "node", "n_"), graphmlKeys(append(typeColumn(), edgeColumns...), "edge", "e_")
	for _, k := range append(nodes, edges...) {
		x.put(k)
	}
	x.start(directed)
	x.put(struct {
		XMLName xml.Name `xml:"data"`
		graphmlData
	}{graphmlData: graphmlData{"about", c.About().text()}})
	for e, err := range c.Entities(ctx) {
		if err != nil {
			return err
		}
		x.put(graphmlNode{ID: string(e.ID), Data: graphmlValues(entityColumns[1:], "n_", e)})
	}
	columns := append(typeColumn(), edgeColumns...)
	for e, err := range present(ctx, c) {
		if err != nil {
			return err
		}
		x.put(graphmlEdge{ID: e.Key, Source: string(e.From), Target: string(e.To), Directed: !e.symmetric(), Data: graphmlValues(columns, "e_", e)})
	}
	x.end(directed)
	x.end(root)
	return x.finish()
}

// typeColumn is the relation's type, which formats without labels of edges keep
// beside its properties.
func typeColumn() []column[Edge] {
	for _, c := range endColumns {
		if c.name == "type" {
			return []column[Edge]{c}
		}
	}
	return nil
}

func graphmlKeys[T any](columns []column[T], of, prefix string) []graphmlKey {
	keys := make([]graphmlKey, 0, len(columns))
	for _, c := range columns {
		keys = append(keys, graphmlKey{ID: prefix + c.name, For: of, Name: c.name, Type: xmlTypes[c.kind], About: c.about})
	}
	return keys
}

func graphmlValues[T any](columns []column[T], prefix string, t T) []graphmlData {
	var data []graphmlData
	for _, c := range columns {
		if v := c.of(t); v != nil {
			data = append(data, graphmlData{prefix + c.name, cellText(v)})
		}
	}
	return data
}

// xmlWriter writes elements one after another and remembers the first error.
type xmlWriter struct {
	buffer  *bufio.Writer
	encoder *xml.Encoder
	err     error
}

func newXML(w io.Writer) *xmlWriter {
	x := &xmlWriter{buffer: bufio.NewWriterSize(w, 64<<10)}
	_, x.err = x.buffer.WriteString(xml.Header)
	x.encoder = xml.NewEncoder(x.buffer)
	x.encoder.Indent("", " ")
	return x
}

// element is an element with attributes, names and values in turn.
func element(name string, attributes ...string) xml.StartElement {
	start := xml.StartElement{Name: xml.Name{Local: name}}
	for i := 0; i+1 < len(attributes); i += 2 {
		start.Attr = append(start.Attr, xml.Attr{Name: xml.Name{Local: attributes[i]}, Value: attributes[i+1]})
	}
	return start
}

func (x *xmlWriter) start(e xml.StartElement) {
	if x.err == nil {
		x.err = x.encoder.EncodeToken(e)
	}
}

func (x *xmlWriter) end(e xml.StartElement) {
	if x.err == nil {
		x.err = x.encoder.EncodeToken(e.End())
	}
}

func (x *xmlWriter) put(v any) {
	if x.err == nil {
		x.err = x.encoder.Encode(v)
	}
}

func (x *xmlWriter) finish() error {
	if x.err == nil {
		x.err = x.encoder.Close()
	}
	if x.err == nil {
		x.err = x.buffer.Flush()
	}
	if x.err != nil {
		return fmt.Errorf("write the export: %w", x.err)
	}
	return nil
}
