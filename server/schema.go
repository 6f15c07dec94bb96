package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/invopop/jsonschema"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// object is a part of a JSON document.
type object = map[string]any

// schemas are those of the answers' Go types, by name, so that what is told and
// what is answered cannot part.
type schemas struct {
	reflector jsonschema.Reflector
	types     map[string]reflect.Type
	found     map[string]*jsonschema.Schema
	err       error
}

func newSchemas() *schemas {
	s := &schemas{types: map[string]reflect.Type{}, found: map[string]*jsonschema.Schema{}}
	s.reflector = jsonschema.Reflector{Anonymous: true, Namer: s.name, Mapper: enumOf}
	return s
}

// name is that of the type, exported. Two types of one name would describe each
// other.
func (s *schemas) name(t reflect.Type) string {
	name := []rune(t.Name())
	if len(name) == 0 {
		return ""
	}
	name[0] = unicode.ToUpper(name[0])
	if known, ok := s.types[string(name)]; ok && known != t {
		s.err = fmt.Errorf("the types %v and %v have one name", known, t)
	}
	s.types[string(name)] = t
	return string(name)
}

// ref describes the type of v and gives a reference to it.
func (s *schemas) ref(v any) object {
	described := s.reflector.Reflect(v)
	for name, schema := range described.Definitions {
		s.found[name] = schema
	}
	return object{"$ref": componentRef("schemas", s.name(reflect.TypeOf(v)))}
}

func componentRef(kind, name string) string { return "#/components/" + kind + "/" + name }

// all are the schemas that were described, with references as OpenAPI wants them.
func (s *schemas) all() (json.RawMessage, error) {
	text, err := json.Marshal(s.found)
	if err != nil || s.err != nil {
		return nil, fmt.Errorf("describe the answers: %w", errors.Join(s.err, err))
	}
	return json.RawMessage(strings.ReplaceAll(string(text), `"#/$defs/`, `"`+componentRef("schemas", ""))), nil
}

// enumOf describes words of closed lists.
func enumOf(t reflect.Type) *jsonschema.Schema {
	var words []any
	switch t {
	case reflect.TypeFor[graph.Kind]():
		words = anyOf(graph.Kinds())
	case reflect.TypeFor[graph.Family]():
		words = anyOf(graph.Families())
	case reflect.TypeFor[graph.Status]():
		words = anyOf(graph.Statuses())
	case reflect.TypeFor[graph.Predicate]():
		for _, r := range graph.Rules() {
			words = append(words, r.Predicate)
		}
	default:
		return nil
	}
	return &jsonschema.Schema{Type: "string", Enum: words}
}

func anyOf[T any](words []T) []any {
	out := make([]any, 0, len(words))
	for _, w := range words {
		out = append(out, w)
	}
	return out
}

// maxArgument is how long a parameter may be; package cypher refuses more.
const maxArgument = 8 << 10

// idPattern is what ids of these kinds look like: kind:scheme:value.
func idPattern(kinds ...graph.Kind) string {
	words := make([]string, 0, len(kinds))
	for _, k := range kinds {
		words = append(words, string(k))
	}
	return `^(` + strings.Join(words, "|") + `):[a-z0-9-]+:([A-Za-z0-9._~:/+-]|%[0-9A-F]{2})+$`
}

// parameterSchema is what a parameter in a query string may be. names says that
// the name of an entity does for its id.
func parameterSchema(p cypher.Param, names bool) object {
	schema := object{"type": "string", "minLength": 1, "maxLength": maxArgument}
	switch p.Type {
	case cypher.TypeID:
		if !names {
			schema["pattern"], schema["maxLength"] = idPattern(graph.Kinds()...), graph.MaxIDLength
		}
	case cypher.TypeSource:
		schema["pattern"], schema["maxLength"] = idPattern(graph.SourceKind), graph.MaxIDLength
	case cypher.TypeStatement:
		schema["pattern"] = `^[sr]:[0-9a-f]{32}$`
	case cypher.TypeInt:
		schema = object{"type": "integer", "minimum": p.Min, "maximum": p.Max}
	case cypher.TypeDay:
		schema = object{"type": "string", "format": "date"}
	case cypher.TypeChoice:
		schema = object{"type": "string", "enum": p.Choices}
	case cypher.TypeFamilies:
		schema = listSchema(object{"type": "string", "enum": graph.Families()})
	case cypher.TypeStatuses:
		schema = listSchema(object{"type": "string", "enum": graph.Statuses()})
	case cypher.TypeIDs:
		schema = listSchema(object{"type": "string", "minLength": 1})
	case cypher.TypeEntities:
		schema = listSchema(object{"type": "string", "minLength": 1})
		schema["minItems"], schema["maxItems"], schema["uniqueItems"] = p.Min, p.Max, true
	case cypher.TypeText, cypher.TypeSearch:
	}
	if p.Default != "" {
		schema["default"] = jsonValue(p, p.Default)
	}
	return schema
}

// listSchema is a list that is written with commas.
func listSchema(item object) object { return object{"type": "array", "items": item, "minItems": 1} }

// jsonValue is a parameter's text as the JSON value that its schema describes.
func jsonValue(p cypher.Param, text string) any {
	switch p.Type { //nolint:exhaustive // all others are texts
	case cypher.TypeInt:
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	case cypher.TypeFamilies, cypher.TypeStatuses, cypher.TypeIDs, cypher.TypeEntities:
		return strings.Split(text, ",")
	}
	return text
}

// isList reports whether the parameter is written with commas.
func isList(p cypher.Param) bool {
	return slices.Contains([]cypher.Type{cypher.TypeFamilies, cypher.TypeStatuses, cypher.TypeIDs, cypher.TypeEntities}, p.Type)
}
