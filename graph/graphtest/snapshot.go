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
		rows = append(rows, a.snapshotNode(id))
	}
	return rowsOf(rows...)
}

func (a *asking) snapshotNode(id string) []any {
	n := a.entities[id]
	return []any{id, n.Properties["name"], slices.Contains(n.Labels, "Hub")}
}

func (a *asking) snapshotNodesOf() (graph.Result, error) {
	var rows [][]any
	for _, id := range slices.Sorted(slices.Values(texts(a.params, "ids"))) {
		if _, ok := a.entities[id]; ok {
			rows = append(rows, a.snapshotNode(id))
		}
	}
	return rowsOf(rows...)
}

func (a *asking) snapshotEdges() (graph.Result, error) {
	var rows [][]any
	for _, id := range a.after(2000) {
		out, err := a.snapshotTexts(func(key edgeID) (string, bool) { return key.to, key.from == id })
		if err != nil {
			return graph.Result{}, err
		}
		rows = append(rows, []any{id, out})
	}
	return rowsOf(rows...)
}

func (a *asking) snapshotEdgesOf() (graph.Result, error) {
	var rows [][]any
	for _, pair := range slices.Sorted(slices.Values(texts(a.params, "pairs"))) {
		id, other, _ := strings.Cut(pair, "\n")
		if _, ok := a.entities[id]; !ok {
			continue
		}
		if _, ok := a.entities[other]; !ok {
			continue
		}
		out, err := a.snapshotTexts(func(key edgeID) (string, bool) {
			return other, key.from == id && key.to == other || key.from == other && key.to == id
		})
		if err != nil {
			return graph.Result{}, err
		}
		rows = append(rows, []any{id, other, out})
	}
	return rowsOf(rows...)
}

// snapshotTexts are the edges that are wanted, as texts that begin with the end that is said.
func (a *asking) snapshotTexts(wanted func(edgeID) (end string, ok bool)) ([]any, error) {
	out := []any{}
	for _, key := range a.sortedEdges() {
		e, err := graph.EdgeFrom(a.edges[key])
		if err != nil {
			return nil, err
		}
		if end, ok := wanted(key); ok && (e.State[signAt] == '+' || len(e.History) > 0) {
			out = append(out, strings.Join(append([]string{end, string(e.Family), e.State[:stateLength], e.Certain}, e.History...), "\n"))
		}
	}
	return out, nil
}

func (a *asking) touchedAfter() (graph.Result, error) {
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(a.loads)) {
		if id > a.text("after") && len(rows) <= touchedLoads {
			t, known := a.touched[id]
			rows = append(rows, []any{id, known, t["entities"], t["pairs"]})
		}
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
