package loader

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"ipgraph/graph"
)

// Limits of a dossier's files. YAML is for people and read whole; what is
// larger comes as JSON Lines, which are streamed.
const (
	maxYAML = 16 << 20 // bytes of one file
	maxLine = 1 << 20  // bytes of one line of JSON
)

// locator finds the place of a field of the record at hand. It is called only
// for faults: for JSON Lines it parses the line a second time.
type locator func(field string) Position

// read takes all records of a dossier through the checker.
func (c *checker) read(ctx context.Context, d Dossier) error {
	files, err := d.files(&c.faults)
	if err != nil {
		return err
	}
	c.dossier = d
	for _, f := range files {
		c.startFile(d.display(f.name))
		err := c.readFile(ctx, d, f)
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) readFile(ctx context.Context, d Dossier, f dossierFile) (err error) {
	file, err := d.FS.Open(f.name)
	if err != nil {
		return fmt.Errorf("open %s: %w", d.display(f.name), err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if f.section == linesSection {
		return c.readLines(ctx, file)
	}
	return c.readYAML(ctx, file, f.section)
}

func (c *checker) readYAML(ctx context.Context, file fs.File, s section) error {
	name := c.file()
	text, err := io.ReadAll(io.LimitReader(file, maxYAML+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if len(text) > maxYAML {
		c.faults.add(Position{File: name}, "a YAML file of more than %d MiB: write JSON Lines (.jsonl) instead", maxYAML>>20)
		return nil
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if p := invalidUTF8(text); p.Line > 0 {
		p.File = name
		c.faults.add(p, "the file is not valid UTF-8 here")
		return nil
	}
	t := tree{file: name, faults: &c.faults}
	body := t.parse(text)
	if body == nil {
		return nil // empty, or a fault that was added
	}
	list, ok := body.(*ast.SequenceNode)
	if !ok {
		c.faults.add(t.at(body), "the file is a list: every one of the %s begins with a hyphen", s)
		return nil
	}
	for _, item := range list.Values {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.item(t, item, s); err != nil {
			return err
		}
	}
	return nil
}

// item checks one record of a list.
func (c *checker) item(t tree, n ast.Node, s section) error {
	locate := func(field string) Position { return t.find(n, field) }
	c.line = t.at(n).Line
	switch s {
	case sourcesSection:
		var d sourceDoc
		if t.fill(n, "a source", &d) {
			return c.source(d, locate)
		}
		c.remember(d.ID)
	case entitiesSection:
		var d entityDoc
		if t.fill(n, "an entity", &d) {
			return c.entity(d, locate)
		}
		c.remember(d.ID)
	case statementsSection:
		var d statementDoc
		if t.fill(n, "a statement", &d) {
			return c.statement(d, locate)
		}
	case linesSection:
	}
	return nil
}

// lineDoc is one line of JSON Lines: exactly one of the three.
type lineDoc struct {
	Source    *sourceDoc    `json:"source,omitempty"`
	Entity    *entityDoc    `json:"entity,omitempty"`
	Statement *statementDoc `json:"statement,omitempty"`
}

func (c *checker) readLines(ctx context.Context, file io.Reader) error {
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 64<<10), maxLine)
	c.line = 0
	for scanner.Scan() {
		c.line++
		line := bytes.TrimSpace(scanner.Bytes())
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
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF):
		column := len(line)
		if syntax != nil {
			column = int(syntax.Offset)
		}
		c.faults.add(Position{c.file(), c.line, column}, "the line is not a JSON object: %s", err)
		return nil
	case !utf8.Valid(line):
		c.faults.add(Position{c.file(), c.line, invalidUTF8(line).Column}, "the line is not valid UTF-8 here")
		return nil
	case err != nil:
		c.faultyLine(line, err)
		return nil
	case decoder.InputOffset() != int64(len(line)):
		c.faults.add(Position{c.file(), c.line, int(decoder.InputOffset()) + 1}, "there is more after the JSON object: one object a line")
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
	c.faults.add(Position{c.file(), c.line, 1}, `a line holds one of {"source": …}, {"entity": …} and {"statement": …}`)
	return nil
}

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

// faultyLine finds out what is wrong with a line that is JSON and does not fit.
func (c *checker) faultyLine(line []byte, cause error) {
	before := c.faults.Count
	t := tree{file: c.file(), offset: c.line - 1, faults: &c.faults}
	if n := t.parse(line); n != nil {
		var d lineDoc
		t.fill(n, "a line", &d)
		if d.Entity != nil {
			c.remember(d.Entity.ID)
		}
		if d.Source != nil {
			c.remember(d.Source.ID)
		}
	}
	if c.faults.Count == before {
		c.faults.add(Position{c.file(), c.line, 1}, "the line does not fit: %s", cause)
	}
}

// invalidUTF8 is the place of the first broken byte, or the zero Position.
func invalidUTF8(text []byte) Position {
	if utf8.Valid(text) {
		return Position{}
	}
	line, column := 1, 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			return Position{Line: line, Column: column}
		case r == '\n':
			line, column = line+1, 1
		default:
			column++
		}
		text = text[size:]
	}
	return Position{}
}

// remember keeps the id of a record that is faulty in another way, so that what
// names it is not called dangling too.
func (c *checker) remember(id string) {
	parsed, err := graph.ParseID(id)
	switch {
	case err != nil:
	case parsed.Kind() == graph.SourceKind:
		if _, known := c.sources[parsed]; !known {
			c.sources[parsed] = sourceInfo{place: c.here()}
		}
	default:
		if _, known := c.entities[parsed]; !known {
			c.entities[parsed] = c.here()
		}
	}
}
