package docket_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/docket"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
)

func files(names ...string) []string {
	for i, n := range names {
		names[i] = filepath.Join("testdata", n)
	}
	return names
}

func TestGolden(t *testing.T) {
	for name, c := range map[string]struct {
		format intake.Format
		files  []string
	}{
		"sheet":   {docket.Format(), files("sheet.json")},
		"mdl":     {docket.Format(), files("mdl.json")},
		"oce2015": {docket.OCE(), files("cases2015.csv", "names2015.csv", "attorneys.csv")},
		"oce2020": {docket.OCE(), files("names2020.csv", "patents2020.csv", "cases2020.csv")}, // in any order
	} {
		r := intaketest.Run(t, c.format, c.files...)
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func TestCounterclaimsGoTheOtherWay(t *testing.T) {
	r := intaketest.Run(t, docket.Format(), files("sheet.json")...)
	reported, err := graph.ParsePeriod("2020-01-01") // as a load takes it from the source
	require.NoError(t, err)
	for i := range r.Statements {
		r.Statements[i].ReportedOn = reported
	}
	edges := graph.Project(r.Statements, graph.Policy{})
	var suits []string
	for _, e := range edges {
		if e.Derived {
			suits = append(suits, string(e.From)+" "+string(e.Type)+" "+string(e.To))
		}
	}
	require.Equal(t, []string{
		"company:us-court:acme-works-inc SUED person:us-court:docket-txed-4-17-cv-00893-ada-lane",
		"company:us-court:bolt-nut-llc COUNTERSUED company:us-court:acme-works-inc",
	}, suits)
}

// Figures are those of the public files themselves, counted by other means.
func TestPublicDockets(t *testing.T) {
	for _, c := range []struct {
		file                                  string
		parties, entries, unnumbered, lawyers int64
		id                                    graph.ID
	}{
		{"ded.json", 4, 2, 0, 23, "lawsuit:us:ded/1:09-cv-00189"},
		{"njd_509180.json", 6, 161, 24, 22, "lawsuit:us:njd/2:23-cv-01194"},
		{"nysd_1.json", 55, 4, 2, 160, "lawsuit:us:nysd/1:08-md-01963"},
		{"cacd.json", 18, 47, 5, 8, "lawsuit:us:cacd/2:06-cv-00350"},
	} {
		r := intaketest.Run(t, docket.Format(), intaketest.Shared(t, "dockets/"+c.file))
		f := r.Report.Files[0]
		require.Equal(t, []int64{c.parties, c.entries, c.unnumbered, c.lawyers},
			[]int64{f.Counts["party rows"], f.Counts["entries"], f.Counts["entries without a number"], f.Counts["lawyer rows"]}, c.file)
		require.Zero(t, f.Broken)
		require.Contains(t, r.Entities, c.id)
		for _, e := range r.Entities {
			require.NotContains(t, e.Name+e.About, "@", "nobody's address is read")
		}
	}
}

func TestAMultiDistrictDocketIsNoLawsuit(t *testing.T) {
	r := intaketest.Run(t, docket.Format(), intaketest.Shared(t, "dockets/nysd_1.json"))
	require.Empty(t, r.Find("", graph.PartyTo))
	roles, names := map[string]bool{}, map[graph.ID]bool{}
	for _, s := range r.Find("", "RELATES_TO") {
		roles[s.Qualifiers["role"]] = true
		names[s.Subject] = true
	}
	require.Len(t, roles, 11)
	require.Len(t, names, 51)
	require.Equal(t, int64(5), r.Report.Files[0].Counts["parties that ended earlier"])
}

func TestCourtsHaveTheirNames(t *testing.T) {
	r := intaketest.Run(t, docket.Format(), files("sheet.json")...)
	require.Equal(t, "U.S. District Court for the Eastern District of Texas", r.Entities["court:us:txed"].Name)
}

func FuzzSheet(f *testing.F) { fuzz(f, docket.Format(), "file.json", "sheet.json", "mdl.json") }

func FuzzOCE(f *testing.F) {
	fuzz(f, docket.OCE(), "file.csv", "cases2015.csv", "names2015.csv", "cases2020.csv", "patents2020.csv")
}

func fuzz(f *testing.F, format intake.Format, name string, seeds ...string) {
	for _, s := range seeds {
		text, err := os.ReadFile(filepath.Join("testdata", s))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, format, intake.Options{}, name, text) })
}
