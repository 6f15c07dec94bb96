package server

import (
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
)

// docs/errors.md says of every code what the HTTP status is.
func TestErrorsDocumentHasStatuses(t *testing.T) {
	text, err := os.ReadFile("../docs/errors.md")
	require.NoError(t, err)
	documented := map[graph.Code]int{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| (\\d+) \\|").FindAllStringSubmatch(string(text), -1) {
		documented[graph.Code(row[1])], err = strconv.Atoi(row[2])
		require.NoError(t, err)
	}
	for _, r := range refusals {
		require.NotContains(t, statuses, graph.Code(r.code))
		require.Equal(t, r.status, documented[graph.Code(r.code)], r.code)
		delete(documented, graph.Code(r.code))
	}
	require.Equal(t, statuses, documented)
}
