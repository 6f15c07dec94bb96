package loader

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Asker asks the database.
type Asker interface {
	Ask(ctx context.Context, call cypher.Call) (graph.Result, error)
}

// Export writes sources, entities, statements and register records as JSON
// Lines, each part sorted. What it writes depends on what the dossiers said
// alone, not on when or in how many attempts they were loaded. Withdrawn
// statements are left out, but for those that a live one corrects.
func Export(ctx context.Context, store Asker, library *cypher.Library, w io.Writer) error {
	x := exporter{store: store, library: library, lines: json.NewEncoder(w), published: map[graph.ID]graph.Period{}}
	x.lines.SetEscapeHTML(false)
	if err := x.pages(ctx, "source-page", "", x.source); err != nil {
		return err
	}
	if err := x.pages(ctx, "entity-page", "", x.entity); err != nil {
		return err
	}
	if err := x.pages(ctx, "statement-page", "", x.statement); err != nil {
		return err
	}
	for _, t := range graph.EdgeTypes() {
		if err := x.pages(ctx, "record-page", string(t), x.record); err != nil {
			return err
		}
	}
	return nil
}

type exporter struct {
	store     Asker
	library   *cypher.Library
	lines     *json.Encoder
	published map[graph.ID]graph.Period // by source
}

// pages asks for page after page; each row gives the place where it ends.
func (x *exporter) pages(ctx context.Context, question, word string, row func(graph.Result, []any) (string, error)) error {
	q, err := x.library.Keep(question)
	if err != nil {
		return err
	}
	for after := ""; ; {
		page, err := x.store.Ask(ctx, q.KeepCall(word, map[string]any{"after": after}))
		if err != nil {
			return err
		}
		if len(page.Rows) == 0 {
			return nil
		}
		for _, r := range page.Rows {
			if after, err = row(page, r); err != nil {
				return err
			}
		}
	}
}

func (x *exporter) source(page graph.Result, row []any) (string, error) {
	node, err := graph.Cell[graph.Node](page, row, "node")
	if err != nil {
		return "", err
	}
	s, err := graph.SourceFrom(node)
	if err != nil {
		return "", err
	}
	x.published[s.ID] = s.Published
	d := docOfSource(s)
	return d.ID, x.write(lineDoc{Source: &d})
}

func (x *exporter) entity(page graph.Result, row []any) (string, error) {
	node, err := graph.Cell[graph.Node](page, row, "node")
	if err != nil {
		return "", err
	}
	e, err := graph.EntityFrom(node)
	if err != nil {
		return "", err
	}
	d := docOfEntity(e)
	return d.ID, x.write(lineDoc{Entity: &d})
}

func (x *exporter) statement(page graph.Result, row []any) (string, error) {
	node, err := graph.Cell[graph.Node](page, row, "node")
	if err != nil {
		return "", err
	}
	s, err := graph.StatementFrom(node)
	if err != nil {
		return "", err
	}
	return string(s.ID), x.writeStatement(s)
}

func (x *exporter) record(page graph.Result, row []any) (string, error) {
	s, key, err := recordStatement(page, row)
	if err != nil {
		return "", err
	}
	return key, x.writeStatement(s)
}

// writeStatement leaves out a reporting date that is the source's own: the
// statement inherits it again when it is loaded.
func (x *exporter) writeStatement(s graph.Statement) error {
	if s.ReportedOn.String() == x.published[s.Source].String() || s.Record && s.ReportedOn.Latest() == x.published[s.Source].Latest() {
		s.ReportedOn = graph.Period{}
	}
	d := docOfStatement(s)
	return x.write(lineDoc{Statement: &d})
}

func (x *exporter) write(line lineDoc) error {
	if err := x.lines.Encode(line); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}
