package answer

import (
	"context"
	"math"
	"slices"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// FreeReader asks the database what somebody wrote.
type FreeReader interface {
	// AskFree puts free Cypher that only reads. Errors are graph.Errors.
	AskFree(ctx context.Context, f cypher.Free) (graph.Result, error)
}

// FreeTable is the answer to free Cypher.
type FreeTable struct {
	Columns []string         `json:"columns"`
	Rows    []map[string]any `json:"rows"`
	Limit   int              `json:"limit"`
	// Truncated says that there is more than the limit of rows, or of bytes, allows.
	Truncated bool `json:"truncated"`
}

// AskFree puts free Cypher and shows entities, edges, statements and sources as
// every other answer does. Other nodes are their properties; a relationship that is
// no edge, and a chain that holds one, are shown as the store has them.
func (s Service) AskFree(ctx context.Context, reader FreeReader, f cypher.Free) (FreeTable, error) {
	result, err := reader.AskFree(ctx, f)
	if err != nil {
		return FreeTable{}, err
	}
	c := freeConverter{newConverter("", "")}
	table := FreeTable{Columns: result.Columns, Rows: make([]map[string]any, 0, len(result.Rows)), Limit: f.Limit, Truncated: result.Truncated}
	for _, row := range result.Rows {
		out := make(map[string]any, len(row))
		for i, v := range row {
			out[result.Columns[i]] = c.value(v)
		}
		table.Rows = append(table.Rows, out)
	}
	if err := s.finish(ctx, c.converter); err != nil {
		return FreeTable{}, err
	}
	return table, c.err
}

// maxSources is the number of sources that one question gives.
const maxSources = 500

// sourcesOf reads the sources that the edges cite and the answer does not hold.
func (s Service) sourcesOf(ctx context.Context, c *converter) error {
	var ids []graph.ID
	for _, p := range c.edges {
		for _, citation := range p.edge.Citations {
			ids = append(ids, citation.Source)
		}
	}
	return s.readSources(ctx, c, ids)
}

// readSources reads those of the sources that the converter has not met.
func (s Service) readSources(ctx context.Context, c *converter, wanted []graph.ID) error {
	var ids []string
	for _, id := range wanted {
		if _, known := c.sources[id]; !known {
			ids = append(ids, string(id))
		}
	}
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), maxSources) {
		q, err := s.Library.Keep("sources-by-id")
		if err != nil {
			return err
		}
		result, err := s.Reader.Ask(ctx, q.KeepCall("", map[string]any{"ids": part}))
		if err != nil {
			return err
		}
		for _, row := range result.Rows {
			if n, ok := row[0].(graph.Node); ok {
				c.source(n)
			}
		}
	}
	return nil
}

// freeConverter takes what no question of the library returns.
type freeConverter struct{ *converter }

func (c freeConverter) value(v any) any {
	switch v := v.(type) {
	case graph.Relationship:
		return c.relationship(v)
	case graph.Path:
		return c.path(v)
	case []any:
		return nested(v, c.value)
	case map[string]any:
		if money, err := graph.MoneyFrom(v); v["money_kind"] != nil && err == nil {
			return amountOf(money)
		}
		return nested(v, c.value)
	case float64:
		return number(v)
	}
	out := c.converter.value(v)
	if properties, plain := out.(map[string]any); plain { // of a node that is none of ours
		return c.value(properties)
	}
	return out
}

// number keeps what JSON has no number for: it is told as a text.
func number(f float64) any {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	return f
}

func isEdge(r graph.Relationship) bool {
	rule, ok := graph.RuleOf(graph.Predicate(r.Type))
	return ok && len(rule.To) > 0
}

func (c freeConverter) relationship(r graph.Relationship) any {
	if isEdge(r) {
		return c.edge(r)
	}
	return map[string]any{"type": r.Type, "from": r.From, "to": r.To, "properties": c.value(r.Properties)}
}

func (c freeConverter) path(p graph.Path) any {
	entities := !slices.ContainsFunc(p.Nodes, func(n graph.Node) bool { return !slices.Contains(n.Labels, "Entity") })
	if entities && len(p.Relationships) > 0 && !slices.ContainsFunc(p.Relationships, func(r graph.Relationship) bool { return !isEdge(r) }) {
		return c.chain(p)
	}
	nodes, relationships := []any{}, []any{}
	for _, n := range p.Nodes {
		nodes = append(nodes, c.value(n))
	}
	for _, r := range p.Relationships {
		relationships = append(relationships, c.relationship(r))
	}
	return map[string]any{"nodes": nodes, "relationships": relationships}
}

// Flat is the table as rows of text, like those of the questions.
func (t FreeTable) Flat() (header []string, rows [][]string) {
	return Table{Columns: t.Columns, Rows: t.Rows}.Flat()
}
