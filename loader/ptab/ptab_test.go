package ptab_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/intake/intaketest"
	"ipgraph/loader/ptab"
	"ipgraph/loader/uspto"
)

var own = []string{"decisions.json", "proceedings.json", "download.json", "appeals.json", "interferences.json", "version2.json"}

const trial = graph.ID("lawsuit:ptab:IPR2022-00001")

func TestGolden(t *testing.T) {
	for _, name := range own {
		r := intaketest.Run(t, ptab.Format(), filepath.Join("testdata", name))
		require.True(t, r.Changes)
		r.Statements, r.Retired = r.Standing(), nil
		intaketest.CheckGolden(t, filepath.Join("testdata", name+".golden"), r.Golden())
	}
}

func events(statements []graph.Statement, id graph.ID) map[string]string {
	found := map[string]string{}
	for _, s := range statements {
		if s.Subject == id && s.Predicate == "HAS_EVENT" {
			text := ""
			if s.Value != nil {
				text = s.Value.Text
			}
			found[s.Qualifiers["event"]+" "+s.Valid.String()] += text
		}
	}
	return found
}

func status(statements []graph.Statement, id graph.ID) (found []string) {
	for _, s := range statements {
		if s.Subject == id && s.Predicate == "HAS_STATUS" {
			found = append(found, s.Value.Text)
		}
	}
	return found
}

// All files speak of one trial: in any order each decision is there once, with its outcome, and
// the freshest status stands.
func TestADecisionInSeveralFilesIsOne(t *testing.T) {
	for _, order := range [][]string{
		{"decisions.json", "proceedings.json", "download.json", "version2.json"},
		{"version2.json", "download.json", "proceedings.json", "decisions.json"},
	} {
		files := make([]string, 0, len(order))
		for _, name := range order {
			files = append(files, filepath.Join("testdata", name))
		}
		left := intaketest.Run(t, ptab.Format(), files...).Standing()
		require.Equal(t, map[string]string{
			"petition 2022-01-10": "", "institution_decision 2022-07-01": "Institution Granted", "final_written_decision 2023-06-30": "Final Written Decision",
			"closed 2023-06-30": "", "appeal_decision 2025-03-04": "Affirmed",
		}, events(left, trial), "%v", order)
		require.Equal(t, []string{"Final Written Decision - Appealed"}, status(left, trial), "%v", order)
	}
}

// A download has less to say than an answer, and does not take back what one said before.
func TestADownloadReplacesNothing(t *testing.T) {
	r := intaketest.Run(t, ptab.Format(), "testdata/download.json")
	require.NotContains(t, r.Retired, "trial IPR2022-00001, patent")
	require.NotContains(t, r.Retired, "trial IPR2022-00001, patent owner")
	require.Contains(t, r.Retired, "trial IPR2022-00001, appeal_decision 2025-03-04", "but a decision is what it is")
	require.True(t, r.Bare["patent:us-application:19000001"], "a name that says more stays")
}

func TestWhoChallengesWhosePatent(t *testing.T) {
	r := intaketest.Run(t, ptab.Format(), "testdata/decisions.json")
	challenges := r.Find("company:uspto:clear-lamps-llc", "CHALLENGED_PATENT_OF")
	require.NotEmpty(t, challenges)
	require.Equal(t, graph.ID("company:uspto:example-glass-inc"), challenges[0].Object)
	require.Equal(t, "patent:us-application:19000001", challenges[0].Qualifiers["patent"])
	require.Equal(t, "VANCE, IDA ROSE", r.Entities["person:uspto:ptab-vance-ida-rose"].Name, "without what sticks to it")
}

// The patent is the one that assignments speak of.
func TestTheRegistersShareTheirPatents(t *testing.T) {
	assigned := intaketest.Run(t, uspto.Format(), "../uspto/testdata/portal.json")
	tried := intaketest.Run(t, ptab.Format(), "testdata/decisions.json")
	require.Contains(t, tried.OfKind(graph.Patent), assigned.OfKind(graph.Patent)[0])
}

