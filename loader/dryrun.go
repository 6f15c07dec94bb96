package loader

import (
	"context"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// dryRun answers writes with what they would do, by comparing content hashes.
type dryRun struct {
	Store
	library *cypher.Library
}

// Alone lets others load.
func (d dryRun) Alone(ctx context.Context) (context.Context, func(), error) {
	return ctx, func() {}, nil
}

// Prepare changes nothing.
func (d dryRun) Prepare(context.Context) error { return nil }

// Derive changes nothing.
func (d dryRun) Derive(context.Context, int, *graph.Touched) error { return nil }

// Write counts what would be created, updated or left as it is.
func (d dryRun) Write(ctx context.Context, b graph.Batch) (graph.Counts, error) {
	const key = "id"
	var word string
	switch b.Write {
	case "sources":
		word = "Source"
	case "entities":
		word = "Entity"
	case "statements":
		word = "Statement"
	case "edges", "edges-few":
		return d.edges(ctx, b.Rows)
	case "withdraw":
		return graph.Counts{Updated: int64(len(b.Rows))}, nil
	default:
		return graph.Counts{}, nil
	}
	hashes, err := d.hashes(ctx, "hashes", word, key, b.Rows)
	if err != nil {
		return graph.Counts{}, err
	}
	return compare(hashes, key, b.Rows), nil
}

// edges looks edges up type by type: only so does the database find the key.
func (d dryRun) edges(ctx context.Context, rows []map[string]any) (graph.Counts, error) {
	byType := map[string][]map[string]any{}
	for _, row := range rows {
		t, _ := row["type"].(string)
		byType[t] = append(byType[t], row)
	}
	var c graph.Counts
	for t, part := range byType {
		hashes, err := d.hashes(ctx, "edge-hashes", t, "key", part)
		if err != nil {
			return c, err
		}
		c.Add(compare(hashes, "key", part))
	}
	return c, nil
}

func compare(hashes map[string]string, key string, rows []map[string]any) graph.Counts {
	var c graph.Counts
	for _, row := range rows {
		id, _ := row[key].(string)
		switch hash, known := hashes[id]; {
		case !known:
			c.Created++
		case hash == row["hash"]:
			c.Unchanged++
		default:
			c.Updated++
		}
	}
	return c
}

func (d dryRun) hashes(ctx context.Context, question, word, key string, rows []map[string]any) (map[string]string, error) {
	ids := make([]string, 0, len(rows))
	for _, row := range rows {
		if id, ok := row[key].(string); ok {
			ids = append(ids, id)
		}
	}
	q, err := d.library.Keep(question)
	if err != nil {
		return nil, err
	}
	result, err := d.Ask(ctx, q.KeepCall(word, map[string]any{"ids": ids}))
	if err != nil {
		return nil, err
	}
	hashes := make(map[string]string, len(result.Rows))
	for _, row := range result.Rows {
		id, err := graph.Cell[string](result, row, "id")
		if err != nil {
			return nil, err
		}
		if hashes[id], err = graph.Cell[string](result, row, "hash"); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}
