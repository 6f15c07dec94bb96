package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ipgraph/answer"
	"ipgraph/cypher"
)

type askFlags struct {
	params    []string
	cypher    bool
	on, known string
	certain   bool
}

// pairs are the parameters that are given by flags, as NAME=VALUE.
func (f *askFlags) pairs() []string {
	pairs := f.params
	if f.on != "" {
		pairs = append(pairs, "on="+f.on)
	}
	if f.known != "" {
		pairs = append(pairs, "known="+f.known)
	}
	if f.certain {
		pairs = append(pairs, "certain=yes")
	}
	return pairs
}

func (a *app) askCommand() *cobra.Command {
	var f askFlags
	cmd := &cobra.Command{
		Use:   "ask [QUESTION [NAME=VALUE...]]",
		Short: "Ask a question by its name; without one, list the questions",
		Example: `  ipgraph ask
  ipgraph ask search q=huawei
  ipgraph ask licences id=Huawei direction=unstated
  ipgraph ask entity --param id=lawsuit:us:txed/4:17-cv-00893 --param known=2019-06-20
  ipgraph ask neighbours id=CNEX --on 2019-06-20 --known 2019-06-20 --certain
  ipgraph ask opponents id="CNEX Labs" --cypher`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listQuestions()
			}
			arguments, err := argumentsOf(append(args[1:], f.pairs()...))
			if err != nil {
				return err
			}
			return a.ask(cmd.Context(), args[0], arguments, f.cypher)
		},
		ValidArgsFunction: a.completeAsk,
	}
	cmd.Flags().StringArrayVarP(&f.params, "param", "p", nil, "a parameter as NAME=VALUE, like those after the question")
	cmd.Flags().StringVar(&f.on, "on", "", "only what may hold on that day, YYYY-MM-DD, like on=")
	cmd.Flags().BoolVar(&f.certain, "certain", false, "with --on: leave out what only possibly holds on that day, like certain=yes")
	cmd.Flags().StringVar(&f.known, "known", "", "as the public knew on that day, YYYY-MM-DD, like known=")
	cmd.Flags().BoolVar(&f.cypher, "cypher", false, "print the Cypher with the values written in, to paste into Neo4j Browser, and do not ask")
	_ = cmd.RegisterFlagCompletionFunc("param", a.completeParam) // fails only for a flag that is not there
	return cmd
}

// listQuestions prints the questions theme by theme.
func (a *app) listQuestions() error {
	library, err := cypher.Load()
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(listed(library))
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for i, theme := range cypher.Themes() {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s. %s\n", theme.Title, theme.About)
		for _, q := range library.Questions() {
			if q.Theme == theme.Name {
				fmt.Fprintf(w, "  %s\t%s\t%s\n", q.Name, q.Title, paramNames(q))
			}
		}
	}
	fmt.Fprintln(w, "\nParameters in brackets may be left out. Where a question wants an id, an unambiguous name does.")
	return w.Flush()
}

func paramNames(q cypher.Query) string {
	var names []string
	for _, p := range q.Params {
		name := p.Name
		if p.Optional {
			name = "[" + name + "]"
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// listed is the list of questions for programs.
func listed(library *cypher.Library) []map[string]any {
	var list []map[string]any
	for _, q := range library.Questions() {
		list = append(list, map[string]any{"name": q.Name, "theme": q.Theme, "title": q.Title, "about": q.About, "parameters": paramNames(q), "example": q.Example})
	}
	return list
}

func (a *app) ask(ctx context.Context, name string, arguments cypher.Args, onlyCypher bool) error {
	// Looked up before the database is started: a mistake is told at once.
	library, err := cypher.Load()
	if err != nil {
		return err
	}
	q, err := library.Get(name)
	if err != nil {
		return err
	}
	if onlyCypher {
		if _, err := q.Bind(arguments); err == nil { // ids, and no names: no database is needed
			return a.printCypher(q, arguments)
		}
	}
	return a.withDatabase(ctx, func(d *database) error {
		service := answer.Service{Reader: d.Store, Library: d.library}
		arguments, err := service.WithIDs(ctx, name, arguments)
		if err != nil {
			return err
		}
		switch {
		case onlyCypher:
			return a.printCypher(q, arguments)
		case name == "entity" && !a.json:
			return a.printEntity(ctx, service, arguments)
		case name == "source" && !a.json:
			return a.printSource(ctx, service, arguments)
		}
		table, err := service.Ask(ctx, name, arguments)
		if err != nil {
			return err
		}
		return a.printAnswer(table)
	})
}

func (a *app) printCypher(q cypher.Query, arguments cypher.Args) error {
	text, err := q.Standalone(arguments)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, text)
	return err
}

// printAnswer prints a table, and the sources that its edges cite by number.
func (a *app) printAnswer(table answer.Table) error {
	if a.json {
		return a.printJSON(table)
	}
	table.Columns = slices.DeleteFunc(table.Columns, func(c string) bool { return c == "place" }) // for paging alone
	var references answer.References
	header, rows := table.Cited(&references)
	if err := a.printTable(header, rows); err != nil {
		return err
	}
	a.tellOfMore(table.Truncated, table.Limit)
	if len(table.Rows) == 0 {
		fmt.Fprintln(a.stderr, "nothing is recorded here that answers this; that is not proof that there is nothing")
	}
	if len(references.List) == 0 {
		return nil
	}
	_, err := fmt.Fprint(a.stdout, "\n", sourceList(references))
	return err
}

// argumentsOf reads name=value pairs. A name that is given twice is a mistake:
// taking the first or the last would be a guess.
func argumentsOf(pairs []string) (cypher.Args, error) {
	arguments := cypher.Args{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, usageError{fmt.Errorf("%q: write parameters as name=value, for example id=%q", pair, pair)}
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
		rows = append(rows, []string{answer.StatementLine(s), s.When(), string(s.Status), s.Publisher + ", " + s.Published + ", " + s.Locator})
	}
	return a.printTable([]string{"statement", "when", "status", "source"}, rows)
}
