package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Connections are the smallest subgraph that joins several entities, or as much
// of it as there is within the bounds.
type Connections struct {
	// Entities are those that were asked about, in the order of asking.
	Entities []Entity `json:"entities"`
	// Connected says that the hops join all of them.
	Connected bool `json:"connected"`
	// Parts groups the entities by what the hops join: one part where all are
	// connected.
	Parts [][]graph.ID `json:"parts"`
	// Hops is a tree in each part: each hop begins where an earlier one was, or
	// at the first entity of a part.
	Hops   []Hop  `json:"hops"`
	Bounds Bounds `json:"bounds"`
}

// maxChains bounds the chains from which the subgraph is put together, so that
// ten entities take no longer than two.
const maxChains = 200

// Connect gives the smallest subgraph that joins the entities ids, each an id or
// a name, found among the shortest chains between each two of them. Of subgraphs
// of the same size it is the one whose edges have come furthest.
func (s Service) Connect(ctx context.Context, args cypher.Args) (Connections, error) {
	q, err := s.Library.Get("connections")
	if err != nil {
		return Connections{}, err
	}
	if args, err = s.withIDs(ctx, q, args); err != nil {
		return Connections{}, err
	}
	call, err := q.Bind(args)
	if err != nil {
		return Connections{}, err
	}
	terminals, _ := call.Params["ids"].([]string)
	ids := make([]graph.ID, 0, len(terminals))
	for _, id := range terminals {
		ids = append(ids, graph.ID(id))
	}
	hubs := make(chan hubsAnswer, 1)
	go func() { hubs <- s.hubsBeside(ctx, args, ids...) }()
	entities, err := s.named(ctx, ids)
	chains, askErr := s.chainsBetweenAll(ctx, call, len(ids))
	beside := <-hubs
	for _, err := range []error{err, askErr, beside.err} {
		if err != nil {
			return Connections{}, err
		}
	}
	c := Connections{Entities: entities, Hops: []Hop{}, Bounds: boundsOf(call)}
	c.Bounds.Searched = call.Literals["hops"]
	c.Bounds.HubsNotWalked = beside.hubs
	c.join(newWeb(chains), ids)
	if !c.Connected {
		err = s.explain(ctx, call, &c.Bounds, c.inParts())
	}
	return c, err
}

// inParts lists the entities part by part.
func (c *Connections) inParts() [][]Entity {
	parts := make([][]Entity, 0, len(c.Parts))
	for _, ids := range c.Parts {
		var part []Entity
		for _, id := range ids {
			i := slices.IndexFunc(c.Entities, func(e Entity) bool { return e.ID == id })
			part = append(part, c.Entities[i])
		}
		parts = append(parts, part)
	}
	return parts
}

// named reads the entities in the order of ids and says which do not exist.
func (s Service) named(ctx context.Context, ids []graph.ID) ([]Entity, error) {
	there, err := s.entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	found := map[graph.ID]Entity{}
	for _, e := range there {
		found[e.ID] = e
	}
	entities := make([]Entity, 0, len(ids))
	var missing []string
	for _, id := range ids {
		if e, ok := found[id]; ok {
			entities = append(entities, e)
		} else {
			missing = append(missing, string(id))
		}
	}
	if missing != nil {
		return nil, graph.Errorf(graph.CodeNotFound, "there is no entity %s", strings.Join(missing, " and no "))
	}
	return entities, nil
}

// chainsBetweenAll asks for the chains of each pair and keeps as many of each as
// the bound leaves.
func (s Service) chainsBetweenAll(ctx context.Context, call cypher.Call, entities int) ([]Chain, error) {
	found, err := s.chains(ctx, call)
	if err != nil {
		return nil, err
	}
	each := max(3, maxChains/(entities*(entities-1)/2))
	kept := map[[2]graph.ID]int{}
	return slices.DeleteFunc(found.Paths, func(c Chain) bool {
		ends := [2]graph.ID{c.Hops[0].From.ID, c.Hops[len(c.Hops)-1].To.ID}
		kept[ends]++
		return kept[ends] > each
	}), nil
}

// join fills in parts and hops.
func (c *Connections) join(w *web, ids []graph.ID) {
	left := slices.Clone(ids)
	for len(left) > 0 {
		var part []graph.ID
		reach := w.reach(left[0])
		left = slices.DeleteFunc(left, func(id graph.ID) bool {
			if id == left[0] || reach[id] {
				part = append(part, id)
			}
			return id == part[0] || reach[id]
		})
		c.Parts = append(c.Parts, part)
		c.Hops = append(c.Hops, w.walk(part[0], w.smallest(part))...)
	}
	c.Connected = len(c.Parts) == 1
}

// web is the union of chains: every two entities that a hop joins.
type web struct {
	hops   map[[2]graph.ID]Hop // both ways
	beside map[graph.ID][]graph.ID
	nodes  []graph.ID // sorted: what is found does not depend on the order of chains
}

func newWeb(chains []Chain) *web {
	w := &web{hops: map[[2]graph.ID]Hop{}, beside: map[graph.ID][]graph.ID{}}
	for _, c := range chains {
		for _, h := range c.Hops {
			w.add(h)
			w.add(h.turned())
		}
	}
	for id := range w.beside {
		w.nodes = append(w.nodes, id)
		slices.Sort(w.beside[id])
	}
	slices.Sort(w.nodes)
	return w
}

func (w *web) add(h Hop) {
	ends := [2]graph.ID{h.From.ID, h.To.ID}
	if _, known := w.hops[ends]; !known {
		w.hops[ends] = h
		w.beside[h.From.ID] = append(w.beside[h.From.ID], h.To.ID)
	}
}

// turned is the same hop walked the other way.
func (h Hop) turned() Hop {
	h.From, h.To, h.Reversed = h.To, h.From, !h.Reversed
	also := make([]Also, 0, len(h.Also))
	for _, a := range h.Also {
		also = append(also, Also{a.Edge, !a.Reversed})
	}
	h.Also = also
	return h
}

// reach is everything that can be walked to from id.
func (w *web) reach(id graph.ID) map[graph.ID]bool {
	seen := map[graph.ID]bool{id: true}
	for queue := []graph.ID{id}; len(queue) > 0; queue = queue[1:] {
		for _, next := range w.beside[queue[0]] {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return seen
}

// cost of a hop: one hop fewer outweighs any strength of the others.
func (w *web) cost(a, b graph.ID) int {
	return 1000 + len(graph.Statuses()) - w.hops[[2]graph.ID{a, b}].Edge.strength()
}

// walk lists the hops of a tree from start on, breadth first.
func (w *web) walk(start graph.ID, tree map[[2]graph.ID]bool) []Hop {
	var hops []Hop
	seen := map[graph.ID]bool{start: true}
	for queue := []graph.ID{start}; len(queue) > 0; queue = queue[1:] {
		for _, next := range w.beside[queue[0]] {
			if ends := [2]graph.ID{queue[0], next}; !seen[next] && tree[ordered(ends)] {
				seen[next] = true
				hops = append(hops, w.hops[ends])
				queue = append(queue, next)
			}
		}
	}
	return hops
}

func ordered(ends [2]graph.ID) [2]graph.ID {
	if cmp.Less(ends[1], ends[0]) {
		return [2]graph.ID{ends[1], ends[0]}
	}
	return ends
}
