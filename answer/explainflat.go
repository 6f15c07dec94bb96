package answer

import (
	"fmt"
	"strconv"
	"strings"
)

// Flat lists the sentences as rows of text, with the places that each cites.
func (x Explanation) Flat() (header []string, rows [][]string) {
	header = []string{"chain", "hop", "sentence", "added", "notes", "sources", "key"}
	add := func(chain, hop int, e ExplainedEdge) {
		var added, places []string
		for _, m := range e.More {
			added = append(added, m.Sentence)
		}
		for _, n := range e.Cites {
			s := x.Sources[n-1]
			places = append(places, fmt.Sprintf("%s, %s, %s", s.Publisher, s.Published, s.Locator))
		}
		rows = append(rows, []string{strconv.Itoa(chain), strconv.Itoa(hop), e.Sentence, strings.Join(added, " "), strings.Join(e.Notes, " "), strings.Join(places, "; "), e.Edge.Key})
	}
	for i, c := range x.Chains {
		for j, h := range c.Hops {
			add(i+1, j+1, h.ExplainedEdge)
			for _, a := range h.Also {
				add(i+1, j+1, a)
			}
		}
	}
	return header, rows
}

// Flat lists each side of each difference as a row of text.
func (c Conflicts) Flat() (header []string, rows [][]string) {
	header = []string{"matter", "title", "aspect", "compatible", "said", "sources", "statements"}
	for _, conflict := range c.Conflicts {
		by := map[string]string{}
		for _, s := range conflict.Statements {
			by[string(s.ID)] = s.Publisher + ", " + s.Locator
		}
		for _, d := range conflict.Differences {
			for _, said := range d.Said {
				var sources, ids []string
				for _, id := range said.Statements {
					ids = append(ids, string(id))
					sources = append(sources, by[string(id)])
				}
				rows = append(rows, []string{conflict.Matter, conflict.Title, d.Aspect, strconv.FormatBool(d.Compatible), said.Text, strings.Join(sources, "; "), strings.Join(ids, " ")})
			}
		}
	}
	return header, rows
}
