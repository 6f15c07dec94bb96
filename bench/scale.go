package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ipgraph/bench/world"
	"ipgraph/embedded"
)

// edgesOfACompany is how many edges the generated graphs have for each company.
const edgesOfACompany = 5

// sizes are numbers of edges, as a flag gives them.
type sizes []int

func (s *sizes) String() string {
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(*s)), ","), "[]")
}

func (s *sizes) Set(text string) error {
	*s = nil
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 10_000 {
			return fmt.Errorf("%q: numbers of edges, 10000 or more, with commas between", text)
		}
		*s = append(*s, n)
	}
	return nil
}

// scale measures loads, questions and searches for chains at several sizes. Each size is loaded
// offline; those in r.sizes are asked then, and those in r.loads are loaded in the other ways at the end.
func (r *run) scale(ctx context.Context) error {
	var answers []asked
	offline := map[int]figures{}
	fmt.Println(loadsHeader)
	for _, edges := range slices.Compact(slices.Sorted(slices.Values(slices.Concat(r.sizes, r.loads)))) {
		var err error
		if offline[edges], err = r.offlineLoad(ctx, edges); err != nil {
			return err
		}
		if slices.Contains(r.sizes, edges) {
			err := r.onFolder(ctx, r.offlineFolder(), func(s *embedded.Server) error {
				a, err := r.askAll(ctx, s)
				answers = append(answers, a)
				return err
			})
			if err != nil {
				return err
			}
		}
		if err := os.RemoveAll(r.offlineFolder()); err != nil {
			return fmt.Errorf("the folder of the offline load: %w", err)
		}
	}
	var slow error
	if len(answers) > 0 {
		slow = printAsked(answers)
	}
	for _, edges := range r.loads {
		if err := r.otherLoads(ctx, edges, offline[edges]); err != nil {
			return errors.Join(slow, err)
		}
	}
	return slow
}

// private are the settings of the program's own Neo4j.
func (r *run) private() []string {
	env := []string{"IPGRAPH_DATA=" + r.offlineFolder(), "NEO4J_URI="}
	if r.heap != "" {
		env = append(env, "IPGRAPH_NEO4J_HEAP="+r.heap)
	}
	if r.pageCache != "" {
		env = append(env, "IPGRAPH_NEO4J_PAGE_CACHE="+r.pageCache)
	}
	return env
}

func (r *run) offlineFolder() string { return filepath.Join(r.dir, "offline-data") }

// sized makes the dossier of a size.
func (r *run) sized(edges int) error {
	r.entities, r.edges = edges/edgesOfACompany, edges
	return r.prepareWorld()
}

// offlineLoad loads a dossier of this size offline, and prints what it took.
func (r *run) offlineLoad(ctx context.Context, edges int) (offline figures, err error) {
	if err := r.sized(edges); err != nil {
		return offline, err
	}
	r.tell("an offline load")
	if offline, err = r.ourLoad(ctx, r.private(), "--offline"); err != nil {
		return offline, err
	}
	store, err := sizeOf(filepath.Join(r.offlineFolder(), "data", "databases", "neo4j"))
	if err != nil {
		return offline, err
	}
	r.printLoad("ipgraph load --offline", offline, fmt.Sprintf("store: %d MB, %d bytes an edge; the largest hub: %d edges", store>>20, store/int64(r.edges), world.HubEdges(r.edges)))
	return offline, nil
}

// otherLoads loads a dossier of this size in the other ways.
func (r *run) otherLoads(ctx context.Context, edges int, offline figures) error {
	if err := r.sized(edges); err != nil {
		return err
	}
	for _, way := range []struct {
		name string
		load func(context.Context) (figures, error)
	}{{"Neo4j's importer alone", r.importer}, {"ipgraph load", r.onlineLoad}, {"bare driver loop", func(ctx context.Context) (figures, error) {
		return r.onServer(ctx, "bare", r.bareLoad)
	}}} {
		r.tell(way.name)
		f, err := way.load(ctx)
		if err != nil {
			return err
		}
		r.printLoad(way.name, f, fmt.Sprintf("%.2f of the time of the offline load", f.first.Seconds()/offline.first.Seconds()))
	}
	return errors.Join(os.RemoveAll(filepath.Join(r.dir, "online")), os.RemoveAll(filepath.Join(r.dir, "bare")))
}

// onlineLoad loads into a running server.
func (r *run) onlineLoad(ctx context.Context) (figures, error) {
	return r.onServer(ctx, "online", func(ctx context.Context, s *embedded.Server) (figures, error) {
		return r.ourLoad(ctx, []string{"NEO4J_URI=" + s.URI(), "NEO4J_USER=" + s.User(), "NEO4J_PASSWORD=" + s.Password()})
	})
}

// tell says what goes on: some parts take many minutes.
func (r *run) tell(what string) { fmt.Fprintf(os.Stderr, "%d edges: %s\n", r.edges, what) }

func sizeOf(folder string) (bytes int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			bytes += info.Size()
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("the size of the store: %w", err)
	}
	return bytes, nil
}

const loadsHeader = "LOADS                      edges       rows   seconds     rows/s   peak MB of ipgraph   (target: offline in a third of the time of the online load)"

func (r *run) printLoad(name string, f figures, beside string) {
	peak := ""
	if f.peakKB > 0 {
		peak = strconv.FormatInt(f.peakKB>>10, 10)
	}
	fmt.Printf("%-22s %9d %10d %9.1f %10.0f %20s   %s\n", name, r.edges, f.rows, f.first.Seconds(), float64(f.rows)/f.first.Seconds(), peak, beside)
}
