package graphtest

import (
	"context"
	"slices"

	"ipgraph/graph"
)

// Derive marks investors, hubs with their edges, and entities without any, always in the whole graph. What it
// leaves out, origins and contradictions, no question of this store asks for.
func (s *Store) Derive(ctx context.Context, hubDegree int, _ *graph.Touched) error {
	if err := s.begin(ctx, "derive"); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	draft := s.state.clone()
	degree := map[string]int64{}
	for id, n := range draft.entities {
		draft.entities[id] = labelled(n, "Investor", false)
	}
	for id, e := range draft.edges {
		degree[id.from]++
		if id.to != id.from {
			degree[id.to]++
		}
		if happened, _ := e.Properties["polarity"].(bool); happened && id.kind == "INVESTED_IN" {
			draft.entities[id.from] = labelled(draft.entities[id.from], "Investor", true)
		}
	}
	for id, n := range draft.entities {
		n = labelled(n, "Hub", degree[id] > int64(hubDegree))
		n = labelled(n, "Isolated", degree[id] == 0)
		if degree[id] > 0 { // the real store keeps it of the best connected alone
			n = with(n, row{"degree": degree[id]})
		}
		draft.entities[id] = n
	}
	for id, e := range draft.edges {
		draft.edges[id] = draft.nameHubs(id, e)
	}
	s.state = draft
	return nil
}

// stateLength is that of an edge's state before the hubs that it names.
const stateLength = 37

// nameHubs lets the state of an edge name those of its ends that are hubs.
func (s state) nameHubs(id edgeID, e graph.Relationship) graph.Relationship {
	state := text(e.Properties, "state")
	if state == "" {
		return e
	}
	state = state[:min(len(state), stateLength)]
	for _, end := range slices.Compact([]string{id.from, id.to}) {
		if slices.Contains(s.entities[end].Labels, "Hub") {
			state += " " + end
		}
	}
	p := properties(e.Properties)
	p["state"] = state
	e.Properties = p
	return e
}
