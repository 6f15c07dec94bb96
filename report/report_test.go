package report_test

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/answer"
	"ipgraph/graph"
	"ipgraph/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), text)
}

// hostile is what a name may be: markup of every kind, and script.
const hostile = "Evil <script>alert(1)</script> & \"Co\" [x](javascript:alert(2)) `code` *bold* |\n# head \u05d0\u05d1"

func document(name string) report.Document {
	acme := answer.Entity{ID: "company:ipgraph:acme", Name: name, Kind: graph.Company}
	bolt := answer.Entity{ID: "company:ipgraph:bolt", Name: "Bolt", Kind: graph.Company}
	citation := func(statement, source, publisher string) answer.Citation {
		return answer.Citation{Statement: graph.StatementID(statement), Source: graph.ID(source), Publisher: publisher, Title: "About " + name, Published: "2019-06-26", Locator: "paragraph 3", Reported: "2019-06-26"}
	}
	gazette, herald := citation("s:1", "source:test:gazette", "The Gazette"), citation("s:2", "source:test:herald", name)
	herald.URL = "https://herald.example/a?b=1&c=2"
	copied := citation("s:3", "source:test:copy", "A copy")
	copied.URL = "javascript:alert(3)"
	edge := &answer.Edge{Key: "e:1", Type: graph.Sued, FromID: acme.ID, ToID: bolt.ID, Status: graph.Reported, Polarity: true, Citations: []answer.Citation{gazette, herald, copied}}
	explained := answer.ExplainedEdge{Sentence: "The Gazette reported on 26 June 2019 that " + name + " sued Bolt.", Cites: []int{1, 2, 3}, Edge: edge,
		More:  []answer.CitedSentence{{Sentence: name + " dates it: in June 2019.", Cites: []int{2}}},
		Notes: []string{"Sources disagree: it is so, or it is not so."},
		Differences: []graph.Disagreement{{Aspect: graph.AspectPolarity, Said: []graph.Said{{Text: "it is so", Statements: []graph.StatementID{"s:1", "s:3"}}, {Text: "it is not so", Statements: []graph.StatementID{"s:2"}}}},
			{Aspect: "place", Compatible: true, Said: []graph.Said{{Text: name, Statements: []graph.StatementID{"s:1"}}, {Text: "Rome", Statements: []graph.StatementID{"s:2"}}}}}}
	also := answer.ExplainedEdge{Sentence: "It is on record that Bolt is a subsidiary of " + name + ".", Cites: []int{1}, Edge: edge, Notes: []string{"Rests on a single source."}}
	x := answer.Explanation{Title: "How " + name + " and Bolt are connected", Summary: name + " and Bolt are joined by a chain of 1 hop.", Entities: []answer.Entity{acme, bolt},
		Chains:  []answer.ExplainedChain{{Hops: []answer.ExplainedHop{{From: acme, To: bolt, ExplainedEdge: explained, Also: []answer.ExplainedEdge{also}, AlsoCount: 3, Cypher: "RETURN 1"}}}},
		Sources: []answer.NumberedSource{{Number: 1, Citation: gazette}, {Number: 2, Citation: herald}, {Number: 3, Citation: copied, SameVoiceAs: 1}},
		Absence: []string{name + " was looked for within 6 hops."}, Truncated: true,
		Bounds:   answer.Bounds{Hops: 6, Known: "2019-06-28", On: "2019-06-26", Families: []string{"dispute"}},
		Question: "paths-between", Cypher: "// ``` not the end\nRETURN 1 AS `x`"}
	return report.Document{Explanation: x}
}

func texts(t *testing.T, d report.Document) (text, markdown, html string) {
	t.Helper()
	var a, b, c strings.Builder
	require.NoError(t, report.Text(&a, d))
	require.NoError(t, report.Markdown(&b, d))
	require.NoError(t, report.HTML(&c, d))
	return a.String(), b.String(), c.String()
}

func TestDocuments(t *testing.T) {
	text, markdown, html := texts(t, document("Acme"))
	golden(t, "report.txt", text)
	golden(t, "report.md", markdown)
	golden(t, "report.html", html)
}

