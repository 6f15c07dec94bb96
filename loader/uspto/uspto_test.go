package uspto_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
	"ipgraph/loader/uspto"
)

var own = []string{"day.xml", "portal.json", "beta.json"}

func TestGolden(t *testing.T) {
	for _, name := range own {
		r := intaketest.Run(t, uspto.Format(), filepath.Join("testdata", name))
		require.True(t, r.Changes, "the file holds changes alone")
		require.NotContains(t, r.Golden(), "SECRET", "addresses are not loaded")
		require.NotContains(t, r.Golden(), "LAWYER", "correspondents are not loaded")
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

// What a document did is taken back once another corrects it, wherever the two stand.
func TestACorrectionTakesTheEffectBackAndLeavesTheRecord(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), "testdata/day.xml")
	require.Equal(t, "effect of reel/frame 050001/0001", r.Retired[len(r.Retired)-1], "after all records were read")
	corrects := r.Find("conveyance:us:050002/0007", "CORRECTS")
	require.Len(t, corrects, 1)
	require.Equal(t, graph.ID("conveyance:us:050001/0001"), corrects[0].Object)
	for _, s := range r.Statements {
		effect := strings.HasPrefix(s.Locator, "effect of ")
		byEffect := s.Predicate == "ASSIGNED_TO" || s.Predicate == "SECURITY_INTEREST_TO" || s.Predicate == "SECURITY_RELEASED_BY" || s.Predicate == "SUCCEEDED_BY" || s.Predicate == "LICENSES_TO"
		require.Equal(t, byEffect, effect, "%s %s", s.Predicate, s.Locator)
	}
}

func TestAReleaseNamesWhoHeldTheInterest(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), "testdata/day.xml")
	released := r.Find("", "SECURITY_RELEASED_BY")
	require.Len(t, released, 1)
	require.Equal(t, "BANK OF EXAMPLE, N.A., AS COLLATERAL AGENT", r.Entities[released[0].Object].Name)
	pledged := r.Find("", "SECURITY_INTEREST_TO")
	require.Equal(t, released[0].Object, pledged[0].Object)
}

func TestAPurgedRecordIsTakenBack(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), "testdata/day.xml")
	require.Subset(t, r.Retired, []string{"reel/frame 050003/0009", "effect of reel/frame 050003/0009"})
	require.NotContains(t, r.Entities, graph.ID("conveyance:us:050003/0009"))
	require.Equal(t, int64(1), r.Report.Files[0].LeftOut)
}

// A right has one id whether it is named before its grant or after it.
func TestARightIsOnePatent(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), "testdata/day.xml", "testdata/portal.json")
	require.Equal(t, []graph.ID{"patent:docdb:US.4000003.B1", "patent:us-application:19000001", "patent:us-application:29700002"}, r.OfKind(graph.Patent))
	p := r.Entities["patent:us-application:19000001"]
	require.Equal(t, "US 11,000,001 B2", p.Name)
	require.Equal(t, []string{"US application 19/000,001", "US 2020/0012345 A1"}, p.Aliases)
	require.Equal(t, "Storing CO2 in glass", p.About)
	ids := map[string]bool{}
	for _, s := range r.Find(p.ID, "HAS_ID") {
		ids[s.Value.Text] = true
	}
	require.Equal(t, map[string]bool{"US.2020012345.A1": true, "US.11000001.B2": true}, ids, "as DOCDB writes them")
}

// The second file replaces what the first said of one application, and nothing else.
func TestTheTwoShapesOfThePortalAreOneDocument(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), "testdata/portal.json", "testdata/beta.json")
	require.Equal(t, []graph.ID{"conveyance:us:050001/0001"}, r.OfKind(graph.Conveyance))
	half := len(r.Retired) / 2
	require.Equal(t, r.Retired[:half], r.Retired[half:])
	require.NotContains(t, r.Retired, "reel/frame 050001/0001", "it may name other applications")
}

// An answer of the portal gives no numbers beside the application's: those of the daily file stay.
func TestAnAnswerLeavesTheNumbersOfTheDailyFile(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), "testdata/day.xml", "testdata/portal.json")
	numbers := 0
	for _, s := range r.Standing() {
		if s.Predicate == "HAS_ID" && strings.HasPrefix(s.Locator, "reel/frame 050001/0001,") {
			numbers++
		}
	}
	require.Equal(t, 3, numbers)
}

