package netgraph_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
	"ipgraph/loader/netgraph"
)

func graphml() intake.Format { return netgraph.Formats()[0] }
func gexf() intake.Format    { return netgraph.Formats()[1] }

func TestGolden(t *testing.T) {
	for name, format := range map[string]intake.Format{"small.graphml": graphml(), "small.gexf": gexf()} {
		r := intaketest.RunWith(t, format, intake.Options{Kind: graph.Fund}, filepath.Join("testdata", name))
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func TestAnUnknownKindIsRefused(t *testing.T) {
	_, err := intaketest.Try(t, gexf(), intake.Options{Kind: "dragon"}, "testdata/small.gexf")
	require.EqualError(t, err, `there is no kind "dragon"`)
}

// Figures are those of the public files themselves, counted by other means.
func TestPublicNetworks(t *testing.T) {
	for _, c := range []struct {
		file         string
		format       intake.Format
		nodes, edges int64
		warnings     int
	}{
		{"airlines.graphml", graphml(), 235, 2101, 1},
		{"miserables.graphml", graphml(), 77, 254, 1},
		{"miserables_broken.graphml", graphml(), 77, 254, 3},
		{"les-miserables.gexf", gexf(), 77, 254, 0},
		{"undeclared_attribute.gexf", gexf(), 2, 1, 2},
		{"slice.gexf", gexf(), 2, 1, 0},
		{"timezone.gexf", gexf(), 2, 1, 1},
	} {
		r := intaketest.Run(t, c.format, intaketest.Shared(t, "graph/"+c.file))
		f := r.Report.Files[0]
		require.Equal(t, []int64{c.nodes, c.edges, c.nodes + c.edges}, []int64{f.Counts["nodes"], f.Counts["edges"], f.Taken}, c.file)
		require.Len(t, f.Warnings, c.warnings, "%s: %q", c.file, f.Warnings)
	}
}

func TestWhatIsNotDeclaredIsKept(t *testing.T) {
	r := intaketest.Run(t, graphml(), intaketest.Shared(t, "graph/miserables_broken.graphml"))
	f := r.Report.Files[0]
	require.Equal(t, []int64{77, 77}, []int64{f.Counts["undeclared node values: label"], f.Counts["undeclared node values: modularity_class"]})
	require.Equal(t, "Valjean", r.Entities["company:miserables-broken:11"].Name)
	require.Len(t, r.Find("", "CLASSED_AS"), 77)
	whole := intaketest.Run(t, graphml(), intaketest.Shared(t, "graph/miserables.graphml"))
	require.Len(t, whole.Find("", "HAS_FIGURE"), 77, "the same values, with their type")
}

func TestTimesOfPublicNetworks(t *testing.T) {
	r := intaketest.Run(t, gexf(), intaketest.Shared(t, "graph/timezone.gexf"))
	for _, s := range r.Find("", "HAS_STATUS") {
		require.Equal(t, "2012-01-12", s.Valid.String())
	}
	r = intaketest.Run(t, gexf(), intaketest.Shared(t, "graph/slice.gexf"))
	require.Len(t, r.Find("", "HAS_FIGURE"), 2, "values outside a list are read")
	for _, s := range r.Statements {
		require.Equal(t, "2007", s.Valid.String(), "all of a slice is of its time")
	}
}

func FuzzGraphML(f *testing.F) { fuzz(f, graphml(), "testdata/small.graphml") }

func FuzzGEXF(f *testing.F) { fuzz(f, gexf(), "testdata/small.gexf") }

func fuzz(f *testing.F, format intake.Format, seed string) {
	text, err := os.ReadFile(seed)
	require.NoError(f, err)
	f.Add(text)
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, format, intake.Options{}, "file", text) })
}