// Names and titles come from anywhere: they are text in every format.
func TestMarkupInNamesStaysText(t *testing.T) {
	d := document(hostile)
	d.Inline = true
	d.Pack = &report.Pack{Load: hostile, Program: "test"}
	d.Statements = []*answer.Statement{{ID: "s:1", Sentence: hostile, Subject: &d.Entities[0], Predicate: graph.Sued, Object: &d.Entities[1], Status: graph.Reported, Note: hostile, Quote: hostile,
		Qualifiers: map[string]string{"place": hostile}, Locator: hostile, Publisher: hostile}}
	d.Documents = []answer.Source{{ID: "source:test:gazette", Title: hostile, Publisher: hostile, Published: "2019", Agency: hostile}}
	_, markdown, html := texts(t, d)
	assert.NotContains(t, html, "<script")
	assert.NotContains(t, html, "href=\"javascript")
	assert.Contains(t, html, "&lt;script&gt;")
	assert.Contains(t, html, "https://herald.example/a?b=1&amp;c=2")
	assert.NotContains(t, markdown, "<javascript")
	for _, line := range strings.Split(strings.ReplaceAll(markdown, "<https://herald.example/a?b=1&c=2>", ""), "\n") {
		if strings.Contains(line, "Evil") {
			assert.NotRegexp(t, regexp.MustCompile(`(^|[^\\])[<\[*|]`), strings.ReplaceAll(line, "- *", "- "), "unescaped markup")
			assert.NotRegexp(t, regexp.MustCompile(`(^|[^\\])`+"`"), line)
		}
	}
	assert.NotContains(t, markdown, "\n# head")
}

// A page that is kept asks for nothing: no address stands where a browser would
// fetch it.
func TestTheKeptPageNeedsNothing(t *testing.T) {
	d := document("Acme")
	d.Inline = true
	_, _, html := texts(t, d)
	assert.NotRegexp(t, regexp.MustCompile(`(?i)\bsrc\s*=|<link|@import|url\(|<script|<iframe|<img`), html)
	assert.Contains(t, html, "default-src 'none'")
}

// The contrast of text and background is at least 4.5 to 1 (WCAG 2.2, 1.4.3), in
// both schemes.
func TestContrast(t *testing.T) {
	css, err := report.Style()
	require.NoError(t, err)
	schemes := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(css), 2)
	require.Len(t, schemes, 2)
	for _, scheme := range schemes {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--(\w+): #([0-9a-f]{6})`).FindAllStringSubmatch(scheme[1], -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		for _, ink := range []string{"ink", "soft", "link", "strong"} {
			for _, paper := range []string{"paper", "raised"} {
				a, b := colours[ink], colours[paper]
				assert.GreaterOrEqual(t, (math.Max(a, b)+0.05)/(math.Min(a, b)+0.05), 4.5, "%s on %s", ink, paper)
			}
		}
	}
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var parts [3]float64
	for i := range parts {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		require.NoError(t, err)
		c := float64(n) / 255
		if parts[i] = c / 12.92; c > 0.04045 {
			parts[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*parts[0] + 0.7152*parts[1] + 0.0722*parts[2]
}

func TestConflictsAsText(t *testing.T) {
	var b strings.Builder
	require.NoError(t, report.Conflicts(&b, answer.Conflicts{Truncated: true, Conflicts: []answer.Conflict{{Title: "Acme: employees recruited",
		Differences: []graph.Disagreement{{Aspect: graph.AspectValue, Said: []graph.Said{{Text: "14 persons", Statements: []graph.StatementID{"s:1"}}, {Text: "24 persons", Statements: []graph.StatementID{"s:2"}}}}},
		Statements:  []*answer.Statement{{ID: "s:1", Publisher: "The Gazette", Locator: "paragraph 1", ReportedOn: "2019-06"}, {ID: "s:2", Publisher: "The Herald", Locator: "page 2", ReportedOn: "2019-06-27", AssertedBy: "a lawyer"}}}}}))
	golden(t, "conflicts.txt", b.String())
	b.Reset()
	require.NoError(t, report.Conflicts(&b, answer.Conflicts{}))
	assert.Contains(t, b.String(), "No statements")
}
