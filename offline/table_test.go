package offline

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTable: texts come out as they went in, and what has no column is refused, not lost.
func TestTable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "table.csv")
	table, err := newTable(path, []string{"id", "name", "names:string[]", "amount:long", "gone:boolean"}, []string{"id:ID(entity)"})
	require.NoError(t, err)
	require.NoError(t, table.add(map[string]any{"id": "company:a:1", "name": "A \"quoted\",\nbroken name", "names": []string{"one", "two"}, "amount": int64(7)},
		map[string]any{"gone": true}, "company:a:1"))
	require.ErrorContains(t, table.add(map[string]any{"colour": "red"}, nil, "x"), "the property colour has no column for the importer")
	require.ErrorContains(t, table.add(map[string]any{"name": 1.5}, nil, "x"), "the property name: the importer cannot be given a float64")
	require.NoError(t, table.close())
	require.NoError(t, table.close(), "twice")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "id:ID(entity),name,names:string[],amount:long,gone:boolean\ncompany:a:1,\"A \"\"quoted\"\",\nbroken name\",one\x1ftwo,7,true\n", string(text))
}
