package snapshot

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Reader asks the database.
type Reader interface {
	Ask(ctx context.Context, call cypher.Call) (graph.Result, error)
}

// Build reads a copy. A graph of more than most edges is not copied: the error says so. Where the graph changes
// meanwhile, the copy holds of what changed nothing certain, until Since reads that anew.
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
	rank    []int32          // see join
	numbers map[string]int32 // of entities
	ends    [][2]int32       // of edges
}

func newBuilder(version string, most int) *builder {
	return &builder{most: min(most, math.MaxInt32), numbers: map[string]int32{}, g: &Graph{Version: version, histories: map[int32][]step{}}}
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

// readNode reads a row about an entity.
func readNode(page graph.Result, row []any) (id, name string, hub bool, err error) {
	if id, err = graph.Cell[string](page, row, "id"); err != nil {
		return "", "", false, err
	}
	if name, err = graph.Cell[string](page, row, "name"); err != nil {
		return "", "", false, err
	}
	hub, err = graph.Cell[bool](page, row, "hub")
	return id, name, hub, err
}

func (b *builder) node(page graph.Result, row []any) error {
	id, name, hub, err := readNode(page, row)
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
	b.g.ids, b.g.names, b.g.hub = append(b.g.ids, id), append(b.g.names, name), append(b.g.hub, hub)
}

// named ends the adding of entities.
func (b *builder) named() { b.rank = ranks(b.g.names) }

// ranks are the places of names in their order; the same names have the same.
func ranks(names []string) []int32 {
	order := make([]int32, len(names))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(names[a], names[b]) })
	rank := make([]int32, len(names))
	for place := 1; place < len(order); place++ {
		rank[order[place]] = rank[order[place-1]]
		if names[order[place]] != names[order[place-1]] {
			rank[order[place]]++
		}
	}
	return rank
}

// done ends the adding of edges.
func (b *builder) done() *Graph {
	b.numbers = nil
	b.g.edges = slices.Clip(b.g.edges)
	b.g.join(b.ends, b.rank)
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
	if !known { // it came while the graph was read
		return nil
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

// readEdge takes the text of an edge apart; cypher/keep/snapshot-edges.cypher says what it holds.
func readEdge(text string) (to string, e edge, history []step, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) < edgeLines {
		return "", e, nil, fmt.Errorf("it came as %q", text)
	}
	place, known := families()[lines[1]]
	if !known {
		return "", e, nil, fmt.Errorf("the family %q is unknown", lines[1])
	}
	now, err := stepOf(lines[2])
	if err != nil {
		return "", e, nil, err
	}
	if err := now.holdsCertainly(lines[3]); err != nil {
		return "", e, nil, err
	}
	for _, line := range lines[edgeLines:] {
		s, err := stepOf(line)
		if err != nil {
			return "", e, nil, err
		}
		history = append(history, s)
	}
	return lines[0], edge{now, place}, history, nil
}

// families are the places of all in graph.Families.
var families = sync.OnceValue(func() map[string]family {
	places := map[string]family{}
	for i, name := range graph.Families() {
		places[string(name)] = family(i)
	}
	return places
})

// edge adds one, from its text.
func (b *builder) edge(from int32, text string) error {
	id, e, history, err := readEdge(text)
	if err != nil {
		return err
	}
	to, known := b.numbers[id]
	if !known { // it came while the graph was read
		return nil
	}
	number := len(b.g.edges)
	if number == b.most {
		return b.tooLarge()
	}
	if len(history) > 0 {
		b.g.histories[int32(number)] = history //nolint:gosec // most is no larger
	}
	b.g.edges = append(b.g.edges, e)
	b.ends = append(b.ends, [2]int32{from, to})
	return nil
}
