package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/bench/world"
	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
)

// asked is what the questions took at one size.
type asked struct {
	edges    int
	searched searched
	lines    []askedLine
}

// askedLine is a question, in the group of a choke point.
type askedLine struct {
	group, name   string
	p50, p95, p99 float64
	hits          int64
	gaveUp        int // questions that the database ended, or our own limit
}

// ask is something to measure: the address for the i-th time.
type ask struct {
	group, name string
	n           int
	address     func(i int) string
}

// Groups of questions, by the choke points that the LDBC's benchmark FinBench names for graphs of money and
// companies, and all questions of the library about what is ordinary.
const (
	skew         = "skew: about a hub"
	parallel     = "many edges between one pair"
	windows      = "windows of time"
	recursive    = "filters along a chain"
	truncated    = "truncation at hubs"
	besideWrites = "reads beside writes"
	ordinary     = "every question, about ordinary companies and cases"
)

// onFolder runs work on a server of a data folder that exists.
func (r *run) onFolder(ctx context.Context, folder string, work func(*embedded.Server) error) (err error) {
	s, err := embedded.Start(ctx, embedded.Options{DataDir: folder, BoltPort: -1, HTTPPort: -1, Heap: r.heap, PageCache: r.pageCache, Progress: func(string) {}})
	if err != nil {
		return fmt.Errorf("the server of %s: %w", filepath.Base(folder), err)
	}
	defer func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		err = errors.Join(err, s.Stop(stop))
	}()
	return work(s)
}

// askAll measures searches for chains, and every question over HTTP.
func (r *run) askAll(ctx context.Context, s *embedded.Server) (a asked, err error) {
	a.edges = r.edges
	store, err := neo4j.Open(neo4j.Options{URI: s.URI(), User: s.User(), Password: s.Password()}, r.library)
	if err != nil {
		return a, err
	}
	defer func() { err = errors.Join(err, store.Close(ctx)) }()
	if r.asked == nil || r.asked.MatchString("searches") {
		if a.searched, err = r.searches(ctx, s, store); err != nil {
			return a, err
		}
		printSearches(a.searched)
	}
	r.tell("questions")
	p, stop, err := r.serveCopy(ctx, s, store)
	if err != nil {
		return a, err
	}
	defer stop()
	for _, each := range r.wanted(append(r.chokePoints(), r.ordinary()...)) {
		line, err := p.timed(ctx, each)
		if err != nil {
			return a, err
		}
		a.lines = append(a.lines, line)
	}
	lines, err := r.besideWrites(ctx, p, store)
	a.lines = append(a.lines, lines...)
	return a, err
}

// wanted are those that were named, by themselves or with their group; all where none was.
func (r *run) wanted(asks []ask) []ask {
	if r.asked == nil {
		return asks
	}
	return slices.DeleteFunc(asks, func(a ask) bool { return !r.asked.MatchString(a.name) && !r.asked.MatchString(a.group) })
}

// serveCopy serves the graph and waits for the copy in which chains are searched.
func (r *run) serveCopy(ctx context.Context, s *embedded.Server, store *neo4j.Store) (*probe, func(), error) {
	bare, err := driver.NewDriverWithContext(s.URI(), driver.BasicAuth(s.User(), s.Password(), ""))
	if err != nil {
		return nil, nil, fmt.Errorf("the bare driver: %w", err)
	}
	p := &probe{tape: &tape{Store: store}, bare: bare, copyEdges: 1 << 30}
	end, err := p.serve(ctx, r.library)
	if err != nil {
		return nil, nil, errors.Join(err, bare.Close(ctx))
	}
	stop := func() { end(); _ = bare.Close(ctx) }
	if err := p.awaitCopy(ctx); err != nil {
		stop()
		return nil, nil, err
	}
	return p, stop, nil
}

// awaitCopy asks for a chain until it is found in the copy.
func (p *probe) awaitCopy(ctx context.Context) error {
	for ctx.Err() == nil {
		p.tape.take()
		if err := p.get(ctx, "/v1/paths?from="+world.CompanyID(world.Hubs)+"&to="+world.CompanyID(world.Hubs+1)); err != nil {
			return err
		}
		if slices.ContainsFunc(p.tape.take(), func(c cypher.Call) bool { return c.Name == "chains-along" }) {
			return nil
		}
		time.Sleep(time.Second)
	}
	return ctx.Err()
}

