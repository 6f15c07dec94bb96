package extract

import (
	"context"
	"slices"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/export"
	"ipgraph/graph"
)

// Store is where content is read from.
type Store struct {
	Reader  answer.Reader
	Library *cypher.Library
	// Program is the name and the version of the program that writes.
	Program string
	// Today is the day that files bear, YYYY-MM-DD. Default: none.
	Today string
}

// about is what all files of the store say of themselves.
func (s Store) about(scope, cut string) export.About {
	return export.About{Program: s.Program, Generated: s.Today, Scope: scope, Cut: cut, Schema: s.Library.Schema()}
}

// keep asks a question that exports ask for themselves.
func (s Store) keep(ctx context.Context, name, word string, params map[string]any) (graph.Result, error) {
	q, err := s.Library.Keep(name)
	if err != nil {
		return graph.Result{}, err
	}
	return s.Reader.Ask(ctx, q.KeepCall(word, params))
}

// sourcesAtOnce is the number of ids that the question for sources takes.
const sourcesAtOnce = 500

// sources reads sources by their ids.
func (s Store) sources(ctx context.Context, ids []graph.ID) (map[graph.ID]graph.Source, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	found := map[graph.ID]graph.Source{}
	for part := range slices.Chunk(slices.Compact(ids), sourcesAtOnce) {
		texts := make([]string, 0, len(part))
		for _, id := range part {
			texts = append(texts, string(id))
		}
		result, err := s.keep(ctx, "sources-by-id", "", map[string]any{"ids": texts})
		if err != nil {
			return nil, err
		}
		for _, row := range result.Rows {
			node, err := graph.Cell[graph.Node](result, row, "source")
			if err != nil {
				return nil, err
			}
			source, err := graph.SourceFrom(node)
			if err != nil {
				return nil, err
			}
			found[source.ID] = source
		}
	}
	return found, nil
}

// sourcesOfEntity is how many sources an entity names, as in export-entities.cypher.
const sourcesOfEntity = 5

// cite gives edges their sources.
func (s Store) cite(ctx context.Context, edges []export.Edge) error {
	var ids []graph.ID
	for _, e := range edges {
		for _, c := range e.Citations {
			ids = append(ids, c.Source)
		}
	}
	found, err := s.sources(ctx, ids)
	if err != nil {
		return err
	}
	for i := range edges {
		edges[i].Sources = make([]graph.Source, 0, len(edges[i].Citations))
		for _, c := range edges[i].Citations {
			edges[i].Sources = append(edges[i].Sources, found[c.Source])
		}
	}
	return nil
}

// Holdings counts what the whole graph holds.
func (s Store) Holdings(ctx context.Context) (entities, edges int64, err error) {
	result, err := s.keep(ctx, "counts", "", nil)
	if err != nil || len(result.Rows) == 0 {
		return 0, 0, err
	}
	if entities, err = graph.Cell[int64](result, result.Rows[0], "entities"); err != nil {
		return 0, 0, err
	}
	edges, err = graph.Cell[int64](result, result.Rows[0], "edges")
	return entities, edges, err
}
