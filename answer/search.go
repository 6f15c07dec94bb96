package answer

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/snapshot"
)

// search finds the shortest chains between two entities, and says how long those are that were looked for: in
// the copy of the graph in memory where there is one, and in the database where there is none. Both give the
// same chains (docs/adr/0033).
func (s Service) search(ctx context.Context, call cypher.Call, args cypher.Args, from, to graph.ID) (Paths, int64, error) {
	if g := s.copied(ctx); g != nil {
		paths, searched, gone, err := s.searchCopy(ctx, g, call, from, to)
		if err != nil || !gone {
			return paths, searched, err
		}
	}
	return s.searchDatabase(ctx, call, args, from, to)
}

// searchCopy looks chains up in the copy and reads from the database what stands along them; gone says that some
// of it is no longer there.
func (s Service) searchCopy(ctx context.Context, g *snapshot.Graph, call cypher.Call, from, to graph.ID) (paths Paths, searched int64, gone bool, err error) {
	found, err := g.Between(from, to, snapshot.Bounds{Hops: int(call.Literals["hops"]), Limit: call.Limit}, filterOf(call))
	if err != nil {
		return paths, 0, false, err
	}
	if len(found.Chains) == 0 {
		a, b, err := s.pair(ctx, from, to)
		return Paths{From: a, To: b, Paths: []Chain{}}, int64(found.Searched), false, err
	}
	along, err := s.along(call, found.Chains, nil, 50)
	if err != nil {
		return paths, 0, false, err
	}
	if paths, err = s.chains(ctx, along); err != nil {
		return paths, 0, false, err
	}
	paths.Truncated = found.More
	searched = int64(found.Searched)
	if n := len(paths.Paths); n > 0 && paths.From.Hub && paths.To.Hub {
		searched = int64(len(paths.Paths[n-1].Hops))
	}
	return paths, searched, len(paths.Paths) < len(found.Chains), nil
}

// along asks what stands along chains, with the filters of a question: at most so many edges of each hop. more are
// the numbers of chains whose ends others join too.
func (s Service) along(call cypher.Call, chains [][]graph.ID, more []string, most int64) (cypher.Call, error) {
	q, err := s.Library.Keep("chains-along")
	if err != nil {
		return cypher.Call{}, err
	}
	if more == nil {
		more = []string{}
	}
	along := q.KeepCall("", map[string]any{"chains": chainTexts(chains), "more": more, "most": most})
	for _, name := range filters {
		along.Params[name] = call.Params[name]
	}
	return along, nil
}

// put puts a question to the database. Of connections the copy says first, where there is one, along which chains.
func (s Service) put(ctx context.Context, call cypher.Call) (graph.Result, error) {
	if call.Name != "connections" {
		return s.Reader.Ask(ctx, call)
	}
	if g := s.copied(ctx); g != nil {
		result, gone, err := s.connectionsInCopy(ctx, g, call)
		if err != nil || !gone {
			return result, err
		}
	}
	return s.Reader.Ask(ctx, call)
}

// copied is the copy of the graph in memory; nil where there is none.
func (s Service) copied(ctx context.Context) *snapshot.Graph {
	if s.Copy == nil {
		return nil
	}
	return s.Copy(ctx)
}

// Bounds of the question connections: chains of each two entities, and edges of a hop.
const (
	chainsOfPair = 20
	edgesOfHop   = 10
)

// connectionsInCopy answers the question connections; gone says that some of what the copy holds is no longer there.
func (s Service) connectionsInCopy(ctx context.Context, g *snapshot.Graph, call cypher.Call) (result graph.Result, gone bool, err error) {
	bounds := snapshot.Bounds{Hops: int(call.Literals["hops"]), Limit: chainsOfPair, Shortest: true}
	filter := filterOf(call)
	ids, _ := call.Params["ids"].([]string)
	for _, id := range ids {
		bounds.Through = append(bounds.Through, graph.ID(id))
	}
	var chains [][]graph.ID
	var more []string
	for i, from := range bounds.Through {
		for _, to := range bounds.Through[i+1:] {
			found, err := g.Between(from, to, bounds, filter)
			if err := errors.Join(err, ctx.Err()); err != nil {
				return result, false, err
			}
			for _, chain := range found.Chains {
				if found.More {
					more = append(more, strconv.Itoa(len(chains)))
				}
				chains = append(chains, chain)
			}
		}
	}
	along, err := s.along(call, chains, more, edgesOfHop)
	if err != nil {
		return result, false, err
	}
	result, err = s.Reader.Ask(ctx, along)
	return result, len(result.Rows) < len(chains), err
}

