package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/bench/world"
	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/server"
)

// tape passes questions on to the store and remembers them, so that the bare
// driver can be asked the same. The graph's version is a cost of ours alone.
type tape struct {
	*neo4j.Store
	mu    sync.Mutex
	calls []cypher.Call
}

func (t *tape) Ask(ctx context.Context, call cypher.Call) (graph.Result, error) {
	t.mu.Lock()
	if call.Name != "graph-version" {
		t.calls = append(t.calls, call)
	}
	t.mu.Unlock()
	return t.Store.Ask(ctx, call)
}

func (t *tape) take() []cypher.Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	calls := t.calls
	t.calls = nil
	return calls
}

// probe asks our HTTP API and the bare driver in turn.
type probe struct {
	base string
	tape *tape
	bare driver.DriverWithContext
	// copyEdges is how large a graph may be that the server copies into memory.
	copyEdges int
}

// questions measures every question over HTTP beside the same Cypher over bare
// Bolt, pair by pair in turn, so that a drift of the machine hits both.
func (r *run) questions(ctx context.Context, s *embedded.Server) (err error) {
	store, err := neo4j.Open(neo4j.Options{URI: s.URI(), User: s.User(), Password: s.Password()}, r.library)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(ctx)) }()
	bare, err := driver.NewDriverWithContext(s.URI(), driver.BasicAuth(s.User(), s.Password(), ""))
	if err != nil {
		return fmt.Errorf("the bare driver: %w", err)
	}
	defer bare.Close(ctx)
	p := &probe{tape: &tape{Store: store}, bare: bare}
	stop, err := p.serve(ctx, r.library)
	if err != nil {
		return err
	}
	defer stop()

	random := rand.New(rand.NewPCG(2, 2))
	someone := func() string { return world.CompanyID(world.Hubs + random.IntN(r.entities-world.Hubs)) }
	const filters = "&status=reported,recorded,announced,agreed,found&on=2020-01-01"
	type set struct {
		name  string
		n     int
		paths func(i int) string
	}
	pair := func(hops, limit int, more string) func(int) string {
		return func(int) string {
			return fmt.Sprintf("/v1/paths?from=%s&to=%s&hops=%d&limit=%d%s", someone(), someone(), hops, limit, more)
		}
	}
	hubPair := func(limit int) func(int) string {
		return func(i int) string {
			return fmt.Sprintf("/v1/paths?from=%s&to=%s&limit=%d%s", world.CompanyID(i%world.Hubs), world.CompanyID((i+1+(i/world.Hubs)%(world.Hubs-1))%world.Hubs), limit, filters)
		}
	}
	sets := []set{
		{"entity", r.pairs, func(int) string { return "/v1/entities/" + someone() }},
		{"neighbours, 50", r.pairs, func(int) string { return "/v1/entities/" + someone() + "/neighbours" }},
		{"neighbours of a hub, 50", 30, func(i int) string { return "/v1/entities/" + world.CompanyID(i%world.Hubs) + "/neighbours" }},
		{"search", r.pairs, func(i int) string { return "/v1/entities?q=" + url.QueryEscape(world.CompanyName(i * 31)[:6]) }},
		{"one chain, 2 hops", r.pairs, pair(2, 1, "")},
		{"one chain, 4 hops", r.pairs, pair(4, 1, "")},
		{"one chain, 6 hops", r.pairs, pair(6, 1, "")},
		{"one chain, 6 hops, filters", r.pairs, pair(6, 1, filters)},
		{"one chain, 6 hops, certain", r.pairs, pair(6, 1, filters+"&certain=yes")},
		{"three chains, 6 hops", r.pairs, pair(6, 3, "")},
		{"three chains, 6 hops, filters", r.pairs, pair(6, 3, filters)},
		{"hub to hub, one chain", 24, hubPair(1)},
		{"hub to hub, three chains", 24, hubPair(3)},
	}
	fmt.Println("QUESTION                        n    HTTP p50   p95    bare Bolt p50   p95    HTTP more at p50   (ms)")
	for _, s := range sets {
		if err := p.measure(ctx, s.name, s.n, s.paths); err != nil {
			return err
		}
	}
	fmt.Println("targets: HTTP at most 1 ms more than bare Bolt at p50; a shortest chain with filters at most 5 p50 and 25 p95;\nthree chains at most 50 p95; hub to hub at most 60 p95")
	fmt.Println()
	return errors.Join(p.explanations(ctx, r.pairs, pair, hubPair, filters), r.everyQuestion(ctx, p))
}

// serve answers on a free port of loopback.
func (p *probe) serve(ctx context.Context, library *cypher.Library) (stop func(), err error) {
	quiet := slog.New(slog.DiscardHandler)
	handler, err := server.New(server.Config{Reader: p.tape, Library: library, Log: quiet, Version: "bench", CopyEdges: p.copyEdges, Background: ctx})
	if err != nil {
		return nil, err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	p.base = "http://" + listener.Addr().String()
	serving, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- server.Serve(serving, listener, handler, quiet) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
		}
	}, nil
}

