package server

import (
	"bytes"
	"net/http"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
	"ipgraph/report"
)

// documented answers can be written to be read.
type documented interface {
	document() report.Document
}

// writeDocument writes an answer as text, Markdown or a page.
func (s *server) writeDocument(c *gin.Context, format, tag string, d documented) {
	write, media := report.HTML, typeHTML
	switch format {
	case formatText:
		write, media = report.Text, typeText
	case formatMarkdown:
		write, media = report.Markdown, typeMarkdown
	}
	var body bytes.Buffer
	if err := write(&body, d.document()); err != nil {
		s.problem(c, graph.Errorf(graph.CodeInternal, "the answer cannot be written").Because(err))
		return
	}
	cacheable(c, tag)
	c.Data(http.StatusOK, media+"; charset=utf-8", body.Bytes())
}

func (s *server) reportStyle(c *gin.Context) {
	css, err := report.Style()
	if err != nil {
		s.problem(c, err)
		return
	}
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, typeCSS+"; charset=utf-8", css)
}
