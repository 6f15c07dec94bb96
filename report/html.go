package report

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"ipgraph/answer"
	"ipgraph/graph"
)

//go:embed page.html entity.html report.css
var files embed.FS

// Style is the stylesheet of the page.
func Style() ([]byte, error) {
	css, err := files.ReadFile("report.css")
	if err != nil {
		return nil, fmt.Errorf("the style of reports: %w", err)
	}
	return css, nil
}

// HTML writes the explanation as a page without a script. With Inline it needs
// nothing from elsewhere.
func HTML(w io.Writer, d Document) error {
	page, err := template.New("page.html").Funcs(functions()).ParseFS(files, "page.html")
	if err != nil {
		return fmt.Errorf("the page of reports: %w", err)
	}
	view := struct {
		Document
		Remarks    []string
		Titles     []string
		CSS        template.CSS
		Stylesheet string
	}{Document: d, Remarks: d.remarks(), Stylesheet: Stylesheet}
	for i := range d.Chains {
		view.Titles = append(view.Titles, d.chainTitle(i))
	}
	if d.Inline {
		css, err := Style()
		if err != nil {
			return err
		}
		view.CSS = template.CSS(css) //nolint:gosec // our own file
	}
	if err := page.Execute(w, view); err != nil {
		return fmt.Errorf("the page of reports: %w", err)
	}
	return nil
}

// functions are those of the templates.
func functions() template.FuncMap {
	return template.FuncMap{"day": day, "runs": runs, "credit": credit, "capital": capital, "unsaid": unsaid, "sides": sides, "aspect": aspect, "words": words,
		"safeURL": safeURL}
}

// safeURL is an address that a reader may follow, or "".
func safeURL(url string) string {
	if strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") {
		return url
	}
	return ""
}

// side is one side of a difference with those who say it.
type side struct {
	Text string
	Who  []string
}

// sides names who says what.
func sides(e answer.ExplainedEdge, d graph.Disagreement) []side {
	by := map[graph.StatementID]string{}
	for _, c := range e.Edge.Citations {
		by[c.Statement] = c.Publisher
	}
	var list []side
	for _, s := range d.Said {
		x := side{Text: s.Text}
		if d.Aspect == graph.AspectDate {
			x.Text = day(s.Text)
		}
		seen := map[string]bool{}
		for _, id := range s.Statements {
			if who := by[id]; who != "" && !seen[who] {
				seen[who] = true
				x.Who = append(x.Who, who)
			}
		}
		list = append(list, x)
	}
	return list
}

// aspect says in what the sides differ, and whether they can all be right.
func aspect(d graph.Disagreement) string {
	name := map[string]string{graph.AspectPolarity: "Whether it is so", graph.AspectDate: "When", graph.AspectValue: "What is said", graph.AspectAmount: "The amount",
		graph.AspectFrom: "Who is named", graph.AspectTo: "Who is named"}[d.Aspect]
	if name == "" {
		name = capital(words(d.Aspect))
	}
	stated := 0
	for _, s := range d.Said {
		if s.Text != graph.NotStated {
			stated++
		}
	}
	switch {
	case !d.Compatible:
		return name + ": the sources contradict each other"
	case stated < 2:
		return name + ": some sources leave it out"
	}
	return name + ": told differently, all can be right"
}

// words reads a name of ours aloud.
func words(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", " ")) }
