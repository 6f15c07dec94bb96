package server

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/cypher"
	"ipgraph/graph"
)

//go:embed pages
var pageFiles embed.FS

// pages are the server's own, for people.
type pages struct {
	docs  *template.Template
	style []byte
	// reconcile are the previews and flyouts of the reconciliation service.
	reconcile *template.Template
}

func newPages() (p pages, err error) {
	if p.docs, err = template.ParseFS(pageFiles, "pages/layout.html", "pages/docs.html"); err != nil {
		return p, fmt.Errorf("page: %w", err)
	}
	if p.reconcile, err = template.ParseFS(pageFiles, "pages/preview.html", "pages/flyout.html"); err != nil {
		return p, fmt.Errorf("page: %w", err)
	}
	if p.style, err = pageFiles.ReadFile("pages/style.css"); err != nil {
		return p, fmt.Errorf("page: %w", err)
	}
	return p, nil
}

// pageData is what the templates show.
type pageData struct {
	Version string
	Token   bool
	Themes  []pageTheme
	Errors  []pageError
}

type pageTheme struct {
	Name, Title, About string
	Entries            []pageEntry
}

// pageEntry is one endpoint.
type pageEntry struct {
	ID, Title, About, Method, Path string
	Parameters                     []pageParameter
	// Link is the example, Links the same in each format.
	Link   string
	Links  []pageLink
	Curl   string
	Cypher string
}

type pageParameter struct {
	Name, About, Expected, Default string
	Required                       bool
}

type pageLink struct{ Title, Link string }

type pageError struct {
	Status      int
	Code, Title string
}

// docs shows everything that can be asked.
func (s *server) docs(c *gin.Context) {
	curl := s.curl(c)
	composed := pageTheme{Name: themeAPI, Title: "Entities, chains, sources", About: "Answers that are put together from several questions.",
		Entries: entriesOf(s.endpoints, themeAPI, curl)}
	own := pageTheme{Name: themeServer, Title: "The server itself", About: "Pages and checks.", Entries: entriesOf(s.endpoints, themeServer, curl)}
	s.page(c, s.pages.docs, pageData{Version: s.Version, Token: s.Token.Required(), Errors: pageErrors(),
		Themes: slices.Concat([]pageTheme{composed}, questionThemes(s.endpoints, curl), []pageTheme{own})})
}

func (s *server) page(c *gin.Context, t *template.Template, data pageData) {
	var page bytes.Buffer
	if err := t.ExecuteTemplate(&page, "layout.html", data); err != nil {
		s.problem(c, graph.Errorf(graph.CodeInternal, "the page cannot be written").Because(err))
		return
	}
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, typeHTML+"; charset=utf-8", page.Bytes())
}

func (s *server) style(c *gin.Context) {
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, typeCSS+"; charset=utf-8", s.pages.style)
}

// curl makes command lines for this server, under the name by which it was
// addressed.
func (s *server) curl(c *gin.Context) func(options, link string) string {
	header := ""
	if s.Token.Required() {
		header = ` -H "Authorization: Bearer $IPGRAPH_TOKEN"`
	}
	return func(options, link string) string {
		return "curl" + header + options + " 'http://" + c.Request.Host + link + "'"
	}
}

// questionThemes are the questions, each under its theme.
func questionThemes(list []endpoint, curl func(options, link string) string) []pageTheme {
	var themes []pageTheme
	for _, t := range cypher.Themes() {
		if entries := entriesOf(list, t.Name, curl); entries != nil {
			themes = append(themes, pageTheme{t.Name, t.Title, t.About, entries})
		}
	}
	return themes
}

func entriesOf(list []endpoint, theme string, curl func(options, link string) string) []pageEntry {
	var entries []pageEntry
	for _, e := range list {
		if e.theme == theme {
			entries = append(entries, entryOf(e, curl))
		}
	}
	return entries
}

