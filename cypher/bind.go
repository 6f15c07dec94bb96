package cypher

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Args are the values that a person or program gives, as text.
type Args map[string]string

// Call is a question with its values checked, ready to be asked.
type Call struct {
	Name string
	// Text is the Cypher with literals written in.
	Text string
	// Params are bound by the driver, never written into the text.
	Params map[string]any
	// Literals are the integers that were written into the text.
	Literals map[string]int64
	// Limit is the number of rows wanted; the text asks for one more, to know
	// whether there are more. 0 means no limit.
	Limit int
	Graph bool
}

// Bind checks args against the parameters of q. Every problem is reported at
// once, as a graph.Error with CodeInvalid: unknown names (with the nearest
// known one), missing values, wrong types, values out of bounds.
func (q Query) Bind(args Args) (Call, error) {
	call := Call{Name: q.Name, Params: map[string]any{}, Literals: map[string]int64{}, Graph: q.Graph}
	literals := map[string]string{}
	var problems []graph.Problem
	for _, p := range q.Params {
		text, given := args[p.Name]
		if !given || text == "" {
			text = p.Default
		}
		if text == "" && !p.Optional {
			problems = append(problems, graph.Problem{Field: p.Name, Message: "is missing: " + p.Expected()})
			continue
		}
		value, err := p.value(text)
		if err != nil {
			problems = append(problems, graph.Problem{Field: p.Name, Message: err.Error()})
			continue
		}
		if n, ok := value.(int64); ok && p.Name == "limit" {
			call.Limit = int(n)
		}
		if p.Literal {
			literals[p.Name] = fmt.Sprint(value)
			call.Literals[p.Name], _ = value.(int64)
		} else {
			call.Params[p.Name] = value
		}
	}
	problems = append(problems, q.unknown(args)...)
	if problems != nil {
		return Call{}, &graph.Error{Code: graph.CodeInvalid, Message: "the question " + q.Name + " cannot be asked like this", Problems: problems}
	}
	call.Text = q.substitute(literals)
	return call, nil
}

// KeepCall is a call of a question in keep, whose values come from the program:
// they are bound as they are. Word goes where the file marks a label or type.
func (q Query) KeepCall(word string, params map[string]any) Call {
	for _, p := range q.Params {
		if _, given := params[p.Name]; !given {
			params[p.Name] = nil
		}
	}
	text := q.Text
	if word != "" {
		text = q.WithWord(word)
	}
	return Call{Name: q.Name, Text: text, Params: params}
}

// unknown names the arguments that the question does not take.
func (q Query) unknown(args Args) []graph.Problem {
	var names []string
	for _, p := range q.Params {
		names = append(names, p.Name)
	}
	var problems []graph.Problem
	for name := range args {
		if slices.Contains(names, name) {
			continue
		}
		message := "is not a parameter here"
		if near := graph.Nearest(name, names); near != "" {
			message += "; did you mean " + near + "?"
		} else if len(names) > 0 {
			message += "; the parameters are " + strings.Join(names, ", ")
		}
		problems = append(problems, graph.Problem{Field: name, Message: message})
	}
	slices.SortFunc(problems, func(a, b graph.Problem) int { return strings.Compare(a.Field, b.Field) })
	return problems
}

// Expected says in words what the parameter accepts.
func (p Param) Expected() string {
	switch p.Type {
	case TypeID:
		if len(p.Choices) > 0 {
			return "the id of a " + strings.Join(p.Choices, " or ") + ", such as " + p.Choices[0] + ":ipgraph:example"
		}
		return "an id such as company:ipgraph:acme"
	case TypeSource:
		return "a source's id such as source:ft:2019-06-27"
	case TypeStatement:
		return "a statement's id: s: or r: and 32 hexadecimal digits"
	case TypeIDs:
		return "ids, separated by commas"
	case TypeEntities:
		return fmt.Sprintf("%d to %d different ids, separated by commas", p.Min, p.Max)
	case TypeText:
		return "a text"
	case TypeSearch:
		return "words to look for"
	case TypeInt:
		return fmt.Sprintf("a whole number from %d to %d", p.Min, p.Max)
	case TypeDay:
		return "a day, YYYY-MM-DD"
	case TypeChoice:
		return "one of " + strings.Join(p.Choices, ", ")
	case TypeFamilies:
		return "families, separated by commas, of " + strings.Join(familyNames(), ", ")
	case TypeStatuses:
		return "statuses, separated by commas, of " + strings.Join(statusNames(), ", ")
	}
	return "a value"
}

