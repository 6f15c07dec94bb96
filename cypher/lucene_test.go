package cypher_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
)

func TestLucene(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"huawei":         "+(huawei^4 huawei*^2 huawei~1)",
		"华为":             `+"华为"`,
		"Huawei华为":       `+(huawei^4 huawei*^2 huawei~1) +"华为"`,
		"AT&T":           "at +(t^4 t*)",
		"AND OR NOT":     "+(and^4 and*) +(or^4 or*) +(not^4 not*)",
		"L'Oréal":        "+(l^4 l*) +(oréal^4 oréal*^2 oréal~1)",
		`"cnex labs"`:    "+(cnex^4 cnex*^2 cnex~1) +(labs^4 labs*^2 labs~1)",
		"a\u0301 \u0301": "+(a\u0301^4 a\u0301*)",
		"name:x~9^2 -y":  "+(name^4 name*^2 name~1) +(x^4 x*) +(9^4 9*) +(2^4 2*) +(y^4 y*)",
	} {
		got, err := cypher.Lucene(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got)
	}
	for _, text := range []string{"", " \t", "*:*", `"`, "\\", "&&", "\u0301", "++--"} {
		_, err := cypher.Lucene(text)
		require.EqualError(t, err, "has no letter or digit to look for", "%q", text)
	}
}

func TestLuceneIsBounded(t *testing.T) {
	t.Parallel()
	got, err := cypher.Lucene(strings.Repeat("word ", 100))
	require.NoError(t, err)
	require.Equal(t, 16, strings.Count(got, "+"))
	got, err = cypher.Lucene(strings.Repeat("é", 8000))
	require.NoError(t, err)
	require.Equal(t, 150, strings.Count(got, "é"))
}

// clauses is what words become: letters, marks and digits between signs of ours,
// and common words bare.
var clauses = regexp.MustCompile(`^((\+("[\p{L}\p{M}\p{Nd}]+"|\([\p{L}\p{M}\p{Nd}]+\^4 [\p{L}\p{M}\p{Nd}]+\*(\^2 [\p{L}\p{M}\p{Nd}]+~1)?\))|[\p{L}\p{M}\p{Nd}]+)( |$))+$`)

func FuzzLucene(f *testing.F) {
	for _, s := range []string{"huawei", "华为", "AT&T", `a"b\c`, "*:*", "AND", "\xff", "x^2~ (y) [a TO b] {c}", "İ", "Ω"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := cypher.Lucene(text)
		if err != nil {
			require.Empty(t, got)
			return
		}
		require.True(t, utf8.ValidString(got))
		require.LessOrEqual(t, strings.Count(got, "+"), 16)
		require.Regexp(t, clauses, got)
	})
}
