package table_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
	"ipgraph/loader/table"
)

func mapped(t testing.TB, mapping string) intake.Options {
	text, err := os.ReadFile(mapping)
	require.NoError(t, err)
	return intake.Options{Mapping: text, MappingName: filepath.Base(mapping)}
}

func TestGolden(t *testing.T) {
	for name, mapping := range map[string]string{"deals.csv": "deals.yaml", "people.json": "people.yaml"} {
		r := intaketest.RunWith(t, table.Format(), mapped(t, filepath.Join("testdata", mapping)), filepath.Join("testdata", name))
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func TestTheMappingDescribesTheSource(t *testing.T) {
	r := intaketest.RunWith(t, table.Format(), mapped(t, "testdata/deals.yaml"), "testdata/deals.csv")
	s := r.Sources["source:dataset:deals.csv"]
	require.Equal(t, []string{"Deals of 2019", "A Test", "2019-12-31", "https://deals.example/2019"}, []string{s.Title, s.Publisher, s.Published.String(), s.URL})
}

// The same table as a workbook gives the same statements: figures as they are
// stored, dates as days.
func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	_, err := book.NewSheet("Deals")
	require.NoError(t, err)
	day, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	require.NoError(t, err)
	for cell, value := range map[string]any{"A1": "from", "B1": "to", "C1": "on", "D1": "sum", "A2": "Acme Works AG", "B2": "Bolt & Nut plc", "C2": 43556, "D2": 1234567.891, "A4": "Acme Works AG", "B4": "Cog SA", "D4": 0.1, "F4": "beyond"} {
		require.NoError(t, book.SetCellValue("Deals", cell, value))
	}
	require.NoError(t, book.SetCellStyle("Deals", "C2", "C2", day))
	file := filepath.Join(t.TempDir(), "deals.xlsx")
	require.NoError(t, book.SaveAs(file))
	o := intake.Options{Mapping: []byte(`
sheet: Deals
queries:
  - entities:
      from: {kind: company, keys: [from], name: {column: from}}
      to: {kind: company, keys: [to], name: {column: to}}
    statements:
      - {subject: from, predicate: LINKED_TO, object: to, valid: {column: "on"}, value: {column: sum, unit: unit}}
`)}
	r := intaketest.RunWith(t, table.Format(), o, file)
	require.Len(t, r.Statements, 2)
	first := r.Statements[0]
	require.Equal(t, []string{"2019-04-01", "1234567.891", "#row=2"}, []string{first.Valid.String(), first.Value.Number, first.Locator})
	require.Equal(t, "0.1", r.Statements[1].Value.Number)
	require.Equal(t, int64(1), r.Report.Files[0].Changed, "a cell beyond the header is told")

	o.Mapping = []byte(strings.Replace(string(o.Mapping), "sheet: Deals", "sheet: Nothing", 1))
	_, err = intaketest.Try(t, table.Format(), o, file)
	require.EqualError(t, err, `deals.xlsx has no sheet "Nothing"; it has Sheet1, Deals`)
}

func TestMistakesInAMapping(t *testing.T) {
	for mapping, want := range map[string]string{
		"":                           "m.yaml is empty: write queries with entities and statements; ipgraph map FILE writes a first one",
		"queries: []":                "m.yaml cannot be used:\n  queries: there is none",
		"queries:\n  - entitys: {}":  `unknown field "entitys"`,
		"queries:\n  - entities: {}": "queries[0]: there are no entities",
		"queries:\n  - entities: {a: {kind: dragon, key: x}}":                                                                                                           `queries[0].entities.a: there is no kind "dragon"`,
		"queries:\n  - entities: {a: {kind: company, key: x}}":                                                                                                          "queries[0].entities.a: name is missing: which column names it?",
		"queries:\n  - entities: {a: {key: x}}":                                                                                                                         "write either schema (a word of FollowTheMoney) or kind (a word of this graph)",
		"queries:\n  - entities: {a: {kind: company, name: {column: x}}}":                                                                                               "queries[0].entities.a: keys are missing",
		"queries:\n  - entities: {a: {schema: Person, key: x, properties: {owner: {entity: b}}}}":                                                                       `queries[0].entities.a.properties.owner: there is no entity "b" in this query`,
		"queries:\n  - entities: {a: {kind: company, key: x, name: {column: x}}}\n    statements: [{subject: a, predicate: SUDE, object: b}]":                           `did you mean SUED?`,
		"queries:\n  - entities: {a: {kind: company, key: x, name: {column: x}}}\n    statements: [{subject: a, predicate: SUED}]":                                      "queries[0].statements[0]: object is missing",
		"queries:\n  - entities: {a: {kind: company, key: x, name: {column: x}}}\n    statements: [{subject: a, predicate: EARNED, amount: {column: y}}]":               "amount.kind is missing",
		"queries:\n  - entities: {a: {kind: company, key: x, name: {column: x}}}\n    statements: [{subject: a, predicate: BASED_IN, qualifiers: {town: {column: y}}}]": `BASED_IN has no qualifier "town"`,
	} {
		_, err := table.ParseMapping("m.yaml", []byte(mapping))
		require.ErrorContains(t, err, want, mapping)
		require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
	}
}

func TestAColumnThatIsNotThereIsRefused(t *testing.T) {
	o := mapped(t, "testdata/deals.yaml")
	o.Mapping = []byte(strings.ReplaceAll(string(o.Mapping), "[Licensor]", "[Licenser]"))
	_, err := intaketest.Try(t, table.Format(), o, "testdata/deals.csv")
	require.EqualError(t, err, "deals.csv has no column Licenser (did you mean Licensor?); its columns are id, Licensor, Licensee, Signed, Royalty, Currency, LEI of licensee, Kind")
}

func TestWithoutAMappingThereIsAHint(t *testing.T) {
	_, err := intaketest.Try(t, table.Format(), intake.Options{}, "testdata/deals.csv")
	require.ErrorContains(t, err, "ipgraph map FILE")
}

// Figures are those of the public file itself, counted by other means: a payment of a bank
// to itself is the one row that the graph has no relation for.
func TestPublicFlows(t *testing.T) {
	r := intaketest.RunWith(t, table.Format(), mapped(t, "testdata/flows.yaml"), intaketest.Shared(t, "fincen/transactions_map.csv"))
	f := r.Report.Files[0]
	require.Equal(t, []int64{4507, 0, 0}, []int64{f.Records, f.LeftOut, f.Broken})
	require.Equal(t, "35681582985.01", r.Report.Sums[0].Total)
	require.Equal(t, int64(4506), r.Report.Sums[0].Count)
	var self, dates []string
	for _, reason := range f.Reasons {
		switch {
		case strings.HasPrefix(reason.Why, "PAID"):
			self = reason.Places
		case strings.HasPrefix(reason.Why, "a date"):
			require.Equal(t, int64(15), reason.Count)
			dates = reason.Places
		}
	}
	require.Equal(t, []string{"#row=4419 (object: subject and object are the same entity)"}, self, "its 665,000.00 are what is missing of 35,682,247,985.01")
	require.Contains(t, dates[0], "ends before it begins")
	require.Len(t, r.OfKind(graph.Company), 2277)
}

// FollowTheMoney's own mapping of the donations, as it is. Two pairs of rows give one payment each: the
// sum is that of the entities that its makers published, and the report names the rows that make the
// difference to the table.
func TestPublicDonations(t *testing.T) {
	r := intaketest.RunWith(t, table.Format(), mapped(t, intaketest.Shared(t, "ftm/donations.yml")), intaketest.Shared(t, "ftm/donations.csv"))
	f := r.Report.Files[0]
	require.Equal(t, []int64{292, 0}, []int64{f.Records, f.Broken})
	paid := map[string]bool{}
	for _, s := range r.Find("", "PAID") {
		paid[string(s.ID)] = true
	}
	require.Len(t, paid, 290)
	require.Equal(t, "40589689.15", r.Report.Sums[0].Total)
	var repeated []string
	for _, reason := range f.Reasons {
		if strings.Contains(reason.Why, "to a Payment was merged") {
			repeated = append(repeated, reason.Places...)
		}
	}
	require.Len(t, repeated, 2, "EUR 185,000 of the table, named row by row")
}

// A list of courts needs no reader of its own.
func TestPublicCourts(t *testing.T) {
	r := intaketest.RunWith(t, table.Format(), mapped(t, "testdata/courts.yaml"), intaketest.Shared(t, "courts/courts.json"))
	require.Equal(t, int64(2809), r.Report.Files[0].Taken)
	require.Len(t, r.OfKind(graph.Court), 2809)
	require.Equal(t, 1959, r.Count("CLASSED_AS"))
	require.Contains(t, r.Entities["court:us:txed"].Name, "Texas", "the same id as in dockets")
}

func FuzzMapping(f *testing.F) {
	for _, name := range []string{"deals.yaml", "people.yaml", "flows.yaml"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := table.ParseMapping("m.yaml", text)
		require.True(t, (m == nil) == (err != nil))
	})
}

