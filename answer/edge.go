package answer

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// EdgePage is a relation with everything that is said about it.
type EdgePage struct {
	Key  string `json:"key"`
	From Entity `json:"from"`
	To   Entity `json:"to"`
	// Edge is missing where nothing carries it: as of a day before it was reported,
	// or after all its statements were withdrawn.
	Edge *Edge `json:"edge,omitempty"`
	// Statements stand side by side, in the order of reporting; withdrawn and
	// superseded ones too, and those that take others back.
	Statements []*Statement `json:"statements"`
	// Differences are those between the statements that count; of a shortcut, between
	// those about each party.
	Differences []graph.Disagreement `json:"differences"`
	Limit       int                  `json:"limit"`
	Truncated   bool                 `json:"truncated"`
}

// EdgeHistory is what was said about a relation, in the order of reporting, and
// what the relation was from each of these days on.
type EdgeHistory struct {
	Key  string          `json:"key"`
	Type graph.Predicate `json:"type"`
	From Entity          `json:"from"`
	To   Entity          `json:"to"`
	// States has one entry for each day on which the relation changed.
	States    []EdgeState    `json:"states"`
	History   []HistoryEntry `json:"history"`
	Limit     int            `json:"limit"`
	Truncated bool           `json:"truncated"`
}

// EdgeState is what a relation was, as the public could know it.
type EdgeState struct {
	Since     string       `json:"since"`
	Status    graph.Status `json:"status"`
	Polarity  bool         `json:"polarity"`
	Gone      bool         `json:"gone,omitempty"`
	Disputed  bool         `json:"disputed"`
	ValidFrom string       `json:"valid_from"`
	ValidTo   string       `json:"valid_to"`
}

// HistoryEntry is one statement, what the relation was from the day on which it was
// reported, and the loads that recorded it.
type HistoryEntry struct {
	Reported  string     `json:"reported"`
	Statement *Statement `json:"statement"`
	// Then is missing while nothing carried the relation.
	Then     *EdgeState `json:"then,omitempty"`
	Recorded Recorded   `json:"recorded"`
}

// Recorded names the loads in which the store learned of a statement.
type Recorded struct {
	Load      string     `json:"load,omitempty"`
	Changed   string     `json:"changed,omitempty"`
	Revisions []Revision `json:"revisions"`
}

// Revision is what a statement was until a load changed it.
type Revision struct {
	Until string `json:"until"`
	StatementMark
}

// EdgeQuestion has the parameters of EdgeByKey and EdgeHistoryOf; it is not asked of
// the database itself.
func EdgeQuestion() cypher.Query {
	return cypher.Query{Name: "edge", Title: "One relation", Params: []cypher.Param{
		{Name: "key", Type: cypher.TypeText, About: "the key of the edge"},
		{Name: "known", Type: cypher.TypeDay, Optional: true, About: "as the public knew on that day"},
	}, Example: "key=e:46e3e99d4e567d62265ac0cd2ddd4167"}
}

// EdgeByKey gives a relation with all that is said about it. The arguments are those
// of EdgeQuestion.
func (s Service) EdgeByKey(ctx context.Context, args cypher.Args) (EdgePage, error) {
	f, err := s.findEdge(ctx, args)
	if err != nil {
		return EdgePage{}, err
	}
	page := EdgePage{Key: f.key, From: f.from, To: f.to, Statements: f.listed, Differences: f.differences(), Limit: maxStatements, Truncated: f.truncated}
	if e := f.on(f.known); e != nil {
		page.Edge = &Edge{}
		f.converter.edges = []pending{{edge: *e, out: page.Edge}}
	}
	return page, f.credit(ctx, s)
}

// EdgeHistoryOf gives the history of a relation. The arguments are those of
// EdgeQuestion; with known, what was reported later is left out.
func (s Service) EdgeHistoryOf(ctx context.Context, args cypher.Args) (EdgeHistory, error) {
	f, err := s.findEdge(ctx, args)
	if err != nil {
		return EdgeHistory{}, err
	}
	h := EdgeHistory{Key: f.key, Type: f.kind, From: f.from, To: f.to, States: []EdgeState{}, History: make([]HistoryEntry, 0, len(f.members)),
		Limit: maxStatements, Truncated: f.truncated}
	then := map[string]*EdgeState{}
	for _, day := range f.days() {
		e := f.on(day)
		if e == nil {
			continue
		}
		state := stateOf(e, day)
		if n := len(h.States); n > 0 {
			last := h.States[n-1]
			if last.Since = day; last == state {
				state.Since = h.States[n-1].Since
				then[day] = &state
				continue
			}
		}
		h.States = append(h.States, state)
		then[day] = &state
	}
	for i, m := range f.members[:len(f.listed)] {
		h.History = append(h.History, HistoryEntry{Reported: m.Reported(), Statement: f.listed[i], Then: then[m.Reported()], Recorded: recordedOf(m.recording)})
	}
	return h, f.credit(ctx, s)
}

