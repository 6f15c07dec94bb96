package neo4j

import (
	"context"
	"errors"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"ipgraph/graph"
)

// clusterPatience is how long a write waits for a leader. When one falls silent, the
// others need more than twenty seconds by their default settings to choose another.
const clusterPatience = time.Minute

// The pauses between two attempts of a write that the driver does not repeat itself.
const (
	firstPause   = 200 * time.Millisecond
	longestPause = 5 * time.Second
)

// routed reports whether the address is that of a cluster, whose servers tell who of
// them reads and who writes.
func routed(uri string) bool { return strings.HasPrefix(uri, "neo4j") }

// readers is how many further servers are asked for an answer when one is away. A
// single server is asked once more.
func (s *Store) readers() int {
	if routed(s.options.URI) {
		return 2
	}
	return 1
}

// oneReader is the address of one server for a connection of its own: ours, or of a
// cluster one that answers reads. The driver says which it chose only with an answer.
func (s *Store) oneReader(ctx context.Context) (string, error) {
	if !routed(s.options.URI) {
		return s.options.URI, nil
	}
	q, err := s.library.Keep("ids-of-nodes")
	if err != nil {
		return "", err
	}
	session, err := s.session(ctx, driver.AccessModeRead)
	if err != nil {
		return "", err
	}
	defer s.closeSession(ctx, session)
	answer, err := session.Run(ctx, prefix+q.Text, map[string]any{"ids": []string{}}, s.limits(ctx, "free-server", s.options.AskTimeout)...)
	if err != nil {
		return "", err
	}
	summary, err := answer.Consume(ctx)
	if err != nil {
		return "", err
	}
	scheme, _, _ := strings.Cut(s.options.URI, "://")
	return "bolt" + strings.TrimPrefix(scheme, "neo4j") + "://" + summary.Server().Address(), nil
}

// direct opens one connection to one server, whatever cluster it is part of.
func (s *Store) direct(uri string) (driver.DriverWithContext, error) {
	return driver.NewDriverWithContext(uri, driver.BasicAuth(s.options.User, s.options.Password, ""), func(c *config.Config) {
		c.SocketConnectTimeout, c.ConnectionAcquisitionTimeout = s.options.ConnectTimeout, s.options.ConnectTimeout
		c.MaxConnectionPoolSize = 1
		c.UserAgent = "ipgraph"
	})
}

// patiently does what may be repeated until it succeeds, or fails for another reason
// than a server that is away or leads no more.
func (s *Store) patiently(ctx context.Context, do func() error) error {
	end := time.Now().Add(s.options.WritePatience)
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		err := do()
		if !away(err) || ctx.Err() != nil || time.Now().Add(pause).After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// away reports whether another server, or the same one later, may do what failed: the
// connection was lost, the database stops or starts, or the server leads no more.
func away(err error) bool {
	var server *driver.Neo4jError
	if errors.As(err, &server) {
		return server.IsRetriableCluster() || unavailable(server.Code)
	}
	return isConnectivity(err)
}

// unavailable tells the codes of a server that starts, stops or changes its place in
// the cluster.
func unavailable(code string) bool {
	for _, prefix := range []string{"Neo.TransientError.General.DatabaseUnavailable", "Neo.TransientError.Database.", "Neo.TransientError.Cluster.", "Neo.ClientError.Cluster."} {
		if strings.HasPrefix(code, prefix) {
			return true
		}
	}
	return false
}

// commitLost reports whether the connection went while the server committed. The
// driver does not repeat that, since it cannot know that it may.
func commitLost(err error) bool {
	var lost *driver.ConnectivityError
	return errors.As(err, &lost) && !driver.IsRetryable(lost)
}

// perhapsChanged counts the rows of a repeated write that were found as they should
// be as updated: a load that believes it has changed nothing leaves out the rest.
func perhapsChanged(c graph.Counts, rows int) graph.Counts {
	c.Updated, c.Unchanged = c.Updated+c.Unchanged, 0
	if c == (graph.Counts{}) {
		c.Updated = int64(rows)
	}
	return c
}
