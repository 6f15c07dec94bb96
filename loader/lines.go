package loader

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// lineDoc is one line of JSON Lines: exactly one of the three.
type lineDoc struct {
	Source    *sourceDoc    `json:"source,omitempty"`
	Entity    *entityDoc    `json:"entity,omitempty"`
	Statement *statementDoc `json:"statement,omitempty"`
}

// readLines checks a file of JSON Lines. Lines are decoded several at a time and
// checked in their order.
func (c *checker) readLines(ctx context.Context, file io.Reader) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches, ended := scanLines(ctx, file)
	defer func() {
		cancel()
		for range batches { // let the scanner end
		}
	}()
	for b := range batches {
		<-b.decoded
		for i := range b.lines {
			l := &b.lines[i]
			c.line = l.number
			if err := c.takeLine(l); err != nil {
				return err
			}
		}
		c.progress()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	last, err := ended()
	switch {
	case errors.Is(err, bufio.ErrTooLong):
		c.faults.add(Position{c.file(), last + 1, 0}, "the line is longer than %d KiB; the rest of the file was not read", maxLine>>10)
		return nil
	case err != nil:
		return fmt.Errorf("read %s after line %d: %w", c.file(), last, err)
	}
	return nil
}

// takeLine checks a line that was decoded.
func (c *checker) takeLine(l *line) error {
	d := l.doc
	switch {
	case !l.sound:
		c.faultyLine(l.text, l.err)
		return nil
	case d.Source != nil && d.Entity == nil && d.Statement == nil:
		return c.source(*d.Source, c.lineLocator(l.text, "source"))
	case d.Entity != nil && d.Source == nil && d.Statement == nil:
		return c.entity(*d.Entity, c.lineLocator(l.text, "entity"))
	case d.Statement != nil && d.Source == nil && d.Entity == nil:
		return c.statement(&l.statement, l.problems, c.lineLocator(l.text, "statement"))
	}
	c.faults.add(Position{c.file(), c.line, 1}, "%s", oneOfThree)
	return nil
}

const oneOfThree = `a line holds one of {"source": {…}}, {"entity": {…}} and {"statement": {…}}`

// lineLocator finds a field of a line. It parses the line as YAML, of which
// JSON is a part, because that parser keeps the place of every value.
func (c *checker) lineLocator(line []byte, kind string) locator {
	number := c.line
	var parsed ast.Node // at the first fault: most lines have none
	return func(field string) Position {
		if column, plain := objectColumn(line, kind); field == "" && plain {
			return Position{c.file(), number, column}
		}
		t := tree{file: c.file(), offset: number - 1, faults: &Faults{}}
		if parsed == nil {
			parsed = t.parse(line)
		}
		if parsed == nil {
			return Position{c.file(), number, 1}
		}
		path := kind
		if field != "" {
			path += "." + field
		}
		return t.find(parsed, path)
	}
}

// objectColumn is where the first field of {"kind": {"field": … stands, as nearly every
// line begins; plain is false for one that begins in another way.
func objectColumn(line []byte, kind string) (column int, plain bool) {
	at := 0
	for _, token := range []string{"{", `"` + kind + `"`, ":", "{"} {
		at += len(line[at:]) - len(bytes.TrimLeft(line[at:], " \t"))
		if !bytes.HasPrefix(line[at:], []byte(token)) {
			return 0, false
		}
		at += len(token)
	}
	at += len(line[at:]) - len(bytes.TrimLeft(line[at:], " \t"))
	return at + 1, at < len(line) && line[at] == '"'
}

// faultyLine finds out what is wrong with a line that cannot be read. The cause
// is the decoder's, if it had one.
func (c *checker) faultyLine(line []byte, cause error) {
	if p := invalidUTF8(line); p.Line > 0 {
		c.faults.add(Position{c.file(), c.line, p.Column}, "the line is not valid UTF-8 here")
		return
	}
	if bytes.TrimLeft(line, " \t")[0] != '{' {
		c.faults.add(Position{c.file(), c.line, 1}, "a line begins with { and is a whole JSON object")
		return
	}
	var value any
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(line, &value), &syntax) {
		c.brokenLine(line, int(syntax.Offset), syntax, cause)
		return
	}
	parsing, before := Faults{}, c.faults.Count
	t := tree{file: c.file(), offset: c.line - 1, faults: &parsing}
	if n := t.parse(line); n != nil {
		t.faults = &c.faults
		c.unfitLine(t, n)
	}
	switch {
	case c.faults.Count > before:
	case parsing.Count > 0 && !strings.Contains(parsing.List[0].Message, "YAML"):
		c.faults.add(parsing.List[0].Position, "%s", parsing.List[0].Message)
	case cause != nil:
		c.faults.add(Position{c.file(), c.line, 1}, "the line does not fit: %s", strings.TrimPrefix(cause.Error(), "json: "))
	default:
		c.faults.add(Position{c.file(), c.line, 1}, "a field is there twice, or its name is not written as in the guide")
	}
}

// maxFields is more than any object of a dossier has.
const maxFields = 64

// plainKeys reports whether each name of a field is in lower-case letters and digits, and
// there once: the decoder forgives both, and the last of two fields would win.
func plainKeys(line []byte) bool {
	keys := make([][]byte, 0, 32) // of all objects that are open
	begins := make([]int, 0, 8)   // where each of them begins in keys
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '{':
			begins = append(begins, len(keys))
		case '}':
			keys, begins = keys[:begins[len(begins)-1]], begins[:len(begins)-1]
		case '"':
			text := stringAt(line[i+1:])
			i += len(text) + 1
			if rest := bytes.TrimLeft(line[i+1:], " \t"); len(rest) == 0 || rest[0] != ':' {
				continue
			}
			own := keys[begins[len(begins)-1]:]
			if len(own) > maxFields || len(bytes.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789_")) > 0 || slices.ContainsFunc(own, func(k []byte) bool { return bytes.Equal(k, text) }) {
				return false
			}
			keys = append(keys, text)
		}
	}
	return true
}

// stringAt is what stands before the closing quotation mark.
func stringAt(text []byte) []byte {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return text[:i]
		}
	}
	return text
}

// brokenLine reports a line that is not one JSON object.
func (c *checker) brokenLine(line []byte, offset int, syntax *json.SyntaxError, cause error) {
	column := utf8.RuneCount(line[:min(max(offset-1, 0), len(line))]) + 1
	p := Position{c.file(), c.line, column}
	switch {
	case cause == nil:
		c.faults.add(p, "there is more after the JSON object: write one object a line")
	case offset >= len(line):
		c.faults.add(p, "the line ends before its JSON object does: an object stands on one line, from { to }")
	default:
		c.faults.add(p, "the line is not valid JSON here: %s", syntax)
	}
}

// unfitLine reports what a line of valid JSON holds that it should not.
func (c *checker) unfitLine(t tree, n ast.Node) {
	var d lineDoc
	t.fill(n, "a line", &d)
	if d.Entity != nil {
		c.remember(d.Entity.ID)
	}
	if d.Source != nil {
		c.remember(d.Source.ID)
	}
}
