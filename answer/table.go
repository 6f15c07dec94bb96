package answer

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Table is the answer to any question of the library.
type Table struct {
	Question string `json:"question"`
	Title    string `json:"title"`
	// Columns names the values of each row, in the order of the question.
	Columns   []string         `json:"columns"`
	Rows      []map[string]any `json:"rows"`
	Limit     int              `json:"limit,omitempty"`
	Truncated bool             `json:"truncated"`
}

// Ask puts the question called name. Where it wants an entity's id, a name
// does, if it is unambiguous.
func (s Service) Ask(ctx context.Context, name string, args cypher.Args) (Table, error) {
	q, err := s.Library.Get(name)
	if err != nil {
		return Table{}, err
	}
	if args, err = s.withIDs(ctx, q, args); err != nil {
		return Table{}, err
	}
	call, err := q.Bind(args)
	if err != nil {
		return Table{}, err
	}
	result, c, err := s.ask(ctx, call)
	if err == nil && len(result.Rows) == 0 {
		err = s.known(ctx, q, call) // nothing about somebody is an answer, nobody is a mistake
	}
	if err != nil {
		return Table{}, err
	}
	table := Table{Question: q.Name, Title: q.Title, Rows: make([]map[string]any, 0, len(result.Rows)), Limit: call.Limit, Truncated: result.Truncated}
	for _, column := range result.Columns {
		if column != "sources" { // they have gone into the citations
			table.Columns = append(table.Columns, column)
		}
	}
	for _, row := range result.Rows {
		out := make(map[string]any, len(row))
		for i, v := range row {
			if result.Columns[i] != "sources" {
				out[result.Columns[i]] = v
			}
		}
		table.Rows = append(table.Rows, out)
	}
	return table, c.err
}

// known is a CodeNotFound error where an entity or source that the question was
// asked about does not exist. Lists of ids are filters: what does not exist is
// left out.
func (s Service) known(ctx context.Context, q cypher.Query, call cypher.Call) error {
	var ids []graph.ID
	for _, p := range q.Params {
		switch v := call.Params[p.Name].(type) {
		case string:
			if p.Type == cypher.TypeID {
				ids = append(ids, graph.ID(v))
			}
		case []string:
			if p.Type == cypher.TypeEntities {
				for _, id := range v {
					ids = append(ids, graph.ID(id))
				}
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := s.named(ctx, ids)
	return err
}

// WithIDs replaces names of entities among the arguments of the question called
// name by their ids.
func (s Service) WithIDs(ctx context.Context, name string, args cypher.Args) (cypher.Args, error) {
	q, err := s.Library.Get(name)
	if err != nil {
		return nil, err
	}
	return s.withIDs(ctx, q, args)
}

// withIDs replaces names of entities by their ids. What is wrong with the other
// arguments is told together with what is wrong with the names.
func (s Service) withIDs(ctx context.Context, q cypher.Query, args cypher.Args) (cypher.Args, error) {
	var failed error
	stand := args // ids that can be bound stand for names that mean nothing
	for _, p := range q.Params {
		text := args[p.Name]
		if text == "" {
			continue
		}
		var ids string
		var err error
		switch p.Type { // the others hold no entity
		case cypher.TypeID:
			var id graph.ID
			id, err = s.Resolve(ctx, p.Name, text, p.Choices...)
			ids = string(id)
		case cypher.TypeEntities:
			ids, err = s.resolveList(ctx, p.Name, text)
		default:
			continue
		}
		if err == nil {
			args, stand = with(args, p.Name, ids), with(stand, p.Name, ids)
			continue
		}
		var ours *graph.Error
		if !errors.As(err, &ours) || ours.Problems == nil {
			return nil, err
		}
		failed = joinErrors(failed, err)
		stand = with(stand, p.Name, "company:ipgraph:x,company:ipgraph:y")
		if p.Type == cypher.TypeID {
			kind := append(slices.Clone(p.Choices), string(graph.Company))[0]
			stand = with(stand, p.Name, kind+":ipgraph:x")
		}
	}
	if failed == nil {
		return args, nil
	}
	_, rest := q.Bind(stand)
	return nil, joinErrors(failed, rest)
}

// resolveList turns names and ids, separated by commas, or by semicolons where
// a name holds a comma, into ids.
func (s Service) resolveList(ctx context.Context, field, text string) (string, error) {
	separator := ","
	if strings.Contains(text, ";") {
		separator = ";"
	}
	var ids []string
	var failed error
	for item := range splitList(text, separator) {
		id, err := s.Resolve(ctx, field, item)
		if err != nil {
			failed = joinErrors(failed, err)
			continue
		}
		if !slices.Contains(ids, string(id)) {
			ids = append(ids, string(id))
		}
	}
	return strings.Join(ids, ","), failed
}

// Graph is an answer to draw: what it names, each once.
type Graph struct {
	Question  string   `json:"question"`
	Title     string   `json:"title"`
	Nodes     []Entity `json:"nodes"`
	Edges     []*Edge  `json:"edges"`
	Limit     int      `json:"limit,omitempty"`
	Truncated bool     `json:"truncated"`
}

// Draw puts the question called name and gives the entities and edges of the
// answer, each once, in the order in which the answer names them. Every edge has
// both its ends among the nodes.
func (s Service) Draw(ctx context.Context, name string, args cypher.Args) (Graph, error) {
	table, err := s.Ask(ctx, name, args)
	if err != nil {
		return Graph{}, err
	}
	d := drawing{Graph: Graph{Question: table.Question, Title: table.Title, Nodes: []Entity{}, Edges: []*Edge{}, Limit: table.Limit, Truncated: table.Truncated},
		nodes: map[graph.ID]bool{}, edges: map[string]bool{}}
	for _, row := range table.Rows {
		for _, column := range table.Columns {
			d.add(row[column])
		}
	}
	return d.Graph, s.addEnds(ctx, &d)
}

// drawing is a Graph and what stands in it already.
type drawing struct {
	Graph
	nodes map[graph.ID]bool
	edges map[string]bool
}

func (d *drawing) add(v any) {
	switch v := v.(type) {
	case Entity:
		if !d.nodes[v.ID] {
			d.nodes[v.ID] = true
			d.Nodes = append(d.Nodes, v)
		}
	case *Edge:
		if v != nil && !d.edges[v.Key] {
			d.edges[v.Key] = true
			d.Edges = append(d.Edges, v)
		}
	case []any:
		for _, item := range v {
			d.add(item)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			d.add(v[name])
		}
	}
}

// addEnds reads the ends of edges that the answer itself does not name.
func (s Service) addEnds(ctx context.Context, d *drawing) error {
	var missing []graph.ID
	for _, e := range d.Edges {
		for _, id := range []graph.ID{e.FromID, e.ToID} {
			if !d.nodes[id] {
				d.nodes[id] = true
				missing = append(missing, id)
			}
		}
	}
	ends, err := s.entities(ctx, missing)
	d.Nodes = append(d.Nodes, ends...)
	return err
}
