package graphtest

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
)

// asking is a question under way.
type asking struct {
	state
	params map[string]any
	word   string
}

type question struct {
	columns []string
	ask     func(*asking) (graph.Result, error)
}

// questions has what the memory store can answer. Each function says in Go what
// the file of the same name says in Cypher.
var questions = map[string]question{
	"entity":     {[]string{"entity", "facts"}, (*asking).entity},
	"entities":   {[]string{"entity"}, func(a *asking) (graph.Result, error) { return a.byID(a.entities, 100) }},
	"statement":  {[]string{"statement", "source", "subject", "object"}, (*asking).statement},
	"statements": {[]string{"statement"}, func(a *asking) (graph.Result, error) { return a.byID(a.statements, 500) }},
	"source":     {[]string{"source", "statements"}, (*asking).source},
	"stats":      {[]string{"what", "count"}, (*asking).stats},

	"hashes":        {[]string{"id", "hash", "dossiers"}, (*asking).hashes},
	"edge-hashes":   {[]string{"id", "hash"}, (*asking).edgeHashes},
	"entity-page":   {[]string{"node"}, func(a *asking) (graph.Result, error) { return a.page(a.entities, 2000) }},
	"source-page":   {[]string{"node"}, func(a *asking) (graph.Result, error) { return a.page(a.sources, 2000) }},
	"sources-by-id": {[]string{"source"}, func(a *asking) (graph.Result, error) { return a.byID(a.sources, 500) }},
	"statement-page": {[]string{"node"}, func(a *asking) (graph.Result, error) {
		return a.page(a.toExport(), 2000)
	}},
	"statement-ids": {[]string{"id", "dossiers", "edge", "arrangement"}, func(a *asking) (graph.Result, error) {
		return a.statementIDs("id", "dossiers", "edge", "arrangement")
	}},
	"statement-places": {[]string{"id", "dossiers", "edge", "arrangement", "locator"}, func(a *asking) (graph.Result, error) {
		return a.statementIDs("id", "dossiers", "edge", "arrangement", "locator")
	}},
	"statements-of-edges": {[]string{"statement"}, func(a *asking) (graph.Result, error) {
		return a.statementsWith("edge")
	}},
	"statements-of-arrangements": {[]string{"statement"}, func(a *asking) (graph.Result, error) {
		return a.statementsWith("arrangement")
	}},
	"schema-version":     {[]string{"version"}, (*asking).schemaVersion},
	"finished-loads":     {[]string{"load"}, (*asking).finishedLoads},
	"changing-loads":     {[]string{"load"}, (*asking).changingLoads},
	"loads-after":        {[]string{"load"}, (*asking).loadsAfter},
	"changed-statements": {[]string{"statement"}, (*asking).changedStatements},
	"all-of-edges":       {[]string{"statement"}, func(a *asking) (graph.Result, error) { return a.allWith("edge") }},
	"all-of-arrangements": {[]string{"statement"}, func(a *asking) (graph.Result, error) {
		return a.allWith("arrangement")
	}},
	"snapshot-nodes":     {[]string{"id", "name", "hub"}, (*asking).snapshotNodes},
	"snapshot-edges":     {[]string{"id", "edges"}, (*asking).snapshotEdges},
	"snapshot-nodes-of":  {[]string{"id", "name", "hub"}, (*asking).snapshotNodesOf},
	"snapshot-edges-of":  {[]string{"id", "other", "edges"}, (*asking).snapshotEdgesOf},
	"touched-after":      {[]string{"id", "known", "entities", "pairs"}, (*asking).touchedAfter},
	"chains-along":       {[]string{"from", "to", "hops", "nodes", "edges", "more", "sources"}, (*asking).chainsAlong},
	"walkable":           {[]string{"id", "hub", "links"}, (*asking).walkable},
	"watch-lists":        {[]string{"dossier", "ids"}, (*asking).watchLists},
	"statement-of-edge":  {[]string{"type", "subject", "object", "record"}, (*asking).statementOfEdge},
	"edge-between":       {[]string{"from", "edge", "to"}, (*asking).edgeByKey},
	"edge-by-key":        {[]string{"from", "edge", "to"}, (*asking).edgeByKey},
	"superseded-page":    {[]string{"id", "since", "by"}, (*asking).supersededPage},
	"superseded-by":      {[]string{"id", "target"}, (*asking).supersededBy},
	"missing-statements": {[]string{"id"}, (*asking).missingStatements},
	"labelled":           {[]string{"count"}, (*asking).labelled},
	"ids-beginning":      {[]string{"entity"}, (*asking).idsBeginning},
	"statements-beside": {[]string{"statement"}, func(a *asking) (graph.Result, error) {
		return a.page(a.beside(texts(a.params, "ids")), 2000)
	}},
	"independent-sources":  {[]string{"id", "independent_sources"}, (*asking).independentSources},
	"neighbours-by-family": {[]string{"id", "groups"}, (*asking).neighboursByFamily},
	"most-connected":       {[]string{"entity", "relations"}, (*asking).mostConnected},
	"entities-with-edges":  {[]string{"entity", "relations", "edges"}, (*asking).entitiesWithEdges},
	"reach":                {[]string{"id", "hub"}, (*asking).reach},
	"names-like":           {[]string{"entity"}, (*asking).namesLike},
	"identified":           {[]string{"entity", "scheme", "value"}, (*asking).identified},
	"facts-of-entities":    {[]string{"entity", "facts"}, (*asking).factsOfEntities},
	"joined-by":            {[]string{"id", "others"}, (*asking).joinedBy},
	// Nodes have no internal ids here: what is asked for is not there.
	"ids-of-nodes":  {[]string{"internal", "id"}, func(*asking) (graph.Result, error) { return rowsOf() }},
	"missing-ends":  {[]string{"ids"}, (*asking).missingEnds},
	"last-load":     {[]string{"load", "records"}, (*asking).lastLoad},
	"graph-version": {[]string{"id", "finished", "loads"}, (*asking).graphVersion},
	"counts": {[]string{"entities", "sources", "statements", "edges"}, func(a *asking) (graph.Result, error) {
		return rowsOf([]any{int64(len(a.entities)), int64(len(a.sources)), int64(len(a.statements)), int64(len(a.edges))})
	}},
	"export-entities":   {[]string{"node", "sources"}, (*asking).exportEntities},
	"export-statements": {[]string{"node", "subject", "object", "source"}, (*asking).exportStatements},
	"export-edges":      {[]string{"a", "edge", "b"}, (*asking).exportEdges},
	"record-count":      {[]string{"count"}, (*asking).recordCount},
	"record-page":       {[]string{"a", "edge", "b"}, func(a *asking) (graph.Result, error) { return a.records(false) }},
	"records":           {[]string{"a", "edge", "b"}, func(a *asking) (graph.Result, error) { return a.records(true) }},
}

