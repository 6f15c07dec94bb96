package sec_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
	"ipgraph/loader/sec"
)

func TestGolden(t *testing.T) {
	for _, name := range []string{"tickers.json", "formd.xml"} {
		r := intaketest.Run(t, sec.Format(), filepath.Join("testdata", name))
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func TestAnAmendmentReplacesWhatItAmends(t *testing.T) {
	r := intaketest.Run(t, sec.Format(), "testdata/formd.xml")
	require.Equal(t, []string{"offering of 0000004201 2021-03-04"}, r.Retired)
	for _, s := range r.Statements {
		require.Regexp(t, `^offering of 0000004201 2021-03-04, `, s.Locator, "so that the next amendment finds it")
	}
}

// Figures are those of the public files themselves, counted by other means.
func TestPublicTickers(t *testing.T) {
	r := intaketest.Run(t, sec.Format(), intaketest.Shared(t, "sec/company_tickers.json"))
	f := r.Report.Files[0]
	require.Equal(t, int64(9610), f.Counts["tickers"])
	require.Equal(t, int64(9610), f.Taken)
	require.Len(t, r.OfKind(graph.Company), 7919)
	at := r.Find("company:cik:732717", "HAS_ID")
	tickers := map[string]bool{}
	for _, s := range at {
		if s.Qualifiers["scheme"] == "ticker" {
			tickers[s.Value.Text] = true
		}
	}
	require.Len(t, tickers, 5, "AT&T has five")
}

func TestPublicFormD(t *testing.T) {
	for _, c := range []struct {
		file            string
		persons, issuer int64
		offered, sold   string
		investors       string
		amends          bool
	}{
		{"sec/D.1685REIT.xml", 14, 1, "125000.00", "125000.00", "125", false},
		{"sec/D.APFund.xml", 2, 2, "659752.00", "659752.00", "27", false},
		{"sec/D.Shepards.xml", 7, 1, "8000000.00", "5725051.00", "13", true},
	} {
		r := intaketest.Run(t, sec.Format(), intaketest.Shared(t, c.file))
		f := r.Report.Files[0]
		require.Equal(t, c.persons, f.Counts["related persons"], c.file)
		require.Equal(t, c.issuer, f.Counts["issuers"], c.file)
		require.Equal(t, f.Records, f.Taken, c.file)
		require.Equal(t, []string{c.sold, c.offered}, []string{r.Report.Sums[0].Total, r.Report.Sums[1].Total}, c.file)
		require.Equal(t, c.investors, r.Find("", "HAS_FIGURE")[0].Value.Number, c.file)
		require.Equal(t, c.amends, len(r.Retired) == 1, c.file)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"tickers.json", "formd.xml"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, sec.Format(), intake.Options{}, "file", text) })
}
