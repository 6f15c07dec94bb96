package loader

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"slices"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// ExportSome writes some statements and entities as JSON Lines, with all that they
// name: what is written is a dossier that stands by itself. Ids that the store does
// not hold are left out, and so are withdrawn statements, register records, and stored
// texts with the quotations from them.
func ExportSome(ctx context.Context, store Asker, library *cypher.Library, statements []string, entities []graph.ID, w io.Writer) error {
	x := exporter{store: store, library: library, lines: json.NewEncoder(w), published: map[graph.ID]graph.Period{}}
	x.lines.SetEscapeHTML(false)
	found, err := x.statementsWithCorrected(ctx, statements)
	if err != nil {
		return err
	}
	var sources []graph.ID
	for _, s := range found {
		sources = append(sources, s.Source)
		entities = append(entities, s.Entities()...)
	}
	if err := x.sourcesWithRepeated(ctx, sources); err != nil {
		return err
	}
	if err := x.entities(ctx, entities); err != nil {
		return err
	}
	for _, s := range found {
		if err := x.writeStatement(s); err != nil {
			return err
		}
	}
	return nil
}

// statementsWithCorrected reads statements, and those that they supersede.
func (x *exporter) statementsWithCorrected(ctx context.Context, ids []string) ([]graph.Statement, error) {
	q, err := x.library.Get("statements")
	if err != nil {
		return nil, err
	}
	var all []graph.Statement
	seen, corrected := map[string]bool{}, map[graph.StatementID]bool{}
	for wanted := unseen(ids, seen); len(wanted) > 0; wanted = unseen(ids, seen) {
		ids = nil
		for part := range slices.Chunk(wanted, maxIDs) {
			result, err := x.store.Ask(ctx, q.KeepCall("", map[string]any{"ids": part}))
			if err != nil {
				return nil, err
			}
			statements, err := graph.StatementsIn(result, "statement")
			if err != nil {
				return nil, err
			}
			for _, s := range statements {
				if s.WithdrawnAt != "" && !corrected[s.ID] {
					continue
				}
				s.Quote = "" // the text in which it stands is not written
				all = append(all, s)
				for _, id := range s.Supersedes {
					corrected[id] = true
					ids = append(ids, string(id))
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b graph.Statement) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// sourcesWithRepeated writes sources, and those that they repeat.
func (x *exporter) sourcesWithRepeated(ctx context.Context, ids []graph.ID) error {
	var all []graph.Source
	seen := map[graph.ID]bool{}
	for wanted := unseen(ids, seen); len(wanted) > 0; wanted = unseen(ids, seen) {
		ids = nil
		nodes, err := x.nodes(ctx, x.library.Keep, "sources-by-id", wanted)
		if err != nil {
			return err
		}
		for _, n := range nodes {
			s, err := graph.SourceFrom(n)
			if err != nil {
				return err
			}
			all, ids = append(all, s), append(ids, s.Repeats...)
		}
	}
	slices.SortFunc(all, func(a, b graph.Source) int { return cmp.Compare(a.ID, b.ID) })
	for _, s := range all {
		x.published[s.ID] = s.Published
		d := docOfSource(s)
		d.Document = ""
		if err := x.write(lineDoc{Source: &d}); err != nil {
			return err
		}
	}
	return nil
}

// entities writes entities.
func (x *exporter) entities(ctx context.Context, ids []graph.ID) error {
	wanted := unseen(ids, map[graph.ID]bool{"": true})
	nodes, err := x.nodes(ctx, x.library.Get, "entities", wanted)
	if err != nil {
		return err
	}
	var all []graph.Entity
	for _, n := range nodes {
		e, err := graph.EntityFrom(n)
		if err != nil {
			return err
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b graph.Entity) int { return cmp.Compare(a.ID, b.ID) })
	for _, e := range all {
		d := docOfEntity(e)
		if err := x.write(lineDoc{Entity: &d}); err != nil {
			return err
		}
	}
	return nil
}

// maxNodes is the number of ids that the questions for nodes take.
const maxNodes = 100

// nodes reads nodes by their ids.
func (x *exporter) nodes(ctx context.Context, get func(string) (cypher.Query, error), question string, ids []graph.ID) ([]graph.Node, error) {
	q, err := get(question)
	if err != nil {
		return nil, err
	}
	var nodes []graph.Node
	for part := range slices.Chunk(ids, maxNodes) {
		texts := make([]string, 0, len(part))
		for _, id := range part {
			texts = append(texts, string(id))
		}
		result, err := x.store.Ask(ctx, q.KeepCall("", map[string]any{"ids": texts}))
		if err != nil {
			return nil, err
		}
		for _, row := range result.Rows {
			if n, ok := row[0].(graph.Node); ok {
				nodes = append(nodes, n)
			}
		}
	}
	return nodes, nil
}

// unseen are those of ids that were not seen before, each once.
func unseen[ID comparable](ids []ID, seen map[ID]bool) []ID {
	var list []ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	return list
}
