package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/answer"
	"ipgraph/bench/world"
	"ipgraph/cypher"
	"ipgraph/embedded"
	"ipgraph/graph"
	"ipgraph/graph/neo4j"
	"ipgraph/snapshot"
)

// searched compares ways to search for chains at one size.
type searched struct {
	edges      int
	built      time.Duration
	copyMB     float64
	ways       []wayTimes
	pairs      int
	unlike     int // pairs of which two ways gave chains of different lengths
	copyEdges  int
	unfiltered int
}

// wayTimes are what one way took, in the order of the pairs.
type wayTimes struct {
	name   string
	times  []time.Duration
	gaveUp int // of them, how often the database ended the search
}

// searchFilters are those of the second half of the pairs.
var searchFilters = cypher.Args{"status": "reported,recorded,announced,agreed,found", "on": "2020-01-01"}

// searches finds three chains between random pairs in each way, one after the other for each pair.
func (r *run) searches(ctx context.Context, s *embedded.Server, store *neo4j.Store) (out searched, err error) {
	r.tell("searches for chains")
	out.edges, out.pairs, out.unfiltered = r.edges, r.pairs, r.pairs/2
	g, err := r.copied(ctx, store, &out)
	if err != nil {
		return out, err
	}
	inDatabase := answer.Service{Reader: store, Library: r.library}
	inCopy := inDatabase
	inCopy.Copy = func(context.Context) *snapshot.Graph { return g }
	conn, err := driver.NewDriverWithContext(s.URI(), driver.BasicAuth(s.User(), s.Password(), ""))
	if err != nil {
		return out, fmt.Errorf("the bare driver: %w", err)
	}
	defer conn.Close(ctx)
	question, err := r.library.Get("paths-between")
	if err != nil {
		return out, err
	}
	frontier := frontierSearch{conn, question}
	ways := []way{{"Cypher, from both ends", lengthFrom(inDatabase)}, {"from Go, hop by hop", frontier.search}, {"copy in memory", lengthFrom(inCopy)}}
	for _, w := range ways {
		out.ways = append(out.ways, wayTimes{name: w.name})
	}
	err = r.search(ctx, ways, &out)
	return out, err
}

// copied makes the copy, and says what it took.
func (r *run) copied(ctx context.Context, store *neo4j.Store, out *searched) (*snapshot.Graph, error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	started := time.Now()
	g, err := snapshot.Build(ctx, store, r.library, "bench", 1<<30)
	if err != nil {
		return nil, err
	}
	out.built, out.copyEdges = time.Since(started), g.Edges()
	runtime.GC()
	runtime.ReadMemStats(&after)
	out.copyMB = float64(after.HeapAlloc-before.HeapAlloc) / (1 << 20)
	return g, nil
}

// way is one way to search; it gives the length of the shortest chain, -1 where there is none.
type way struct {
	name   string
	search func(context.Context, cypher.Args) (int, error)
}

func lengthFrom(service answer.Service) func(context.Context, cypher.Args) (int, error) {
	return func(ctx context.Context, args cypher.Args) (int, error) {
		p, err := service.PathsBetween(ctx, args)
		if err != nil || len(p.Paths) == 0 {
			return -1, err
		}
		return len(p.Paths[0].Hops), nil
	}
}

// search times all ways, one after the other for each pair.
func (r *run) search(ctx context.Context, ways []way, out *searched) error {
	random := rand.New(rand.NewPCG(3, 3))
	for i := range r.pairs + warmUp {
		args := cypher.Args{"from": r.someone(random), "to": r.someone(random)}
		if i >= warmUp+out.unfiltered || i < warmUp/2 { // plans with filters are others
			for name, value := range searchFilters {
				args[name] = value
			}
		}
		lengths := map[int]bool{}
		for n, w := range ways {
			started := time.Now()
			hops, err := w.search(ctx, args)
			switch {
			case graph.CodeOf(err) == graph.CodeTooCostly: // the database ended it after ten seconds
				if i >= warmUp {
					out.ways[n].gaveUp++
				}
			case err != nil:
				return fmt.Errorf("%s: %w", w.name, err)
			default:
				lengths[hops] = true
			}
			if i >= warmUp {
				out.ways[n].times = append(out.ways[n].times, time.Since(started))
			}
		}
		if len(lengths) > 1 {
			out.unlike++
		}
	}
	return nil
}

