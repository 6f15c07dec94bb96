package gleif_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/gleif"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
)

var own = []string{"entities.csv", "relationships.csv", "exceptions.csv", "delta.xml"}

func TestGolden(t *testing.T) {
	for _, name := range own {
		r := intaketest.Run(t, gleif.Format(), filepath.Join("testdata", name))
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func TestADeltaReplacesWhatWasSaidOfARecord(t *testing.T) {
	r := intaketest.Run(t, gleif.Format(), "testdata/delta.xml")
	require.True(t, r.Changes)
	require.Equal(t, []string{"LEI ZZZZ00ACMEWORKS00001"}, r.Retired)
	r = intaketest.RunWith(t, gleif.Format(), intake.Options{Changes: true}, "testdata/entities.csv")
	require.Contains(t, r.Retired, "LEI ZZZZ00ACMEWORKS00001", "the person said so")
	r = intaketest.Run(t, gleif.Format(), "testdata/entities.csv")
	require.Empty(t, r.Retired)
}

func counts(t *testing.T, name string) (map[string]int64, *intaketest.Result) {
	r := intaketest.Run(t, gleif.Format(), intaketest.Shared(t, name))
	return r.Report.Files[0].Counts, r
}

// Figures are those of the public files themselves, counted by other means.
func TestPublicEntities(t *testing.T) {
	c, r := counts(t, "gleif/golden-entities.csv")
	require.Equal(t, map[string]int64{"entities": 400, "entity status: active": 387, "entity status: inactive": 13,
		"registration status: issued": 256, "registration status: lapsed": 127, "registration status: annulled": 7, "registration status: retired": 6,
		"registration status: duplicate": 3, "registration status: merged": 1, "successors": 10,
		"other names: alternative language legal name": 300, "other names: previous legal name": 50, "other names: preferred ascii transliterated legal name": 3}, c)
	f := r.Report.Files[0]
	require.Equal(t, []int64{400, 399, 1}, []int64{f.Records, f.Taken, f.Changed}, "one successor has a name and no LEI")

	c, _ = counts(t, "gleif/lei-data.xml")
	require.Equal(t, []int64{13, 12, 1, 9, 3, 1}, []int64{c["entities"], c["entity status: active"], c["entity status: inactive"],
		c["registration status: issued"], c["registration status: lapsed"], c["registration status: retired"]})

	c, r = counts(t, "gleif/lei-updates-data2-new.json")
	require.Equal(t, []int64{12, 11, 1}, []int64{c["entities"], c["entity status: active"], c["entity status: inactive"]})
	require.True(t, r.Changes)
	require.Len(t, r.Retired, 12)
}

func TestPublicRelationships(t *testing.T) {
	c, r := counts(t, "gleif/golden-relationships.csv")
	require.Equal(t, []int64{400, 208, 190, 2, 387, 13}, []int64{c["relationships"], c["type: IS_ULTIMATELY_CONSOLIDATED_BY"], c["type: IS_DIRECTLY_CONSOLIDATED_BY"],
		c["type: IS_INTERNATIONAL_BRANCH_OF"], c["relationship status: active"], c["relationship status: inactive"]})
	require.Equal(t, int64(400), r.Report.Files[0].Taken, "dates in milliseconds since 1970 are read")
	first := r.Find("company:lei:001GPB6A9XPE8XJICC14", "SUBSIDIARY_OF")[0]
	require.Equal(t, graph.ID("company:lei:C7J4FOV6ELAVE39B7M82"), first.Object, "the start is the child")
	require.Equal(t, "2018-06-15/..", first.Valid.String(), "the accounting period is not when it was so")

	c, r = counts(t, "gleif/rr-data.xml")
	require.Equal(t, []int64{5, 3, 1, 1, 8, 2}, []int64{c["type: IS_FUND-MANAGED_BY"], c["type: IS_SUBFUND_OF"], c["type: IS_DIRECTLY_CONSOLIDATED_BY"],
		c["type: IS_ULTIMATELY_CONSOLIDATED_BY"], c["registration status: published"], c["registration status: lapsed"]})
	require.Contains(t, r.Report.Files[0].Warnings[0], "394970")
	source := r.Sources["source:dataset:rr-data.xml"]
	require.Equal(t, "2023-06-05", source.Published.String())
}

func TestPublicExceptions(t *testing.T) {
	c, r := counts(t, "gleif/repex-data.xml")
	require.Equal(t, []int64{10, 6, 3, 1}, []int64{c["exceptions"], c["reason: NON_CONSOLIDATING"], c["reason: NO_KNOWN_PERSON"], c["reason: NON_PUBLIC"]})
	require.Len(t, r.Find("", "NOT_DISCLOSED"), 10)
}

func FuzzRead(f *testing.F) {
	for _, name := range own {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, gleif.Format(), intake.Options{}, "file", text) })
}
