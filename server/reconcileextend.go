package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/graph"
)

const (
	maxExtendIDs    = 100 // rows of one request
	maxExtendProps  = 20  // columns
	defaultValues   = 10  // of a property and an entity
	settingLimit    = "limit"
	settingCount    = "count"
	settingOn       = "on"
	settingKnown    = "known"
	maxSettingValue = 64
)

// extension asks for properties of entities.
type extension struct {
	ids        []string
	properties []wantedProperty
}

// wantedProperty is a property with its settings.
type wantedProperty struct {
	id     string
	bounds answer.PropertyBounds
	// count asks for the number of values alone.
	count bool
}

// extended is the answer: what each property is, and for each entity the values of each.
type extended struct {
	Meta []extendedMeta                        `json:"meta"`
	Rows map[string]map[string][]extendedValue `json:"rows"`
}

type extendedMeta struct {
	ID   string             `json:"id"`
	Name string             `json:"name"`
	Type *answer.EntityType `json:"type,omitempty"`
}

// extendedValue is an entity, or one of the others.
type extendedValue struct {
	ID   graph.ID `json:"id,omitempty"`
	Name string   `json:"name,omitempty"`
	Str  string   `json:"str,omitempty"`
	Int  *int     `json:"int,omitempty"`
	Date string   `json:"date,omitempty"`
}

func (s *server) answerExtend(c *gin.Context, text string) {
	if holds(c, s.tagOfGet(c)) {
		return
	}
	x, err := parseExtend(text)
	if err != nil {
		s.problem(c, err)
		return
	}
	if len(x.ids) > maxExtendIDs {
		s.refuseBatch(c, "ids", len(x.ids), maxExtendIDs)
		return
	}
	if len(x.properties) > maxExtendProps {
		s.refuseBatch(c, "properties", len(x.properties), maxExtendProps)
		return
	}
	result, version, err := whole(c.Request.Context(), s, func() (extended, error) { return s.extendAll(c, x) })
	if err != nil {
		s.problem(c, err)
		return
	}
	s.write(c, formatJSON, s.tagGet(c, version), result)
}

func (s *server) extendAll(c *gin.Context, x extension) (extended, error) {
	result := extended{Meta: []extendedMeta{}, Rows: map[string]map[string][]extendedValue{}}
	var ids []graph.ID
	for _, text := range x.ids {
		result.Rows[text] = map[string][]extendedValue{}
		if id, err := graph.ParseID(text); err == nil && id.Kind() != graph.SourceKind {
			ids = append(ids, id)
		}
	}
	for _, p := range x.properties {
		if err := s.extend(c, &result, ids, p); err != nil {
			return result, err
		}
	}
	return result, nil
}

// extend fills a column. A property that nobody knows has no values.
func (s *server) extend(c *gin.Context, result *extended, ids []graph.ID, p wantedProperty) error {
	property, known := answer.PropertyByID(p.id)
	meta := extendedMeta{ID: p.id, Name: p.id}
	values := map[graph.ID][]answer.PropertyValue{}
	if known {
		meta.Name = property.Name
		if property.To != "" && !p.count {
			kind := answer.TypeOfKind(property.To)
			meta.Type = &kind
		}
		var err error
		if values, err = s.answers.ValuesOf(c.Request.Context(), ids, property, p.bounds); err != nil {
			return err
		}
	}
	result.Meta = append(result.Meta, meta)
	for text, row := range result.Rows {
		row[p.id] = cellOf(values[graph.ID(text)], p.count && known)
	}
	return nil
}

// cellOf writes values as the service tells them.
func cellOf(values []answer.PropertyValue, count bool) []extendedValue {
	if count {
		n := len(values)
		return []extendedValue{{Int: &n}}
	}
	cell := []extendedValue{}
	for _, v := range values {
		switch {
		case v.Entity != nil:
			cell = append(cell, extendedValue{ID: v.Entity.ID, Name: v.Entity.Name})
		case v.Day != "":
			cell = append(cell, extendedValue{Date: v.Day + "T00:00:00Z"})
		case v.Text != "":
			cell = append(cell, extendedValue{Str: v.Text})
		}
	}
	return cell
}

// parseExtend reads the field extend. Everything that is wrong is told at once.
func parseExtend(text string) (extension, error) {
	r, x := fieldReader{}, extension{}
	value := r.decode(text)
	if r.problems == nil {
		if object, ok := r.object("", value, `{"ids": […], "properties": [{"id": "investors"}]}`); ok {
			r.extension(&x, object)
		}
	}
	if r.problems != nil {
		return x, fieldError(fieldExtend, r.problems)
	}
	return x, nil
}

func (r *fieldReader) extension(x *extension, object map[string]any) {
	for _, name := range []string{"ids", "properties"} {
		if _, ok := object[name].([]any); !ok {
			r.add("/"+name, "is missing, or no list: write one")
		}
	}
	ids, _ := object["ids"].([]any)
	for i, item := range ids {
		at := "/ids/" + strconv.Itoa(i)
		id := r.text(at, item, graph.MaxIDLength)
		if item == nil {
			r.add(at, "is null: write an id")
		}
		x.ids = append(x.ids, id)
	}
	properties, _ := object["properties"].([]any)
	for i, item := range properties {
		at := "/properties/" + strconv.Itoa(i)
		property, ok := r.object(at, item, `{"id": "investors"}`)
		if !ok {
			continue
		}
		p := wantedProperty{id: r.text(at+"/id", property["id"], maxQueryText)}
		switch {
		case p.id == "":
			r.add(at+"/id", "is missing: name a property, as /reconcile/properties does")
		case slices.ContainsFunc(x.properties, func(other wantedProperty) bool { return other.id == p.id }):
			r.add(at+"/id", "is asked for twice: the answer has one column of a name")
		}
		r.settings(at+"/settings", property["settings"], &p)
		x.properties = append(x.properties, p)
	}
}

// settings reads those that the service has; clients send others of their own.
func (r *fieldReader) settings(pointer string, value any, p *wantedProperty) {
	p.bounds.Limit = defaultValues
	settings, ok := value.(map[string]any)
	if !ok && value != nil {
		r.add(pointer, "is "+kindOf(value)+": write an object")
	}
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		at, text := child(pointer, name), settingText(settings[name])
		switch {
		case text == "" || !slices.Contains([]string{settingLimit, settingCount, settingOn, settingKnown}, name):
			continue
		case name == settingLimit:
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 || n > answer.MaxPropertyValues {
				r.add(at, fmt.Sprintf("is no whole number from 1 to %d", answer.MaxPropertyValues))
				continue
			}
			p.bounds.Limit = n
		case name == settingCount:
			count, err := strconv.ParseBool(text)
			if err != nil {
				r.add(at, "is neither true nor false")
			}
			p.count = count
		default:
			day, err := graph.ParseDay(text)
			if err != nil {
				r.add(at, err.Error())
			}
			if name == settingOn {
				p.bounds.On = day
			} else {
				p.bounds.Known = day
			}
		}
	}
	if p.count {
		p.bounds.Limit = answer.MaxPropertyValues
	}
}

// settingText is a setting as a text: clients send numbers as texts, and texts as numbers.
func settingText(value any) string {
	switch value := value.(type) {
	case string:
		return value[:min(len(value), maxSettingValue)]
	case json.Number:
		return value.String()
	case bool:
		return strconv.FormatBool(value)
	}
	return ""
}
