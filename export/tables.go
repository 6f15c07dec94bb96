package export

import (
	"context"
	"iter"
)

// table is one of the tables in which spreadsheets show the content.
type table struct {
	name string
	// about says what a row is.
	about   string
	columns []tableColumn
	rows    func(ctx context.Context) iter.Seq2[[]any, error]
}

type tableColumn struct {
	name, about string
	kind        valueType
}

// tables are the content as four tables.
func tables(c Content) []table {
	return []table{
		tableOf("entities", "a company, a person, a lawsuit, …", entityColumns, c.Entities),
		tableOf("edges", "a relation between two entities, as all statements about it together tell", append(endColumns[:len(endColumns):len(endColumns)], edgeColumns...),
			func(ctx context.Context) iter.Seq2[Edge, error] { return present(ctx, c) }),
		tableOf("statements", "one fact as one source gives it; rows of registers are relations with record = true", statementColumns, c.Statements),
		tableOf("sources", "a document or record that statements rest on", sourceColumns, c.Sources),
	}
}

func tableOf[T any](name, about string, columns []column[T], read func(context.Context) iter.Seq2[T, error]) table {
	t := table{name: name, about: about, rows: func(ctx context.Context) iter.Seq2[[]any, error] {
		return func(yield func([]any, error) bool) {
			for item, err := range read(ctx) {
				if err != nil {
					yield(nil, err)
					return
				}
				row := make([]any, len(columns))
				for i, c := range columns {
					row[i] = c.of(item)
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}}
	for _, c := range columns {
		t.columns = append(t.columns, tableColumn{c.name, c.about, c.kind})
	}
	return t
}
