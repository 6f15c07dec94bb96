package extract

import (
	"context"
	"slices"
	"strings"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/export"
	"ipgraph/graph"
)

// Scope is a part of the graph: some entities, what they are joined to, and every
// relation between any two of these.
type Scope struct {
	// Entities are ids or names.
	Entities []string
	// Families are those of the relations. Default: all.
	Families []graph.Family
	// On leaves out what cannot hold on that day, YYYY-MM-DD. Default: nothing.
	On string
	// Known shows the graph as the public knew it on that day. Default: as now.
	Known string
}

// Around is the part of the graph that a scope names. An unknown entity is an error.
func (s Store) Around(ctx context.Context, scope Scope, dossier Dossier) (export.Content, error) {
	service := answer.Service{Reader: s.Reader, Library: s.Library}
	if scope.On != "" {
		if _, err := graph.ParseDay(scope.On); err != nil {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: "the day cannot be read", Problems: []graph.Problem{{Field: "on", Message: err.Error()}}}
		}
	}
	var around []string
	for _, name := range scope.Entities {
		id, err := service.Resolve(ctx, "id", name)
		if err != nil {
			return nil, err
		}
		around = append(around, strings.Join(append([]string{string(id)}, words(scope.Families)...), "~"))
	}
	args := cypher.Args{"around": strings.Join(around, ",")}
	if scope.Known != "" {
		args["known"] = scope.Known
	}
	view, err := service.View(ctx, args)
	if err != nil {
		return nil, err
	}
	return s.Part(ctx, scope.drawn(view), dossier)
}

// drawn is what the scope leaves of a view.
func (scope Scope) drawn(view answer.View) Drawn {
	d := Drawn{Truncated: view.Truncated}
	var named []string
	for _, e := range view.Entities {
		d.Entities = append(d.Entities, e.Entity)
	}
	for _, e := range d.Entities[:min(len(view.Around), len(d.Entities))] {
		named = append(named, e.Name)
	}
	d.Scope = strings.Join(named, ", ") + " and what they are joined to"
	if len(scope.Families) > 0 {
		d.Scope += ", relations of the families " + strings.Join(words(scope.Families), ", ") + " alone"
	}
	if scope.On != "" {
		d.Scope += ", as it may have been on " + scope.On
	}
	if scope.Known != "" {
		d.Scope += ", as known on " + scope.Known
	}
	for _, e := range view.Edges {
		if len(scope.Families) > 0 && !slices.Contains(scope.Families, e.Family) {
			continue
		}
		if scope.On != "" && !mayHold(e, scope.On) {
			continue
		}
		d.Edges = append(d.Edges, e)
	}
	return d
}

// mayHold reports whether an edge of an answer may hold on a day.
func mayHold(e *answer.Edge, day string) bool {
	valid, err := graph.ParsePeriod(e.Valid)
	if err != nil {
		return true // Part says what is wrong with it
	}
	possible, _ := graph.ExtentOf(e.Type, e.Derived, valid).MayHoldOn(day)
	return possible
}
