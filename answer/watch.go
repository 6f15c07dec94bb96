package answer

import (
	"context"
	"slices"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Watched compares the connections between entities that somebody watches.
type Watched struct {
	// Connections has each two of the entities.
	Connections []ConnectionChange `json:"connections"`
	// Hops is how long a chain was at most, and Complete whether all chains of that
	// length were looked for: a search ends after so many entities, and passes by
	// hubs that are not watched.
	Hops     int  `json:"hops"`
	Complete bool `json:"complete"`
	// LeftOut counts entities that dossiers watch beyond the ten that are compared.
	LeftOut int `json:"left_out,omitempty"`
}

// ConnectionChange says how far apart two entities were before and after.
type ConnectionChange struct {
	Change string `json:"change"` // gained, lost, shorter, longer, or same
	From   Entity `json:"from"`
	To     Entity `json:"to"`
	// Before and After are the hops of the shortest chain, 0 where none was found.
	Before int `json:"before_hops"`
	After  int `json:"after_hops"`
}

// How the connection between two entities changed.
const (
	Gained  = "gained"
	Lost    = "lost"
	Shorter = "shorter"
	Longer  = "longer"
	Same    = "same"
)

// Bounds of a search in the graph of before or after.
const (
	maxWalked   = 20_000  // entities whose neighbours are read
	maxOverlay  = 100_000 // edges that differ
	maxLinks    = 5_000   // edges of one entity
	walkedBatch = 50      // entities of which the neighbours are read at once
)

// watchedIDs are the entities that are asked for, or those that dossiers watch.
func (s Service) watchedIDs(ctx context.Context, call cypher.Call) ([]string, error) {
	if ids, ok := call.Params["watch"].([]string); ok && ids != nil {
		return ids, nil
	}
	result, err := s.keep(ctx, "watch-lists", "", map[string]any{})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, row := range result.Rows {
		list, err := graph.Cell[[]any](result, row, "ids")
		if err != nil {
			return nil, err
		}
		for _, item := range list {
			if id, ok := item.(string); ok && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// overlay turns the present graph into that of a load, by the edges that differ.
type overlay struct {
	load Load
	// absent edges are there now and were not then; links are of those that were.
	absent map[string]bool
	links  map[graph.ID][]link
	size   int
}

// link is an edge, seen from one of its ends.
type link struct {
	to   graph.ID
	key  string
	load string // that wrote a register record, "" for other edges
}

func newOverlay(load Load) *overlay {
	return &overlay{load: load, absent: map[string]bool{}, links: map[graph.ID][]link{}}
}

// undo remembers the difference between an edge now and then; nil is none. What
// did not happen joins nobody. An overlay that is nil remembers nothing.
func (o *overlay) undo(now, then *graph.Edge) {
	is, was := now != nil && !now.Negated, then != nil && !then.Negated
	if o == nil || is == was || o.size > maxOverlay {
		return
	}
	o.size++
	if is {
		o.absent[now.Key] = true
		return
	}
	o.links[then.From] = append(o.links[then.From], link{to: then.To, key: then.Key})
	o.links[then.To] = append(o.links[then.To], link{to: then.From, key: then.Key})
}

// beside is what an entity was joined to then, given what it is joined to now.
func (o *overlay) beside(id graph.ID, now []link) []graph.ID {
	var ids []graph.ID
	for _, l := range now {
		if !o.absent[l.key] && l.load <= o.load.ID {
			ids = append(ids, l.to)
		}
	}
	for _, l := range o.links[id] {
		ids = append(ids, l.to)
	}
	return ids
}

// watched compares the connections of each two entities in both graphs.
func (s Service) watched(ctx context.Context, ids []string, hops int, d *differ) (Watched, error) {
	out := Watched{Connections: []ConnectionChange{}, Hops: hops, Complete: true}
	if len(ids) > maxWatched {
		out.LeftOut, ids = len(ids)-maxWatched, ids[:maxWatched]
	}
	if len(ids) < minWatched {
		return out, nil
	}
	list := make([]graph.ID, 0, len(ids))
	for _, id := range ids {
		list = append(list, graph.ID(id))
	}
	entities, err := s.named(ctx, list)
	if err != nil {
		return out, err
	}
	w := walker{service: s, links: map[graph.ID][]link{}, hubs: map[graph.ID]bool{}}
	for i, a := range entities {
		for _, b := range entities[i+1:] {
			c := ConnectionChange{From: a, To: b}
			if c.Before, err = w.distance(ctx, d.before, a.ID, b.ID, hops); err != nil {
				return out, err
			}
			if c.After, err = w.distance(ctx, d.after, a.ID, b.ID, hops); err != nil {
				return out, err
			}
			c.Change = c.change()
			out.Connections = append(out.Connections, c)
		}
	}
	out.Complete = !w.bounded && d.before.size <= maxOverlay && d.after.size <= maxOverlay
	return out, nil
}

func (c ConnectionChange) change() string {
	switch {
	case c.Before == c.After:
		return Same
	case c.Before == 0:
		return Gained
	case c.After == 0:
		return Lost
	case c.After < c.Before:
		return Shorter
	}
	return Longer
}

// walker reads neighbours as it needs them, each entity's once.
type walker struct {
	service Service
	links   map[graph.ID][]link
	hubs    map[graph.ID]bool
	bounded bool // the search ended before all was looked at
}

// side is how far a search has come from one end.
type side struct {
	hops  map[graph.ID]int
	front []graph.ID
	depth int
}

// distance is the number of hops of the shortest chain between a and b within
// hops, or 0. The search goes from both ends, hop by hop, and on from no hub.
func (w *walker) distance(ctx context.Context, o *overlay, a, b graph.ID, hops int) (int, error) {
	left := &side{hops: map[graph.ID]int{a: 0}, front: []graph.ID{a}}
	right := &side{hops: map[graph.ID]int{b: 0}, front: []graph.ID{b}}
	for left.depth+right.depth < hops {
		for _, s := range []*side{left, right} {
			if err := w.read(ctx, s.front); err != nil {
				return 0, err
			}
			s.front = slices.DeleteFunc(s.front, func(id graph.ID) bool { return w.hubs[id] })
		}
		if w.hubs[a] && w.hubs[b] { // no end to walk from
			w.bounded = true
		}
		if len(left.front) == 0 || len(right.front) > 0 && len(right.front) < len(left.front) {
			left, right = right, left
		}
		if len(left.front) == 0 {
			return 0, nil
		}
		if met := w.step(o, left, right); met > 0 {
			return met, nil
		}
	}
	return 0, nil
}

// step goes one hop on from one side, and gives the length of the chain where the
// other side is met.
func (w *walker) step(o *overlay, s, other *side) int {
	s.depth++
	var next []graph.ID
	met := 0
	for _, id := range s.front {
		for _, to := range o.beside(id, w.links[id]) {
			if _, seen := s.hops[to]; seen {
				continue
			}
			s.hops[to] = s.depth
			next = append(next, to)
			if rest, there := other.hops[to]; there && (met == 0 || s.depth+rest < met) {
				met = s.depth + rest
			}
		}
	}
	s.front = next
	return met
}

// read reads the neighbours of those entities that have not been read.
func (w *walker) read(ctx context.Context, ids []graph.ID) error {
	var missing []string
	for _, id := range ids {
		if _, known := w.links[id]; known {
			continue
		}
		if len(w.links)+len(missing) >= maxWalked {
			w.bounded = true
			break
		}
		missing = append(missing, string(id))
	}
	slices.Sort(missing)
	for part := range slices.Chunk(slices.Compact(missing), walkedBatch) {
		result, err := w.service.keep(ctx, "walkable", "", map[string]any{"ids": part, "most": int64(maxLinks)})
		if err != nil {
			return err
		}
		for _, row := range result.Rows {
			if err := w.learn(result, row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *walker) learn(result graph.Result, row []any) error {
	id, err := graph.Cell[string](result, row, "id")
	if err != nil {
		return err
	}
	hub, err := graph.Cell[bool](result, row, "hub")
	if err != nil {
		return err
	}
	list, err := graph.Cell[[]any](result, row, "links")
	if err != nil {
		return err
	}
	links := make([]link, 0, len(list))
	for _, item := range list {
		l, _ := item.([]any)
		if len(l) != 3 {
			continue
		}
		to, _ := l[0].(string)
		key, _ := l[1].(string)
		load, _ := l[2].(string)
		links = append(links, link{graph.ID(to), key, load})
	}
	w.bounded = w.bounded || len(links) == maxLinks
	w.links[graph.ID(id)], w.hubs[graph.ID(id)] = links, hub
	return nil
}
