package answer

import (
	"context"
	"fmt"
	"slices"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// StoryQuestion has the parameters of ExplainAny: those of paths-between, whose ends
// may be left out, and ids for several entities in their place.
func StoryQuestion(library *cypher.Library) (cypher.Query, error) {
	chains, err := library.Get("paths-between")
	if err != nil {
		return cypher.Query{}, err
	}
	several, err := library.Get("connections")
	if err != nil {
		return cypher.Query{}, err
	}
	q := cypher.Query{Name: "story", Title: "A story", Example: chains.Example}
	for _, p := range chains.Params {
		if p.Name == "from" || p.Name == "to" {
			p.Optional = true
		}
		q.Params = append(q.Params, p)
	}
	ids, ok := several.Param("ids")
	if !ok {
		return q, fmt.Errorf("the question connections has no ids")
	}
	ids.Optional, ids.About = true, "several entities, in place of from and to"
	q.Params = slices.Insert(q.Params, 2, ids)
	return q, nil
}

// ExplainAny explains the chains between two entities, which from and to name, or
// what joins several, which ids names.
func (s Service) ExplainAny(ctx context.Context, args cypher.Args) (Explanation, error) {
	switch {
	case args["ids"] == "":
		return s.Explain(ctx, args)
	case args["from"]+args["to"] != "":
		return Explanation{}, &graph.Error{Code: graph.CodeInvalid, Message: "a story is about two entities or about several",
			Problems: []graph.Problem{{Field: "ids", Message: "stands beside from or to: give ids, or from and to"}}}
	}
	return s.ExplainConnections(ctx, args)
}

// IDs are the statements and the entities of a story.
func (s Story) IDs() (statements []string, entities []graph.ID) {
	for _, st := range s.Statements {
		statements = append(statements, string(st.ID))
	}
	for _, e := range s.Entities {
		entities = append(entities, e.ID)
	}
	return statements, entities
}
