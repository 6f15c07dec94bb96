package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"ipgraph/export"
	"ipgraph/extract"
	"ipgraph/graph"
	"ipgraph/loader"
)

type exportFlags struct {
	format, output, kit, date string
	statements, formats       bool
	ids, families             []string
	on, known                 string
}

func (a *app) exportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export --format FORMAT | --statements | --browser-kit FOLDER",
		Short: "Write what the graph holds for other programs, as a dossier, or a kit for Neo4j Browser",
		Long: `Export --format writes the graph in the format of another program; --formats lists
them, with what each cannot hold. With --id it writes some entities, what they are
joined to, and every relation between these; the file then says that it is a part.

Export --statements is the same as --format jsonl: sources, entities and statements
as JSON Lines, sorted, so that two exports of the same graph are equal byte for byte.
The output is a dossier: it can be checked and loaded again.

Export --browser-kit writes saved queries, colours and a guide for Neo4j Browser
into a folder. It needs no database and leaves files alone that it did not write.`,
		Example: `  ipgraph export --format gexf -o huawei.gexf --id Huawei --family licence,dispute
  ipgraph export --format xlsx -o graph.xlsx
  ipgraph export --format neo4j-admin -o import.zip`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.export(cmd.Context(), f) },
	}
	cmd.Flags().StringVar(&f.format, "format", "", "format of the file; --formats lists them")
	cmd.Flags().BoolVar(&f.formats, "formats", false, "list the formats, and what each cannot hold")
	cmd.Flags().BoolVar(&f.statements, "statements", false, "export sources, entities and statements")
	cmd.Flags().StringVar(&f.kit, "browser-kit", "", "folder for what Neo4j Browser can be given")
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "file to write (default: standard output)")
	cmd.Flags().StringArrayVar(&f.ids, "id", nil, "an entity to export with what it is joined to, an id or a name; may be repeated (default: the whole graph)")
	cmd.Flags().StringSliceVar(&f.families, "family", nil, "only relations of these families: "+familyList())
	cmd.Flags().StringVar(&f.on, "on", "", "with --id: only what may hold on that day, YYYY-MM-DD")
	cmd.Flags().StringVar(&f.known, "known", "", "with --id: as the public knew on that day, YYYY-MM-DD")
	cmd.Flags().StringVar(&f.date, "date", "", "the day that the file bears, YYYY-MM-DD (default: today)")
	return cmd
}

func familyList() string {
	var list []string
	for _, family := range graph.Families() {
		list = append(list, string(family))
	}
	return strings.Join(list, ", ")
}

func (a *app) export(ctx context.Context, f exportFlags) error {
	chosen := 0
	for _, given := range []bool{f.statements, f.kit != "", f.format != "", f.formats} {
		if given {
			chosen++
		}
	}
	switch {
	case chosen != 1:
		return usageError{errNoExport}
	case f.kit != "":
		return a.exportKit(f.kit)
	case f.formats:
		return a.listFormats()
	case f.statements:
		f.format = "jsonl"
	}
	format, err := export.Named(f.format)
	if err != nil {
		return err
	}
	families, err := f.check()
	if err != nil {
		return err
	}
	return a.withDatabase(ctx, func(d *database) error {
		content, err := a.content(ctx, d, f, families)
		if err != nil {
			return err
		}
		return toFile(f.output, a.stdout, func(w io.Writer) error { return format.Write(ctx, content, w) })
	})
}

// check refuses scopes that mean nothing.
func (f exportFlags) check() ([]graph.Family, error) {
	if len(f.ids) == 0 && (f.on != "" || f.known != "") {
		return nil, usageError{errors.New("--on and --known need --id: the whole graph is written as it is now")}
	}
	if _, err := graph.ParseDay(f.date); f.date != "" && err != nil {
		return nil, usageError{fmt.Errorf("--date: %w", err)}
	}
	var families []graph.Family
	for _, name := range f.families {
		family := graph.Family(name)
		if !slices.Contains(graph.Families(), family) {
			return nil, usageError{fmt.Errorf("--family: %q is no family: use %s", name, familyList())}
		}
		families = append(families, family)
	}
	return families, nil
}

// content is what the flags choose.
func (a *app) content(ctx context.Context, d *database, f exportFlags, families []graph.Family) (export.Content, error) {
	store := extract.Store{Reader: d.Store, Library: d.library, Program: "ipgraph " + version, Today: orElse(f.date, time.Now().UTC().Format(time.DateOnly))}
	if len(f.ids) > 0 {
		return store.Around(ctx, extract.Scope{Entities: f.ids, Families: families, On: f.on, Known: f.known}, d.dossier)
	}
	return store.Whole(ctx, families, func(ctx context.Context, w io.Writer) error { return loader.Export(ctx, d.Store, d.library, w) })
}

// dossier writes some statements and entities, with all that they name.
func (d *database) dossier(ctx context.Context, statements []string, entities []graph.ID, w io.Writer) error {
	return loader.ExportSome(ctx, d.Store, d.library, statements, entities, w)
}

func (a *app) listFormats() error {
	t := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(t, "FORMAT\tENDING\tFOR\tCANNOT HOLD"); err != nil {
		return fmt.Errorf("list the formats: %w", err)
	}
	for _, f := range export.Formats() {
		if _, err := fmt.Fprintf(t, "%s\t.%s\t%s\t%s\n", f.Name, f.Extension, f.For, f.Cannot); err != nil {
			return fmt.Errorf("list the formats: %w", err)
		}
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("list the formats: %w", err)
	}
	return nil
}
