package answer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Paths are chains between two entities, or the bounds within which there is
// none.
type Paths struct {
	From      Entity  `json:"from"`
	To        Entity  `json:"to"`
	Paths     []Chain `json:"paths"`
	Truncated bool    `json:"truncated"`
	Bounds    Bounds  `json:"bounds"`
}

// Bounds say how far a search went. No path within them is not "no connection".
type Bounds struct {
	Hops     int64    `json:"hops"`
	Limit    int      `json:"limit"`
	Families []string `json:"families"`
	Statuses []string `json:"statuses"`
	On       string   `json:"on,omitempty"`
	Known    string   `json:"known,omitempty"`
	// Certain says that what only possibly holds on the day On was left out.
	Certain bool `json:"certain,omitempty"`
	// Searched is how long the chains are that were looked for: all of Hops where
	// there is none, and one hop more than the shortest where there is one.
	Searched int64 `json:"searched_hops"`
	// HubsNotWalked names hubs that are neighbours of an end, by edges that pass
	// the filters: chains through them exist and were not followed.
	HubsNotWalked []Entity `json:"hubs_not_walked"`
	// Reach, Lift and Graph are given where nothing was found: how far the search
	// went from each end, how each bound that was in force is lifted, and how
	// much the graph holds. Absence puts them into sentences.
	Reach []Reach   `json:"reach,omitempty"`
	Lift  []Lift    `json:"lift,omitempty"`
	Graph *Holdings `json:"graph,omitempty"`
}

// PathsBetween gives the shortest chains between two entities. The arguments
// from and to are ids or names. When there are fewer chains of the smallest
// length than wanted, those one hop longer are added.
func (s Service) PathsBetween(ctx context.Context, args cypher.Args) (Paths, error) {
	from, to, err := s.ends(ctx, args)
	if err := joinErrors(err, s.checkRest(args)); err != nil {
		return Paths{}, err
	}
	args = with(with(args, "from", string(from)), "to", string(to))
	call, err := s.bind("paths-between", args)
	if err != nil {
		return Paths{}, err
	}
	hubs := make(chan hubsAnswer, 1)
	go func() { hubs <- s.hubsBeside(ctx, args, from, to) }()
	paths, searched, err := s.search(ctx, call, args, from, to)
	beside := <-hubs
	if err != nil {
		return Paths{}, err
	}
	if beside.err != nil {
		return Paths{}, beside.err
	}
	paths.Bounds = boundsOf(call)
	paths.Bounds.Searched = searched
	paths.Bounds.HubsNotWalked = beside.hubs
	if len(paths.Paths) == 0 {
		err = s.explain(ctx, call, &paths.Bounds, [][]Entity{{paths.From}, {paths.To}})
	}
	return paths, err
}

// chains asks for chains as nodes and the edges between them.
func (s Service) chains(ctx context.Context, call cypher.Call) (Paths, error) {
	result, c, err := s.ask(ctx, call)
	if err != nil {
		return Paths{}, err
	}
	paths := Paths{Paths: make([]Chain, 0, len(result.Rows)), Truncated: result.Truncated}
	for _, row := range result.Rows {
		nodes, err := graph.Cell[[]any](result, row, "nodes")
		if err != nil {
			return paths, err
		}
		edges, err := graph.Cell[[]any](result, row, "edges")
		if err != nil {
			return paths, err
		}
		more, err := graph.Cell[bool](result, row, "more")
		if err != nil {
			return paths, err
		}
		paths.Truncated = paths.Truncated || more
		chain := chainOf(nodes, edges)
		if len(chain.Hops) == 0 {
			continue
		}
		paths.From, paths.To = chain.Hops[0].From, chain.Hops[len(chain.Hops)-1].To
		paths.Paths = append(paths.Paths, chain)
	}
	slices.SortStableFunc(paths.Paths, func(a, b Chain) int {
		return cmp.Or(cmp.Compare(len(a.Hops), len(b.Hops)), cmp.Compare(b.strength(), a.strength()), strings.Compare(a.names(), b.names()))
	})
	return paths, c.err
}

// maxAlso bounds the further edges that a hop shows.
const maxAlso = 10