// chainTexts writes each chain as the ids of its entities, one a line.
func chainTexts(chains [][]graph.ID) []string {
	texts := make([]string, 0, len(chains))
	for _, chain := range chains {
		ids := make([]string, 0, len(chain))
		for _, id := range chain {
			ids = append(ids, string(id))
		}
		texts = append(texts, strings.Join(ids, "\n"))
	}
	return texts
}

// filters are the parameters that say which edges of a chain count, in every question about chains.
var filters = []string{"family", "status", "on", "certain", "known"}

func filterOf(call cypher.Call) snapshot.Filter {
	f := snapshot.Filter{Certain: call.Params["certain"] == "yes"}
	f.Families, _ = call.Params["family"].([]string)
	f.Statuses, _ = call.Params["status"].([]string)
	f.On, _ = call.Params["on"].(string)
	f.Known, _ = call.Params["known"].(string)
	return f
}

// searchDatabase asks for chains of the smallest length, and where these are fewer than wanted for those with
// one hop more.
func (s Service) searchDatabase(ctx context.Context, call cypher.Call, args cypher.Args, from, to graph.ID) (Paths, int64, error) {
	paths, err := s.chains(ctx, call)
	if err != nil {
		return paths, 0, err
	}
	searched := call.Literals["hops"]
	if n := len(paths.Paths); n > 0 {
		searched = min(searched, int64(len(paths.Paths[0].Hops)+1))
		if n < call.Limit && len(paths.Paths[0].Hops) < int(searched) && (!paths.From.Hub || !paths.To.Hub) {
			paths, err = s.longer(ctx, paths, args, call.Limit)
		}
		return paths, searched, err
	}
	if paths, err = s.none(ctx, from, to, args); err != nil {
		return paths, 0, err
	}
	if n := len(paths.Paths); n > 0 { // two hubs
		searched = int64(len(paths.Paths[n-1].Hops))
	}
	return paths, searched, nil
}

// none names the ends between which nothing was found, or says which of them
// does not exist. Two hubs have questions of their own: the fast one, and where
// that finds nothing the slow one.
func (s Service) none(ctx context.Context, from, to graph.ID, args cypher.Args) (Paths, error) {
	a, b, err := s.pair(ctx, from, to)
	if err != nil {
		return Paths{}, err
	}
	nothing := Paths{From: a, To: b, Paths: []Chain{}}
	if !a.Hub || !b.Hub {
		return nothing, nil
	}
	for _, question := range []string{"paths-between-hubs", "paths-between-far-hubs"} {
		call, err := s.bind(question, args)
		if err != nil {
			return nothing, err
		}
		paths, err := s.chains(ctx, call)
		if err != nil || len(paths.Paths) > 0 {
			return paths, err
		}
	}
	return nothing, nil
}

// longer adds chains that are one hop longer: what is longer still says little
// beside the shortest, and looking for it costs most. When the database gives up
// on it, the shortest chains stand.
func (s Service) longer(ctx context.Context, shortest Paths, args cypher.Args, limit int) (Paths, error) {
	hops := len(shortest.Paths[0].Hops) + 1
	missing := limit - len(shortest.Paths)
	call, err := s.bind("paths-longer", with(with(args, "hops", strconv.Itoa(hops)), "limit", strconv.Itoa(missing)))
	if err != nil {
		return shortest, err
	}
	call.Limit = missing
	paths, err := s.chains(ctx, call)
	if graph.CodeOf(err) == graph.CodeTooCostly {
		shortest.Truncated = true
		return shortest, nil
	}
	shortest.Paths = append(shortest.Paths, paths.Paths...)
	shortest.Truncated = shortest.Truncated || paths.Truncated
	return shortest, err
}
