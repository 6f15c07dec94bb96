package grown_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/bench/grown"
	"ipgraph/loader"
	"ipgraph/loader/intake"
)

// The files that are measured are of their formats, and nothing in them is left out.
func TestSamplesAreRead(t *testing.T) {
	measured := map[string]bool{}
	for _, s := range grown.Samples() {
		file, err := s.Write(t.TempDir(), 20<<10)
		require.NoError(t, err)
		format, ok := loader.FormatNamed(s.Format)
		require.True(t, ok, s.Format)
		measured[s.Format] = true
		imp := loader.Import{Format: format, Files: []string{file}}
		if s.Mapping != "" {
			imp.Options = intake.Options{Mapping: []byte(s.Mapping)}
		}
		summary, report, err := loader.CheckImport(t.Context(), imp, nil)
		require.NoError(t, err, s.Name)
		require.Positive(t, summary.Statements, s.Name)
		for _, f := range report.Files {
			require.Zero(t, f.Broken+f.Changed, "%s: %+v", s.Name, f.Reasons)
		}
	}
	for _, f := range loader.Formats() {
		require.True(t, measured[f.Name], "%s is not measured", f.Name)
	}
}
