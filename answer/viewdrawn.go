package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"ipgraph/graph"
)

// drawn fills in entities and edges. The ids that were asked for come first.
func (s Service) drawn(ctx context.Context, v *View, ids []graph.ID, asked viewAsked) error {
	q, err := s.Library.Keep("entities-with-edges")
	if err != nil {
		return err
	}
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, string(id))
	}
	call := q.KeepCall("", map[string]any{"ids": texts, "known": orNull(asked.known), "certain": "no", "most": int64(maxViewEdges)})
	result, c, err := s.ask(ctx, call)
	if err != nil {
		return err
	}
	entities := map[graph.ID]ViewEntity{}
	for _, row := range result.Rows {
		entity, err := viewEntity(result, row)
		if err != nil {
			return err
		}
		entities[entity.ID] = entity
		edges, err := graph.Cell[[]any](result, row, "edges")
		if err != nil {
			return err
		}
		for _, e := range edges {
			if edge, ok := e.(*Edge); ok {
				v.Edges = append(v.Edges, edge)
			}
		}
	}
	if err := asked.missing(entities); err != nil {
		return err
	}
	v.arrange(ids, len(asked.ids), entities)
	return c.err
}

// viewEntity reads an entity and the number of its edges.
func viewEntity(result graph.Result, row []any) (ViewEntity, error) {
	entity, err := graph.Cell[Entity](result, row, "entity")
	if err != nil {
		return ViewEntity{}, err
	}
	relations, err := graph.Cell[int64](result, row, "relations")
	return ViewEntity{entity, relations}, err
}

// missing is an error that names the ids that were asked for and do not exist.
func (a viewAsked) missing(found map[graph.ID]ViewEntity) error {
	var unknown []string
	e := &graph.Error{Code: graph.CodeNotFound}
	for i, id := range a.ids {
		if _, ok := found[id]; ok {
			continue
		}
		field := "ids"
		if i < len(a.around) {
			field = "around"
		}
		unknown = append(unknown, string(id))
		e.Problems = append(e.Problems, graph.Problem{Field: field, Message: "there is no entity " + string(id)})
	}
	if unknown == nil {
		return nil
	}
	e.Message = "there is no entity " + strings.Join(unknown, " and no ")
	return e
}

// arrange puts entities and edges in an order that does not depend on the database.
func (v *View) arrange(ids []graph.ID, asked int, entities map[graph.ID]ViewEntity) {
	for _, id := range ids {
		if e, ok := entities[id]; ok {
			v.Entities = append(v.Entities, e)
		}
	}
	slices.SortFunc(v.Entities[asked:], func(a, b ViewEntity) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(string(a.ID), string(b.ID)))
	})
	slices.SortFunc(v.Edges, func(a, b *Edge) int {
		return cmp.Or(strings.Compare(string(a.FromID), string(b.FromID)), strings.Compare(string(a.ToID), string(b.ToID)),
			strings.Compare(string(a.Type), string(b.Type)), strings.Compare(a.Key, b.Key))
	})
	if len(v.Edges) > maxViewEdges {
		v.Edges, v.Truncated = v.Edges[:maxViewEdges], true
	}
}

// Hops are the edges as steps from one entity to another, for tables.
func (v View) Hops() []Hop {
	entities := map[graph.ID]Entity{}
	for _, e := range v.Entities {
		entities[e.ID] = e.Entity
	}
	hops := make([]Hop, 0, len(v.Edges))
	for _, e := range v.Edges {
		hops = append(hops, Hop{From: entities[e.FromID], Edge: e, To: entities[e.ToID]})
	}
	return hops
}
