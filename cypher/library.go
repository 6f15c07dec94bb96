// Package cypher keeps the questions, each in a file of its own, and turns the
// parameters that a person or program gives into values that the database is
// asked with. Cypher is never built from fragments: the only substitutions are
// checked integers and words of closed lists, at places the file marks.
package cypher

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"ipgraph/graph"
)

//go:embed schema/*.cypher write/*.cypher derive/*.cypher keep/*.cypher ask/*.cypher
var files embed.FS

// Library is every question, read once and checked.
type Library struct {
	ask, write, keep map[string]Query
	schema, derive   []Query
}

// Load reads the questions that are built into the program.
func Load() (*Library, error) { return LoadFrom(files) }

// LoadFrom reads the questions from the folders schema, write, derive, keep
// and ask of fsys. Every problem of every file is reported.
func LoadFrom(fsys fs.FS) (*Library, error) {
	lib := &Library{ask: map[string]Query{}, write: map[string]Query{}, keep: map[string]Query{}}
	var problems []string
	for _, dir := range []string{"schema", "write", "derive", "keep", "ask"} {
		names, err := fs.Glob(fsys, dir+"/*.cypher")
		if err != nil {
			return nil, fmt.Errorf("questions in %s: %w", dir, err)
		}
		slices.Sort(names)
		for _, name := range names {
			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("question %s: %w", name, err)
			}
			q, err := Parse(strings.TrimSuffix(path.Base(name), ".cypher"), string(text))
			if err != nil {
				problems = append(problems, fmt.Sprintf("%s: %v", name, err))
				continue
			}
			lib.add(dir, q)
		}
	}
	if problems != nil {
		return nil, fmt.Errorf("questions that cannot be read:\n%s", strings.Join(problems, "\n"))
	}
	return lib, nil
}

func (l *Library) add(dir string, q Query) {
	switch dir {
	case "ask":
		l.ask[q.Name] = q
	case "write":
		l.write[q.Name] = q
	case "keep":
		l.keep[q.Name] = q
	case "schema":
		l.schema = append(l.schema, q)
	case "derive":
		l.derive = append(l.derive, q)
	}
}

// Questions lists what can be asked, by name.
func (l *Library) Questions() []Query {
	questions := make([]Query, 0, len(l.ask))
	for _, q := range l.ask {
		questions = append(questions, q)
	}
	slices.SortFunc(questions, func(a, b Query) int { return strings.Compare(a.Name, b.Name) })
	return questions
}

// Get is the question called name, or a graph.Error with CodeNotFound that
// names the nearest one.
func (l *Library) Get(name string) (Query, error) {
	q, ok := l.ask[name]
	if ok {
		return q, nil
	}
	var names []string
	for _, known := range l.Questions() {
		names = append(names, known.Name)
	}
	if near := graph.Nearest(name, names); near != "" {
		return Query{}, graph.Errorf(graph.CodeNotFound, "there is no question %q; did you mean %s?", name, near)
	}
	return Query{}, graph.Errorf(graph.CodeNotFound, "there is no question %q; the questions are %s", name, strings.Join(names, ", "))
}

// Write is the file of a write, and whether there is one.
func (l *Library) Write(name string) (Query, bool) {
	q, ok := l.write[name]
	return q, ok
}

// Keep is a question that loads and exports ask for themselves; nobody else
// does. An unknown name is a mistake in the program.
func (l *Library) Keep(name string) (Query, error) {
	q, ok := l.keep[name]
	if !ok {
		return Query{}, fmt.Errorf("there is no file keep/%s.cypher", name)
	}
	return q, nil
}

// Schema lists the constraints and indexes in the order of their files, one
// statement each.
func (l *Library) Schema() []string {
	var statements []string
	for _, q := range l.schema {
		for statement := range strings.SplitSeq(q.Text, ";") {
			if s := strings.TrimSpace(statement); s != "" {
				statements = append(statements, s)
			}
		}
	}
	return statements
}

// Derive lists what is computed after a load, in the order of the files.
func (l *Library) Derive() []Query { return slices.Clone(l.derive) }
