package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"ipgraph/graph"
)

// PropertyValue is one value of a property: an entity, a text, or a day.
type PropertyValue struct {
	Entity *Entity
	Text   string
	// Day is YYYY-MM-DD where the source gives a whole day; a date that is less precise
	// stays a text.
	Day string
}

// PropertyBounds say which values of a property are wanted.
type PropertyBounds struct {
	// On and Known are days, YYYY-MM-DD, or "": what may hold on the day, as the public knew.
	On, Known string
	// Limit is how many values an entity has at most, from 1 to MaxPropertyValues.
	Limit int
}

// MaxPropertyValues is the most values of one property that an entity is given.
const MaxPropertyValues = 1000

// maxFacts bounds the facts of one predicate that are read of an entity.
const maxFacts = 500

// ValuesOf reads the values of a property for some entities. Who does not exist, or has
// no value, is left out.
func (s Service) ValuesOf(ctx context.Context, ids []graph.ID, p Property, b PropertyBounds) (map[graph.ID][]PropertyValue, error) {
	values := map[graph.ID][]PropertyValue{}
	for part := range slices.Chunk(ids, maxEntities) {
		texts := make([]string, 0, len(part))
		for _, id := range part {
			texts = append(texts, string(id))
		}
		var err error
		switch {
		case p.Relates():
			err = s.relatedTo(ctx, values, texts, p, b)
		case p.own != nil:
			err = s.ownValues(ctx, values, part, p)
		default:
			err = s.factValues(ctx, values, texts, p, b)
		}
		if err != nil {
			return nil, err
		}
	}
	for id, list := range values {
		values[id] = list[:min(len(list), b.Limit)]
	}
	return values, nil
}

// clocks are the parameters of both days, as the files name them.
func (b PropertyBounds) clocks(more map[string]any) map[string]any {
	more["certain"] = "no"
	if b.On != "" {
		more["on"] = b.On
	}
	if b.Known != "" {
		more["known"] = b.Known
	}
	return more
}

func (s Service) relatedTo(ctx context.Context, values map[graph.ID][]PropertyValue, ids []string, p Property, b PropertyBounds) error {
	for _, r := range p.relations {
		params := b.clocks(map[string]any{"ids": ids, "direction": r.direction, "most": int64(b.Limit)})
		if r.roles != nil {
			params["roles"] = r.roles
		}
		if r.kinds != nil {
			params["kinds"] = kindTexts(r.kinds)
		}
		result, err := s.kept(ctx, "joined-by", string(r.predicate), params)
		if err != nil {
			return err
		}
		for _, row := range result.Rows {
			id, err := graph.Cell[string](result, row, "id")
			if err != nil {
				return err
			}
			others, err := graph.Cell[[]any](result, row, "others")
			if err != nil {
				return err
			}
			for _, o := range others {
				if e, ok := o.(Entity); ok {
					values[graph.ID(id)] = withEntity(values[graph.ID(id)], e)
				}
			}
		}
	}
	if len(p.relations) > 1 { // each came in its own order
		for _, list := range values {
			slices.SortStableFunc(list, func(a, b PropertyValue) int {
				return cmp.Or(strings.Compare(a.Entity.Name, b.Entity.Name), strings.Compare(string(a.Entity.ID), string(b.Entity.ID)))
			})
		}
	}
	return nil
}

// withEntity adds an entity that is not there yet.
func withEntity(list []PropertyValue, e Entity) []PropertyValue {
	if slices.ContainsFunc(list, func(v PropertyValue) bool { return v.Entity.ID == e.ID }) {
		return list
	}
	return append(list, PropertyValue{Entity: &e})
}

func kindTexts(kinds []graph.Kind) []string {
	texts := make([]string, 0, len(kinds))
	for _, k := range kinds {
		texts = append(texts, string(k))
	}
	return texts
}

func (s Service) ownValues(ctx context.Context, values map[graph.ID][]PropertyValue, ids []graph.ID, p Property) error {
	entities, err := s.entities(ctx, ids)
	for _, e := range entities {
		for _, text := range p.own(e) {
			if text != "" {
				values[e.ID] = append(values[e.ID], PropertyValue{Text: text})
			}
		}
	}
	return err
}

func (s Service) factValues(ctx context.Context, values map[graph.ID][]PropertyValue, ids []string, p Property, b PropertyBounds) error {
	result, err := s.kept(ctx, "facts-of-entities", "", b.clocks(map[string]any{"ids": ids, "predicates": []string{p.predicate}, "most": int64(maxFacts)}))
	if err != nil {
		return err
	}
	for _, row := range result.Rows {
		e, err := graph.Cell[Entity](result, row, "entity")
		if err != nil {
			return err
		}
		facts, err := graph.Cell[[]any](result, row, "facts")
		if err != nil {
			return err
		}
		values[e.ID] = p.factsAs(e.ID, facts)
		if len(values[e.ID]) == 0 {
			delete(values, e.ID)
		}
	}
	return nil
}

// factsAs reads the facts that belong to the property, each value once. An id of a
// register is an identifier of that register too.
func (p Property) factsAs(id graph.ID, facts []any) []PropertyValue {
	var list []PropertyValue
	add := func(v PropertyValue) {
		if v != (PropertyValue{}) && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	if _, scheme, value := id.Parts(); p.predicate == "HAS_ID" && scheme != ownScheme && (p.word == "" || p.word == scheme) {
		add(p.read(&Statement{Value: &Value{Text: value}, Qualifiers: map[string]string{"scheme": scheme}}))
	}
	for _, f := range facts {
		if s, ok := f.(*Statement); ok && s != nil && (p.word == "" || s.Qualifiers[p.qualifier] == p.word) {
			add(p.read(s))
		}
	}
	return list
}

// ownScheme marks ids that no register gave.
const ownScheme = "ipgraph"

func textValue(s *Statement) PropertyValue {
	if s.Value == nil {
		return PropertyValue{}
	}
	return PropertyValue{Text: s.Value.Text}
}

func schemedValue(s *Statement) PropertyValue {
	if s.Value == nil {
		return PropertyValue{}
	}
	return PropertyValue{Text: s.Qualifiers["scheme"] + ": " + s.Value.Text}
}

func dateValue(s *Statement) PropertyValue {
	if _, err := time.Parse(time.DateOnly, s.Valid); err == nil {
		return PropertyValue{Day: s.Valid}
	}
	return PropertyValue{Text: s.Valid}
}

func amountValue(s *Statement) PropertyValue {
	if s.Amount == nil {
		return PropertyValue{}
	}
	return PropertyValue{Text: withPeriod(s.Amount.Text, s)}
}

func figureValue(s *Statement) PropertyValue {
	if s.Value == nil {
		return PropertyValue{}
	}
	text := s.Value.Text
	if measure := s.Qualifiers["measure"]; measure != "" {
		text = strings.ReplaceAll(measure, "_", " ") + ": " + text
	}
	return PropertyValue{Text: withPeriod(text, s)}
}

// withPeriod tells when it holds, where the source says so.
func withPeriod(text string, s *Statement) string {
	if s.Valid != "" {
		text += " (" + s.Valid + ")"
	}
	return text
}

// String is the value in words.
func (v PropertyValue) String() string {
	if v.Entity != nil {
		return v.Entity.Name
	}
	return cmp.Or(v.Day, v.Text)
}
