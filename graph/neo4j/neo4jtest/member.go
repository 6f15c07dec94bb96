package neo4jtest

import (
	"context"
	"io"
	"net"
	"sync"
	"sync/atomic"
)

// Names of Bolt's messages.
const (
	msgGoodbye  = 0x02
	msgReset    = 0x0F
	msgRun      = 0x10
	msgBegin    = 0x11
	msgCommit   = 0x12
	msgRollback = 0x13
	msgRoute    = 0x66
	msgSuccess  = 0x70
	msgIgnored  = 0x7E
	msgFailure  = 0x7F
)

// version is the Bolt that members speak: 5.3 has no message without an answer of
// its own between those that are answered here.
var version = []byte{0, 0, 3, 5}

// member is one server of a cluster.
type member struct {
	cluster  *Cluster
	number   int
	listener net.Listener
	server   string

	mu   sync.Mutex
	open map[io.Closer]bool
}

func (m *member) listen() {
	for {
		client, err := m.listener.Accept()
		if err != nil {
			return
		}
		server, err := new(net.Dialer).DialContext(context.Background(), "tcp", m.server)
		if err != nil {
			_ = client.Close()
			continue
		}
		l := &line{member: m, client: client, server: server}
		m.mu.Lock()
		m.open[l] = true
		m.mu.Unlock()
		go l.carry()
	}
}

// stop ends the member with all its connections.
func (m *member) stop() {
	_ = m.listener.Close()
	m.mu.Lock()
	defer m.mu.Unlock()
	for l := range m.open {
		_ = l.Close()
	}
}

// line is one connection of a driver through a member to the server.
type line struct {
	member         *member
	client, server net.Conn

	// Of the side that hears the driver:
	inside  bool // a transaction that BEGIN began
	refused bool // all is ignored until RESET

	writes atomic.Bool // the transaction is for writing
	lose   atomic.Bool // the next answer is lost
}

// Close cuts both ends.
func (l *line) Close() error {
	_ = l.client.Close()
	return l.server.Close()
}

func (l *line) carry() {
	defer func() {
		_ = l.Close()
		l.member.mu.Lock()
		defer l.member.mu.Unlock()
		delete(l.member.open, l)
	}()
	hello := make([]byte, 20)
	if _, err := io.ReadFull(l.client, hello); err != nil {
		return
	}
	copy(hello[4:], version)
	clear(hello[8:])
	answer := make([]byte, 4)
	if _, err := l.server.Write(hello); err != nil {
		return
	}
	if _, err := io.ReadFull(l.server, answer); err != nil {
		return
	}
	if _, err := l.client.Write(answer); err != nil {
		return
	}
	go l.answers()
	for {
		raw, message, err := readMessage(l.client)
		if err != nil || !l.hear(raw, message) {
			return
		}
	}
}

// hear acts on a message of the driver; false ends the connection.
func (l *line) hear(raw, message []byte) bool {
	value, _, err := unpack(message)
	said, ok := value.(structure)
	if err != nil || !ok {
		return false
	}
	switch {
	case said.tag == msgReset:
		l.inside, l.refused = false, false
	case said.tag == msgGoodbye:
	case l.refused:
		return l.say(structure{tag: msgIgnored})
	case said.tag == msgRoute:
		return l.say(structure{msgSuccess, []any{map[string]any{"rt": l.member.cluster.table()}}})
	case said.tag == msgRollback:
		l.inside = false
	case said.tag == msgBegin, said.tag == msgRun && !l.inside, said.tag == msgCommit:
		if pass, stays := l.call(said); !pass {
			return stays
		}
	}
	_, err = l.server.Write(raw)
	return err == nil
}

// call acts on the beginning or the end of a transaction: whether it is handed on,
// and whether the connection stays.
func (l *line) call(said structure) (pass, stays bool) {
	call := Call{Member: l.member.number, Kind: map[byte]string{msgBegin: "BEGIN", msgRun: "RUN", msgCommit: "COMMIT"}[said.tag]}
	extra := map[string]any{}
	if len(said.fields) > 0 {
		extra, _ = said.fields[len(said.fields)-1].(map[string]any)
	}
	if said.tag == msgRun {
		call.Text, _ = said.fields[0].(string)
	}
	if said.tag != msgCommit {
		l.writes.Store(extra["mode"] != "r")
	}
	l.inside = said.tag == msgBegin
	call.Write = l.writes.Load()
	bookmarks, _ := extra["bookmarks"].([]any)
	action, leads := l.member.cluster.decide(call, bookmarks)
	switch {
	case action == Cut:
		return false, false
	case action == Stop:
		l.member.stop()
		return false, false
	case call.Write && !leads:
		l.refused = true
		return false, l.say(structure{msgFailure, []any{map[string]any{"code": "Neo.ClientError.Cluster.NotALeader", "message": "No write operations are allowed on this server."}}})
	}
	l.lose.Store(action == Lose)
	return true, true
}

func (l *line) say(s structure) bool {
	_, err := l.client.Write(chunked(s))
	return err == nil
}

// answers carries what the server says, and notes the bookmarks of writes.
func (l *line) answers() {
	defer func() { _ = l.Close() }()
	for {
		raw, message, err := readMessage(l.server)
		if err != nil {
			return
		}
		if value, _, err := unpack(message); err == nil {
			if said, ok := value.(structure); ok && said.tag == msgSuccess && len(said.fields) == 1 {
				fields, _ := said.fields[0].(map[string]any)
				if bookmark, ok := fields["bookmark"].(string); ok && l.writes.Load() {
					l.member.cluster.wrote(bookmark)
				}
			}
		}
		if l.lose.Load() {
			return
		}
		if _, err := l.client.Write(raw); err != nil {
			return
		}
	}
}
