// Package world makes a graph of any size to measure and test with: a dossier in
// JSON Lines that depends on a seed and the sizes alone, so that it is the same on
// every machine.
package world

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// World is a graph that can be written. It has what makes real graphs hard: a
// few hubs that a tenth of everything touches, a long tail of companies with a
// handful of edges, and pairs with hundreds of parallel edges. Beside them it has
// lawsuits with all that belongs to one (cases.go).
type World struct {
	// Companies and Edges count the companies and the edges between them; a
	// tenth of the edges have statements.
	Companies, Edges int
	// Cases counts the lawsuits: one for a hundred companies.
	Cases int

	sources int
	random  *rand.Rand
	popular *rand.Zipf
	lines   *json.Encoder
}

// Hubs is the number of companies that very many edges touch: those with the
// ids from CompanyID(0) on.
const Hubs = 6

// Pairs of companies with many parallel edges, and how many each has.
const (
	ParallelPairs = 20
	ParallelEdges = 300
)

const (
	hubShare         = 0.17 // of the edges touch a hub
	curatedOneIn     = 10   // of the edges have statements
	secondOneIn      = 5    // of the curated edges have a second statement
	generation       = 2    // number of the generator, part of the seed
	popularCompanies = 400  // the flat head of the power law
)

// New makes a world of these sizes. It needs a thousand companies at least.
func New(companies, edges int) *World {
	random := rand.New(rand.NewPCG(generation, uint64(companies)))
	return &World{Companies: companies, Edges: edges, Cases: companies / 100, sources: 2000, random: random,
		popular: rand.NewZipf(random, 1.05, popularCompanies, uint64(companies-Hubs-1))}
}

type record map[string]any

// WriteDossier writes the dossier.
func (g *World) WriteDossier(w io.Writer) error {
	buffer := bufio.NewWriterSize(w, 1<<20)
	g.lines = json.NewEncoder(buffer)
	var err error
	for i := range g.sources {
		source := record{"id": SourceID(i), "title": fmt.Sprintf("Register extract %d", i), "publisher": fmt.Sprintf("Register %d", i%40), "published": g.day()}
		if i%10 != 0 {
			source["url"] = fmt.Sprintf("https://register.example/%d", i)
		}
		if i%20 == 1 { // a retelling of the source before
			source["repeats"] = []string{SourceID(i - 1)}
		}
		err = errors.Join(err, g.lines.Encode(record{"source": source}))
	}
	for i := range g.Companies {
		err = errors.Join(err, g.entity(CompanyID(i), CompanyName(i)))
	}
	for i := range g.Edges {
		from, to := g.ends(i)
		err = errors.Join(err, g.edge(i, from, to))
	}
	return errors.Join(err, g.cases(), buffer.Flush())
}

// WriteDir writes the dossier into a folder.
func (g *World) WriteDir(dir string) (err error) {
	file, err := os.Create(filepath.Join(dir, "generated.jsonl"))
	if err != nil {
		return fmt.Errorf("the generated dossier: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return g.WriteDossier(file)
}

func (g *World) entity(id, name string) error {
	return g.lines.Encode(record{"entity": record{"id": id, "name": name}})
}

// ends picks the two ends of edge i. The first edges are the parallel ones.
func (g *World) ends(i int) (from, to int) {
	if i < ParallelPairs*ParallelEdges {
		pair := i / ParallelEdges
		return Hubs + 2*pair, Hubs + 2*pair + 1
	}
	for from == to {
		from, to = g.someone(), g.someone()
		if g.random.Float64() < hubShare {
			to = g.random.IntN(Hubs)
		}
	}
	return from, to
}

// someone is often popular and mostly not: half of the ends follow a power law.
func (g *World) someone() int {
	if g.random.IntN(2) == 0 {
		return Hubs + int(g.popular.Uint64())
	}
	return g.ordinary()
}

// ordinary is any company but a hub.
func (g *World) ordinary() int { return Hubs + g.random.IntN(g.Companies-Hubs) }

var (
	predicates = []string{"LICENSES_TO", "INVESTED_IN", "SUBSIDIARY_OF", "SUED", "ASSIGNED_TO", "SETTLED_WITH"}
	statuses   = []string{"reported", "alleged", "recorded", "announced", "agreed", "found"}
)

func (g *World) edge(i, from, to int) error {
	s := record{"subject": CompanyID(from), "predicate": predicates[g.random.IntN(len(predicates))], "object": CompanyID(to),
		"status": g.status(), "valid": g.day(), "source": g.source(), "locator": fmt.Sprintf("#row=%d", i)}
	if i%curatedOneIn != 0 {
		s["record"] = true
		return g.lines.Encode(record{"statement": s})
	}
	err := g.lines.Encode(record{"statement": s})
	if i%(curatedOneIn*secondOneIn) == 0 {
		s["source"], s["status"], s["locator"] = g.source(), g.status(), fmt.Sprintf("page %d", i%90)
		err = errors.Join(err, g.lines.Encode(record{"statement": s}))
	}
	return err
}

func (g *World) status() string { return statuses[g.random.IntN(len(statuses))] }
func (g *World) source() string { return SourceID(g.random.IntN(g.sources)) }

func (g *World) day() string {
	return time.Date(2000, 1, 1+g.random.IntN(9000), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// CompanyID is the id of company i.
func CompanyID(i int) string { return fmt.Sprintf("company:bench:%d", i) }

// ParallelPair are the ids of a pair with many parallel edges.
func ParallelPair(i int) (a, b string) { return CompanyID(Hubs + 2*i), CompanyID(Hubs + 2*i + 1) }

// HubEdges is about how many edges a hub has in a world with so many edges.
func HubEdges(edges int) int { return int(hubShare*float64(edges)) / Hubs }

// SourceID is the id of source i.
func SourceID(i int) string { return fmt.Sprintf("source:bench:%d", i) }

var syllables = []string{"ka", "lo", "mi", "ne", "ro", "ta", "vi", "zu", "ber", "dan", "fen", "gor", "hal", "jun", "pol", "sem"}

// CompanyName gives company i a name that can be pronounced and searched.
func CompanyName(i int) string {
	name := ""
	for n := i*7919 + 13; len(name) < 8; n = n/len(syllables) + i {
		name += syllables[n%len(syllables)]
	}
	return fmt.Sprintf("%s%s %d Inc", string(name[0]-32), name[1:], i)
}
