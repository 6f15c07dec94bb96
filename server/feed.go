package server

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/graph"
)

// The feed of changes, RFC 4287. Its ids are made of the graph's and the loads'
// own, so that they stay whatever the server's address is.

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Link    atomLink    `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID      string    `xml:"id"`
	Title   string    `xml:"title"`
	Updated string    `xml:"updated"`
	Link    *atomLink `xml:"link"`
	Summary string    `xml:"summary"`
	Content string    `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

// neverUpdated is when a feed without any load was updated: the element is needed.
const neverUpdated = "1970-01-01T00:00:00Z"

// feedFormat tells the feed's entity tag from those of other answers.
const feedFormat = "atom"

// changes serves the feed. Whoever holds it already is told so, and the loads are
// not read.
func (s *server) changes(c *gin.Context) {
	if holds(c, s.tagOf(c, feedFormat)) {
		return
	}
	parameters, err := args(c)
	if _, given := c.GetQuery("format"); err == nil && given {
		parameters["format"] = ""
	}
	for name := range parameters {
		err = &graph.Error{Code: graph.CodeInvalid, Message: "the feed takes no parameters",
			Problems: []graph.Problem{{Field: name, Message: "is not a parameter here"}}}
	}
	if err != nil {
		s.problem(c, err)
		return
	}
	changes, tag, err := answerWhole(s, c, feedFormat, func() (answer.Changes, error) { return s.answers.Changes(c.Request.Context()) })
	if err != nil {
		s.problem(c, err)
		return
	}
	body, err := xml.MarshalIndent(feedOf(changes), "", " ")
	if err != nil {
		s.problem(c, graph.Errorf(graph.CodeInternal, "the feed cannot be written").Because(err))
		return
	}
	cacheable(c, tag)
	c.Data(http.StatusOK, typeAtom+"; charset=utf-8", append([]byte(xml.Header), append(body, '\n')...))
}

func feedOf(changes answer.Changes) atomFeed {
	feed := atomFeed{ID: feedID(changes.Graph), Title: "Changes of the graph", Updated: neverUpdated, Author: "ipgraph",
		Link: atomLink{"self", typeAtom, "changes.atom"}}
	for _, l := range changes.Loads {
		if feed.Updated == neverUpdated {
			feed.Updated = l.Finished
		}
		entry := atomEntry{ID: feedID(changes.Graph, l.ID), Title: "Load of " + strings.Join(l.Dossiers, ", ") + ": " + l.Summary,
			Updated: l.Finished, Summary: l.Summary, Content: strings.Join(l.Statements, "\n")}
		if entry.Content == "" {
			entry.Content = l.Summary
		}
		if l.More {
			entry.Content += "\n…"
		}
		if l.Before != "" {
			entry.Link = &atomLink{"related", typeJSON, "diff?" + url.Values{"from": {l.Before}, "to": {l.ID}}.Encode()}
		}
		feed.Entries = append(feed.Entries, entry)
	}
	return feed
}

// feedID is a UUID of the kind that a program makes by a rule of its own (RFC
// 9562, version 8): a hash of the names.
func feedID(names ...string) string {
	h := sha256.Sum256([]byte("ipgraph\x00" + strings.Join(names, "\x00")))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
