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
	if len(p.Paths) == 0 {
		fmt.Fprintf(&b, "No chain between %s and %s was found within %s%s.\nThis is the bound of the search, not proof that there is no connection.\n",
			p.From.Name, p.To.Name, plural(int(p.Bounds.Hops), "hop"), filters(p.Bounds))
	}
	if p.Truncated {
		b.WriteString("There are more chains: raise --limit.\n\n")
	}
	writeHubs(&b, p.Bounds.HubsNotWalked)
	b.WriteString(sourceList(references))
	return b.String()
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
		fmt.Fprintf(b, "  %s. %s\n", answer.Sentence(hop), references.Cite(hop.Edge))
		for j, also := range hop.Also {
			if j == maxAlsoShown {
				fmt.Fprintf(b, "    and %s between the two\n", plural(hop.AlsoCount-j, "more edge"))
				break
			}
			further := answer.Hop{From: hop.From, Edge: also.Edge, Reversed: also.Reversed, To: hop.To}
			fmt.Fprintf(b, "    also: %s. %s\n", answer.Sentence(further), references.Cite(also.Edge))
		}
	}
}

func writeHubs(b *strings.Builder, hubs []answer.Entity) {
	if len(hubs) == 0 {
		return
	}
	var names []string
	for _, h := range hubs {
		names = append(names, fmt.Sprintf("%s (%d edges)", h.Name, h.Degree))
	}
	fmt.Fprintf(b, "Not walked through, because they have very many edges: %s.\n\n", strings.Join(names, ", "))
}

func filters(b answer.Bounds) string {
	var parts []string
	if len(b.Families) > 0 {
		parts = append(parts, "in "+oneOrMore(b.Families, "the family ", "the families "))
	}
	if len(b.Statuses) > 0 {
		parts = append(parts, "with "+oneOrMore(b.Statuses, "the status ", "the statuses "))
	}
	if b.On != "" {
		parts = append(parts, "true on "+b.On)
	}
	if b.Known != "" {
		parts = append(parts, "known on "+b.Known)
	}
	if parts == nil {
		return ""
	}
	return ", " + strings.Join(parts, ", ")
}

func oneOrMore(words []string, one, more string) string {
	if len(words) == 1 {
		return one + words[0]
	}
	return more + strings.Join(words, ", ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
