package graphtest

import (
	"fmt"
	"maps"
	"slices"

	"ipgraph/graph"
)

// nodesOf are the nodes with the label that stands in the text.
func (a *asking) nodesOf() (map[string]graph.Node, error) {
	switch a.word {
	case "Entity":
		return a.entities, nil
	case "Source":
		return a.sources, nil
	case "Statement":
		return a.statements, nil
	}
	return nil, fmt.Errorf("the label %q is unknown", a.word)
}

func (a *asking) hashes() (graph.Result, error) {
	nodes, err := a.nodesOf()
	var rows [][]any
	for _, id := range texts(a.params, "ids") {
		if n, ok := nodes[id]; ok {
			rows = append(rows, []any{id, n.Properties["hash"], n.Properties["dossiers"]})
		}
	}
	return graph.Result{Rows: rows}, err
}

func (a *asking) edgeHashes() (graph.Result, error) {
	var rows [][]any
	for _, key := range texts(a.params, "ids") {
		for _, id := range a.sortedEdges() {
			if id.kind == a.word && id.key == key {
				rows = append(rows, []any{key, a.edges[id].Properties["hash"]})
			}
		}
	}
	return rowsOf(rows...)
}

// page gives nodes after an id, in the order of their ids.
func (a *asking) page(nodes map[string]graph.Node, most int) (graph.Result, error) {
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(nodes)) {
		if id > a.text("after") && len(rows) < most {
			rows = append(rows, []any{nodes[id]})
		}
	}
	return rowsOf(rows...)
}

// live are statements that are not withdrawn and that the test lets through.
// toExport are live statements, and withdrawn ones that a live one corrects.
func (a *asking) toExport() map[string]graph.Node {
	chosen := a.live(func(row) bool { return true })
	for id, s := range a.statements {
		if s.Properties["superseded_by"] != nil {
			chosen[id] = s
		}
	}
	return chosen
}

func (a *asking) live(test func(properties row) bool) map[string]graph.Node {
	live := map[string]graph.Node{}
	for id, s := range a.statements {
		if s.Properties["withdrawn_at"] == nil && test(s.Properties) {
			live[id] = s
		}
	}
	return live
}

// statementIDs answers with properties of live statements, page by page.
func (a *asking) statementIDs(properties ...string) (graph.Result, error) {
	page, err := a.page(a.live(func(row) bool { return true }), 5000)
	for i, r := range page.Rows {
		p := r[0].(graph.Node).Properties
		page.Rows[i] = nil
		for _, name := range properties {
			page.Rows[i] = append(page.Rows[i], p[name])
		}
	}
	return page, err
}

func (a *asking) statementsWith(property string) (graph.Result, error) {
	ids := texts(a.params, "ids")
	live := a.live(func(p row) bool { return slices.Contains(ids, text(p, property)) })
	return a.page(live, len(live))
}

func (a *asking) supersededPage() (graph.Result, error) {
	superseded := map[string]graph.Node{}
	for id, s := range a.statements {
		if s.Properties["superseded_by"] != nil {
			superseded[id] = s
		}
	}
	page, err := a.page(superseded, 5000)
	for i, r := range page.Rows {
		p := r[0].(graph.Node).Properties
		page.Rows[i] = []any{p["id"], p["superseded_on"], p["superseded_by"]}
	}
	return page, err
}

func (a *asking) supersededBy() (graph.Result, error) {
	var rows [][]any
	for _, id := range texts(a.params, "ids") {
		for _, target := range texts(a.statements[id].Properties, "supersedes") {
			rows = append(rows, []any{id, target})
		}
	}
	return rowsOf(rows...)
}

func (a *asking) missingStatements() (graph.Result, error) {
	var rows [][]any
	for _, id := range slices.Sorted(slices.Values(texts(a.params, "ids"))) {
		if _, ok := a.statements[id]; !ok {
			rows = append(rows, []any{id})
		}
	}
	return rowsOf(rows...)
}

func (a *asking) missingEnds() (graph.Result, error) {
	missing := []string{}
	for _, id := range texts(a.params, "ids") {
		if _, ok := a.entities[id]; !ok && !slices.Contains(missing, id) {
			missing = append(missing, id)
		}
	}
	return rowsOf([]any{missing[:min(len(missing), 10)]})
}

func (a *asking) lastLoad() (graph.Result, error) {
	if len(a.loads) == 0 {
		return rowsOf()
	}
	records, asked := int64(0), texts(a.params, "dossiers")
	for _, l := range a.loads {
		if !slices.ContainsFunc(texts(l.Properties, "dossiers"), func(name string) bool { return slices.Contains(asked, name) }) {
			continue
		}
		n, known := l.Properties["records"].(int64)
		if !known {
			n = 1
		}
		records = max(records, n)
	}
	return rowsOf([]any{a.loads[slices.Max(slices.Collect(maps.Keys(a.loads)))], records})
}

func (a *asking) graphVersion() (graph.Result, error) {
	if len(a.loads) == 0 {
		return rowsOf()
	}
	finished := 0
	for _, l := range a.loads {
		if l.Properties["finished"] != nil {
			finished++
		}
	}
	last := a.loads[slices.Max(slices.Collect(maps.Keys(a.loads)))].Properties
	return rowsOf([]any{last["id"], last["finished"], finished})
}

func isRecord(e graph.Relationship) bool {
	record, _ := e.Properties["record"].(bool)
	return record
}

func (a *asking) recordCount() (graph.Result, error) {
	count := 0
	for _, e := range a.edges {
		if isRecord(e) && text(e.Properties, "dossier") == a.text("name") {
			count++
		}
	}
	return rowsOf([]any{count})
}

// records gives the register records of a type, of one dossier or of all.
func (a *asking) records(ofDossier bool) (graph.Result, error) {
	if a.word == "" {
		return graph.Result{}, fmt.Errorf("the edge type in the text is unknown")
	}
	var rows [][]any
	for _, id := range a.sortedEdges() {
		e := a.edges[id]
		if id.kind != a.word || !isRecord(e) || id.key <= a.text("after") || len(rows) == 2000 ||
			ofDossier && text(e.Properties, "dossier") != a.text("name") {
			continue
		}
		rows = append(rows, []any{a.entities[id.from], e, a.entities[id.to]})
	}
	return rowsOf(rows...)
}

// schemaVersion gives no row before the first load.
func (a *asking) schemaVersion() (graph.Result, error) {
	result := graph.Result{Rows: [][]any{}}
	if a.version != 0 {
		result.Rows = append(result.Rows, []any{a.version})
	}
	return result, nil
}
