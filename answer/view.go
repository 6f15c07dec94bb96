package answer

import (
	"context"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// View is a part of the graph to draw: some entities, the neighbours of those that
// were to be expanded, and every edge between any two of them.
type View struct {
	// Entities stand once each: those to be expanded in the order of asking, the
	// others that were asked for, and then neighbours by name.
	Entities []ViewEntity `json:"entities"`
	Edges    []*Edge      `json:"edges"`
	// Around says of each entity that was to be expanded what came of it.
	Around []Around `json:"around"`
	// Limit bounds the entities. Truncated says that something is not shown: the
	// neighbours of an entity, which its Around tells, or edges above maxViewEdges.
	Limit     int  `json:"limit"`
	Truncated bool `json:"truncated"`
}

// ViewEntity is an entity with the number of its edges in the graph as it is now,
// former ones among them: 0 says that there is nothing to expand.
type ViewEntity struct {
	Entity
	Relations int64 `json:"relations"`
}

// Around is an entity that was to be expanded.
type Around struct {
	ID graph.ID `json:"id"`
	// Families are those that were asked for, or none for all.
	Families []graph.Family `json:"families,omitempty"`
	// Neighbours counts the entities that these edges lead to.
	Neighbours int `json:"neighbours"`
	// Shown says that all of them are in the view. Otherwise they would be too many.
	Shown bool `json:"shown"`
	// Rough says that there are so many edges that nobody read them: Neighbours and
	// Counts then count edges, those not known on the day and former ones too.
	Rough  bool          `json:"rough,omitempty"`
	Counts []FamilyCount `json:"counts"`

	ids []graph.ID // the neighbours
}

// FamilyCount is the number of edges of one family.
type FamilyCount struct {
	Family graph.Family `json:"family"`
	Edges  int64        `json:"edges"`
}

// Bounds of a view.
const (
	maxViewEntities = 300
	maxAround       = 40
	// maxViewEdges is the number of edges that one entity, and a whole view, has.
	maxViewEdges = 3000
	// mostOfFamily is the number of edges that are read of one entity and family.
	mostOfFamily = 2000
)

// View gives a part of the graph to draw. The arguments are those of ViewQuestion.
// An unknown entity is an error with CodeNotFound, in which a problem names each.
func (s Service) View(ctx context.Context, args cypher.Args) (View, error) {
	asked, err := s.viewAsked(ctx, args)
	if err != nil {
		return View{}, err
	}
	v := View{Entities: []ViewEntity{}, Edges: []*Edge{}, Around: asked.around, Limit: asked.limit}
	if err := s.neighboursByFamily(ctx, v.Around, asked.known); err != nil {
		return View{}, err
	}
	ids := slices.Clone(asked.ids)
	seen := map[graph.ID]bool{}
	for _, id := range ids {
		seen[id] = true
	}
	for i := range v.Around {
		ids = v.Around[i].expand(ids, seen, v.Limit)
		v.Truncated = v.Truncated || !v.Around[i].Shown
	}
	if err := s.drawn(ctx, &v, ids, asked); err != nil {
		return View{}, err
	}
	return v, nil
}

// expand adds the neighbours that are not there yet, if there is room for all of
// them.
func (a *Around) expand(ids []graph.ID, seen map[graph.ID]bool, limit int) []graph.ID {
	var fresh []graph.ID
	for _, id := range a.ids {
		if !seen[id] {
			fresh = append(fresh, id)
		}
	}
	if a.Shown = !a.Rough && len(ids)+len(fresh) <= limit; !a.Shown {
		return ids
	}
	for _, id := range fresh {
		seen[id] = true
	}
	return append(ids, fresh...)
}

// neighboursByFamily fills in what the entities would bring.
func (s Service) neighboursByFamily(ctx context.Context, around []Around, known string) error {
	if len(around) == 0 {
		return nil
	}
	ids, families := make([]string, 0, len(around)), make([]string, 0, len(around))
	byID := map[string]*Around{}
	for i, a := range around {
		ids = append(ids, string(a.ID))
		families = append(families, strings.Join(words(orAll(a.Families)), " "))
		byID[string(a.ID)] = &around[i]
	}
	q, err := s.Library.Keep("neighbours-by-family")
	if err != nil {
		return err
	}
	result, err := s.Reader.Ask(ctx, q.KeepCall("", map[string]any{"ids": ids, "families": families, "known": orNull(known), "certain": "no", "most": int64(mostOfFamily)}))
	if err != nil {
		return err
	}
	for _, row := range result.Rows {
		id, err := graph.Cell[string](result, row, "id")
		if err != nil {
			return err
		}
		groups, err := graph.Cell[[]any](result, row, "groups")
		if err != nil {
			return err
		}
		if a := byID[id]; a != nil {
			a.count(groups)
		}
	}
	return nil
}

func orAll(families []graph.Family) []graph.Family {
	if len(families) == 0 {
		return graph.Families()
	}
	return families
}

func words(families []graph.Family) []string {
	out := make([]string, 0, len(families))
	for _, f := range families {
		out = append(out, string(f))
	}
	return out
}

// count sums up what was read of each family.
func (a *Around) count(groups []any) {
	edges := map[graph.Family]int64{}
	neighbours := map[graph.ID]bool{}
	for _, g := range groups {
		group, _ := g.(map[string]any)
		types, _ := group["types"].(string)
		read, _ := group["read"].(int64)
		if read > mostOfFamily {
			all, _ := group["all"].(int64)
			a.Rough = true
			edges[a.familyOf(types)] += all
			continue
		}
		live, _ := group["live"].([]any)
		for _, item := range live {
			pair, _ := item.([]any)
			if len(pair) != 2 {
				continue
			}
			family, _ := pair[0].(string)
			id, _ := pair[1].(string)
			edges[graph.Family(family)]++
			neighbours[graph.ID(id)] = true
		}
	}
	a.Counts, a.Neighbours = []FamilyCount{}, len(neighbours)
	for _, f := range graph.Families() {
		if edges[f] > 0 {
			a.Counts = append(a.Counts, FamilyCount{f, edges[f]})
		}
	}
	if a.Rough {
		a.Neighbours = 0
		for _, c := range a.Counts {
			a.Neighbours += int(c.Edges)
		}
	}
	for id := range neighbours {
		a.ids = append(a.ids, id)
	}
}

// familyOf is the family under which edges are counted that were not read. Those of
// parties may belong to four: they are counted under the first that was asked for,
// disputes before others, which most of them are.
func (a *Around) familyOf(types string) graph.Family {
	if types != "party" {
		return graph.Family(types)
	}
	for _, f := range []graph.Family{graph.DisputeFamily, graph.LicenceFamily, graph.OwnershipFamily} {
		if slices.Contains(orAll(a.Families), f) {
			return f
		}
	}
	return graph.MoneyFamily
}
