package loader

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// gathered is what an import has read, outside memory, until all of it is there:
// only then is it known which entities and statements are given more than once, and what
// a later record takes back.
type gathered struct {
	entities, statements *intake.Sorter
	retired              *intake.Numbers // by locator, the number of the last statement that it takes back
	recent               recent          // descriptions of entities
}

// newGathered keeps its files in dir, but for what is retired: that is asked for until what was
// checked is closed.
func newGathered(ctx context.Context, dir, lasting string) *gathered {
	g := &gathered{entities: intake.NewSorter(ctx, dir), statements: intake.NewSorter(ctx, dir), retired: intake.NewNumbers(lasting, "retired"),
		recent: recent{seed: maphash.MakeSeed()}}
	g.retired.Open(ctx)
	return g
}

func (g *gathered) close() error { return errors.Join(g.entities.Close(), g.statements.Close()) }

// gatheredEntity is one description of an entity.
type gatheredEntity struct {
	entityDoc
	Bare bool `json:"bare,omitempty"`
}

// A gathered statement is a line of fields, none of which holds the separator: its number in the
// order of reading, where it goes in the stage, its locator, and the line that is staged.
const (
	fieldSeparator = "\x01"
	fieldCount     = 6
)

// gatheredLine is one, taken apart.
type gatheredLine struct {
	seq     uint64
	place   stagePlace
	locator string
	staged  string
}

func parseGathered(text string) (gatheredLine, error) {
	fields := strings.SplitN(text, fieldSeparator, fieldCount)
	if len(fields) != fieldCount {
		return gatheredLine{}, errors.New("a statement that was kept cannot be read back")
	}
	seq, err := strconv.ParseUint(fields[0], 10, 64)
	if err != nil {
		return gatheredLine{}, fmt.Errorf("a statement that was kept: %w", err)
	}
	return gatheredLine{seq, stagePlace{fields[1] == "fact", fields[2], fields[3]}, fields[4], fields[5]}, nil
}

// Source takes a source beside those that stand for files. The first of an id counts.
func (i *importing) Source(s graph.Source) error {
	if _, known := i.sources[s.ID]; !known {
		i.sources[s.ID] = &s
	}
	return nil
}

// Entity takes one description of an entity.
func (i *importing) Entity(e graph.Entity, bare bool) error {
	line, err := json.Marshal(gatheredEntity{docOfEntity(e), bare})
	if err != nil {
		return fmt.Errorf("keep an entity: %w", err)
	}
	if i.recent.again(line) {
		return nil
	}
	return i.entities.Add(string(e.ID), string(line))
}

// recent remembers what was kept last, so that a court that each of a million rows names the same way
// is not kept a million times.
type recent struct {
	seed   maphash.Seed
	hashes [1 << 12]uint64
}

// again reports whether the text was there not long ago, and remembers it.
func (r *recent) again(text []byte) bool {
	hash := maphash.Bytes(r.seed, text)
	at := hash % uint64(len(r.hashes))
	was := r.hashes[at]
	r.hashes[at] = hash
	return was == hash
}

// Statement takes a statement.
func (i *importing) Statement(s *graph.Statement, _ string) error {
	i.seq++
	s.Identify()
	line, err := json.Marshal(staged{docOfStatement(*s), s.ID, i.Dataset})
	if err != nil {
		return fmt.Errorf("keep a statement: %w", err)
	}
	p, kind := placeOf(s), "record"
	if p.fact {
		kind = "fact"
	}
	return i.statements.Add(hashFirst(s.ID), strings.Join([]string{strconv.FormatUint(i.seq, 10), kind, p.edge, p.arrangement, s.Locator, string(line)}, fieldSeparator))
}

// Retire takes back what was read so far under a locator, or under locators that
// begin with it and a comma.
func (i *importing) Retire(locator string) error {
	return i.retired.Put(locator, i.seq)
}

// Partial says that the files hold changes alone.
func (i *importing) Partial() { i.Import.Partial = true }

// retiredAt is the number of the last statement under the locator that was taken
// back, and whether any was.
func (i *importing) retiredAt(locator string) (until uint64, ever bool, err error) {
	whole, _, _ := strings.Cut(locator, ",")
	for _, key := range slices.Compact([]string{locator, whole}) {
		at, found, err := i.retired.Get(key)
		if err != nil {
			return 0, false, err
		}
		until, ever = max(until, at), ever || found
	}
	return until, ever, nil
}

