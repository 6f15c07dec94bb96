package answer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Story is an explanation with all that it rests on, to be kept and compared with
// the graph of a later day.
type Story struct {
	Explanation Explanation `json:"explanation"`
	// Graph is what the graph held.
	Graph Holdings `json:"graph"`
	// Entities are all that the rest names.
	Entities []Entity `json:"entities"`
	// Edges are all between neighbours on the chains, also those that a family
	// filter left out of them.
	Edges []*Edge `json:"edges"`
	// Statements are those that the edges cite, and Sources their sources, with the
	// hashes of the stored texts.
	Statements []*Statement `json:"statements"`
	Sources    []Source     `json:"sources"`
}

// maxBetween is the number of edges between two neighbours that a story holds.
const maxBetween = 500

// Story gathers what an explanation rests on.
func (s Service) Story(ctx context.Context, x Explanation) (Story, error) {
	return s.collect(ctx, x, pairsOf(x), nil)
}

// Again puts the question of a story again, and gathers what it rests on now: also
// the edges between those who were neighbours then, and the statements of then as
// they are now.
func (s Service) Again(ctx context.Context, old Story) (Story, error) {
	ask := s.Explain
	if old.Explanation.Question == "connections" {
		ask = s.ExplainConnections
	}
	x, err := ask(ctx, old.Explanation.Parameters)
	if err != nil {
		return Story{}, err
	}
	pairs := pairsOf(x)
	for _, p := range pairsOf(old.Explanation) {
		if !slices.Contains(pairs, p) {
			pairs = append(pairs, p)
		}
	}
	var statements []string
	for _, st := range old.Statements {
		statements = append(statements, string(st.ID))
	}
	return s.collect(ctx, x, pairs, statements)
}

// pair is two neighbours, the smaller id first.
type pair [2]graph.ID

// pairsOf lists neighbours on the chains, each pair once.
func pairsOf(x Explanation) []pair {
	var pairs []pair
	for _, c := range x.Chains {
		for _, h := range c.Hops {
			if p := pair(ordered([2]graph.ID{h.From.ID, h.To.ID})); !slices.Contains(pairs, p) {
				pairs = append(pairs, p)
			}
		}
	}
	return pairs
}

func (s Service) collect(ctx context.Context, x Explanation, pairs []pair, statements []string) (Story, error) {
	story := Story{Explanation: x, Entities: []Entity{}, Edges: []*Edge{}, Statements: []*Statement{}, Sources: []Source{}}
	var err error
	if story.Graph, err = s.holdings(ctx); err != nil {
		return story, err
	}
	for _, p := range pairs {
		edges, err := s.edgesBetween(ctx, p, x.Bounds)
		if err != nil {
			return story, err
		}
		story.Edges = append(story.Edges, edges...)
	}
	for _, e := range story.Edges {
		for _, c := range e.Citations {
			if c.Statement != "" {
				statements = append(statements, string(c.Statement))
			}
		}
	}
	slices.Sort(statements)
	err = s.cited(ctx, &story, slices.Compact(statements))
	return story, err
}

// edgesBetween lists the edges between two entities on the days of the question.
func (s Service) edgesBetween(ctx context.Context, p pair, b Bounds) ([]*Edge, error) {
	table, err := s.Ask(ctx, "edges-between", with(between(p[0], p[1], b), "limit", strconv.Itoa(maxBetween)))
	if err != nil {
		return nil, err
	}
	if table.Truncated {
		return nil, graph.Errorf(graph.CodeTooCostly, "between %s and %s there are more than %d relations, and a story holds all between neighbours: ask for chains that go round them", p[0], p[1], maxBetween)
	}
	var edges []*Edge
	for _, row := range table.Rows {
		if e, ok := row["edge"].(*Edge); ok {
			edges = append(edges, e)
		}
	}
	return edges, nil
}

// cited reads statements, their sources, and the entities that all of them name.
func (s Service) cited(ctx context.Context, story *Story, ids []string) error {
	statements, err := s.statementsByID(ctx, ids)
	if err != nil {
		return err
	}
	sources, err := s.sourcesByID(ctx, story, statements)
	if err != nil {
		return err
	}
	var entities []graph.ID
	for _, e := range story.Explanation.Entities {
		entities = append(entities, e.ID)
	}
	for _, e := range story.Edges {
		entities = append(entities, e.FromID, e.ToID)
	}
	for _, st := range statements {
		entities = append(entities, st.Entities()...)
	}
	names, err := s.entitiesByID(ctx, entities)
	if err != nil {
		return err
	}
	for _, st := range statements {
		shown := withEnds(statementOf(st).credit(sources[st.Source]), names[st.Subject], names[st.Object])
		if known := story.Explanation.Bounds.Known; known != "" && shown.SupersededOn > known { // as it was known then
			shown.SupersededOn, shown.SupersededBy = "", ""
		}
		shown.Sentence = sentenceOf(st, shown, names)
		story.Statements = append(story.Statements, shown)
	}
	for _, e := range names {
		if entity, ok := e.(Entity); ok {
			story.Entities = append(story.Entities, entity)
		}
	}
	slices.SortFunc(story.Entities, func(a, b Entity) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return nil
}

// sourcesByID reads the sources of statements and edges.
func (s Service) sourcesByID(ctx context.Context, story *Story, statements []graph.Statement) (map[graph.ID]Source, error) {
	var ids []graph.ID
	for _, st := range statements {
		ids = append(ids, st.Source)
	}
	for _, e := range story.Edges {
		for _, c := range e.Citations {
			ids = append(ids, c.Source)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	c := newConverter("", "")
	if err := s.readSources(ctx, c, ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if o, ok := c.sources[id]; ok {
			story.Sources = append(story.Sources, o)
		}
	}
	return c.sources, c.err
}
