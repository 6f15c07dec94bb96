package opencorporates_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
	"ipgraph/loader/opencorporates"
)

var own = []string{"companies.csv", "officers.csv", "names.csv"}

func TestGolden(t *testing.T) {
	for _, name := range own {
		r := intaketest.Run(t, opencorporates.Format(), filepath.Join("testdata", name))
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func TestAnotherTableIsRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "other.csv")
	require.NoError(t, os.WriteFile(file, []byte("company_number,name\n1,Acme\n"), 0o600))
	_, err := intaketest.Try(t, opencorporates.Format(), intake.Options{}, file)
	require.EqualError(t, err, "other.csv has no column jurisdiction_code: this is no table of OpenCorporates")
}

func FuzzRead(f *testing.F) {
	for _, name := range own {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		intaketest.Fuzz(t, opencorporates.Format(), intake.Options{}, "file.csv", text)
	})
}
