package table

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
)

// check lists what is wrong with a mapping by itself, whatever the table holds.
func (m *Mapping) check() []string {
	var problems []string
	if len(m.Queries) == 0 {
		problems = append(problems, "queries: there is none")
	}
	for i, q := range m.Queries {
		at := fmt.Sprintf("queries[%d]", i)
		if len(q.Entities) == 0 {
			problems = append(problems, at+": there are no entities")
		}
		for _, name := range slices.Sorted(maps.Keys(q.Entities)) {
			problems = append(problems, q.Entities[name].check(at+".entities."+name, q)...)
		}
		for n := range q.Statements {
			problems = append(problems, q.Statements[n].check(fmt.Sprintf("%s.statements[%d]", at, n), q)...)
		}
	}
	return problems
}

func (e Entity) check(at string, q Query) []string {
	var problems []string
	add := func(format string, args ...any) { problems = append(problems, at+": "+fmt.Sprintf(format, args...)) }
	switch {
	case (e.Schema == "") == (e.Kind == ""):
		add("write either schema (a word of FollowTheMoney) or kind (a word of this graph)")
	case e.Kind != "" && !e.Kind.Valid():
		add("there is no kind %q: one of %s", e.Kind, kindNames())
	case e.Kind != "" && e.Name == nil:
		add("name is missing: which column names it?")
	case e.Kind != "" && len(e.Properties) > 0:
		add("properties belong to a schema; an entity with a kind has name, aliases, about and ids")
	case e.Schema != "" && (e.Name != nil || e.Aliases != nil || e.About != nil || e.IDs != nil || e.Scheme != ""):
		add("name, aliases, about, ids and scheme belong to a kind; an entity with a schema has properties")
	}
	if len(e.keys()) == 0 && e.KeyLiteral == "" && e.IDColumn == "" {
		add("keys are missing: which columns tell one from another?")
	}
	for _, name := range slices.Sorted(maps.Keys(e.Properties)) {
		if other := e.Properties[name].Entity; other != "" {
			if _, known := q.Entities[other]; !known {
				problems = append(problems, fmt.Sprintf("%s.properties.%s: there is no entity %q in this query", at, name, other))
			}
		}
	}
	return problems
}

func (s Statement) check(at string, q Query) []string {
	var problems []string
	add := func(format string, args ...any) { problems = append(problems, at+": "+fmt.Sprintf(format, args...)) }
	rule, known := graph.RuleOf(s.Predicate)
	if !known {
		add("there is no predicate %q%s", s.Predicate, nearest(string(s.Predicate)))
	}
	for _, end := range [][2]string{{"subject", s.Subject}, {"object", s.Object}} {
		e, there := q.Entities[end[1]]
		switch {
		case end[1] == "" && end[0] == "object" && (!known || len(rule.To) == 0 || rule.ObjectOptional):
		case end[1] == "":
			add("%s is missing: the name of an entity of this query", end[0])
		case !there:
			add("%s: there is no entity %q in this query", end[0], end[1])
		case e.Kind == "":
			add("%s: %q has a schema; a statement joins entities that have a kind", end[0], end[1])
		}
	}
	if s.Amount != nil && s.Amount.Kind == "" {
		add("amount.kind is missing: demanded, offered, awarded, paid, invested or revenue")
	}
	if s.Amount != nil && s.Amount.Currency.IsZero() {
		add("amount.currency is missing: {literal: USD}, or a column")
	}
	for _, name := range slices.Sorted(maps.Keys(s.Qualifiers)) {
		if _, ok := rule.QualifierNamed(name); known && !ok {
			add("%s has no qualifier %q", s.Predicate, name)
		}
	}
	return problems
}

func nearest(predicate string) string {
	var names []string
	for _, r := range graph.Rules() {
		names = append(names, string(r.Predicate))
	}
	if near := graph.Nearest(predicate, names); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

func kindNames() string {
	var names []string
	for _, k := range graph.Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// columns lists every column that the mapping names, sorted.
func (m *Mapping) columns() []string {
	seen := map[string]bool{}
	add := func(names ...string) {
		for _, n := range names {
			if n != "" {
				seen[n] = true
			}
		}
	}
	value := func(v *Value) {
		if v == nil {
			return
		}
		add(v.Column)
		add(v.Columns...)
		for _, match := range placeholder.FindAllStringSubmatch(v.Template, -1) {
			add(match[1])
		}
	}
	for _, q := range m.Queries {
		add(slices.Collect(maps.Keys(q.Filters))...)
		add(slices.Collect(maps.Keys(q.FiltersNot))...)
		for _, e := range q.Entities {
			add(e.keys()...)
			add(e.IDColumn)
			value(e.Name)
			value(e.Aliases)
			value(e.About)
			for _, v := range e.Properties {
				value(&v)
			}
			for _, v := range e.IDs {
				value(&v)
			}
		}
		for _, s := range q.Statements {
			s.values(value)
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// values calls each with every value of the statement.
func (s Statement) values(each func(*Value)) {
	if s.Value != nil {
		each(&s.Value.Value)
	}
	if s.Amount != nil {
		each(&s.Amount.Value)
		each(&s.Amount.Currency)
	}
	if s.Valid != nil {
		each(&s.Valid.Value)
		each(s.Valid.From)
		each(s.Valid.To)
	}
	each(s.ReportedOn)
	for _, v := range s.Qualifiers {
		each(&v)
	}
}
