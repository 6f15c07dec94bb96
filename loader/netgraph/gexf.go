package netgraph

import (
	"context"
	"encoding/xml"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// times are those of a node, an edge or a value. A timestamp stands for one moment.
type times struct {
	Start     string `xml:"start,attr"`
	End       string `xml:"end,attr"`
	StartOpen string `xml:"startopen,attr"`
	EndOpen   string `xml:"endopen,attr"`
	Timestamp string `xml:"timestamp,attr"`
}

type attvalue struct {
	times
	For   string `xml:"for,attr"`
	ID    string `xml:"id,attr"` // in GEXF 1.1
	Value string `xml:"value,attr"`
}

type gexfNode struct {
	times
	ID     string     `xml:"id,attr"`
	Label  string     `xml:"label,attr"`
	Values []attvalue `xml:"attvalues>attvalue"`
	Loose  []attvalue `xml:"attvalue"` // some writers leave the list out
	Spells []times    `xml:"spells>spell"`
	Nodes  []struct{} `xml:"nodes>node"`
}

type gexfEdge struct {
	times
	ID     string     `xml:"id,attr"`
	Source string     `xml:"source,attr"`
	Target string     `xml:"target,attr"`
	Type   string     `xml:"type,attr"`
	Label  string     `xml:"label,attr"`
	Kind   string     `xml:"kind,attr"`
	Weight string     `xml:"weight,attr"`
	Values []attvalue `xml:"attvalues>attvalue"`
	Loose  []attvalue `xml:"attvalue"`
	Spells []times    `xml:"spells>spell"`
}

type declaration struct {
	ID      string  `xml:"id,attr"`
	Title   string  `xml:"title,attr"`
	Type    string  `xml:"type,attr"`
	Default *string `xml:"default"`
}

// gexf is a file under way.
type gexf struct {
	*maker
	declared map[string]declaration // by class and id
	edgeType string
	slice    graph.Period // of all that has no time of its own
}

func (r *reader) readGEXF(ctx context.Context, in *intake.Input, out *intake.Out) error {
	g := &gexf{maker: newMaker(in, out, r.kind), declared: map[string]declaration{}}
	err := intake.Elements(ctx, in, map[string]intake.Element{
		"graph": func(_ *xml.Decoder, start xml.StartElement) error {
			g.takeGraph(start)
			return nil
		},
		"attributes": func(d *xml.Decoder, start xml.StartElement) error { return g.takeDeclarations(d, start) },
		"node": func(d *xml.Decoder, start xml.StartElement) error {
			var n gexfNode
			if err := d.DecodeElement(&n, &start); err != nil {
				return err
			}
			return g.takeNode(n)
		},
		"edge": func(d *xml.Decoder, start xml.StartElement) error {
			var e gexfEdge
			if err := d.DecodeElement(&e, &start); err != nil {
				return err
			}
			return g.takeEdge(e)
		},
	})
	if err != nil {
		return err
	}
	return out.End()
}

func (g *gexf) takeGraph(start xml.StartElement) {
	attributes := map[string]string{}
	for _, a := range start.Attr {
		attributes[a.Name.Local] = a.Value
	}
	g.edgeType = attributes["defaultedgetype"]
	if attributes["mode"] == "slice" {
		t := times{Start: attributes["start"], End: attributes["end"], Timestamp: attributes["timestamp"]}
		g.slice, _ = g.period(t) // a slice without a time is one of no time
	}
	if zone := attributes["timezone"]; zone != "" {
		g.out.Warn("times are read in their own time zone, or that of the file (" + zone + "): the day counts")
	}
}

func (g *gexf) takeDeclarations(d *xml.Decoder, start xml.StartElement) error {
	var list struct {
		Class string        `xml:"class,attr"`
		Items []declaration `xml:"attribute"`
	}
	if err := d.DecodeElement(&list, &start); err != nil {
		return err
	}
	for _, item := range list.Items {
		g.declared[list.Class+" "+item.ID] = item
	}
	return nil
}

func (g *gexf) takeNode(n gexfNode) error {
	made := node{id: n.ID, label: n.Label, attributes: g.attributes("node", append(n.Values, n.Loose...))}
	made.valid = g.during(n.times, n.Spells)
	if err := g.node(made); err != nil {
		return err
	}
	if len(n.Nodes) > 0 {
		g.out.Change("nodes within a node were left out", fmt.Sprintf("%s: %d", n.ID, len(n.Nodes)))
	}
	return nil
}

func (g *gexf) takeEdge(e gexfEdge) error {
	kind := e.Type
	if kind == "" {
		kind = g.edgeType
	}
	made := edge{id: e.ID, from: e.Source, to: e.Target, directed: kind == "directed", mutual: kind == "mutual", label: e.Label, weight: e.Weight}
	if e.Kind != "" {
		made.attributes = append(made.attributes, attribute{name: "kind", value: e.Kind})
	}
	made.attributes = append(made.attributes, g.attributes("edge", append(e.Values, e.Loose...))...)
	made.valid = g.during(e.times, e.Spells)
	return g.edge(made)
}

// attributes reads values under their titles. What is not declared keeps its id as its name.
func (g *gexf) attributes(class string, values []attvalue) []attribute {
	var list []attribute
	given := map[string]bool{}
	for _, v := range values {
		id := v.For
		if id == "" {
			id = v.ID
		}
		declared, ok := g.declared[class+" "+id]
		if !ok {
			g.out.Count("undeclared "+class+" values: "+id, 1)
			g.out.Warn(fmt.Sprintf("the %s attribute %q is not declared: its values are kept as texts, under this name", class, id))
			declared = declaration{ID: id}
		}
		given[id] = true
		valid, _ := g.period(v.times) // a time that cannot be read was told where it stands on the node
		list = g.add(list, declared, v.Value, valid)
	}
	for _, key := range slices.Sorted(maps.Keys(g.declared)) {
		declared := g.declared[key]
		if declared.Default != nil && !given[declared.ID] && strings.HasPrefix(key, class+" ") {
			list = g.add(list, declared, strings.TrimSpace(*declared.Default), graph.Period{})
		}
	}
	return list
}

func (g *gexf) add(list []attribute, d declaration, value string, valid graph.Period) []attribute {
	name := d.Title
	if name == "" {
		name = d.ID
	}
	if value = strings.TrimSpace(value); value == "" {
		return list
	}
	if valid.IsZero() {
		valid = g.slice
	}
	numeric := false
	switch d.Type {
	case "integer", "int", "long", "float", "double", "byte", "short":
		numeric = true
	}
	return append(list, attribute{name, value, numeric, valid})
}

// during is the time of a node or edge; of several spells, from the first to the last.
func (g *gexf) during(t times, spells []times) graph.Period {
	if len(spells) > 0 {
		t.Start, t.End = spells[0].Start, spells[len(spells)-1].End
		if len(spells) > 1 {
			g.out.Warn("several spells of one node or edge are read as one, from the first to the last")
		}
	}
	p, ok := g.period(t)
	if !ok {
		g.out.Warn("times that are no dates were left out")
	}
	if p.IsZero() {
		return g.slice
	}
	return p
}

// period reads a time; false means that it is no date.
func (g *gexf) period(t times) (graph.Period, bool) {
	text := dayOf(t.Timestamp)
	if start, end := dayOf(t.Start+t.StartOpen), dayOf(t.End+t.EndOpen); start+end != "" {
		text = start + "/" + end
	}
	p, err := graph.ParsePeriod(text)
	return p, err == nil
}

var year = regexp.MustCompile(`^[12]\d{3}(\.0+)?$`)

// dayOf is the day of a time, or the year where that alone is written.
func dayOf(text string) string {
	if year.MatchString(text) {
		return text[:4]
	}
	if len(text) > len("2006-01-02") && text[4] == '-' {
		return text[:len("2006-01-02")]
	}
	return text
}
