package server

import (
	"bytes"

	"github.com/gin-gonic/gin"

	"ipgraph/cypher"
	"ipgraph/report"
)

// profile serves what there is to read about an entity as a plain page.
func (s *server) profile(c *gin.Context) {
	s.inOneForm(c, "profile", "id", func(a cypher.Args) (content, error) {
		p, err := s.answers.Profile(c.Request.Context(), a)
		if err != nil {
			return content{}, err
		}
		var page bytes.Buffer
		err = report.Entity(&page, p, s.Version)
		return content{media: typeHTML + "; charset=utf-8", body: page.Bytes()}, err
	})
}
