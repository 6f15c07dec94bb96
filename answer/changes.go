package answer

import (
	"context"
	"fmt"
	"strings"

	"ipgraph/graph"
)

// Changes are the last loads that changed something, the last first, for a feed.
type Changes struct {
	// Graph is the id of the first load that the store remembers, which tells one
	// graph from another.
	Graph string
	Loads []LoadChanges
}

// LoadChanges says in short what a load changed.
type LoadChanges struct {
	Load
	// Before is the load before it that changed something, "" where there is none.
	Before string
	// Summary counts what changed, in words.
	Summary string
	// Statements lists some that no later load changed again, at most
	// maxFeedStatements of them; More says that there are others.
	Statements []string
	More       bool
}

// shownLoads is the number of loads that the feed tells of.
const shownLoads = 20

// maxFeedStatements bounds the statements that an entry of the feed lists.
const maxFeedStatements = 20

// Changes gives the last twenty loads that changed something.
func (s Service) Changes(ctx context.Context) (Changes, error) {
	oldest, err := s.loads(ctx, "loads-after", map[string]any{"after": ""})
	if err != nil {
		return Changes{}, err
	}
	out := Changes{Graph: first(oldest).ID}
	loads, err := s.loads(ctx, "changing-loads", map[string]any{})
	if err != nil {
		return Changes{}, err
	}
	for i, l := range loads[:min(len(loads), shownLoads)] { // one more is read, to tell what the oldest changed
		entry := LoadChanges{Load: l, Summary: l.summary()}
		if i+1 < len(loads) {
			entry.Before = loads[i+1].ID
		}
		if err := s.statementsOfLoad(ctx, &entry); err != nil {
			return Changes{}, err
		}
		out.Loads = append(out.Loads, entry)
	}
	return out, nil
}

// summary counts what a load changed.
func (l Load) summary() string {
	var parts []string
	for _, kind := range []struct{ name, one, many, done string }{
		{"created_statements", "statement", "statements", "added"}, {"updated_statements", "statement", "statements", "changed"},
		{"updated_withdrawn", "statement", "statements", "withdrawn"}, {"updated_superseded", "statement", "statements", "superseded or reinstated"},
		{"created_edges", "relation", "relations", "added"}, {"updated_edges", "relation", "relations", "changed"}, {"removed_edges", "relation", "relations", "removed"},
		{"created_shortcuts", "shortcut", "shortcuts", "added"}, {"updated_shortcuts", "shortcut", "shortcuts", "changed"}, {"removed_shortcuts", "shortcut", "shortcuts", "removed"},
		{"created_entities", "entity", "entities", "added"}, {"updated_entities", "entity", "entities", "changed"},
		{"created_sources", "source", "sources", "added"}, {"updated_sources", "source", "sources", "changed"},
	} {
		switch n := l.number(kind.name); {
		case n == 1:
			parts = append(parts, "1 "+kind.one+" "+kind.done)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s %s", n, kind.many, kind.done))
		}
	}
	if parts == nil {
		return "nothing that is counted"
	}
	return strings.Join(parts, ", ")
}

// statementsOfLoad puts some of the statements that a load changed into words.
func (s Service) statementsOfLoad(ctx context.Context, entry *LoadChanges) error {
	d := newDiffer(s, Load{ID: entry.Before}, entry.Load, maxFeedStatements, false)
	members, nodes, err := d.members(ctx, "changed-statements", map[string]any{"load": entry.ID, "after": "", "most": int64(maxFeedStatements + 1)})
	if err != nil {
		return err
	}
	for i, m := range members {
		d.statement(m, nodes[i])
	}
	entry.More = d.out.Truncated
	difference, err := d.finish(ctx)
	if err != nil {
		return err
	}
	for _, c := range difference.Statements {
		entry.Statements = append(entry.Statements, c.Line())
	}
	return nil
}

// Line says what happened to the statement and what it says, with its source.
func (c StatementChange) Line() string {
	s := c.Statement
	text := c.Change + ": " + strings.TrimSpace(StatementLine(s)+" "+s.Valid) + " (" + string(s.Status) + "; " + s.Publisher + ", " + s.Locator + ")"
	switch {
	case c.Change == Superseded:
		text += ", by " + string(c.After.SupersededBy)
	case c.Change == Annotated && c.Before != nil:
		text += ": " + annotation(*c.Before, c.After)
	}
	return text
}

// annotation says what was set otherwise.
func annotation(before, after StatementMark) string {
	var parts []string
	for _, p := range []struct{ name, before, after, none string }{
		{"rank", string(before.Rank), string(after.Rank), string(graph.Normal)},
		{"review", string(before.Review), string(after.Review), string(graph.Accepted)},
		{"reported on", before.ReportedOn, after.ReportedOn, "no day"},
	} {
		if p.before != p.after {
			parts = append(parts, p.name+" "+orDefault(p.before, p.none)+" -> "+orDefault(p.after, p.none))
		}
	}
	return strings.Join(parts, ", ")
}

func orDefault(text, fallback string) string {
	if text == "" {
		return fallback
	}
	return text
}
