package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// maxCandidates bounds the candidates that an ambiguous name lists.
const maxCandidates = 10

// Resolve turns what a person writes, an id or a name, into an id. A name
// counts where it is unambiguous: it is the name or an alias of exactly one
// entity, or only one entity's name begins with its words. Otherwise the error
// lists the candidates under the field. Where kinds are named, only entities of
// these kinds count.
func (s Service) Resolve(ctx context.Context, field, text string, kinds ...string) (graph.ID, error) {
	if text == "" {
		return "", &graph.Error{Code: graph.CodeInvalid, Message: "an entity is missing",
			Problems: []graph.Problem{{Field: field, Message: "is missing: give an id or a name"}}}
	}
	if id, err := graph.ParseID(text); err == nil && id.Kind() != graph.SourceKind {
		return id, nil
	}
	call, err := s.bind("search", cypher.Args{"q": text, "limit": "50"})
	if err != nil {
		return "", &graph.Error{Code: graph.CodeInvalid, Message: "that is no name",
			Problems: []graph.Problem{{Field: field, Message: fmt.Sprintf("%q is neither an id nor a name", text)}}}
	}
	result, c, err := s.ask(ctx, call)
	if err != nil {
		return "", err
	}
	var found []Entity
	for _, row := range result.Rows {
		if e, ok := row[0].(Entity); ok && (len(kinds) == 0 || slices.Contains(kinds, string(e.Kind))) {
			found = append(found, e)
		}
	}
	if c.err != nil {
		return "", c.err
	}
	return choose(field, text, found)
}

// choose takes the one entity that the text means.
func choose(field, text string, found []Entity) (graph.ID, error) {
	exact := matching(found, func(name string) bool { return graph.FoldName(name) == graph.FoldName(text) })
	if len(exact) == 1 {
		return exact[0].ID, nil
	}
	begins := matching(found, func(name string) bool {
		return strings.HasPrefix(graph.FoldName(name)+" ", graph.FoldName(text)+" ")
	})
	if len(exact) == 0 && len(begins) == 1 {
		return begins[0].ID, nil
	}
	candidates := slices.Concat(exact, begins, found)
	if len(candidates) == 0 {
		return "", &graph.Error{Code: graph.CodeNotFound, Message: fmt.Sprintf("no entity is called %q", text),
			Problems: []graph.Problem{{Field: field, Message: fmt.Sprintf("%q is not the name of any entity", text)}}}
	}
	e := &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%q may mean several entities", text),
		Problems: []graph.Problem{{Field: field, Message: fmt.Sprintf("%q is not unambiguous: use one of the ids", text)}}}
	if len(exact) == 0 && len(begins) == 0 {
		e.Message = fmt.Sprintf("no entity is called %q", text)
		e.Problems[0].Message = fmt.Sprintf("%q is not the name of any entity; these come near", text)
	}
	seen := map[graph.ID]bool{}
	for _, candidate := range candidates {
		if !seen[candidate.ID] && len(e.Candidates) < maxCandidates {
			seen[candidate.ID] = true
			e.Candidates = append(e.Candidates, graph.Entity{ID: candidate.ID, Name: candidate.Name, Aliases: candidate.Aliases, About: candidate.About})
		}
	}
	return "", e
}

// Beginning lists entities whose id or name begins with text, for a person who
// is still typing: at most twenty by id, and then those by name.
func (s Service) Beginning(ctx context.Context, text string) ([]Entity, error) {
	q, err := s.Library.Keep("ids-beginning")
	if err != nil {
		return nil, err
	}
	result, _, err := s.ask(ctx, q.KeepCall("", map[string]any{"prefix": text}))
	if err != nil {
		return nil, err
	}
	var found []Entity
	for _, row := range result.Rows {
		if e, ok := row[0].(Entity); ok && text != "" {
			found = append(found, e)
		}
	}
	hits, err := s.Search(ctx, cypher.Args{"q": text})
	if graph.CodeOf(err) == graph.CodeInvalid { // signs alone are not words
		return found, nil
	}
	for _, h := range hits.Entities {
		if strings.HasPrefix(h.Name, text) && !strings.HasPrefix(string(h.ID), text) {
			found = append(found, h.Entity)
		}
	}
	return found, err
}

func matching(entities []Entity, match func(name string) bool) []Entity {
	var hits []Entity
	for _, e := range entities {
		if slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), match) {
			hits = append(hits, e)
		}
	}
	return hits
}
