package loader

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

func (c *checker) readLines(ctx context.Context, file io.Reader) error {
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 64<<10), maxLine)
	for scanner.Scan() {
		c.line++
		line := bytes.TrimRight(scanner.Bytes(), " \t\r")
		if c.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if len(line) == 0 {
			continue
		}
		if c.line%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			c.progress()
		}
		if err := c.readLine(line); err != nil {
			return err
		}
	}
	if errors.Is(scanner.Err(), bufio.ErrTooLong) {
		c.faults.add(Position{c.file(), c.line + 1, 0}, "the line is longer than %d KiB; the rest of the file was not read", maxLine>>10)
		return nil
	}
	if err := scanner.Err(); err != nil {
		return fmt.Errorf("read %s after line %d: %w", c.file(), c.line, err)
	}
	return nil
}

func (c *checker) readLine(line []byte) error {
	var d lineDoc
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&d)
	if err != nil || decoder.InputOffset() != int64(len(line)) || !utf8.Valid(line) {
		c.faultyLine(line, err)
		return nil
	}
	switch {
	case d.Source != nil && d.Entity == nil && d.Statement == nil:
		return c.source(*d.Source, c.lineLocator(line, "source"))
	case d.Entity != nil && d.Source == nil && d.Statement == nil:
		return c.entity(*d.Entity, c.lineLocator(line, "entity"))
	case d.Statement != nil && d.Source == nil && d.Entity == nil:
		return c.statement(*d.Statement, c.lineLocator(line, "statement"))
	}
	c.faults.add(Position{c.file(), c.line, 1}, "%s", oneOfThree)
	return nil
}

const oneOfThree = `a line holds one of {"source": {…}}, {"entity": {…}} and {"statement": {…}}`

// lineLocator finds a field of a line. It parses the line as YAML, of which
// JSON is a part, because that parser keeps the place of every value.
func (c *checker) lineLocator(line []byte, kind string) locator {
	file, number := c.file(), c.line
	return func(field string) Position {
		t := tree{file: file, offset: number - 1, faults: &Faults{}}
		n := t.parse(line)
		if n == nil {
			return Position{file, number, 1}
		}
		path := kind
		if field != "" {
			path += "." + field
		}
		return t.find(n, path)
	}
}

// faultyLine finds out what is wrong with a line that cannot be read. The cause
// is the decoder's, if it had one.
func (c *checker) faultyLine(line []byte, cause error) {
	if p := invalidUTF8(line); p.Line > 0 {
		c.faults.add(Position{c.file(), c.line, p.Column}, "the line is not valid UTF-8 here")
		return
	}
	var value any
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(line, &value), &syntax) {
		c.brokenLine(line, int(syntax.Offset), syntax, cause)
		return
	}
	t := tree{file: c.file(), offset: c.line - 1, faults: &Faults{}}
	n := t.parse(line)
	before := c.faults.Count
	if t.faults = &c.faults; n != nil {
		c.unfitLine(t, n)
	}
	if c.faults.Count == before {
		c.faults.add(Position{c.file(), c.line, 1}, "the line does not fit: %s", strings.TrimPrefix(fmt.Sprint(cause), "json: "))
	}
}

// brokenLine reports a line that is not one JSON object.
func (c *checker) brokenLine(line []byte, offset int, syntax *json.SyntaxError, cause error) {
	column := utf8.RuneCount(line[:min(max(offset-1, 0), len(line))]) + 1
	p := Position{c.file(), c.line, column}
	switch {
	case line[0] != '{' && line[0] != ' ' && line[0] != '\t':
		p.Column = 1
		c.faults.add(p, "a line begins with { and is a whole JSON object")
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
