package export

import (
	"context"
	"iter"

	"ipgraph/graph"
)

// join is a relationship of the store that is no edge: between a statement and what
// it is about, where it stands and what it corrects, and between sources.
type join struct {
	fromLabel, toLabel, from, to string
}

// joinKinds are their types.
var joinKinds = []string{"SUBJECT", "OBJECT", "HAS_FACT", "STATED_IN", "SUPERSEDES", "REPEATS"}

// joinsOf reads the joins of one type.
func joinsOf(ctx context.Context, c Content, kind string) iter.Seq2[join, error] {
	return func(yield func(join, error) bool) {
		if kind == "REPEATS" {
			for s, err := range c.Sources(ctx) {
				if err != nil {
					yield(join{}, err)
					return
				}
				for _, id := range s.Repeats {
					if !yield(join{"Source", "Source", string(s.ID), string(id)}, nil) {
						return
					}
				}
			}
			return
		}
		for s, err := range c.Statements(ctx) {
			if err != nil {
				yield(join{}, err)
				return
			}
			for _, j := range joinsOfStatement(&s.Statement, kind) {
				if !yield(j, nil) {
					return
				}
			}
		}
	}
}

func joinsOfStatement(s *graph.Statement, kind string) []join {
	id := string(s.ID)
	switch {
	case kind == "SUBJECT":
		return []join{{"Statement", "Entity", id, string(s.Subject)}}
	case kind == "OBJECT" && s.Object != "":
		return []join{{"Statement", "Entity", id, string(s.Object)}}
	case kind == "HAS_FACT" && s.Object == "":
		return []join{{"Entity", "Statement", string(s.Subject), id}}
	case kind == "STATED_IN":
		return []join{{"Statement", "Source", id, string(s.Source)}}
	case kind == "SUPERSEDES":
		var list []join
		for _, other := range s.Supersedes {
			list = append(list, join{"Statement", "Statement", id, string(other)})
		}
		return list
	}
	return nil
}
