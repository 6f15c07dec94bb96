package loader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ipgraph/graph"
)

// Position is a place in a file of a dossier. Line and Column count from 1.
type Position struct {
	File         string
	Line, Column int
}

// String is file:line:column, the form that editors jump to.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Fault is one thing that is wrong in a dossier, and where.
type Fault struct {
	Position
	Message string
}

// String is what `ipgraph check` prints, on one line.
func (f Fault) String() string { return f.Position.String() + ": " + f.Message }

// MaxFaults bounds how many faults are kept and shown. Beyond it they are only
// counted, so that a broken file of any size is checked in bounded memory.
const MaxFaults = 1000

// Faults collects everything that is wrong.
type Faults struct {
	List []Fault
	// Count includes those beyond MaxFaults.
	Count int
}

func (fs *Faults) add(p Position, format string, args ...any) {
	fs.Count++
	if len(fs.List) < MaxFaults {
		fs.List = append(fs.List, Fault{p, fmt.Sprintf(format, args...)})
	}
}

// sort puts the faults in the order in which a person meets them.
func (fs *Faults) sort() {
	slices.SortStableFunc(fs.List, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// Err is a graph.Error with CodeInvalid that lists the faults, or nil.
func (fs *Faults) Err() error {
	if fs.Count == 0 {
		return nil
	}
	fs.sort()
	lines := make([]string, 0, len(fs.List)+1)
	for _, f := range fs.List {
		lines = append(lines, f.String())
	}
	if more := fs.Count - len(fs.List); more > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more", more))
	}
	noun := "problems"
	if fs.Count == 1 {
		noun = "problem"
	}
	return graph.Errorf(graph.CodeInvalid, "%s\n%d %s; nothing was written", strings.Join(lines, "\n"), fs.Count, noun)
}