func TestPublicTrial(t *testing.T) {
	r := intaketest.Run(t, ptab.Format(), intaketest.Shared(t, "ptab/get_trial_decisions_by_trial_number.json"))
	require.Equal(t, map[string]string{
		"petition 2021-10-01": "", "institution_decision 2022-04-11": "Institution Granted", "final_written_decision 2023-04-10": "Final Written Decision",
		"closed 2023-04-10": "", "appeal_decision 2026-06-05": "Affirmed",
	}, events(r.Standing(), "lawsuit:ptab:IPR2021-01599"), "a later decision rules on an earlier one: both stay")
	require.Equal(t, []string{"Final Written Decision"}, status(r.Standing(), "lawsuit:ptab:IPR2021-01599"), "that of the record changed last")
}

func TestPublicCounts(t *testing.T) {
	for _, c := range []struct {
		file, what string
		n          int64
	}{
		{"search_trial_proceedings.json", "trial records", 5}, {"search_trial_decisions.json", "decisions", 5}, {"search_trial_documents.json", "papers", 5},
		{"search_trial_proceedings_download.json", "trial records", 25}, {"search_trial_decisions_download.json", "decisions", 25},
		{"search_trial_documents_download.json", "papers", 25}, {"get_trial_proceeding.json", "trial records", 1}, {"get_trial_decision.json", "decisions", 1},
		{"get_trial_document.json", "papers", 1}, {"get_trial_documents_by_trial_number.json", "papers", 72},
		{"get_appeal_decision.json", "appeal records", 1}, {"get_appeal_decisions_by_appeal_number.json", "appeal records", 1},
		{"search_appeal_decisions.json", "appeal records", 5}, {"search_appeal_decisions_download.json", "appeal records", 25},
		{"get_interference_decision.json", "interference records", 1}, {"get_interference_decisions_by_number.json", "interference records", 2},
		{"search_interference_decisions.json", "interference records", 5}, {"search_interference_decisions_download.json", "interference records", 25},
		{"strictdecode/get_trial_documents.json", "papers", 99}, {"strictdecode/get_trial_decisions.json", "decisions", 2}, {"strictdecode/get_trial_proceeding.json", "trial records", 1},
		{"strictdecode/get_appeal_decisions.json", "appeal records", 1}, {"strictdecode/get_interference_decisions.json", "interference records", 2},
	} {
		file := intaketest.Shared(t, "ptab/"+c.file)
		r := intaketest.Run(t, ptab.Format(), file)
		f := r.Report.Files[0]
		require.Equal(t, c.n, f.Counts[c.what], c.file)
		require.Equal(t, f.Records, f.Taken+f.Changed, c.file)
		require.Equal(t, c.n, f.Records, c.file)
		for id, e := range r.Entities {
			if id.Kind() != graph.Lawsuit { // the title of a case stays as it is
				require.NotRegexp(t, `(?i)et al\.?$`, e.Name, c.file)
			}
		}
		head, err := os.ReadFile(file)
		require.NoError(t, err)
		require.True(t, ptab.Format().Detect(intake.Head{Bytes: head[:min(len(head), intake.HeadSize)]}), c.file)
	}
}

// Answers about anything else are not claimed.
func TestDetectIsModest(t *testing.T) {
	for _, name := range []string{"get_patent", "get_patent_assignment", "get_petition_decision", "get_status_codes", "get_patent_documents", "get_bulk_product"} {
		text, err := os.ReadFile(intaketest.Shared(t, "ptab/strictdecode/"+name+".json"))
		require.NoError(t, err)
		require.False(t, ptab.Format().Detect(intake.Head{Bytes: text}), name)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range own {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) { intaketest.Fuzz(t, ptab.Format(), intake.Options{}, "file", text) })
}
