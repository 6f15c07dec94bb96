package neo4j

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
)

// wire carries one connection of the driver to the server, and no more than so
// many bytes of answers. The driver reads a row whole, however long it is: a list
// of a thousand million numbers in one row would fill the memory of this process
// before the first row is counted.
type wire struct {
	listener net.Listener
	server   *url.URL
	left     atomic.Int64
	done     sync.WaitGroup
	mu       sync.Mutex
	closed   bool
	ends     []net.Conn
}

// openWire listens on loopback for one connection. The limit is in bytes.
func openWire(ctx context.Context, uri string, limit int64) (*wire, error) {
	server, err := url.Parse(uri)
	if err != nil {
		return nil, fmt.Errorf("address of the server: %w", err)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the driver: %w", err)
	}
	w := &wire{listener: listener, server: server}
	w.left.Store(limit)
	w.done.Go(func() { w.carry(ctx) })
	return w, nil
}

// uri is the address for the driver. The server's own encryption begins behind it.
func (w *wire) uri() string { return "bolt://" + w.listener.Addr().String() }

// exceeded reports whether the connection was cut because of the limit.
func (w *wire) exceeded() bool { return w.left.Load() < 0 }

// close cuts the connection and waits until nothing is carried.
func (w *wire) close() {
	w.cut()
	w.done.Wait()
}

func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	_ = w.listener.Close() // the second time it is closed already
	for _, end := range w.ends {
		_ = end.Close() // the same; there is nobody to tell
	}
}

// keep remembers an end for cut, or closes it when that was called before.
func (w *wire) keep(end net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		_ = end.Close()
		return false
	}
	w.ends = append(w.ends, end)
	return true
}

func (w *wire) carry(ctx context.Context) {
	defer w.cut()
	client, err := w.listener.Accept()
	if err != nil || !w.keep(client) {
		return
	}
	_ = w.listener.Close() // nobody else may use it
	server, err := w.dial(ctx)
	if err != nil || !w.keep(server) {
		return
	}
	var both sync.WaitGroup
	both.Go(func() { w.copy(server, client) })
	both.Go(func() { w.copy(client, limited{server, &w.left}) })
	both.Wait()
}

// copy carries one direction. When it ends, so does the other.
func (w *wire) copy(to io.Writer, from io.Reader) {
	_, _ = io.Copy(to, from) // the driver sees a connection that ended
	w.cut()
}

func (w *wire) dial(ctx context.Context) (net.Conn, error) {
	host, port := w.server.Hostname(), w.server.Port()
	if port == "" {
		port = "7687"
	}
	address := net.JoinHostPort(host, port)
	switch _, security, _ := strings.Cut(w.server.Scheme, "+"); security {
	case "":
		return new(net.Dialer).DialContext(ctx, "tcp", address)
	case "s":
		return (&tls.Dialer{Config: &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}}).DialContext(ctx, "tcp", address)
	case "ssc":
		return (&tls.Dialer{Config: &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12,
			InsecureSkipVerify: true}}).DialContext(ctx, "tcp", address) //nolint:gosec // "ssc" says so: a self-signed certificate
	}
	return nil, fmt.Errorf("the scheme %s is unknown", w.server.Scheme)
}

// limited ends a connection that has given all it may give.
type limited struct {
	net.Conn
	left *atomic.Int64
}

var errTooLong = errors.New("the answer is too long")

// Read counts what it gives.
func (l limited) Read(p []byte) (int, error) {
	n, err := l.Conn.Read(p)
	if l.left.Add(-int64(n)) < 0 {
		return 0, errTooLong
	}
	return n, err
}
