// Package intaketest runs a format in tests: it keeps what a reader hands over in
// memory and checks what every reader promises.
package intaketest

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Result is what a reader handed over.
type Result struct {
	Sources    map[graph.ID]graph.Source
	Entities   map[graph.ID]graph.Entity // the first description that is not bare
	Bare       map[graph.ID]bool         // ids of which there is no other description
	Statements []graph.Statement
	Retired    []string
	Changes    bool // the files hold changes alone
	Report     *intake.Report
	retired    map[string]int // how many statements there were when a key was last retired
}

// New makes one that holds nothing yet.
func New(format string) *Result {
	return &Result{Sources: map[graph.ID]graph.Source{}, Entities: map[graph.ID]graph.Entity{}, Bare: map[graph.ID]bool{},
		retired: map[string]int{}, Report: intake.NewReport(format, nil)}
}

// Source takes a source.
func (r *Result) Source(s graph.Source) error {
	r.Sources[s.ID] = s
	return nil
}

// Entity takes an entity.
func (r *Result) Entity(e graph.Entity, bare bool) error {
	_, known := r.Entities[e.ID]
	if !known || r.Bare[e.ID] && !bare {
		r.Entities[e.ID] = e
		r.Bare[e.ID] = bare
	}
	return nil
}

// Statement takes a statement.
func (r *Result) Statement(s *graph.Statement, _ string) error {
	s.Identify()
	r.Statements = append(r.Statements, *s)
	return nil
}

// Retire takes the key of a record that was deleted or replaced.
func (r *Result) Retire(key string) error {
	r.Retired = append(r.Retired, key)
	r.retired[key] = len(r.Statements)
	return nil
}

// Standing lists what is left when records that were deleted or replaced are taken back, each
// statement once, as a load does it.
func (r *Result) Standing() []graph.Statement {
	var left []graph.Statement
	said := map[graph.StatementID]bool{}
	for i := len(r.Statements) - 1; i >= 0; i-- {
		s := r.Statements[i]
		key, _, _ := strings.Cut(s.Locator, ",")
		if said[s.ID] || i < r.retired[s.Locator] || i < r.retired[key] {
			continue
		}
		said[s.ID] = true
		left = append(left, s)
	}
	slices.Reverse(left)
	return left
}

// Partial says that the files hold changes alone.
func (r *Result) Partial() { r.Changes = true }

// Run reads files and fails the test on an error.
func Run(t *testing.T, f intake.Format, files ...string) *Result {
	t.Helper()
	return RunWith(t, f, intake.Options{}, files...)
}

// RunWith is Run with options.
func RunWith(t *testing.T, f intake.Format, o intake.Options, files ...string) *Result {
	t.Helper()
	r, err := Try(t, f, o, files...)
	require.NoError(t, err)
	return r
}

// Try reads files, checks what holds of every reader, and gives the error.
func Try(t testing.TB, f intake.Format, o intake.Options, files ...string) (*Result, error) {
	t.Helper()
	o.TempDir = t.TempDir()
	reader, err := f.New(o)
	if err != nil {
		return nil, err
	}
	r := New(f.Name)
	out := intake.NewOut(r, r.Report)
	err = readAll(reader, out, r, files)
	require.NoError(t, reader.Close())
	r.check(t)
	return r, err
}

func readAll(reader intake.Reader, out *intake.Out, r *Result, files []string) error {
	ctx := context.Background()
	for _, name := range files {
		err := intake.Open(name, func(file intake.File) error {
			id, err := graph.MakeID(graph.SourceKind, "dataset", file.Base)
			if err != nil {
				return err
			}
			published, err := graph.ParsePeriod("2020-01-01")
			if err != nil {
				return err
			}
			source := &graph.Source{ID: id, Title: file.Base, Publisher: "a test", Published: published}
			if err := out.StartFile(file.Base, id); err != nil {
				return err
			}
			in := &intake.Input{Name: file.Base, Base: file.Base, Source: source, Path: file.Path, Reader: file}
			if err := reader.Read(ctx, in, out); err != nil {
				return err
			}
			r.Sources[id] = *source
			return out.End()
		})
		if err != nil {
			return err
		}
	}
	if err := reader.Finish(ctx, out); err != nil {
		return err
	}
	return out.End()
}

