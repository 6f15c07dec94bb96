package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
)

type diffFlags struct {
	since       string
	watch       []string
	hops, limit int
}

func (a *app) diffCommand() *cobra.Command {
	var f diffFlags
	cmd := &cobra.Command{
		Use:   "diff [LOAD1 [LOAD2]]",
		Short: "Say what changed between two loads",
		Long: `Diff compares the graph as two loads left it: relations that were added, ended or
changed, statements that were added, withdrawn, superseded or ranked otherwise, and
the connections between entities that are watched: those that dossiers name in
watch.yaml, or those of --watch.

A load is an id or the beginning of one (ipgraph ask loads lists them), "latest",
"previous", or a day, for the last load that had ended by then. Without any, the
latest is compared with the one before.

The exit code is 0 when nothing changed and 7 when something did.`,
		Example: `  ipgraph diff
  ipgraph diff 2026-01-31 latest --watch "Micron Technology" --watch Huawei
  ipgraph diff --since 2026-01-31 --json`,
		Args: usage(cobra.MaximumNArgs(2)),
		RunE: func(cmd *cobra.Command, loads []string) error { return a.diff(cmd.Context(), loads, f) },
	}
	cmd.Flags().StringVar(&f.since, "since", "", "compare with the last load that had ended by that day, YYYY-MM-DD")
	cmd.Flags().StringArrayVar(&f.watch, "watch", nil, "an entity, by id or name, whose connections with the others are compared; two to ten")
	cmd.Flags().IntVar(&f.hops, "hops", 4, "hops between two watched entities at most, up to 6")
	cmd.Flags().IntVar(&f.limit, "limit", 200, "relations and statements listed at most, up to 1000")
	return cmd
}

// args are the flags as arguments of the answer.
func (f *diffFlags) args(loads []string) cypher.Args {
	args := cypher.Args{"hops": strconv.Itoa(f.hops), "limit": strconv.Itoa(f.limit), "since": f.since}
	if len(loads) > 0 {
		args["from"] = loads[0]
	}
	if len(loads) > 1 {
		args["to"] = loads[1]
	}
	if len(f.watch) > 0 { // a semicolon separates names that hold commas
		args["watch"] = strings.Join(f.watch, ";") + ";"
	}
	return args
}

func (a *app) diff(ctx context.Context, loads []string, f diffFlags) error {
	changed := false
	err := a.withDatabase(ctx, func(d *database) error {
		service := answer.Service{Reader: d.Store, Library: d.library}
		difference, err := service.Diff(ctx, f.args(loads))
		if err != nil {
			return err
		}
		changed = difference.Changed
		if a.json {
			return a.printJSON(difference)
		}
		_, err = fmt.Fprint(a.stdout, differenceText(difference))
		return err
	})
	if err == nil && changed {
		return errChanged
	}
	return err
}

// differenceText tells a difference in groups, a line each, with numbered sources.
func differenceText(d answer.Difference) string {
	var b strings.Builder
	var references answer.References
	fmt.Fprintf(&b, "From load %s, ended %s,\nto load   %s, ended %s:\n", d.From.ID, d.From.Finished, d.To.ID, d.To.Finished)
	if !d.Changed {
		b.WriteString("nothing changed\n")
	}
	group := ""
	heading := func(text string) {
		if text != group {
			group = text
			b.WriteString("\n" + text + ":\n")
		}
	}
	for _, r := range d.Relations {
		heading("Relations " + r.Change)
		b.WriteString("  " + relationLine(r, &references) + "\n")
	}
	for _, s := range d.Statements {
		heading("Statements " + s.Change)
		b.WriteString("  " + strings.TrimPrefix(s.Line(), s.Change+": ") + "\n")
	}
	for _, c := range d.Watched.Connections {
		if c.Change != answer.Same {
			heading("Connections between watched entities")
			b.WriteString("  " + connectionLine(c) + "\n")
		}
	}
	writeBoundsOfDiff(&b, d)
	if list := sourceList(references); list != "" {
		b.WriteString("\n" + list)
	}
	return b.String()
}

// relationLine reads a relation aloud: as it is, or as it was where it ended.
func relationLine(r answer.RelationChange, references *answer.References) string {
	edge := r.After
	if edge == nil {
		edge = r.Before
	}
	text := answer.Sentence(answer.Hop{From: r.From, Edge: edge, To: r.To}) + ". " + references.Cite(edge)
	if r.Change == answer.Changed {
		text += " Otherwise than before: " + strings.Join(r.Fields, ", ")
		if r.Before.Status != r.After.Status {
			text += " (was " + string(r.Before.Status) + ")"
		}
	}
	return text
}

