// Package docs_test keeps the documents of this folder true to the code.
package docs_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/seeds"
)

var update = flag.Bool("update", false, "rewrite the generated part of dossier.schema.json")

const (
	schemaFile = "dossier.schema.json"
	marker     = `    "generated": {"$comment": "From here to the end: written by go test ./docs -update, from package graph."},` + "\n"
)

// object is a JSON object; its keys are written in alphabetical order.
type object map[string]any

// The vocabularies and the rules in the schema are those of package graph, so
// that an editor offers exactly what the loader accepts.
func TestSchemaSpeaksTheOntology(t *testing.T) {
	text, err := os.ReadFile(schemaFile)
	require.NoError(t, err)
	head, tail, found := strings.Cut(string(text), marker)
	require.True(t, found, "%s has lost its marker", schemaFile)
	want := generated(t)
	if *update {
		require.NoError(t, os.WriteFile(schemaFile, []byte(head+marker+want), 0o644))
		return
	}
	assert.Equal(t, want, tail, "run: go test ./docs -update")
}

// generated is the part of the schema that follows from package graph, one
// definition or rule a line.
func generated(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	define := func(name string, definition any) {
		b.WriteString(`    "` + name + `": ` + line(t, definition) + ",\n")
	}
	var predicates, rules []string
	for _, r := range graph.Rules() {
		predicates = append(predicates, string(r.Predicate))
		rules = append(rules, "        "+line(t, condition(r)))
	}
	define("predicate", object{"enum": predicates})
	define("status", object{"enum": graph.Statuses()})
	define("comparator", object{"enum": graph.Comparators()})
	define("moneyKind", object{"enum": graph.MoneyKinds()})
	define("entityID", object{"type": "string", "maxLength": graph.MaxIDLength, "pattern": idPattern(graph.Kinds())})
	b.WriteString("    \"rules\": {\n      \"allOf\": [\n" + strings.Join(rules, ",\n") + "\n      ]\n    }\n  }\n}\n")
	return b.String()
}

// condition says what a statement with the predicate of r must look like.
func condition(r graph.Rule) object {
	properties := object{"subject": object{"pattern": kindPattern(r.From)}}
	required := []string{}
	switch {
	case len(r.To) == 0:
		properties["object"] = false
	default:
		properties["object"] = object{"pattern": kindPattern(r.To)}
		if !r.ObjectOptional {
			required = append(required, "object")
		}
	}
	for name, need := range map[string]graph.Need{"value": r.Value, "amount": r.Amount} {
		if need == graph.Never {
			properties[name] = false
		}
	}
	if r.Value == graph.Must {
		required = append(required, "value")
	}
	if r.Amount == graph.Must {
		required = append(required, "amount")
	}
	qualifiers := object{}
	var needed []string
	for _, q := range r.Qualifiers {
		switch {
		case len(q.Values) > 0:
			qualifiers[q.Name] = object{"enum": q.Values}
		case len(q.Kinds) > 0:
			qualifiers[q.Name] = object{"pattern": idPattern(q.Kinds)}
		default:
			qualifiers[q.Name] = true
		}
		if q.Required {
			needed = append(needed, q.Name)
		}
	}
	inner := object{"properties": qualifiers, "additionalProperties": false}
	if len(needed) > 0 {
		inner["required"] = needed
		required = append(required, "qualifiers")
	}
	properties["qualifiers"] = inner
	then := object{"properties": properties}
	if len(required) > 0 {
		then["required"] = required
	}
	if r.Predicate == graph.PartyTo {
		then["allOf"] = roleConditions(r.To)
	}
	return object{"if": object{"properties": object{"predicate": object{"const": r.Predicate}}, "required": []string{"predicate"}}, "then": then}
}

// roleConditions says which roles there are in each kind of arrangement.
func roleConditions(arrangements []graph.Kind) []object {
	var list []object
	for _, k := range arrangements {
		role := object{"properties": object{"role": object{"enum": graph.Roles(k)}}}
		list = append(list, object{
			"if":   object{"properties": object{"object": object{"pattern": kindPattern([]graph.Kind{k})}}, "required": []string{"object"}},
			"then": object{"properties": object{"qualifiers": role}},
		})
	}
	return list
}

