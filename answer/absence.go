package answer

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Reach is how far a search that found nothing went from one end, or from
// several entities that belong together.
type Reach struct {
	From []Entity `json:"from"`
	// Seen counts the entities that were met at each distance, from one hop on.
	Seen []int `json:"seen"`
	// Total counts all of them.
	Total int `json:"total"`
	// End says why there are no more.
	End ReachEnd `json:"end"`
	// Hubs were met and not walked through: those with the most edges, at most 20.
	Hubs []Entity `json:"hubs"`
}

// ReachEnd is why a search went no further.
type ReachEnd string

const (
	// ReachedAll says that everything that can be reached within the filters was seen.
	ReachedAll ReachEnd = "all"
	// ReachedHops says that more can be reached by more hops.
	ReachedHops ReachEnd = "hops"
	// ReachedMany says that more than 500 entities can be reached. They are no
	// longer counted; the search for chains itself does not stop there.
	ReachedMany ReachEnd = "many"
)

// Lift says how a bound that was in force is lifted.
type Lift struct {
	// Bound is the parameter, or "hub".
	Bound string `json:"bound"`
	// Was is the value that it had, or the id of the hub.
	Was string `json:"was"`
	// How is what to ask instead, in parameters.
	How string `json:"how"`
}

// Holdings is how much the graph holds: what none of its sources says cannot be
// found in it.
type Holdings struct {
	Entities   int64 `json:"entities"`
	Sources    int64 `json:"sources"`
	Statements int64 `json:"statements"`
	Edges      int64 `json:"edges"`
	// LastLoad is the id of the last load, "" where there was none.
	LastLoad string `json:"last_load"`
}

const (
	maxReach    = 500 // entities that are counted from one end
	maxHubs     = 20  // hubs that are named
	maxHubLifts = 3   // of which so many are offered as a way
)

// explain says of a search that found nothing how far it went from each of the
// ends, and how each bound is lifted. It asks nothing unless it is called.
func (s Service) explain(ctx context.Context, call cypher.Call, b *Bounds, ends [][]Entity) error {
	for _, from := range ends {
		reach, err := s.reach(ctx, call, from)
		if err != nil {
			return err
		}
		b.Reach = append(b.Reach, reach)
	}
	b.Lift = b.lifts()
	holdings, err := s.holdings(ctx)
	b.Graph = &holdings
	return err
}

// reach walks breadth first from some entities, over the edges that the search
// for chains walks, as many hops as it does.
func (s Service) reach(ctx context.Context, call cypher.Call, from []Entity) (Reach, error) {
	w := wave{Reach: Reach{From: from, Seen: []int{}, Hubs: []Entity{}, End: ReachedHops}}
	for _, e := range from {
		w.seen, w.front = append(w.seen, string(e.ID)), append(w.front, string(e.ID))
	}
	hops := int(call.Literals["hops"])
	for hop := 1; ; hop++ {
		most := maxReach - w.Total + 1
		if hop > hops {
			most = 1 // is there more?
		}
		next, err := s.step(ctx, call, w, most)
		switch {
		case graph.CodeOf(err) == graph.CodeTooCostly: // so many that the database gives up counting them
			w.End = ReachedMany
		case err != nil:
			return w.Reach, err
		case len(next) == 0:
			w.End = ReachedAll
		case hop <= hops:
			w.meet(next)
			if w.End == ReachedHops {
				continue
			}
		}
		slices.SortStableFunc(w.Hubs, func(a, b Entity) int { return cmp.Compare(b.Degree, a.Degree) })
		w.Hubs = w.Hubs[:min(len(w.Hubs), maxHubs)]
		return w.Reach, nil
	}
}

// wave is a walk under way: who was seen, hubs and where it started included,
// and from whom it goes on.
type wave struct {
	Reach
	seen, front []string
}

// meet takes in the entities of one more hop. A hub is named and not walked
// through.
func (w *wave) meet(next []met) {
	w.front = nil
	more := 0
	for _, m := range next {
		if w.Total+more == maxReach {
			w.End = ReachedMany
			break
		}
		w.seen = append(w.seen, m.id)
		if m.hub != nil {
			w.Hubs = append(w.Hubs, *m.hub)
			continue
		}
		w.front = append(w.front, m.id)
		more++
	}
	w.Total += more
	if more > 0 {
		w.Seen = append(w.Seen, more)
	}
}