// check is what holds of every reader: the report adds up, and what a statement
// names was handed over and is sound.
func (r *Result) check(t testing.TB) {
	t.Helper()
	for _, f := range r.Report.Files {
		require.Equal(t, f.Records, f.Taken+f.Changed+f.LeftOut+f.Broken, "%s: the report does not add up", f.Name)
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		require.Empty(t, s.Validate(), "%s %s %s", s.Subject, s.Predicate, s.Object)
		for _, id := range s.Entities() {
			_, known := r.Entities[id] // require.Contains looks at every key
			require.True(t, known, "%s names %s, which was not handed over", s.Predicate, id)
		}
		require.NotEmpty(t, s.Locator)
	}
}

// Count counts the statements of a predicate.
func (r *Result) Count(p graph.Predicate) int {
	n := 0
	for i := range r.Statements {
		if r.Statements[i].Predicate == p {
			n++
		}
	}
	return n
}

// Find lists the statements of a predicate about a subject; "" stands for any.
func (r *Result) Find(subject graph.ID, p graph.Predicate) []graph.Statement {
	var found []graph.Statement
	for _, s := range r.Statements {
		if (subject == "" || s.Subject == subject) && (p == "" || s.Predicate == p) {
			found = append(found, s)
		}
	}
	return found
}

// OfKind lists the ids of entities of a kind, sorted.
func (r *Result) OfKind(k graph.Kind) []graph.ID {
	var ids []graph.ID
	for id := range r.Entities {
		if id.Kind() == k {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Golden writes what was read as lines, for golden files.
func (r *Result) Golden() string {
	var lines []string
	for id, e := range r.Entities {
		line := string(id) + " = " + e.Name
		if len(e.Aliases) > 0 {
			line += " | " + strings.Join(e.Aliases, " | ")
		}
		if e.About != "" {
			line += " (" + e.About + ")"
		}
		if r.Bare[id] {
			line += " [bare]"
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	for i := range r.Statements {
		lines = append(lines, line(&r.Statements[i]))
	}
	for _, key := range r.Retired {
		lines = append(lines, "retired: "+key)
	}
	for _, f := range r.Report.Files {
		for _, reason := range f.Reasons {
			lines = append(lines, reason.Fate+": "+reason.Why+": "+strings.Join(reason.Places, "; "))
		}
		for _, w := range f.Warnings {
			lines = append(lines, "note: "+w)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func line(s *graph.Statement) string {
	parts := []string{string(s.Subject), string(s.Predicate), string(s.Object)}
	if s.Value != nil {
		parts = append(parts, "value="+s.Value.String())
	}
	if s.Amount != nil {
		parts = append(parts, "amount="+s.Amount.String())
	}
	names := make([]string, 0, len(s.Qualifiers))
	for name := range s.Qualifiers {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		parts = append(parts, name+"="+s.Qualifiers[name])
	}
	parts = append(parts, string(s.Status))
	if s.Negated {
		parts = append(parts, "not")
	}
	if !s.Valid.IsZero() {
		parts = append(parts, "valid="+s.Valid.String())
	}
	if !s.ReportedOn.IsZero() {
		parts = append(parts, "reported="+s.ReportedOn.String())
	}
	if s.Rank != "" {
		parts = append(parts, "rank="+string(s.Rank))
	}
	if s.Record {
		parts = append(parts, "record")
	}
	return strings.Join(append(parts, "@ "+s.Locator), " ")
}

// Shared is a file or folder of real public data beside the repository. The test is
// skipped where it is not there.
func Shared(t testing.TB, name string) string {
	t.Helper()
	_, self, _, ok := runtime.Caller(0)
	require.True(t, ok)
	file := filepath.Join(filepath.Dir(self), "..", "..", "..", "..", "shared", "data", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		t.Skipf("the public file %s is not beside the repository", name)
	}
	return file
}

var update = flag.Bool("update", false, "write the golden files anew")

// CheckGolden compares text with a golden file; -update writes it anew.
func CheckGolden(t *testing.T, name, text string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), text)
}

// Fuzz reads a file of any content: it may be refused, but what was handed over
// holds what every reader promises, and a second reading hands over the same.
func Fuzz(t *testing.T, f intake.Format, o intake.Options, name string, text []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(file, text, 0o600))
	first, err := Try(t, f, o, file)
	if first == nil || err != nil {
		return
	}
	second, err := Try(t, f, o, file)
	require.NoError(t, err)
	require.Equal(t, first.Golden(), second.Golden())
}
