package snapshot

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// later is what loads wrote after a graph was read. Entities and edges are added behind those that were there; of
// entities whose edges changed the links stand here, whole.
type later struct {
	added    map[string]int32 // entities by id
	relinked map[int32][]link
	steps    map[int32][]step // histories of added edges
	gone     int              // edges to which no link leads any more
}

func (l later) clone() later {
	l.added, l.relinked, l.steps = cloned(l.added), cloned(l.relinked), cloned(l.steps)
	return l
}

// cloned is a copy that can be written to, of nil too.
func cloned[K comparable, V any](m map[K]V) map[K]V {
	out := make(map[K]V, len(m))
	maps.Copy(out, m)
	return out
}

// history of an edge, where it changed after it was first reported.
func (g *Graph) history(number int32) []step {
	if steps, found := g.histories[number]; found {
		return steps
	}
	return g.steps[number]
}

// mostLater is of how many entities links may stand apart, how many edges may have gone, and how many links a
// renamed entity may have. Beyond, a graph is read anew.
const mostLater = 100_000

// errAnew says that a graph has to be read anew.
var errAnew = errors.New("the loads since do not say what they wrote, or wrote too much")

// Since is the copy with what loads wrote until a later version of the graph: what they say they wrote is read
// anew. Versions begin with the id of the last load and a blank. The copy stays as it was. It can be continued by
// one caller at a time. Where the graph changes meanwhile, the new copy holds of what changes nothing certain,
// until it is continued in turn.
func (g *Graph) Since(ctx context.Context, reader Reader, library *cypher.Library, version string, most int) (*Graph, error) {
	u := &update{g: new(*g), most: most, pairs: map[[2]int32]bool{}, dropped: map[int32]map[int32]bool{}, linked: map[int32][]link{}}
	u.g.Version, u.g.later = version, g.clone()
	entities, pairs, err := touched(ctx, reader, library, g.Version, version)
	if err != nil {
		return nil, err
	}
	if err := parts(ctx, reader, library, "snapshot-nodes-of", "ids", entities, u.node); err != nil {
		return nil, err
	}
	if err := parts(ctx, reader, library, "snapshot-edges-of", "pairs", pairs, u.between); err != nil {
		return nil, err
	}
	return u.g, u.relink()
}

// touched lists what loads after one version wrote until another: entities, and pairs of them.
func touched(ctx context.Context, reader Reader, library *cypher.Library, from, to string) (entities, pairs []string, err error) {
	q, err := library.Keep("touched-after")
	if err != nil {
		return nil, nil, err
	}
	first, _, _ := strings.Cut(from, " ")
	last, _, _ := strings.Cut(to, " ")
	result, err := reader.Ask(ctx, q.KeepCall("", map[string]any{"after": first}))
	if err != nil {
		return nil, nil, err
	}
	for _, row := range result.Rows {
		id, err := graph.Cell[string](result, row, "id")
		if err != nil {
			return nil, nil, err
		}
		known, err := graph.Cell[bool](result, row, "known")
		if err != nil {
			return nil, nil, err
		}
		if !known {
			break
		}
		for name, list := range map[string]*[]string{"entities": &entities, "pairs": &pairs} {
			items, err := graph.Cell[[]any](result, row, name)
			if err != nil {
				return nil, nil, err
			}
			for _, item := range items {
				text, _ := item.(string)
				*list = append(*list, text)
			}
		}
		if id == last {
			return distinct(entities), distinct(pairs), nil
		}
	}
	return nil, nil, errAnew
}

