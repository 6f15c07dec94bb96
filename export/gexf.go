package export

import (
	"context"
	"encoding/xml"
	"io"
)

// gexfNamespace is that of GEXF 1.3.
const gexfNamespace = "http://gexf.net/1.3"

type gexfMeta struct {
	XMLName     xml.Name `xml:"meta"`
	Modified    string   `xml:"lastmodifieddate,attr,omitempty"`
	Creator     string   `xml:"creator"`
	Description string   `xml:"description"`
}

type gexfAttribute struct {
	XMLName xml.Name `xml:"attribute"`
	ID      string   `xml:"id,attr"`
	Title   string   `xml:"title,attr"`
	Type    string   `xml:"type,attr"`
}

type gexfValue struct {
	For   string `xml:"for,attr"`
	Value string `xml:"value,attr"`
}

type gexfNode struct {
	XMLName xml.Name    `xml:"node"`
	ID      string      `xml:"id,attr"`
	Label   string      `xml:"label,attr"`
	Values  []gexfValue `xml:"attvalues>attvalue"`
}

type gexfEdge struct {
	XMLName xml.Name    `xml:"edge"`
	ID      string      `xml:"id,attr"`
	Source  string      `xml:"source,attr"`
	Target  string      `xml:"target,attr"`
	Type    string      `xml:"type,attr"`
	Kind    string      `xml:"kind,attr"`
	Label   string      `xml:"label,attr"`
	Start   string      `xml:"start,attr,omitempty"`
	End     string      `xml:"end,attr,omitempty"`
	Values  []gexfValue `xml:"attvalues>attvalue"`
}

// writeGEXF writes GEXF 1.3, in which an edge has its first and last day, so that
// the timeline of Gephi works.
func writeGEXF(ctx context.Context, c Content, w io.Writer) error {
	x, about := newXML(w), c.About()
	root := element("gexf", "xmlns", gexfNamespace, "version", "1.3")
	dynamic := element("graph", "mode", "dynamic", "defaultedgetype", "directed", "timeformat", "date", "timerepresentation", "interval")
	nodes, edges := element("nodes"), element("edges")
	x.start(root)
	x.put(gexfMeta{Modified: about.Generated, Creator: about.Program, Description: about.text()})
	x.start(dynamic)
	columns := append(typeColumn(), edgeColumns...)
	gexfDeclare(x, "node", entityColumns[2:])
	gexfDeclare(x, "edge", columns)
	x.start(nodes)
	for e, err := range c.Entities(ctx) {
		if err != nil {
			return err
		}
		x.put(gexfNode{ID: string(e.ID), Label: e.Name, Values: gexfValues(entityColumns[2:], e)})
	}
	x.end(nodes)
	x.start(edges)
	for e, err := range present(ctx, c) {
		if err != nil {
			return err
		}
		direction := "directed"
		if e.symmetric() {
			direction = "undirected"
		}
		x.put(gexfEdge{ID: e.Key, Source: string(e.From), Target: string(e.To), Type: direction, Kind: string(e.Type), Label: string(e.Type),
			Start: e.Earliest, End: e.Latest, Values: gexfValues(columns, e)})
	}
	x.end(edges)
	x.end(dynamic)
	x.end(root)
	return x.finish()
}

func gexfDeclare[T any](x *xmlWriter, class string, columns []column[T]) {
	attributes := element("attributes", "class", class, "mode", "static")
	x.start(attributes)
	for _, c := range columns {
		x.put(gexfAttribute{ID: c.name, Title: c.name, Type: xmlTypes[c.kind]})
	}
	x.end(attributes)
}

func gexfValues[T any](columns []column[T], t T) []gexfValue {
	var values []gexfValue
	for _, c := range columns {
		if v := c.of(t); v != nil {
			values = append(values, gexfValue{c.name, cellText(v)})
		}
	}
	return values
}
