package answer

import (
	"context"
	"slices"

	"ipgraph/graph"
)

// asOf finishes the edges of an answer. When a reporting day is given, each
// edge is projected anew from the statements that the public knew by then, so
// that status, dates and amounts are those of that day. Sources that are cited and
// that the answer does not hold are read.
func (s Service) asOf(ctx context.Context, c *converter, known, on string) error {
	then := map[string]graph.Edge{}
	if known != "" {
		statements, err := s.statementsOf(ctx, c.edges)
		if err != nil {
			return err
		}
		for _, e := range graph.Project(statements, graph.Policy{Known: known}) {
			then[e.Key] = e
		}
	}
	for i, p := range c.edges {
		if asKnown, ok := then[p.edge.Key]; ok {
			c.edges[i].edge = asKnown
		}
	}
	if err := s.sourcesOf(ctx, c); err != nil { // most answers bring the sources that they cite
		return err
	}
	for _, p := range c.edges {
		c.finish(p.edge, p.out, on)
	}
	return nil
}

// maxStatements is the number of statements that one question gives.
const maxStatements = 500

// statementsOf reads the statements that the edges rest on, or did once. A register record
// is one statement and the same at every date.
func (s Service) statementsOf(ctx context.Context, edges []pending) ([]graph.Statement, error) {
	var ids []string
	for _, p := range edges {
		if p.edge.Record {
			continue
		}
		for _, citation := range p.edge.Citations {
			ids = append(ids, string(citation.Statement))
		}
		for _, id := range p.edge.Former {
			ids = append(ids, string(id))
		}
	}
	slices.Sort(ids)
	return s.statementsByID(ctx, slices.Compact(ids))
}

// statementsByID reads those of the statements that exist.
func (s Service) statementsByID(ctx context.Context, ids []string) ([]graph.Statement, error) {
	var statements []graph.Statement
	for part := range slices.Chunk(ids, maxStatements) {
		q, err := s.Library.Get("statements")
		if err != nil {
			return nil, err
		}
		result, err := s.Reader.Ask(ctx, q.KeepCall("", map[string]any{"ids": part}))
		if err != nil {
			return nil, err
		}
		read, err := graph.StatementsIn(result, "statement")
		if err != nil {
			return nil, err
		}
		statements = append(statements, read...)
	}
	return statements, nil
}