// met is an entity that a walk comes to, whole where it is a hub.
type met struct {
	id  string
	hub *Entity
}

// step asks who is one hop further than the front, and for no more than most.
func (s Service) step(ctx context.Context, call cypher.Call, w wave, most int) ([]met, error) {
	if len(w.front) == 0 {
		return nil, nil
	}
	q, err := s.Library.Keep("reach")
	if err != nil {
		return nil, err
	}
	params := map[string]any{"ids": w.front, "seen": w.seen, "limit": int64(most)}
	for _, name := range filters {
		params[name] = call.Params[name]
	}
	result, err := s.Reader.Ask(ctx, q.KeepCall("", params))
	if err != nil {
		return nil, err
	}
	c := newConverter("", "")
	next := make([]met, 0, len(result.Rows))
	for _, row := range result.Rows {
		id, err := graph.Cell[string](result, row, "id")
		if err != nil {
			return nil, err
		}
		m := met{id: id}
		if i := result.Column("hub"); i >= 0 && row[i] != nil {
			node, _ := row[i].(graph.Node)
			hub := c.entity(node)
			m.hub = &hub
		}
		next = append(next, m)
	}
	return next, c.err
}

// maxHops is how many hops a chain has at most.
const maxHops = 6

// lifts lists the bounds that were in force, those that cost least to lift first.
func (b *Bounds) lifts() []Lift {
	var lifts []Lift
	lift := func(bound, was, how string) {
		if was != "" {
			lifts = append(lifts, Lift{bound, was, how})
		}
	}
	if b.cutByHops() {
		how := "hops=" + strconv.Itoa(maxHops)
		if b.Hops >= maxHops {
			how = "ask for chains from each end to an entity between them"
		}
		lift("hops", strconv.FormatInt(b.Hops, 10), how)
	}
	if b.Certain {
		lift("certain", "yes", "certain=no")
	}
	lift("family", joined(b.Families), "leave out family")
	lift("status", joined(b.Statuses), "leave out status")
	lift("on", b.On, "leave out on")
	lift("known", b.Known, "leave out known")
	for _, hub := range b.hubsBetween() {
		how := ""
		for i, r := range b.Reach {
			if i > 0 {
				how += "; "
			}
			how += "from=" + string(r.From[0].ID) + "&to=" + string(hub.ID)
		}
		lift("hub", string(hub.ID), how)
	}
	return lifts
}

// cutByHops reports that more hops might find more.
func (b *Bounds) cutByHops() bool {
	return slices.ContainsFunc(b.Reach, func(r Reach) bool { return r.End != ReachedAll })
}

// hubsBetween are hubs that were met from several ends, so that chains lead
// through them, or where there are none those met from any.
func (b *Bounds) hubsBetween() []Entity {
	met := map[graph.ID]int{}
	var all []Entity
	for _, r := range b.Reach {
		for _, hub := range r.Hubs {
			met[hub.ID]++
			if met[hub.ID] == 1 {
				all = append(all, hub)
			}
		}
	}
	between := slices.DeleteFunc(slices.Clone(all), func(hub Entity) bool { return met[hub.ID] < 2 })
	if len(between) == 0 {
		between = all
	}
	return between[:min(len(between), maxHubLifts)]
}

// holdings reads the database's own counts.
func (s Service) holdings(ctx context.Context) (h Holdings, err error) {
	q, err := s.Library.Keep("counts")
	if err != nil {
		return h, err
	}
	counts, err := s.Reader.Ask(ctx, q.KeepCall("", map[string]any{}))
	if err != nil || len(counts.Rows) == 0 {
		return h, err
	}
	for name, to := range map[string]*int64{"entities": &h.Entities, "sources": &h.Sources, "statements": &h.Statements, "edges": &h.Edges} {
		if *to, err = graph.Cell[int64](counts, counts.Rows[0], name); err != nil {
			return h, err
		}
	}
	if q, err = s.Library.Keep("graph-version"); err != nil {
		return h, err
	}
	version, err := s.Reader.Ask(ctx, q.KeepCall("", map[string]any{}))
	if err != nil || len(version.Rows) == 0 {
		return h, err
	}
	h.LastLoad, err = graph.Cell[string](version, version.Rows[0], "id")
	return h, err
}
