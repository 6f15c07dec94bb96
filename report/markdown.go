package report

import (
	"fmt"
	"io"
	"strings"

	"ipgraph/answer"
)

// Markdown writes the explanation as CommonMark. Names and titles are text, however
// much they look like markup.
func Markdown(w io.Writer, d Document) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", escape(d.Title), escape(strings.Join(append([]string{d.Summary}, d.remarks()...), " ")))
	for i, c := range d.Chains {
		fmt.Fprintf(&b, "\n## %s\n\n", d.chainTitle(i))
		for j, h := range c.Hops {
			fmt.Fprintf(&b, "%d. ", j+1)
			markdownEdge(&b, h.ExplainedEdge, "   ")
			for _, a := range h.Also {
				b.WriteString("   - Also: ")
				markdownEdge(&b, a, "     ")
			}
			if more := unsaid(h); more != "" {
				fmt.Fprintf(&b, "   - %s\n", more)
			}
		}
	}
	if len(d.Absence) > 0 {
		b.WriteString("\n## How far this looked\n\n")
	}
	for _, p := range d.Absence {
		fmt.Fprintf(&b, "- %s\n", escape(p))
	}
	if len(d.Sources) > 0 {
		b.WriteString("\n## Sources\n\n")
	}
	for _, s := range d.Sources {
		fmt.Fprintf(&b, "%d. %s\n", s.Number, strings.TrimSpace(strings.Join([]string{escape(credit(s)), address(s.URL), escape(sameVoice(s))}, " ")))
	}
	fmt.Fprintf(&b, "\n## To ask again\n\nIn Neo4j Browser, or with any client of Neo4j:\n\n%s", fenced(d.Cypher))
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownEdge(b *strings.Builder, e answer.ExplainedEdge, indent string) {
	fmt.Fprintf(b, "%s %s\n", escape(e.Sentence), escape(marks(e.Cites)))
	for _, m := range e.More {
		fmt.Fprintf(b, "%s- %s %s\n", indent, escape(m.Sentence), escape(marks(m.Cites)))
	}
	for _, n := range e.Notes {
		fmt.Fprintf(b, "%s- *%s*\n", indent, escape(n))
	}
}

// escape keeps a text from being taken for markup.
func escape(text string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(text), " ") {
		if strings.ContainsRune("\\`*_{}[]<>#+!|~&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// address is a link, or "" where there is none. Only what a reader may follow and
// a URL may hold is written.
func address(url string) string {
	if safeURL(url) == "" || strings.ContainsAny(url, "<> \n\t") {
		return ""
	}
	return "<" + url + ">"
}

// fenced puts code into a fence that is longer than any in it.
func fenced(code string) string {
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	return fence + "cypher\n" + strings.TrimSuffix(code, "\n") + "\n" + fence + "\n"
}
