package server

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
)

// indexPage shows a person what the API can be asked, with links that work.
var indexPage = template.Must(template.New("index").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>ipgraph</title></head><body>
<main>
<h1>ipgraph</h1>
<p>Who licenses, sues, funds, employs and regulates whom over intellectual property, and who says so. Version {{.Version}}.</p>
<form action="/v1/entities"><label>Find a name: <input name="q" required></label> <button>Search</button></form>
<h2>Questions</h2>
<dl>{{range .Questions}}<dt><a href="{{.Link}}">{{.Title}}</a></dt><dd>{{.About}}</dd>{{end}}</dl>
<p><a href="/v1/questions">All questions as JSON</a></p>
</main></body></html>
`))

type indexEntry struct{ Title, About, Link string }

func (s *server) index(c *gin.Context) {
	var entries []indexEntry
	for _, q := range s.Library.Questions() {
		values := url.Values{}
		for name, value := range q.ExampleArgs() {
			values.Set(name, value)
		}
		entries = append(entries, indexEntry{q.Title, q.About, "/v1/questions/" + q.Name + "?" + values.Encode()})
	}
	var page bytes.Buffer
	if err := indexPage.Execute(&page, gin.H{"Version": s.Version, "Questions": entries}); err != nil {
		s.problem(c, graph.Errorf(graph.CodeInternal, "the page cannot be written").Because(err))
		return
	}
	c.Data(http.StatusOK, "text/html; charset=utf-8", page.Bytes())
}
