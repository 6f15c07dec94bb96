package graphtest

import (
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
)

// What differences between loads and histories of edges ask for.

// loadsThat gives at most so many of the loads that the test lets through, the
// last first where backwards is set.
func (a *asking) loadsThat(most int, backwards bool, test func(id string, p row) bool) (graph.Result, error) {
	ids := slices.Sorted(maps.Keys(a.loads))
	if backwards {
		slices.Reverse(ids)
	}
	var rows [][]any
	for _, id := range ids {
		if test(id, a.loads[id].Properties) && len(rows) < most {
			rows = append(rows, []any{a.loads[id]})
		}
	}
	return rowsOf(rows...)
}

func (a *asking) finishedLoads() (graph.Result, error) {
	ended := a.text("ended")
	return a.loadsThat(2, true, func(id string, p row) bool {
		finished := text(p, "finished")
		return strings.HasPrefix(id, a.text("prefix")) && finished != "" && (ended == "" || finished < ended)
	})
}

func (a *asking) changingLoads() (graph.Result, error) {
	return a.loadsThat(20, true, func(_ string, p row) bool { return p["finished"] != nil && p["changed"] == true })
}

func (a *asking) loadsAfter() (graph.Result, error) {
	return a.loadsThat(500, false, func(id string, _ row) bool { return id > a.text("after") })
}

func (a *asking) changedStatements() (graph.Result, error) {
	most, _ := a.params["most"].(int64)
	changed := map[string]graph.Node{}
	for id, s := range a.statements {
		if text(s.Properties, "changed") == a.text("load") {
			changed[id] = s
		}
	}
	return a.page(changed, int(most))
}

// allWith are statements with one of the ids in a property, withdrawn ones too.
func (a *asking) allWith(property string) (graph.Result, error) {
	ids := texts(a.params, "ids")
	found := map[string]graph.Node{}
	for id, s := range a.statements {
		if slices.Contains(ids, text(s.Properties, property)) {
			found[id] = s
		}
	}
	return a.page(found, len(found))
}

func (a *asking) walkable() (graph.Result, error) {
	most, _ := a.params["most"].(int64)
	var rows [][]any
	for _, id := range texts(a.params, "ids") {
		n, ok := a.entities[id]
		if !ok {
			continue
		}
		hub := slices.Contains(n.Labels, "Hub")
		links := []any{}
		for _, e := range a.sortedEdges() {
			p := a.edges[e].Properties
			state := text(p, "state")
			if hub || id != e.from && id != e.to || len(state) < stateLength || state[33] != '+' || len(links) == int(most) {
				continue
			}
			other := e.to
			if other == id {
				other = e.from
			}
			links = append(links, []any{other, e.key, text(p, "load")})
		}
		rows = append(rows, []any{id, hub, links})
	}
	return rowsOf(rows...)
}

func (a *asking) watchLists() (graph.Result, error) {
	var rows [][]any
	for _, dossier := range slices.Sorted(maps.Keys(a.watched)) {
		rows = append(rows, []any{dossier, a.watched[dossier]})
	}
	return rowsOf(rows...)
}

func (a *asking) statementOfEdge() (graph.Result, error) {
	for _, id := range slices.Sorted(maps.Keys(a.statements)) {
		if p := a.statements[id].Properties; text(p, "edge") == a.text("key") {
			return rowsOf([]any{p["predicate"], p["subject"], p["object"], p["record"]})
		}
	}
	return rowsOf()
}

// edgeByKey gives the edge of a type that has a key, between two entities where
// these are given.
func (a *asking) edgeByKey() (graph.Result, error) {
	from, to := a.text("from"), a.text("to")
	for _, e := range a.sortedEdges() {
		between := from == "" || e.from == from && e.to == to || e.from == to && e.to == from
		if e.kind == a.word && e.key == a.text("key") && between {
			return rowsOf([]any{a.entities[e.from], a.edges[e], a.entities[e.to]})
		}
	}
	return rowsOf()
}

// watchList remembers whom a dossier watches.
func (w *writing) watchList(r row) error {
	if ids := texts(r, "ids"); len(ids) > 0 {
		w.watched[text(r, "dossier")] = ids
	} else {
		delete(w.watched, text(r, "dossier"))
	}
	return nil
}
