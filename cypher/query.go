package cypher

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Query is a question as its file gives it.
type Query struct {
	// Name is the file's name without its ending.
	Name string
	// Theme is the folder in which a question that can be asked stands.
	Theme string
	// Title and About say in plain words what is asked.
	Title, About string
	Params       []Param
	// Graph says that the answer holds nodes and relationships to draw.
	Graph bool
	// Example is a call that works on the demonstration dossier, as
	// "name=value" pairs separated by blanks ("+" stands for a blank).
	Example string
	// Needs is a label: a step of a derivation has nothing to do where no node
	// carries it. "" is a step that always has.
	Needs string
	// Track names the steps of a derivation that run one after the other; those
	// of different tracks change different nodes and run at the same time.
	Track string
	// Scope says which loads need a step of a derivation: "" is all, "whole" those that took
	// something away or are derived from anew for another reason, "sources" those and the ones
	// that wrote sources.
	Scope string
	// Text is the Cypher after the header. It runs as it stands in Neo4j
	// Browser once the parameters are set.
	Text string
}

// The scopes of a step that not every load needs.
const (
	ScopeWhole   = "whole"
	ScopeSources = "sources"
)

// Param is a parameter that a question takes.
type Param struct {
	Name string
	Type Type
	// Choices are what a TypeChoice may be; of a TypeID they are the kinds of
	// entity that the question is about, all kinds where there are none.
	Choices  []string
	Default  string
	Optional bool
	// Min and Max bound a number (TypeInt), or how many there are
	// (TypeEntities).
	Min, Max int
	About    string
	// Literal parameters are integers that Cypher does not take as a
	// parameter: they are checked and written into the text.
	Literal bool
}

// Type is the type of a parameter.
type Type string

// The types of parameters.
const (
	TypeID        Type = "id"        // an entity's id
	TypeSource    Type = "source"    // a source's id
	TypeStatement Type = "statement" // a statement's id
	TypeIDs       Type = "ids"       // ids of any sort, separated by commas
	TypeEntities  Type = "entities"  // ids of min to max entities, separated by commas
	TypeText      Type = "text"
	TypeSearch    Type = "search" // words to look up in names
	TypeInt       Type = "int"
	TypeDay       Type = "day" // YYYY-MM-DD
	TypeChoice    Type = "choice"
	TypeFamilies  Type = "families" // families of edges, separated by commas
	TypeStatuses  Type = "statuses" // statuses, separated by commas; bound as their codes
)

var types = []Type{
	TypeID, TypeSource, TypeStatement, TypeIDs, TypeEntities, TypeText, TypeSearch,
	TypeInt, TypeDay, TypeChoice, TypeFamilies, TypeStatuses,
}

// Param is the parameter called name, and whether there is one.
func (q Query) Param(name string) (Param, bool) {
	for _, p := range q.Params {
		if p.Name == name {
			return p, true
		}
	}
	return Param{}, false
}

// ExampleArgs are the arguments of the example.
func (q Query) ExampleArgs() Args {
	args := Args{}
	for pair := range strings.FieldsSeq(q.Example) {
		name, value, _ := strings.Cut(pair, "=")
		args[name] = strings.ReplaceAll(value, "+", " ")
	}
	return args
}

// Parse reads a question: a header of comment lines and the Cypher after it.
//
//	// title: Chains between two entities
//	// about: What joins them, hop by hop.
//	// param: from id -- where the chain starts
//	// param: limit int = 50 min 1 max 500 -- how many rows
//	// literal: hops int = 6 min 1 max 6 -- how long a chain may be
//	// answer: graph
//	// example: from=company:ipgraph:acme
func Parse(name, text string) (Query, error) {
	q := Query{Name: name}
	var errs []error
	lines := strings.Split(text, "\n")
	n := 0
	for ; n < len(lines) && strings.HasPrefix(lines[n], "//"); n++ {
		if err := q.header(strings.TrimSpace(lines[n][2:])); err != nil {
			errs = append(errs, fmt.Errorf("line %d: %w", n+1, err))
		}
	}
	q.Text = strings.TrimSpace(strings.Join(lines[n:], "\n"))
	if q.Title == "" {
		errs = append(errs, errors.New("the header has no title"))
	}
	if q.Text == "" {
		errs = append(errs, errors.New("there is no Cypher after the header"))
	}
	errs = append(errs, q.checkUse()...)
	return q, errors.Join(errs...)
}

func (q *Query) header(line string) error {
	key, value, ok := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	if !ok || strings.Contains(key, " ") {
		q.About = strings.TrimSpace(q.About + " " + line) // about goes on
		return nil
	}
	switch key {
	case "title":
		q.Title = value
	case "about":
		q.About = value
	case "param", "literal":
		p, err := parseParam(value)
		if err == nil {
			p.Literal = key == "literal"
			err = q.checkParam(p)
		}
		q.Params = append(q.Params, p)
		return err
	case "answer":
		q.Graph = value == "graph"
		if !q.Graph && value != "table" {
			return fmt.Errorf("answer %q: write graph or table", value)
		}
	case "example":
		q.Example = value
	case "needs":
		q.Needs = value
	case "track":
		q.Track = value
	case "scope":
		q.Scope = value
		if value != ScopeWhole && value != ScopeSources {
			return fmt.Errorf("scope %q: write %s or %s", value, ScopeWhole, ScopeSources)
		}
	default:
		return fmt.Errorf("unknown header %q", key)
	}
	return nil
}