func (r *run) someone(random *rand.Rand) string {
	return world.CompanyID(world.Hubs + random.IntN(r.entities-world.Hubs))
}

// frontierSearch finds the length of the shortest chain with a round trip for each hop: what two entities reach is
// held here, and the smaller side goes on. It reads no evidence, which the other ways do.
type frontierSearch struct {
	conn     driver.DriverWithContext
	question cypher.Query
}

const oneHop = `CYPHER 5 UNWIND $ids AS id MATCH (:Entity {id: id})-[r]-(m:Entity)
WHERE substring(r.state, 33, 1) = '+' AND ($status IS NULL OR substring(r.state, 35, 2) IN $status)
  AND ($on IS NULL OR substring(r.state, 11, 10) <= $on AND substring(r.state, 22, 10) >= $on) AND (NOT m:Hub OR m.id = $goal)
RETURN DISTINCT m.id AS id`

const hopsAtMost = 6

func (f frontierSearch) search(ctx context.Context, args cypher.Args) (int, error) {
	call, err := f.question.Bind(args)
	if err != nil {
		return 0, err
	}
	type side struct {
		seen map[string]bool
		rim  []string
		goal string
	}
	a := &side{map[string]bool{args["from"]: true}, []string{args["from"]}, args["to"]}
	b := &side{map[string]bool{args["to"]: true}, []string{args["to"]}, args["from"]}
	for hops := 1; hops <= hopsAtMost; hops++ {
		grown, other := a, b
		if len(b.rim) < len(a.rim) {
			grown, other = b, a
		}
		result, err := driver.ExecuteQuery(ctx, f.conn, oneHop, map[string]any{"ids": grown.rim, "goal": grown.goal, "status": call.Params["status"], "on": call.Params["on"]},
			driver.EagerResultTransformer, driver.ExecuteQueryWithReadersRouting())
		if err != nil {
			return 0, fmt.Errorf("a hop: %w", err)
		}
		grown.rim = grown.rim[:0:0]
		met := false
		for _, record := range result.Records {
			id, _ := record.Values[0].(string)
			if !grown.seen[id] {
				grown.seen[id] = true
				grown.rim = append(grown.rim, id)
				met = met || other.seen[id]
			}
		}
		if met {
			return hops, nil
		}
	}
	return -1, nil
}

// printSearches prints those of one size: a run takes long, and may be cut off.
func printSearches(s searched) {
	fmt.Println("THREE CHAINS between random companies    edges   pairs      p50      p95      p99   (ms)   the second half with filters: p50      p95      p99   given up")
	for _, w := range s.ways {
		first, second := w.times[:s.unfiltered], w.times[s.unfiltered:]
		fmt.Printf("%-36s %9d %7d %8.1f %8.1f %8.1f %42.1f %8.1f %8.1f %10d\n", w.name, s.edges, s.pairs, quantile(first, 50), quantile(first, 95), quantile(first, 99),
			quantile(second, 50), quantile(second, 95), quantile(second, 99), w.gaveUp)
	}
	fmt.Printf("the copy: %d edges, made in %.1f s, %.0f MB, %.0f bytes an edge; ways that disagreed about the length: %d pairs of %d\n",
		s.copyEdges, s.built.Seconds(), s.copyMB, s.copyMB*(1<<20)/float64(s.copyEdges), s.unlike, s.pairs)
	fmt.Println("target at 5 million edges: p50 under 20 ms, p99 under 100 ms. From Go, hop by hop: the length alone, no evidence.")
	fmt.Println()
}
