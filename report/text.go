package report

import (
	"fmt"
	"io"
	"strings"

	"ipgraph/answer"
)

// Text writes the explanation for a terminal or a mail.
func Text(w io.Writer, d Document) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", d.Title, d.Summary)
	for _, r := range d.remarks() {
		fmt.Fprintln(&b, r)
	}
	for i, c := range d.Chains {
		fmt.Fprintf(&b, "\n%s\n", d.chainTitle(i))
		for j, h := range c.Hops {
			fmt.Fprintf(&b, "  %d. ", j+1)
			textEdge(&b, h.ExplainedEdge)
			for _, a := range h.Also {
				b.WriteString("     Also: ")
				textEdge(&b, a)
			}
			if more := unsaid(h); more != "" {
				fmt.Fprintf(&b, "     %s\n", more)
			}
		}
	}
	textParagraphs(&b, d.Absence)
	if len(d.Sources) > 0 {
		b.WriteString("\nSources\n")
	}
	for _, s := range d.Sources {
		fmt.Fprintf(&b, "  [%d] %s %s", s.Number, credit(s), sameVoice(s))
		if s.URL != "" {
			fmt.Fprintf(&b, "\n      %s", s.URL)
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, strings.ReplaceAll(b.String(), " \n", "\n"))
	return err
}

func textEdge(b *strings.Builder, e answer.ExplainedEdge) {
	fmt.Fprintf(b, "%s %s\n", e.Sentence, marks(e.Cites))
	for _, m := range e.More {
		fmt.Fprintf(b, "       %s %s\n", m.Sentence, marks(m.Cites))
	}
	for _, n := range e.Notes {
		fmt.Fprintf(b, "       (%s)\n", strings.TrimSuffix(n, "."))
	}
}

func textParagraphs(b *strings.Builder, paragraphs []string) {
	if len(paragraphs) > 0 {
		b.WriteString("\nHow far this looked\n")
	}
	for _, p := range paragraphs {
		fmt.Fprintf(b, "  %s\n", p)
	}
}
