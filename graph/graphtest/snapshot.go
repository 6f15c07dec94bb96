package graphtest

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// after are the first entities behind the id that the question names.
func (a *asking) after(most int) []string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(a.entities)) {
		if id > a.text("after") && len(ids) < most {
			ids = append(ids, id)
		}
	}
	return ids
}

func (a *asking) snapshotNodes() (graph.Result, error) {
	var rows [][]any
	for _, id := range a.after(10_000) {
		n := a.entities[id]
		rows = append(rows, []any{id, n.Properties["name"], slices.Contains(n.Labels, "Hub")})
	}
	return rowsOf(rows...)
}

func (a *asking) snapshotEdges() (graph.Result, error) {
	var rows [][]any
	for _, id := range a.after(2000) {
		out := []any{}
		for _, key := range a.sortedEdges() {
			e, err := graph.EdgeFrom(a.edges[key])
			if err != nil {
				return graph.Result{}, err
			}
			if key.from == id && (e.State[signAt] == '+' || len(e.History) > 0) {
				out = append(out, strings.Join(append([]string{key.to, string(e.Family), e.State[:stateLength], e.Certain}, e.History...), "\n"))
			}
		}
		rows = append(rows, []any{id, out})
	}
	return rowsOf(rows...)
}

// signAt is the place of the sign in a state.
const signAt = 33

// chainsAlong gives what stands along chains whose entities are known.
func (a *asking) chainsAlong() (graph.Result, error) {
	var rows [][]any
	more := texts(a.params, "more")
	for number, text := range texts(a.params, "chains") {
		ids := strings.Split(text, "\n")
		nodes, hops, sources := []any{}, []any{}, map[string]bool{}
		for i, id := range ids {
			if n, ok := a.entities[id]; ok {
				nodes = append(nodes, n)
			}
			if i > 0 {
				hops = append(hops, a.betweenBoth(ids[i-1], id, sources))
			}
		}
		if len(nodes) < len(ids) {
			continue
		}
		cited := []any{}
		for _, id := range slices.Sorted(maps.Keys(sources)) {
			cited = append(cited, a.sources[id])
		}
		rows = append(rows, []any{nodes[0], nodes[len(nodes)-1], int64(len(hops)), nodes, hops, slices.Contains(more, strconv.Itoa(number)), cited})
	}
	return rowsOf(rows...)
}

// betweenBoth are the edges between two entities that are shown beside a chain; their sources are added.
func (a *asking) betweenBoth(x, y string, sources map[string]bool) []any {
	between := []any{}
	for _, key := range a.sortedEdges() {
		e, err := graph.EdgeFrom(a.edges[key])
		if err != nil || !a.lists(e) || (key.from != x || key.to != y) && (key.from != y || key.to != x) {
			continue
		}
		between = append(between, a.edges[key])
		for _, c := range e.Citations {
			sources[string(c.Source)] = true
		}
	}
	return between
}