// chainOf puts the strongest edge of each hop first.
func chainOf(nodes, edges []any) Chain {
	var chain Chain
	for i, parallel := range edges {
		if i+1 >= len(nodes) {
			break
		}
		from, _ := nodes[i].(Entity)
		to, _ := nodes[i+1].(Entity)
		var between []Also
		list, _ := parallel.([]any)
		for _, item := range list {
			if e, ok := item.(*Edge); ok {
				between = append(between, Also{e, e.FromID != from.ID})
			}
		}
		if len(between) == 0 {
			return Chain{}
		}
		slices.SortStableFunc(between, func(a, b Also) int {
			return cmp.Or(cmp.Compare(b.Edge.strength(), a.Edge.strength()), cmp.Compare(b.Edge.Statements, a.Edge.Statements),
				strings.Compare(a.Edge.Key, b.Edge.Key))
		})
		also := between[1:]
		// What was found not to be so stands by how far it has come, like the others.
		slices.SortStableFunc(also, func(a, b Also) int { return cmp.Compare(b.Edge.Status.Rank(), a.Edge.Status.Rank()) })
		chain.Hops = append(chain.Hops, Hop{From: from, Edge: between[0].Edge, Reversed: between[0].Reversed, To: to,
			Also: also[:min(len(also), maxAlso)], AlsoCount: len(also)})
	}
	return chain
}

// strength orders edges by how far they have come; what did not happen is last.
func (e *Edge) strength() int {
	if !e.Polarity {
		return -1
	}
	return e.Status.Rank()
}

// strength of a chain is that of its weakest hop.
func (c Chain) strength() int {
	weakest := len(graph.Statuses())
	for _, h := range c.Hops {
		weakest = min(weakest, h.Edge.strength())
	}
	return weakest
}

func (c Chain) names() string {
	var b strings.Builder
	for _, h := range c.Hops {
		b.WriteString(h.To.Name + "\x00" + string(h.To.ID) + "\x00")
	}
	return b.String()
}

// ends resolves both names; problems of both are told at once.
func (s Service) ends(ctx context.Context, args cypher.Args) (from, to graph.ID, err error) {
	from, fromErr := s.Resolve(ctx, "from", args["from"])
	to, toErr := s.Resolve(ctx, "to", args["to"])
	if err := joinErrors(fromErr, toErr); err != nil {
		return "", "", err
	}
	if from == to {
		return "", "", &graph.Error{Code: graph.CodeInvalid, Message: "a path needs two ends",
			Problems: []graph.Problem{{Field: "to", Message: "is the same entity as from"}}}
	}
	return from, to, nil
}

// checkRest finds what is wrong with the other parameters, so that a caller is
// told everything at once.
func (s Service) checkRest(args cypher.Args) error {
	const end = "company:ipgraph:x"
	_, err := s.bind("paths-between", with(with(args, "from", end), "to", end))
	return err
}

// joinErrors makes one error of two, with the problems of both.
func joinErrors(a, b error) error {
	var ea, eb *graph.Error
	switch {
	case a == nil:
		return b
	case b == nil || !errors.As(a, &ea) || !errors.As(b, &eb) || ea.Problems == nil || eb.Problems == nil:
		return a
	}
	joined := *ea
	if !strings.Contains(joined.Message, eb.Message) {
		joined.Message += "; " + eb.Message
	}
	joined.Problems = append(joined.Problems[:len(joined.Problems):len(joined.Problems)], eb.Problems...)
	joined.Candidates = append(joined.Candidates[:len(joined.Candidates):len(joined.Candidates)], eb.Candidates...)
	return &joined
}

// pair reads both ends, and says which one does not exist.
func (s Service) pair(ctx context.Context, from, to graph.ID) (a, b Entity, err error) {
	entities, err := s.named(ctx, []graph.ID{from, to})
	if err != nil {
		return a, b, err
	}
	return entities[0], entities[1], nil
}

type hubsAnswer struct {
	hubs []Entity
	err  error
}

// hubsBeside runs beside the search: what it does wrong must not end the program.
func (s Service) hubsBeside(ctx context.Context, args cypher.Args, ids ...graph.ID) (out hubsAnswer) {
	defer func() {
		if p := recover(); p != nil {
			out.err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, string(id))
	}
	beside := cypher.Args{"ids": strings.Join(texts, ",")}
	for _, name := range filters {
		if value, given := args[name]; given {
			beside[name] = value
		}
	}
	table, err := s.Ask(ctx, "hubs-beside", beside)
	hubs := []Entity{}
	for _, row := range table.Rows {
		if e, ok := row["hub"].(Entity); ok {
			hubs = append(hubs, e)
		}
	}
	return hubsAnswer{hubs, err}
}

func boundsOf(call cypher.Call) Bounds {
	b := Bounds{Limit: call.Limit, Hops: call.Literals["hops"], Families: []string{}, Statuses: []string{}}
	b.On, _ = call.Params["on"].(string)
	b.Known, _ = call.Params["known"].(string)
	b.Certain = b.On != "" && call.Params["certain"] == "yes"
	if families, ok := call.Params["family"].([]string); ok {
		b.Families = families
	}
	codes, _ := call.Params["status"].([]string)
	for _, code := range codes {
		if status, ok := graph.StatusOfCode(code); ok {
			b.Statuses = append(b.Statuses, string(status))
		}
	}
	return b
}
