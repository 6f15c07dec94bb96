package loader

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"ipgraph/graph"
)

// mostTouched is how many entities and edges a load may write and still have what follows from them
// derived for these alone. Of more it is quicker to go through the whole graph.
const mostTouched = 10_000

// touched gathers what a load writes, until that is too much or something is taken away.
type touched struct {
	entities map[graph.ID]bool
	edges    map[string]bool // by key, whether disputed
	pairs    map[[2]graph.ID]bool
	sources  bool
	whole    bool
}

// note takes in a batch that was written.
func (t *touched) note(b graph.Batch, c graph.Counts) {
	if t.whole || c.Created+c.Updated+c.Removed == 0 {
		return
	}
	for _, row := range b.Rows {
		switch b.Write {
		case "sources":
			t.sources = true
		case "entities":
			t.entity(row["id"])
		case "statements":
			t.statement(row)
		case "edges", "edges-few":
			t.edge(row)
		case "watch-lists":
		default: // something was taken away, or superseded
			t.whole = true
		}
	}
	if t.whole = t.whole || max(len(t.entities), len(t.edges), len(t.pairs)) > mostTouched; t.whole {
		t.entities, t.edges, t.pairs = nil, nil, nil
	}
}

func (t *touched) entity(id any) {
	if text, ok := id.(string); ok {
		if t.entities == nil {
			t.entities = map[graph.ID]bool{}
		}
		t.entities[graph.ID(text)] = true
	}
}

// statement takes in the subject of a fact. What a statement says of an edge is noted with the edge.
func (t *touched) statement(row map[string]any) {
	p, _ := row["properties"].(map[string]any)
	if p["object"] == nil {
		t.entity(p["subject"])
	}
}

func (t *touched) edge(row map[string]any) {
	t.entity(row["from"])
	t.entity(row["to"])
	from, _ := row["from"].(string)
	to, _ := row["to"].(string)
	if t.pairs == nil {
		t.pairs = map[[2]graph.ID]bool{}
	}
	t.pairs[[2]graph.ID{graph.ID(from), graph.ID(to)}] = true
	p, _ := row["properties"].(map[string]any)
	key, _ := row["key"].(string)
	if derived, _ := p["derived"].(bool); derived {
		return
	}
	if t.edges == nil {
		t.edges = map[string]bool{}
	}
	t.edges[key], _ = p["disputed"].(bool)
}

// result is nil for the whole graph.
func (t *touched) result() *graph.Touched {
	if t.whole {
		return nil
	}
	r := &graph.Touched{Entities: slices.Sorted(maps.Keys(t.entities)), Sources: t.sources}
	for _, key := range slices.Sorted(maps.Keys(t.edges)) {
		r.Edges = append(r.Edges, graph.TouchedEdge{Key: key, Disputed: t.edges[key]})
	}
	for pair := range t.pairs {
		r.Pairs = append(r.Pairs, pair)
	}
	slices.SortFunc(r.Pairs, func(a, b [2]graph.ID) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return r
}

// rememberedRow is what the store remembers of it.
func rememberedRow(load string, t *graph.Touched) map[string]any {
	entities, pairs := make([]string, 0, len(t.Entities)), make([]string, 0, len(t.Pairs))
	for _, id := range t.Entities {
		entities = append(entities, string(id))
	}
	for _, pair := range t.Pairs {
		pairs = append(pairs, string(pair[0]+"\n"+pair[1]))
	}
	return map[string]any{"load": load, "entities": entities, "pairs": pairs}
}

// rememberTouched has the store remember what was written, where that is little: a copy in memory is
// brought up to date with it.
func (l *load) rememberTouched(ctx context.Context, t *graph.Touched) error {
	if t == nil {
		return nil
	}
	_, err := l.store.Write(ctx, graph.Batch{Write: "touched", Rows: []map[string]any{rememberedRow(l.report.Load, t)}})
	return err
}

// settled reports whether all that follows from what the store held before this load is derived. It is not where
// the load before did not come to its end, or derived otherwise.
func (l *load) settled() bool {
	return l.previous.finished && l.previous.hubDegree == int64(l.HubDegree) && l.previous.projection == projectionVersion
}

// derive has the store compute what follows from what was written; nil is the whole graph.
func (l *load) derive(ctx context.Context, t *graph.Touched) error {
	if l.settled() && !l.report.Changed() {
		return nil
	}
	l.tell("marking investors, hubs, contradictions and what stands alone")
	return l.store.Derive(ctx, l.HubDegree, t)
}