// settle hands everything to the stage, each thing once.
func (i *importing) settle(ctx context.Context) error {
	c := i.checked
	published := make(map[graph.ID]graph.Period, len(i.sources))
	for _, id := range slices.Sorted(maps.Keys(i.sources)) {
		s := i.sources[id]
		published[id] = s.Published
		if problems := s.Validate(); len(problems) > 0 {
			return graph.Errorf(graph.CodeInvalid, "the source %s: %s: %s", id, problems[0].Field, problems[0].Message)
		}
		if c.stage == nil {
			continue
		}
		if err := c.stage.source(*s); err != nil {
			return err
		}
	}
	if c.stage != nil {
		c.stage.published = published
	}
	c.summary.Sources = len(i.sources)
	err := i.entities.EachGroup(ctx, func(_ string, lines iter.Seq[string]) error {
		e, bare, err := mergeEntity(lines)
		if err != nil {
			return err
		}
		c.summary.Entities++
		i.ticker.tick("sorting: %d entities", c.summary.Entities)
		if c.stage == nil {
			return nil
		}
		return c.stage.gatheredEntity(e, bare)
	})
	if err != nil {
		return err
	}
	if err := i.retired.Seal(ctx); err != nil {
		return err
	}
	if i.Import.Partial || i.retired.Len() > 0 {
		c.contents.replaced = func(locator string) (bool, error) {
			_, replaced, err := i.retiredAt(locator)
			return replaced, err
		}
	}
	c.contents.partial = i.Import.Partial
	return i.settleStatements(ctx)
}

// maxAliases bounds the names that an entity keeps beside its own.
const maxAliases = 100

// mergeEntity makes one of several descriptions: the first that is not bare gives
// the name and what the entity is; other names become aliases.
func mergeEntity(lines iter.Seq[string]) (e graph.Entity, bare bool, err error) {
	bare = true
	var names []string
	for line := range lines {
		var d gatheredEntity
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return e, false, fmt.Errorf("an entity that was kept: %w", err)
		}
		other, _ := d.entity()
		names = addNames(names, other.Aliases...)
		switch {
		case e.ID == "", bare && !d.Bare:
			e.ID, e.Name, e.About, bare = other.ID, other.Name, other.About, d.Bare
			continue
		case d.Bare:
			continue
		}
		names = addNames(names, other.Name)
		if e.About == "" {
			e.About = other.About
		}
	}
	for _, name := range names {
		if name != e.Name && len(e.Aliases) < maxAliases {
			e.Aliases = append(e.Aliases, name)
		}
	}
	return e, bare, nil
}

// addNames adds those names that are not there, as long as there is room for aliases: one of them may
// be the entity's own.
func addNames(names []string, more ...string) []string {
	for _, name := range more {
		if len(names) <= maxAliases && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// settleStatements hands over each statement once, without those taken back.
func (i *importing) settleStatements(ctx context.Context) error {
	c := i.checked
	held, err := intake.NewKeyTable(filepath.Join(i.lasting, "held"))
	if err != nil {
		return err
	}
	c.closers = append(c.closers, held)
	err = i.statements.EachGroup(ctx, func(hash string, lines iter.Seq[string]) error {
		last, err := i.lastOf(lines)
		if err != nil {
			return err
		}
		if i.retired.Len() > 0 {
			until, taken, err := i.retiredAt(last.locator)
			if err != nil {
				return err
			}
			if taken && last.seq <= until {
				return i.countRetired(last)
			}
		}
		if !last.place.fact {
			c.contents.records[i.Dataset]++
		}
		c.summary.Statements++
		i.ticker.tick("sorting: %d statements", c.summary.Statements)
		if c.stage == nil {
			return nil
		}
		key, _ := keyOf(hashLast(hash))
		return errors.Join(held.Add(key, 0), c.stage.line(last.place, []byte(last.staged)))
	})
	c.contents.holds = func(key intake.Key) (bool, error) {
		_, found, err := held.Find(key)
		return found, err
	}
	return errors.Join(err, held.End())
}

// lastOf is the last of several that say the same, word for word. They come in the order of reading, and
// those after the first are taken out of the sums.
func (i *importing) lastOf(lines iter.Seq[string]) (last gatheredLine, err error) {
	first := true
	for text := range lines {
		if last, err = parseGathered(text); err != nil {
			return last, err
		}
		if first {
			first = false
			continue
		}
		s, err := last.amount()
		if err != nil {
			return last, err
		}
		i.report.Repeat(s)
	}
	return last, nil
}

// countRetired takes what a later record took back out of the sums.
func (i *importing) countRetired(l gatheredLine) error {
	s, err := l.amount()
	if err == nil {
		i.report.Retire(s)
	}
	return err
}

// amount is the statement with its amount alone.
func (l gatheredLine) amount() (*graph.Statement, error) {
	var st staged
	if err := json.Unmarshal([]byte(l.staged), &st); err != nil {
		return nil, fmt.Errorf("a statement that was kept: %w", err)
	}
	s, _ := st.Statement.parse()
	return &graph.Statement{Amount: s.Amount}, nil
}

// idPrefix is how long the letter is that tells a register record from what is curated.
const idPrefix = len("s:")

// hashFirst is a statement's id with its hash in front, so that ids of both sorts come in the order
// of their hashes; hashLast is the way back.
func hashFirst(id graph.StatementID) string { return string(id[idPrefix:] + id[:idPrefix]) }

func hashLast(text string) graph.StatementID {
	at := len(text) - idPrefix
	return graph.StatementID(text[at:] + text[:at])
}

// keyOf is the key of a statement's id, which is a hash itself; false for what is none.
func keyOf(id graph.StatementID) (key intake.Key, ok bool) {
	if len(id) != idPrefix+hex.EncodedLen(len(key)) {
		return key, false
	}
	_, err := hex.Decode(key[:], []byte(id[idPrefix:]))
	return key, err == nil
}
