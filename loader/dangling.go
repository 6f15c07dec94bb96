package loader

import (
	"slices"

	"ipgraph/graph"
)

// Bounds of the search for the nearest id: among how many ids, and for how many
// faults, so that a broken file of any size is checked in bounded time.
const (
	maxNearest       = 5_000
	maxNearestFaults = 50
)

// dangling says that an id which a statement names is not defined.
func (c *checker) dangling(id graph.ID) string {
	where := " is not among the entities"
	switch {
	case c.streaming:
		where = " is not defined before this line"
	case id.Kind() == graph.SourceKind:
		where = " is not among the sources"
	}
	return string(id) + where + c.didYouMean(id)
}

// didYouMean is a half sentence that names the id that was probably meant, or
// nothing. Only values are compared, for all ids of a register begin alike.
func (c *checker) didYouMean(id graph.ID) string {
	kind, scheme, value := id.Parts()
	if c.faults.Count > maxNearestFaults || value == "" {
		return ""
	}
	for _, k := range graph.Kinds() {
		if other, err := graph.MakeID(k, scheme, value); err == nil {
			if _, known := c.entities[other]; known {
				return "; did you mean " + string(other) + "?"
			}
		}
	}
	var values []string
	var twin graph.ID // the same under another scheme
	collect := func(known graph.ID) bool {
		switch k, s, v := known.Parts(); {
		case k == kind && s == scheme:
			values = append(values, v)
		case k == kind && v == value && (twin == "" || known < twin):
			twin = known
		}
		return len(values) < maxNearest
	}
	if kind == graph.SourceKind {
		forEach(c.sources, collect)
	} else {
		forEach(c.entities, collect)
	}
	slices.Sort(values)
	near, err := graph.MakeID(kind, scheme, graph.Nearest(value, values))
	if err != nil { // none is near
		near = twin
	}
	if near == "" {
		return ""
	}
	return "; did you mean " + string(near) + "?"
}

func forEach[V any](m map[graph.ID]V, visit func(graph.ID) bool) {
	for id := range m {
		if !visit(id) {
			return
		}
	}
}
