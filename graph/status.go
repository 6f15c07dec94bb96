package graph

import (
	"fmt"
	"slices"
)

// Status is procedural: how far a fact has come, not how much it is believed.
type Status string

// The statuses, from the weakest to the strongest. A statement with the status
// Withdrawn takes back those that it supersedes, and an edge has it when nothing
// carries it any more.
const (
	Denied      Status = "denied"
	Withdrawn   Status = "withdrawn"
	Reported    Status = "reported"
	Alleged     Status = "alleged"
	Demanded    Status = "demanded"
	Declared    Status = "declared"
	Recorded    Status = "recorded"
	Announced   Status = "announced"
	Agreed      Status = "agreed"
	Found       Status = "found"       // a verdict
	Adjudicated Status = "adjudicated" // a final judgment
	Reversed    Status = "reversed"
)

var statuses = []Status{
	Denied, Withdrawn, Reported, Alleged, Demanded, Declared,
	Recorded, Announced, Agreed, Found, Adjudicated, Reversed,
}

// Statuses lists every status from the weakest to the strongest.
func Statuses() []Status { return slices.Clone(statuses) }

// Rank is the place of s in Statuses, or -1 when s is unknown.
func (s Status) Rank() int { return slices.Index(statuses, s) }

// Code is the rank as two digits. It stands for the status in an edge's state,
// where a short text of digits is read fastest.
func (s Status) Code() string {
	return fmt.Sprintf("%02d", max(s.Rank(), 0))
}

// StatusOfCode is the status with that code, and whether there is one.
func StatusOfCode(code string) (Status, bool) {
	for _, s := range statuses {
		if s.Code() == code {
			return s, true
		}
	}
	return "", false
}

// Review says whether a person has looked at a statement.
type Review string

// The states of review. A rejected statement is kept and never projected.
const (
	Pending  Review = "pending"
	Accepted Review = "accepted"
	Rejected Review = "rejected"
)

// Rank is a reviewer's preference among statements that disagree. A deprecated
// statement is kept and never projected.
type Rank string

// The ranks, as Wikidata names them.
const (
	Preferred  Rank = "preferred"
	Normal     Rank = "normal"
	Deprecated Rank = "deprecated"
)
