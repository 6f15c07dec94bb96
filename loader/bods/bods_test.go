package bods_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/bods"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
)

var own = []string{"package.json", "lines.jsonl"}

func TestGolden(t *testing.T) {
	for _, name := range own {
		r := intaketest.Run(t, bods.Format(), filepath.Join("testdata", name))
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func TestWhatIsPrivateIsNotRead(t *testing.T) {
	r := intaketest.Run(t, bods.Format(), "testdata/package.json")
	text := r.Golden()
	for _, word := range []string{"Hidden Lane", "P-1", "1970-03", "PASSPORT"} {
		require.NotContains(t, text, word)
	}
	require.Equal(t, "Register of Examples", r.Sources["source:dataset:package.json"].Publisher)
	require.Equal(t, "2023-02-02", r.Sources["source:dataset:package.json"].Published.String())
}

func TestAChangeTakesThePlaceOfWhatItChanges(t *testing.T) {
	r := intaketest.Run(t, bods.Format(), "testdata/package.json")
	var shares []graph.Statement
	for _, s := range r.Find("person:bods:mara", "HOLDS_STAKE_IN") {
		if s.Value.Number == "40" {
			shares = append(shares, s)
		}
	}
	require.Len(t, shares, 2)
	require.Equal(t, "2021-05-05/", shares[0].Valid.String(), "not from the day on which the whole was held")
	require.Equal(t, "2021-05-05/2023-01-31", shares[1].Valid.String())
	require.Equal(t, []graph.StatementID{shares[0].ID}, shares[1].Supersedes)
	require.Equal(t, "2023-02-02", shares[1].ReportedOn.String())
}

func TestAnUpdateAloneReplacesWhatWasLoadedBefore(t *testing.T) {
	r := intaketest.Run(t, bods.Format(), "testdata/lines.jsonl")
	require.Equal(t, []string{"record acme"}, r.Retired)
	r = intaketest.RunWith(t, bods.Format(), intake.Options{Changes: true}, "testdata/lines.jsonl")
	require.Equal(t, []string{"record acme", "record x"}, r.Retired)
}

// Figures are those of the public files themselves, counted by other means.
func TestPublicExamples(t *testing.T) {
	for _, c := range []struct {
		file                                  string
		entities, persons, relationships      int64
		records, created, updated, closed, of int64
	}{
		{"tecido.json", 2, 2, 7, 5, 5, 4, 2, 11},
		{"fermcat.json", 3, 10, 10, 7, 7, 12, 4, 23},
		{"nomination.json", 2, 2, 4, 8, 8, 0, 0, 8},
		{"bods-package-annotations.json", 2, 0, 1, 3, 3, 0, 0, 3},
		{"bods-package-fi-soe.json", 4, 0, 5, 9, 9, 0, 0, 9},
	} {
		r := intaketest.Run(t, bods.Format(), intaketest.Shared(t, "bods/"+c.file))
		f := r.Report.Files[0]
		require.Equal(t, []int64{c.entities, c.persons, c.relationships, c.records, c.updated, c.closed, c.of},
			[]int64{f.Counts["type: entity"], f.Counts["type: person"], f.Counts["type: relationship"], f.Counts["records"], f.Counts["status: updated"], f.Counts["status: closed"], f.Records}, c.file)
		if c.file != "bods-package-fi-soe.json" {
			require.Equal(t, c.created, f.Counts["status: new"], c.file)
		}
		require.Zero(t, f.Broken+f.LeftOut, c.file)
	}
}

func TestPublicHistory(t *testing.T) {
	r := intaketest.Run(t, bods.Format(), intaketest.Shared(t, "bods/fermcat.json"))
	require.Equal(t, int64(3), r.Report.Files[0].Counts["interests with an end date"])
	var now []string
	superseded := map[graph.StatementID]bool{}
	for _, s := range r.Statements {
		for _, id := range s.Supersedes {
			superseded[id] = true
		}
	}
	for _, s := range r.Find("", "HOLDS_STAKE_IN") {
		if !superseded[s.ID] {
			now = append(now, r.Entities[s.Subject].Name+" "+s.Value.Number+" "+s.Valid.String())
		}
	}
	require.ElementsMatch(t, []string{"Riyadh Byrne-Amin 50 2019-09-11/2021-04-03", "Declan Byrne-Amin 50 2021-04-03/2022-01-21",
		"Patrick O'Donohue 50 2019-09-11/2022-01-21", "Patrick O'Donohue 100 2022-01-21/"}, now)

	r = intaketest.Run(t, bods.Format(), intaketest.Shared(t, "bods/tecido.json"))
	superseded = map[graph.StatementID]bool{}
	for _, s := range r.Statements {
		for _, id := range s.Supersedes {
			superseded[id] = true
		}
	}
	now = nil
	for _, s := range r.Find("", "HOLDS_STAKE_IN") {
		if !superseded[s.ID] {
			now = append(now, r.Entities[s.Subject].Name+" "+s.Value.Number+" "+s.Valid.String())
		}
	}
	require.ElementsMatch(t, []string{"Maria Esteves 100 2002-03-09/2021-09-24", "Maria Esteves 40 2021-09-24/2022-09-21", "Maria Esteves 30 2022-09-21/2023-03-03",
		"Shear Trust 60 2021-09-24/2022-09-21", "Shear Trust 70 2022-09-21/2023-03-01", "Shear Trust 80 2023-03-01/"}, now)
}

func TestPublicNominationAndAnnotation(t *testing.T) {
	r := intaketest.Run(t, bods.Format(), intaketest.Shared(t, "bods/nomination.json"))
	kinds := map[string]int{}
	for _, s := range r.Find("", "HAS_INTEREST_IN") {
		kinds[s.Qualifiers["interest"]]++
	}
	require.Equal(t, map[string]int{"nominator": 1, "nominee": 1, "board_member": 1, "other_influence_or_control": 1}, kinds)
	indirect := r.Find("person:bods:101AB1984F", "HAS_INTEREST_IN")[1]
	require.Contains(t, indirect.Note, "103AB1984D, 105AB1984B, 107AC1984F")
	r = intaketest.Run(t, bods.Format(), intaketest.Shared(t, "bods/bods-package-annotations.json"))
	require.Contains(t, r.Find("", "HAS_INTEREST_IN")[0].Note, "identifying at /interestedParty by Jack Lord: Company number missing")
}

// Each broken file is refused as a whole, with the rule and the place.
func TestPublicBrokenFiles(t *testing.T) {
	for _, row := range expected(t) {
		r := intaketest.Run(t, bods.Format(), intaketest.Shared(t, "bods/invalid/"+row[0]))
		f := r.Report.Files[0]
		require.Equal(t, []int64{1, 1}, []int64{f.Records, f.Broken}, row[0])
		require.Len(t, f.Reasons, 1, row[0])
		require.Equal(t, "a statement that the schema of BODS 0.4 refuses ("+row[1]+")", f.Reasons[0].Why, row[0])
		require.Regexp(t, `\(`+regexp.QuoteMeta(row[2])+`(: .*)?\)$`, f.Reasons[0].Places[0], row[0])
		require.Empty(t, r.Statements, row[0])
	}
}

func TestDetect(t *testing.T) {
	for text, want := range map[string]bool{
		`[{"statementId":"a","recordId":"b"}]`:                    true,
		`{"statementId":"a","recordId":"b"}`:                      true,
		`[{"statementID":"a","statementType":"entityStatement"}]`: true,
		`{"id":"a","schema":"Person","properties":{}}`:            false,
		"statementId,recordId\n":                                  false,
	} {
		require.Equal(t, want, bods.Format().Detect(intake.Head{Bytes: []byte(text)}), text)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range own {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
		f.Add([]byte(strings.ReplaceAll(string(text), "\n ", "")))
	}
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, bods.Format(), intake.Options{}, "file", text) })
}

func FuzzValidate(f *testing.F) {
	f.Add([]byte(`{"statementId":"acme-statement-000000000000000001","recordDetails":{"names":[{"fullName":7}]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		violations, err := bods.Validate(text)
		if err != nil {
			require.Empty(t, violations)
		}
		for _, v := range violations {
			require.True(t, strings.HasPrefix(v.Path, "$"), v.Path)
			require.NotEmpty(t, v.Rule)
		}
	})
}
