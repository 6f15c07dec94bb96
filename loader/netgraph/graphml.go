package netgraph

import (
	"context"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ipgraph/loader/intake"
)

// key declares an attribute of GraphML. One id may serve nodes and edges with two
// keys, and keys may stand within the graph.
type key struct {
	ID      string  `xml:"id,attr"`
	For     string  `xml:"for,attr"`
	Name    string  `xml:"attr.name,attr"`
	Type    string  `xml:"attr.type,attr"`
	Default *string `xml:"default"`
}

type data struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
	Inner []struct {
		XMLName xml.Name
	} `xml:",any"`
}

type graphmlNode struct {
	ID   string `xml:"id,attr"`
	Data []data `xml:"data"`
	Port []struct {
		Name string `xml:"name,attr"`
	} `xml:"port"`
	Graph []struct{} `xml:"graph"`
}

type graphmlEdge struct {
	ID       string `xml:"id,attr"`
	Source   string `xml:"source,attr"`
	Target   string `xml:"target,attr"`
	Directed string `xml:"directed,attr"`
	Data     []data `xml:"data"`
}

// graphml is a file under way.
type graphml struct {
	*maker
	keys     map[string]key // by what they are for and their id
	directed bool
}

func (r *reader) readGraphML(ctx context.Context, in *intake.Input, out *intake.Out) error {
	g := &graphml{maker: newMaker(in, out, r.kind), keys: map[string]key{}}
	err := intake.Elements(ctx, in, map[string]intake.Element{
		"key": func(d *xml.Decoder, start xml.StartElement) error {
			var k key
			if err := d.DecodeElement(&k, &start); err != nil {
				return err
			}
			out.Count("keys", 1)
			g.keys[k.For+" "+k.ID] = k
			return nil
		},
		"graph": func(_ *xml.Decoder, start xml.StartElement) error {
			for _, a := range start.Attr {
				if a.Name.Local == "edgedefault" {
					g.directed = a.Value == "directed"
				}
			}
			return nil
		},
		"node": func(d *xml.Decoder, start xml.StartElement) error {
			var n graphmlNode
			if err := d.DecodeElement(&n, &start); err != nil {
				return err
			}
			return g.takeNode(n)
		},
		"edge": func(d *xml.Decoder, start xml.StartElement) error {
			var e graphmlEdge
			if err := d.DecodeElement(&e, &start); err != nil {
				return err
			}
			return g.takeEdge(e)
		},
		"hyperedge": func(d *xml.Decoder, _ xml.StartElement) error {
			if err := out.Begin("a hyperedge"); err != nil {
				return err
			}
			out.LeaveOut("an edge with more than two ends", "")
			return d.Skip()
		},
	})
	if err != nil {
		return err
	}
	return out.End()
}

func (g *graphml) takeNode(n graphmlNode) error {
	made := node{id: n.ID}
	made.attributes = g.attributes("node", n.Data)
	if err := g.node(made); err != nil {
		return err
	}
	if len(n.Graph) > 0 {
		g.out.Change("a graph within a node was left out", n.ID)
	}
	return nil
}

func (g *graphml) takeEdge(e graphmlEdge) error {
	made := edge{id: e.ID, from: e.Source, to: e.Target, directed: g.directed}
	if e.Directed != "" {
		made.directed = e.Directed == "true"
	}
	made.attributes = g.attributes("edge", e.Data)
	return g.edge(made)
}

// attributes reads values, under the names that their keys give them. What is not declared keeps
// the id of its key as its name.
func (g *graphml) attributes(of string, values []data) []attribute {
	var list []attribute
	given := map[string]bool{}
	for _, d := range values {
		k, declared := g.keys[of+" "+d.Key]
		if !declared {
			k, declared = g.keys["all "+d.Key]
		}
		if !declared {
			g.out.Count("undeclared "+of+" values: "+d.Key, 1)
			g.out.Warn(fmt.Sprintf("the %s attribute %q is not declared: its values are kept as texts, under this name", of, d.Key))
			k = key{ID: d.Key, Name: d.Key}
		}
		given[k.ID] = true
		list = g.add(list, k, strings.TrimSpace(d.Value))
	}
	for _, id := range slices.Sorted(maps.Keys(g.keys)) {
		k := g.keys[id]
		if k.Default != nil && !given[k.ID] && (k.For == of || k.For == "all") {
			list = g.add(list, k, strings.TrimSpace(*k.Default))
		}
	}
	return list
}

func (g *graphml) add(list []attribute, k key, value string) []attribute {
	name := k.Name
	if name == "" {
		name = k.ID
	}
	switch {
	case value == "":
		return list
	case looks[strings.ToLower(name)]:
		g.out.Warn("places, colours and sizes of the drawing were left out")
		return list
	}
	numeric := k.Type == "int" || k.Type == "long" || k.Type == "float" || k.Type == "double"
	return append(list, attribute{name: name, value: value, numeric: numeric})
}