func connectionLine(c answer.ConnectionChange) string {
	ends := c.From.Name + " and " + c.To.Name
	switch c.Change {
	case answer.Gained:
		return ends + ": gained, " + plural(c.After, "hop")
	case answer.Lost:
		return ends + ": lost, it was " + plural(c.Before, "hop")
	}
	return ends + ": " + c.Change + ", " + plural(c.After, "hop") + " instead of " + strconv.Itoa(c.Before)
}

// writeBoundsOfDiff says what the lists leave out.
func writeBoundsOfDiff(b *strings.Builder, d answer.Difference) {
	if c := d.Counts; c.RecordsCreated+c.RecordsUpdated+c.RecordsRemoved > 0 {
		fmt.Fprintf(b, "\nRegister records: %d created, %d updated, %d removed.\n", c.RecordsCreated, c.RecordsUpdated, c.RecordsRemoved)
	}
	if d.Truncated {
		c := d.Counts
		fmt.Fprintf(b, "\nOnly %d are listed of each. In all, relations: %d added, %d ended, %d changed; statements: %d added, %d withdrawn, %d superseded, %d annotated.\n",
			d.Limit, c.RelationsAdded, c.RelationsEnded, c.RelationsChanged, c.StatementsAdded, c.StatementsWithdrawn, c.StatementsSuperseded, c.StatementsAnnotated)
	}
	if !d.Watched.Complete {
		b.WriteString("\nThe search between watched entities ended at its bound: a connection may have been missed.\n")
	}
	if d.Watched.LeftOut > 0 {
		fmt.Fprintf(b, "\nDossiers watch more than ten entities: %d were not compared. Name those you want with --watch.\n", d.Watched.LeftOut)
	}
}

func (a *app) historyCommand() *cobra.Command {
	var known string
	cmd := &cobra.Command{
		Use:   "history KEY",
		Short: "Say who said what about one relation, and when",
		Long: `History lists what was said about a relation in the order of reporting, and what
the relation was from then on. The key of an edge stands in every answer as JSON.`,
		Example: "  ipgraph history e:46e3e99d4e567d62265ac0cd2ddd4167",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.history(cmd.Context(), args[0], known)
		},
	}
	cmd.Flags().StringVar(&known, "known", "", "as the public knew on that day, YYYY-MM-DD")
	return cmd
}

func (a *app) history(ctx context.Context, key, known string) error {
	return a.withDatabase(ctx, func(d *database) error {
		service := answer.Service{Reader: d.Store, Library: d.library}
		h, err := service.EdgeHistoryOf(ctx, cypher.Args{"key": key, "known": known})
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(h)
		}
		fmt.Fprintf(a.stdout, "%s %s %s\n\n", h.From.Name, h.Type, h.To.Name)
		rows := make([][]string, 0, len(h.History))
		for _, e := range h.History {
			rows = append(rows, []string{e.Reported, saidOf(e.Statement), thenOf(e.Then), recordedIn(e.Recorded), e.Statement.Publisher + ", " + e.Statement.Locator})
		}
		if err := a.printTable([]string{"reported", "said", "the relation then", "recorded in load", "source"}, rows); err != nil {
			return err
		}
		a.tellOfMore(h.Truncated, h.Limit)
		return nil
	})
}

// saidOf tells one statement, and what became of it.
func saidOf(s *answer.Statement) string {
	text := string(s.Status)
	if !s.Polarity {
		text = "not so, " + text
	}
	if s.Valid != "" {
		text += " " + s.Valid
	}
	if s.SupersededBy != "" {
		text += ", superseded " + s.SupersededOn
	}
	if s.WithdrawnAt != "" {
		text += ", withdrawn " + s.WithdrawnAt
	}
	if s.Review == graph.Rejected || s.Rank == graph.Deprecated {
		text += ", does not count"
	}
	return text
}

func thenOf(e *answer.EdgeState) string {
	switch {
	case e == nil:
		return "nothing"
	case e.Gone:
		return "gone"
	}
	text := string(e.Status)
	if !e.Polarity {
		text = "did not happen, " + text
	}
	if e.Disputed {
		text += ", disputed"
	}
	return text
}

func recordedIn(r answer.Recorded) string {
	if r.Changed != "" && r.Changed != r.Load {
		return r.Load + ", changed in " + r.Changed
	}
	return r.Load
}
