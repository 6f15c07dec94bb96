package loader

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/scratch"
)

// Import is files of a foreign format, and what a person says about them.
type Import struct {
	// Format reads the files. Nil: it is told from their content.
	Format *intake.Format
	Files  []string
	// Dataset is the name under which what is read is kept, as that of a dossier is:
	// what left the dataset is missed at the next load of this name. Default: the
	// format and the name of the first file.
	Dataset string
	// Title, Publisher, URL and Published describe the source that stands for each
	// file. Default: the file's name, the publisher of the format, nothing, and the
	// date in the file or else the day on which it was last written.
	Title, Publisher, URL, Published string
	// Partial says that the files hold changes alone: what they do not name stays.
	Partial bool
	// Strict has a broken record end the load: nothing is written.
	Strict  bool
	Options intake.Options
	// Names takes a line of JSON for every record that was not taken as it is.
	// Default: the report names the first of each reason.
	Names io.Writer
}

// StageImport reads files of a foreign format and keeps what they say, so that it can be
// written. The report says what became of every record. Statements that the files
// give twice are kept once, and several descriptions of one entity become one.
func StageImport(ctx context.Context, imp Import, progress func(string)) (*Checked, *intake.Report, error) {
	return stageImport(ctx, imp, progress, true)
}

// CheckImport reads files like StageImport and keeps nothing: it needs no store.
func CheckImport(ctx context.Context, imp Import, progress func(string)) (Summary, *intake.Report, error) {
	c, report, err := stageImport(ctx, imp, progress, false)
	if err != nil {
		return Summary{}, report, err
	}
	return c.summary, report, c.Close()
}

