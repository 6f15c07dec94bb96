package loader

import (
	"slices"

	"ipgraph/graph"
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
		if other, err := graph.MakeID(k, scheme, value); err == nil && c.entities.has(other) {
			return "; did you mean " + string(other) + "?"
		}
	}
	form := idForm{kind, scheme}
	near, err := graph.MakeID(kind, scheme, graph.Nearest(value, slices.Sorted(slices.Values(c.proposals(form)))))
	if err != nil { // none is near
		near = c.twin(form, value)
	}
	if near == "" {
		return ""
	}
	return "; did you mean " + string(near) + "?"
}

// proposals are values of ids of one form.
func (c *checker) proposals(form idForm) []string {
	if form.kind != graph.SourceKind {
		return c.entities.values[form]
	}
	var values []string
	for id := range c.sources {
		if kind, scheme, value := id.Parts(); (idForm{kind, scheme}) == form && len(values) < maxNearest {
			values = append(values, value)
		}
	}
	return values
}

// twin is an id of the same kind and value under another scheme, the first by name.
func (c *checker) twin(form idForm, value string) (twin graph.ID) {
	better := func(id graph.ID, known bool) {
		if known && (twin == "" || id < twin) {
			twin = id
		}
	}
	for other := range c.entities.values {
		if id, err := graph.MakeID(form.kind, other.scheme, value); err == nil && other.kind == form.kind {
			better(id, c.entities.has(id))
		}
	}
	for id := range c.sources {
		_, _, v := id.Parts()
		better(id, form.kind == graph.SourceKind && v == value)
	}
	return twin
}
