// Package graphtest gives tests a store in memory, and the conformance suite
// that it and the real store pass. The memory store answers the questions that
// need no search of the graph; for others a test says what the answer is.
package graphtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Handler answers a question in place of the store.
type Handler func(ctx context.Context, call cypher.Call) (graph.Result, error)

// Store keeps a graph in memory. It is safe for concurrent use. A question
// that it cannot answer is an error, never an empty answer.
type Store struct {
	library *cypher.Library

	mu       sync.Mutex
	state    state
	handlers map[string]Handler
	failures map[string]error
	delay    time.Duration
	loading  chan struct{} // holds one while a load keeps others away
}

// New makes an empty store.
func New(library *cypher.Library) *Store {
	return &Store{library: library, state: newState(), handlers: map[string]Handler{}, failures: map[string]error{}, loading: make(chan struct{}, 1)}
}

// Answer sets the answer to a question, whatever its parameters. Each caller
// gets a copy of its own.
func (s *Store) Answer(question string, result graph.Result) {
	s.Handle(question, func(_ context.Context, call cypher.Call) (graph.Result, error) {
		return limited(copied(result), call.Limit), nil
	})
}

// Handle lets a function answer a question.
func (s *Store) Handle(question string, h Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handlers[question] = h
}

// Fail makes a question or write fail; "ping", "prepare" and "derive" stand for
// the calls of these names. A nil error makes it work again.
func (s *Store) Fail(question string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures[question] = err
}

// Delay makes every call take at least d, unless its context ends before.
func (s *Store) Delay(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delay = d
}

// begin waits as long as the store is told to, and fails as it is told to.
func (s *Store) begin(ctx context.Context, what string) error {
	s.mu.Lock()
	delay, failure := s.delay, s.failures[what]
	s.mu.Unlock()
	if delay > 0 {
		select {
		case <-time.After(delay):
		case <-ctx.Done():
		}
	}
	if err := ended(ctx, what); err != nil {
		return err
	}
	return failure
}

// ended is the error of a context that has ended, as the real store tells it.
func ended(ctx context.Context, what string) error {
	switch err := ctx.Err(); {
	case errors.Is(err, context.DeadlineExceeded):
		return graph.Errorf(graph.CodeTimeout, "the answer to %s took longer than allowed: ask for less, or again later", what).Because(err)
	case err != nil:
		return graph.Errorf(graph.CodeCanceled, "%s was cancelled", what).Because(err)
	}
	return nil
}

// Ping answers unless told to fail.
func (s *Store) Ping(ctx context.Context) error { return s.begin(ctx, "ping") }

// Alone waits for the end of another load.
func (s *Store) Alone(ctx context.Context) (working context.Context, end func(), err error) {
	if err := s.begin(ctx, "alone"); err != nil {
		return nil, nil, err
	}
	select {
	case s.loading <- struct{}{}:
		return ctx, func() { <-s.loading }, nil
	case <-ctx.Done():
		return nil, nil, ended(ctx, "alone")
	}
}

// Prepare remembers the version of the schema, as the real store does.
func (s *Store) Prepare(ctx context.Context) error {
	if err := s.begin(ctx, "prepare"); err != nil {
		return err
	}
	_, err := s.Write(ctx, graph.Batch{Write: "schema-version", Rows: []map[string]any{{"version": int64(1)}}})
	return err
}

// Ask answers a question: by what the test said, or from what was written.
func (s *Store) Ask(ctx context.Context, call cypher.Call) (graph.Result, error) {
	if err := s.begin(ctx, call.Name); err != nil {
		return graph.Result{}, err
	}
	s.mu.Lock()
	handler, state := s.handlers[call.Name], s.state
	s.mu.Unlock()
	if handler != nil {
		return handler(ctx, call)
	}
	question, ok := questions[call.Name]
	if !ok {
		return graph.Result{}, fmt.Errorf("the memory store cannot answer %q: give it an answer with Answer", call.Name)
	}
	result, err := question.ask(&asking{state: state, params: call.Params, word: s.word(call)})
	if err != nil {
		return graph.Result{}, fmt.Errorf("memory store: %s: %w", call.Name, err)
	}
	result.Columns = question.columns
	return limited(copied(result), call.Limit), nil
}

// word is the label or type that was written into the text of a question.
func (s *Store) word(call cypher.Call) string {
	q, err := s.library.Keep(call.Name)
	if err != nil {
		return ""
	}
	words := []string{"Entity", "Source", "Statement", "Hub", "Contested", "Superseded"}
	for _, t := range graph.EdgeTypes() {
		words = append(words, string(t))
	}
	for _, word := range words {
		if q.WithWord(word) == call.Text {
			return word
		}
	}
	return ""
}

func limited(r graph.Result, limit int) graph.Result {
	if r.Rows == nil {
		r.Rows = [][]any{}
	}
	if limit > 0 && len(r.Rows) > limit {
		r.Rows, r.Truncated = r.Rows[:limit], true
	}
	return r
}

// copied keeps what callers do with an answer from reaching the next one.
func copied(r graph.Result) graph.Result {
	rows := make([][]any, len(r.Rows))
	for i, row := range r.Rows {
		rows[i], _ = value(row).([]any)
	}
	r.Rows = rows
	return r
}

// value copies a value and gives it the type in which a database would.
func value(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case []string:
		list := make([]any, len(v))
		for i, text := range v {
			list[i] = text
		}
		return list
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = value(item)
		}
		return list
	case map[string]any:
		return properties(v)
	case graph.Node:
		return graph.Node{Labels: append([]string{}, v.Labels...), Properties: properties(v.Properties)}
	case graph.Relationship:
		v.Properties = properties(v.Properties)
		return v
	}
	return v
}

func properties(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for name, v := range maps.All(m) {
		out[name] = value(v)
	}
	return out
}
