package answer

import (
	"slices"

	"ipgraph/graph"
)

// converter turns values of the database into the types of answers. It
// remembers the edges, to finish them when all sources are known.
type converter struct {
	// known and on are the days that were asked for, or "".
	known, on string
	sources   map[graph.ID]Source
	edges     []pending
	err       error
}

// pending is an edge that is not written out yet.
type pending struct {
	edge graph.Edge
	out  *Edge
	// independent counts the sources of an edge that does not cite all of them.
	independent int
}

func newConverter(known, on string) *converter {
	return &converter{known: known, on: on, sources: map[graph.ID]Source{}}
}

func (c *converter) fail(err error) {
	if err != nil && c.err == nil {
		c.err = graph.Errorf(graph.CodeInternal, "the store holds something unexpected").Because(err)
	}
}

// value converts any value of a result.
func (c *converter) value(v any) any {
	switch v := v.(type) {
	case graph.Node:
		return c.node(v)
	case graph.Relationship:
		return c.edge(v)
	case graph.Path:
		return c.chain(v)
	case map[string]any:
		if _, isMoney := v["money_kind"]; isMoney {
			return c.money(v)
		}
	}
	return nested(v, c.value)
}

// nested converts what lies in a list or a map; other values stay as they are.
func nested(v any, convert func(any) any) any {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = convert(item)
		}
		return list
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, item := range v {
			m[k] = convert(item)
		}
		return m
	}
	return v
}

// money reads an amount that a question put together, with the names that
// amounts have in the store.
func (c *converter) money(v map[string]any) any {
	m, err := graph.MoneyFrom(v)
	c.fail(err)
	return amountOf(m)
}

func (c *converter) node(n graph.Node) any {
	switch {
	case slices.Contains(n.Labels, "Source"):
		return c.source(n)
	case slices.Contains(n.Labels, "Statement"):
		return c.statement(n)
	case slices.Contains(n.Labels, "Entity"):
		return c.entity(n)
	}
	return n.Properties
}

func (c *converter) entity(n graph.Node) Entity {
	e, err := graph.EntityFrom(n)
	c.fail(err)
	hub := slices.Contains(n.Labels, "Hub")
	var degree int64
	if hub {
		degree, _ = n.Properties["degree"].(int64)
	}
	return Entity{ID: e.ID, Name: e.Name, Kind: e.ID.Kind(), Aliases: e.Aliases, About: e.About,
		Investor: slices.Contains(n.Labels, "Investor"), Hub: hub, Degree: degree}
}

func (c *converter) source(n graph.Node) Source {
	s, err := graph.SourceFrom(n)
	c.fail(err)
	out := Source{ID: s.ID, Title: s.Title, Publisher: s.Publisher, Published: s.Published.String(), URL: s.URL,
		Retrieved: s.Retrieved.String(), SHA256: s.SHA256, Agency: s.Agency, Repeats: s.Repeats}
	if out.Origin, _ = n.Properties["origin"].(string); out.Origin == "" {
		out.Origin = string(s.ID)
	}
	c.sources[s.ID] = out
	return out
}

func (c *converter) statement(n graph.Node) *Statement {
	s, err := graph.StatementFrom(n)
	c.fail(err)
	out := statementOf(s)
	out.Holds = c.holds(s.Extent().MayHoldOn(c.on))
	return out
}

func statementOf(s graph.Statement) *Statement {
	return &Statement{ID: s.ID, SubjectID: s.Subject, Predicate: s.Predicate, ObjectID: s.Object, Value: valueOf(s.Value), Amount: amountOf(s.Amount),
		Qualifiers: s.Qualifiers, Status: s.Status, Polarity: !s.Negated, Valid: s.Valid.String(), ReportedOn: s.ReportedOn.String(),
		AssertedBy: s.AssertedBy, Source: s.Source, Locator: s.Locator, Quote: s.Quote, Note: s.Note, Review: s.Review, Rank: s.Rank,
		Confidence: s.Confidence, WithdrawnAt: s.WithdrawnAt,
		Supersedes: s.Supersedes, SupersededBy: s.SupersededBy, SupersededOn: s.SupersededOn, EdgeKey: s.EdgeKey()}
}

// credit fills in what is known of the statement's source.
func (s *Statement) credit(o Source) *Statement {
	s.Publisher, s.Published, s.Title, s.URL, s.Origin = o.Publisher, o.Published, o.Title, o.URL, o.Origin
	return s
}

func (c *converter) edge(r graph.Relationship) *Edge {
	e, err := graph.EdgeFrom(r)
	c.fail(err)
	out := &Edge{}
	c.edges = append(c.edges, pending{edge: e, out: out})
	return out
}

func (c *converter) chain(p graph.Path) Chain {
	chain := Chain{Hops: make([]Hop, 0, len(p.Relationships))}
	for i, r := range p.Relationships {
		if i+1 >= len(p.Nodes) {
			break
		}
		from, to := c.entity(p.Nodes[i]), c.entity(p.Nodes[i+1])
		chain.Hops = append(chain.Hops, Hop{From: from, Edge: c.edge(r), Reversed: r.From != from.ID, To: to})
	}
	return chain
}

// holds says whether something that may hold on the day asked for certainly
// does, or nothing when no day was asked for.
func (c *converter) holds(_, certain bool) string {
	switch {
	case c.on == "":
		return ""
	case certain:
		return "yes"
	}
	return "possibly"
}

// finish writes an edge out, with the sources that were met on the way.
func (c *converter) finish(p pending) {
	e, out := p.edge, p.out
	*out = Edge{Key: e.Key, Type: e.Type, FromID: e.From, ToID: e.To, Family: e.Family, Status: e.Status, Polarity: !e.Negated, Disputed: e.Disputed, Derived: e.Derived, Gone: e.Gone,
		Qualifiers: e.Qualifiers, Valid: e.Valid.String(), ValidFrom: e.Valid.From(), FirstReported: e.FirstReported, Amount: amountOf(e.Amount), Value: valueOf(e.Value),
		Citations: make([]Citation, 0, len(e.Citations)), Statements: e.StatementCount, Holds: c.holds(e.MayHoldOn(c.on)), IndependentSources: p.independent}
	if rule, _ := graph.RuleOf(e.Type); !rule.Event || e.Valid.IsInterval() {
		out.ValidTo = e.Valid.To()
	}
	if p.independent == 0 {
		out.IndependentSources = c.origins(e.Citations)
	}
	for _, cited := range e.Citations {
		o := c.sources[cited.Source]
		citation := Citation{Statement: cited.Statement, Source: cited.Source, Title: o.Title, Publisher: o.Publisher,
			Published: o.Published, URL: o.URL, Locator: cited.Locator, Reported: cited.Reported, Origin: o.Origin}
		if e.Record {
			citation.Statement = ""
		}
		out.Citations = append(out.Citations, citation)
	}
}

// origins counts the independent sources among citations. A source whose origin
// is not known is its own.
func (c *converter) origins(citations []graph.Citation) int {
	origins := map[string]bool{}
	for _, cited := range citations {
		origin := c.sources[cited.Source].Origin
		if origin == "" {
			origin = string(cited.Source)
		}
		origins[origin] = true
	}
	return len(origins)
}

func amountOf(m *graph.Money) *Amount {
	if m == nil {
		return nil
	}
	return &Amount{*m, m.String()}
}

func valueOf(v *graph.Value) *Value {
	if v == nil {
		return nil
	}
	return &Value{Number: v.Number, NumberTo: v.NumberTo, Comparator: v.Comparator, Unit: v.Unit, Text: v.String()}
}
