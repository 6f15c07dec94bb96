package graphtest

import (
	"maps"
	"slices"

	"ipgraph/graph"
)

// exportEntities are entities with the sources of the first statements about each.
func (a *asking) exportEntities() (graph.Result, error) {
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(a.entities)) {
		if id <= a.text("after") || len(rows) == 2000 || !a.toBeExported(id) {
			continue
		}
		sources := map[string]bool{}
		read := 0
		for _, key := range slices.Sorted(maps.Keys(a.statements)) {
			p := a.statements[key].Properties
			if read < 20 && p["withdrawn_at"] == nil && (text(p, "subject") == id || text(p, "object") == id) {
				sources[text(p, "source")] = true
				read++
			}
		}
		list := []any{}
		for _, source := range slices.Sorted(maps.Keys(sources)) {
			if len(list) < 5 {
				list = append(list, a.sources[source])
			}
		}
		rows = append(rows, []any{a.entities[id], list})
	}
	return rowsOf(rows...)
}

// toBeExported reports that an edge of the families joins the entity, or that a
// statement with one of the predicates names it.
func (a *asking) toBeExported(id string) bool {
	if a.params["families"] == nil {
		return true
	}
	families, predicates := texts(a.params, "families"), texts(a.params, "predicates")
	for key, e := range a.edges {
		if (key.from == id || key.to == id) && slices.Contains(families, text(e.Properties, "family")) {
			return true
		}
	}
	for _, s := range a.statements {
		if p := s.Properties; (text(p, "subject") == id || text(p, "object") == id) && slices.Contains(predicates, text(p, "predicate")) {
			return true
		}
	}
	return false
}

// exportStatements are statements with the names of their ends, and their sources.
func (a *asking) exportStatements() (graph.Result, error) {
	var rows [][]any
	chosen := a.toExport()
	for _, id := range slices.Sorted(maps.Keys(chosen)) {
		p := chosen[id].Properties
		if id <= a.text("after") || len(rows) == 2000 || a.params["predicates"] != nil && !slices.Contains(texts(a.params, "predicates"), text(p, "predicate")) {
			continue
		}
		var object any
		if n, ok := a.entities[text(p, "object")]; ok {
			object = n.Properties["name"]
		}
		rows = append(rows, []any{chosen[id], a.entities[text(p, "subject")].Properties["name"], object, a.sources[text(p, "source")]})
	}
	return rowsOf(rows...)
}

// exportEdges are the edges of one type, those that are gone too.
func (a *asking) exportEdges() (graph.Result, error) {
	var rows [][]any
	for _, id := range a.sortedEdges() {
		e := a.edges[id]
		if id.kind != a.word || id.key <= a.text("after") || len(rows) == 2000 ||
			a.params["families"] != nil && !slices.Contains(texts(a.params, "families"), text(e.Properties, "family")) {
			continue
		}
		rows = append(rows, []any{a.entities[id.from], e, a.entities[id.to]})
	}
	return rowsOf(rows...)
}
