package bods_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/loader/bods"
	"ipgraph/loader/intake/intaketest"
)

// statements are those of a file, each as it is written.
func statements(t *testing.T, file string) []json.RawMessage {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var all []json.RawMessage
	require.NoError(t, json.Unmarshal(text, &all), file)
	return all
}

var public = []string{"tecido.json", "fermcat.json", "nomination.json", "bods-package-annotations.json", "bods-package-fi-soe.json"}

func TestPublicExamplesAreValid(t *testing.T) {
	for _, name := range public {
		for i, s := range statements(t, intaketest.Shared(t, "bods/"+name)) {
			violations, err := bods.Validate(s)
			require.NoError(t, err)
			require.Empty(t, violations, "%s, statement %d", name, i)
		}
	}
}

// expected lists what the standard's own tests expect of broken files: file, rule, path and field.
func expected(t *testing.T) [][]string {
	file, err := os.Open(intaketest.Shared(t, "bods/invalid/expected_errors.csv"))
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 192)
	return rows
}

func TestBrokenStatementsAreRefusedByTheRuleTheyBreak(t *testing.T) {
	checked := 0
	for _, row := range expected(t) {
		if row[2] == "$" {
			continue // about the document, which the reader refuses
		}
		all := statements(t, intaketest.Shared(t, "bods/invalid/"+row[0]))
		require.Len(t, all, 1, row[0])
		violations, err := bods.Validate(all[0])
		require.NoError(t, err)
		require.Len(t, violations, 1, "%s: %v", row[0], violations)
		v := violations[0]
		require.Equal(t, []string{row[1], row[2]}, []string{v.Rule, "$[0]" + strings.TrimPrefix(v.Path, "$")}, row[0])
		if v.Rule == "required" || strings.HasSuffix(v.Path, "."+strings.TrimSpace(row[3])) {
			require.Equal(t, strings.TrimSpace(row[3]), v.Field, row[0])
		}
		checked++
	}
	require.Equal(t, 191, checked)
}

func TestEveryBrokenFileIsThere(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(intaketest.Shared(t, "bods/invalid"), "*.json"))
	require.NoError(t, err)
	require.Len(t, files, 192)
}

func TestTextThatIsNoJSON(t *testing.T) {
	_, err := bods.Validate([]byte("{"))
	require.ErrorContains(t, err, "is not JSON")
	violations, err := bods.Validate([]byte(`[{"1": 2}]`))
	require.NoError(t, err)
	require.Equal(t, []bods.Violation{{Rule: "type", Path: "$"}}, violations)
}
