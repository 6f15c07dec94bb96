package report

import (
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strings"

	"ipgraph/answer"
	"ipgraph/graph"
)

// EntityPath is below which a server gives the page of an entity.
const EntityPath = "/entity/"

// entityView is a profile with what its page needs beside it.
type entityView struct {
	answer.Profile
	Stylesheet, Version string
}

// Entity writes what there is to read about an entity as a page without a script.
// Version is that of the program.
func Entity(w io.Writer, p answer.Profile, version string) error {
	functions := functions()
	functions["speakers"], functions["pagePath"], functions["said"] = speakers, pagePath, said
	page, err := template.New("entity.html").Funcs(functions).ParseFS(files, "entity.html", "page.html")
	if err != nil {
		return fmt.Errorf("the page of an entity: %w", err)
	}
	if err := page.Execute(w, entityView{p, Stylesheet, version}); err != nil {
		return fmt.Errorf("the page of an entity: %w", err)
	}
	return nil
}

// AsOf says on which days the page was asked for, or "".
func (v entityView) AsOf() string {
	return Document{Explanation: answer.Explanation{Bounds: answer.Bounds{Known: v.Known, On: v.On}}}.asOf()
}

// CountsLine sums up: relations, those that are contested, and sources.
func (v entityView) CountsLine() string {
	contested := "none of them alleged or contradicted"
	if v.Contested > 0 {
		contested = fmt.Sprintf("%d of them alleged or contradicted", v.Contested)
	}
	return fmt.Sprintf("%s, %s; %s.", count(v.Relations, "relation"), contested, count(int64(v.places()), "source"))
}

// places counts the sources that are cited, each once.
func (v entityView) places() int {
	seen := map[graph.ID]bool{}
	for _, s := range v.Sources {
		seen[s.Source] = true
	}
	return len(seen)
}

// CutLine says that there are more relations than the page shows, or "".
func (v entityView) CutLine() string {
	if !v.More {
		return ""
	}
	return fmt.Sprintf("The page shows the first %d relations, disputes before others, and counts among these what is alleged or contradicted.", v.Limit)
}

// Page is the address of another entity's page, on the same days.
func (v entityView) Page(id graph.ID) string { return pagePath(id) + v.days("?") }

// Drawing is the address at which the entity is drawn.
func (v entityView) Drawing() string {
	drawing := "/?node=" + strings.NewReplacer("%3A", ":", "%2F", "/").Replace(url.QueryEscape(string(v.Entity.ID)))
	if v.Known != "" {
		drawing += "&known=" + url.QueryEscape(v.Known)
	}
	return drawing
}

// Answer is the address of the same for programs.
func (v entityView) Answer() string { return "/v1/entities/" + inPath(v.Entity.ID) + v.days("?") }

// Everything is the address of all relations as a table.
func (v entityView) Everything() string {
	return "/v1/entities/" + inPath(v.Entity.ID) + "/neighbours?format=csv&limit=500" + v.days("&")
}

// days are the days that were asked about, as parameters after what is given.
func (v entityView) days(after string) string {
	values := url.Values{}
	for name, day := range map[string]string{"known": v.Known, "on": v.On} {
		if day != "" {
			values.Set(name, day)
		}
	}
	if len(values) == 0 {
		return ""
	}
	return after + values.Encode()
}

// pagePath is the address of an entity's page.
func pagePath(id graph.ID) string { return EntityPath + inPath(id) }

// inPath writes an id for a path, in which colons and slashes may stand.
func inPath(id graph.ID) string {
	return strings.NewReplacer("%3A", ":", "%2F", "/").Replace(url.PathEscape(string(id)))
}

// said is what one side says; dates are read aloud.
func said(d graph.Disagreement, s graph.Said) string {
	if d.Aspect == graph.AspectDate {
		return day(s.Text)
	}
	return s.Text
}

func count(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
