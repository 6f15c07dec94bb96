// Command bench measures ipgraph beside bare baselines in the same run and
// prints the ratios. It starts private Neo4j servers of its own; nothing else
// should run on the machine.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"time"

	"ipgraph/bench/world"
	"ipgraph/cypher"
	"ipgraph/embedded"
)

type options struct {
	entities, edges, pairs int
	intakeMB               int
	intakeOnly             bool
	intakeFormat           string
	sizes, loads           sizes
	asked                  *regexp.Regexp // measured alone, by their names in the table, or their groups'; nil for all
	clientCount            int
	clientTime             time.Duration
	heap, pageCache        string
}

func main() {
	var o options
	flag.IntVar(&o.entities, "entities", 100_000, "entities of the generated graph")
	flag.IntVar(&o.edges, "edges", 500_000, "edges of the generated graph, a tenth of them with statements")
	flag.IntVar(&o.pairs, "pairs", 200, "random pairs for the questions")
	flag.IntVar(&o.intakeMB, "intake-mb", 200, "size of the files on which readers are measured, in MB; 0 for none")
	flag.BoolVar(&o.intakeOnly, "intake-only", false, "measure readers alone")
	flag.StringVar(&o.intakeFormat, "intake-format", "", "measure the readers of this format alone, such as oce (default: of all)")
	flag.Var(&o.sizes, "scale", "measure scale alone: the numbers of edges at which questions are asked, such as 500000,1000000,5000000")
	flag.Var(&o.loads, "scale-loads", "the numbers of edges at which loads are measured in every way")
	flag.Func("scale-questions", "measure only the questions whose names, or whose groups', in the table match, such as '^connections|^reads beside writes', and the ways to search for chains where 'searches' does", func(text string) (err error) {
		o.asked, err = regexp.Compile(text)
		return err
	})
	flag.IntVar(&o.clientCount, "clients", 0, "measure the server under so many clients alone, with wrk")
	flag.DurationVar(&o.clientTime, "clients-time", 10*time.Minute, "for how long")
	flag.StringVar(&o.heap, "heap", "", "heap of each private Neo4j (default: ipgraph's own)")
	flag.StringVar(&o.pageCache, "page-cache", "", "page cache of each private Neo4j (default: ipgraph's own)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1) //nolint:gocritic // stop only unregisters a signal
	}
}

// run is what the parts of one run share.
type run struct {
	options
	dir     string // temporary
	dossier string
	binary  string
	library *cypher.Library
}

func bench(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp("", "ipgraph-bench-")
	if err != nil {
		return fmt.Errorf("a folder for the benchmark: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	library, err := cypher.Load()
	if err != nil {
		return err
	}
	r := &run{options: o, dir: dir, dossier: filepath.Join(dir, "generated"), binary: filepath.Join(dir, "ipgraph"), library: library}
	for _, alone := range []struct {
		wanted  bool
		measure func(context.Context) error
	}{{len(o.sizes)+len(o.loads) > 0, r.scale}, {o.clientCount > 0, r.clients}} {
		if alone.wanted {
			printMachine()
			if err := r.build(ctx); err != nil {
				return err
			}
			return alone.measure(ctx)
		}
	}
	if err := r.prepare(ctx); err != nil {
		return err
	}
	if !o.intakeOnly {
		if err := r.measure(ctx); err != nil {
			return err
		}
	}
	if o.intakeMB == 0 {
		return nil
	}
	return r.intake(ctx)
}

// prepare generates the graph and builds the program, so that its memory can be
// measured as a process of its own.
func (r *run) prepare(ctx context.Context) error {
	printMachine()
	if r.intakeOnly {
		return r.build(ctx)
	}
	if err := r.prepareWorld(); err != nil {
		return err
	}
	fmt.Printf("graph: %d entities, %d edges, %d hubs, %d pairs with %d parallel edges each\n\n", r.entities, r.edges, world.Hubs, world.ParallelPairs, world.ParallelEdges)
	return r.build(ctx)
}

func printMachine() {
	fmt.Printf("machine: %d cores, %s/%s, %s\n", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// prepareWorld generates the graph.
func (r *run) prepareWorld() error {
	if err := os.MkdirAll(r.dossier, 0o755); err != nil {
		return fmt.Errorf("a folder for the dossier: %w", err)
	}
	return world.New(r.entities, r.edges).WriteDir(r.dossier)
}

func (r *run) build(ctx context.Context) error {
	build := exec.CommandContext(ctx, "go", "build", "-o", r.binary, ".")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build ipgraph (run the benchmark from the project's root): %w", err)
	}
	return nil
}

func (r *run) measure(ctx context.Context) error {
	bare, err := r.onServer(ctx, "bare", r.bareLoad)
	if err != nil {
		return err
	}
	var large map[string]profiled
	ours, err := r.onServer(ctx, "ours", func(ctx context.Context, s *embedded.Server) (figures, error) {
		f, err := r.ourLoads(ctx, s)
		if err != nil {
			return f, err
		}
		printLoads(bare, f)
		if err := r.questions(ctx, s); err != nil {
			return f, err
		}
		large, err = r.profiles(ctx, s, world.New(r.entities, r.edges))
		return f, err
	})
	if err != nil {
		return err
	}
	if err := r.growth(ctx, large); err != nil {
		return err
	}
	return r.offline(ctx, ours)
}

// figures are what a load took.
type figures struct {
	rows                 int
	first, second, third time.Duration
	peakKB               int64
	peakSecondKB         int64
	peakThirdKB          int64
}

// onServer runs work on a fresh private server.
func (r *run) onServer(ctx context.Context, name string, work func(context.Context, *embedded.Server) (figures, error)) (f figures, err error) {
	s, err := embedded.Start(ctx, embedded.Options{DataDir: filepath.Join(r.dir, name), BoltPort: -1, HTTPPort: -1, Heap: r.heap, PageCache: r.pageCache,
		Progress: func(m string) { fmt.Fprintln(os.Stderr, m) }})
	if err != nil {
		return f, fmt.Errorf("a server for %s: %w", name, err)
	}
	defer func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
		defer cancel()
		err = errors.Join(err, s.Stop(stop))
	}()
	return work(ctx, s)
}
