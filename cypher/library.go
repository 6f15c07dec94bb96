// Package cypher keeps the questions, each in a file of its own, and turns the
// parameters that a person or program gives into values that the database is
// asked with. Cypher is never built from fragments: the only substitutions are
// checked integers and words of closed lists, at places the file marks.
package cypher

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"ipgraph/graph"
)

//go:embed schema/*.cypher write/*.cypher derive/*.cypher keep/*.cypher ask/*/*.cypher
var files embed.FS

// Library is every question, read once and checked.
type Library struct {
	ask, write, keep map[string]Query
	schema, derive   []Query
}

// Load reads the questions that are built into the program.
func Load() (*Library, error) { return LoadFrom(files) }

// LoadFrom reads the questions from the folders schema, write, derive, keep
// and ask of fsys; in ask each theme has a folder. Every problem of every file
// is reported.
func LoadFrom(fsys fs.FS) (*Library, error) {
	lib := &Library{ask: map[string]Query{}, write: map[string]Query{}, keep: map[string]Query{}}
	var problems []string
	for _, pattern := range []string{"schema/*", "write/*", "derive/*", "keep/*", "ask/*/*"} {
		names, err := fs.Glob(fsys, pattern+".cypher")
		if err != nil {
			return nil, fmt.Errorf("questions in %s: %w", pattern, err)
		}
		slices.Sort(names)
		for _, name := range names {
			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("question %s: %w", name, err)
			}
			q, err := Parse(strings.TrimSuffix(path.Base(name), ".cypher"), string(text))
			if err == nil {
				err = lib.add(path.Dir(name), q)
			}
			if err != nil {
				problems = append(problems, fmt.Sprintf("%s: %v", name, err))
			}
		}
	}
	if problems != nil {
		return nil, fmt.Errorf("questions that cannot be read:\n%s", strings.Join(problems, "\n"))
	}
	return lib, nil
}

// add files a question under its folder. Questions that can be asked have
// names of their own, whatever their theme: a name is an address.
func (l *Library) add(dir string, q Query) error {
	switch dir {
	case "write":
		l.write[q.Name] = q
	case "keep":
		l.keep[q.Name] = q
	case "schema":
		l.schema = append(l.schema, q)
	case "derive":
		l.derive = append(l.derive, q)
	default:
		q.Theme = strings.TrimPrefix(dir, "ask/")
		if other, taken := l.ask[q.Name]; taken {
			return fmt.Errorf("the theme %s has a question of this name", other.Theme)
		}
		if !slices.ContainsFunc(Themes(), func(t Theme) bool { return t.Name == q.Theme }) {
			return fmt.Errorf("there is no theme %q: add it to Themes", q.Theme)
		}
		l.ask[q.Name] = q
	}
	return nil
}

// Theme is a group of questions: a folder of ask.
type Theme struct {
	// Name is that of the folder.
	Name string
	// Title and About say in plain words what the questions are about.
	Title, About string
}

// Themes lists the themes in the order in which they are shown.
func Themes() []Theme {
	return []Theme{
		{"lookup", "Find and look up", "Entities by name or id, and what each is joined to."},
		{"paths", "Connections", "Chains between two entities or several, cycles, and who is connected most."},
		{"licences", "Licences and royalties", "Who has a licence with whom, in which direction if any is stated, and who asked whom to pay."},
		{"disputes", "Lawsuits and verdicts", "Who sued whom, where, before whom, over what, and how it ended for each party."},
		{"money", "Investors and money", "Who put money into whom, and sums by kind and currency, never mixed."},
		{"people", "People", "Founders, officers and counsel, and where they were before."},
		{"companies", "Corporate families", "Parents and subsidiaries: each stays a legal person of its own."},
		{"patents", "Patents", "Which patents are asserted, owned, assigned and pledged."},
		{"policy", "Laws and policy", "Laws and measures, who put them forward, and at whom they are aimed."},
		{"evidence", "Sources and evidence", "Who says so: statements, sources, contradictions, and what is missing."},
	}
}

// Questions lists what can be asked, by theme in the order of Themes and then
// by name.
func (l *Library) Questions() []Query {
	place := map[string]int{}
	for i, t := range Themes() {
		place[t.Name] = i
	}
	questions := make([]Query, 0, len(l.ask))
	for _, q := range l.ask {
		questions = append(questions, q)
	}
	slices.SortFunc(questions, func(a, b Query) int {
		return cmp.Or(cmp.Compare(place[a.Theme], place[b.Theme]), strings.Compare(a.Name, b.Name))
	})
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
	return Query{}, graph.Errorf(graph.CodeNotFound, "there is no question %q: ipgraph ask and /v1/questions list all of them", name)
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
