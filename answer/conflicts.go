package answer

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/prose"
)

// Conflicts are matters about which sources differ, all sides standing together.
type Conflicts struct {
	// Entity is the one that was asked about, if any.
	Entity    *Entity    `json:"entity,omitempty"`
	Conflicts []Conflict `json:"conflicts"`
	Limit     int        `json:"limit"`
	Truncated bool       `json:"truncated"`
	Next      string     `json:"next,omitempty"`
}

// Conflict is one matter with what its sources say.
type Conflict struct {
	// Matter is the key that the statements share: that of an edge, of a fact
	// (f:…), or of a question whom sources name (t:…).
	Matter string `json:"matter"`
	// Title says in words what it is about.
	Title     string          `json:"title"`
	Predicate graph.Predicate `json:"predicate"`
	// Compatible says that all of it can be true at once.
	Compatible  bool                 `json:"compatible"`
	Differences []graph.Disagreement `json:"differences"`
	Statements  []*Statement         `json:"statements"`
	// IndependentSources counts sources that repeat each other, or carry the same
	// agency's report, once.
	IndependentSources int `json:"independent_sources"`
}

// maxAbout is the number of statements about one entity that are compared.
const maxAbout = 2000

// Conflicts answers with the matters about which sources differ. Without an id
// these are all contradictions of the graph, page by page. About one entity they
// are also those differences that leave room for both sides, and those in whom
// the sources name, contradictions first.
func (s Service) Conflicts(ctx context.Context, args cypher.Args) (Conflicts, error) {
	if args["id"] != "" && args["cursor"] != "" {
		return Conflicts{}, &graph.Error{Code: graph.CodeInvalid, Message: "the matters of one entity come on one page",
			Problems: []graph.Problem{{Field: "cursor", Message: "is for all matters: leave out id, or raise limit"}}}
	}
	args, err := openCursor(args)
	if err != nil {
		return Conflicts{}, err
	}
	if args, err = s.WithIDs(ctx, "conflicts", args); err != nil {
		return Conflicts{}, err
	}
	call, err := s.bind("conflicts", args)
	if err != nil {
		return Conflicts{}, err
	}
	out := Conflicts{Conflicts: []Conflict{}, Limit: call.Limit}
	if args["id"] != "" {
		return s.conflictsAbout(ctx, args, out)
	}
	result, err := s.Reader.Ask(ctx, call)
	if err != nil {
		return out, err
	}
	var matters []matter
	for _, row := range result.Rows {
		said, err := graph.Cell[[]any](result, row, "said")
		if err != nil {
			return out, err
		}
		voices, err := voicesIn(said)
		if err != nil {
			return out, err
		}
		key, err := graph.Cell[string](result, row, "matter")
		if err != nil {
			return out, err
		}
		// What contradicts now may not have, on the day asked about.
		if m := (matter{key: key, voices: voices, differences: graph.Differ(statementsIn(voices))}); !m.compatible() {
			matters = append(matters, m)
		}
		out.Next = cursor(key)
	}
	if out.Truncated = result.Truncated; !out.Truncated {
		out.Next = ""
	}
	out.Conflicts, err = s.described(ctx, matters)
	return out, err
}

func (s Service) conflictsAbout(ctx context.Context, args cypher.Args, out Conflicts) (Conflicts, error) {
	entities, err := s.named(ctx, []graph.ID{graph.ID(args["id"])})
	if err != nil {
		return out, err
	}
	out.Entity = &entities[0]
	call, err := s.bind("statements-about", cypher.Args{"id": args["id"], "known": args["known"], "limit": strconv.Itoa(maxAbout)})
	if err != nil {
		return out, err
	}
	result, err := s.Reader.Ask(ctx, call)
	if err != nil {
		return out, err
	}
	var pairs []any
	for _, row := range result.Rows {
		pairs = append(pairs, map[string]any{"statement": row[result.Column("statement")], "source": row[result.Column("source")]})
	}
	voices, err := voicesIn(pairs)
	if err != nil {
		return out, err
	}
	matters := differing(voices)
	out.Truncated = result.Truncated || len(matters) > out.Limit
	out.Conflicts, err = s.described(ctx, matters[:min(len(matters), out.Limit)])
	return out, err
}

// voice is a statement with its source.
type voice struct {
	statement graph.Statement
	shown     *Statement
}

func (v voice) origin() string { return v.shown.Origin }

// voicesIn reads pairs of a statement and its source.
func voicesIn(pairs []any) ([]voice, error) {
	c := newConverter("", "")
	voices := make([]voice, 0, len(pairs))
	for _, p := range pairs {
		m, _ := p.(map[string]any)
		node, _ := m["statement"].(graph.Node)
		source, _ := m["source"].(graph.Node)
		statement, err := graph.StatementFrom(node)
		if err != nil {
			return nil, graph.Errorf(graph.CodeInternal, "the store holds something unexpected").Because(err)
		}
		voices = append(voices, voice{statement, c.statement(node).credit(c.source(source))})
	}
	return voices, c.err
}

func statementsIn(voices []voice) []graph.Statement {
	statements := make([]graph.Statement, len(voices))
	for i, v := range voices {
		statements[i] = v.statement
	}
	return statements
}

// matter is what some voices speak about, and in what they differ.
type matter struct {
	key         string
	open        string // the end at which they name different entities, or ""
	voices      []voice
	differences []graph.Disagreement
}

func (m matter) compatible() bool {
	return !slices.ContainsFunc(m.differences, func(d graph.Disagreement) bool { return !d.Compatible })
}

