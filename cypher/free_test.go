package cypher_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/graph"
)

func TestFreeCheck(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, says string }{
		{"a question", "MATCH (n:Entity) WHERE n.name =~ 'a.*(b)' RETURN n.name, size(n.aliases), duration.inDays(date('2019-06-01'), date()) // end", ""},
		{"names with points in texts", "RETURN 'apoc.load.json(', \"apoc.x.y(\", `a.b`, n.`a.b` // apoc.z()", ""},
		{"a semicolon at the end", "RETURN 1 ; /* ; */", ""},
		{"unwind of a long range", "UNWIND range(1, 99999999) AS i RETURN i", ""},
		{"range of sizes", "RETURN range(0, size(nodes(p)) - 1, 2)", ""},
		{"a text with a quote in it", `RETURN 'it\'s', "a\"b", 'apoc.x('`, ""},
		{"every place is told", "RETURN apoc.a(1),\n  apoc.b(2)", "cypher: line 1, column 13: apoc.a is no function or procedure that may be called here\n  cypher: line 2, column 8: apoc.b is"},
		{"columns are characters", "RETURN '华为', apoc.a(1)", "line 1, column 19: apoc.a"},
		{"long range", "RETURN range(1, 1000001)", "line 1, column 17: a list of range is at most 1000000 long"},
		{"range in hexadecimals", "RETURN range(1, 0xffffffff)", "a list of range"},
		{"range in powers", "RETURN range(1, 1e9)", "a list of range"},
		{"semicolons", "RETURN 1;; RETURN 2", "line 1, column 9: one statement at a time"},
		{"not UTF-8", "RETURN '\xff'", "is not valid UTF-8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := cypher.Free{Text: tt.text}.Check()
			if tt.says == "" {
				require.NoError(t, err)
				return
			}
			require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
			require.ErrorContains(t, err, tt.says)
		})
	}
}

// FuzzFreeCheck: no text makes it fail, and what it lets pass is short and holds
// neither an escape nor an invisible character.
func FuzzFreeCheck(f *testing.F) {
	for _, seed := range []string{"RETURN 1", "/* x */ // y\rEXPLAIN", "`a``b`.c(", "'\\'", "range(", "a.b.(c", "((", "}{", "é.ü(1)", "1.2.3(", ".x("} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if err := (cypher.Free{Text: text}).Check(); err != nil {
			require.Equal(t, graph.CodeInvalid, graph.CodeOf(err))
			return
		}
		require.LessOrEqual(t, len(text), 16<<10)
		require.NotContains(t, strings.ToLower(text), `\u`)
		require.NotContains(t, text, "\x00")
	})
}
