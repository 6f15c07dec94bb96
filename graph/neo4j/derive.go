package neo4j

import (
	"context"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"golang.org/x/sync/errgroup"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Derive computes what follows from the edges: labels of investors and hubs, of
// what stands alone and what contradicts. An entity with more edges than hubDegree
// is a hub. With touched it looks there alone, which is right where all else was derived
// with the same bound, and nothing was taken away since; nil is the whole graph. Each step may be repeated, so a step that was cut off is finished by
// the next load. The steps run in transactions of their own making, some in
// batches; those of different tracks at the same time.
func (s *Store) Derive(ctx context.Context, hubDegree int, touched *graph.Touched) error {
	tracks := map[string][]cypher.Query{}
	for _, q := range s.library.Derive() {
		if touched != nil && (q.Scope == cypher.ScopeWhole || q.Scope == cypher.ScopeSources && !touched.Sources) {
			continue
		}
		tracks[q.Track] = append(tracks[q.Track], q)
	}
	group, ctx := errgroup.WithContext(ctx)
	if routed(s.options.URI) {
		// The driver (5.28) changes its list of servers under the hands of who reads it,
		// when one of them goes. A load is not to meet that with itself.
		group.SetLimit(1)
	}
	for _, steps := range tracks {
		group.Go(func() error { return s.deriveSteps(ctx, steps, derivationParams(hubDegree, touched)) })
	}
	return group.Wait()
}

func (s *Store) deriveSteps(ctx context.Context, steps []cypher.Query, params map[string]any) error {
	session, err := s.session(ctx, driver.AccessModeWrite)
	if err != nil {
		return err
	}
	defer s.closeSession(ctx, session)
	for _, q := range steps {
		needed, err := s.needed(ctx, q)
		if err != nil {
			return err
		}
		if !needed {
			continue
		}
		if err := s.deriveStep(ctx, session, q, params); err != nil {
			return err
		}
	}
	return nil
}

// derivationParams are those of all steps. Of the whole graph entities is null, which each step looks at.
func derivationParams(hubDegree int, touched *graph.Touched) map[string]any {
	params := map[string]any{"hub_degree": int64(hubDegree), "entities": nil, "edges": nil, hubsFound: []any{}}
	if touched == nil {
		return params
	}
	edges := make([]any, 0, len(touched.Edges))
	for _, e := range touched.Edges {
		edges = append(edges, map[string]any{"key": e.Key, "disputed": e.Disputed})
	}
	entities := make([]any, 0, len(touched.Entities))
	for _, id := range touched.Entities {
		entities = append(entities, string(id))
	}
	params["entities"], params["edges"] = entities, edges
	return params
}

// hubsFound is the column in which a step gives the hubs whose edges a later one is to mark.
const hubsFound = "hubs"

func (s *Store) deriveStep(ctx context.Context, session driver.SessionWithContext, q cypher.Query, params map[string]any) error {
	bounded, cancel := within(ctx, wholeTimeout)
	defer cancel()
	err := s.patiently(bounded, func() error {
		result, err := session.Run(bounded, prefix+q.Text, params, s.limits(ctx, q.Name, wholeTimeout)...)
		if err != nil {
			return err
		}
		for result.Next(bounded) {
			if hubs, ok := result.Record().Get(hubsFound); ok {
				params[hubsFound] = hubs
			}
		}
		return result.Err()
	})
	return s.explainWithin(ctx, bounded, q.Name, err)
}

// needed reports whether a step of the derivation has anything to do. Planning a
// step costs a new store more than running it.
func (s *Store) needed(ctx context.Context, step cypher.Query) (bool, error) {
	if step.Needs == "" {
		return true, nil
	}
	q, err := s.library.Keep("labelled")
	if err != nil {
		return false, err
	}
	result, err := s.Ask(ctx, q.KeepCall(step.Needs, map[string]any{}))
	if err != nil || len(result.Rows) == 0 {
		return false, err
	}
	count, err := graph.Cell[int64](result, result.Rows[0], "count")
	return count > 0, err
}
