package graphtest

import (
	"context"
	"slices"

	"ipgraph/graph"
)

// Derive marks investors and hubs, and the edges of hubs.
func (s *Store) Derive(ctx context.Context, hubDegree int) error {
	if err := s.begin(ctx, "derive"); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	draft := s.state.clone()
	degree := map[string]int64{}
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
		switch hub := degree[id] > int64(hubDegree); {
		case hub:
			draft.entities[id] = with(labelled(n, "Hub", true), row{"degree": degree[id]})
		case slices.Contains(n.Labels, "Hub"):
			draft.entities[id] = with(labelled(n, "Hub", false), row{"degree": nil})
		}
	}
	for id, e := range draft.edges {
		draft.edges[id] = draft.nameHubs(id, e)
	}
	s.state = draft
	return nil
}

// stateLength is that of an edge's state before the mark that it leads to a hub.
const stateLength = 37

// nameHubs lets an edge name those of its ends that are hubs, and marks its
// state.
func (s state) nameHubs(id edgeID, e graph.Relationship) graph.Relationship {
	var hubs []string
	for _, end := range []string{id.from, id.to} {
		if slices.Contains(s.entities[end].Labels, "Hub") && !slices.Contains(hubs, end) {
			hubs = append(hubs, end)
		}
	}
	p := properties(e.Properties)
	delete(p, "hubs")
	state := text(p, "state")
	state = state[:min(len(state), stateLength)]
	if hubs != nil {
		p["hubs"] = value(hubs)
		state += "."
	}
	if _, ok := p["state"]; ok {
		p["state"] = state
	}
	e.Properties = p
	return e
}
