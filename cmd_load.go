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
)

func (a *app) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check DIR...",
		Short: "Check dossiers and print every problem; needs no database",
		Args:  usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, dirs []string) error {
			dossiers, err := openDossiers(dirs)
			if err != nil {
				return err
			}
			summary, err := loader.Check(cmd.Context(), dossiers, a.progress)
			a.progressEnds()
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(map[string]int{"sources": summary.Sources, "entities": summary.Entities, "statements": summary.Statements})
			}
			_, err = fmt.Fprintf(a.stdout, "no problems in %d sources, %d entities and %d statements\n", summary.Sources, summary.Entities, summary.Statements)
			return err
		},
	}
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
	cmd := &cobra.Command{
		Use:   "load DIR...",
		Short: "Load dossiers into the graph",
		Long: `Load checks the dossiers whole and then writes what they say. When anything is
wrong, nothing is written. Loading twice changes nothing. A load that was cut off
is finished by running it again.`,
		Args: usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, dirs []string) error { return a.load(cmd.Context(), dirs, o) },
	}
	cmd.Flags().BoolVar(&o.DryRun, "dry-run", false, "show what would change and write nothing")
	cmd.Flags().BoolVar(&o.Compare, "compare", false, "compare every record with the graph, even when the dossier has not changed since the last load")
	cmd.Flags().BoolVar(&o.Prune, "prune", false, "withdraw statements that left their dossier")
	cmd.Flags().IntVar(&o.BatchRows, "batch", 2000, "rows in one transaction")
	cmd.Flags().IntVar(&o.HubDegree, "hub-degree", loader.DefaultHubDegree, "edges above which an entity is a hub, which paths go round")
	return cmd
}

func (a *app) load(ctx context.Context, dirs []string, o loader.Options) (err error) {
	if o.BatchRows < 1 || o.BatchRows > 20_000 || o.HubDegree < 2 {
		return usageError{fmt.Errorf("--batch is from 1 to 20000, --hub-degree at least 2")}
	}
	dossiers, err := openDossiers(dirs)
	if err != nil {
		return err
	}
	o.Progress = a.progress
	// Most of what a load makes is garbage at once: collecting it twice as often keeps
	// a quarter of the memory away and costs the time of a load nothing that shows.
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	// Checked before the database is started: a mistake is told at once.
	checked, err := loader.Stage(ctx, dossiers, a.progress)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, checked.Close()) }()
	return a.withDatabase(ctx, func(d *database) error {
		report, err := checked.Write(ctx, d.Store, d.library, o)
		a.progressEnds()
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(reportJSON(report))
		}
		return a.printReport(report)
	})
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