// differing groups voices by what they are about and keeps the groups that
// differ, contradictions first.
func differing(voices []voice) []matter {
	var found []matter
	for _, m := range grouped(voices, func(v voice) string { return v.statement.Matter() }) {
		if m.differences = graph.Differ(statementsIn(m.voices)); m.differences != nil {
			found = append(found, m)
		}
	}
	for _, open := range []string{graph.AspectFrom, graph.AspectTo} {
		for _, m := range grouped(voices, func(v voice) string {
			if v.statement.Object == "" || !slices.Contains(graph.OpenEnds(v.statement.Predicate), open) {
				return ""
			}
			return v.statement.Topic(open)
		}) {
			m.open = open
			m.differences = graph.DifferAbout(open, statementsIn(m.voices), m.origins())
			if m.differences != nil {
				found = append(found, m)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b matter) int {
		if a.compatible() != b.compatible() {
			if b.compatible() {
				return -1
			}
			return 1
		}
		return cmp.Or(strings.Compare(string(a.voices[0].statement.Predicate), string(b.voices[0].statement.Predicate)), strings.Compare(a.key, b.key))
	})
	return found
}

// grouped puts voices of one key together; those without a key are left out.
func grouped(voices []voice, key func(voice) string) []matter {
	var groups []matter
	at := map[string]int{}
	for _, v := range voices {
		k := key(v)
		if k == "" {
			continue
		}
		i, known := at[k]
		if !known {
			i = len(groups)
			at[k] = i
			groups = append(groups, matter{key: k})
		}
		groups[i].voices = append(groups[i].voices, v)
	}
	return groups
}

// origins gives the origin of each source that speaks.
func (m matter) origins() func(graph.ID) string {
	by := map[graph.ID]string{}
	for _, v := range m.voices {
		by[v.statement.Source] = v.origin()
	}
	return func(id graph.ID) string { return by[id] }
}

// described puts names and titles to matters.
func (s Service) described(ctx context.Context, matters []matter) ([]Conflict, error) {
	var ids []graph.ID
	for _, m := range matters {
		for _, v := range m.voices {
			ids = append(ids, v.statement.Entities()...)
		}
	}
	names, err := s.entitiesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]Conflict, 0, len(matters))
	for _, m := range matters {
		c := Conflict{Matter: m.key, Title: m.title(names), Predicate: m.voices[0].statement.Predicate, Compatible: m.compatible(), Differences: m.differences}
		origins := map[string]bool{}
		for _, v := range m.voices {
			origins[v.origin()] = true
			shown := withEnds(v.shown, names[v.statement.Subject], names[v.statement.Object])
			shown.Sentence = sentenceOf(v.statement, shown, names)
			c.Statements = append(c.Statements, shown)
		}
		c.IndependentSources = len(origins)
		if m.open != "" {
			c.Differences = named(c.Differences, m.open, names)
		}
		list = append(list, c)
	}
	return list, nil
}

// named puts names in place of the ids that stand at the open end.
func named(differences []graph.Disagreement, open string, names map[graph.ID]any) []graph.Disagreement {
	for i, d := range differences {
		if d.Aspect != open {
			continue
		}
		for j, said := range d.Said {
			id, not := strings.CutPrefix(said.Text, "not ")
			text := nameOf(names, graph.ID(id))
			if not {
				text = "not " + text
			}
			differences[i].Said[j].Text = text
		}
	}
	return differences
}

func nameOf(names map[graph.ID]any, id graph.ID) string {
	if e, ok := names[id].(Entity); ok {
		return e.Name
	}
	return string(id)
}

// title says what a matter is about: a relation, a fact, or whom sources name.
func (m matter) title(names map[graph.ID]any) string {
	s := m.voices[0].statement
	name := func(id graph.ID) prose.Name { return prose.Name{ID: id, Text: nameOf(names, id)} }
	tie := prose.Tie{Type: s.Predicate, From: name(s.Subject), To: name(s.Object), Qualifiers: s.Qualifiers}
	switch {
	case m.open == graph.AspectFrom:
		tie.From, tie.To, tie.Reversed = tie.To, prose.Name{ID: s.Subject, Text: "whom"}, true
		return tie.Short() + "?"
	case m.open == graph.AspectTo:
		tie.To = prose.Name{ID: s.Object, Text: "whom"}
		return tie.Short() + "?"
	case s.Object != "":
		return tie.Short()
	}
	return nameOf(names, s.Subject) + ": " + factWords(s)
}

// factWords name a fact by the qualifiers that tell it from others.
func factWords(s graph.Statement) string {
	words := []string{}
	rule, _ := graph.RuleOf(s.Predicate)
	for _, q := range rule.Qualifiers {
		if text := s.Qualifiers[q.Name]; q.Discriminates && text != "" {
			words = append(words, strings.ReplaceAll(text, "_", " "))
		}
	}
	predicate := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(string(s.Predicate), "HAS_"), "_", " "))
	switch {
	case len(words) == 0:
		return predicate
	case s.Predicate == "HAS_FIGURE" || s.Predicate == "HAS_EVENT":
		return strings.Join(words, ", ")
	}
	return predicate + ", " + strings.Join(words, ", ")
}

// entitiesByID reads entities for their names; those that do not exist are left
// out.
func (s Service) entitiesByID(ctx context.Context, ids []graph.ID) (map[graph.ID]any, error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id graph.ID) bool { return id == "" })
	slices.Sort(ids)
	found, err := s.entities(ctx, slices.Compact(ids))
	names := make(map[graph.ID]any, len(found))
	for _, e := range found {
		names[e.ID] = e
	}
	return names, err
}