func stageImport(ctx context.Context, imp Import, progress func(string), keep bool) (_ *Checked, report *intake.Report, err error) {
	if imp.Format == nil {
		if imp.Format, err = DetectFormat(imp.Files); err != nil {
			return nil, nil, err
		}
	}
	if imp.Dataset == "" {
		imp.Dataset = imp.Format.Name + "/" + path.Base(strings.ReplaceAll(imp.Files[0], `\`, "/"))
	}
	report = intake.NewReport(imp.Format.Name, imp.Names)
	c := &Checked{dossiers: []string{imp.Dataset}, contents: newContents()}
	if keep {
		if c.stage, err = newStage(ctx, func() string { return imp.Dataset }); err != nil {
			return nil, nil, err
		}
	}
	i := &importing{Import: imp, checked: c, report: report, ticker: ticker{tell: progress}}
	if err = i.run(ctx); err != nil {
		return nil, report, errors.Join(err, c.Close())
	}
	if c.stage == nil {
		return c, report, nil
	}
	if err = c.stage.seal(); err != nil {
		return nil, report, errors.Join(err, c.Close())
	}
	return c, report, nil
}

// importing is one import under way.
type importing struct {
	Import
	checked *Checked
	report  *intake.Report
	ticker  ticker
	*gathered
	sources   map[graph.ID]*graph.Source
	published graph.Period
	lasting   string // the folder of what is asked for until what was checked is closed
	seq       uint64 // of the last statement
	read      int64  // bytes
}

func (i *importing) run(ctx context.Context) (err error) {
	if i.published, err = graph.ParsePeriod(i.Published); err != nil {
		return graph.Errorf(graph.CodeInvalid, "--published: %v", err)
	}
	folder, err := scratch.New("", "ipgraph-import-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Remove()) }()
	dir := folder.Path
	i.Options.TempDir, i.Options.Changes = dir, i.Import.Partial
	i.sources = map[graph.ID]*graph.Source{}
	i.lasting = dir
	if i.checked.stage != nil {
		i.lasting = i.checked.stage.folder.Path
	}
	i.gathered = newGathered(ctx, dir, i.lasting)
	i.checked.closers = append(i.checked.closers, i.retired)
	defer func() { err = errors.Join(err, i.close()) }()
	reader, err := i.Format.New(i.Options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	out := intake.NewOut(i, i.report)
	for _, name := range i.Files {
		if err := intake.Open(name, func(f intake.File) error { return i.file(ctx, reader, out, f) }); err != nil {
			return invalid(err)
		}
	}
	if err := errors.Join(reader.Finish(ctx, out), out.End()); err != nil {
		return invalid(err)
	}
	if err := i.judge(); err != nil {
		return err
	}
	return i.settle(ctx)
}

// invalid is an error about the files, in the words of the one that found it.
func invalid(err error) error {
	var ours *graph.Error
	if errors.As(err, &ours) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return graph.Errorf(graph.CodeInvalid, "%v\nnothing was written", err).Because(err)
}

// judge refuses what should not be written.
func (i *importing) judge() error {
	records := int64(0)
	for _, f := range i.report.Files {
		records += f.Records
	}
	if err := i.report.Err(); err != nil {
		return err
	}
	if records == 0 {
		return graph.Errorf(graph.CodeInvalid, "there is no record of the format %s in %s; nothing was written", i.Format.Name, strings.Join(i.Files, ", "))
	}
	if broken := i.report.BrokenCount(); i.Strict && broken > 0 {
		return graph.Errorf(graph.CodeInvalid, "%s\n%d of %d records are broken; nothing was written (--strict)", i.brokenReasons(), broken, records)
	}
	return nil
}

func (i *importing) brokenReasons() string {
	var lines []string
	for _, f := range i.report.Files {
		for _, r := range f.Reasons {
			if r.Fate == intake.Broken.String() {
				lines = append(lines, fmt.Sprintf("%s: %s: %d records: %s", f.Name, r.Why, r.Count, strings.Join(r.Places, ", ")))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// file reads one file.
func (i *importing) file(ctx context.Context, reader intake.Reader, out *intake.Out, f intake.File) error {
	source, err := i.sourceOf(f)
	if err != nil {
		return err
	}
	if _, twice := i.sources[source.ID]; twice {
		return fmt.Errorf("%s: a file of this name was read before: rename one, or load them apart", f.Name)
	}
	i.sources[source.ID] = source
	sum := sha256.New()
	in := &intake.Input{Name: f.Name, Base: f.Base, Source: source, Said: i.said(), Path: f.Path,
		Reader: &counted{io.TeeReader(f.Reader, sum), i, f.Name}}
	if err := errors.Join(out.StartFile(f.Name, source.ID), reader.Read(ctx, in, out), out.End()); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, in); err != nil { // what the reader had no need of belongs to the hash
		return fmt.Errorf("read %s: %w", f.Name, err)
	}
	source.SHA256 = hex.EncodeToString(sum.Sum(nil))
	i.report.Hash(f.Name, source.SHA256)
	fmt.Fprintf(i.checked.contents.digest, "\x00%s\x00%s\x00%s\x00%s\x00%+v", i.Format.Name, i.Dataset, f.Base, source.SHA256, i.wishes())
	return nil
}

// wishes are what a person said that changes what a file gives.
func (i *importing) wishes() []any {
	return []any{i.Title, i.Publisher, i.URL, i.Published, i.Import.Partial, i.Options.Deprecated, i.Options.Kind, string(i.Options.Mapping)}
}

func (i *importing) said() map[string]bool {
	return map[string]bool{"title": i.Title != "", "publisher": i.Publisher != "", "url": i.URL != "", "published": i.Published != ""}
}

// sourceOf describes the source that stands for a file.
func (i *importing) sourceOf(f intake.File) (*graph.Source, error) {
	name := i.Dataset
	if path.Base(name) != f.Base {
		name += "/" + f.Base
	}
	id, err := graph.MakeID(graph.SourceKind, "dataset", name)
	if err != nil {
		return nil, fmt.Errorf("%s: its name makes no id: %w", f.Name, err)
	}
	s := &graph.Source{ID: id, Title: i.Title, Publisher: i.Publisher, URL: i.URL, Published: i.published}
	if s.Title == "" {
		s.Title = f.Base
	}
	if s.Publisher == "" {
		s.Publisher = i.Format.Publisher
	}
	if s.Publisher == "" {
		s.Publisher = "not stated"
	}
	if s.Published.IsZero() && f.Modified != "" {
		if s.Published, err = graph.ParsePeriod(f.Modified); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return s, nil
}

// counted counts what is read, for the progress.
type counted struct {
	io.Reader
	i    *importing
	name string
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.i.read += int64(n)
	c.i.ticker.tick("reading %s: %d MB, %d statements", c.name, c.i.read>>20, c.i.seq)
	return n, err //nolint:wrapcheck // io.EOF has to stay what it is
}

// DetectFormat tells the format of files from their names and beginnings. All have
// to be of one.
func DetectFormat(files []string) (*intake.Format, error) {
	var found *intake.Format
	for _, name := range files {
		err := intake.Open(name, func(f intake.File) error {
			format := detect(intake.Head{Name: f.Base, Bytes: f.Head})
			switch {
			case format == nil:
				return graph.Errorf(graph.CodeInvalid, "the format of %s cannot be told from its content: name it, as in \"ipgraph load FORMAT %s\"; ipgraph load --formats lists them, and ipgraph map writes a mapping for a table of any form", f.Name, name)
			case found != nil && found.Name != format.Name:
				return graph.Errorf(graph.CodeInvalid, "%s is of the format %s and not %s, as the file before: load them apart", f.Name, format.Name, found.Name)
			}
			found = format
			return nil
		})
		if err != nil {
			return nil, invalid(err)
		}
	}
	return found, nil
}

func detect(head intake.Head) *intake.Format {
	for _, f := range Formats() {
		if f.Detect != nil && f.Detect(head) {
			return &f
		}
	}
	return nil
}

// FormatNamed is the format of this name, and whether there is one.
func FormatNamed(name string) (*intake.Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return &f, true
		}
	}
	return nil, false
}

// IsFile reports whether there is a file, and no folder, of this name.
func IsFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}
