package answer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// MaxSuggested is how far suggestions go, all pages together.
const MaxSuggested = 100

// SuggestEntities lists entities for somebody who is still typing: those whose id or
// identifier the text is or begins, and then those whose name has its words. Types narrow them
// as in a ReconcileQuery.
func (s Service) SuggestEntities(ctx context.Context, text string, types []string) ([]Entity, error) {
	q := ReconcileQuery{Types: types}
	var list []Entity
	add := func(e Entity) {
		if q.typed(e.Kind) && len(list) < MaxSuggested && !slices.ContainsFunc(list, func(known Entity) bool { return known.ID == e.ID }) {
			list = append(list, e)
		}
	}
	found, err := s.identified(ctx, idsIn(text), spellings(text))
	if err != nil {
		return nil, err
	}
	for _, i := range found {
		add(i.Entity)
	}
	if strings.Contains(text, ":") {
		begun, err := s.kept(ctx, "ids-beginning", "", map[string]any{"prefix": text})
		if err != nil {
			return nil, err
		}
		for _, row := range begun.Rows {
			if e, ok := row[0].(Entity); ok {
				add(e)
			}
		}
	}
	kinds := q.kinds()
	if kinds == nil {
		kinds = []string{""}
	}
	for _, kind := range kinds {
		hits, err := s.Search(ctx, cypher.Args{"q": text, "kind": kind, "limit": strconv.Itoa(MaxSuggested)})
		if graph.CodeOf(err) == graph.CodeInvalid { // signs alone are not words
			break
		}
		if err != nil {
			return nil, err
		}
		for _, h := range hits.Entities {
			add(h.Entity)
		}
	}
	return list, nil
}

// EntityType is a type by which entities are told apart: a kind, or one that is broader
// than several.
type EntityType struct {
	ID          string       `json:"id"`
	Name        string       `json:"name"`
	Description string       `json:"description,omitempty"`
	Broader     []EntityType `json:"broader,omitempty"`
}

// EntityTypes lists all types.
func EntityTypes() []EntityType {
	party := EntityType{ID: TypeParty, Name: "Party", Description: "Whoever can license, sue or pay: an organisation or a person."}
	organisation := EntityType{ID: TypeOrganisation, Name: "Organisation", Description: "A company, fund, agency, university or standards body."}
	list := []EntityType{}
	for _, k := range graph.Kinds() {
		t := TypeOfKind(k)
		switch {
		case slices.Contains(organisations, k):
			t.Broader = []EntityType{{ID: TypeOrganisation, Name: organisation.Name}}
		case slices.Contains(partyKinds, k):
			t.Broader = []EntityType{{ID: TypeParty, Name: party.Name}}
		}
		list = append(list, t)
	}
	organisation.Broader = []EntityType{{ID: TypeParty, Name: party.Name}}
	return append(list, organisation, party)
}

// TypeOfKind is the type that a kind is.
func TypeOfKind(k graph.Kind) EntityType { return EntityType{ID: string(k), Name: kindWord(k).Title} }

// Preview is what a reader sees of an entity at a glance.
type Preview struct {
	Entity
	// KindTitle is a word for people.
	KindTitle string
	// Identifiers and Seats are as sources give them.
	Identifiers, Seats []string
	// Relations count, by family in the words of people.
	Relations []PreviewCount
}

// PreviewCount is how many relations of a family an entity has.
type PreviewCount struct {
	Title string
	Edges int64
}

// EntityNamed is the entity of an id, or a CodeNotFound error.
func (s Service) EntityNamed(ctx context.Context, text string) (Entity, error) {
	id, err := graph.ParseID(text)
	if err != nil {
		return Entity{}, &graph.Error{Code: graph.CodeInvalid, Message: "that is no id", Problems: []graph.Problem{{Field: "id", Message: err.Error()}}}
	}
	found, err := s.named(ctx, []graph.ID{id})
	if err != nil {
		return Entity{}, err
	}
	return found[0], nil
}

// PreviewOf answers what a preview shows, or with CodeNotFound where there is no such entity.
func (s Service) PreviewOf(ctx context.Context, text string) (Preview, error) {
	e, err := s.EntityNamed(ctx, text)
	if err != nil {
		return Preview{}, err
	}
	id := e.ID
	p := Preview{Entity: e, KindTitle: kindWord(e.Kind).Title}
	for property, into := range map[string]*[]string{"identifiers": &p.Identifiers, "seat": &p.Seats} {
		described, _ := PropertyByID(property)
		values, err := s.ValuesOf(ctx, []graph.ID{id}, described, PropertyBounds{Limit: maxPreview})
		if err != nil {
			return p, err
		}
		for _, v := range values[id] {
			*into = append(*into, v.String())
		}
	}
	counts, err := s.ExpandCounts(ctx, cypher.Args{"id": string(id)})
	if err != nil {
		return p, err
	}
	totals := map[graph.Family]int64{}
	for _, c := range counts.Counts {
		totals[c.Family] += c.Edges
	}
	for _, f := range graph.Families() {
		if totals[f] > 0 {
			p.Relations = append(p.Relations, PreviewCount{familyTitles[f], totals[f]})
		}
	}
	return p, nil
}

// maxPreview is how many values of a property a preview shows.
const maxPreview = 5
