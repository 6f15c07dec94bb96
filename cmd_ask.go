package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/cypher"
)

func (a *app) askCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "ask [QUESTION [NAME=VALUE...]]",
		Short: "Ask a question by its name; without one, list the questions",
		Example: `  ipgraph ask
  ipgraph ask search q=huawei
  ipgraph ask entity id=lawsuit:us:txed/4:17-cv-00893 known=2019-06-20
  ipgraph ask neighbours id="CNEX Labs" family=money`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listQuestions()
			}
			return a.ask(cmd.Context(), args[0], args[1:])
		},
	}
}

func (a *app) listQuestions() error {
	library, err := cypher.Load()
	if err != nil {
		return err
	}
	var rows [][]string
	for _, q := range library.Questions() {
		var names []string
		for _, p := range q.Params {
			name := p.Name
			if p.Optional {
				name = "[" + name + "]"
			}
			names = append(names, name)
		}
		rows = append(rows, []string{q.Name, q.Title, strings.Join(names, " ")})
	}
	return a.printTable([]string{"question", "asks for", "parameters"}, rows)
}

func (a *app) ask(ctx context.Context, name string, pairs []string) error {
	arguments, err := argumentsOf(pairs)
	if err != nil {
		return err
	}
	// Looked up before the database is started: a mistake is told at once.
	library, err := cypher.Load()
	if err != nil {
		return err
	}
	if _, err := library.Get(name); err != nil {
		return err
	}
	return a.withDatabase(ctx, func(d *database) error {
		service := answer.Service{Reader: d.Store, Library: d.library}
		arguments, err := service.WithIDs(ctx, name, arguments)
		if err != nil {
			return err
		}
		switch {
		case name == "entity" && !a.json:
			return a.printEntity(ctx, service, arguments)
		case name == "source" && !a.json:
			return a.printSource(ctx, service, arguments)
		}
		table, err := service.Ask(ctx, name, arguments)
		if err != nil {
			return err
		}
		if a.json {
			return a.printJSON(table)
		}
		table.Columns = slices.DeleteFunc(table.Columns, func(c string) bool { return c == "place" }) // for paging alone
		header, rows := table.Flat()
		if err := a.printTable(header, rows); err != nil {
			return err
		}
		a.tellOfMore(table.Truncated, table.Limit)
		return nil
	})
}

// argumentsOf reads name=value pairs. A name that is given twice is a mistake:
// taking the first or the last would be a guess.
func argumentsOf(pairs []string) (cypher.Args, error) {
	arguments := cypher.Args{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, usageError{fmt.Errorf("%q: write parameters as name=value", pair)}
		}
		if _, twice := arguments[name]; twice {
			return nil, usageError{fmt.Errorf("%s is given more than once; separate several values by commas", name)}
		}
		arguments[name] = value
	}
	return arguments, nil
}

// tellOfMore says that an answer is not all there is.
func (a *app) tellOfMore(truncated bool, limit int) {
	if truncated {
		fmt.Fprintf(a.stderr, "there is more: only the first %d are shown; raise limit=\n", limit)
	}
}

// printEntity prints an entity and, a line each, the facts about it alone.
func (a *app) printEntity(ctx context.Context, service answer.Service, arguments cypher.Args) error {
	page, err := service.EntityByID(ctx, arguments)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s <%s>\n", page.Name, page.ID)
	if len(page.Aliases) > 0 {
		fmt.Fprintf(a.stdout, "also: %s\n", strings.Join(page.Aliases, "; "))
	}
	if page.About != "" {
		fmt.Fprintln(a.stdout, page.About)
	}
	a.tellOfMore(page.Truncated, page.Limit)
	return a.printStatements(page.Facts)
}

// printSource prints a source and, a line each, what rests on it.
func (a *app) printSource(ctx context.Context, service answer.Service, arguments cypher.Args) error {
	page, err := service.SourceByID(ctx, arguments)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s, %s: %s <%s>\n", page.Publisher, page.Published, page.Title, page.ID)
	for _, id := range page.Repeats {
		fmt.Fprintf(a.stdout, "repeats %s\n", id)
	}
	a.tellOfMore(page.Truncated, page.Limit)
	return a.printStatements(page.Statements)
}

func (a *app) printStatements(statements []*answer.Statement) error {
	if len(statements) == 0 {
		return nil
	}
	fmt.Fprintln(a.stdout)
	rows := make([][]string, 0, len(statements))
	for _, s := range statements {
		rows = append(rows, []string{answer.StatementLine(s), s.Valid, string(s.Status), s.Publisher + ", " + s.Published + ", " + s.Locator})
	}
	return a.printTable([]string{"statement", "when", "status", "source"}, rows)
}

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
		Args: usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error { return a.path(cmd.Context(), args[0], args[1], f) },
	}
	cmd.Flags().IntVar(&f.hops, "hops", 6, "hops at most, up to 6")
	cmd.Flags().IntVar(&f.limit, "limit", 3, "chains at most, up to 10")
	cmd.Flags().StringSliceVar(&f.families, "family", nil, "only edges of these families: licence, dispute, money, ownership, people, policy, identity")
	cmd.Flags().StringSliceVar(&f.statuses, "status", nil, "only edges with these statuses")
	cmd.Flags().StringVar(&f.on, "on", "", "only what may hold on that day, YYYY-MM-DD")
	cmd.Flags().StringVar(&f.known, "known", "", "as the public knew on that day, YYYY-MM-DD")
	return cmd
}

func (f pathFlags) args(from, to string) cypher.Args {
	args := cypher.Args{"from": from, "to": to, "hops": strconv.Itoa(f.hops), "limit": strconv.Itoa(f.limit)}
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
		paths, err := service.PathsBetween(ctx, f.args(from, to))
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
		for _, hop := range chain.Hops {
			fmt.Fprintf(&b, "  %s. %s\n", answer.Sentence(hop), references.Cite(hop.Edge))
			for j, also := range hop.Also {
				if j == maxAlsoShown {
					fmt.Fprintf(&b, "    and %s between the two\n", plural(hop.AlsoCount-j, "more edge"))
					break
				}
				further := answer.Hop{From: hop.From, Edge: also.Edge, Reversed: also.Reversed, To: hop.To}
				fmt.Fprintf(&b, "    also: %s. %s\n", answer.Sentence(further), references.Cite(also.Edge))
			}
		}
		b.WriteString("\n")
	}
	if len(p.Paths) == 0 {
		fmt.Fprintf(&b, "No chain between %s and %s was found within %s%s.\nThis is the bound of the search, not proof that there is no connection.\n",
			p.From.Name, p.To.Name, plural(int(p.Bounds.Hops), "hop"), filters(p.Bounds))
	}
	if p.Truncated {
		b.WriteString("There are more chains: raise --limit.\n\n")
	}
	if hubs := p.Bounds.HubsNotWalked; len(hubs) > 0 {
		var names []string
		for _, h := range hubs {
			names = append(names, fmt.Sprintf("%s (%d edges)", h.Name, h.Degree))
		}
		fmt.Fprintf(&b, "Not walked through, because they have very many edges: %s.\n\n", strings.Join(names, ", "))
	}
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

func filters(b answer.Bounds) string {
	var parts []string
	if len(b.Families) > 0 {
		parts = append(parts, "in the families "+strings.Join(b.Families, ", "))
	}
	if len(b.Statuses) > 0 {
		parts = append(parts, "with the statuses "+strings.Join(b.Statuses, ", "))
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

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
