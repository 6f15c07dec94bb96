package export

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Bounds of Mermaid's own: it refuses diagrams above them.
const (
	mermaidEdges      = 500
	mermaidCharacters = 50_000
)

// writeMermaid writes a flow chart. What a drawing does not show stands in
// comments: each relation with all that it carries, and each source once.
func writeMermaid(ctx context.Context, c Content, w io.Writer) error {
	s, err := readSmall(ctx, c, "mermaid", mermaidEdges)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	for _, line := range c.About().Lines() {
		b.WriteString("%% " + mermaidComment(line) + "\n")
	}
	for i, e := range s.entities {
		fmt.Fprintf(&b, "  n%d[\"%s\"]\n  %%%% n%d: %s\n", i+1, mermaidText(e.Name), i+1, mermaidComment(withoutNil(e.ID, e.About)))
	}
	for i, source := range s.sources {
		fmt.Fprintf(&b, "  %%%% source %d: %s\n", i+1, mermaidComment(jsonText(properties(sourceColumns, source))))
	}
	for _, e := range s.edges {
		arrow := "-->"
		switch {
		case e.Negated && e.symmetric():
			arrow = "-.-"
		case e.Negated:
			arrow = "-.->"
		case e.symmetric():
			arrow = "---"
		}
		fmt.Fprintf(&b, "  n%d %s|\"%s\"| n%d\n  %%%% %s\n", s.entity[e.From], arrow, mermaidText(shortLabel(e)), s.entity[e.To], mermaidComment(jsonText(s.carried(e))))
	}
	if b.Len() > mermaidCharacters {
		return tooMuch("mermaid", "%d characters", mermaidCharacters)
	}
	_, err = io.WriteString(w, b.String())
	if err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

// carried is all that an edge carries, with numbers in place of sources.
func (s small) carried(e Edge) map[string]any {
	m := properties(edgeColumns, e)
	m["key"], m["type"] = e.Key, string(e.Type)
	delete(m, "sources")
	cited := []map[string]any{}
	for i, c := range e.Citations {
		item := map[string]any{"locator": c.Locator}
		if i < len(e.Sources) {
			item["source"] = s.source[e.Sources[i].ID]
		}
		if !e.Record {
			item["statement"] = c.Statement
		}
		cited = append(cited, item)
	}
	m["citations"] = cited
	return m
}

// shortLabel names a relation: its type, whether it is not so, status and dates.
func shortLabel(e Edge) string {
	label := strings.ToLower(strings.ReplaceAll(string(e.Type), "_", " "))
	if e.Negated {
		label = "NOT " + label
	}
	details := []string{string(e.Status)}
	if e.Disputed {
		details = append(details, "disputed")
	}
	if e.Amount != nil {
		details = append(details, e.Amount.String())
	}
	if valid := e.Valid.String(); valid != "" {
		details = append(details, valid)
	}
	return label + " (" + strings.Join(details, "; ") + ")"
}

// mermaidText is a text between quotation marks. Everything but letters, digits and
// harmless punctuation becomes an entity code, which Mermaid shows as the character.
func mermaidText(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			b.WriteByte(' ')
		case r < ' ' || r == 0x7f:
			b.WriteRune('\uFFFD')
		case r > 0x7f || strings.ContainsRune(" -.,:()", r) || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z':
			b.WriteRune(r)
		default:
			b.WriteString("#" + strconv.Itoa(int(r)) + ";")
		}
	}
	return b.String()
}

// mermaidComment is a text in one line without braces: Mermaid takes what begins
// with %%{ for an instruction.
func mermaidComment(s string) string {
	return strings.NewReplacer("\n", " ", "\r", " ", "%%{", "%% {").Replace(s)
}

func withoutNil(id graph.ID, about string) string {
	if about == "" {
		return string(id)
	}
	return string(id) + ", " + about
}
