package graphtest

import (
	"maps"
	"slices"

	"ipgraph/graph"
)

// state is the graph. Its nodes and edges are never changed, only replaced, so
// that a copy of the maps is a copy of all of it.
type state struct {
	entities, sources, statements, loads map[string]graph.Node
	facts                                map[string]bool // statements about one entity alone
	edges                                map[edgeID]graph.Relationship
	guarded                              map[string]bool     // edge types with unique keys
	watched                              map[string][]string // by dossier
	touched                              map[string]row      // by load
	version                              int64               // of the schema, 0 before the first
}

// edgeID is what makes an edge the same one for MERGE.
type edgeID struct{ from, kind, key, to string }

func newState() state {
	return state{entities: map[string]graph.Node{}, sources: map[string]graph.Node{}, statements: map[string]graph.Node{},
		loads: map[string]graph.Node{}, facts: map[string]bool{}, edges: map[edgeID]graph.Relationship{}, guarded: map[string]bool{}, watched: map[string][]string{}, touched: map[string]row{}}
}

func (s state) clone() state {
	s.entities, s.sources = maps.Clone(s.entities), maps.Clone(s.sources)
	s.statements, s.loads = maps.Clone(s.statements), maps.Clone(s.loads)
	s.facts, s.edges, s.guarded = maps.Clone(s.facts), maps.Clone(s.edges), maps.Clone(s.guarded)
	s.watched, s.touched = maps.Clone(s.watched), maps.Clone(s.touched)
	return s
}

// sortedEdges lists edges in the order of type, key and ends.
func (s state) sortedEdges() []edgeID {
	ids := slices.Collect(maps.Keys(s.edges))
	slices.SortFunc(ids, func(a, b edgeID) int {
		return slices.Compare([]string{a.kind, a.key, a.from, a.to}, []string{b.kind, b.key, b.from, b.to})
	})
	return ids
}

// text is a property that is a text, or "".
func text(properties map[string]any, name string) string {
	t, _ := properties[name].(string)
	return t
}

// texts is a property that is a list of texts.
func texts(properties map[string]any, name string) []string {
	var list []string
	switch v := properties[name].(type) {
	case []string:
		return v
	case []any:
		for _, item := range v {
			if t, ok := item.(string); ok {
				list = append(list, t)
			}
		}
	}
	return list
}

// stored is what a store keeps of properties: null is no property.
func stored(p map[string]any) map[string]any {
	out := properties(p)
	maps.DeleteFunc(out, func(_ string, v any) bool { return v == nil })
	return out
}

// with is a copy of the node with some properties set; nil removes one.
func with(n graph.Node, change map[string]any) graph.Node {
	p := maps.Clone(n.Properties)
	maps.Copy(p, change)
	return graph.Node{Labels: n.Labels, Properties: stored(p)}
}

// labelled is a copy of the node with the label, or without it.
func labelled(n graph.Node, label string, on bool) graph.Node {
	labels := slices.DeleteFunc(slices.Clone(n.Labels), func(l string) bool { return l == label })
	if on {
		labels = append(labels, label)
	}
	return graph.Node{Labels: labels, Properties: n.Properties}
}
