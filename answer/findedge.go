package answer

import (
	"context"
	"slices"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// findEdge finds an edge by its key, with the statements about it: those that are
// projected to it, those about both parties of a shortcut, or the register record
// that it is.
func (s Service) findEdge(ctx context.Context, args cypher.Args) (*foundEdge, error) {
	call, err := EdgeQuestion().Bind(args)
	if err != nil {
		return nil, err
	}
	f := &foundEdge{project: graph.ProjectEdge, converter: newConverter("", ""), listed: []*Statement{}}
	f.key, _ = call.Params["key"].(string)
	f.known, _ = call.Params["known"].(string)
	f.converter.known = f.known
	if !graph.IsEdgeKey(f.key) {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: "that is no key of an edge",
			Problems: []graph.Problem{{Field: "key", Message: "write e: and 32 hexadecimal digits, as answers give it"}}}
	}
	stated, err := s.keep(ctx, "statement-of-edge", "", map[string]any{"key": f.key})
	if err != nil {
		return nil, err
	}
	var edge *graph.Edge
	if len(stated.Rows) > 0 {
		edge, err = s.statedEdge(ctx, f, stated)
	} else {
		edge, err = s.unstatedEdge(ctx, f)
	}
	if err != nil {
		return nil, err
	}
	return f, s.gather(ctx, f, edge)
}

// statedEdge looks between the ends that a statement names. The edge is nil where it
// is not there any more.
func (s Service) statedEdge(ctx context.Context, f *foundEdge, stated graph.Result) (*graph.Edge, error) {
	var words [3]string
	for i, column := range []string{"type", "subject", "object"} {
		var err error
		if words[i], err = graph.Cell[string](stated, stated.Rows[0], column); err != nil {
			return nil, err
		}
	}
	f.kind = graph.Predicate(words[0])
	from, to := graph.ID(words[1]), graph.ID(words[2])
	if rule, _ := graph.RuleOf(f.kind); rule.Symmetric && from > to {
		from, to = to, from
	}
	ends, err := s.named(ctx, []graph.ID{from, to})
	if err != nil {
		return nil, err
	}
	f.from, f.to = ends[0], ends[1]
	return s.edgeIn(ctx, f, "edge-between", map[string]any{"from": string(from), "to": string(to), "key": f.key})
}

// unstatedEdge looks for a shortcut or a register record, type by type: types with
// many edges have an index on the key. Those of shortcuts come first.
func (s Service) unstatedEdge(ctx context.Context, f *foundEdge) (*graph.Edge, error) {
	derived := graph.ShortcutTypes()
	others := slices.DeleteFunc(graph.EdgeTypes(), func(t graph.Predicate) bool { return slices.Contains(derived, t) })
	for _, t := range slices.Concat(derived, others) {
		f.kind = t
		edge, err := s.edgeIn(ctx, f, "edge-by-key", map[string]any{"key": f.key})
		if err != nil || edge != nil {
			return edge, err
		}
	}
	return nil, graph.Errorf(graph.CodeNotFound, "there is no edge %s", f.key)
}

// edgeIn asks for the edge among those of its type.
func (s Service) edgeIn(ctx context.Context, f *foundEdge, question string, params map[string]any) (*graph.Edge, error) {
	result, err := s.keep(ctx, question, string(f.kind), params)
	if err != nil || len(result.Rows) == 0 {
		return nil, err
	}
	row := result.Rows[0]
	relationship, err := graph.Cell[graph.Relationship](result, row, "edge")
	if err != nil {
		return nil, err
	}
	edge, err := graph.EdgeFrom(relationship)
	if err != nil {
		return nil, err
	}
	from, err := graph.Cell[graph.Node](result, row, "from")
	if err != nil {
		return nil, err
	}
	to, err := graph.Cell[graph.Node](result, row, "to")
	if err != nil {
		return nil, err
	}
	f.from, f.to = f.converter.entity(from), f.converter.entity(to)
	f.recordLoad, _ = relationship.Properties["load"].(string)
	return &edge, nil
}

// gather reads the statements. Of a register record the edge itself is the
// statement.
func (s Service) gather(ctx context.Context, f *foundEdge, edge *graph.Edge) error {
	d := differ{service: s}
	switch {
	case edge != nil && edge.Record:
		record, err := edge.RecordStatement()
		if err != nil {
			return err
		}
		f.add([]member{{record, graph.Recording{Load: f.recordLoad, Changed: f.recordLoad}}}, func(*member) bool { return true })
		return nil
	case edge != nil && edge.Derived:
		f.project = graph.ProjectShortcuts
		members, _, err := d.members(ctx, "all-of-arrangements", map[string]any{"ids": []string{string(edge.Arrangement())}})
		f.add(members, func(m *member) bool { return m.Subject == f.from.ID || m.Subject == f.to.ID })
		return err
	}
	members, _, err := d.members(ctx, "all-of-edges", map[string]any{"ids": []string{f.key}})
	f.add(members, func(*member) bool { return true })
	return err
}
