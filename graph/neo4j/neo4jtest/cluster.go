package neo4jtest

import (
	"context"
	"io"
	"net"
	"net/url"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// Cluster is a stand-in for a cluster: members that a driver finds by the routing
// table which each of them gives, with one real server behind them all. As in a
// cluster, only the leader writes. What it cannot show is a member that lags behind:
// a read that does not say what it has to wait for is marked as Behind instead.
type Cluster struct {
	members []*member

	mu     sync.Mutex
	leader int
	last   string // bookmark of the last write
	calls  []Call
	onCall func(Call) Action
}

// Call is one transaction, or its commit, as a member got it.
type Call struct {
	Member int
	Kind   string // BEGIN, RUN (of a transaction by itself) or COMMIT
	Write  bool
	Text   string // of RUN
	// Behind says that it may see less than was written before, because it does not
	// carry the bookmark of the last write.
	Behind bool
}

// Action is what a member does with a call.
type Action int

const (
	// Pass hands it on.
	Pass Action = iota
	// Cut ends the connection before the server has got it.
	Cut
	// Lose ends the connection when the server has done it, before it can say so.
	Lose
	// Stop ends the connection and the member.
	Stop
)

// NewCluster makes members before the server; the first one leads.
func NewCluster(tb testing.TB, server Server, members int) *Cluster {
	tb.Helper()
	target, err := url.Parse(server.URI)
	require.NoError(tb, err)
	c := &Cluster{onCall: func(Call) Action { return Pass }}
	for i := range members {
		listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
		require.NoError(tb, err)
		m := &member{cluster: c, number: i, listener: listener, server: target.Host, open: map[io.Closer]bool{}}
		c.members = append(c.members, m)
		go m.listen()
		tb.Cleanup(m.stop)
	}
	return c
}

// URI is the address of the cluster: that of its last member, which does not lead.
func (c *Cluster) URI() string {
	return "neo4j://" + c.members[len(c.members)-1].listener.Addr().String()
}

// Lead makes another member the leader. It may be called by what OnCall got.
func (c *Cluster) Lead(member int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leader = member
}

// OnCall has each call decided upon before a member acts on it.
func (c *Cluster) OnCall(decide func(Call) Action) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onCall = decide
}

// Calls gives what the members got, and forgets it.
func (c *Cluster) Calls() []Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	calls := c.calls
	c.calls = nil
	return calls
}

// table is the routing table: all know it, the leader writes, the others read.
func (c *Cluster) table() map[string]any {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all, reading, writing []any
	for i, m := range c.members {
		address := m.listener.Addr().String()
		all = append(all, address)
		if i == c.leader {
			writing = append(writing, address)
		} else {
			reading = append(reading, address)
		}
	}
	role := func(name string, addresses []any) any { return map[string]any{"role": name, "addresses": addresses} }
	return map[string]any{"ttl": int64(300), "db": "neo4j", "servers": []any{role("ROUTE", all), role("READ", reading), role("WRITE", writing)}}
}

// decide notes a call and says what to do with it, and whether the member leads.
func (c *Cluster) decide(call Call, bookmarks []any) (action Action, leads bool) {
	c.mu.Lock()
	call.Behind = call.Kind != "COMMIT" && c.last != "" && !slices.Contains(bookmarks, any(c.last))
	c.calls = append(c.calls, call)
	decide := c.onCall
	c.mu.Unlock()
	action = decide(call) // without the lock: it may choose another leader
	c.mu.Lock()
	defer c.mu.Unlock()
	return action, call.Member == c.leader
}

// wrote remembers the bookmark of a write.
func (c *Cluster) wrote(bookmark string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = bookmark
}
