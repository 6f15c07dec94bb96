package graph

import "fmt"

// Edge is what people query in one hop: the projection of all live statements
// that share a key, or of one register record.
type Edge struct {
	Key        string // stable: made from ends, type and discriminating qualifiers
	Type       Predicate
	Family     Family
	From, To   ID
	Qualifiers map[string]string
	Status     Status
	// Negated edges say that the relation does not hold, for example a jury's
	// finding. They are shown and never walked by a path.
	Negated bool
	// Disputed edges rest on statements that contradict each other.
	Disputed bool
	// Derived edges are shortcuts between the parties to an arrangement.
	Derived bool
	// Record edges are rows of a bulk register.
	Record bool
	// Gone edges rest on statements of which all were superseded or taken back:
	// they were known once, are found as of an earlier day, and are not walked or
	// listed now. Their status is Withdrawn.
	Gone bool
	// Valid is the period of the leading statement that has one.
	Valid Period
	// Earliest and Latest are the first and last day on which the relation may
	// hold, YYYY-MM-DD, or "" where that is open or unknown.
	Earliest, Latest string
	// Certain is the first and the last day on which the relation holds without
	// doubt, "YYYY-MM-DD YYYY-MM-DD"; "" where there is no such day.
	Certain string
	// FirstReported is the day from which the public knew.
	FirstReported string
	Amount        *Money
	Value         *Value
	// Citations lists the statements that the edge rests on, the leading one
	// first, at most MaxCitations of them.
	Citations []Citation
	// StatementCount counts all of them.
	StatementCount int
	// Former lists statements that carried the edge until they were superseded, at
	// most MaxCitations of them: from them it is shown as of an earlier day.
	Former []StatementID
	// State is the last step of the history: what path questions compare. In the
	// store, the ids of those ends that are hubs stand after it.
	State string
	// History holds the state of the edge after each day on which something
	// was reported and it changed: reporting day, earliest and latest day, sign,
	// status, and the days of Certain where there are any. The sign is "0" from the
	// day on which it was gone. It is empty where nothing changed after the first
	// report.
	History []string
}

// MaxCitations bounds the citations that an edge carries with it; the rest are
// found from the statements.
const MaxCitations = 50

// Citation says who says so, where exactly, and when it was reported.
type Citation struct {
	Statement StatementID
	Source    ID
	Locator   string
	Reported  string // YYYY-MM-DD
}

// MayHoldOn reports whether the relation may hold on day, and whether the
// sources leave no doubt about it.
func (e Edge) MayHoldOn(day string) (possible, certain bool) {
	return Extent{e.Earliest, e.Latest, e.Certain}.MayHoldOn(day)
}

// RecordStatement is the register record that lives on the edge. It is an error
// where the edge is none.
func (e Edge) RecordStatement() (Statement, error) {
	reported, err := ParsePeriod(e.FirstReported)
	if err != nil || len(e.Citations) != 1 || !e.Record {
		return Statement{}, fmt.Errorf("the record on edge %s cannot be read: %w", e.Key, err)
	}
	c := e.Citations[0]
	return Statement{ID: c.Statement, Subject: e.From, Predicate: e.Type, Object: e.To, Value: e.Value, Amount: e.Amount,
		Qualifiers: e.Qualifiers, Status: e.Status, Negated: e.Negated, Valid: e.Valid, ReportedOn: reported,
		Source: c.Source, Locator: c.Locator, Record: true}, nil
}

// Arrangement is the licence, lawsuit or funding round whose parties a derived
// edge joins, and "" of any other edge.
func (e Edge) Arrangement() ID {
	for _, c := range shortcuts {
		if e.Derived && e.Type == c.predicate {
			return ID(e.Qualifiers[c.qualifier])
		}
	}
	return ""
}
