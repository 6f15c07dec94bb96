package snapshot

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Reader asks the database.
type Reader interface {
	Ask(ctx context.Context, call cypher.Call) (graph.Result, error)
}

// Build reads a copy. Whoever calls it sees to it that the graph has the same version before and after. A
// graph of more than most edges is not copied: the error says so.
func Build(ctx context.Context, reader Reader, library *cypher.Library, version string, most int) (*Graph, error) {
	b := newBuilder(version, most)
	if err := pages(ctx, reader, library, "snapshot-nodes", b.node); err != nil {
		return nil, err
	}
	b.named()
	if err := pages(ctx, reader, library, "snapshot-edges", b.edgesFrom); err != nil {
		return nil, err
	}
	return b.done(), nil
}

// builder is a copy under way.
type builder struct {
	most    int
	g       *Graph
	names   []string
	numbers map[string]int32 // of entities
	ends    [][2]int32       // of edges
	// families are their places in graph.Families.
	families map[string]family
}

func newBuilder(version string, most int) *builder {
	b := &builder{most: min(most, math.MaxInt32), numbers: map[string]int32{}, families: map[string]family{},
		g: &Graph{Version: version, histories: map[int32][]step{}}}
	for i, name := range graph.Families() {
		b.families[string(name)] = family(i)
	}
	return b
}

// pages asks for page after page; the first column of each row is the id where it ends.
func pages(ctx context.Context, reader Reader, library *cypher.Library, question string, row func(graph.Result, []any) error) error {
	q, err := library.Keep(question)
	if err != nil {
		return err
	}
	for after := ""; ; {
		page, err := reader.Ask(ctx, q.KeepCall("", map[string]any{"after": after}))
		if err != nil || len(page.Rows) == 0 {
			return err
		}
		for _, r := range page.Rows {
			if after, err = graph.Cell[string](page, r, "id"); err != nil {
				return err
			}
			if err := row(page, r); err != nil {
				return err
			}
		}
	}
}

func (b *builder) node(page graph.Result, row []any) error {
	id, err := graph.Cell[string](page, row, "id")
	if err != nil {
		return err
	}
	name, err := graph.Cell[string](page, row, "name")
	if err != nil {
		return err
	}
	hub, err := graph.Cell[bool](page, row, "hub")
	if err != nil {
		return err
	}
	if len(b.g.ids) == b.most {
		return b.tooLarge()
	}
	b.add(id, name, hub)
	return nil
}

// add adds an entity. They come in the order of their ids.
func (b *builder) add(id, name string, hub bool) {
	b.numbers[id] = int32(len(b.g.ids)) //nolint:gosec // most is no larger
	b.g.ids, b.names, b.g.hub = append(b.g.ids, id), append(b.names, name), append(b.g.hub, hub)
}

// named ends the adding of entities.
func (b *builder) named() {
	b.g.rankNames(b.names)
	b.names = nil
}

// done ends the adding of edges.
func (b *builder) done() *Graph {
	b.numbers = nil
	b.g.edges = slices.Clip(b.g.edges)
	b.g.join(b.ends)
	return b.g
}

func (b *builder) tooLarge() error {
	return graph.Errorf(graph.CodeTooCostly, "the graph has more than %d entities or edges", b.most)
}

func (b *builder) edgesFrom(page graph.Result, row []any) error {
	id, err := graph.Cell[string](page, row, "id")
	if err != nil {
		return err
	}
	texts, err := graph.Cell[[]any](page, row, "edges")
	if err != nil {
		return err
	}
	from, known := b.numbers[id]
	if !known {
		return fmt.Errorf("the entity %s came while the graph was read", id)
	}
	for _, item := range texts {
		text, _ := item.(string)
		if err := b.edge(from, text); err != nil {
			return fmt.Errorf("an edge of %s: %w", id, err)
		}
	}
	return nil
}

// edgeLines is how many lines an edge has before its history.
const edgeLines = 4

// edge takes the text of an edge apart; cypher/keep/snapshot-edges.cypher says what it holds.
func (b *builder) edge(from int32, text string) error {
	lines := strings.Split(text, "\n")
	if len(lines) < edgeLines {
		return fmt.Errorf("it came as %q", text)
	}
	to, known := b.numbers[lines[0]]
	if !known {
		return fmt.Errorf("the entity %s came while the graph was read", lines[0])
	}
	place, known := b.families[lines[1]]
	if !known {
		return fmt.Errorf("the family %q is unknown", lines[1])
	}
	now, err := stepOf(lines[2])
	if err != nil {
		return err
	}
	if err := now.holdsCertainly(lines[3]); err != nil {
		return err
	}
	number := len(b.g.edges)
	if number == b.most {
		return b.tooLarge()
	}
	for _, line := range lines[edgeLines:] {
		s, err := stepOf(line)
		if err != nil {
			return err
		}
		b.g.histories[int32(number)] = append(b.g.histories[int32(number)], s) //nolint:gosec // most is no larger
	}
	b.g.edges = append(b.g.edges, edge{now, place})
	b.ends = append(b.ends, [2]int32{from, to})
	return nil
}
