// Package netgraph reads the two exchange formats of tools that draw networks,
// GraphML and GEXF. Their nodes and edges mean what their makers meant: a node becomes an
// entity, an edge a link in the words of its label, and an attribute a fact in its own words.
package netgraph

import (
	"bytes"
	"math/big"
	"path"
	"regexp"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Formats are GraphML and GEXF.
func Formats() []intake.Format {
	return []intake.Format{
		{
			Name: "graphml", Title: "GraphML", About: "nodes with their attributes, and edges as links in the words of their label",
			Detect: func(h intake.Head) bool { return bytes.Contains(h.Bytes, []byte("<graphml")) },
			New:    newReader((*reader).readGraphML),
		},
		{
			Name: "gexf", Title: "GEXF 1.1 to 1.3, static, dynamic and slices", About: "nodes with their attributes, and edges as links in the words of their label, with their times",
			Detect: func(h intake.Head) bool { return bytes.Contains(h.Bytes, []byte("<gexf")) },
			New:    newReader((*reader).readGEXF),
		},
	}
}

// node is a node of a network.
type node struct {
	id, label  string
	attributes []attribute
	valid      graph.Period
}

// edge is an edge of a network.
type edge struct {
	id, from, to string
	directed     bool
	mutual       bool // directed both ways
	label        string
	weight       string
	attributes   []attribute
	valid        graph.Period
}

type attribute struct {
	name, value string
	numeric     bool
	valid       graph.Period
}

// maker makes entities and statements of nodes and edges.
type maker struct {
	out    *intake.Out
	kind   graph.Kind
	scheme string
	edges  int
}

func newMaker(in *intake.Input, out *intake.Out, kind graph.Kind) *maker {
	return &maker{out: out, kind: kind, scheme: intake.Scheme(strings.TrimSuffix(in.Base, path.Ext(in.Base)))}
}

// id is ours where a node has one of ours, and else one made of the file's name.
func (m *maker) id(text string) (graph.ID, error) {
	if id, err := graph.ParseID(text); err == nil && id.Kind() != graph.SourceKind {
		return id, nil
	}
	return graph.MakeID(m.kind, m.scheme, text) //nolint:wrapcheck // its words are for people
}

func (m *maker) node(n node) error {
	if err := m.out.Begin("node " + n.id); err != nil {
		return err
	}
	m.out.Count("nodes", 1)
	id, err := m.id(n.id)
	if err != nil {
		m.out.Broken("a node without an id, or whose id cannot be one here", err.Error())
		return nil
	}
	name := n.label
	for i, a := range n.attributes {
		if l := strings.ToLower(a.name); name == "" && (l == "label" || l == "name" || l == "title") {
			name = a.value
			n.attributes = append(n.attributes[:i:i], n.attributes[i+1:]...)
			break
		}
	}
	if name == "" {
		m.out.Bare(id, n.id)
	} else {
		m.out.Entity(graph.Entity{ID: id, Name: name})
	}
	if !n.valid.IsZero() {
		m.out.Statement(graph.Statement{Subject: id, Predicate: "HAS_STATUS", Value: &graph.Value{Text: "present"}, Valid: n.valid,
			Qualifiers: map[string]string{"of": "node"}, Status: graph.Reported})
	}
	for _, a := range n.attributes {
		m.out.Statement(a.fact(id))
	}
	return nil
}

// fact says what an attribute says of its node.
func (a attribute) fact(id graph.ID) graph.Statement {
	s := graph.Statement{Subject: id, Valid: a.valid, Status: graph.Reported}
	if _, isNumber := new(big.Rat).SetString(a.value); a.numeric && isNumber && plainNumber.MatchString(a.value) {
		s.Predicate, s.Qualifiers = "HAS_FIGURE", map[string]string{"measure": a.name}
		s.Value = &graph.Value{Number: a.value, Comparator: graph.Equal, Unit: "unit"}
		return s
	}
	s.Predicate, s.Qualifiers = "CLASSED_AS", map[string]string{"scheme": a.name}
	s.Value = &graph.Value{Text: a.value}
	return s
}

var plainNumber = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func (m *maker) edge(e edge) error {
	m.edges++
	at := e.id
	if at == "" {
		at = "number " + big.NewInt(int64(m.edges)).String()
	}
	if err := m.out.Begin("edge " + at); err != nil {
		return err
	}
	m.out.Count("edges", 1)
	from, err := m.id(e.from)
	to, also := m.id(e.to)
	switch {
	case err != nil:
		m.out.Broken("an edge without a source, or whose id cannot be one here", err.Error())
		return nil
	case also != nil:
		m.out.Broken("an edge without a target, or whose id cannot be one here", also.Error())
		return nil
	case from == to:
		m.out.LeaveOut("an edge from a node to itself", e.from)
		return nil
	}
	m.out.Bare(from, e.from)
	m.out.Bare(to, e.to)
	s := graph.Statement{Subject: from, Predicate: "LINKED_TO", Object: to, Valid: e.valid, Status: graph.Reported, Record: true}
	if e.directed && !e.mutual {
		s.Predicate = "RELATES_TO"
	}
	m.words(&e, &s)
	m.out.Statement(s)
	return nil
}

// words puts the label and the attributes of an edge into the link: a relation has a
// role and one figure, and the role takes all texts.
func (m *maker) words(e *edge, s *graph.Statement) {
	var role []string
	if e.label != "" {
		role = append(role, e.label)
	}
	weight := e.weight
	for _, a := range e.attributes {
		switch name := strings.ToLower(a.name); {
		case name == "weight" && weight == "":
			weight = a.value
		case (name == "label" || name == "edge label" || name == "type") && e.label == "":
			role = append(role, a.value)
		default:
			role = append(role, a.name+"="+a.value)
		}
	}
	if len(role) > 0 {
		s.Qualifiers = map[string]string{"role": strings.Join(role, "; ")}
	}
	if weight == "" {
		return
	}
	if !plainNumber.MatchString(weight) {
		m.out.Change("a weight that is no plain number was left out", weight)
		return
	}
	s.Value = &graph.Value{Number: weight, Comparator: graph.Equal, Unit: "unit"}
}

// looks are what programs keep beside a network to draw it.
var looks = map[string]bool{"x": true, "y": true, "z": true, "r": true, "g": true, "b": true, "size": true, "color": true, "colour": true,
	"position": true, "shape": true, "thickness": true}