func (a *asking) text(name string) string { return text(a.params, name) }

// limit is the parameter limit and one more, as the files ask for.
func (a *asking) limit() int {
	n, _ := a.params["limit"].(int64)
	return int(n) + 1
}

func rowsOf(rows ...[]any) (graph.Result, error) { return graph.Result{Rows: rows}, nil }

// optional is the node with the id, or null.
func optional(nodes map[string]graph.Node, id string) any {
	if n, ok := nodes[id]; ok {
		return n
	}
	return nil
}

func (a *asking) byID(nodes map[string]graph.Node, most int) (graph.Result, error) {
	ids := texts(a.params, "ids")
	var rows [][]any
	for _, id := range ids[:min(len(ids), most)] {
		if n, ok := nodes[id]; ok {
			rows = append(rows, []any{n})
		}
	}
	return rowsOf(rows...)
}

func (a *asking) labelled() (graph.Result, error) {
	count := 0
	for _, nodes := range []map[string]graph.Node{a.entities, a.sources, a.statements} {
		for _, n := range nodes {
			if slices.Contains(n.Labels, a.word) {
				count++
			}
		}
	}
	return rowsOf([]any{count})
}

func (a *asking) idsBeginning() (graph.Result, error) {
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(a.entities)) {
		if strings.HasPrefix(id, a.text("prefix")) && len(rows) < 20 {
			rows = append(rows, []any{a.entities[id]})
		}
	}
	return rowsOf(rows...)
}

