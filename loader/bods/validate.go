package bods

import (
	"bytes"
	_ "embed" // for the schema
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// Violation is a rule of the standard that a statement breaks.
type Violation struct {
	// Rule is the keyword of JSON Schema: type, required, enum, format, anyOf, oneOf, const, minimum,
	// maximum, minLength, maxLength or pattern.
	Rule string
	// Path is the place in the statement, which is $: $.recordDetails.names[0]. For a
	// member that is missing it is the object that should have it.
	Path string
	// Field is the member: the one that is missing, or else the last name of the path.
	Field string
}

//go:embed statement.schema.json
var schemaText []byte

// compiled is the schema, with formats asserted: a bad address or date is an error.
var compiled = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaText))
	if err != nil {
		return nil, fmt.Errorf("the schema of BODS: %w", err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	const name = "urn:ipgraph:bods:0.4"
	if err := c.AddResource(name, doc); err != nil {
		return nil, fmt.Errorf("the schema of BODS: %w", err)
	}
	return c.Compile(name) //nolint:wrapcheck // it says that the schema is not valid
})

// Validate checks a statement of BODS 0.4, given as JSON. None means that it is valid. The error is about
// text that is not JSON.
func Validate(statement []byte) ([]Violation, error) {
	schema, err := compiled()
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(statement))
	if err != nil {
		return nil, fmt.Errorf("the statement is not JSON: %w", err)
	}
	err = schema.Validate(doc)
	var invalid *jsonschema.ValidationError
	switch {
	case err == nil:
		return nil, nil
	case !errors.As(err, &invalid):
		return nil, fmt.Errorf("check a statement: %w", err)
	}
	var found []Violation
	collect(doc, invalid, &found)
	slices.SortFunc(found, func(a, b Violation) int {
		return strings.Compare(a.Path+"\x00"+a.Rule+"\x00"+a.Field, b.Path+"\x00"+b.Rule+"\x00"+b.Field)
	})
	return slices.Compact(found), nil
}

// collect lists the rules that are broken: the innermost, but not the branches of a
// choice of which none fits.
func collect(doc any, e *jsonschema.ValidationError, found *[]Violation) {
	switch k := e.ErrorKind.(type) {
	case *kind.AnyOf, *kind.OneOf:
	case *kind.Required:
		for _, missing := range k.Missing {
			*found = append(*found, Violation{"required", path(doc, e.InstanceLocation), missing})
		}
		return
	default:
		if len(e.Causes) > 0 {
			for _, cause := range e.Causes {
				collect(doc, cause, found)
			}
			return
		}
	}
	rule := "schema"
	if keyword := e.ErrorKind.KeywordPath(); len(keyword) > 0 {
		rule = keyword[0]
	}
	*found = append(*found, Violation{rule, path(doc, e.InstanceLocation), field(doc, e.InstanceLocation)})
}

// path writes a location in a document as JSONPath does.
func path(doc any, location []string) string {
	var b strings.Builder
	b.WriteByte('$')
	for _, token := range location {
		switch v := doc.(type) {
		case []any:
			b.WriteString("[" + token + "]")
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(v) {
				return b.String()
			}
			doc = v[i]
		case map[string]any:
			b.WriteString("." + token)
			doc = v[token]
		}
	}
	return b.String()
}

// field is the last name of a location.
func field(doc any, location []string) string {
	name := ""
	for i, token := range location {
		if !strings.HasSuffix(path(doc, location[:i+1]), "]") {
			name = token
		}
	}
	return name
}
