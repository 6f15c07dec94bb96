package icij_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/loader/icij"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
)

func files() []string {
	// Relationships come first: the order does not matter.
	return []string{"testdata/relationships.csv", "testdata/nodes-entities.csv", "testdata/nodes-officers.csv", "testdata/nodes-addresses.csv"}
}

func TestGolden(t *testing.T) {
	r := intaketest.Run(t, icij.Format(), files()...)
	intaketest.CheckGolden(t, "testdata/golden.txt", r.Golden())
}

func TestYearsOfTwoDigits(t *testing.T) {
	r := intaketest.Run(t, icij.Format(), files()...)
	require.Equal(t, "1983-05-18/", r.Find("", "HOLDS_STAKE_IN")[0].Valid.String())
	require.Equal(t, "1983-05-18/1991-01-01", r.Find("", "DIRECTOR_OF")[0].Valid.String())
}

func TestFactsStandInTheLeak(t *testing.T) {
	r := intaketest.Run(t, icij.Format(), files()...)
	require.Equal(t, "2015", r.Sources["source:icij:panama-papers"].Published.String())
	for _, s := range r.Find("company:icij:10000001", "HAS_ID") {
		require.Equal(t, "source:icij:panama-papers", string(s.Source))
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range files() {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(filepath.Base(name), text)
	}
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		if name != filepath.Base(name) || len(name) > 40 || name == "." || name == ".." || filepath.Clean(name) != name {
			return
		}
		intaketest.Fuzz(t, icij.Format(), intake.Options{}, "x"+intake.Scheme(name)+".csv", text)
	})
}
