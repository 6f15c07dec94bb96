package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// maxPairs is how many pairs one request may ask for.
const maxPairs = 100

// pairsOf reads the body of POST /v1/paths: the arguments of each pair, those
// that all share included. Everything that is wrong with the body is told at
// once; whether the names of a pair mean anything is not looked at.
func pairsOf(body any, q cypher.Query) ([]cypher.Args, error) {
	b := pairsBody{query: q}
	object, ok := body.(map[string]any)
	if !ok {
		return nil, newBodyError([]graph.Problem{{Field: "#", Message: `is ` + kindOf(body) + `: write an object such as {"pairs": [{"from": "Micron", "to": "Futurewei"}]}`}})
	}
	shared := b.shared(object)
	pairs := b.pairs(object["pairs"])
	if b.problems != nil {
		return nil, newBodyError(b.problems)
	}
	for _, pair := range pairs {
		maps.Copy(pair, shared)
	}
	return pairs, nil
}

type pairsBody struct {
	query    cypher.Query
	problems []graph.Problem
}

func (b *pairsBody) problem(pointer, message string) {
	b.problems = append(b.problems, graph.Problem{Field: fragment(pointer), Message: message})
}

// shared reads the parameters of all pairs.
func (b *pairsBody) shared(object map[string]any) cypher.Args {
	args, names := cypher.Args{}, []string{"pairs"}
	for _, p := range b.query.Params {
		if p.Name != "from" && p.Name != "to" {
			names = append(names, p.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		p, _ := b.query.Param(name)
		switch {
		case !slices.Contains(names, name):
			b.unknown("", name, names)
		case name != "pairs":
			b.text(args, p, object[name])
		}
	}
	b.bind(args)
	return args
}

// bind checks the shared values; the ends are checked pair by pair.
func (b *pairsBody) bind(args cypher.Args) {
	args = maps.Clone(args)
	args["from"], args["to"] = "company:ipgraph:x", "company:ipgraph:y"
	_, err := b.query.Bind(args)
	if ours, ok := asError(err); ok {
		for _, p := range ours.Problems {
			b.problem("/"+p.Field, p.Message)
		}
	}
}

// text turns a JSON value into the text that a parameter takes.
func (b *pairsBody) text(args cypher.Args, p cypher.Param, value any) {
	switch value := value.(type) {
	case nil:
	case json.Number:
		if p.Type == cypher.TypeInt {
			args[p.Name] = value.String()
			return
		}
		b.problem("/"+p.Name, "is a number: write "+p.Expected())
	case string:
		switch {
		case p.Type == cypher.TypeInt:
			b.problem("/"+p.Name, "is a text: write "+p.Expected())
		case value == "":
			b.problem("/"+p.Name, "is empty: leave it out, or write "+p.Expected())
		default:
			args[p.Name] = value
		}
	case []any:
		if !isList(p) {
			b.problem("/"+p.Name, "is a list: write "+p.Expected())
			return
		}
		b.list(args, p, value)
	default:
		b.problem("/"+p.Name, "is "+kindOf(value)+": write "+p.Expected())
	}
}

func (b *pairsBody) list(args cypher.Args, p cypher.Param, items []any) {
	words := make([]string, 0, len(items))
	for i, item := range items {
		word, ok := item.(string)
		if !ok {
			b.problem("/"+p.Name+"/"+strconv.Itoa(i), "is "+kindOf(item)+": write a text")
		}
		words = append(words, word)
	}
	if len(items) == 0 {
		b.problem("/"+p.Name, "names nothing: leave it out, or write "+p.Expected())
	}
	args[p.Name] = strings.Join(words, ",")
}

// pairs reads the ends of each pair.
func (b *pairsBody) pairs(value any) []cypher.Args {
	list, ok := value.([]any)
	switch {
	case value == nil:
		b.problem("/pairs", `is missing: write a list such as [{"from": "Micron", "to": "Futurewei"}]`)
	case !ok:
		b.problem("/pairs", "is "+kindOf(value)+": write a list of pairs")
	case len(list) == 0:
		b.problem("/pairs", "names no pair")
	case len(list) > maxPairs:
		b.problem("/pairs", fmt.Sprintf("has %d pairs, at most %d are allowed: ask in several requests", len(list), maxPairs))
		return nil
	}
	pairs := make([]cypher.Args, 0, len(list))
	for i, item := range list {
		pairs = append(pairs, b.pair("/pairs/"+strconv.Itoa(i), item))
	}
	return pairs
}

func (b *pairsBody) pair(pointer string, value any) cypher.Args {
	object, ok := value.(map[string]any)
	if !ok {
		b.problem(pointer, "is "+kindOf(value)+`: write an object such as {"from": "Micron", "to": "Futurewei"}`)
		return nil
	}
	args, names := cypher.Args{}, []string{"from", "to"}
	for _, name := range names {
		switch text := object[name].(type) {
		case nil:
			b.problem(pointer+"/"+name, "is missing: give an id or a name")
		case string:
			args[name] = text
			if strings.TrimSpace(text) == "" {
				b.problem(pointer+"/"+name, "is empty: give an id or a name")
			}
		default:
			b.problem(pointer+"/"+name, "is "+kindOf(text)+": give an id or a name")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if !slices.Contains(names, name) {
			b.unknown(pointer, name, names)
		}
	}
	return args
}

func (b *pairsBody) unknown(pointer, name string, names []string) {
	message := "is unknown here; the fields are " + strings.Join(names, ", ")
	if near := graph.Nearest(name, names); near != "" {
		message = "is unknown here; did you mean " + near + "?"
	}
	b.problem(child(pointer, name), message)
}

// kindOf names a JSON value for people.
func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "true or false"
	case json.Number:
		return "a number"
	case string:
		return "a text"
	case []any:
		return "a list"
	}
	return "an object"
}