func FuzzForeign(f *testing.F) {
	text, err := os.ReadFile("testdata/deals.csv")
	require.NoError(f, err)
	f.Add(text)
	o := mapped(f, "testdata/foreign.yaml")
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, table.Format(), o, "deals.csv", text) })
}

func TestWordsOfFollowTheMoney(t *testing.T) {
	r := intaketest.RunWith(t, table.Format(), mapped(t, "testdata/foreign.yaml"), "testdata/deals.csv")
	intaketest.CheckGolden(t, "testdata/foreign.golden", r.Golden())
}

func FuzzTable(f *testing.F) {
	text, err := os.ReadFile("testdata/deals.csv")
	require.NoError(f, err)
	f.Add(text)
	o := mapped(f, "testdata/deals.yaml")
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, table.Format(), o, "deals.csv", text) })
}

func FuzzRecords(f *testing.F) {
	text, err := os.ReadFile("testdata/people.json")
	require.NoError(f, err)
	f.Add(text)
	o := mapped(f, "testdata/people.yaml")
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, table.Format(), o, "people.json", text) })
}

func draft(file string) (string, error) {
	var text string
	err := intake.Open(file, func(f intake.File) (err error) {
		text, err = table.DraftOf(context.Background(), f, "")
		return err
	})
	return text, err
}