// timed measures one address form.
func (p *probe) timed(ctx context.Context, a ask) (askedLine, error) {
	line := askedLine{group: a.group, name: a.name}
	var times []time.Duration
	var calls []cypher.Call
	for i := range a.n + warmUp {
		p.tape.take()
		started := time.Now()
		err := p.get(ctx, a.address(i))
		if gaveUp(err) {
			line.gaveUp++
		} else if err != nil {
			return line, err
		}
		if i >= warmUp {
			times = append(times, time.Since(started))
		}
		calls = p.tape.take()
	}
	line.p50, line.p95, line.p99 = quantile(times, 50), quantile(times, 95), quantile(times, 99)
	for _, call := range calls {
		if line.gaveUp > 0 {
			break // it would take as long again
		}
		result, err := driver.ExecuteQuery(ctx, p.bare, "CYPHER 5 PROFILE "+call.Text, call.Params, driver.EagerResultTransformer)
		if err != nil {
			return line, fmt.Errorf("profile %s: %w", call.Name, err)
		}
		line.hits += world.Hits(result.Summary.Profile())
	}
	fmt.Fprintf(os.Stderr, "%s: %s: %.1f, %.1f, %.1f ms, %d hits, given up %d\n", a.group, a.name, line.p50, line.p95, line.p99, line.hits, line.gaveUp) // hours may pass before the table
	return line, nil
}

// gaveUp reports whether a question took longer than it may, or waited in vain for a load.
func gaveUp(err error) bool {
	return err != nil && (strings.HasPrefix(err.Error(), "request") && (strings.Contains(err.Error(), `"code":"too_costly"`) || strings.Contains(err.Error(), `"code":"loading"`) || strings.Contains(err.Error(), `"code":"timeout"`)))
}

// often is how many times each address form is asked; beside writes so often that several loads come meanwhile.
const (
	often       = 100
	oftenBeside = 5 * often
)

// chokePoints are questions about what is hard in such graphs.
func (r *run) chokePoints() []ask {
	hub := func(i int) string { return world.CompanyID(i % world.Hubs) }
	random := rand.New(rand.NewPCG(4, 4))
	someone := func() string { return r.someone(random) }
	pair := func(i int) string {
		a, b := world.ParallelPair(i % world.ParallelPairs)
		return "from=" + a + "&to=" + b
	}
	asks := []ask{
		{skew, "entity", often, func(i int) string { return "/v1/entities/" + hub(i) }},
		{skew, "neighbours", often, func(i int) string { return "/v1/entities/" + hub(i) + "/neighbours" }},
	}
	for _, q := range r.library.Questions() {
		if _, err := q.Bind(cypher.Args{"id": hub(0)}); err == nil { // it can be asked about any company
			asks = append(asks, ask{skew, q.Name, often / 2, func(i int) string { return "/v1/questions/" + q.Name + "?id=" + hub(i) }})
		}
	}
	const day, long = "&on=2010-06-01&known=2015-01-01", "&hops=6&limit=3"
	return append(asks,
		ask{parallel, "edges-between", often, func(i int) string { return "/v1/questions/edges-between?" + pair(i) }},
		ask{parallel, "paths", often, func(i int) string { return "/v1/paths?" + pair(i) }},
		ask{parallel, "explain", often, func(i int) string { return "/v1/explain?" + pair(i) }},
		ask{windows, "changes of a month", often, func(i int) string {
			return fmt.Sprintf("/v1/questions/changes?from=20%02d-03-01&to=20%02d-03-31", i%20, i%20)
		}},
		ask{windows, "changes of a hub", often / 2, func(i int) string {
			return "/v1/questions/changes-of?id=" + hub(i) + "&from=2010-01-01&to=2010-12-31"
		}},
		ask{windows, "neighbours of a hub on a day", often, func(i int) string { return "/v1/entities/" + hub(i) + "/neighbours?limit=50" + day }},
		ask{windows, "licences of a hub on a day", often / 2, func(i int) string { return "/v1/questions/licences?id=" + hub(i) + day }},
		ask{recursive, "three chains", often, func(int) string { return "/v1/paths?from=" + someone() + "&to=" + someone() + long }},
		ask{recursive, "with statuses, on a day", often, func(int) string {
			return "/v1/paths?from=" + someone() + "&to=" + someone() + long + "&status=reported,recorded,found&on=2010-06-01"
		}},
		ask{recursive, "as known, certainly", often, func(int) string {
			return "/v1/paths?from=" + someone() + "&to=" + someone() + long + day + "&certain=yes"
		}},
		ask{recursive, "of one family, explained", often, func(int) string {
			return "/v1/explain?from=" + someone() + "&to=" + someone() + long + "&family=money"
		}},
		ask{truncated, "hub to hub", often, func(i int) string { return "/v1/paths?from=" + hub(i) + "&to=" + hub(i+1) }},
		ask{truncated, "hub to company", often, func(i int) string { return "/v1/paths?from=" + hub(i) + "&to=" + someone() }},
		ask{truncated, "connections with a hub", often / 2, func(i int) string {
			return "/v1/questions/connections?hops=3&ids=" + url.QueryEscape(hub(i)+","+someone()+","+someone())
		}},
		ask{truncated, "cycles through a hub", often / 2, func(i int) string { return "/v1/questions/cycles?id=" + hub(i) }},
		ask{truncated, "hubs beside a company", often, func(int) string { return "/v1/questions/hubs-beside?ids=" + someone() }},
	)
}

