package epo_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/epo"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
	"ipgraph/loader/ptab"
	"ipgraph/loader/uspto"
)

func TestGolden(t *testing.T) {
	r := intaketest.Run(t, epo.Format(), "testdata/family.xml")
	require.True(t, r.Changes)
	require.NotContains(t, r.Golden(), "SECRET", "addresses are not loaded")
	intaketest.CheckGolden(t, "testdata/family.xml.golden", r.Golden())
}

// Two lapses of one day in two states are two events.
func TestEventsThatDifferInADetailAreTwo(t *testing.T) {
	r := intaketest.Run(t, epo.Format(), "testdata/family.xml")
	lapsed := map[string]bool{}
	for _, s := range r.Standing() {
		if s.Qualifiers["event"] == "legal_event" && strings.HasPrefix(s.Value.Text, "PG25") {
			lapsed[s.Value.Text] = true
			require.Equal(t, "2022-02-27", s.Valid.String(), "when it took effect")
			require.Equal(t, "2022-05-01", s.ReportedOn.String(), "when the gazette said so")
		}
	}
	require.Len(t, lapsed, 2)
}

// The numbers of U.S. patents are written so that they meet those of the U.S. registers.
func TestNumbersMeetThoseOfTheUSRegisters(t *testing.T) {
	r := intaketest.Run(t, epo.Format(), "testdata/family.xml")
	ids := map[string]bool{}
	for _, s := range r.Find("", "HAS_ID") {
		ids[s.Qualifiers["scheme"]+" "+s.Value.Text] = true
	}
	require.Subset(t, ids, map[string]bool{"us-application 19000002": true, "us-patent 11000002": true, "epodoc EP3900001": true, "docdb-application EP.19000001.A": true})
	require.Equal(t, "US 2021/0000002 A1", r.Entities["patent:docdb:US.2021000002.A1"].Name)
	require.Equal(t, "US 11,000,002 B2", r.Entities["patent:docdb:US.11000002.B2"].Name)
}

func TestPublicFamily(t *testing.T) {
	for _, c := range []struct {
		file     string
		members  int64
		ids      int64
		events   int64
		byMember map[graph.ID]int
		warned   bool
	}{
		{"get_family.xml", 5, 20, 0, map[graph.ID]int{}, false},
		{"get_family_with_legal.xml", 5, 20, 75, map[graph.ID]int{"patent:docdb:EP.2400812.A1": 69, "patent:docdb:CA.2744162.A1": 1, "patent:docdb:US.2012057518.A1": 5}, false},
		{"get_legal.xml", 1, 4, 69, map[graph.ID]int{"patent:docdb:EP.2400812.A1": 69}, true},
	} {
		r := intaketest.Run(t, epo.Format(), intaketest.Shared(t, "epo/"+c.file))
		f := r.Report.Files[0]
		// The 21st number of a family file is that of what was asked for.
		require.Equal(t, []int64{c.members, c.ids, c.events}, []int64{f.Counts["members"], f.Counts["document ids"], f.Counts["legal events"]}, c.file)
		require.Equal(t, []int64{f.Records, c.members + c.events}, []int64{f.Taken, f.Records}, c.file)
		require.Equal(t, c.warned, len(f.Warnings) == 1, c.file)
		require.Len(t, r.Find("", "IN_FAMILY"), int(c.members))
		require.Equal(t, []graph.ID{"patent-family:inpadoc:43088294"}, r.OfKind(graph.PatentFamily))
		byMember, texts := map[graph.ID]int{}, map[string]bool{}
		for _, s := range r.Standing() {
			require.NotContains(t, s.Valid.String(), "0001", "no date")
			if s.Qualifiers["event"] == "legal_event" {
				byMember[s.Subject]++
				texts[s.Value.Text+s.Valid.String()] = true
				require.NotRegexp(t, `^\S+ {2,}`, s.Value.Text, "the code is padded")
				require.False(t, s.Valid.IsZero())
			}
		}
		require.Equal(t, c.byMember, byMember, c.file)
	}
}

// The same family with and without events: events stay when the family is loaded again without.
func TestAFamilyWithoutEventsLeavesThem(t *testing.T) {
	r := intaketest.Run(t, epo.Format(), intaketest.Shared(t, "epo/get_family_with_legal.xml"), intaketest.Shared(t, "epo/get_family.xml"))
	events, families := 0, 0
	for _, s := range r.Standing() {
		if s.Qualifiers["event"] == "legal_event" {
			events++
		}
		if s.Predicate == "IN_FAMILY" {
			families++
		}
	}
	require.Equal(t, []int{75, 5}, []int{events, families})
}

func TestDetect(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "family.xml"))
	require.NoError(t, err)
	head := intake.Head{Name: "family.xml", Bytes: text}
	require.True(t, epo.Format().Detect(head))
	require.False(t, uspto.Format().Detect(head))
	require.False(t, ptab.Format().Detect(head))
}

func FuzzRead(f *testing.F) {
	text, err := os.ReadFile(filepath.Join("testdata", "family.xml"))
	require.NoError(f, err)
	f.Add(text)
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, epo.Format(), intake.Options{}, "file", text) })
}
