package answer

import (
	"context"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// asOf shows the edges of an answer as they were known: when a reporting day is
// given, each is projected anew from the statements that the public knew by
// then, so that status, dates and amounts are those of that day.
func (s Service) asOf(ctx context.Context, c *converter) error {
	if c.known == "" {
		return nil
	}
	statements, err := s.statementsOf(ctx, c.edges)
	if err != nil {
		return err
	}
	then := map[string]graph.Edge{}
	for _, e := range graph.Project(statements, graph.Policy{Known: c.known}) {
		then[e.Key] = e
	}
	for i, p := range c.edges {
		if asKnown, ok := then[p.edge.Key]; ok {
			c.edges[i].edge = asKnown
		}
	}
	return nil
}

// maxStatements is the number of statements that one question gives.
const maxStatements = 500

// statementsOf reads the statements that the edges rest on, or did once. A register record
// is one statement and the same at every date.
func (s Service) statementsOf(ctx context.Context, edges []pending) ([]graph.Statement, error) {
	var ids, cut []string
	for _, p := range edges {
		switch {
		case p.edge.Record:
		case citesAll(p.edge):
			ids = append(ids, citedBy(p.edge)...)
			for _, id := range p.edge.Former {
				ids = append(ids, string(id))
			}
		default:
			cut = append(cut, parties(p.edge)...)
		}
	}
	slices.Sort(ids)
	statements, err := s.statementsByID(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	more, err := s.statementsBeside(ctx, cut)
	return append(statements, more...), err
}

// statementsByID reads those of the statements that exist.
func (s Service) statementsByID(ctx context.Context, ids []string) ([]graph.Statement, error) {
	q, err := s.Library.Get("statements")
	if err != nil {
		return nil, err
	}
	var statements []graph.Statement
	for part := range slices.Chunk(ids, maxStatements) {
		read, err := s.readStatements(ctx, q, map[string]any{"ids": part})
		if err != nil {
			return nil, err
		}
		statements = append(statements, read...)
	}
	return statements, nil
}

// Bounds for edges with more statements than they cite.
const (
	statementPage = 2000   // as in keep/statements-beside.cypher
	mostBeside    = 20_000 // statements that are read for one answer
)

// statementsBeside reads all statements of the edges to which the given ones
// belong, page by page.
func (s Service) statementsBeside(ctx context.Context, ids []string) ([]graph.Statement, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	q, err := s.Library.Keep("statements-beside")
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	var statements []graph.Statement
	after := ""
	for {
		page, err := s.readStatements(ctx, q, map[string]any{"ids": ids, "after": after})
		if err != nil {
			return nil, err
		}
		statements = append(statements, page...)
		if len(page) < statementPage {
			return statements, nil
		}
		if len(statements) >= mostBeside {
			return nil, graph.Errorf(graph.CodeTooCostly,
				"the edges of this answer rest on more than %d statements, too many to tell what was known on a day: leave out known, or ask for fewer edges", mostBeside)
		}
		after = string(page[len(page)-1].ID)
	}
}

func (s Service) readStatements(ctx context.Context, q cypher.Query, params map[string]any) ([]graph.Statement, error) {
	result, err := s.Reader.Ask(ctx, q.KeepCall("", params))
	if err != nil {
		return nil, err
	}
	return graph.StatementsIn(result, "statement")
}

// countSources counts the independent sources of edges that do not cite all of
// their statements.
func (s Service) countSources(ctx context.Context, c *converter) error {
	var ids []string
	for _, p := range c.edges {
		if !citesAll(p.edge) {
			ids = append(ids, strings.Join(parties(p.edge), " "))
		}
	}
	slices.Sort(ids)
	counts := map[string]int{}
	for part := range slices.Chunk(slices.Compact(ids), maxStatements) {
		q, err := s.Library.Keep("independent-sources")
		if err != nil {
			return err
		}
		result, err := s.Reader.Ask(ctx, q.KeepCall("", map[string]any{"ids": part, "known": orNull(c.known)}))
		if err != nil {
			return err
		}
		for _, row := range result.Rows {
			id, err := graph.Cell[string](result, row, "id")
			if err != nil {
				return err
			}
			count, err := graph.Cell[int64](result, row, "independent_sources")
			if err != nil {
				return err
			}
			counts[id] = int(count)
		}
	}
	for i, p := range c.edges {
		if !citesAll(p.edge) {
			c.edges[i].independent = counts[strings.Join(parties(p.edge), " ")]
		}
	}
	return nil
}

// orNull is a text as a value of Cypher: nothing is null.
func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// citesAll reports whether the edge names every statement that it rests on.
func citesAll(e graph.Edge) bool { return e.StatementCount <= len(e.Citations) }

// parties are the statements by which all others of an edge are found: of a
// shortcut the first two citations are about one party each.
func parties(e graph.Edge) []string {
	ids := citedBy(e)
	return ids[:min(len(ids), 2)]
}

func citedBy(e graph.Edge) []string {
	ids := make([]string, 0, len(e.Citations))
	for _, citation := range e.Citations {
		ids = append(ids, string(citation.Statement))
	}
	return ids
}
