package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ipgraph/graph"
	"ipgraph/loader"
	"ipgraph/loader/intake"
)

func (a *app) checkCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "check DIR... | [FORMAT] FILE...",
		Short: "Check dossiers or files of other formats and print every problem; needs no database",
		Args:  usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			defer collectOften()()
			summary, intake, err := a.check(cmd.Context(), args, &f)
			a.progressEnds()
			a.printIntake(intake, err)
			if err != nil {
				return err
			}
			if a.json {
				answer := map[string]any{"sources": summary.Sources, "entities": summary.Entities, "statements": summary.Statements}
				if intake != nil {
					answer["input"] = intake
				}
				return a.printJSON(answer)
			}
			what := "no problems in"
			if intake != nil {
				what = "these give"
			}
			_, err = fmt.Fprintf(a.stdout, "%s %d sources, %d entities and %d statements\n", what, summary.Sources, summary.Entities, summary.Statements)
			return err
		},
	}
	f.register(cmd.Flags())
	return cmd
}

// collectOften has garbage collected twice as often until what it gives is called: most of what
// reading makes is garbage at once, and this keeps a quarter of the memory away and costs the time
// of a load nothing that shows.
func collectOften() (end func()) {
	before := debug.SetGCPercent(50)
	return func() { debug.SetGCPercent(before) }
}

func openDossiers(dirs []string) ([]loader.Dossier, error) {
	dossiers := make([]loader.Dossier, 0, len(dirs))
	for _, dir := range dirs {
		d, err := loader.Open(dir)
		if err != nil {
			return nil, usageError{err}
		}
		dossiers = append(dossiers, d)
	}
	return dossiers, nil
}

func (a *app) loadCommand() *cobra.Command {
	var o loader.Options
	var f importFlags
	var offline bool
	cmd := &cobra.Command{
		Use:   "load DIR... | load [FORMAT] FILE...",
		Short: "Load dossiers, or files of other formats, into the graph",
		Long: `Load checks the dossiers whole and then writes what they say. When anything is
wrong, nothing is written. Loading twice changes nothing. A load that was cut off
is finished by running it again.

Files of other formats are read record by record: ipgraph load gleif lei.xml. The
format is told from the content where it can be; --formats lists them. A report says
what became of every record, and adds up to the input. Files in gzip, bzip2 and zip
are read as they are.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if f.formats {
				return usage(cobra.NoArgs)(cmd, args)
			}
			return usage(cobra.MinimumNArgs(1))(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.formats {
				return a.printFormats()
			}
			return a.load(cmd.Context(), args, o, &f, offline)
		},
	}
	f.register(cmd.Flags())
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "show what would change and write nothing")
	cmd.Flags().BoolVar(&o.Compare, "compare", false, "compare every record with the graph, even when the dossier has not changed since the last load")
	cmd.Flags().BoolVar(&o.Prune, "prune", false, "withdraw statements that left their dossier")
	cmd.Flags().BoolVar(&offline, "offline", false, "fill an empty graph of the private Neo4j with Neo4j's own importer, several times faster; no other ipgraph may run on its data folder")
	cmd.Flags().IntVar(&o.BatchRows, "batch", 2000, "rows in one transaction")
	cmd.Flags().IntVar(&o.HubDegree, "hub-degree", loader.DefaultHubDegree, "edges above which an entity is a hub, which paths go round")
	return cmd
}

func (a *app) load(ctx context.Context, args []string, o loader.Options, f *importFlags, offline bool) (err error) {
	if o.BatchRows < 1 || o.BatchRows > 20_000 || o.HubDegree < 2 {
		return usageError{fmt.Errorf("--batch is from 1 to 20000, --hub-degree at least 2")}
	}
	if offline {
		if err := a.checkOffline(o); err != nil {
			return err
		}
	}
	o.Progress = a.progress
	defer collectOften()()
	// Checked before the database is started: a mistake is told at once.
	checked, read, err := a.stage(ctx, args, f)
	a.progressEnds()
	a.printIntake(read, err)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, checked.Close()) }()
	if offline {
		report, err := a.loadOffline(ctx, checked, o)
		if err != nil {
			return err
		}
		return a.tell(report, read)
	}
	return a.withDatabase(ctx, func(d *database) error {
		report, err := checked.Write(ctx, d.Store, d.library, o)
		a.progressEnds()
		if err != nil {
			return err
		}
		return a.tell(report, read) // what was written stays, even where Neo4j does not stop well
	})
}

// tell prints what a load did.
func (a *app) tell(report loader.Report, input *intake.Report) error {
	if !a.json {
		return a.printReport(report)
	}
	answer := reportJSON(report)
	if input != nil {
		answer["input"] = input
	}
	return a.printJSON(answer)
}

// reportJSON names what a load did as the other answers for programs do.
func reportJSON(r loader.Report) map[string]any {
	kinds := map[string]any{}
	for _, k := range r.Kinds {
		kinds[k.Kind] = map[string]int64{"created": k.Created, "updated": k.Updated, "unchanged": k.Unchanged, "removed": k.Removed}
	}
	departed := r.Departed
	if departed == nil {
		departed = []graph.StatementID{}
	}
	return map[string]any{"load": r.Load, "dry_run": r.DryRun, "changed": r.Changed(), "kinds": kinds, "statements": r.Seen.Statements,
		"departed": departed, "departed_count": r.DepartedCount, "pruned": r.Pruned, "seconds": r.Elapsed.Seconds()}
}

func (a *app) printReport(r loader.Report) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tcreated\tupdated\tunchanged\tremoved\t")
	for _, k := range r.Kinds {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t\n", k.Kind, k.Created, k.Updated, k.Unchanged, k.Removed)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	var b strings.Builder
	switch {
	case r.DryRun:
		b.WriteString("nothing was written (--dry-run)\n")
	case !r.Changed():
		b.WriteString("all unchanged\n")
	}
	if r.DepartedCount > 0 {
		what := "stay in the graph; --prune withdraws them"
		if r.Pruned && !r.DryRun {
			what = "were withdrawn"
		}
		fmt.Fprintf(&b, "%d statements are no longer in their dossier and %s:\n", r.DepartedCount, what)
		for i, id := range r.Departed {
			if i == 20 {
				fmt.Fprintf(&b, "  … and %d more\n", r.DepartedCount-i)
				break
			}
			fmt.Fprintf(&b, "  %s\n", id)
		}
	}
	fmt.Fprintf(&b, "%d statements in %.1f s\n", r.Seen.Statements, r.Elapsed.Seconds())
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}
