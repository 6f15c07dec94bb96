package server

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/pack"
)

// maxPack is the most that a pack, and the dossier in it before it is packed, may
// take: 32 MB.
const maxPack = 32 << 20

// storyPack serves an explanation with all that it rests on, as "ipgraph pack"
// writes it.
func (s *server) storyPack(c *gin.Context) {
	if s.Dossier == nil {
		s.noRoute(c)
		return
	}
	s.inOneForm(c, "pack", "", func(a cypher.Args) (content, error) {
		x, err := s.answers.ExplainAny(c.Request.Context(), a)
		if err != nil {
			return content{}, err
		}
		body, err := s.packOf(c.Request.Context(), x)
		return content{media: typeZip, file: packName(x.Entities), body: body}, err
	})
}

func (s *server) packOf(ctx context.Context, x answer.Explanation) ([]byte, error) {
	story, err := s.answers.Story(ctx, x)
	if err != nil {
		return nil, err
	}
	dossier := bounded{most: maxPack, what: "the story takes", advice: "ask for fewer chains, or for one family"}
	content := dossier
	statements, entities := story.IDs()
	if err := s.Dossier(ctx, statements, entities, &dossier); err != nil {
		return nil, err
	}
	err = pack.Write(&content, story, pack.Options{Program: s.Version, Dossier: dossier.Bytes()})
	return content.Bytes(), err
}

// packName is made of the ids, which any system takes as the name of a file.
func packName(entities []answer.Entity) string {
	const named = 3
	var parts []string
	for _, e := range entities[:min(len(entities), named)] {
		_, _, value := e.ID.Parts()
		plain := strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
				return r
			}
			return '-'
		}, value)
		parts = append(parts, plain[:min(len(plain), 40)])
	}
	if more := len(entities) - named; more > 0 {
		parts = append(parts, "and-"+strconv.Itoa(more)+"-more")
	}
	return strings.Join(parts, "_") + ".ipgraph.zip"
}

// bounded is a buffer that refuses more than a number of bytes.
type bounded struct {
	bytes.Buffer
	most int
	// what and advice say in the error what takes too much, and what to do.
	what, advice string
}

// Write refuses what would be too much.
func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		return 0, graph.Errorf(graph.CodeTooCostly, "%s more than %d MB: %s", b.what, b.most>>20, b.advice)
	}
	return b.Buffer.Write(p)
}
