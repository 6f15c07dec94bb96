package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing/fstest"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/bench/world"
	"ipgraph/embedded"
	"ipgraph/graph/neo4j"
	"ipgraph/loader"
)

// asksOfEach is how often each question of the library is timed.
const asksOfEach = 30

// everyQuestion times each question of the library over HTTP beside bare Bolt.
func (r *run) everyQuestion(ctx context.Context, p *probe) error {
	g := world.New(r.entities, r.edges)
	fmt.Println("EVERY QUESTION                  n    HTTP p50   p95    bare Bolt p50   p95    HTTP more at p50   (ms)")
	for _, q := range r.library.Questions() {
		err := p.measure(ctx, q.Name, asksOfEach, func(i int) string {
			args, _ := g.Args(q.Name, i)
			values := url.Values{}
			for name, value := range args {
				values.Set(name, value)
			}
			return "/v1/questions/" + q.Name + "?" + values.Encode()
		})
		if err != nil {
			return err
		}
	}
	fmt.Println()
	return nil
}

// profiled is the median cost of a question.
type profiled struct{ hits, answer int64 }

const profiledCalls = 9

// profiles counts database hits and values of the answer for every question.
func (r *run) profiles(ctx context.Context, s *embedded.Server, g *world.World) (map[string]profiled, error) {
	conn, err := driver.NewDriverWithContext(s.URI(), driver.BasicAuth(s.User(), s.Password(), ""))
	if err != nil {
		return nil, fmt.Errorf("the bare driver: %w", err)
	}
	defer conn.Close(ctx)
	found := map[string]profiled{}
	for _, q := range r.library.Questions() {
		var hits, answers []int64
		for i := range profiledCalls {
			args, _ := g.Args(q.Name, i)
			call, err := q.Bind(args)
			if err != nil {
				return nil, err
			}
			result, err := driver.ExecuteQuery(ctx, conn, "CYPHER 5 PROFILE "+call.Text, call.Params, driver.EagerResultTransformer)
			if err != nil {
				return nil, fmt.Errorf("profile %s: %w", q.Name, err)
			}
			values := int64(0)
			for _, record := range result.Records {
				values += world.Values(record.Values)
			}
			hits, answers = append(hits, world.Hits(result.Summary.Profile())), append(answers, values)
		}
		slices.Sort(hits)
		slices.Sort(answers)
		found[q.Name] = profiled{hits[len(hits)/2], answers[len(answers)/2]}
	}
	return found, nil
}

// smallerBy is how much smaller the graph is that growth is measured from.
const smallerBy = 10

// growth prints what each question costs on this graph and on a smaller one.
func (r *run) growth(ctx context.Context, large map[string]profiled) error {
	g := world.New(r.entities/smallerBy, r.edges/smallerBy)
	var small map[string]profiled
	_, err := r.onServer(ctx, "smaller", func(ctx context.Context, s *embedded.Server) (figures, error) {
		err := r.loadWorld(ctx, s, g)
		if err == nil {
			small, err = r.profiles(ctx, s, g)
		}
		return figures{}, err
	})
	if err != nil {
		return err
	}
	fmt.Printf("DATABASE HITS, median       with a tenth of the graph      with all of it     growth of hits   of the answer\n")
	for _, q := range r.library.Questions() {
		s, l := small[q.Name], large[q.Name]
		fmt.Printf("%-30s %14d %22d %18.1f %15.1f\n", q.Name, s.hits, l.hits, ratio(l.hits, s.hits), ratio(l.answer, s.answer))
	}
	fmt.Println()
	return nil
}

func ratio(a, b int64) float64 { return float64(a) / float64(max(1, b)) }

// loadOn loads a small dossier a second, each with edges that no other has, until ctx ends: as a graph grows
// that is kept by hand. A read that meets a load waits for its end.
func (r *run) loadOn(ctx context.Context, store *neo4j.Store) error {
	for i := 1; ctx.Err() == nil; i++ {
		if err := r.loadBeside(ctx, store, i); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
	return nil
}

// loadBeside loads some further edges.
func (r *run) loadBeside(ctx context.Context, store *neo4j.Store, i int) error {
	const edges, companies = 300, 100
	var lines bytes.Buffer
	fmt.Fprintln(&lines, `{"source":{"id":"source:beside:one","title":"Beside","publisher":"Bench","published":"2019-01-01"}}`)
	for c := range companies {
		fmt.Fprintf(&lines, `{"entity":{"id":"company:beside:%d-%d","name":"Beside %d %d"}}`+"\n", i, c, i, c)
	}
	for e := range edges {
		fmt.Fprintf(&lines, `{"statement":{"subject":"company:beside:%d-%d","predicate":"LICENSES_TO","object":"company:beside:%d-%d","status":"reported","source":"source:beside:one","locator":"%d"}}`+"\n",
			i, e%companies, i, (e*7+1)%companies, e)
	}
	name := fmt.Sprintf("beside-%d", i)
	d := loader.Dossier{Name: name, Path: name, FS: fstest.MapFS{"all.jsonl": {Data: lines.Bytes()}}}
	_, err := loader.Load(ctx, store, r.library, []loader.Dossier{d}, loader.Options{})
	return err
}

// loadWorld loads a generated graph through the loader.
func (r *run) loadWorld(ctx context.Context, s *embedded.Server, g *world.World) (err error) {
	dir := filepath.Join(r.dir, "smaller-dossier")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("a folder for the dossier: %w", err)
	}
	if err := g.WriteDir(dir); err != nil {
		return err
	}
	d, err := loader.Open(dir)
	if err != nil {
		return err
	}
	store, err := neo4j.Open(neo4j.Options{URI: s.URI(), User: s.User(), Password: s.Password()}, r.library)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(ctx)) }()
	_, err = loader.Load(ctx, store, r.library, []loader.Dossier{d}, loader.Options{})
	return err
}
