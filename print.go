package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/mattn/go-isatty"

	"ipgraph/embedded"
)

// isTerminal reports whether w is a terminal that a person looks at.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}

// progress tells what takes time: over itself on a terminal, else a line each.
func (a *app) progress(message string) {
	if isTerminal(a.stderr) {
		fmt.Fprint(a.stderr, clearLine, message)
		return
	}
	fmt.Fprintln(a.stderr, message)
}

// clearLine goes to the beginning of a terminal's line and empties it.
const clearLine = "\r\033[K"

// progressEnds takes the last progress off a terminal, so that what is printed
// next begins a line.
func (a *app) progressEnds() {
	if isTerminal(a.stderr) {
		fmt.Fprint(a.stderr, clearLine)
	}
}

func (a *app) printJSON(v any) error { return writeJSON(a.stdout, v) }

func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// maxCell is the width at which a cell of a printed table is cut.
const maxCell = 80

// printTable prints rows for people.
func (a *app) printTable(header []string, rows [][]string) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.ToUpper(strings.Join(header, "\t")))
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = oneLine(cell, i == len(row)-1)
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	return w.Flush()
}

// oneLine keeps a cell on its line; the last one may be as long as it is.
func oneLine(s string, last bool) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > maxCell && !last {
		s = string([]rune(s)[:maxCell-1]) + "…"
	}
	return s
}

// printInfo says where the private Neo4j is.
func (a *app) printInfo() error {
	info, err := embedded.ReadInfo(a.database.data)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(info)
	}
	state := "not running"
	if info.Running {
		state = fmt.Sprintf("running (process %d)", info.Pid)
	}
	_, err = fmt.Fprintf(a.stdout, "state:     %s\nBolt:      %s\nBrowser:   %s\nuser:      %s\npassword:  in %s\nlog:       %s\n",
		state, info.URI, info.Browser, info.User, info.PasswordFile, info.LogFile)
	return err
}
