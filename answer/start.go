package answer

import (
	"context"
	"strconv"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Start is what a page shows to somebody who has not searched yet.
type Start struct {
	// Counts are how much the graph holds.
	Counts Holdings `json:"counts"`
	// Examples are those that this graph answers.
	Examples []Example `json:"examples"`
	// Connected are the five entities with the most edges. A graph of more than 2,000
	// entities is not read whole for that: they are then hubs, and those with the most
	// edges among the first 2,000 by id.
	Connected []ViewEntity `json:"connected"`
}

// Example is a question to begin with.
type Example struct {
	Title string `json:"title"`
	About string `json:"about"`
	// Address is the query of the page that answers.
	Address string `json:"address"`
	// Needs are the entities without which there is no answer.
	Needs []graph.ID `json:"-"`
}

// mostToCompare is the number of entities whose edges are counted.
const mostToCompare = 2000

// StartQuestion has the parameters of Start: none.
func StartQuestion() cypher.Query {
	return cypher.Query{Name: "start", Title: "What to begin with"}
}

// Start gives what to begin with. Of the examples it keeps those whose entities are
// all in the graph.
func (s Service) Start(ctx context.Context, args cypher.Args, examples []Example) (Start, error) {
	if _, err := StartQuestion().Bind(args); err != nil {
		return Start{}, err
	}
	start := Start{Examples: []Example{}, Connected: []ViewEntity{}}
	var err error
	if start.Counts, err = s.holdings(ctx); err != nil {
		return Start{}, err
	}
	if start.Examples, err = s.answered(ctx, examples); err != nil {
		return Start{}, err
	}
	start.Connected, err = s.mostConnected(ctx)
	return start, err
}

// answered keeps the examples that the graph answers.
func (s Service) answered(ctx context.Context, examples []Example) ([]Example, error) {
	var ids []graph.ID
	for _, e := range examples {
		ids = append(ids, e.Needs...)
	}
	there, err := s.entitiesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	kept := []Example{}
	for _, e := range examples {
		all := true
		for _, id := range e.Needs {
			all = all && there[id] != nil
		}
		if all {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

func (s Service) mostConnected(ctx context.Context) ([]ViewEntity, error) {
	q, err := s.Library.Keep("most-connected")
	if err != nil {
		return nil, err
	}
	result, c, err := s.ask(ctx, q.KeepCall("", map[string]any{"most": int64(mostToCompare)}))
	if err != nil {
		return nil, err
	}
	list := make([]ViewEntity, 0, len(result.Rows))
	for _, row := range result.Rows {
		entity, err := viewEntity(result, row)
		if err != nil {
			return nil, err
		}
		list = append(list, entity)
	}
	return list, c.err
}

// Flat lists the entities as rows of text.
func (s Start) Flat() (header []string, rows [][]string) {
	header = []string{"id", "name", "kind", "relations"}
	for _, e := range s.Connected {
		rows = append(rows, []string{string(e.ID), e.Name, string(e.Kind), strconv.FormatInt(e.Relations, 10)})
	}
	return header, rows
}
