package main

import (
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// docs/errors.md says of every code what the command's exit code is.
func TestErrorsDocumentHasExitCodes(t *testing.T) {
	text, err := os.ReadFile("docs/errors.md")
	require.NoError(t, err)
	documented := map[graph.Code]int{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| \\d+ \\| (\\d+) \\|").FindAllStringSubmatch(string(text), -1) {
		documented[graph.Code(row[1])], err = strconv.Atoi(row[2])
		require.NoError(t, err)
	}
	require.Equal(t, exitCodes, documented)
	require.Contains(t, string(text), "`ipgraph diff` ends with `"+strconv.Itoa(exitChanged)+"` when something changed")
	for code, exit := range exitCodes {
		require.NotEqual(t, exitChanged, exit, code)
	}
}