// ordinary are all questions of the library.
func (r *run) ordinary() []ask {
	g := world.New(r.entities, r.edges)
	var asks []ask
	for _, q := range r.library.Questions() {
		asks = append(asks, ask{ordinary, q.Name, asksOfEach, func(i int) string {
			args, _ := g.Args(q.Name, i)
			values := url.Values{}
			for name, value := range args {
				values.Set(name, value)
			}
			return "/v1/questions/" + q.Name + "?" + values.Encode()
		}})
	}
	return asks
}

func printAsked(all []asked) error {
	header := fmt.Sprintf("%-34s", "QUESTIONS OVER HTTP, ms")
	for _, a := range all {
		header += fmt.Sprintf(" |%10d edges: p50     p95     p99      hits", a.edges)
	}
	fmt.Println(header + " | growth of hits")
	slow := 0
	for i, line := range all[0].lines {
		if i == 0 || line.group != all[0].lines[i-1].group {
			fmt.Println(line.group)
		}
		text := fmt.Sprintf("  %-32s", line.name)
		for _, a := range all {
			l := a.lines[i]
			text += fmt.Sprintf(" |%21.1f %7.1f %7.1f %9d", l.p50, l.p95, l.p99, l.hits)
			if l.p95 > 1000 || l.gaveUp > 0 {
				slow++
			}
		}
		last := all[len(all)-1].lines[i]
		fmt.Printf("%s | %8.1f\n", text, ratio(last.hits, line.hits))
	}
	fmt.Printf("target: p95 of no question over 1000 ms; over it, or given up: %d\n", slow)
	if slow > 0 {
		return errors.New("some questions took more than a second")
	}
	return nil
}

// besideWrites asks while further edges are loaded, again and again.
func (r *run) besideWrites(ctx context.Context, p *probe, store *neo4j.Store) ([]askedLine, error) {
	random := rand.New(rand.NewPCG(5, 5))
	asks := r.wanted([]ask{
		{besideWrites, "entity", oftenBeside, func(int) string { return "/v1/entities/" + r.someone(random) }},
		{besideWrites, "neighbours", oftenBeside, func(int) string { return "/v1/entities/" + r.someone(random) + "/neighbours" }},
		{besideWrites, "search", oftenBeside, func(i int) string { return "/v1/entities?q=" + world.CompanyName(i * 31)[:6] }},
		{besideWrites, "three chains", oftenBeside, func(int) string {
			return "/v1/paths?from=" + r.someone(random) + "&to=" + r.someone(random) + "&limit=3"
		}},
	})
	if len(asks) == 0 {
		return nil, nil
	}
	if err := r.loadBeside(ctx, store, 0); err != nil { // the first is planned for seconds
		return nil, err
	}
	loading, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- r.loadOn(loading, store) }()
	var lines []askedLine
	var errs []error
	for _, a := range asks {
		line, err := p.timed(ctx, a)
		lines, errs = append(lines, line), append(errs, err)
	}
	stop()
	if err := <-ended; err != nil && graph.CodeOf(err) != graph.CodeCanceled && !errors.Is(err, context.Canceled) {
		errs = append(errs, err)
	}
	return lines, errors.Join(errs...)
}