// A first mapping can be used as it is.
func TestADraftIsAMapping(t *testing.T) {
	for _, name := range []string{"deals.csv", "people.json"} {
		text, err := draft(filepath.Join("testdata", name))
		require.NoError(t, err)
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".draft.yaml"), text)
		r := intaketest.RunWith(t, table.Format(), intake.Options{Mapping: []byte(text)}, filepath.Join("testdata", name))
		require.NotEmpty(t, r.Statements, name)
	}
}

func TestDraftsOfPublicTables(t *testing.T) {
	for name, sum := range map[string]string{"ftm/donations.csv": "40774689.15", "fincen/transactions_map.csv": "35681582985.01"} {
		file := intaketest.Shared(t, name)
		text, err := draft(file)
		require.NoError(t, err)
		r := intaketest.RunWith(t, table.Format(), intake.Options{Mapping: []byte(text)}, file)
		require.Equal(t, sum, r.Report.Sums[0].Total, "the right columns were guessed, and no row is merged into another")
	}
}

func FuzzDraft(f *testing.F) {
	for _, name := range []string{"deals.csv", "people.json"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file := filepath.Join(t.TempDir(), "table.csv")
		require.NoError(t, os.WriteFile(file, text, 0o600))
		mapping, err := draft(file)
		if err != nil {
			return
		}
		_, err = table.ParseMapping("draft", []byte(mapping))
		require.NoError(t, err, mapping)
	})
}
