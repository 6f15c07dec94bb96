package wikidata_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
	"ipgraph/loader/wikidata"
)

func TestGolden(t *testing.T) {
	r := intaketest.Run(t, wikidata.Format(), "testdata/dump.json")
	intaketest.CheckGolden(t, "testdata/dump.golden", r.Golden())
}

func TestDeprecatedStatementsComeOnRequest(t *testing.T) {
	require.Empty(t, deprecated(intaketest.Run(t, wikidata.Format(), "testdata/dump.json")))
	require.Len(t, deprecated(intaketest.RunWith(t, wikidata.Format(), intake.Options{Deprecated: true}, "testdata/dump.json")), 1)
}

func deprecated(r *intaketest.Result) []graph.Statement {
	var list []graph.Statement
	for _, s := range r.Statements {
		if s.Rank == graph.Deprecated {
			list = append(list, s)
		}
	}
	return list
}

func TestAChangedItemReplacesWhatWasSaidOfIt(t *testing.T) {
	r := intaketest.RunWith(t, wikidata.Format(), intake.Options{Changes: true}, "testdata/dump.json")
	require.Equal(t, []string{"Q900001", "Q900002", "Q900003"}, r.Retired)
}

// Figures are those of the public files themselves, counted by other means.
func TestPublicItems(t *testing.T) {
	for _, c := range []struct {
		file                                                                  string
		statements, preferred, deprecated, empty, qualified, referenced, left int64
	}{
		{"q7747.json", 646, 7, 4, 2, 261, 161, 0},
		{"q19364345.json", 53, 1, 2, 1, 10, 17, 0},
		{"q22682071.json", 31, 0, 0, 1, 7, 15, 0},
		{"q107043381.json", 18, 0, 0, 0, 2, 3, 0},
		{"q126923790.json", 10, 0, 1, 0, 3, 5, 0},
		{"q10541491.json", 0, 0, 0, 0, 0, 0, 1},
		{"q104086571.json", 0, 0, 0, 0, 0, 0, 1},
	} {
		r := intaketest.Run(t, wikidata.Format(), intaketest.Shared(t, "wikidata/"+c.file))
		n := r.Report.Files[0].Counts
		require.Equal(t, []int64{c.statements, c.preferred, c.deprecated, c.empty, c.qualified, c.referenced},
			[]int64{n["statements"], n["rank: preferred"], n["rank: deprecated"], n["without a value"], n["with qualifiers"], n["with references"]}, c.file)
		require.Zero(t, r.Report.Files[0].Broken, c.file)
		if c.left == 1 {
			require.Equal(t, int64(1), r.Report.Files[0].LeftOut, "a class is neither a person nor an organisation")
		}
	}
}

func TestPublicOwnersAndEmployers(t *testing.T) {
	r := intaketest.Run(t, wikidata.Format(), intaketest.Shared(t, "wikidata/q7747.json"))
	require.Len(t, r.Find("person:wikidata:Q7747", "HOLDS_STAKE_IN"), 6)
	r = intaketest.Run(t, wikidata.Format(), intaketest.Shared(t, "wikidata/q22682071.json"))
	require.NotEmpty(t, r.Find("person:wikidata:Q22682071", "EMPLOYED_BY"))
}

func FuzzRead(f *testing.F) {
	text, err := os.ReadFile("testdata/dump.json")
	require.NoError(f, err)
	f.Add(text)
	f.Add([]byte(`{"entities":{"Q5":` + `{"id":"Q5","claims":{"P31":[]}}` + `}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		intaketest.Fuzz(t, wikidata.Format(), intake.Options{}, "file.json", text)
	})
}
