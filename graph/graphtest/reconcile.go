package graphtest

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"ipgraph/graph"
)

var likeWord = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+`)

// namesLike finds names that have one of the words, or one with a letter wrong; a
// run of Han characters stands in them as it is. It has no ranking of its own.
func (a *asking) namesLike() (graph.Result, error) {
	most, _ := a.params["most"].(int64)
	kinds, words := texts(a.params, "kinds"), likeWord.FindAllString(a.text("q"), -1)
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(a.entities)) {
		p := a.entities[id].Properties
		if a.params["kinds"] != nil && !slices.Contains(kinds, text(p, "kind")) || int64(len(rows)) == most {
			continue
		}
		if slices.ContainsFunc(words, func(w string) bool { return hasWordLike(texts(p, "names"), w) }) {
			rows = append(rows, []any{a.entities[id]})
		}
	}
	return rowsOf(rows...)
}

func hasWordLike(names []string, word string) bool {
	for _, name := range names {
		name = graph.FoldName(name)
		for part := range strings.FieldsSeq(name) {
			if part == word || len(word) >= 4 && graph.EditDistance(part, word) <= 1 {
				return true
			}
		}
		if len(word) > len([]rune(word)) && strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// identified finds entities by their ids, and by identifiers in statements.
func (a *asking) identified() (graph.Result, error) {
	most, _ := a.params["most"].(int64)
	ids, values := texts(a.params, "ids"), texts(a.params, "values")
	var rows [][]any
	for id, n := range a.entities {
		if slices.Contains(ids, id) {
			rows = append(rows, []any{n, "", ""})
		}
	}
	seen := map[[3]string]bool{}
	for _, s := range a.statements {
		p := s.Properties
		found := [3]string{text(p, "subject"), text(p, "scheme"), text(p, "value")}
		if text(p, "predicate") == "HAS_ID" && slices.Contains(values, found[2]) && a.counts(p) && !seen[found] {
			seen[found] = true
			rows = append(rows, []any{a.entities[found[0]], found[1], found[2]})
		}
	}
	slices.SortFunc(rows, func(x, y []any) int {
		return slices.Compare([]string{idOf(x[0]), x[1].(string), x[2].(string)}, []string{idOf(y[0]), y[1].(string), y[2].(string)})
	})
	return rowsOf(rows[:min(len(rows), int(most))]...)
}

func idOf(node any) string {
	n, _ := node.(graph.Node)
	return text(n.Properties, "id")
}

// counts reports whether a statement says so, and counts on the days asked about.
func (a *asking) counts(p row) bool {
	known := a.text("known")
	return p["polarity"] == true && p["withdrawn_at"] == nil && p["review"] != "rejected" && p["rank"] != "deprecated" && p["status"] != "withdrawn" &&
		(p["superseded_on"] == nil || known != "" && text(p, "superseded_on") > known) && a.onBothClocks(p)
}

func (a *asking) factsOfEntities() (graph.Result, error) {
	most, _ := a.params["most"].(int64)
	predicates := texts(a.params, "predicates")
	var rows [][]any
	for _, id := range texts(a.params, "ids") {
		n, ok := a.entities[id]
		if !ok {
			continue
		}
		var found []graph.Node
		for of, s := range a.statements {
			if a.facts[of] && text(s.Properties, "subject") == id && slices.Contains(predicates, text(s.Properties, "predicate")) && a.counts(s.Properties) {
				found = append(found, s)
			}
		}
		slices.SortFunc(found, func(x, y graph.Node) int {
			p, q := x.Properties, y.Properties
			return cmp.Or(strings.Compare(text(p, "predicate"), text(q, "predicate")),
				strings.Compare(text(p, "reported_by"), text(q, "reported_by")), strings.Compare(text(p, "id"), text(q, "id")))
		})
		facts := []any{}
		for _, s := range found[:min(len(found), int(most))] {
			facts = append(facts, s)
		}
		rows = append(rows, []any{n, facts})
	}
	return rowsOf(rows...)
}

func (a *asking) joinedBy() (graph.Result, error) {
	most, _ := a.params["most"].(int64)
	var rows [][]any
	for _, id := range texts(a.params, "ids") {
		if _, ok := a.entities[id]; !ok {
			continue
		}
		var others []graph.Node
		seen := map[string]bool{}
		for _, edge := range a.sortedEdges() {
			other := a.across(edge, id)
			if other != "" && !seen[other] {
				seen[other] = true
				others = append(others, a.entities[other])
			}
		}
		slices.SortFunc(others, func(x, y graph.Node) int {
			return cmp.Or(strings.Compare(text(x.Properties, "name"), text(y.Properties, "name")), strings.Compare(idOf(x), idOf(y)))
		})
		list := []any{}
		for _, n := range others[:min(len(others), int(most))] {
			list = append(list, n)
		}
		rows = append(rows, []any{id, list})
	}
	return rowsOf(rows...)
}

// across is where an edge of the type, direction, role and kind asked for leads from id, or "".
func (a *asking) across(edge edgeID, id string) string {
	direction, roles, kinds := a.text("direction"), texts(a.params, "roles"), texts(a.params, "kinds")
	out, in := edge.from == id && direction != "in", edge.to == id && direction != "out"
	if edge.kind != a.word || !out && !in {
		return ""
	}
	other := otherEnd(edge, id)
	r := a.edges[edge]
	if a.params["roles"] != nil && !slices.Contains(roles, text(r.Properties, "role")) ||
		a.params["kinds"] != nil && !slices.Contains(kinds, string(graph.ID(other).Kind())) {
		return ""
	}
	if e, err := graph.EdgeFrom(r); err != nil || !a.holds(e, "+") {
		return ""
	}
	return other
}
