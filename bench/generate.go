package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// The generated graph is the same on every machine: it depends on the seed and
// the sizes alone. It has what makes real graphs hard: a few hubs that a tenth
// of everything touches, a long tail of entities with a handful of edges, and
// pairs with hundreds of parallel edges.
type generator struct {
	entities, edges, sources int
	random                   *rand.Rand
	popular                  *rand.Zipf
}

const (
	hubs            = 6
	hubShare        = 0.17 // of the edges touch a hub
	parallelPairs   = 20
	parallelEdges   = 300 // between each such pair
	curatedOneIn    = 10  // of the edges have statements
	secondOneIn     = 5   // of the curated edges have a second statement
	firstGeneration = 1   // number of the generator, part of the seed
)

func newGenerator(entities, edges int) *generator {
	random := rand.New(rand.NewPCG(firstGeneration, uint64(entities)))
	return &generator{entities: entities, edges: edges, sources: 2000, random: random,
		popular: rand.NewZipf(random, 1.05, 400, uint64(entities-hubs-1))}
}

type record map[string]any

// write makes a dossier in JSON Lines in the folder dir.
func (g *generator) write(dir string) (err error) {
	file, err := os.Create(filepath.Join(dir, "generated.jsonl"))
	if err != nil {
		return fmt.Errorf("the generated dossier: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffer := bufio.NewWriterSize(file, 1<<20)
	lines := json.NewEncoder(buffer)
	for i := range g.sources {
		err = errors.Join(err, lines.Encode(record{"source": record{"id": sourceID(i), "title": fmt.Sprintf("Register extract %d", i),
			"publisher": fmt.Sprintf("Register %d", i%40), "published": g.day()}}))
	}
	for i := range g.entities {
		err = errors.Join(err, lines.Encode(record{"entity": record{"id": entityID(i), "name": entityName(i)}}))
	}
	for i := range g.edges {
		from, to := g.ends(i)
		err = errors.Join(err, g.edge(lines, i, from, to))
	}
	return errors.Join(err, buffer.Flush())
}

// ends picks the two ends of edge i. The first edges are the parallel ones.
func (g *generator) ends(i int) (from, to int) {
	if i < parallelPairs*parallelEdges {
		pair := i / parallelEdges
		return hubs + 2*pair, hubs + 2*pair + 1
	}
	for from == to {
		from, to = g.someone(), g.someone()
		if g.random.Float64() < hubShare {
			to = g.random.IntN(hubs)
		}
	}
	return from, to
}

// someone is often popular and mostly not: half of the ends follow a power law.
func (g *generator) someone() int {
	if g.random.IntN(2) == 0 {
		return hubs + int(g.popular.Uint64())
	}
	return hubs + g.random.IntN(g.entities-hubs)
}

var (
	predicates = []string{"LICENSES_TO", "INVESTED_IN", "SUBSIDIARY_OF", "SUED", "ASSIGNED_TO", "SETTLED_WITH"}
	statuses   = []string{"reported", "alleged", "recorded", "announced", "agreed", "found"}
)

func (g *generator) edge(lines *json.Encoder, i, from, to int) error {
	s := record{"subject": entityID(from), "predicate": predicates[g.random.IntN(len(predicates))], "object": entityID(to),
		"status": statuses[g.random.IntN(len(statuses))], "valid": g.day(), "source": sourceID(g.random.IntN(g.sources)),
		"locator": fmt.Sprintf("#row=%d", i)}
	if i%curatedOneIn != 0 {
		s["record"] = true
		return lines.Encode(record{"statement": s})
	}
	err := lines.Encode(record{"statement": s})
	if i%(curatedOneIn*secondOneIn) == 0 {
		s["source"], s["status"] = sourceID(g.random.IntN(g.sources)), statuses[g.random.IntN(len(statuses))]
		s["locator"] = fmt.Sprintf("page %d", i%90)
		err = errors.Join(err, lines.Encode(record{"statement": s}))
	}
	return err
}

func (g *generator) day() string {
	return time.Date(2000, 1, 1+g.random.IntN(9000), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func entityID(i int) string { return fmt.Sprintf("company:bench:%d", i) }
func sourceID(i int) string { return fmt.Sprintf("source:bench:%d", i) }

var syllables = []string{"ka", "lo", "mi", "ne", "ro", "ta", "vi", "zu", "ber", "dan", "fen", "gor", "hal", "jun", "pol", "sem"}

// entityName gives every entity a name that can be pronounced and searched.
func entityName(i int) string {
	name := ""
	for n := i*7919 + 13; len(name) < 8; n = n/len(syllables) + i {
		name += syllables[n%len(syllables)]
	}
	return fmt.Sprintf("%s%s %d Inc", string(name[0]-32), name[1:], i)
}
