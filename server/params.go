package server

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"ipgraph/graph"
)

// Bounds of the values for free Cypher.
const (
	maxParamDepth  = 8      // lists and maps in one another
	maxParamValues = 10_000 // values in all
)

// params turns JSON into values of Cypher, within bounds.
type params struct {
	values   int
	problems []graph.Problem
}

func (p *params) add(where, message string) {
	if len(p.problems) < 10 { // of a long list one need not hear every item
		p.problems = append(p.problems, graph.Problem{Field: fragment(where), Message: message})
	}
}

func (p *params) object(m map[string]any, where string, depth int) map[string]any {
	out := make(map[string]any, len(m))
	for name, v := range m {
		if name == "" || len(name) > 64 {
			p.add(where, "a name in it is empty, or longer than 64 bytes")
			continue
		}
		out[name] = p.value(v, child(where, name), depth+1)
	}
	return out
}

func (p *params) value(v any, where string, depth int) any {
	p.values++
	if p.values > maxParamValues {
		if p.values == maxParamValues+1 {
			p.add("/params", fmt.Sprintf("holds more than %d values", maxParamValues))
		}
		return nil
	}
	if depth > maxParamDepth {
		p.add("/params", fmt.Sprintf("has more than %d lists and maps in one another", maxParamDepth))
		return nil
	}
	switch v := v.(type) {
	case json.Number:
		return p.number(v, where)
	case map[string]any:
		return p.object(v, where, depth)
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = p.value(item, where, depth+1)
		}
		return list
	}
	return v // nil, bool, string
}

func (p *params) number(n json.Number, where string) any {
	if whole, err := n.Int64(); err == nil {
		return whole
	}
	f, err := n.Float64()
	if err != nil || math.IsInf(f, 0) || !strings.ContainsAny(n.String(), ".eE") {
		p.add(where, "is too big a number: whole ones have 64 bits")
		return nil
	}
	return f
}
