package extract

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"ipgraph/export"
	"ipgraph/graph"
)

// whole is the graph, or all of it that belongs to some families.
type whole struct {
	store      Store
	about      export.About
	families   []graph.Family
	predicates []string
	dossier    func(context.Context, io.Writer) error
}

// Whole is the whole graph, read page by page. With families it is all relations of
// these, what they join, and what is said about them. The dossier writes the whole
// graph as a dossier.
func (s Store) Whole(ctx context.Context, families []graph.Family, dossier func(context.Context, io.Writer) error) (export.Content, error) {
	w := &whole{store: s, families: families, dossier: dossier, about: s.about("the whole graph", "")}
	if len(families) == 0 {
		return w, nil
	}
	entities, edges, err := s.Holdings(ctx)
	if err != nil {
		return nil, err
	}
	for _, rule := range graph.Rules() {
		if slices.Contains(families, rule.Family) || rule.Predicate == graph.PartyTo {
			w.predicates = append(w.predicates, string(rule.Predicate))
		}
	}
	list := strings.Join(words(families), ", ")
	w.about.Scope = "all relations of the families " + list
	w.about.Cut = fmt.Sprintf("Relations of other families and facts about one entity are left out; the graph holds %d entities and %d relations in all.", entities, edges)
	return w, nil
}

func words(families []graph.Family) []string {
	list := make([]string, 0, len(families))
	for _, f := range families {
		list = append(list, string(f))
	}
	return list
}

// About says what is in the file.
func (w *whole) About() export.About { return w.about }

// Dossier writes the whole graph. A part by families is no dossier that stands by
// itself.
func (w *whole) Dossier(ctx context.Context, out io.Writer) error {
	if w.families != nil {
		return &graph.Error{Code: graph.CodeInvalid, Message: "a dossier of some families cannot be written: leave the families out, or name entities"}
	}
	return w.dossier(ctx, out)
}

// Sources reads all sources.
func (w *whole) Sources(ctx context.Context) iter.Seq2[graph.Source, error] {
	return pages(ctx, w.store, "source-page", "", nil, func(page graph.Result, row []any) (graph.Source, string, error) {
		node, err := graph.Cell[graph.Node](page, row, "node")
		if err != nil {
			return graph.Source{}, "", err
		}
		s, err := graph.SourceFrom(node)
		return s, string(s.ID), err
	}, nil)
}

// Entities reads all entities.
func (w *whole) Entities(ctx context.Context) iter.Seq2[export.Entity, error] {
	return pages(ctx, w.store, "export-entities", "", w.filter(), entityOf, nil)
}

func entityOf(page graph.Result, row []any) (export.Entity, string, error) {
	var out export.Entity
	node, err := graph.Cell[graph.Node](page, row, "node")
	if err != nil {
		return out, "", err
	}
	if out.Entity, err = graph.EntityFrom(node); err != nil {
		return out, "", err
	}
	sources, err := graph.Cell[[]any](page, row, "sources")
	if err != nil {
		return out, "", err
	}
	for _, item := range sources {
		node, _ := item.(graph.Node)
		source, err := graph.SourceFrom(node)
		if err != nil {
			return out, "", err
		}
		out.Sources = append(out.Sources, source)
	}
	return out, string(out.ID), nil
}

// Statements reads all statements that have nodes.
func (w *whole) Statements(ctx context.Context) iter.Seq2[export.Statement, error] {
	all := pages(ctx, w.store, "export-statements", "", w.filter(), statementOf, nil)
	if w.families == nil {
		return all
	}
	return func(yield func(export.Statement, error) bool) {
		for s, err := range all { // being a party belongs to the family of what one is a party to
			if err == nil && !slices.Contains(w.families, graph.FamilyOf(s.Predicate, s.Object)) {
				continue
			}
			if !yield(s, err) {
				return
			}
		}
	}
}

func statementOf(page graph.Result, row []any) (export.Statement, string, error) {
	var out export.Statement
	node, err := graph.Cell[graph.Node](page, row, "node")
	if err != nil {
		return out, "", err
	}
	if out.Statement, err = graph.StatementFrom(node); err != nil {
		return out, "", err
	}
	if out.SubjectName, err = graph.Cell[string](page, row, "subject"); err != nil {
		return out, "", err
	}
	if out.ObjectName, err = graph.Cell[string](page, row, "object"); err != nil {
		return out, "", err
	}
	source, err := graph.Cell[graph.Node](page, row, "source")
	if err != nil {
		return out, "", err
	}
	out.From, err = graph.SourceFrom(source)
	return out, string(out.ID), err
}

// Edges reads all edges, type by type.
func (w *whole) Edges(ctx context.Context) iter.Seq2[export.Edge, error] {
	return func(yield func(export.Edge, error) bool) {
		for _, t := range graph.EdgeTypes() {
			for e, err := range pages(ctx, w.store, "export-edges", string(t), w.filter(), edgeOf, w.store.cite) {
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}

func edgeOf(page graph.Result, row []any) (export.Edge, string, error) {
	var out export.Edge
	relationship, err := graph.Cell[graph.Relationship](page, row, "edge")
	if err != nil {
		return out, "", err
	}
	if out.Edge, err = graph.EdgeFrom(relationship); err != nil {
		return out, "", err
	}
	for column, name := range map[string]*string{"a": &out.FromName, "b": &out.ToName} {
		node, err := graph.Cell[graph.Node](page, row, column)
		if err != nil {
			return out, "", err
		}
		*name, _ = node.Properties["name"].(string)
	}
	return out, out.Key, nil
}

// filter are the parameters that choose families.
func (w *whole) filter() map[string]any {
	if w.families == nil {
		return map[string]any{"families": nil, "predicates": nil}
	}
	return map[string]any{"families": words(w.families), "predicates": w.predicates}
}

// pages asks for page after page and gives the rows one by one; each row tells the
// place after which the next page begins. Where finish is given it completes the
// rows of a page.
func pages[T any](ctx context.Context, s Store, question, word string, params map[string]any,
	read func(graph.Result, []any) (T, string, error), finish func(context.Context, []T) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for after := ""; ; {
			asked := map[string]any{"after": after}
			for name, v := range params {
				asked[name] = v
			}
			page, err := s.keep(ctx, question, word, asked)
			if err != nil {
				yield(none, err)
				return
			}
			if len(page.Rows) == 0 {
				return
			}
			items := make([]T, 0, len(page.Rows))
			for _, row := range page.Rows {
				var item T
				if item, after, err = read(page, row); err != nil {
					yield(none, err)
					return
				}
				items = append(items, item)
			}
			if finish != nil {
				if err := finish(ctx, items); err != nil {
					yield(none, err)
					return
				}
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}
