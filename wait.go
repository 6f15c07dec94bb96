package main

import (
	"context"
	"time"

	"ipgraph/graph"
	"ipgraph/graph/neo4j"
)

// pingPause is the time between two attempts to reach a server that starts.
const pingPause = time.Second

// await pings until the server answers, at most for patience. A server that
// answers and refuses us is not asked again: that would lock the user out.
func await(ctx context.Context, patience time.Duration, ping func(context.Context) error) error {
	deadline := time.Now().Add(patience)
	for {
		err := ping(ctx)
		if graph.CodeOf(err) != graph.CodeUnavailable || neo4j.Refused(err) || time.Until(deadline) < pingPause {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pingPause):
		}
	}
}
