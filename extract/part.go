package extract

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"ipgraph/answer"
	"ipgraph/export"
	"ipgraph/graph"
)

// Drawn is what an answer shows: entities, and relations between them.
type Drawn struct {
	// Scope says what was asked for, without a full stop.
	Scope    string
	Entities []answer.Entity
	Edges    []*answer.Edge
	// Truncated says that there is more than the answer shows.
	Truncated bool
}

// Dossier writes some statements and entities, with all that they name, as a
// dossier.
type Dossier func(ctx context.Context, statements []string, entities []graph.ID, w io.Writer) error

// part is what an answer shows, in memory: answers are bounded.
type part struct {
	store    Store
	about    export.About
	entities []export.Entity
	edges    []export.Edge
	dossier  Dossier
}

// Part is what an answer shows, with the statements on which it rests. Facts about
// one entity are left out.
func (s Store) Part(ctx context.Context, d Drawn, dossier Dossier) (export.Content, error) {
	p := &part{store: s, dossier: dossier}
	names := map[graph.ID]string{}
	for _, e := range d.Entities {
		if _, twice := names[e.ID]; twice {
			continue
		}
		names[e.ID] = e.Name
		p.entities = append(p.entities, export.Entity{Entity: graph.Entity{ID: e.ID, Name: e.Name, Aliases: e.Aliases, About: e.About}})
	}
	slices.SortFunc(p.entities, func(a, b export.Entity) int { return cmp.Compare(a.ID, b.ID) })
	seen := map[string]bool{}
	for _, shown := range d.Edges {
		if seen[shown.Key] {
			continue
		}
		seen[shown.Key] = true
		e, err := edgeShown(shown)
		if err != nil {
			return nil, err
		}
		p.edges = append(p.edges, export.Edge{Edge: e, FromName: names[e.From], ToName: names[e.To]})
	}
	slices.SortFunc(p.edges, func(a, b export.Edge) int { return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Key, b.Key)) })
	entities, edges, err := s.Holdings(ctx)
	if err != nil {
		return nil, err
	}
	cut := fmt.Sprintf("It shows %d of %d entities and %d of %d relations, without facts about one entity.", len(p.entities), entities, len(p.edges), edges)
	if d.Truncated {
		cut += " Of what was asked for there is more than the answer shows."
	}
	p.about = s.about(d.Scope, cut)
	p.about.Entities, p.about.Edges = len(p.entities), len(p.edges)
	if err := s.cite(ctx, p.edges); err != nil {
		return nil, err
	}
	p.credit()
	return p, nil
}

// credit gives entities the first sources of their relations.
func (p *part) credit() {
	sources := map[graph.ID][]graph.Source{}
	for _, e := range p.edges {
		for _, id := range []graph.ID{e.From, e.To} {
			for _, o := range e.Sources {
				if len(sources[id]) < sourcesOfEntity && !slices.ContainsFunc(sources[id], func(known graph.Source) bool { return known.ID == o.ID }) {
					sources[id] = append(sources[id], o)
				}
			}
		}
	}
	for i := range p.entities {
		p.entities[i].Sources = sources[p.entities[i].ID]
	}
}

// edgeShown is an edge of an answer as it would be in the store.
func edgeShown(shown *answer.Edge) (graph.Edge, error) {
	valid, err := graph.ParsePeriod(shown.Valid)
	if err != nil {
		return graph.Edge{}, fmt.Errorf("edge %s: %w", shown.Key, err)
	}
	extent := graph.ExtentOf(shown.Type, shown.Derived, valid)
	e := graph.Edge{Key: shown.Key, Type: shown.Type, Family: shown.Family, From: shown.FromID, To: shown.ToID, Qualifiers: shown.Qualifiers,
		Status: shown.Status, Negated: !shown.Polarity && !shown.Gone, Disputed: shown.Disputed, Derived: shown.Derived, Gone: shown.Gone, Valid: valid,
		Earliest: extent.Earliest, Latest: extent.Latest, Certain: extent.Certain, FirstReported: shown.FirstReported, StatementCount: shown.Statements}
	if shown.Amount != nil {
		e.Amount = &shown.Amount.Money
	}
	if v := shown.Value; v != nil {
		e.Value = &graph.Value{Number: v.Number, NumberTo: v.NumberTo, Comparator: v.Comparator, Unit: v.Unit}
		if v.Number == "" {
			e.Value.Text = v.Text
		}
	}
	for _, c := range shown.Citations {
		e.Record = e.Record || c.Statement == ""
		e.Citations = append(e.Citations, graph.Citation{Statement: c.Statement, Source: c.Source, Locator: c.Locator, Reported: c.Reported})
	}
	return e, nil
}

