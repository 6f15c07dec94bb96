package loader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"ipgraph/graph"
)

// Limits of a dossier's files. YAML is for people and read whole; what is
// larger comes as JSON Lines, which are streamed.
const (
	maxYAML  = 16 << 20 // bytes of one file
	maxLine  = 1 << 20  // bytes of one line of JSON
	maxDepth = 100      // brackets or hyphens in one record of YAML
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
	fmt.Fprintf(c.contents.digest, "\x00%s\x00%s\x00", d.Name, f.name)
	text := io.TeeReader(file, c.contents.digest)
	if c.streaming = f.section == linesSection; c.streaming {
		return c.readLines(ctx, text)
	}
	return c.readYAML(ctx, text, f.section)
}

func (c *checker) readYAML(ctx context.Context, file io.Reader, s section) error {
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
	if line := tooDeep(text); line > 0 {
		c.faults.add(Position{File: name, Line: line}, "there are more than %d brackets open at once here", maxDepth)
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
			s, problems := d.statement()
			return c.statement(&s, problems, locate)
		}
	case watchSection:
		var d watchDoc
		if t.fill(n, "an entity to watch", &d) {
			c.watchEntity(d, locate)
		}
	case linesSection:
	}
	return nil
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

// tooDeep is the line on which a record is nested deeper than any can be, or 0.
// The parser of YAML calls itself at each level.
func tooDeep(text []byte) int {
	number, depth := 0, 0
	for line := range bytes.Lines(text) {
		number++
		if bytes.HasPrefix(line, []byte("- ")) {
			depth = 0
		}
		hyphens := bytes.Count(line[:len(line)-len(bytes.TrimLeft(line, " -?:\t"))], []byte("-"))
		indent := len(line) - len(bytes.TrimLeft(line, " "))
		for _, b := range line {
			switch b {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth > maxDepth {
				return number
			}
		}
		if hyphens > maxDepth || indent > 8*maxDepth {
			return number
		}
	}
	return 0
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
		c.entities.add(parsed, c.here())
	}
}
