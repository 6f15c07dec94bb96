package answer

import (
	"context"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Difference is what changed in the graph between the ends of two loads.
type Difference struct {
	From Load `json:"from"`
	To   Load `json:"to"`
	// Changed says whether anything did, register records included.
	Changed bool `json:"changed"`
	// Counts are of all changes, also of those beyond Limit.
	Counts     DifferenceCounts  `json:"counts"`
	Relations  []RelationChange  `json:"relations"`
	Statements []StatementChange `json:"statements"`
	// Watched says of each two entities that are watched whether a chain joined
	// them before and after.
	Watched Watched `json:"watched"`
	Limit   int     `json:"limit"`
	// Truncated says that Relations or Statements hold Limit changes and there
	// are more.
	Truncated bool `json:"truncated"`
}

// DifferenceCounts count changes by kind. Rows of registers have no statement to
// be compared by: what the loads created, updated and removed of them is counted,
// and not listed.
type DifferenceCounts struct {
	RelationsAdded       int   `json:"relations_added"`
	RelationsEnded       int   `json:"relations_ended"`
	RelationsChanged     int   `json:"relations_changed"`
	StatementsAdded      int   `json:"statements_added"`
	StatementsWithdrawn  int   `json:"statements_withdrawn"`
	StatementsRestored   int   `json:"statements_restored"`
	StatementsSuperseded int   `json:"statements_superseded"`
	StatementsReinstated int   `json:"statements_reinstated"`
	StatementsAnnotated  int   `json:"statements_annotated"`
	RecordsCreated       int64 `json:"records_created"`
	RecordsUpdated       int64 `json:"records_updated"`
	RecordsRemoved       int64 `json:"records_removed"`
}

// Kinds of change. Relations are added, ended or changed; statements the others and
// added.
const (
	Added      = "added"
	Ended      = "ended"
	Changed    = "changed"
	Withdrawn  = "withdrawn"  // it left its dossier
	Restored   = "restored"   // it came back
	Superseded = "superseded" // another statement corrects it or takes it back
	Reinstated = "reinstated" // what superseded it no longer counts
	Annotated  = "annotated"  // another rank, review or reporting day
)

// RelationChange is one relation that was added, ended or changed.
type RelationChange struct {
	Change string `json:"change"`
	From   Entity `json:"from"`
	To     Entity `json:"to"`
	// Fields names what changed: status, polarity, dates, amount, value, disputed,
	// statements.
	Fields []string `json:"fields,omitempty"`
	Before *Edge    `json:"before,omitempty"`
	After  *Edge    `json:"after,omitempty"`
}

// StatementChange is one statement that was added, withdrawn, restored, superseded,
// reinstated or annotated.
type StatementChange struct {
	Change    string         `json:"change"`
	Statement *Statement     `json:"statement"`
	Before    *StatementMark `json:"before,omitempty"`
	After     StatementMark  `json:"after"`
}

// StatementMark is what may change about a statement, whose content never does.
type StatementMark struct {
	Review       graph.Review      `json:"review,omitempty"`
	Rank         graph.Rank        `json:"rank,omitempty"`
	ReportedOn   string            `json:"reported_on,omitempty"`
	SupersededBy graph.StatementID `json:"superseded_by,omitempty"`
	Withdrawn    bool              `json:"withdrawn,omitempty"`
}

// Parameters of differences, as those of a question of the library.
const (
	maxChanges = 1000
	minWatched = 2
	maxWatched = 10
)

// DiffQuestion has the parameters of Diff; it is not asked of the database itself.
func DiffQuestion() cypher.Query {
	const load = ": an id or its beginning, latest, previous, or a day, for the last load that had ended by then"
	return cypher.Query{Name: "diff", Title: "What changed between two loads", Params: []cypher.Param{
		{Name: "from", Type: cypher.TypeText, Optional: true, About: "the earlier load" + load + "; default previous"},
		{Name: "to", Type: cypher.TypeText, Default: latestLoad, About: "the later load" + load},
		{Name: "since", Type: cypher.TypeDay, Optional: true, About: "in place of from: since the last load that had ended by that day"},
		{Name: "watch", Type: cypher.TypeEntities, Optional: true, Min: minWatched, Max: maxWatched, About: "the entities between which connections are compared; default those that dossiers watch"},
		{Name: "hops", Type: cypher.TypeInt, Default: "4", Min: 1, Max: 6, About: "how many hops a connection has at most"},
		{Name: "limit", Type: cypher.TypeInt, Default: "200", Min: 1, Max: maxChanges, About: "how many relations and how many statements are listed"},
	}, Example: "from=latest to=latest"}
}

// Diff gives what changed between two loads. Statements are compared by what the
// store remembers of each load, and relations by projecting both states anew. The
// arguments are those of DiffQuestion.
func (s Service) Diff(ctx context.Context, args cypher.Args) (Difference, error) {
	q := DiffQuestion()
	args, err := s.withIDs(ctx, q, args)
	if err != nil {
		return Difference{}, err
	}
	call, err := q.Bind(args)
	if err != nil {
		return Difference{}, err
	}
	from, to, err := s.loadsOf(ctx, call)
	if err != nil {
		return Difference{}, err
	}
	ids, err := s.watchedIDs(ctx, call)
	if err != nil {
		return Difference{}, err
	}
	d := newDiffer(s, from, to, call.Limit, len(ids) > 0)
	if err := d.run(ctx); err != nil {
		return Difference{}, err
	}
	hops, _ := call.Params["hops"].(int64)
	if d.out.Watched, err = s.watched(ctx, ids, int(hops), d); err != nil {
		return Difference{}, err
	}
	return d.finish(ctx)
}

// loadsOf finds both loads, and refuses a later one before an earlier one.
func (s Service) loadsOf(ctx context.Context, call cypher.Call) (from, to Load, err error) {
	text := func(name string) string {
		t, _ := call.Params[name].(string)
		return t
	}
	field, earlier := "from", text("from")
	if since := text("since"); since != "" {
		if earlier != "" {
			return from, to, &graph.Error{Code: graph.CodeInvalid, Message: "two beginnings are given",
				Problems: []graph.Problem{{Field: "since", Message: "stands in place of from: give one of the two"}}}
		}
		field, earlier = "since", since
	}
	if earlier == "" {
		earlier = previousLoad
	}
	if from, err = s.loadNamed(ctx, field, earlier); err != nil {
		return from, to, err
	}
	if to, err = s.loadNamed(ctx, "to", text("to")); err != nil {
		return from, to, err
	}
	if from.ID > to.ID {
		return from, to, &graph.Error{Code: graph.CodeInvalid, Message: "the loads are in the wrong order",
			Problems: []graph.Problem{{Field: field, Message: from.ID + " is later than " + to.ID + ": turn them round"}}}
	}
	return from, to, nil
}
