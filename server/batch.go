package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzhttp"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
)

const (
	// pairsAtOnce is how many pairs of all requests are in the database at a
	// time. Each asks at most two questions at once.
	pairsAtOnce = 2
	// pairsAhead is how many answers may wait for the one before them.
	pairsAhead = 8
	// lineTimeout is how long a client may take to read one line.
	lineTimeout = 30 * time.Second
)

// pairLine is the answer to one pair: paths, or the problem that it met.
type pairLine struct {
	Index   int              `json:"index"`
	Paths   *answer.Paths    `json:"paths,omitempty"`
	Problem *problemDocument `json:"problem,omitempty"`
}

// pathsOfPairs answers POST /v1/paths: chains for many pairs, a line for each in
// the order asked, each sent as soon as it is there.
func (s *server) pathsOfPairs(c *gin.Context) {
	body, ok := s.readBody(c, maxBody)
	if !ok {
		return
	}
	q, err := s.Library.Get("paths-between")
	if err != nil {
		s.problem(c, err)
		return
	}
	pairs, err := pairsOf(body, q)
	if err != nil {
		s.problem(c, err)
		return
	}
	c.Header("Content-Type", typeNDJSON)
	c.Header("Cache-Control", "no-cache")
	c.Header(gzhttp.HeaderNoCompression, "1") // a line is sent when it is there, not when enough have come together
	c.Status(http.StatusOK)
	s.stream(c, pairs)
}

// stream asks for the pairs and writes their lines. When the client goes away,
// the work ends before it returns.
func (s *server) stream(c *gin.Context, pairs []cypher.Args) {
	present, leave := context.WithCancel(c.Request.Context())
	ctx, cancel := context.WithTimeout(present, s.BatchTimeout)
	defer cancel()
	lines := make([]chan pairLine, len(pairs))
	for i := range lines {
		lines[i] = make(chan pairLine, 1)
	}
	next, ahead := make(chan int), make(chan struct{}, pairsAhead)
	var work sync.WaitGroup
	defer work.Wait()
	defer leave()
	requestID := c.GetString(requestIDKey)
	for range min(pairsAtOnce, len(pairs)) {
		work.Go(func() {
			for i := range next {
				lines[i] <- s.pairLine(ctx, requestID, i, pairs[i])
			}
		})
	}
	work.Go(func() {
		defer close(next)
		for i := range pairs {
			if !send(present, ahead, struct{}{}) || !send(present, next, i) {
				return
			}
		}
	})
	w := newLineWriter(c.Writer, s.BatchTimeout)
	for _, line := range lines {
		select {
		case l := <-line:
			<-ahead
			if err := w.write(l); err != nil {
				return // the client is gone
			}
		case <-present.Done():
			return
		}
	}
}

// send reports whether the value was taken before ctx ended.
func send[T any](ctx context.Context, to chan<- T, value T) bool {
	select {
	case to <- value:
		return true
	case <-ctx.Done():
		return false
	}
}

// pairLine asks for one pair, when it is its turn. Whatever goes wrong is the
// problem of this pair alone.
func (s *server) pairLine(ctx context.Context, requestID string, index int, pair cypher.Args) (line pairLine) {
	line.Index = index
	defer func() {
		if p := recover(); p != nil {
			line = s.failedPair(ctx, requestID, index, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	select {
	case s.pairs <- struct{}{}:
		defer func() { <-s.pairs }()
	case <-ctx.Done():
	case <-stopping(ctx):
	}
	select {
	case <-ctx.Done():
		return s.failedPair(ctx, requestID, index, graph.Errorf(graph.CodeTimeout,
			"the time for all pairs of a request, %s, was over before this one's turn came: ask for it in another request", s.BatchTimeout))
	case <-stopping(ctx):
		return s.failedPair(ctx, requestID, index, graph.Errorf(graph.CodeUnavailable, "the server stops: ask for this pair again later"))
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, s.RequestTimeout)
	defer cancel()
	paths, _, err := whole(ctx, s, func() (answer.Paths, error) { return s.answers.PathsBetween(ctx, pair) })
	if err != nil {
		return s.failedPair(ctx, requestID, index, err)
	}
	line.Paths = &paths
	return line
}

func (s *server) failedPair(ctx context.Context, requestID string, index int, err error) pairLine {
	doc := s.problemOf(ctx, requestID, err)
	return pairLine{Index: index, Problem: &doc}
}

// lineWriter writes lines that are sent at once. A client that does not read is
// given up, line by line and as a whole.
type lineWriter struct {
	gin.ResponseWriter
	control *http.ResponseController
	last    time.Time
}

// newLineWriter takes the connection's own limits back: that for reading would
// hide that the client goes away, and that for writing is too short for many
// lines.
func newLineWriter(w gin.ResponseWriter, whole time.Duration) *lineWriter {
	l := &lineWriter{w, http.NewResponseController(w), time.Now().Add(whole + lineTimeout)}
	_ = l.control.SetReadDeadline(time.Time{}) // a connection that has no deadlines needs no other
	return l
}

func (l *lineWriter) write(line pairLine) error {
	deadline := time.Now().Add(lineTimeout)
	if deadline.After(l.last) {
		deadline = l.last
	}
	_ = l.control.SetWriteDeadline(deadline) // the same
	body, err := json.Marshal(line)
	if err != nil {
		return fmt.Errorf("line %d: %w", line.Index, err)
	}
	if _, err := l.Write(append(body, '\n')); err != nil {
		return fmt.Errorf("line %d: %w", line.Index, err)
	}
	if err := l.control.Flush(); err != nil {
		return fmt.Errorf("line %d: %w", line.Index, err)
	}
	return nil
}

type stoppingKey struct{}

// withStopping lets handlers see when the server begins to stop: those of many
// questions begin no new one then.
func withStopping(ctx context.Context, stops <-chan struct{}) context.Context {
	return context.WithValue(ctx, stoppingKey{}, stops)
}

// stopping is closed when the server begins to stop; nil means never.
func stopping(ctx context.Context) <-chan struct{} {
	stops, _ := ctx.Value(stoppingKey{}).(<-chan struct{})
	return stops
}