func entryOf(e endpoint, curl func(options, link string) string) pageEntry {
	entry := pageEntry{ID: e.id, Title: e.title, About: e.about, Method: e.method, Path: e.path, Parameters: pageParameters(e)}
	if strings.HasPrefix(e.path, questionPath("")) {
		entry.Cypher = e.question.Text
	}
	if e.method == http.MethodPost {
		if e.form {
			for _, name := range slices.Sorted(maps.Keys(e.example)) {
				entry.Curl = curl(fmt.Sprintf(" --data-urlencode '%s=%s'", name, e.example[name]), e.path)
			}
			return entry
		}
		if example, err := json.Marshal(e.example); err == nil {
			entry.Curl = curl(" -N -H 'Content-Type: application/json' -d '"+string(example)+"'", e.path)
		}
		return entry
	}
	if e.unlinked {
		return entry
	}
	entry.Link = exampleLink(e)
	entry.Curl = curl("", entry.Link)
	entry.Links = []pageLink{{"answer", entry.Link}}
	if e.formats != nil {
		entry.Links[0].Title = "JSON"
		for _, format := range e.formats {
			separator := "?"
			if strings.Contains(entry.Link, "?") {
				separator = "&"
			}
			title := map[string]string{formatCSV: "CSV", formatGraph: "to draw", formatText: "text", formatMarkdown: "Markdown", formatHTML: "page"}[format]
			entry.Links = append(entry.Links, pageLink{title, entry.Link + separator + "format=" + format})
		}
	}
	return entry
}

// exampleLink is the question's own example at the address.
func exampleLink(e endpoint) string {
	if e.question == nil {
		return strings.TrimSuffix(e.path, "{file}")
	}
	path, values := e.path, url.Values{}
	for name, value := range maps.All(e.question.ExampleArgs()) {
		if part := "{" + name + "}"; strings.Contains(path, part) {
			path = strings.ReplaceAll(path, part, strings.ReplaceAll(url.PathEscape(value), "%2F", "/"))
			continue
		}
		values.Set(name, value)
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + strings.NewReplacer("%2C", ",", "%3A", ":", "%2F", "/").Replace(values.Encode())
}

func pageParameters(e endpoint) []pageParameter {
	if e.question == nil {
		return fieldsOf(e.body)
	}
	var list []pageParameter
	if e.method == http.MethodPost {
		list = append(list, pageParameter{Name: "pairs", About: "the ends of each chain", Expected: fmt.Sprintf("1 to %d objects with from and to", maxPairs), Required: true})
	}
	for _, p := range e.question.Params {
		switch {
		case e.paged && p.Name == "after":
			list = append(list, pageParameter{Name: "cursor", About: "where the page before ended", Expected: "its next"})
		case e.method == http.MethodPost && (p.Name == "from" || p.Name == "to"):
		default:
			list = append(list, pageParameter{Name: p.Name, About: p.About, Expected: expected(e, p), Default: p.Default, Required: !p.Optional})
		}
	}
	return list
}

// fieldsOf lists the fields of a body that no question describes.
func fieldsOf(body object) []pageParameter {
	properties, _ := body["properties"].(object)
	required, _ := body["required"].([]string)
	var list []pageParameter
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		field, _ := properties[name].(object)
		p := pageParameter{Name: name, About: fmt.Sprint(field["description"]), Required: slices.Contains(required, name)}
		switch field["type"] {
		case "integer":
			p.Expected = fmt.Sprintf("a whole number up to %v", field["maximum"])
		case "object":
			p.Expected = "an object of names and values"
		default:
			p.Expected = "a text"
		}
		if value, given := field["default"]; given {
			p.Default = fmt.Sprint(value)
		}
		list = append(list, p)
	}
	return list
}

// expected says what a parameter may be; names do for ids in a query string.
func expected(e endpoint, p cypher.Param) string {
	if p.Type == cypher.TypeID && !strings.Contains(e.path, "{"+p.Name+"}") {
		return p.Expected() + ", or a name"
	}
	return p.Expected()
}

// pageErrors are all codes, by status.
func pageErrors() []pageError {
	var list []pageError
	for code, status := range statuses {
		if code != graph.CodeCanceled {
			list = append(list, pageError{status, string(code), titles[code]})
		}
	}
	for _, r := range refusals {
		list = append(list, pageError{r.status, r.code, r.title})
	}
	slices.SortFunc(list, func(a, b pageError) int {
		return cmp.Or(cmp.Compare(a.Status, b.Status), strings.Compare(a.Code, b.Code))
	})
	return list
}