// About says what is in the file.
func (p *part) About() export.About { return p.about }

// Entities gives those that the answer shows.
func (p *part) Entities(context.Context) iter.Seq2[export.Entity, error] { return all(p.entities) }

// Edges gives those that the answer shows.
func (p *part) Edges(context.Context) iter.Seq2[export.Edge, error] { return all(p.edges) }

// Sources gives those that the relations cite.
func (p *part) Sources(context.Context) iter.Seq2[graph.Source, error] {
	var list []graph.Source
	for _, e := range p.edges {
		list = append(list, e.Sources...)
	}
	slices.SortFunc(list, func(a, b graph.Source) int { return cmp.Compare(a.ID, b.ID) })
	return all(slices.CompactFunc(list, func(a, b graph.Source) bool { return a.ID == b.ID }))
}

// Statements reads those that the relations cite and whose ends are shown. A shortcut
// rests on what is said of a licence, lawsuit or round that may not be shown.
func (p *part) Statements(ctx context.Context) iter.Seq2[export.Statement, error] {
	return func(yield func(export.Statement, error) bool) {
		names := map[graph.ID]string{}
		for _, e := range p.entities {
			names[e.ID] = e.Name
		}
		for ids := range slices.Chunk(p.statementIDs(), sourcesAtOnce) {
			statements, err := p.read(ctx, ids)
			if err != nil {
				yield(export.Statement{}, err)
				return
			}
			for _, s := range statements {
				_, subject := names[s.Subject]
				_, object := names[s.Object]
				if !subject || !object && s.Object != "" {
					continue
				}
				s.SubjectName, s.ObjectName = names[s.Subject], names[s.Object]
				if !yield(s, nil) {
					return
				}
			}
		}
	}
}

// statementIDs are those of the citations, sorted, each once.
func (p *part) statementIDs() []string {
	var ids []string
	for _, e := range p.edges {
		for _, c := range e.Citations {
			if c.Statement != "" {
				ids = append(ids, string(c.Statement))
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// read reads statements with their sources.
func (p *part) read(ctx context.Context, ids []string) ([]export.Statement, error) {
	q, err := p.store.Library.Get("statements")
	if err != nil {
		return nil, err
	}
	result, err := p.store.Reader.Ask(ctx, q.KeepCall("", map[string]any{"ids": ids}))
	if err != nil {
		return nil, err
	}
	read, err := graph.StatementsIn(result, "statement")
	if err != nil {
		return nil, err
	}
	var from []graph.ID
	for _, s := range read {
		from = append(from, s.Source)
	}
	sources, err := p.store.sources(ctx, from)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(read, func(a, b graph.Statement) int { return strings.Compare(string(a.ID), string(b.ID)) })
	out := make([]export.Statement, 0, len(read))
	for _, s := range read {
		out = append(out, export.Statement{Statement: s, From: sources[s.Source]})
	}
	return out, nil
}

// Dossier writes the statements on which the relations rest, with all that they
// name.
func (p *part) Dossier(ctx context.Context, w io.Writer) error {
	var entities []graph.ID
	for _, e := range p.entities {
		entities = append(entities, e.ID)
	}
	return p.dossier(ctx, p.statementIDs(), entities, w)
}

func all[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range list {
			if !yield(item, nil) {
				return
			}
		}
	}
}
