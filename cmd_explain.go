package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/report"
)

type explainFlags struct {
	pathFlags
	format, output string
}

// explainFormats are what an explanation can be written as.
var explainFormats = []string{"text", "markdown", "html", "json"}

func (a *app) explainCommand() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain ENTITY ENTITY...",
		Short: "Say in sentences how entities are connected, with numbered sources",
		Long: `Explain says how two entities are connected, hop by hop: who says so, where
exactly, and where sources disagree; or how far the search went. For three to ten
entities it explains the smallest subgraph that joins them.`,
		Example: `  ipgraph explain "Micron Technology" Futurewei --family money,people
  ipgraph explain CNEX Huawei --known 2019-06-20
  ipgraph explain Micron Futurewei Verizon --format html -o story.html`,
		Args:              usage(cobra.RangeArgs(2, maxConnected)),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.explain(cmd.Context(), args, f) },
		ValidArgsFunction: a.completeNames(maxConnected),
	}
	cmd.Flags().IntVar(&f.limit, "limit", 3, "chains between two at most, up to 10")
	f.register(cmd, 0) // the question's own: 6 between two, 4 among several
	cmd.Flags().StringVar(&f.format, "format", "text", "text, markdown, html or json")
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "file to write (default: standard output)")
	return cmd
}

func (a *app) explain(ctx context.Context, names []string, f explainFlags) error {
	if a.json {
		f.format = "json"
	}
	write, err := writerOf(f.format)
	if err != nil {
		return err
	}
	return a.withDatabase(ctx, func(d *database) error {
		x, err := explanationOf(ctx, answer.Service{Reader: d.Store, Library: d.library}, names, f.pathFlags)
		if err != nil {
			return err
		}
		return toFile(f.output, a.stdout, func(w io.Writer) error { return write(w, x) })
	})
}

// explanationOf asks for the chains between two, or for what joins several.
func explanationOf(ctx context.Context, service answer.Service, names []string, f pathFlags) (answer.Explanation, error) {
	if len(names) == 2 {
		return service.Explain(ctx, f.args(cypher.Args{"from": names[0], "to": names[1], "limit": strconv.Itoa(f.limit)}))
	}
	return service.ExplainConnections(ctx, f.args(cypher.Args{"ids": joinNames(names)}))
}

func writerOf(format string) (func(io.Writer, answer.Explanation) error, error) {
	document := func(write func(io.Writer, report.Document) error) func(io.Writer, answer.Explanation) error {
		return func(w io.Writer, x answer.Explanation) error {
			return write(w, report.Document{Explanation: x, Inline: true})
		}
	}
	switch format {
	case "text":
		return document(report.Text), nil
	case "markdown":
		return document(report.Markdown), nil
	case "html":
		return document(report.HTML), nil
	case "json":
		return func(w io.Writer, x answer.Explanation) error { return writeJSON(w, x) }, nil
	}
	return nil, usageError{fmt.Errorf("--format %q is unknown: use %s", format, strings.Join(explainFormats, ", "))}
}

func (a *app) conflictsCommand() *cobra.Command {
	var known string
	var limit int
	cmd := &cobra.Command{
		Use:   "conflicts [ENTITY]",
		Short: "Show where sources disagree, all sides together",
		Long: `Conflicts lists the contradictions of the whole graph. About one entity it also
lists what sources tell differently without contradicting each other, and whom
they name differently.`,
		Example: `  ipgraph conflicts
  ipgraph conflicts CNEX --known 2019-06-28`,
		Args:              usage(cobra.MaximumNArgs(1)),
		ValidArgsFunction: a.completeNames(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			arguments := cypher.Args{"limit": strconv.Itoa(limit)}
			if known != "" {
				arguments["known"] = known
			}
			if len(args) == 1 {
				arguments["id"] = args[0]
			}
			return a.conflicts(cmd.Context(), arguments)
		},
	}
	cmd.Flags().StringVar(&known, "known", "", "as the public knew on that day, YYYY-MM-DD")
	cmd.Flags().IntVar(&limit, "limit", 50, "matters at most, up to 500")
	return cmd
}

func (a *app) conflicts(ctx context.Context, arguments cypher.Args) error {
	return a.withDatabase(ctx, func(d *database) error {
		service := answer.Service{Reader: d.Store, Library: d.library}
		found, err := service.Conflicts(ctx, arguments)
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(found)
		}
		return report.Conflicts(a.stdout, found)
	})
}
