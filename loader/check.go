package loader

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"strings"
	"time"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/scratch"
)

// sink takes what has been checked, in the order of reading.
type sink interface {
	source(graph.Source) error
	entity(graph.Entity) error
	statement(*graph.Statement) error
}

// Summary counts what a check has read.
type Summary struct {
	Sources, Entities, Statements int
}

// Check reads dossiers and reports everything that is wrong with them. It needs
// no store. Several dossiers are read as one: a later one may name what an
// earlier one defines.
func Check(ctx context.Context, dossiers []Dossier, progress func(string)) (_ Summary, err error) {
	folder, err := scratch.New("", "ipgraph-check-")
	if err != nil {
		return Summary{}, err
	}
	defer func() { err = errors.Join(err, folder.Remove()) }()
	c, err := newChecker(ctx, folder.Path, progress)
	if err != nil {
		return Summary{}, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return c.check(ctx, dossiers)
}

// checker checks records one by one. It keeps where entities and statements stand in files, and in
// memory the ids of sources alone, so that its memory does not grow with the input.
type checker struct {
	faults    Faults
	sink      sink
	names     []string // of files
	line      int
	streaming bool // the file is JSON Lines, in which order matters
	dossier   Dossier
	entities  *entityPlaces
	sources   map[graph.ID]sourceInfo
	places    *places // of statements
	contents  contents
	repeats   []repeat // to check when all sources are known
	document  struct {
		name string
		text string
		err  error
	}
	summary Summary
	ticker  ticker
}

// contents is what a load has to know of all that was read, beside the records that
// were staged.
type contents struct {
	// holds reports whether a statement is among them, by the hash in its id.
	holds       func(key intake.Key) (bool, error)
	watched     map[string][]watchDoc // by dossier
	corrections []correction          // statements that supersede others
	records     map[string]int        // register records, by dossier
	digest      hash.Hash             // of all that was read
	// replaced reports whether what the store holds under a locator was deleted or
	// replaced at its origin, and is to be withdrawn. Nil: nothing was.
	replaced func(locator string) (bool, error)
	// partial says that changes alone were read: what is missing among them stays.
	partial bool
}

func newContents() contents {
	digest := sha256.New()
	digest.Write([]byte(projectionVersion))
	return contents{digest: digest, records: map[string]int{}, watched: map[string][]watchDoc{}}
}

func (c *contents) recordCount() int {
	n := 0
	for _, count := range c.records {
		n += count
	}
	return n
}

type sourceInfo struct {
	place     place
	published graph.Period
	document  string
}

type repeat struct {
	id graph.ID
	at Position
}

// newChecker makes one that keeps what is many in dir.
func newChecker(ctx context.Context, dir string, progress func(string)) (*checker, error) {
	p, err := newPlaces(ctx, dir)
	if err != nil {
		return nil, err
	}
	entities, err := newEntityPlaces(dir)
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	c := &checker{entities: entities, sources: map[graph.ID]sourceInfo{}, places: p, contents: newContents(), ticker: ticker{tell: progress}}
	c.contents.holds = p.holds
	return c, nil
}

func (c *checker) check(ctx context.Context, dossiers []Dossier) (Summary, error) {
	for _, d := range dossiers {
		if err := c.read(ctx, d); err != nil {
			return c.summary, err
		}
	}
	for _, r := range c.repeats {
		if _, known := c.sources[r.id]; !known {
			c.faults.add(r.at, "%s is not among the sources%s", r.id, c.didYouMean(r.id))
		}
	}
	err := c.places.settle(ctx, c.names, func(first, again Position) {
		c.faults.add(again, "the same statement is already at %s:%d: remove one", first.File, first.Line)
	})
	if err := errors.Join(err, c.entities.err); err != nil {
		return c.summary, err
	}
	return c.summary, c.faults.Err()
}

// Close ends the use of its files.
func (c *checker) Close() error { return errors.Join(c.entities.close(), c.places.Close()) }

func (c *checker) startFile(name string) {
	c.names = append(c.names, name)
	c.line = 0
}

func (c *checker) file() string { return c.names[len(c.names)-1] }

func (c *checker) here() place { return place{uint32(len(c.names) - 1), uint32(c.line)} } //nolint:gosec // neither comes near 4 billion

func (c *checker) show(p place) string { return fmt.Sprintf("%s:%d", c.names[p.file], p.line) }

func (c *checker) progress() {
	c.ticker.tick("checking: %d entities, %d statements", c.summary.Entities, c.summary.Statements)
}

// report adds the problems of a record; true means that there were none.
func (c *checker) report(problems []graph.Problem, locate locator) bool {
	for _, p := range problems {
		if len(c.faults.List) >= MaxFaults { // its place would not be shown
			c.faults.Count++
			continue
		}
		c.faults.add(locate(p.Field), "%s", p.Message)
	}
	return len(problems) == 0
}

func (c *checker) source(d sourceDoc, locate locator) error {
	s, problems := d.source()
	ok := c.report(problems, locate)
	if first, twice := c.sources[s.ID]; twice && s.ID != "" {
		c.faults.add(locate("id"), "the source %s is already defined at %s", s.ID, c.show(first.place))
		return nil
	}
	c.sources[s.ID] = sourceInfo{c.here(), s.Published, s.Document}
	for _, id := range s.Repeats {
		c.repeats = append(c.repeats, repeat{id, locate("repeats")})
	}
	if s.Document != "" {
		if _, err := c.text(s.Document); err != nil {
			c.faults.add(locate("document"), "%s", err)
			ok = false
		}
	}
	c.summary.Sources++
	if !ok || c.sink == nil {
		return nil
	}
	return c.sink.source(s)
}

func (c *checker) entity(d entityDoc, locate locator) error {
	e, problems := d.entity()
	ok := c.report(problems, locate)
	if e.ID != "" {
		if first, twice := c.entities.add(e.ID, c.here()); twice {
			c.faults.add(locate("id"), "the entity %s is already defined at %s", e.ID, c.show(first))
			return nil
		}
	}
	c.summary.Entities++
	if !ok || c.sink == nil {
		return nil
	}
	return c.sink.entity(e)
}

// statement checks what cannot be seen in the record alone. The problems are
// those that could.
func (c *checker) statement(s *graph.Statement, problems []graph.Problem, locate locator) error {
	ok := c.report(problems, locate)
	ok = c.references(s, problems, locate) && ok
	c.summary.Statements++
	if !ok {
		return c.entities.err
	}
	source := c.sources[s.Source]
	if s.ReportedOn.String() == source.published.String() {
		s.ReportedOn = graph.Period{} // said twice is said once: the id stays the same
	}
	s.Identify()
	if s.ReportedOn.IsZero() {
		s.ReportedOn = source.published
	}
	if err := c.place(s, locate); err != nil {
		return err
	}
	if !c.quoted(s, source, locate) || c.sink == nil {
		return nil
	}
	if len(s.Supersedes) > 0 {
		c.contents.corrections = append(c.contents.corrections, correction{*s, locate("supersedes")})
	}
	return c.sink.statement(s)
}

// references checks that what the statement names is defined.
func (c *checker) references(s *graph.Statement, problems []graph.Problem, locate locator) bool {
	before := c.faults.Count
	var faulty map[string]bool
	if problems != nil {
		faulty = map[string]bool{}
	}
	for _, p := range problems {
		faulty[p.Field] = true
	}
	c.known("subject", s.Subject, faulty, locate)
	c.known("object", s.Object, faulty, locate)
	rule, _ := graph.RuleOf(s.Predicate)
	for _, q := range rule.Qualifiers {
		if len(q.Kinds) > 0 {
			c.known("qualifiers."+q.Name, graph.ID(s.Qualifiers[q.Name]), faulty, locate)
		}
	}
	if _, known := c.sources[s.Source]; !known && s.Source != "" && !faulty["source"] {
		c.faults.add(locate("source"), "%s", c.dangling(s.Source))
	}
	return c.faults.Count == before
}

func (c *checker) known(field string, id graph.ID, faulty map[string]bool, locate locator) {
	if id == "" || faulty[field] {
		return
	}
	if !c.entities.has(id) {
		c.faults.add(locate(field), "%s", c.dangling(id))
	}
}

// place keeps where the statement stands.
func (c *checker) place(s *graph.Statement, locate locator) error {
	key, ok := keyOf(s.ID)
	if !ok {
		return fmt.Errorf("%s: the statement has no id", locate(""))
	}
	if s.Record {
		c.contents.records[c.dossier.Name]++
	}
	return c.places.add(key, len(c.names)-1, locate(""))
}

// quoted looks the quotation up in the document of the source.
func (c *checker) quoted(s *graph.Statement, source sourceInfo, locate locator) bool {
	if s.Quote == "" {
		return true
	}
	if source.document == "" {
		c.faults.add(locate("quote"), "the source %s has no document in which the quotation could be found: add one to the source, or leave the quotation out", s.Source)
		return false
	}
	text, err := c.text(source.document)
	if err != nil {
		return false // the source's own fault, already reported there
	}
	if !strings.Contains(text, squeeze(s.Quote)) {
		c.faults.add(locate("quote"), "the quotation does not stand in %s word for word", source.document)
		return false
	}
	return true
}

// maxDocument bounds a stored text, in bytes.
const maxDocument = 16 << 20

// text is a stored document with white space normalised. The last one is kept:
// statements come grouped by source.
func (c *checker) text(name string) (string, error) {
	if c.document.name == name {
		return c.document.text, c.document.err
	}
	c.document.name = name
	c.document.text, c.document.err = readDocument(c.dossier.FS, name)
	return c.document.text, c.document.err
}

func readDocument(fsys fs.FS, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", fmt.Errorf("document %q: write a path inside the dossier, with forward slashes", name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return "", fmt.Errorf("the document %s is not in the dossier", name)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxDocument+1))
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return "", fmt.Errorf("the document %s cannot be read: %w", name, err)
	}
	if len(text) > maxDocument {
		return "", fmt.Errorf("the document %s is larger than %d MiB", name, maxDocument>>20)
	}
	return squeeze(string(bytes.ToValidUTF8(text, []byte("\uFFFD")))), nil
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// ticker tells of progress, at most twice a second.
type ticker struct {
	tell func(string)
	last time.Time
}

func (t *ticker) tick(format string, args ...any) {
	if t.tell == nil || time.Since(t.last) < 500*time.Millisecond {
		return
	}
	t.last = time.Now()
	t.tell(fmt.Sprintf(format, args...))
}
