package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/cypher"
)

type pathFlags struct {
	hops, limit        int
	families, statuses []string
	on, known          string
	certain            bool
}

func (a *app) pathCommand() *cobra.Command {
	var f pathFlags
	cmd := &cobra.Command{
		Use:   "path FROM TO",
		Short: "Say how two entities are connected, and who says so",
		Example: `  ipgraph path "Micron Technology" Futurewei
  ipgraph path CNEX Huawei --family dispute --known 2019-06-20`,
		Args:              usage(cobra.ExactArgs(2)),
		RunE:              func(cmd *cobra.Command, args []string) error { return a.path(cmd.Context(), args[0], args[1], f) },
		ValidArgsFunction: a.completeNames(2),
	}
	cmd.Flags().IntVar(&f.limit, "limit", 3, "chains at most, up to 10")
	f.register(cmd, 6)
	return cmd
}

// register adds the flags that bound a search for chains.
func (f *pathFlags) register(cmd *cobra.Command, hops int) {
	cmd.Flags().IntVar(&f.hops, "hops", hops, "hops between two entities at most, up to 6")
	cmd.Flags().StringSliceVar(&f.families, "family", nil, "only edges of these families: licence, dispute, money, ownership, people, policy, identity")
	cmd.Flags().StringSliceVar(&f.statuses, "status", nil, "only edges with these statuses")
	cmd.Flags().StringVar(&f.on, "on", "", "only what may hold on that day, YYYY-MM-DD")
	cmd.Flags().BoolVar(&f.certain, "certain", false, "with --on: leave out what only possibly holds on that day")
	cmd.Flags().StringVar(&f.known, "known", "", "as the public knew on that day, YYYY-MM-DD")
}

// args are the bounds as arguments of a question, beside the given ones. No hops
// leave the question's own default.
func (f *pathFlags) args(args cypher.Args) cypher.Args {
	if f.hops != 0 {
		args["hops"] = strconv.Itoa(f.hops)
	}
	for name, value := range map[string]string{"family": strings.Join(f.families, ","), "status": strings.Join(f.statuses, ","), "on": f.on, "known": f.known} {
		if value != "" {
			args[name] = value
		}
	}
	if f.certain {
		args["certain"] = "yes"
	}
	return args
}

func (a *app) path(ctx context.Context, from, to string, f pathFlags) error {
	return a.withDatabase(ctx, func(d *database) error {
		service := answer.Service{Reader: d.Store, Library: d.library}
		paths, err := service.PathsBetween(ctx, f.args(cypher.Args{"from": from, "to": to, "limit": strconv.Itoa(f.limit)}))
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(paths)
		}
		_, err = fmt.Fprint(a.stdout, pathText(paths))
		return err
	})
}

// maxAlsoShown bounds the further edges that a printed hop lists.
const maxAlsoShown = 3

// pathText puts chains into sentences with numbered sources.
func pathText(p answer.Paths) string {
	var b strings.Builder
	var references answer.References
	for i, chain := range p.Paths {
		fmt.Fprintf(&b, "Chain %d of %d, %s:\n", i+1, len(p.Paths), plural(len(chain.Hops), "hop"))
		writeHops(&b, &references, chain.Hops)
		b.WriteString("\n")
	}
	writeAbsence(&b, p.Bounds)
	if p.Truncated {
		b.WriteString("There are more chains: raise --limit.\n\n")
	}
	writeHubs(&b, p.Bounds)
	b.WriteString(sourceList(references))
	return b.String()
}

// writeAbsence says, where nothing was found, how far the search went.
func writeAbsence(b *strings.Builder, bounds answer.Bounds) {
	for _, sentence := range answer.Absence(bounds) {
		b.WriteString(sentence + "\n")
	}
}

// sourceList lists numbered sources for people.
func sourceList(references answer.References) string {
	var b strings.Builder
	if len(references.List) > 0 {
		b.WriteString("Sources:\n")
	}
	for i, c := range references.List {
		fmt.Fprintf(&b, "  [%d] %s, %s: %s. %s.\n", i+1, c.Publisher, c.Published, c.Title, strings.TrimSuffix(c.Locator, "."))
		if c.URL != "" {
			fmt.Fprintf(&b, "      %s\n", c.URL)
		}
	}
	return b.String()
}

// writeHops puts hops into sentences, a line each.
func writeHops(b *strings.Builder, references *answer.References, hops []answer.Hop) {
	for _, hop := range hops {
		fmt.Fprintf(b, "  %s. %s (%s)\n", answer.Sentence(hop), references.Cite(hop.Edge), answer.Independent(hop.Edge))
		for j, also := range hop.Also {
			if j == maxAlsoShown {
				fmt.Fprintf(b, "    and %s between the two\n", plural(hop.AlsoCount-j, "more edge"))
				break
			}
			further := answer.Hop{From: hop.From, Edge: also.Edge, Reversed: also.Reversed, To: hop.To}
			fmt.Fprintf(b, "    also: %s. %s (%s)\n", answer.Sentence(further), references.Cite(also.Edge), answer.Independent(also.Edge))
		}
	}
}

// writeHubs names the hubs beside the ends; where nothing was found, all hubs
// that were met are named already.
func writeHubs(b *strings.Builder, bounds answer.Bounds) {
	if len(bounds.HubsNotWalked) == 0 || len(bounds.Reach) > 0 {
		return
	}
	var names []string
	for _, h := range bounds.HubsNotWalked {
		names = append(names, fmt.Sprintf("%s (%d edges)", h.Name, h.Degree))
	}
	fmt.Fprintf(b, "Not walked through, because they have very many edges: %s.\n\n", strings.Join(names, ", "))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
