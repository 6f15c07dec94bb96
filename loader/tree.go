package loader

import (
	"errors"
	"reflect"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"ipgraph/graph"
)

// tree is a YAML or JSON value with the place of each of its parts. YAML files
// are read through it, and of JSON Lines those lines that are faulty.
type tree struct {
	file   string
	offset int // lines before the first, for a line of JSON Lines
	faults *Faults
}

// parse gives the one value of a document, or nil after adding the fault.
func (t tree) parse(text []byte) ast.Node {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		var syntax yaml.Error
		if errors.As(err, &syntax) && syntax.GetToken() != nil {
			p := syntax.GetToken().Position
			t.faults.add(Position{t.file, p.Line + t.offset, p.Column}, "%s", plainly(syntax.GetMessage()))
		} else {
			t.faults.add(Position{File: t.file}, "the file is not valid YAML: %s", firstLine(err.Error()))
		}
		return nil
	}
	var body ast.Node
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil || doc.Body.Type() == ast.CommentType:
		case body != nil:
			t.faults.add(t.at(doc.Body), "a second list begins here: a file holds one, without a line of ---")
			return nil
		default:
			body = doc.Body
		}
	}
	return body
}

var keyTwice = regexp.MustCompile(`^mapping key "(.*)" already defined at \[(\d+):`)

// plainly says what the parser of YAML says in the words of a dossier.
func plainly(message string) string {
	if m := keyTwice.FindStringSubmatch(message); m != nil {
		return "the field " + m[1] + " is there twice, first on line " + m[2]
	}
	if strings.Contains(message, "'\t'") {
		return "there is a tab here: indent with spaces"
	}
	return "the file is not valid YAML here: " + firstLine(message)
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func (t tree) at(n ast.Node) Position {
	if n == nil || n.GetToken() == nil {
		return Position{File: t.file}
	}
	p := n.GetToken().Position
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		p = m.Values[0].Key.GetToken().Position
	} else if v, ok := n.(*ast.MappingValueNode); ok {
		p = v.Key.GetToken().Position
	}
	return Position{t.file, p.Line + t.offset, p.Column}
}

// pairs lists the keys and values of a mapping.
func pairs(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// fill copies the mapping n into the struct that out points to. Unknown,
// repeated and wrongly typed fields are faults. The answer is false when there
// was one.
func (t tree) fill(n ast.Node, what string, out any) bool {
	before := t.faults.Count
	t.fillStruct(n, what, reflect.ValueOf(out).Elem())
	return t.faults.Count == before
}

func (t tree) fillStruct(n ast.Node, what string, out reflect.Value) {
	fields, ok := pairs(n)
	if !ok {
		t.faults.add(t.at(n), "%s is written as fields with values, like `name: value`", what)
		return
	}
	seen := map[string]bool{}
	for _, pair := range fields {
		name := pair.Key.GetToken().Value
		field, known := fieldOf(out, name)
		switch {
		case !known:
			t.unknownField(pair, what, name, out.Type())
		case seen[name]:
			t.faults.add(t.at(pair.Key), "the field %s is there twice", name)
		default:
			t.fillField(pair.Value, name, field)
		}
		seen[name] = true
	}
}

func (t tree) unknownField(pair *ast.MappingValueNode, what, name string, typ reflect.Type) {
	names := fieldNames(typ)
	if near := graph.Nearest(name, names); near != "" {
		t.faults.add(t.at(pair.Key), "%s has no field %q; did you mean %s?", what, name, near)
		return
	}
	t.faults.add(t.at(pair.Key), "%s has no field %q; its fields are %s", what, name, strings.Join(names, ", "))
}

func (t tree) fillField(n ast.Node, name string, out reflect.Value) {
	if n == nil || n.Type() == ast.NullType {
		return
	}
	switch out.Kind() {
	case reflect.String:
		if text, ok := t.scalar(n, name); ok {
			out.SetString(text)
		}
	case reflect.Bool:
		if b, ok := n.(*ast.BoolNode); ok {
			out.SetBool(b.Value)
		} else {
			t.faults.add(t.at(n), "%s is true or false", name)
		}
	case reflect.Pointer:
		target := reflect.New(out.Type().Elem())
		if target.Elem().Kind() == reflect.Struct {
			t.fillStruct(n, name, target.Elem())
		} else {
			t.fillField(n, name, target.Elem())
		}
		out.Set(target)
	case reflect.Slice:
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			t.faults.add(t.at(n), "%s is a list: [first, second]", name)
			return
		}
		for _, item := range list.Values {
			if text, ok := t.scalar(item, name); ok {
				out.Set(reflect.Append(out, reflect.ValueOf(text)))
			}
		}
	case reflect.Map:
		t.fillMap(n, name, out)
	default:
		t.faults.add(t.at(n), "%s cannot be read", name)
	}
}

func (t tree) fillMap(n ast.Node, name string, out reflect.Value) {
	fields, ok := pairs(n)
	if !ok {
		t.faults.add(t.at(n), "%s are written as names with values, like `role: plaintiff`", name)
		return
	}
	m := map[string]scalar{}
	for _, pair := range fields {
		key := pair.Key.GetToken().Value
		if _, twice := m[key]; twice {
			t.faults.add(t.at(pair.Key), "the qualifier %s is there twice", key)
		}
		if text, ok := t.scalar(pair.Value, name+"."+key); ok {
			m[key] = scalar(text)
		}
	}
	out.Set(reflect.ValueOf(m))
}

// scalar is a text as it was written. Anchors, aliases and tags are refused:
// a dossier says what it says, and an alias can blow a file up.
func (t tree) scalar(n ast.Node, name string) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimSuffix(n.Value.Value, "\n"), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		t.faults.add(t.at(n), "%s: anchors, aliases and tags are not used in a dossier", name)
	default:
		t.faults.add(t.at(n), "%s is a text, not a list or a group of fields", name)
	}
	return "", false
}

// find is the place of the field at path ("amount.kind"), or of the nearest
// part of it that is there.
func (t tree) find(n ast.Node, path string) Position {
	place := t.at(n)
	for name := range strings.SplitSeq(path, ".") {
		fields, ok := pairs(n)
		if !ok {
			return place
		}
		n = nil
		for _, pair := range fields {
			if pair.Key.GetToken().Value == name {
				n, place = pair.Value, t.at(pair.Key)
				if _, nested := pairs(n); !nested && n.GetToken() != nil {
					place = t.at(n)
				}
			}
		}
		if n == nil {
			return place
		}
	}
	return place
}

func fieldOf(v reflect.Value, name string) (reflect.Value, bool) {
	for i := range v.NumField() {
		if jsonName(v.Type().Field(i)) == name {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

func fieldNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		names = append(names, jsonName(t.Field(i)))
	}
	return names
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
