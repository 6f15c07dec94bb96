package report

import (
	"fmt"
	"io"
	"strings"

	"ipgraph/answer"
	"ipgraph/graph"
)

// Conflicts writes matters about which sources differ as plain text.
func Conflicts(w io.Writer, found answer.Conflicts) error {
	var text strings.Builder
	if len(found.Conflicts) == 0 {
		text.WriteString("No statements that the graph holds differ about this.\n")
	}
	for _, c := range found.Conflicts {
		fmt.Fprintf(&text, "%s\n", c.Title)
		for _, d := range c.Differences {
			fmt.Fprintf(&text, "  %s\n", aspect(d))
			for _, s := range d.Said {
				what := s.Text
				if d.Aspect == graph.AspectDate {
					what = day(what)
				}
				fmt.Fprintf(&text, "    %s: %s\n", what, strings.Join(speakers(c, s), "; "))
			}
		}
		text.WriteString("\n")
	}
	switch {
	case found.Truncated && found.Entity == nil:
		text.WriteString("There are more: raise --limit, or ask about one entity.\n")
	case found.Truncated:
		text.WriteString("There are more: raise --limit. At most 2,000 statements about an entity are compared.\n")
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// speakers names who says something, each with the place.
func speakers(c answer.Conflict, said graph.Said) []string {
	var list []string
	for _, id := range said.Statements {
		for _, s := range c.Statements {
			if s.ID != id {
				continue
			}
			who := s.Publisher
			if s.AssertedBy != "" {
				who += " (" + s.AssertedBy + ")"
			}
			list = append(list, fmt.Sprintf("%s, %s, %s", who, day(s.ReportedOn), s.Locator))
		}
	}
	return list
}
