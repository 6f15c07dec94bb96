package ptab

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTrimmed(t *testing.T) {
	for text, want := range map[string]string{
		"MARLOW, JANET MARKet al": "MARLOW, JANET MARK", "Example LLC et al.": "Example LLC", "Example LLC, et. al.": "Example LLC", "Example  Inc.    (PATENT OWNER) et al.": "Example Inc.",
		"Sam Okoro (PO) et al.": "Sam Okoro", "Example et al": "Example", "et al": "",
	} {
		got, others := trimmed(text)
		require.Equal(t, want, got)
		require.True(t, others, text)
	}
	got, others := trimmed("Metal Works Inc.")
	require.Equal(t, "Metal Works Inc.", got)
	require.False(t, others)
}

func TestNamesIn(t *testing.T) {
	for text, want := range map[string][]string{
		"Janet Marlow, Ida Rose Vance, and Sam Okoro":    {"Janet Marlow", "Ida Rose Vance", "Sam Okoro"},
		"JANET MARLOW and SAM OKORO":                     {"JANET MARLOW", "SAM OKORO"},
		"MARLOW, JANET; OKORO, SAM":                      {"MARLOW, JANET", "OKORO, SAM"},
		"Marlow, Vance & Co., Inc.; Example University ": {"Marlow, Vance & Co., Inc.", "Example University"},
		"MARLOW, JANET":                                  {"MARLOW, JANET"},
		"Marlow and Sons":                                {"Marlow and Sons"},
		"":                                               nil,
	} {
		require.Equal(t, want, namesIn(text), text)
	}
}

func TestOutcomes(t *testing.T) {
	for outcome, event := range map[string]string{
		"Institution Granted": "institution_decision", "Institution Denied": "institution_decision", "Settled Before Institution": "settlement",
		"Final Written Decision On CAFC Remand": "final_written_decision", "Request For Adverse Judgment After Institution": "judgment", "Dismissed": "closed",
		"Affirmed/Reversed in Part": "appeal_decision", "Affirmed-in-Part with New Ground of Rejection": "appeal_decision", "Decision after Court Decision": "appeal_decision",
		"Judgment": "judgment", "Decision on Motion": "bench_ruling", "Something new": "legal_event",
	} {
		require.Equal(t, event, eventOf(outcome), outcome)
	}
}

func TestDay(t *testing.T) {
	for text, want := range map[string]string{"04-11-2022": "2022-04-11", "2022-04-11": "2022-04-11", "2022-04-11T10:00:00": "2022-04-11", "": ""} {
		require.Equal(t, want, day(text))
	}
}