func changed(t *testing.T, from, to string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/day.xml")
	require.NoError(t, err)
	require.Contains(t, string(text), from)
	name := filepath.Join(t.TempDir(), "file.xml")
	require.NoError(t, os.WriteFile(name, []byte(strings.Replace(string(text), from, to, 1)), 0o600))
	return name
}

// A file of all years is complete: it replaces a dataset as a whole, not record by record.
func TestAFileOfAllYearsIsComplete(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), changed(t, "<action-key-code>DA<", "<action-key-code>AN<"))
	require.False(t, r.Changes)
	require.Equal(t, []string{"reel/frame 050003/0009", "effect of reel/frame 050003/0009", "effect of reel/frame 050001/0001"}, r.Retired)
}

func TestADayWithoutDocuments(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), "testdata/nothing.xml")
	require.Empty(t, r.Statements)
	require.Len(t, r.Report.Files[0].Warnings, 1)
}

func TestAFileThatIsCutOffIsRefused(t *testing.T) {
	_, err := intaketest.Try(t, uspto.Format(), intake.Options{}, changed(t, " </patent-assignments>", ""))
	require.ErrorContains(t, err, "file.xml:")
}

func TestPublicSample(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), intaketest.Shared(t, "uspto/ad20150727-assignments-sample.xml"))
	f := r.Report.Files[0]
	c := f.Counts
	// One record of three assignors, an assignee and a property with three numbers is purged.
	require.Equal(t, []int64{343, 1, 342, 649, 347, 2493, 5853, 1},
		[]int64{f.Records, f.LeftOut, f.Taken, c["assignors"], c["assignees"], c["properties"], c["document ids"], c["purged"]})
	require.Equal(t, []int64{236, 30, 21, 14, 6, 19, 19, 2, 4, 2, 2, 2, 2, 1, 1, 0},
		[]int64{c["type: assignment"], c["type: name change"], c["type: confirmatory license"], c["type: security interest"], c["type: security release"],
			c["type: corrective"], c["corrects"], c["type: merger"], c["type: address change"], c["type: government interest"], c["type: nunc pro tunc assignment"],
			c["type: legal form change"], c["type: license termination"], c["type: license"], c["type: lien"], c["type: other"]})
	require.Equal(t, 19, r.Count("CORRECTS"))
	require.Equal(t, "2015-07-27", r.Sources["source:dataset:ad20150727-assignments-sample.xml"].Published.String())
	require.Contains(t, r.Retired, "effect of reel/frame 027379/0108")
	require.Len(t, r.Standing(), len(r.Statements)-65-1-1, "three of the documents that are corrected are in the file, with 65, one and one patents")
	require.Len(t, r.Find("conveyance:us:036170/0457", "CORRECTS"), 1)
	for _, name := range []string{"ALCATEL LUCENT", "NATIONAL INSTITUTES OF HEALTH", "VIB VZW", "YAHOO! INC."} {
		for id, e := range r.Entities {
			require.False(t, e.Name == name && id.Kind() == graph.Person, name)
		}
	}
}

func TestPublicPortal(t *testing.T) {
	r := intaketest.Run(t, uspto.Format(), intaketest.Shared(t, "ptab/get_patent_assignment.json"))
	other := intaketest.Run(t, uspto.Format(), intaketest.Shared(t, "ptab/strictdecode/get_patent_assignment.json"))
	for _, r := range []*intaketest.Result{r, other} {
		require.Equal(t, []int64{1, 9, 1}, []int64{r.Report.Files[0].Taken, r.Report.Files[0].Counts["assignors"], r.Report.Files[0].Counts["assignees"]})
		require.Len(t, r.Find("patent:us-application:15000001", "ASSIGNED_TO"), 1)
		require.Equal(t, "2016-01-21", r.Find("", "ASSIGNED_TO")[0].Valid.String(), "when the last of them signed")
		require.Equal(t, []graph.ID{"conveyance:us:038323/0190"}, r.OfKind(graph.Conveyance))
	}
	require.Equal(t, r.OfKind(graph.Person), other.OfKind(graph.Person))
	require.Equal(t, r.Retired, other.Retired, "either replaces the other")
}

func FuzzRead(f *testing.F) {
	for _, name := range own {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, uspto.Format(), intake.Options{}, "file", text) })
}
