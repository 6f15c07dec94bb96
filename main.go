// Command ipgraph keeps a graph of who licenses, sues, funds, employs and
// regulates whom over intellectual property, and says who says so.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ipgraph/graph"
)

// version is set by the build: -ldflags "-X main.version=…".
var version = "development"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command and gives the exit code; docs/errors.md lists them.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdout: stdout, stderr: stderr, getenv: os.Getenv}
	root := a.rootCommand() //nolint:contextcheck // commands get theirs from ExecuteContext
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if errors.Is(err, errChanged) {
		return exitChanged
	}
	if err != nil {
		a.printError(err)
	}
	return exitCode(ctx, err)
}

// exitChanged is the exit code of `ipgraph diff` when something changed, so that
// cron can tell; errChanged says so on the way there and is never printed.
const exitChanged = 7

var errChanged = errors.New("something changed")

// exitCodes maps each code to the exit code of the command.
var exitCodes = map[graph.Code]int{
	graph.CodeInternal:    1,
	graph.CodeInvalid:     2,
	graph.CodeNotFound:    3,
	graph.CodeConflict:    4,
	graph.CodeTooCostly:   5,
	graph.CodeTimeout:     5,
	graph.CodeUnavailable: 6,
	graph.CodeLoading:     6,
	graph.CodeBusy:        6,
	graph.CodeCanceled:    130, // as a shell says after Ctrl-C
}

func exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return 0
	case ctx.Err() != nil:
		return exitCodes[graph.CodeCanceled]
	}
	var usage usageError
	if errors.As(err, &usage) {
		return exitCodes[graph.CodeInvalid]
	}
	return exitCodes[graph.CodeOf(err)]
}

// usageError is a mistake on the command line.
type usageError struct{ error }

// Unwrap gives the cause to errors.Is and errors.As.
func (e usageError) Unwrap() error { return e.error }

// app is what the commands share.
type app struct {
	stdout, stderr io.Writer
	getenv         func(string) string
	database       databaseFlags
	json           bool
}

// printError writes the errors for people, each with the candidates of an
// ambiguous name, and of an internal error or one of a server the cause. What is the same is told once.
func (a *app) printError(err error) {
	a.progressEnds()
	told := map[string]bool{}
	for _, one := range joined(err) {
		if told[one.Error()] { // two parts of the work met it
			continue
		}
		told[one.Error()] = true
		var ours *graph.Error
		if !errors.As(one, &ours) {
			fmt.Fprintln(a.stderr, "ipgraph:", visible(one.Error()))
			continue
		}
		fmt.Fprintln(a.stderr, "ipgraph:", visible(ours.Error()))
		for _, e := range ours.Candidates {
			about := ""
			if e.About != "" {
				about = " – " + e.About
			}
			fmt.Fprintf(a.stderr, "  %s  %s%s\n", e.ID, e.Name, about)
		}
		if cause := unsaid(ours); cause != nil && (ours.Code == graph.CodeInternal || ours.Code == graph.CodeUnavailable) {
			fmt.Fprintln(a.stderr, "  because:", visible(cause.Error()))
		}
	}
}

// joined are the errors that errors.Join made one of.
func joined(err error) []error {
	list, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, one := range list.Unwrap() {
		all = append(all, joined(one)...)
	}
	return all
}

// unsaid is the first cause that the message does not tell.
func unsaid(err *graph.Error) error {
	for cause := err.Cause; cause != nil; cause = errors.Unwrap(cause) {
		if !strings.Contains(err.Error(), cause.Error()) {
			return cause
		}
	}
	return nil
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "ipgraph",
		Short: "A knowledge graph of corporate relationships over intellectual property",
		Long: `ipgraph keeps a graph of who licenses, sues, funds, employs and regulates whom
over intellectual property, and says who says so, where exactly, and since when.

Every flag can be set by an environment variable: --data is IPGRAPH_DATA. With
NEO4J_URI set, that server is used; otherwise ipgraph runs a private Neo4j.`,
		Args:          knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return a.flagsFromEnvironment(cmd)
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	a.database.register(root.PersistentFlags(), a.getenv)
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print JSON for programs")
	root.AddCommand(a.serveCommand(), a.loadCommand(), a.backupCommand(), a.restoreCommand(), a.checkCommand(), a.askCommand(), a.pathCommand(), a.connectCommand(), a.explainCommand(), a.conflictsCommand(),
		a.diffCommand(), a.historyCommand(), a.packCommand(), a.verifyCommand(),
		a.exportCommand(), a.mapCommand(), a.neo4jCommand(), a.versionCommand())
	return root
}

// flagsFromEnvironment sets every flag that was not given from IPGRAPH_<FLAG>.
func (a *app) flagsFromEnvironment(cmd *cobra.Command) error {
	var errs []error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		name := "IPGRAPH_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := a.getenv(name)
		if f.Changed || value == "" {
			return
		}
		if err := cmd.Flags().Set(f.Name, value); err != nil {
			errs = append(errs, usageError{fmt.Errorf("%s: %w", name, err)})
		}
	})
	return errors.Join(errs...)
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  usage(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(a.stdout, "ipgraph", version)
			return err
		},
	}
}

// knownCommand refuses what is no command: the root takes no arguments.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	hint := "see ipgraph --help"
	if near := graph.Nearest(args[0], names); near != "" {
		hint = "did you mean " + near + "?"
	}
	return usageError{fmt.Errorf("there is no command %q; %s", args[0], hint)}
}

// usage marks errors in the number of arguments as mistakes of the user.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{fmt.Errorf("%w; see ipgraph %s --help", err, cmd.Name())}
		}
		return nil
	}
}
