package graphtest

import (
	"cmp"
	"slices"
	"strings"

	"ipgraph/graph"
)

// neighboursByFamily reads the edges of each entity, family by family, and those of
// parties by themselves.
func (a *asking) neighboursByFamily() (graph.Result, error) {
	most, _ := a.params["most"].(int64)
	families := texts(a.params, "families")
	var rows [][]any
	for i, id := range texts(a.params, "ids") {
		if _, ok := a.entities[id]; !ok {
			continue
		}
		groups := []any{}
		for _, types := range []string{"licence", "dispute", "money", "ownership", "people", "policy", "identity", "other", "party"} {
			if g := a.group(id, types, strings.Fields(families[i]), most); g != nil {
				groups = append(groups, g)
			}
		}
		rows = append(rows, []any{id, groups})
	}
	return rowsOf(rows...)
}

// group is nil where the entity has no edge of these types.
func (a *asking) group(id, types string, families []string, most int64) any {
	party := types == "party" && slices.ContainsFunc(families, func(f string) bool { return slices.Contains([]string{"licence", "dispute", "money", "ownership"}, f) })
	if !party && !slices.Contains(families, types) {
		return nil
	}
	all, live := int64(0), []any{}
	for _, edge := range a.sortedEdges() {
		own := string(graph.FamilyOf(graph.Predicate(edge.kind), ""))
		if edge.kind == string(graph.PartyTo) {
			own = "party"
		}
		other := otherEnd(edge, id)
		if other == "" || own != types {
			continue
		}
		all++
		if e, err := graph.EdgeFrom(a.edges[edge]); err == nil && a.lists(e) && slices.Contains(families, string(e.Family)) {
			live = append(live, []any{string(e.Family), other})
		}
	}
	switch {
	case all == 0:
		return nil
	case all > most:
		return row{"types": types, "read": most + 1, "live": []any{}, "all": all}
	}
	return row{"types": types, "read": all, "live": live, "all": all}
}

// otherEnd is where the edge leads from id, or "".
func otherEnd(e edgeID, id string) string {
	switch id {
	case e.from:
		return e.to
	case e.to:
		return e.from
	}
	return ""
}

// entitiesWithEdges gives each edge between two of the entities beside its smaller
// end, or beside the one that is no hub.
func (a *asking) entitiesWithEdges() (graph.Result, error) {
	most, _ := a.params["most"].(int64)
	ids := texts(a.params, "ids")
	hub := func(id string) bool { return slices.Contains(a.entities[id].Labels, "Hub") }
	var rows [][]any
	for _, id := range ids {
		n, ok := a.entities[id]
		if !ok {
			continue
		}
		relations, edges := int64(0), []any{}
		for _, edge := range a.sortedEdges() {
			other := otherEnd(edge, id)
			if other == "" {
				continue
			}
			relations++
			beside := hub(other) && !hub(id) || hub(other) == hub(id) && id < other
			if e, err := graph.EdgeFrom(a.edges[edge]); err == nil && beside && slices.Contains(ids, other) && a.lists(e) && int64(len(edges)) <= most {
				edges = append(edges, a.edges[edge])
			}
		}
		rows = append(rows, []any{n, relations, edges})
	}
	return rowsOf(rows...)
}

// mostConnected compares all: the bound of the file is for large graphs.
func (a *asking) mostConnected() (graph.Result, error) {
	relations := map[string]int64{}
	for _, edge := range a.sortedEdges() {
		relations[edge.from]++
		relations[edge.to]++
	}
	var rows [][]any
	for id, n := range a.entities {
		rows = append(rows, []any{n, relations[id]})
	}
	slices.SortFunc(rows, func(x, y []any) int {
		return cmp.Or(cmp.Compare(y[1].(int64), x[1].(int64)), strings.Compare(text(x[0].(graph.Node).Properties, "id"), text(y[0].(graph.Node).Properties, "id")))
	})
	return rowsOf(rows[:min(len(rows), 5)]...)
}
