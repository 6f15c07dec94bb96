package loader

import (
	"context"

	"ipgraph/graph"
)

// watchDoc is an entity that a dossier asks to watch: `ipgraph diff` says which
// connections between those it watches were gained and lost.
type watchDoc struct {
	ID   string `json:"id"`
	Note string `json:"note,omitempty"`
}

// maxWatched is how many entities a dossier may watch: each two are compared.
const maxWatched = 10

// watchEntity checks an entry of watch.yaml.
func (c *checker) watchEntity(d watchDoc, locate locator) {
	id, err := graph.ParseID(d.ID)
	own := c.contents.watched[c.dossier.Name]
	for _, other := range own {
		if other.ID == d.ID {
			c.faults.add(locate("id"), "%s is watched already: remove one", d.ID)
			return
		}
	}
	switch {
	case d.ID == "":
		c.faults.add(locate("id"), "id is missing: which entity is to be watched?")
	case err != nil:
		c.faults.add(locate("id"), "%s", err)
	case id.Kind() == graph.SourceKind:
		c.faults.add(locate("id"), "%s is a source; an entity is expected here", id)
	case len(own) == maxWatched:
		c.faults.add(locate("id"), "a dossier watches %d entities at most", maxWatched)
	default:
		c.known("id", id, nil, locate)
		c.contents.watched[c.dossier.Name] = append(own, d)
	}
}

// writeWatchLists remembers whom the dossiers watch. A store that is new has no
// list to forget.
func (l *load) writeWatchLists(ctx context.Context) error {
	rows := l.batcher("watch-lists", "", false)
	for _, dossier := range l.dossiers {
		ids, notes := []string{}, []string{}
		for _, d := range l.contents.watched[dossier] {
			ids, notes = append(ids, d.ID), append(notes, d.Note)
		}
		if len(ids) == 0 && l.fresh {
			continue
		}
		if err := rows.add(ctx, "", map[string]any{"dossier": dossier, "ids": ids, "notes": notes}); err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}