const warmUp = 10 // requests that are not counted: plans are made, code is compiled

func (p *probe) measure(ctx context.Context, name string, n int, path func(int) string) error {
	var ours, bare []time.Duration
	for i := range n + warmUp {
		target := path(i)
		p.tape.take()
		if err := p.get(ctx, target); err != nil { // to learn the questions, and to warm both the same
			return err
		}
		calls := p.tape.take()
		var tookHTTP, tookBare time.Duration
		overHTTP := func() (err error) {
			started := time.Now()
			err = p.get(ctx, target)
			tookHTTP = time.Since(started)
			return err
		}
		overBolt := func() (err error) {
			started := time.Now()
			err = p.ask(ctx, calls)
			tookBare = time.Since(started)
			return err
		}
		first, second := overHTTP, overBolt
		if i%2 == 1 {
			first, second = overBolt, overHTTP
		}
		if err := errors.Join(first(), second()); err != nil {
			return err
		}
		if i >= warmUp {
			ours, bare = append(ours, tookHTTP), append(bare, tookBare)
		}
	}
	fmt.Printf("%-30s %3d  %8.1f %7.1f  %10.1f %9.1f  %12.2f\n", name, n, quantile(ours, 50), quantile(ours, 95),
		quantile(bare, 50), quantile(bare, 95), quantile(ours, 50)-quantile(bare, 50))
	return nil
}

func (p *probe) get(ctx context.Context, path string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+path, http.NoBody)
	if err != nil {
		return fmt.Errorf("request %s: %w", path, err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("request %s: %w", path, err)
	}
	body, err := io.ReadAll(response.Body)
	err = errors.Join(err, response.Body.Close())
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", response.Status, body)
	}
	if err != nil {
		return fmt.Errorf("request %s: %w", path, err)
	}
	return nil
}

// ask puts the same questions to the bare driver, one after the other.
func (p *probe) ask(ctx context.Context, calls []cypher.Call) error {
	for _, call := range calls {
		session := p.bare.NewSession(ctx, driver.SessionConfig{DatabaseName: "neo4j", AccessMode: driver.AccessModeRead})
		result, err := session.Run(ctx, "CYPHER 5 "+call.Text, call.Params)
		if err == nil {
			for result.Next(ctx) {
			}
			err = result.Err()
		}
		if err = errors.Join(err, session.Close(ctx)); err != nil {
			return fmt.Errorf("bare %s: %w", call.Name, err)
		}
	}
	return nil
}

// explanations measures chains in sentences beside the same chains without, in
// turn.
func (p *probe) explanations(ctx context.Context, n int, pair func(hops, limit int, more string) func(int) string, hubPair func(limit int) func(int) string, filters string) error {
	fmt.Println("EXPLANATION                     n   explain p50   p95        path p50   p95      explain is so many times the path, p50")
	for _, s := range []struct {
		name  string
		n     int
		paths func(int) string
		more  string
	}{
		{"one chain, 6 hops", n, pair(6, 1, ""), ""},
		{"one chain, 6 hops, filters", n, pair(6, 1, filters), ""},
		{"one chain, 6 hops, known", n, pair(6, 1, "&known=2015-01-01"), ""},
		{"three chains, 6 hops", n, pair(6, 3, ""), ""},
		{"three chains, 6 hops, as a page", n, pair(6, 3, ""), "&format=html"},
		{"hub to hub, one chain", 24, hubPair(1), ""},
	} {
		if err := p.explanation(ctx, s.name, s.n, s.paths, s.more); err != nil {
			return err
		}
	}
	fmt.Println("target: at most twice the path")
	fmt.Println()
	return nil
}

func (p *probe) explanation(ctx context.Context, name string, n int, path func(int) string, more string) error {
	var explained, plain []time.Duration
	for i := range n + warmUp {
		target := path(i)
		took := map[string]time.Duration{}
		timed := func(address string) error {
			started := time.Now()
			err := p.get(ctx, address)
			took[address] = time.Since(started)
			return err
		}
		chain, sentences := target, strings.Replace(target, "/v1/paths", "/v1/explain", 1)+more
		if err := p.get(ctx, chain); err != nil { // warms both the same
			return err
		}
		order := []string{chain, sentences}
		if i%2 == 1 {
			order = []string{sentences, chain}
		}
		if err := errors.Join(timed(order[0]), timed(order[1])); err != nil {
			return err
		}
		if i >= warmUp {
			explained, plain = append(explained, took[sentences]), append(plain, took[chain])
		}
	}
	fmt.Printf("%-31s %3d  %8.1f %8.1f     %8.1f %7.1f     %8.2f\n", name, n, quantile(explained, 50), quantile(explained, 95),
		quantile(plain, 50), quantile(plain, 95), quantile(explained, 50)/quantile(plain, 50))
	return nil
}

// quantile is in milliseconds.
func quantile(durations []time.Duration, percent int) float64 {
	sorted := slices.Sorted(slices.Values(durations))
	return float64(sorted[(len(sorted)-1)*percent/100].Microseconds()) / 1000
}
