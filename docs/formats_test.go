package docs_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/export"
	"ipgraph/loader"
)

const (
	formatsFile  = "formats.md"
	formatsBegin = "<!-- The table: written by go test ./docs -update, from package export. -->\n"
	formatsEnd   = "<!-- The end of the table. -->\n"
	readersBegin = "<!-- The readers: written by go test ./docs -update, from package loader. -->\n"
	readersEnd   = "<!-- The end of the readers. -->\n"
)

// TestFormatsAreListed: the tables of formats are made from their lists.
func TestFormatsAreListed(t *testing.T) {
	requireTable(t, formatsBegin, formatsEnd, formatsTable())
	requireTable(t, readersBegin, readersEnd, readersTable())
}

// requireTable compares what stands between two markers, or writes it anew.
func requireTable(t *testing.T, begin, end, want string) {
	t.Helper()
	text, err := os.ReadFile(formatsFile)
	require.NoError(t, err)
	head, rest, found := strings.Cut(string(text), begin)
	require.True(t, found, "%s has lost its marker", formatsFile)
	table, tail, found := strings.Cut(rest, end)
	require.True(t, found, "%s has lost its marker", formatsFile)
	if *update {
		require.NoError(t, os.WriteFile(formatsFile, []byte(head+begin+want+end+tail), 0o644))
		return
	}
	require.Equal(t, want, table, "run: go test ./docs -update")
}

func formatsTable() string {
	var b strings.Builder
	b.WriteString("\n| format | ending | for | cannot hold |\n| --- | --- | --- | --- |\n")
	for _, f := range export.Formats() {
		row(&b, code(f.Name), code("."+f.Extension), f.For, f.Cannot)
	}
	b.WriteString("\n")
	return b.String()
}

func readersTable() string {
	var b strings.Builder
	b.WriteString("\n| format | files | what is read |\n| --- | --- | --- |\n")
	for _, f := range loader.Formats() {
		row(&b, code(f.Name), f.Title, f.About)
	}
	b.WriteString("\n")
	return b.String()
}
