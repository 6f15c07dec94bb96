package export

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"ipgraph/graph"
)

// five is content of five entities.
type five struct{ Content }

func (five) About() About { return About{Program: "test", Scope: "five"} }
func (five) Entities(context.Context) iter.Seq2[Entity, error] {
	return func(yield func(Entity, error) bool) {
		for _, id := range []string{"a", "b", "c", "d", "e"} {
			if !yield(Entity{Entity: graph.Entity{ID: graph.ID("company:test:" + id), Name: id, About: strings.Repeat("é", excelText+1)}}, nil) {
				return
			}
		}
	}
}
func (five) Edges(context.Context) iter.Seq2[Edge, error] { return func(func(Edge, error) bool) {} }
func (five) Statements(context.Context) iter.Seq2[Statement, error] {
	return func(func(Statement, error) bool) {}
}
func (five) Sources(context.Context) iter.Seq2[graph.Source, error] {
	return func(func(graph.Source, error) bool) {}
}

// TestSheetsGoOn: what a sheet has no rows for goes on in the next, with its header
// and filters.
func TestSheetsGoOn(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	require.NoError(t, workbook{rows: 3}.write(t.Context(), five{}, &b))
	book, err := excelize.OpenReader(&b)
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	require.Equal(t, []string{"about", "entities", "entities 2", "entities 3", "edges", "statements", "sources"}, book.GetSheetList())
	for sheet, want := range map[string][]string{"entities": {"name", "a", "b"}, "entities 2": {"name", "c", "d"}, "entities 3": {"name", "e"}, "edges": {"from_name"}} {
		rows, err := book.GetRows(sheet)
		require.NoError(t, err)
		var got []string
		for _, row := range rows {
			got = append(got, row[1])
		}
		require.Equal(t, want, got, sheet)
		tables, err := book.GetTables(sheet)
		require.NoError(t, err)
		require.Len(t, tables, 1, "filters")
		panes, err := book.GetPanes(sheet)
		require.NoError(t, err)
		require.True(t, panes.Freeze)
	}
	long, err := book.GetCellValue("entities", "E2")
	require.NoError(t, err)
	require.True(t, strings.HasSuffix(long, cutMark), "what was cut says so")
	require.Len(t, []rune(long), excelText)
}
