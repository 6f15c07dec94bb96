package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/cypher"
)

// maxConnected is how many entities a question joins.
const maxConnected = 10

func (a *app) connectCommand() *cobra.Command {
	var f pathFlags
	cmd := &cobra.Command{
		Use:   "connect NAME NAME...",
		Short: "Say what connects two to ten entities, in the fewest hops",
		Example: `  ipgraph connect "Micron Technology" Futurewei Verizon
  ipgraph connect Apple Qualcomm "Amos Mazzant" --family licence,dispute`,
		Args:              usage(cobra.RangeArgs(2, maxConnected)),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.connect(cmd.Context(), args, f) },
		ValidArgsFunction: a.completeNames(maxConnected),
	}
	f.register(cmd, 4)
	return cmd
}

func (a *app) connect(ctx context.Context, names []string, f pathFlags) error {
	return a.withDatabase(ctx, func(d *database) error {
		service := answer.Service{Reader: d.Store, Library: d.library}
		connections, err := service.Connect(ctx, f.args(cypher.Args{"ids": joinNames(names)}))
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(connections)
		}
		_, err = fmt.Fprint(a.stdout, connectionsText(connections))
		return err
	})
}

// joinNames writes names as one argument. A semicolon separates those that hold
// commas.
func joinNames(names []string) string { return strings.Join(names, ";") + ";" }

// connectionsText puts the subgraph into sentences with numbered sources.
func connectionsText(c answer.Connections) string {
	var b strings.Builder
	var references answer.References
	if c.Connected {
		fmt.Fprintf(&b, "All %d are connected, by %s:\n", len(c.Entities), plural(len(c.Hops), "hop"))
	} else {
		writeAbsence(&b, c.Bounds)
		if len(c.Hops) > 0 {
			b.WriteString("\nWhat connects some of them:\n")
		}
	}
	writeHops(&b, &references, c.Hops)
	b.WriteString("\n")
	writeHubs(&b, c.Bounds)
	b.WriteString(sourceList(references))
	return b.String()
}
