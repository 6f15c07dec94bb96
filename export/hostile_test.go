package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/piprate/json-gold/ld"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/cypher"
	"ipgraph/export"
	"ipgraph/graph"
)

// hostileTexts are what somebody may write to break a file or its reader, control
// characters among them, which validation would refuse.
var hostileTexts = []string{
	"]]>", "--><x/>", "<script>alert(1)</script> & \"so\"", "'; DROP", `\u0027}) DETACH DELETE n //`, `\`, `\\`, `"`, `'`, "a\nb", "a\r\nb", "\ttab",
	"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "%%{init: {}}%%", "end", "x\"]; evil --> y[\"", "#quot;", "\u202Eevil\u202C", "\u2066x\u2069",
	"\x00nul", "\x1b[31m", "\x7f", "\u0085", "\u2028line", "\uFEFFbom", "\uFFFE", "𝒳 astral", "a;b|c,d", "` + backtick", "$(id)", "{{7*7}}",
}

// hostile is a world of two entities for each text, joined, with the text in every
// place.
func hostile() made {
	m := made{about: export.About{Program: "test", Generated: day, Scope: strings.Join(hostileTexts, " "), Cut: strings.Join(hostileTexts, " ")}}
	for i, text := range hostileTexts {
		source := graph.Source{ID: graph.ID(fmt.Sprintf("source:test:%d", i)), Title: text, Publisher: text, URL: text}
		a := graph.Entity{ID: graph.ID(fmt.Sprintf("company:test:a%d", i)), Name: text, Aliases: []string{text, "x"}, About: text}
		b := graph.Entity{ID: graph.ID(fmt.Sprintf("company:test:b%d", i)), Name: text}
		s := graph.Statement{Subject: a.ID, Predicate: "LINKED_TO", Object: b.ID, Status: graph.Reported, Source: source.ID, Locator: text, Note: text, Quote: text,
			AssertedBy: text, Qualifiers: map[string]string{"role": text}, Value: &graph.Value{Text: text}}
		s.Identify()
		e := graph.Edge{Key: s.EdgeKey(), Type: s.Predicate, Family: graph.OtherFamily, From: a.ID, To: b.ID, Status: s.Status, Qualifiers: s.Qualifiers, Value: s.Value,
			Citations: []graph.Citation{{Statement: s.ID, Source: source.ID, Locator: text}}, StatementCount: 1, FirstReported: "2020-01-01"}
		m.sources = append(m.sources, source)
		m.entities = append(m.entities, export.Entity{Entity: a, Sources: []graph.Source{source}}, export.Entity{Entity: b})
		m.statements = append(m.statements, export.Statement{Statement: s, SubjectName: text, ObjectName: text, From: source})
		m.edges = append(m.edges, export.Edge{Edge: e, FromName: text, ToName: text, Sources: []graph.Source{source}})
	}
	return m
}

// inXML is a text as a file of XML can hold it.
func inXML(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 {
			return r
		}
		return utf8.RuneError
	}, s)
}

// TestHostileTexts: each text comes back as the text that it is.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	m := hostile()
	want := wanted(t, m)
	same := func(s string) string { return s }
	cell := func(s string) string {
		s = strings.ReplaceAll(s, "\r\n", "\n") // the reader of CSV reads line breaks so
		if strings.ContainsRune("=+-@\t", rune(s[0])) {
			return "'" + s
		}
		return s
	}
	for name, clean := range map[string]func(string) string{"csv": nil, "graphml": inXML, "gexf": inXML, "cytoscape": same, "nquads": same} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := readers[name](t, write(t, name, m))
			if name == "csv" { // JSON inside cells holds line breaks as escapes, and is no formula
				for id, text := range want.names {
					require.Equal(t, cell(text), got.names[id])
				}
				require.Len(t, got.edges, len(want.edges))
				return
			}
			requireNames(t, want, got, clean)
		})
	}
}

// requireNames compares names, and the places in sources, which stand in JSON.
func requireNames(t *testing.T, want, got parsed, clean func(string) string) {
	t.Helper()
	require.Len(t, got.names, len(want.names))
	for id, name := range want.names {
		require.Equal(t, clean(name), got.names[id])
	}
	require.Len(t, got.edges, len(want.edges))
	for key, values := range want.edges {
		locator := strings.ReplaceAll(values["citations.0.locator"], "\uFFFE", clean("\uFFFE")) // JSON writes other control characters as escapes
		require.Equal(t, locator, opened(t, got.edges[key])["citations.0.locator"])
		require.Equal(t, clean(values["value"]), got.edges[key]["value"])
	}
}