// checkParam refuses what could never be asked, or not safely: a literal is
// written into the text, so it is a whole number and nothing else.
func (q *Query) checkParam(p Param) error {
	_, twice := q.Param(p.Name)
	switch {
	case twice:
		return fmt.Errorf("param %s: is there twice", p.Name)
	case p.Type == TypeInt && p.Min > p.Max:
		return fmt.Errorf("param %s: min is above max", p.Name)
	case p.Literal && p.Type != TypeInt:
		return fmt.Errorf("literal %s: only an int is written into the text", p.Name)
	case p.Literal && p.Optional && p.Default == "":
		return fmt.Errorf("literal %s: an optional one needs a default", p.Name)
	}
	if _, err := p.value(p.Default); err != nil {
		return fmt.Errorf("param %s: the default %w", p.Name, err)
	}
	return nil
}

// parseParam reads "limit int = 50 min 1 max 500 -- how many rows".
func parseParam(s string) (Param, error) {
	spec, about, _ := strings.Cut(s, "--")
	fields := strings.Fields(spec)
	if len(fields) < 2 {
		return Param{}, fmt.Errorf("param %q: write a name and a type", s)
	}
	if strings.Trim(fields[0], "abcdefghijklmnopqrstuvwxyz_") != "" {
		return Param{}, fmt.Errorf("param %q: a name is made of lower-case letters and underscores", fields[0])
	}
	p := Param{Name: fields[0], About: strings.TrimSpace(about)}
	kind, choices, isChoice := strings.Cut(fields[1], "(")
	p.Type = Type(kind)
	choices, closed := strings.CutSuffix(choices, ")")
	if isChoice {
		p.Choices = strings.Split(choices, "|")
	}
	unknownKind := p.Type == TypeID && slices.ContainsFunc(p.Choices, func(k string) bool { return !graph.Kind(k).Valid() })
	if !slices.Contains(types, p.Type) || unknownKind || isChoice != (p.Type == TypeChoice) && p.Type != TypeID || isChoice != closed || slices.Contains(p.Choices, "") {
		return p, fmt.Errorf("param %s: unknown type %q", p.Name, fields[1])
	}
	for rest := fields[2:]; len(rest) > 0; {
		switch {
		case rest[0] == "optional":
			p.Optional, rest = true, rest[1:]
			continue
		case len(rest) < 2:
			return p, fmt.Errorf("param %s: %q needs a value", p.Name, rest[0])
		case rest[0] == "=":
			p.Default, p.Optional = rest[1], true
		case rest[0] == "min" || rest[0] == "max":
			n, err := strconv.Atoi(rest[1])
			if err != nil {
				return p, fmt.Errorf("param %s: %s %q is not a number", p.Name, rest[0], rest[1])
			}
			if rest[0] == "min" {
				p.Min = n
			} else {
				p.Max = n
			}
		default:
			return p, fmt.Errorf("param %s: unknown word %q", p.Name, rest[0])
		}
		rest = rest[2:]
	}
	if (p.Type == TypeInt || p.Type == TypeEntities) && p.Max == 0 {
		return p, fmt.Errorf("param %s: a number needs a max", p.Name)
	}
	return p, nil
}

var (
	paramUse = regexp.MustCompile(`\$([a-z_]+)`)
	// marker is where a checked word or integer goes, beside the one that
	// makes the file run as it stands: /*hops*/6, /*limit+1*/4, /*word*/SUED.
	marker = regexp.MustCompile(`/\*([a-z_]+)(\+1)?\*/(\w+)`)
)

// provided are the parameters of writes and derivations, which the loader
// gives; they are not declared.
var provided = []string{"rows", "now", "dossier", "dossiers", "hub_degree", "hubs", "entities", "edges", "batch", "load", "leaving"}

// checkUse compares the parameters that the text uses with the declared ones.
func (q *Query) checkUse() []error {
	var errs []error
	used := map[string]bool{}
	for _, m := range paramUse.FindAllStringSubmatch(q.Text, -1) {
		used[m[1]] = true
	}
	for _, m := range marker.FindAllStringSubmatch(q.Text, -1) {
		used[m[1]] = true
	}
	for _, p := range q.Params {
		if !used[p.Name] {
			errs = append(errs, fmt.Errorf("parameter %s is declared and never used", p.Name))
		}
		delete(used, p.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		if name != "word" && name != "name" && !slices.Contains(provided, name) {
			errs = append(errs, fmt.Errorf("parameter %s is used and not declared", name))
		}
	}
	return errs
}

// WithWord writes a label or relationship type of a closed list at the places
// marked /*word*/, and the name of its constraint where marked /*name*/.
func (q Query) WithWord(word string) string {
	return q.substitute(map[string]string{"word": word, "name": "edge_key_" + strings.ToLower(word)})
}

func (q Query) substitute(values map[string]string) string {
	return marker.ReplaceAllStringFunc(q.Text, func(m string) string {
		parts := marker.FindStringSubmatch(m)
		value, ok := values[parts[1]]
		if !ok {
			return m
		}
		if parts[2] != "" {
			if n, err := strconv.Atoi(value); err == nil {
				value = strconv.Itoa(n + 1)
			}
		}
		return value
	})
}