func (a *asking) entity() (graph.Result, error) {
	n, ok := a.entities[a.text("id")]
	if !ok {
		return rowsOf()
	}
	var found []row
	known := a.text("known")
	for id, s := range a.statements {
		p := s.Properties
		if a.facts[id] && text(p, "subject") == a.text("id") && p["withdrawn_at"] == nil && p["review"] != "rejected" &&
			p["rank"] != "deprecated" && p["status"] != "withdrawn" && (p["superseded_on"] == nil || known != "" && text(p, "superseded_on") > known) && a.onBothClocks(p) {
			found = append(found, row{"statement": s, "source": a.sources[text(p, "source")]})
		}
	}
	slices.SortFunc(found, func(x, y row) int {
		p, q := x["statement"].(graph.Node).Properties, y["statement"].(graph.Node).Properties
		return cmp.Or(strings.Compare(text(p, "predicate"), text(q, "predicate")),
			strings.Compare(text(p, "reported_by"), text(q, "reported_by")), strings.Compare(text(p, "id"), text(q, "id")))
	})
	facts := []any{}
	for _, f := range found[:min(len(found), a.limit())] {
		facts = append(facts, f)
	}
	return rowsOf([]any{n, facts})
}

// onBothClocks answers for a statement that was reported by the day known, and
// that may hold on the day on, or with certain=yes certainly does.
func (a *asking) onBothClocks(p row) bool {
	known, on := a.text("known"), a.text("on")
	if known != "" && text(p, "reported_by") > known {
		return false
	}
	x := graph.Extent{Earliest: text(p, "earliest"), Latest: text(p, "latest"), Certain: text(p, "certain")}
	possible, certain := x.MayHoldOn(on)
	return on == "" || possible && (certain || a.text("certain") != "yes")
}

func (a *asking) statement() (graph.Result, error) {
	s, ok := a.statements[a.text("id")]
	if !ok {
		return rowsOf()
	}
	p := s.Properties
	return rowsOf([]any{s, a.sources[text(p, "source")], a.entities[text(p, "subject")], optional(a.entities, text(p, "object"))})
}

func (a *asking) source() (graph.Result, error) {
	o, ok := a.sources[a.text("id")]
	if !ok {
		return rowsOf()
	}
	statements := []any{}
	for _, id := range slices.Sorted(maps.Keys(a.statements)) {
		s := a.statements[id]
		if text(s.Properties, "source") != a.text("id") || id <= a.text("after") || len(statements) == a.limit() || !a.onBothClocks(s.Properties) {
			continue
		}
		statements = append(statements, row{"statement": s, "subject": a.entities[text(s.Properties, "subject")],
			"object": optional(a.entities, text(s.Properties, "object"))})
	}
	return rowsOf([]any{o, statements})
}

// stats has no row for hubs where there is none, as the file has none.
func (a *asking) stats() (graph.Result, error) {
	hubs := 0
	for _, n := range a.entities {
		if slices.Contains(n.Labels, "Hub") {
			hubs++
		}
	}
	rows := [][]any{{"entities", len(a.entities)}, {"sources", len(a.sources)}, {"statements", len(a.statements)}, {"edges", len(a.edges)}}
	if hubs > 0 {
		rows = append(rows, []any{"hubs", hubs})
	}
	return rowsOf(rows...)
}