func stateOf(e *graph.Edge, day string) EdgeState {
	shown := Edge{}
	newConverter("", "").finish(pending{edge: *e, out: &shown})
	return EdgeState{Since: day, Status: e.Status, Polarity: !e.Negated, Gone: e.Gone, Disputed: e.Disputed, ValidFrom: shown.ValidFrom, ValidTo: shown.ValidTo}
}

func recordedOf(r graph.Recording) Recorded {
	out := Recorded{Load: r.Load, Changed: r.Changed, Revisions: []Revision{}}
	for _, v := range r.Revisions {
		out.Revisions = append(out.Revisions, Revision{v.Until, StatementMark{Review: v.Review, Rank: v.Rank, ReportedOn: v.ReportedOn.String(),
			SupersededBy: v.SupersededBy, Withdrawn: v.Withdrawn}})
	}
	return out
}

// foundEdge is an edge with the statements about it.
type foundEdge struct {
	key, known string
	kind       graph.Predicate
	from, to   Entity
	members    []member     // those of ends that an arrangement joins, or of the edge
	listed     []*Statement // the same, as answers show them
	truncated  bool
	recordLoad string // that wrote a register record
	project    func([]graph.Statement, graph.Policy) []graph.Edge
	converter  *converter
}

// on is the edge as the public knew it on a day, "" for now, or nil.
func (f *foundEdge) on(day string) *graph.Edge {
	statements := make([]graph.Statement, 0, len(f.members))
	for _, m := range f.members {
		statements = append(statements, m.Statement)
	}
	if len(statements) == 0 {
		return nil
	}
	for _, e := range f.project(statements, graph.Policy{Known: day}) {
		if e.Key == f.key {
			return &e
		}
	}
	return nil
}

// differences are those between the statements that count.
func (f *foundEdge) differences() []graph.Disagreement {
	groups := map[string][]graph.Statement{}
	for _, m := range f.members {
		if s := m.Statement; s.Live() && !s.Retracts() && s.SupersededOn == "" {
			groups[s.Matter()] = append(groups[s.Matter()], s)
		}
	}
	all := []graph.Disagreement{}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		all = append(all, graph.Differ(groups[key])...)
	}
	return all
}

// days are those on which something was reported or superseded.
func (f *foundEdge) days() []string {
	var days []string
	for _, m := range f.members {
		for _, day := range []string{m.Reported(), m.SupersededOn} {
			if day != "" && (f.known == "" || day <= f.known) {
				days = append(days, day)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// credit names the sources of statements and edge, and says what each says.
func (f *foundEdge) credit(ctx context.Context, s Service) error {
	var ids []graph.ID
	for _, l := range f.listed {
		ids = append(ids, l.Source)
	}
	if err := s.readSources(ctx, f.converter, ids); err != nil {
		return err
	}
	for _, l := range f.listed {
		l.credit(f.converter.sources[l.Source])
	}
	if err := f.say(ctx, s); err != nil {
		return err
	}
	if err := s.finish(ctx, f.converter); err != nil {
		return err
	}
	return f.converter.err
}

// say puts each statement into a sentence.
func (f *foundEdge) say(ctx context.Context, s Service) error {
	var ids []graph.ID
	for _, m := range f.members[:len(f.listed)] {
		ids = append(ids, m.Entities()...)
	}
	names, err := s.entitiesByID(ctx, ids)
	if err != nil {
		return err
	}
	for i, l := range f.listed {
		l.Sentence = sentenceOf(f.members[i].Statement, l, names)
	}
	return nil
}

// add takes the statements that were reported by the day asked about, in the order
// of reporting.
func (f *foundEdge) add(members []member, wanted func(*member) bool) {
	for i := range members {
		m := members[i]
		if wanted(&m) && (f.known == "" || m.Reported() <= f.known) {
			if f.known != "" && m.SupersededOn > f.known {
				m.SupersededOn, m.SupersededBy = "", ""
			}
			f.members = append(f.members, m)
		}
	}
	slices.SortFunc(f.members, func(a, b member) int {
		return cmp.Or(strings.Compare(a.Reported(), b.Reported()), strings.Compare(string(a.ID), string(b.ID)))
	})
	f.truncated = len(f.members) > maxStatements // all are projected, some are listed
	for _, m := range f.members[:min(len(f.members), maxStatements)] {
		f.listed = append(f.listed, statementOf(m.Statement))
	}
}
