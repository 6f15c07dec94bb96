package answer

import (
	"context"
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
	// HubsNotWalked names hubs that are neighbours of an end: chains through
	// them exist and were not followed.
	HubsNotWalked []Entity `json:"hubs_not_walked"`
}

// PathsBetween answers the question paths-between. The arguments from and to
// are ids or names.
func (s Service) PathsBetween(ctx context.Context, args cypher.Args) (Paths, error) {
	from, to, err := s.ends(ctx, args)
	if err != nil {
		return Paths{}, err
	}
	call, err := s.bind("paths-between", with(with(args, "from", string(from)), "to", string(to)))
	if err != nil {
		return Paths{}, err
	}
	hubs := make(chan hubsAnswer, 1)
	go func() { hubs <- s.hubsBeside(ctx, from, to) }()
	result, c, err := s.ask(ctx, call)
	beside := <-hubs
	if err != nil {
		return Paths{}, err
	}
	if beside.err != nil {
		return Paths{}, beside.err
	}
	paths := Paths{Paths: make([]Chain, 0, len(result.Rows)), Truncated: result.Truncated, Bounds: boundsOf(call)}
	paths.Bounds.HubsNotWalked = beside.hubs
	for _, row := range result.Rows {
		chain, err := graph.Cell[Chain](result, row, "path")
		if err != nil {
			return paths, err
		}
		paths.Paths = append(paths.Paths, chain)
		paths.From, paths.To = chain.Hops[0].From, chain.Hops[len(chain.Hops)-1].To
	}
	if len(paths.Paths) == 0 {
		if paths.From, paths.To, err = s.pair(ctx, from, to); err != nil {
			return paths, err
		}
	}
	return paths, c.err
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

// joinErrors makes one error of two, with the problems of both.
func joinErrors(a, b error) error {
	ea, aOurs := a.(*graph.Error) //nolint:errorlint // Resolve gives them bare
	eb, bOurs := b.(*graph.Error) //nolint:errorlint // Resolve gives them bare
	switch {
	case a == nil:
		return b
	case b == nil || !aOurs || !bOurs || ea.Problems == nil || eb.Problems == nil:
		return a
	}
	joined := *ea
	joined.Message += "; " + eb.Message
	joined.Problems = append(joined.Problems[:len(joined.Problems):len(joined.Problems)], eb.Problems...)
	joined.Candidates = append(joined.Candidates[:len(joined.Candidates):len(joined.Candidates)], eb.Candidates...)
	return &joined
}

// pair reads both ends, and says which one does not exist.
func (s Service) pair(ctx context.Context, from, to graph.ID) (a, b Entity, err error) {
	table, err := s.Ask(ctx, "entities", cypher.Args{"ids": string(from) + "," + string(to)})
	if err != nil {
		return a, b, err
	}
	for _, row := range table.Rows {
		e, _ := row["entity"].(Entity)
		if e.ID == from {
			a = e
		}
		if e.ID == to {
			b = e
		}
	}
	var missing []string
	for id, e := range map[graph.ID]Entity{from: a, to: b} {
		if e.ID == "" {
			missing = append(missing, string(id))
		}
	}
	if missing != nil {
		return a, b, graph.Errorf(graph.CodeNotFound, "there is no entity %s", strings.Join(missing, " and no "))
	}
	return a, b, nil
}

type hubsAnswer struct {
	hubs []Entity
	err  error
}

func (s Service) hubsBeside(ctx context.Context, ids ...graph.ID) hubsAnswer {
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		texts = append(texts, string(id))
	}
	table, err := s.Ask(ctx, "hubs-beside", cypher.Args{"ids": strings.Join(texts, ",")})
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
	if families, ok := call.Params["family"].([]string); ok {
		b.Families = families
	}
	if statuses, ok := call.Params["status"].([]string); ok {
		b.Statuses = statuses
	}
	return b
}