// maxArgument bounds any argument, in bytes.
const maxArgument = 8 << 10

// value turns text into what the driver binds. An empty text is null.
func (p Param) value(text string) (any, error) {
	if text == "" {
		return nil, nil
	}
	if len(text) > maxArgument {
		return nil, fmt.Errorf("is %d bytes long, at most %d are allowed", len(text), maxArgument)
	}
	switch p.Type {
	case TypeID, TypeSource:
		id, err := graph.ParseID(text)
		wrong := (id.Kind() == graph.SourceKind) != (p.Type == TypeSource) || len(p.Choices) > 0 && !slices.Contains(p.Choices, string(id.Kind()))
		if err == nil && wrong {
			err = fmt.Errorf("%q is not %s", text, p.Expected())
		}
		return string(id), err
	case TypeStatement:
		return p.statement(text)
	case TypeIDs:
		return p.items(text)
	case TypeEntities:
		return p.entities(text)
	case TypeText:
		return text, nil
	case TypeSearch:
		return Lucene(text)
	case TypeInt:
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n < int64(p.Min) || n > int64(p.Max) {
			return nil, fmt.Errorf("%q is not %s", text, p.Expected())
		}
		return n, nil
	case TypeDay:
		return graph.ParseDay(text)
	case TypeChoice:
		return oneOf(text, p.Choices)
	case TypeFamilies:
		return p.words(text, familyNames())
	case TypeStatuses:
		return p.statusCodes(text)
	}
	return nil, fmt.Errorf("has the unknown type %q", p.Type)
}

func (p Param) statement(text string) (any, error) {
	prefix, hash, _ := strings.Cut(text, ":")
	if prefix != "s" && prefix != "r" || len(hash) != 32 || strings.Trim(hash, "0123456789abcdef") != "" {
		return nil, fmt.Errorf("%q is not %s", text, p.Expected())
	}
	return text, nil
}

// items splits a list. A list of nothing is a slip: it would find nothing.
func (p Param) items(text string) ([]string, error) {
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	if items == nil {
		return nil, fmt.Errorf("%q names nothing: write %s", text, p.Expected())
	}
	return items, nil
}

// entities is a list of as many ids as the bounds allow, none of them twice.
func (p Param) entities(text string) ([]string, error) {
	items, err := p.items(text)
	if err != nil {
		return nil, err
	}
	for i, item := range items {
		id, err := graph.ParseID(item)
		if err == nil && id.Kind() == graph.SourceKind {
			err = fmt.Errorf("%q is a source", item)
		}
		if err == nil && slices.Contains(items[:i], item) {
			err = fmt.Errorf("%q is there twice", item)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(items) < p.Min || len(items) > p.Max {
		return nil, fmt.Errorf("has %d, not %s", len(items), p.Expected())
	}
	return items, nil
}

// words is a list of which every item is one of those allowed.
func (p Param) words(text string, allowed []string) ([]string, error) {
	items, err := p.items(text)
	if err != nil {
		return nil, err
	}
	for _, item := range items {
		if _, err := oneOf(item, allowed); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// statusCodes turns statuses into the codes that stand in an edge's state.
func (p Param) statusCodes(text string) ([]string, error) {
	words, err := p.words(text, statusNames())
	if err != nil {
		return nil, err
	}
	codes := make([]string, 0, len(words))
	for _, w := range words {
		codes = append(codes, graph.Status(w).Code())
	}
	return codes, nil
}

func oneOf(text string, allowed []string) (any, error) {
	if slices.Contains(allowed, text) {
		return text, nil
	}
	if near := graph.Nearest(text, allowed); near != "" {
		return nil, fmt.Errorf("%q is unknown; did you mean %s?", text, near)
	}
	return nil, fmt.Errorf("%q is unknown: use %s", text, strings.Join(allowed, ", "))
}

func familyNames() []string {
	var names []string
	for _, f := range graph.Families() {
		names = append(names, string(f))
	}
	return names
}

func statusNames() []string {
	var names []string
	for _, s := range graph.Statuses() {
		names = append(names, string(s))
	}
	return names
}
