package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ipgraph/answer"
	"ipgraph/graph"
)

const (
	maxQueryText  = 1 << 10 // bytes of a name: longer ones are no names
	maxEvidence   = 20      // properties of a query
	maxTypes      = 20
	maxAllowedFor = 50 // values of a property of a query
)

// parseQueries reads the field queries: an object whose fields are queries, under names
// of the client's. Everything that is wrong is told at once.
func parseQueries(text string) (map[string]answer.ReconcileQuery, error) {
	r := fieldReader{}
	queries := map[string]answer.ReconcileQuery{}
	value := r.decode(text)
	if r.problems != nil {
		return nil, fieldError(fieldQueries, r.problems)
	}
	object, _ := r.object("", value, `{"q0": {"query": "Micron"}}`)
	for _, name := range slices.Sorted(maps.Keys(object)) {
		queries[name] = r.query(child("", name), object[name])
	}
	if r.problems != nil {
		return nil, fieldError(fieldQueries, r.problems)
	}
	return queries, nil
}

// fieldReader reads the JSON of a field, and collects what is wrong with it.
type fieldReader struct {
	problems []graph.Problem
}

func (r *fieldReader) add(pointer, message string) {
	r.problems = append(r.problems, graph.Problem{Field: fragment(pointer), Message: message})
}

func (r *fieldReader) decode(text string) any {
	value, problems := decodeBody([]byte(text))
	r.problems = append(r.problems, problems...)
	return value
}

// object is a value as an object. Example shows what it looks like.
func (r *fieldReader) object(pointer string, value any, example string) (map[string]any, bool) {
	object, ok := value.(map[string]any)
	if !ok {
		r.add(pointer, "is "+kindOf(value)+": write an object such as "+example)
	}
	return object, ok
}

// closed refuses fields that are none of those named. The schema of queries does so too, since
// a field that is misspelt would be left out without a word.
func (r *fieldReader) closed(pointer string, object map[string]any, names ...string) {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if slices.Contains(names, name) {
			continue
		}
		message := "is unknown here; the fields are " + strings.Join(names, ", ")
		if near := graph.Nearest(name, names); near != "" {
			message = "is unknown here; did you mean " + near + "?"
		}
		r.add(child(pointer, name), message)
	}
}

// text is a value that has to be a text, "" where it is not given.
func (r *fieldReader) text(pointer string, value any, most int) string {
	text, ok := value.(string)
	switch {
	case value == nil:
	case !ok:
		r.add(pointer, "is "+kindOf(value)+": write a text")
	case len(text) > most:
		r.add(pointer, fmt.Sprintf("is %d bytes long, at most %d are allowed", len(text), most))
	}
	return text
}

// list is a value as a list of at most so many items; it is nil where there is none.
func (r *fieldReader) list(pointer string, value any, most int) []any {
	list, ok := value.([]any)
	switch {
	case value == nil:
	case !ok:
		r.add(pointer, "is "+kindOf(value)+": write a list")
	case len(list) > most:
		r.add(pointer, fmt.Sprintf("has %d items, at most %d are allowed", len(list), most))
		return nil
	}
	return list
}

// query reads one query.
func (r *fieldReader) query(pointer string, value any) answer.ReconcileQuery {
	q := answer.ReconcileQuery{Strict: answer.TypesAny, Limit: defaultCandidate}
	object, ok := r.object(pointer, value, `{"query": "Micron"}`)
	if !ok {
		return q
	}
	r.closed(pointer, object, "query", "type", "type_strict", "limit", "properties")
	q.Name = strings.TrimSpace(r.text(pointer+"/query", object["query"], maxQueryText))
	q.Types = r.types(pointer+"/type", object["type"])
	q.Limit = r.limit(pointer+"/limit", object["limit"])
	if strict := r.text(pointer+"/type_strict", object["type_strict"], maxFieldName); strict != "" {
		q.Strict = strict
		if !slices.Contains([]string{answer.TypesAny, answer.TypesShould, answer.TypesAll}, strict) {
			r.add(pointer+"/type_strict", strconv.Quote(strict)+" is unknown: write any, should or all")
		}
	}
	for i, item := range r.list(pointer+"/properties", object["properties"], maxEvidence) {
		q.Evidence = append(q.Evidence, r.evidence(pointer+"/properties/"+strconv.Itoa(i), item))
	}
	if _, named := object["query"]; !named && len(q.Evidence) == 0 {
		r.add(pointer, "asks for nothing: give a query, or properties")
	}
	return q
}

// types is one text or a list of them.
func (r *fieldReader) types(pointer string, value any) []string {
	if text, ok := value.(string); ok {
		if text == "" {
			return nil
		}
		return []string{r.text(pointer, text, maxQueryText)}
	}
	var types []string
	for i, item := range r.list(pointer, value, maxTypes) {
		if text := r.text(pointer+"/"+strconv.Itoa(i), item, maxQueryText); text != "" {
			types = append(types, text)
		}
	}
	return types
}

// limit is a whole number from 1; more than there may be is as many as there may be.
func (r *fieldReader) limit(pointer string, value any) int {
	if value == nil {
		return defaultCandidate
	}
	n, ok := value.(json.Number)
	whole, err := n.Float64()
	if !ok || err != nil || whole < 1 || whole != float64(int64(whole)) {
		r.add(pointer, "is no whole number from 1: leave it out for "+strconv.Itoa(defaultCandidate))
		return defaultCandidate
	}
	return int(min(whole, maxCandidates))
}

// evidence reads a property with what is known of it.
func (r *fieldReader) evidence(pointer string, value any) answer.Evidence {
	object, ok := r.object(pointer, value, `{"pid": "seat", "v": "China"}`)
	if !ok {
		return answer.Evidence{}
	}
	e := answer.Evidence{Property: r.text(pointer+"/pid", object["pid"], maxQueryText)}
	if _, given := object["pid"]; !given {
		r.add(pointer+"/pid", "is missing: name a property, as /reconcile/suggest/property does")
	}
	v, given := object["v"]
	list, several := v.([]any)
	switch {
	case !given:
		r.add(pointer+"/v", "is missing: say what is known of the property")
	case several:
		for i, item := range r.list(pointer+"/v", list, maxAllowedFor) {
			e.Values = append(e.Values, r.known(pointer+"/v/"+strconv.Itoa(i), item)...)
		}
	default:
		e.Values = r.known(pointer+"/v", v)
	}
	return e
}

// known is a text, a number, true or false, or an entity. An empty cell knows nothing.
func (r *fieldReader) known(pointer string, value any) []answer.EvidenceValue {
	v := answer.EvidenceValue{}
	switch value := value.(type) {
	case string:
		v.Text = strings.TrimSpace(r.text(pointer, value, maxQueryText))
	case json.Number:
		v.Text = value.String()
	case bool:
		v.Text = strconv.FormatBool(value)
	case map[string]any:
		v.ID, v.Text = r.text(pointer+"/id", value["id"], maxQueryText), r.text(pointer+"/name", value["name"], maxQueryText)
		if _, given := value["id"]; !given {
			r.add(pointer+"/id", "is missing: an entity has an id")
		}
	default:
		r.add(pointer, "is "+kindOf(value)+`: write a text, a number, true, false, or {"id": …, "name": …}`)
	}
	if v == (answer.EvidenceValue{}) {
		return nil
	}
	return []answer.EvidenceValue{v}
}
