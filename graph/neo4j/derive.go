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
// is a hub. Each step may be repeated, so a step that was cut off is finished by
// the next load. The steps run in transactions of their own making, some in
// batches; those of different tracks at the same time.
func (s *Store) Derive(ctx context.Context, hubDegree int) error {
	tracks := map[string][]cypher.Query{}
	for _, q := range s.library.Derive() {
		tracks[q.Track] = append(tracks[q.Track], q)
	}
	group, ctx := errgroup.WithContext(ctx)
	if routed(s.options.URI) {
		// The driver (5.28) changes its list of servers under the hands of who reads it,
		// when one of them goes. A load is not to meet that with itself.
		group.SetLimit(1)
	}
	for _, steps := range tracks {
		group.Go(func() error { return s.deriveSteps(ctx, steps, hubDegree) })
	}
	return group.Wait()
}

func (s *Store) deriveSteps(ctx context.Context, steps []cypher.Query, hubDegree int) error {
	session := s.session(ctx, driver.AccessModeWrite)
	defer s.closeSession(ctx, session)
	for _, q := range steps {
		needed, err := s.needed(ctx, q)
		if err != nil {
			return err
		}
		if !needed {
			continue
		}
		if err := s.deriveStep(ctx, session, q, hubDegree); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) deriveStep(ctx context.Context, session driver.SessionWithContext, q cypher.Query, hubDegree int) error {
	bounded, cancel := within(ctx, wholeTimeout)
	defer cancel()
	err := s.patiently(bounded, func() error {
		result, err := session.Run(bounded, prefix+q.Text, map[string]any{"hub_degree": int64(hubDegree)}, s.limits(ctx, q.Name, wholeTimeout)...)
		if err == nil {
			_, err = result.Consume(bounded)
		}
		return err
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
