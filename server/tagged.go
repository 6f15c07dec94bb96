package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
)

// tagged is content that is the same for all requests to this program, with the tag
// by which a client tells that it has it already.
type tagged struct {
	media, tag string
	body       []byte
}

func newTagged(media string, body []byte) tagged {
	hash := sha256.Sum256(body)
	return tagged{media: media, tag: `W/"` + hex.EncodeToString(hash[:16]) + `"`, body: body}
}

// serve answers with the content, or that the client has it.
func (t tagged) serve(c *gin.Context) {
	c.Header("Cache-Control", "no-cache")
	c.Header("ETag", t.tag)
	if hasTag(c, t.tag) {
		c.Status(http.StatusNotModified)
		return
	}
	c.Data(http.StatusOK, t.media, t.body)
}

// vocabulary is made once: it is that of the program.
func vocabulary() (tagged, error) {
	body, err := json.Marshal(answer.Words())
	if err != nil {
		return tagged{}, fmt.Errorf("vocabulary: %w", err)
	}
	return newTagged(typeJSON+"; charset=utf-8", append(body, '\n')), nil
}

func (s *server) vocabulary(c *gin.Context) {
	if err := noParameters(c); err != nil {
		s.problem(c, err)
		return
	}
	s.words.serve(c)
}
