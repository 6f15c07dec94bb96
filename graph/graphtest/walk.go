package graphtest

import (
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
)

// reach gives the entities that one edge joins to those asked about, as a path
// search would walk it.
func (a *asking) reach() (graph.Result, error) {
	ids, seen := texts(a.params, "ids"), texts(a.params, "seen")
	found := map[string]graph.Node{}
	for _, id := range a.sortedEdges() {
		e, err := graph.EdgeFrom(a.edges[id])
		if err != nil || !a.walks(e) {
			continue
		}
		for _, ends := range [][2]string{{id.from, id.to}, {id.to, id.from}} {
			if slices.Contains(ids, ends[0]) && !slices.Contains(seen, ends[1]) {
				found[ends[1]] = a.entities[ends[1]]
			}
		}
	}
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(found))[:min(len(found), a.limit()-1)] {
		var hub any
		if slices.Contains(found[id].Labels, "Hub") {
			hub = found[id]
		}
		rows = append(rows, []any{id, hub})
	}
	return rowsOf(rows...)
}

// walks reads the state of an edge as the questions do that walk it.
func (a *asking) walks(e graph.Edge) bool { return a.holds(e, "+") }

// lists reads it as those do that show what did not happen too.
func (a *asking) lists(e graph.Edge) bool { return a.holds(e, "+-") }

// holds reports whether an edge has one of the signs on the days asked about.
func (a *asking) holds(e graph.Edge, signs string) bool {
	families, statuses := texts(a.params, "family"), texts(a.params, "status")
	known, on := a.text("known"), a.text("on")
	step, certain := e.State, e.Certain
	if known != "" && len(e.History) > 0 {
		step = ""
		for _, s := range e.History {
			if s[:10] <= known {
				step = s
			}
		}
		certain = ""
		if len(step) > stateLength {
			certain = step[stateLength+1:]
		}
	}
	if step == "" || known != "" && step[:10] > known || !strings.ContainsRune(signs, rune(step[33])) ||
		families != nil && !slices.Contains(families, string(e.Family)) || statuses != nil && !slices.Contains(statuses, step[35:37]) {
		return false
	}
	possible, surely := graph.Extent{Earliest: step[11:21], Latest: step[22:32], Certain: certain}.MayHoldOn(on)
	return on == "" || possible && (surely || a.text("certain") != "yes")
}

// independentSources counts the sources of edges, which have no origins here: each
// is its own.
func (a *asking) independentSources() (graph.Result, error) {
	var rows [][]any
	for _, id := range texts(a.params, "ids") {
		sources := map[string]bool{}
		for _, s := range a.beside([]string{id}) {
			if known := a.text("known"); s.Properties["review"] != "rejected" && s.Properties["rank"] != "deprecated" &&
				(known == "" || text(s.Properties, "reported_by") <= known) {
				sources[text(s.Properties, "source")] = true
			}
		}
		if len(sources) > 0 {
			rows = append(rows, []any{id, len(sources)})
		}
	}
	return rowsOf(rows...)
}

// beside are the live statements of the edges to which some statements belong.
func (a *asking) beside(ids []string) map[string]graph.Node {
	keys := map[string]bool{}
	for _, list := range ids {
		for _, id := range strings.Fields(list) {
			if key := text(a.statements[id].Properties, "edge"); key != "" {
				keys[key] = true
			}
		}
	}
	return a.live(func(p row) bool { return keys[text(p, "edge")] })
}
