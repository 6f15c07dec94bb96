package answer

import (
	"context"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Neighbours is a page of what an entity is directly joined to.
type Neighbours struct {
	Entity    Entity `json:"entity"`
	Edges     []Hop  `json:"edges"`
	Limit     int    `json:"limit"`
	Truncated bool   `json:"truncated"`
	Next      string `json:"next,omitempty"`
}

// NeighboursOf answers the question neighbours.
func (s Service) NeighboursOf(ctx context.Context, args cypher.Args) (Neighbours, error) {
	args, err := openCursor(args)
	if err != nil {
		return Neighbours{}, err
	}
	call, err := s.bind("neighbours", args)
	if err != nil {
		return Neighbours{}, err
	}
	result, c, err := s.ask(ctx, call)
	if err != nil {
		return Neighbours{}, err
	}
	page := Neighbours{Edges: make([]Hop, 0, len(result.Rows)), Limit: call.Limit, Truncated: result.Truncated}
	if len(result.Rows) == 0 {
		entity, err := s.EntityByID(ctx, cypher.Args{"id": args["id"]})
		page.Entity = entity.Entity
		return page, err
	}
	place := ""
	for _, row := range result.Rows {
		hop, err := neighbour(result, row)
		if err != nil {
			return page, err
		}
		page.Entity = hop.From
		page.Edges = append(page.Edges, hop)
		if place, err = graph.Cell[string](result, row, "place"); err != nil {
			return page, err
		}
	}
	if page.Truncated {
		page.Next = cursor(place)
	}
	return page, c.err
}

func neighbour(result graph.Result, row []any) (Hop, error) {
	from, err := graph.Cell[Entity](result, row, "entity")
	if err != nil {
		return Hop{}, err
	}
	edge, err := graph.Cell[*Edge](result, row, "edge")
	if err != nil {
		return Hop{}, err
	}
	to, err := graph.Cell[Entity](result, row, "other")
	if err != nil {
		return Hop{}, err
	}
	out, err := graph.Cell[bool](result, row, "out")
	return Hop{From: from, Edge: edge, Reversed: !out, To: to}, err
}