func distinct(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// part is of how many entities or pairs a question asks.
const part = 2000

// parts asks about a list, part by part. What is not there any more has to be read anew.
func parts(ctx context.Context, reader Reader, library *cypher.Library, question, param string, all []string, row func(graph.Result, []any) error) error {
	q, err := library.Keep(question)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(all, part) {
		result, err := reader.Ask(ctx, q.KeepCall("", map[string]any{param: some}))
		if err != nil {
			return err
		}
		if len(result.Rows) < len(some) {
			return errAnew
		}
		for _, r := range result.Rows {
			if err := row(result, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// update is a copy to which is added what loads wrote.
type update struct {
	g    *Graph
	most int
	// own says that names and hubs are the copy's own. Until then it may only add to them.
	own     bool
	renamed []int32
	pairs   map[[2]int32]bool // of entities, whose edges were read anew
	// dropped are those to whom an entity's links go, linked those that it gets instead.
	dropped map[int32]map[int32]bool
	linked  map[int32][]link
}

func (u *update) node(page graph.Result, row []any) error {
	id, name, hub, err := readNode(page, row)
	if err != nil {
		return err
	}
	g := u.g
	i, known := g.find(graph.ID(id))
	if !known {
		if len(g.ids) >= u.most {
			return errAnew
		}
		g.added[id] = int32(len(g.ids)) //nolint:gosec // most is no larger
		g.ids, g.names, g.hub = append(g.ids, id), append(g.names, name), append(g.hub, hub)
		return nil
	}
	if g.hub[i] == hub && g.names[i] == name {
		return nil
	}
	if !u.own {
		g.names, g.hub, u.own = slices.Clone(g.names), slices.Clone(g.hub), true
	}
	if g.names[i] != name {
		u.renamed = append(u.renamed, i)
	}
	g.names[i], g.hub[i] = name, hub
	return nil
}

// between takes in all edges between two entities, in place of those that were there.
func (u *update) between(page graph.Result, row []any) error {
	a, b, err := u.ends(page, row)
	if err != nil {
		return err
	}
	pair := pairOf(a, b)
	if a == b || u.pairs[pair] { // no chain goes from an entity to itself
		return nil
	}
	u.pairs[pair] = true
	u.drop(a, b)
	u.drop(b, a)
	few, other := a, b // links
	if len(u.g.from(b)) < len(u.g.from(a)) {
		few, other = b, a
	}
	for _, l := range u.g.from(few) {
		if l.to == other {
			u.g.gone++
		}
	}
	texts, err := graph.Cell[[]any](page, row, "edges")
	if err != nil {
		return err
	}
	for _, item := range texts {
		text, _ := item.(string)
		if err := u.edge(a, b, text); err != nil {
			return err
		}
	}
	return nil
}

// pairOf is the same in whichever order the two come.
func pairOf(a, b int32) [2]int32 { return [2]int32{min(a, b), max(a, b)} }

func (u *update) ends(page graph.Result, row []any) (a, b int32, err error) {
	for name, end := range map[string]*int32{"id": &a, "other": &b} {
		id, err := graph.Cell[string](page, row, name)
		if err != nil {
			return 0, 0, err
		}
		var known bool
		if *end, known = u.g.find(graph.ID(id)); !known {
			return 0, 0, errAnew
		}
	}
	return a, b, nil
}

func (u *update) edge(a, b int32, text string) error {
	_, e, history, err := readEdge(text)
	if err != nil {
		return err
	}
	if len(u.g.edges) >= u.most {
		return errAnew
	}
	number := int32(len(u.g.edges)) //nolint:gosec // most is no larger
	u.g.edges = append(u.g.edges, e)
	if len(history) > 0 {
		u.g.steps[number] = history
	}
	u.linked[a] = append(u.linked[a], link{b, number})
	u.linked[b] = append(u.linked[b], link{a, number})
	return nil
}

func (u *update) drop(i, other int32) {
	if u.dropped[i] == nil {
		u.dropped[i] = map[int32]bool{}
	}
	u.dropped[i][other] = true
}

// relink gives each entity whose edges changed, or to which a renamed one is linked, its links anew.
func (u *update) relink() error {
	for _, i := range u.renamed {
		links := u.g.from(i)
		if len(links) > mostLater {
			return errAnew
		}
		for _, l := range links {
			if l.to != i && !u.pairs[pairOf(i, l.to)] {
				u.drop(l.to, i)
				u.linked[l.to] = append(u.linked[l.to], link{i, l.edge})
			}
		}
	}
	for i, dropped := range u.dropped {
		u.g.relinked[i] = u.merged(u.g.from(i), dropped, u.linked[i])
	}
	if max(len(u.g.relinked), u.g.gone) > mostLater {
		return errAnew
	}
	return nil
}

// merged are the links that were there, without those that are dropped, and the new ones at their places.
func (u *update) merged(old []link, dropped map[int32]bool, added []link) []link {
	slices.SortFunc(added, u.compare)
	links := make([]link, 0, len(old)+len(added))
	for _, l := range old {
		if dropped[l.to] {
			continue
		}
		for len(added) > 0 && u.compare(added[0], l) < 0 {
			links, added = append(links, added[0]), added[1:]
		}
		links = append(links, l)
	}
	return append(links, added...)
}

// compare is the order of links: by the names of those to whom they lead, and of one name by their ids.
func (u *update) compare(a, b link) int {
	return cmp.Or(cmp.Compare(u.g.names[a.to], u.g.names[b.to]), cmp.Compare(u.g.ids[a.to], u.g.ids[b.to]))
}
