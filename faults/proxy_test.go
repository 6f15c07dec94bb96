//go:build unix

package faults

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// proxy is a network between a program and its Neo4j that can be made bad.
type proxy struct {
	listener net.Listener
	target   string
	pause    atomic.Int64 // nanoseconds before each piece that goes to the program
	silent   atomic.Bool  // pieces are swallowed, in both directions
	carried  atomic.Int64 // bytes that went to the program
	left     atomic.Int64 // bytes that still go to the program before the cut, negative: no cut

	mu    sync.Mutex
	conns map[net.Conn]bool
	shut  bool // new connections are cut at once
}

// newProxy makes one before a place, and the place behind it.
func newProxy(t *testing.T, at place) (*proxy, place) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	p := &proxy{listener: l, target: at.uri[len("bolt://"):], conns: map[net.Conn]bool{}}
	p.left.Store(-1)
	t.Cleanup(func() { _ = l.Close(); p.cut() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go p.carry(conn)
		}
	}()
	at.uri = "bolt://" + l.Addr().String()
	return p, at
}

func (p *proxy) carry(program net.Conn) {
	server, err := net.Dial("tcp", p.target)
	if err != nil || !p.keep(program, server) {
		_ = program.Close()
		if err == nil {
			_ = server.Close()
		}
		return
	}
	go p.copy(server, program, false)
	p.copy(program, server, true)
}

func (p *proxy) keep(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		if !p.shut {
			p.conns[c] = true
		}
	}
	return !p.shut
}

// copy carries pieces one way until either end closes.
func (p *proxy) copy(to, from net.Conn, toProgram bool) {
	defer func() { _ = to.Close(); _ = from.Close() }()
	for piece := make([]byte, 4096); ; {
		n, err := from.Read(piece)
		if pause := p.pause.Load(); pause > 0 && toProgram {
			time.Sleep(time.Duration(pause))
		}
		if n > 0 && !p.silent.Load() {
			part := piece[:n]
			if toProgram && p.left.Load() >= 0 {
				part = part[:min(int64(n), p.left.Load())]
				p.left.Add(-int64(len(part)))
			}
			if toProgram {
				p.carried.Add(int64(len(part)))
			}
			if _, err := to.Write(part); err != nil || len(part) < n {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// cut ends all connections, and new ones until heal.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shut = true
	for c := range p.conns {
		_ = c.Close()
	}
	clear(p.conns)
}

// drop ends all connections; new ones work.
func (p *proxy) drop() { p.cut(); p.open() }

func (p *proxy) open() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shut = false
}

// heal makes the network good again. Connections that lost something are gone.
func (p *proxy) heal() {
	p.pause.Store(0)
	p.left.Store(-1)
	p.drop()
	p.silent.Store(false)
}
