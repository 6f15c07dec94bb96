package e2e_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestGephiLiteReadsGEXF reads the golden file of package export with the parser
// that Gephi Lite uses.
func TestGephiLiteReadsGEXF(t *testing.T) {
	node, err := exec.LookPath("node")
	if err == nil {
		_, err = os.Stat(filepath.Join("node_modules", "graphology-gexf"))
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("node or its packages are missing: npm --prefix e2e ci --ignore-scripts")
	}
	var said, failed bytes.Buffer
	cmd := exec.CommandContext(t.Context(), node, "gexf.mjs", filepath.Join("..", "export", "testdata", "golden", "gexf.txt"))
	cmd.Stdout, cmd.Stderr = &said, &failed
	require.NoError(t, cmd.Run(), "%s", &failed)
	var read struct {
		Nodes []struct{ ID, Label, Kind string }
		Edges []struct {
			Key, Source, Target string
			Undirected          bool
			Attributes          map[string]any
		}
	}
	require.NoError(t, json.Unmarshal(said.Bytes(), &read))
	require.Len(t, read.Nodes, 9)
	names := map[string]string{}
	for _, n := range read.Nodes {
		names[n.ID] = n.Label
		require.NotEmpty(t, n.Kind)
	}
	require.Equal(t, `Jo "the Fox" Doe`, names["person:ipgraph:jo-doe"])
	require.Len(t, read.Edges, 15)
	for _, e := range read.Edges {
		require.NotEmpty(t, e.Attributes["status"])
		require.IsType(t, true, e.Attributes["polarity"])
		require.NotEmpty(t, e.Attributes["citations"])
		switch e.Attributes["type"] {
		case "EMPLOYED_BY": // the parser passes start and end over, which say the same
			require.Equal(t, "2011-01-01", e.Attributes["earliest"])
			require.Equal(t, "2013-05-31", e.Attributes["latest"])
			require.False(t, e.Undirected)
		case "HAS_LICENCE_WITH":
			require.True(t, e.Undirected)
		case "DEMANDED_ROYALTY_FROM":
			require.InDelta(t, 100000050, e.Attributes["amount_minor"], 0)
		}
	}
}