func kindPattern(kinds []graph.Kind) string { return "^(" + join(kinds) + "):" }

func idPattern(kinds []graph.Kind) string {
	return kindPattern(kinds) + "[a-z0-9-]+:([A-Za-z0-9._~/:+-]|%[0-9A-F]{2})+$"
}

func join(kinds []graph.Kind) string {
	names := make([]string, 0, len(kinds))
	for _, k := range kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, "|")
}

func line(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	require.NoError(t, enc.Encode(v))
	return strings.TrimSpace(b.String())
}

func compile(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(file)
	require.NoError(t, err)
	return schema
}

// The three small schemas are what editors are pointed to.
func TestSeedsFollowTheSchema(t *testing.T) {
	names, err := fs.Glob(seeds.FS(), "*.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			text, err := fs.ReadFile(seeds.FS(), name)
			require.NoError(t, err)
			part, _, _ := strings.Cut(strings.TrimSuffix(name, ".yaml"), "-")
			assert.True(t, strings.HasPrefix(string(text), "# yaml-language-server: $schema=../docs/"+part+".schema.json\n"),
				"the first line tells editors the schema")
			assert.NoError(t, compile(t, part+".schema.json").Validate(asJSON(t, text)))
			assert.NoError(t, compile(t, schemaFile).Validate(asJSON(t, text)))
		})
	}
}

func TestSchemaRefuses(t *testing.T) {
	const good = `{"subject": "company:x:a", "predicate": "PARTY_TO", "object": "lawsuit:x:l", "qualifiers": {"role": "plaintiff"},
		"status": "reported", "source": "source:x:s", "locator": "p. 1"}`
	statement := compile(t, schemaFile+"#/$defs/statement")
	require.NoError(t, statement.Validate(asJSON(t, []byte(good))))
	for _, change := range [][2]string{
		{`"PARTY_TO"`, `"PARTY"`},
		{`"plaintiff"`, `"licensor"`},
		{`{"role": "plaintiff"}`, `{}`},
		{`"role"`, `"rolle"`},
		{`lawsuit:x:l`, `court:x:l`},
		{`company:x:a`, `law:x:a`},
		{`"reported"`, `"denied"`},
		{`"reported"`, `"rumoured"`},
		{`"locator"`, `"place"`},
		{`"status"`, `"valid": "2019-6", "status"`},
		{`"reported"`, `"withdrawn"`},
		{`"status"`, `"supersedes": ["r:00000000000000000000000000000000"], "status"`},
		{`"status"`, `"amount": {"kind": "undisclosed"}, "status"`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		require.NotEqual(t, good, bad)
		assert.Error(t, statement.Validate(asJSON(t, []byte(bad))), bad)
	}
	for _, amount := range []string{
		`{"kind": "paid"}`, `{"kind": "undisclosed", "value": 1}`, `{"kind": "paid", "currency": "USD", "comparator": "range", "value": 1}`,
		`{"kind": "paid", "currency": "dollars", "comparator": "eq", "value": 1}`,
	} {
		assert.Error(t, compile(t, schemaFile+"#/$defs/money").Validate(asJSON(t, []byte(amount))), amount)
	}
}

// The worked example of dossier.md is one that the schema accepts.
func TestExampleOfTheGuide(t *testing.T) {
	text, err := os.ReadFile("dossier.md")
	require.NoError(t, err)
	count := 0
	for i, block := range strings.Split(string(text), "```yaml\n")[1:] {
		code, _, closed := strings.Cut(block, "```")
		require.True(t, closed)
		first, _, _ := strings.Cut(code, "\n")
		part := strings.TrimSuffix(strings.TrimPrefix(first, "# "), ".yaml")
		assert.NoError(t, compile(t, part+".schema.json").Validate(asJSON(t, []byte(code))), "example %d", i+1)
		if part == "statements" {
			count += strings.Count(code, "- subject:")
		}
	}
	assert.GreaterOrEqual(t, count, 5)
}

func asJSON(t *testing.T, text []byte) any {
	t.Helper()
	converted, err := yaml.YAMLToJSON(text)
	require.NoError(t, err)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(converted))
	require.NoError(t, err)
	return value
}
