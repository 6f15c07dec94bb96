package answer

import (
	"context"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/likeness"
)

// findCandidates looks for entities by identifier, by name, and where there is no name by what they are
// joined to.
func (s Service) findCandidates(ctx context.Context, r *reconciliation) error {
	kinds := r.kinds()
	if kinds != nil && len(kinds) == 0 {
		return nil // nothing is of such a type
	}
	if err := s.findIdentified(ctx, r); err != nil {
		return err
	}
	if r.Strict == TypesShould && len(r.Types) > 0 { // these first, so that others do not crowd them out
		if err := s.findNamed(ctx, r, r.kindsNamed()); err != nil {
			return err
		}
	}
	if err := s.findNamed(ctx, r, kinds); err != nil {
		return err
	}
	if r.Name == "" && len(r.found) == 0 {
		return s.findJoined(ctx, r)
	}
	return nil
}

// findNamed finds entities of some kinds, nil being all, by any word of the name.
func (s Service) findNamed(ctx context.Context, r *reconciliation, kinds []string) error {
	words := cypher.LuceneAny(likeness.Core(r.Name))
	if words == "" {
		return nil
	}
	params := map[string]any{"q": words, "most": int64(maxFound)}
	if kinds != nil {
		params["kinds"] = kinds
	}
	result, err := s.kept(ctx, "names-like", "", params)
	if err != nil {
		return err
	}
	for _, row := range result.Rows {
		e, err := graph.Cell[Entity](result, row, "entity")
		if err != nil {
			return err
		}
		r.add(e)
	}
	return nil
}

// add remembers an entity of the types asked for, once.
func (r *reconciliation) add(e Entity) *weighed {
	for _, w := range r.found {
		if w.ID == e.ID {
			return w
		}
	}
	w := &weighed{Entity: e, typed: r.typed(e.Kind)}
	if !w.typed && r.Strict != TypesShould {
		return w // not asked for: it is not kept
	}
	if r.Name != "" {
		w.name = 100 * likeness.Best(r.Name, append([]string{e.Name}, e.Aliases...), aliasScore)
	}
	r.found = append(r.found, w)
	return w
}

// maxIdentified is how many entities may have the identifiers of one query.
const maxIdentified = 50

// findIdentified finds the entities that the text asked for, or a property, identifies.
func (s Service) findIdentified(ctx context.Context, r *reconciliation) error {
	var ids []graph.ID
	var values []string
	if r.Name != "" {
		ids, values = idsIn(r.Name), spellings(r.Name)
	}
	for _, e := range r.Evidence {
		p, known := PropertyByID(e.Property)
		if !known || p.predicate != "HAS_ID" {
			continue
		}
		for _, v := range e.Values {
			for _, text := range spellings(v.text()) {
				values = append(values, text)
				ids = append(ids, idsOfScheme(p.word, text)...)
			}
		}
	}
	found, err := s.identified(ctx, ids, values)
	if err != nil {
		return err
	}
	for _, i := range found {
		w := r.add(i.Entity)
		byText := slices.ContainsFunc(idsIn(r.Name), func(id graph.ID) bool { return id == i.ID }) ||
			i.value != "" && sameIdentifier(r.Name, i.value)
		w.registered, w.identified = true, w.identified || byText
	}
	return nil
}

// identifiedEntity is an entity with the identifier by which it was found, or "" where it is
// its id.
type identifiedEntity struct {
	Entity
	value string
}

func (s Service) identified(ctx context.Context, ids []graph.ID, values []string) ([]identifiedEntity, error) {
	if len(ids)+len(values) == 0 {
		return nil, nil
	}
	texts := []string{}
	for _, id := range ids {
		texts = append(texts, string(id))
	}
	result, err := s.kept(ctx, "identified", "", map[string]any{"ids": texts, "values": append([]string{}, values...), "most": int64(maxIdentified)})
	if err != nil {
		return nil, err
	}
	var found []identifiedEntity
	for _, row := range result.Rows {
		e, err := graph.Cell[Entity](result, row, "entity")
		if err != nil {
			return nil, err
		}
		value, err := graph.Cell[string](result, row, "value")
		if err != nil {
			return nil, err
		}
		found = append(found, identifiedEntity{e, value})
	}
	return found, nil
}

// findJoined finds who is joined to an entity that a property names by its id: the property is
// walked against its direction.
func (s Service) findJoined(ctx context.Context, r *reconciliation) error {
	for _, e := range r.Evidence {
		p, _ := PropertyByID(e.Property)
		for i, back := range p.relations {
			p.relations = slices.Clone(p.relations)
			p.relations[i] = back.reversed()
		}
		var ids []graph.ID
		for _, v := range e.Values {
			if id, err := graph.ParseID(v.ID); err == nil {
				ids = append(ids, id)
			} else if id, err := graph.ParseID(v.Text); err == nil {
				ids = append(ids, id)
			}
		}
		if !p.Relates() || len(ids) == 0 {
			continue
		}
		values, err := s.ValuesOf(ctx, ids, p, PropertyBounds{Limit: maxFound})
		if err != nil {
			return err
		}
		for _, id := range ids {
			for _, v := range values[id] {
				r.add(*v.Entity)
			}
		}
	}
	return nil
}

// reversed is the same relation, seen from its other end. The kinds of the near end are not known:
// the property is compared again for whoever is found.
func (r relation) reversed() relation {
	switch r.direction {
	case "in":
		r.direction = "out"
	case "out":
		r.direction = "in"
	}
	r.kinds = nil
	return r
}

// text is what is known, in words: an id where there is nothing else.
func (v EvidenceValue) text() string {
	if v.Text != "" {
		return v.Text
	}
	return v.ID
}

// likeValue is how alike two texts have to be to be one value: "Plano" and "Plano, Texas".
const likeValue = 0.8

// agrees reports whether what is known and what the graph says are one.
func (v EvidenceValue) agrees(p Property, has PropertyValue) bool {
	switch {
	case has.Entity != nil:
		if string(has.Entity.ID) == v.ID || string(has.Entity.ID) == v.Text {
			return true
		}
		if graph.ID(v.ID).Kind().Valid() { // another one of ours, whatever it is called
			return false
		}
		names := append([]string{has.Entity.Name}, has.Entity.Aliases...)
		return slices.ContainsFunc(names, func(name string) bool { return likeness.Score(v.Text, name) >= likeValue })
	case p.predicate == "HAS_ID":
		return sameIdentifier(v.text(), has.Text)
	case has.Day != "":
		return v.Text != "" && strings.HasPrefix(has.Day, v.Text) || strings.HasPrefix(v.Text, has.Day)
	}
	return likeness.Score(v.text(), has.Text) >= likeValue
}