// TestWorkbookHoldsNoFormula: every text is a text, and addresses that are none are
// no links.
func TestWorkbookHoldsNoFormula(t *testing.T) {
	t.Parallel()
	book, err := excelize.OpenReader(bytes.NewReader(write(t, "xlsx", hostile())))
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		require.NoError(t, err)
		for i, row := range rows {
			for j := range row {
				at, err := excelize.CoordinatesToCellName(j+1, i+1)
				require.NoError(t, err)
				formula, err := book.GetCellFormula(sheet, at)
				require.NoError(t, err)
				require.Empty(t, formula)
				link, _, err := book.GetCellHyperLink(sheet, at)
				require.NoError(t, err)
				require.False(t, link)
			}
		}
	}
	name, err := book.GetCellValue("entities", "B14") // the text is there to the letter
	require.NoError(t, err)
	require.Equal(t, hostileTexts[6], name)
}

// TestLinesStayLines: formats of lines have a line for each thing, whatever it says.
func TestLinesStayLines(t *testing.T) {
	t.Parallel()
	m := hostile()
	for name, perText := range map[string]int{"ftm": 4} {
		lines := bytes.Split(bytes.TrimSpace(write(t, name, m)), []byte("\n"))
		require.Len(t, lines, perText*len(hostileTexts))
		for _, line := range lines {
			var e struct {
				ID, Schema string
				Properties map[string][]string
			}
			require.NoError(t, json.Unmarshal(line, &e))
			require.NotEmpty(t, e.ID)
		}
	}
	var statements []map[string]any
	require.NoError(t, json.Unmarshal(write(t, "bods", m), &statements))
	require.Len(t, statements, 2*len(hostileTexts))
	require.Equal(t, hostileTexts[0], statements[0]["recordDetails"].(map[string]any)["name"])
	for line := range strings.Lines(string(write(t, "mermaid", few(m)))) {
		text := strings.TrimSpace(line)
		require.Regexp(t, `^(flowchart LR|%%( .*|)|n\d+\["[^"\[\]{}<>|]*"\]|n\d+ ---\|"[^"\[\]{}<>|]*"\| n\d+)$`, text)
		require.NotContains(t, text, "%%{")
	}
}

// few keeps of a world what Mermaid has room for.
func few(m made) made {
	m.edges, m.entities = m.edges[:30], m.entities[:60]
	m.about.Scope, m.about.Cut = "few", "%%{init: {}}%%\nclick n1 evil"
	return m
}

// TestHostileTextsInDOT: quotation marks and backslashes are escaped, so that
// outside of texts there is nothing that was not meant.
func TestHostileTextsInDOT(t *testing.T) {
	t.Parallel()
	written := string(write(t, "dot", hostile()))
	outside := strings.Builder{}
	inside, escaped := false, false
	for _, r := range written {
		switch {
		case escaped:
			escaped = false
		case inside && r == '\\':
			escaped = true
		case r == '"':
			inside = !inside
		case !inside:
			outside.WriteRune(r)
		}
	}
	require.False(t, inside)
	for line := range strings.Lines(outside.String()) {
		if !strings.HasPrefix(line, "//") {
			require.Regexp(t, `^[a-z0-9_\[\]{}=,;> -]*$`, strings.TrimSpace(line))
		}
	}
}

// TestHostileTextsInCypher lets Neo4j read each literal.
func TestHostileTextsInCypher(t *testing.T) {
	store, library := pool.Open(t)
	server := pool.Address()
	conn, err := driver.NewDriverWithContext(server.URI, driver.BasicAuth(server.User, server.Password, ""))
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close(context.Background())) }()
	m := hostile()
	for statement := range strings.SplitSeq(string(write(t, "cypher", m)), ";\n") {
		if text := strings.TrimSpace(statement); text != "" {
			_, err := driver.ExecuteQuery(t.Context(), conn, "CYPHER 5 "+text, nil, driver.EagerResultTransformer)
			require.NoError(t, err, "%.500s", text)
		}
	}
	result, err := store.Ask(t.Context(), cypher.Call{Name: "test", Text: "MATCH (n:Entity) RETURN n.id, n.name ORDER BY n.id"})
	require.NoError(t, err)
	got := map[string]string{}
	for _, row := range result.Rows {
		got[row[0].(string)] = row[1].(string)
	}
	require.Equal(t, wanted(t, m).names, got)
	require.NotEmpty(t, wholeOf(t, store, library))
}

// FuzzNQuads: any text in any place gives quads that a parser of another maker reads
// back to the letter.
func FuzzNQuads(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, name, url string) {
		if !utf8.ValidString(name) || !utf8.ValidString(url) {
			t.Skip("texts of the graph are UTF-8")
		}
		m := made{entities: []export.Entity{{Entity: graph.Entity{ID: graph.ID("company:test:" + url), Name: name}}}}
		dataset, err := ld.ParseNQuadsFrom(bytes.NewReader(write(t, "nquads", m)))
		require.NoError(t, err)
		found := false
		for _, q := range dataset.Graphs["@default"] {
			if strings.HasSuffix(q.Predicate.GetValue(), "#label") {
				found = true
				require.Equal(t, name, q.Object.GetValue())
			}
		}
		require.True(t, found)
	})
}
