package ftm_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/ftm"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
)

// organization is a schema of organisations, as the model spells it.
const organization = "Organization"

var own = []string{"lines.ijson", "diagram.ftm", "statements.csv", "1.delta.json"}

func TestGolden(t *testing.T) {
	for _, name := range own {
		r := intaketest.Run(t, ftm.Format(), filepath.Join("testdata", name))
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func TestDeltasInTheOrderOfTheirNames(t *testing.T) {
	r := intaketest.Run(t, ftm.Format(), "testdata/2.delta.json", "testdata/1.delta.json")
	intaketest.CheckGolden(t, "testdata/deltas.golden", r.Golden())
	require.True(t, r.Changes)
	require.Equal(t, "X 1 renamed", r.Entities["company:ftm:x%2C1"].Name)
	require.Equal(t, []string{"entity own", "entity x%2C1", "entity x2"}, slices.Sorted(slices.Values(r.Retired)))
	require.Empty(t, r.Find("", "HOLDS_STAKE_IN"))
	first, second := r.Report.Files[1], r.Report.Files[0]
	require.Equal(t, int64(3), first.LeftOut, "all of it was replaced or removed")
	require.Equal(t, []int64{3, 2}, []int64{second.Taken, second.Broken})
}

func TestWholeEntitiesWithChangesAreNoDelta(t *testing.T) {
	r := intaketest.Run(t, ftm.Format(), "testdata/lines.ijson", "testdata/1.delta.json")
	require.False(t, r.Changes)
	r = intaketest.RunWith(t, ftm.Format(), intake.Options{Changes: true}, "testdata/lines.ijson")
	require.Contains(t, r.Retired, "entity acme", "the person said so")
}

func TestWhatIsPrivateIsNotRead(t *testing.T) {
	r := intaketest.Run(t, ftm.Format(), "testdata/lines.ijson")
	text := r.Golden()
	for _, word := range []string{"Hidden Lane", "+49", "1970-03", "Main Street"} {
		require.NotContains(t, text, word)
	}
	require.Empty(t, r.Find("person:ftm:mara", "BASED_IN"))
	require.Equal(t, "Berlin, de", r.Find("company:ftm:acme", "BASED_IN")[0].Value.Text)
}

func TestOursComeBack(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ours.ftm.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"id":"company:lei:ZZZZ00ACMEWORKS00001","schema":"Company","properties":{"name":["Acme"],"leiCode":["ZZZZ00ACMEWORKS00001"]}}
{"id":"fund:ipgraph:seed","schema":"`+organization+`","properties":{"name":["Seed"],"keywords":["fund"]}}
{"id":"patent:docdb:US.1.B2","schema":"Asset","properties":{"name":["US 1 B2"],"keywords":["patent"]}}
{"id":"licence:ipgraph:one","schema":"Contract","properties":{"name":["A licence"],"type":["licence"]}}
{"id":"source:ipgraph:s","schema":"Document","properties":{"fileName":["An article"]}}
{"id":"e:1","schema":"UnknownLink","properties":{"subject":["company:lei:ZZZZ00ACMEWORKS00001"],"object":["licence:ipgraph:one"],"role":["licensor"],"status":["reported"]}}
{"id":"e:2","schema":"UnknownLink","properties":{"subject":["fund:ipgraph:seed"],"object":["company:lei:ZZZZ00ACMEWORKS00001"],"role":["investor"]}}
{"id":"e:3","schema":"Ownership","properties":{"owner":["company:lei:ZZZZ00ACMEWORKS00001"],"asset":["patent:docdb:US.1.B2"],"role":["owner of the patent"]}}
{"id":"e:4","schema":"Ownership","properties":{"owner":["fund:ipgraph:seed"],"asset":["company:lei:ZZZZ00ACMEWORKS00001"],"role":["parent company"]}}
{"id":"e:5","schema":"UnknownLink","properties":{"subject":["company:lei:ZZZZ00ACMEWORKS00001"],"object":["fund:ipgraph:seed"],"role":["sued"],"status":["alleged"],"date":["2001-02-03"]}}
`), 0o600))
	r := intaketest.Run(t, ftm.Format(), file)
	acme, seed := graph.ID("company:lei:ZZZZ00ACMEWORKS00001"), graph.ID("fund:ipgraph:seed")
	require.Equal(t, graph.ID("licence:ipgraph:one"), r.Find(acme, graph.PartyTo)[0].Object)
	require.Equal(t, graph.Reported, r.Find(acme, graph.PartyTo)[0].Status)
	require.Equal(t, "licensor", r.Find(acme, graph.PartyTo)[0].Qualifiers["role"])
	require.Equal(t, acme, r.Find(seed, graph.InvestedIn)[0].Object)
	require.Equal(t, graph.ID("patent:docdb:US.1.B2"), r.Find(acme, "OWNS_PATENT")[0].Object)
	require.Equal(t, seed, r.Find(acme, "SUBSIDIARY_OF")[0].Object, "the owner is the parent")
	require.Equal(t, graph.Alleged, r.Find(acme, graph.Sued)[0].Status)
	require.Equal(t, int64(1), r.Report.Files[0].LeftOut, "a document is a source, and no entity")
}

// Figures are those of the public files themselves, counted by other means.
func TestPublicDonations(t *testing.T) {
	r := intaketest.Run(t, ftm.Format(), intaketest.Shared(t, "ftm/donations.ijson"))
	f := r.Report.Files[0]
	require.Equal(t, []int64{474, 290, 89, 56, 22, 17}, []int64{f.Records, f.Counts["schema: Payment"], f.Counts["schema: Address"], f.Counts["schema: Company"],
		f.Counts["schema: Person"], f.Counts["schema: "+organization]})
	require.Equal(t, []int64{385, 0, 89, 0}, []int64{f.Taken, f.Changed, f.LeftOut, f.Broken})
	require.Equal(t, 290, r.Count("PAID"))
	require.Equal(t, []intake.Sum{{Kind: graph.MoneyPaid, Currency: "EUR", Count: 290, Total: "40589689.15"}}, sums(r.Report))
	for _, s := range r.Find("", "BASED_IN") {
		require.NotEqual(t, graph.Person, s.Subject.Kind())
	}
}

// sums are those of a report without what it keeps for itself.
func sums(r *intake.Report) []intake.Sum {
	var plain []intake.Sum
	for _, s := range r.Sums {
		plain = append(plain, intake.Sum{Kind: s.Kind, Currency: s.Currency, Count: s.Count, Total: s.Total})
	}
	return plain
}

func TestPublicSetAndItsDeltas(t *testing.T) {
	r := intaketest.Run(t, ftm.Format(), intaketest.Shared(t, "ftm/t1.ftm.json"))
	f := r.Report.Files[0]
	require.Equal(t, []int64{7, 4, 2, 1}, []int64{f.Records, f.Counts["schema: Person"], f.Counts["schema: "+organization], f.Counts["schema: Address"]})
	require.Equal(t, "2024-06-01", r.Sources["source:dataset:t1.ftm.json"].Published.String())
	require.Equal(t, "RAB „Inter Tobacco“", r.Entities["company:ftm:NK-2GdmHtZTeNXjNVrBGEXZNj"].Name, "the caption is the name")
	require.Equal(t, "born 1971", r.Entities["person:ftm:NK-2Ka3UvopqbpZmVDFjWd4LA"].About)

	var files []string
	deltas, err := filepath.Glob(filepath.Join(intaketest.Shared(t, "ftm"), "t2-*.delta.json"))
	require.NoError(t, err)
	require.Len(t, deltas, 4)
	slices.Reverse(deltas)
	files = append(files, deltas...)
	r = intaketest.Run(t, ftm.Format(), files...)
	require.True(t, r.Changes)
	ops := map[string]int64{}
	for _, f := range r.Report.Files {
		for what, n := range f.Counts {
			ops[what] += n
		}
	}
	require.Equal(t, []int64{4, 1, 1}, []int64{ops["changes: ADD"], ops["changes: MOD"], ops["changes: DEL"]})
	require.Equal(t, "Foobar Foobargroup", r.Entities["company:ftm:NK-2T3S8Hu29ktYnKSTgQp2wL"].Name, "MOD replaces, whatever the order of the files")
	require.NotContains(t, r.Entities, graph.ID("company:ftm:NK-500Poltergeist"))
	require.NotContains(t, r.Entities, graph.ID("person:ftm:NK-500Poltergeist"))
	require.Contains(t, r.Retired, "entity NK-500Poltergeist")
	require.Contains(t, r.Entities, graph.ID("person:ftm:Q4365364"))
}

func TestPublicDiagram(t *testing.T) {
	r := intaketest.Run(t, ftm.Format(), intaketest.Shared(t, "ftm/sample.ftm"))
	f := r.Report.Files[0]
	require.Equal(t, []int64{20, 8, 6, 3}, []int64{f.Records, f.Counts["schema: Person"], f.Counts["schema: Company"], f.Counts["schema: PublicBody"]})
	require.Len(t, f.Warnings, 1)
	require.Contains(t, f.Warnings[0], "36 vertices, 23 edges, 1 groupings")
	require.Equal(t, []int{1, 1, 1}, []int{r.Count("HOLDS_STAKE_IN"), r.Count("LINKED_TO"), r.Count("REPRESENTS")})
	require.Len(t, r.Entities, 17)
}

func TestRowsOfATable(t *testing.T) {
	r := intaketest.New("table")
	out := intake.NewOut(r, r.Report)
	c := ftm.NewCollector(context.Background(), t.TempDir())
	defer func() { require.NoError(t, c.Close()) }()
	require.NoError(t, out.StartFile("gifts.csv", "source:dataset:gifts.csv"))
	for row, amount := range map[string]string{"#row=2": "10", "#row=3": "10", "#row=4": "much"} {
		key := "gift-10"
		if row == "#row=4" {
			key = "gift-much"
		}
		require.NoError(t, out.Begin(row))
		for _, e := range []ftm.Entity{
			{ID: key, Schema: "Payment", Properties: map[string][]string{"payer": {"mara"}, "beneficiary": {"party"}, "amountEur": {amount}}},
			{ID: "mara", Schema: "Person", Properties: map[string][]string{"name": {"Mara Test"}}},
			{ID: "mara", Schema: "LegalEntity", Properties: map[string][]string{"name": {"Mara Test"}}},
			{ID: "party", Schema: organization, Properties: map[string][]string{"name": {"Party"}}},
			{ID: "street-" + row, Schema: "Address", Properties: map[string][]string{"full": {"A street"}}},
		} {
			require.NoError(t, c.Add(out.Place(), e))
			require.NoError(t, c.Add(out.Place(), e), "another query may read the row again")
		}
	}
	require.Error(t, c.Add(out.Place(), ftm.Entity{}))
	require.NoError(t, c.Finish(context.Background(), out))

	f := r.Report.Files[0]
	require.Equal(t, []int64{3, 0, 3, 0, 0}, []int64{f.Records, f.Taken, f.Changed, f.LeftOut, f.Broken}, "the rows count once")
	require.Equal(t, 2, r.Count("PAID"))
	require.Equal(t, []intake.Sum{{Kind: graph.MoneyPaid, Currency: "EUR", Count: 1, Total: "10.00"}}, sums(r.Report))
	why := map[string]int64{}
	for _, reason := range f.Reasons {
		why[reason.Why] = reason.Count
	}
	require.Equal(t, int64(1), why["a row that gives the key of an earlier row to a Payment was merged with it"])
	require.Equal(t, int64(1), why["an amount that cannot be read was left out"])
	for _, s := range r.Find("", "PAID") {
		require.Regexp(t, `^#row=\d$`, s.Locator)
		require.Equal(t, graph.ID("person:ftm:mara"), s.Subject)
	}
}

func TestDetect(t *testing.T) {
	for text, want := range map[string]bool{
		`{"id":"a","schema":"Person","properties":{}}`:                            true,
		`{"op":"DEL","entity":{"id":"a"}}`:                                        true,
		`{"entities":[{"id":"a","schema":"Person","properties":{}}],"layout":{}}`: true,
		"canonical_id,entity_id,prop,prop_type,schema,value\n":                    true,
		`{"statementId":"a","recordDetails":{}}`:                                  false,
		`{"entities":{"Q1":{"type":"item"}}}`:                                     false,
		`[{"id":"a","schema":"Person","properties":{}}]`:                          false,
		"id,schema,properties\n":                                                  false,
		"":                                                                        false,
	} {
		require.Equal(t, want, ftm.Format().Detect(intake.Head{Bytes: []byte(text)}), text)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range own {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, ftm.Format(), intake.Options{}, "file", text) })
}
