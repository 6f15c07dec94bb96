package export

import (
	"context"

	"ipgraph/graph"
)

// small is content that is read whole, for formats that draw it.
type small struct {
	entities []Entity
	edges    []Edge
	// number of an entity, and of a source, from 1 on.
	entity, source map[graph.ID]int
	sources        []graph.Source
}

// readSmall reads content of at most mostEdges relations, and refuses more.
// Entities that no relation joins are left in.
func readSmall(ctx context.Context, c Content, format string, mostEdges int) (small, error) {
	s := small{entity: map[graph.ID]int{}, source: map[graph.ID]int{}}
	for e, err := range present(ctx, c) {
		if err != nil {
			return s, err
		}
		if len(s.edges) == mostEdges {
			return s, tooMuch(format, "%d relations", mostEdges)
		}
		s.edges = append(s.edges, e)
		for _, source := range e.Sources {
			if s.source[source.ID] == 0 {
				s.sources = append(s.sources, source)
				s.source[source.ID] = len(s.sources)
			}
		}
	}
	for e, err := range c.Entities(ctx) {
		if err != nil {
			return s, err
		}
		if len(s.entities) == mostEdges {
			return s, tooMuch(format, "%d entities", mostEdges)
		}
		s.entities = append(s.entities, e)
		s.entity[e.ID] = len(s.entities)
	}
	return s, nil
}

// tooMuch refuses what a format cannot draw.
func tooMuch(format, bound string, args ...any) error {
	e := graph.Errorf(graph.CodeTooCostly, "%s holds at most "+bound+", and this is more: choose fewer entities or one family, or the format graphml or gexf, which have no bound",
		append([]any{format}, args...)...)
	return e
}
