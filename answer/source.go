package answer

import (
	"context"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// StatementByID answers the question statement.
func (s Service) StatementByID(ctx context.Context, args cypher.Args) (*Statement, error) {
	call, err := s.bind("statement", args)
	if err != nil {
		return nil, err
	}
	result, c, err := s.ask(ctx, call)
	if err != nil {
		return nil, err
	}
	if len(result.Rows) == 0 {
		return nil, graph.Errorf(graph.CodeNotFound, "there is no statement %s (a register record is found on its edge)", args["id"])
	}
	row := result.Rows[0]
	statement, err := graph.Cell[*Statement](result, row, "statement")
	if err != nil {
		return nil, err
	}
	source, err := graph.Cell[Source](result, row, "source")
	if err != nil {
		return nil, err
	}
	return withEnds(statement.credit(source), row[result.Column("subject")], row[result.Column("object")]), c.err
}

func withEnds(s *Statement, subject, object any) *Statement {
	if e, ok := subject.(Entity); ok {
		s.Subject = &e
	}
	if e, ok := object.(Entity); ok {
		s.Object = &e
	}
	return s
}

// SourcePage is a source with the statements that rest on it.
type SourcePage struct {
	Source
	Statements []*Statement `json:"statements"`
	Limit      int          `json:"limit"`
	Truncated  bool         `json:"truncated"`
	Next       string       `json:"next,omitempty"`
}

// SourceByID answers the question source.
func (s Service) SourceByID(ctx context.Context, args cypher.Args) (SourcePage, error) {
	args, err := openCursor(args)
	if err != nil {
		return SourcePage{}, err
	}
	call, err := s.bind("source", args)
	if err != nil {
		return SourcePage{}, err
	}
	limit := call.Limit
	call.Limit = 0 // it bounds the statements, not the rows
	result, c, err := s.ask(ctx, call)
	if err != nil {
		return SourcePage{}, err
	}
	if len(result.Rows) == 0 {
		return SourcePage{}, graph.Errorf(graph.CodeNotFound, "there is no source %s", args["id"])
	}
	page := SourcePage{Statements: []*Statement{}, Limit: limit}
	if page.Source, err = graph.Cell[Source](result, result.Rows[0], "source"); err != nil {
		return page, err
	}
	list, err := graph.Cell[[]any](result, result.Rows[0], "statements")
	if err != nil {
		return page, err
	}
	for _, item := range list {
		m, _ := item.(map[string]any)
		if statement, ok := m["statement"].(*Statement); ok {
			page.Statements = append(page.Statements, withEnds(statement.credit(page.Source), m["subject"], m["object"]))
		}
	}
	if len(page.Statements) > limit {
		page.Statements, page.Truncated = page.Statements[:limit], true
		page.Next = cursor(string(page.Statements[limit-1].ID))
	}
	return page, c.err
}
