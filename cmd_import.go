package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"ipgraph/graph"
	"ipgraph/loader"
	"ipgraph/loader/intake"
)

// importFlags are what a person says about files of a foreign format.
type importFlags struct {
	loader.Import
	mapping, report string
	kind            string
	formats         bool
}

func (f *importFlags) register(flags *pflag.FlagSet) {
	flags.BoolVar(&f.formats, "formats", false, "list the formats that can be loaded")
	flags.StringVar(&f.Dataset, "dataset", "", "name under which the files are kept; load changes to a dataset under its name (default: the format and the first file)")
	flags.BoolVar(&f.Partial, "changes", false, "the files hold changes alone: what they do not name stays")
	flags.BoolVar(&f.Strict, "strict", false, "write nothing when a record is broken")
	flags.StringVar(&f.report, "report", "", "file that takes a line of JSON for every record that was changed, left out or broken")
	flags.StringVar(&f.mapping, "mapping", "", "mapping file, for tables of any form (format table)")
	flags.StringVar(&f.Title, "title", "", "title of the source that the files are (default: the file's name)")
	flags.StringVar(&f.Publisher, "publisher", "", "who published the files (default: the publisher of the format)")
	flags.StringVar(&f.URL, "url", "", "where the files can be found")
	flags.StringVar(&f.Published, "published", "", "when they were published, YYYY-MM-DD (default: the date in the file, or else when it was last written)")
	flags.StringVar(&f.kind, "kind", "", "kind of the nodes of a network, such as person (default company)")
	flags.BoolVar(&f.Options.Deprecated, "deprecated", false, "take statements that the data itself calls deprecated")
}

// importOf tells files of a foreign format from dossiers: the arguments are
// [FORMAT] FILE..., and not folders. It is nil for dossiers.
func (f *importFlags) importOf(args []string) (*loader.Import, error) {
	imp := f.Import
	imp.Files, imp.Options.Kind = args, graph.Kind(f.kind)
	if format, ok := loader.FormatNamed(args[0]); ok && len(args) > 1 {
		imp.Format, imp.Files = format, args[1:]
	}
	switch {
	case imp.Format == nil && f.mapping != "":
		imp.Format, _ = loader.FormatNamed("table")
	case imp.Format == nil && !slices.ContainsFunc(args, loader.IsFile):
		return nil, nil
	}
	if f.mapping != "" {
		text, err := os.ReadFile(f.mapping)
		if err != nil {
			return nil, usageError{fmt.Errorf("the mapping cannot be read: %w", err)}
		}
		imp.Options.Mapping, imp.Options.MappingName = text, f.mapping
	}
	return &imp, nil
}

// withReport runs an import whose --report file, if there is one, is open.
func (f *importFlags) withReport(imp *loader.Import, run func() error) (err error) {
	if f.report == "" {
		return run()
	}
	file, err := os.Create(f.report)
	if err != nil {
		return usageError{fmt.Errorf("the report cannot be written: %w", err)}
	}
	buffered := bufio.NewWriter(file)
	imp.Names = buffered
	defer func() { err = errors.Join(err, buffered.Flush(), file.Close()) }()
	return run()
}

// stage reads what load is given: dossiers, or files of a foreign format, of which there
// is a report even when the load ends with an error.
func (a *app) stage(ctx context.Context, args []string, f *importFlags) (checked *loader.Checked, report *intake.Report, err error) {
	imp, err := f.importOf(args)
	if err != nil {
		return nil, nil, err
	}
	if imp == nil {
		dossiers, err := openDossiers(args)
		if err != nil {
			return nil, nil, err
		}
		checked, err = loader.Stage(ctx, dossiers, a.progress)
		return checked, nil, err
	}
	err = f.withReport(imp, func() (err error) {
		checked, report, err = loader.StageImport(ctx, *imp, a.progress)
		return err
	})
	return checked, report, err
}

// check is stage for what is not written.
func (a *app) check(ctx context.Context, args []string, f *importFlags) (summary loader.Summary, report *intake.Report, err error) {
	imp, err := f.importOf(args)
	if err != nil {
		return summary, nil, err
	}
	if imp == nil {
		dossiers, err := openDossiers(args)
		if err != nil {
			return summary, nil, err
		}
		summary, err = loader.Check(ctx, dossiers, a.progress)
		return summary, nil, err
	}
	err = f.withReport(imp, func() (err error) {
		summary, report, err = loader.CheckImport(ctx, *imp, a.progress)
		return err
	})
	return summary, report, err
}

// printIntake says what became of the records of an import, if there was one: beside the error where
// it was refused. With --json the report is part of the answer.
func (a *app) printIntake(r *intake.Report, refused error) {
	switch {
	case r == nil:
	case refused != nil:
		writeIntake(a.stderr, r)
	case !a.json:
		writeIntake(a.stdout, r)
	}
}

func writeIntake(w io.Writer, r *intake.Report) {
	for _, f := range r.Files {
		fmt.Fprintf(w, "%s (%s): %d records: %d taken as they are, %d taken with a change, %d left out, %d broken\n", f.Name, r.Format, f.Records, f.Taken, f.Changed, f.LeftOut, f.Broken)
		for _, text := range f.Warnings {
			fmt.Fprintf(w, "  note: %s\n", text)
		}
		for _, name := range f.CountNames() {
			fmt.Fprintf(w, "  %s: %d\n", name, f.Counts[name])
		}
		for _, reason := range f.Reasons {
			fmt.Fprintf(w, "  %s, %d: %s\n", reason.Fate, reason.Count, reason.Why)
			fmt.Fprintf(w, "    %s", strings.Join(reason.Places, "; "))
			if more := reason.Count - int64(len(reason.Places)); more > 0 {
				fmt.Fprintf(w, "; and %d more (--report FILE names all)", more)
			}
			fmt.Fprintln(w)
		}
	}
	for _, s := range r.Sums {
		fmt.Fprintf(w, "%s: %s %s in %d statements\n", s.Kind, s.Currency, s.Total, s.Count)
	}
	if r.Repeated > 0 {
		fmt.Fprintf(w, "%d statements were there word for word before, and were taken once\n", r.Repeated)
	}
	if r.Retired > 0 {
		fmt.Fprintf(w, "%d statements were taken back by a later record of the same files\n", r.Retired)
	}
}

// printFormats lists what can be loaded.
func (a *app) printFormats() error {
	formats := loader.Formats()
	if a.json {
		type entry struct {
			Name     string `json:"name"`
			Title    string `json:"title"`
			About    string `json:"about"`
			Detected bool   `json:"detected"`
		}
		list := make([]entry, 0, len(formats))
		for _, f := range formats {
			list = append(list, entry{f.Name, f.Title, f.About, f.Detect != nil})
		}
		return a.printJSON(list)
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, f := range formats {
		fmt.Fprintf(w, "%s\t%s\t%s\n", f.Name, f.Title, f.About)
	}
	return w.Flush()
}
