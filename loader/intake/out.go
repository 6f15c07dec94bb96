package intake

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"ipgraph/graph"
)

// Sink takes what was read of the records that hold.
type Sink interface {
	Source(graph.Source) error
	// Entity takes an entity. One that is bare is known by its id alone, under a
	// name made of it: any other description wins.
	Entity(e graph.Entity, bare bool) error
	// Statement takes a statement, and the place of its record for the report.
	Statement(s *graph.Statement, at string) error
	// Retire says that what was read so far of a record, and what the graph holds of it
	// from the same dataset, is to be withdrawn unless this load goes on to say it again:
	// the record was deleted or replaced. The key is a locator, or its part before
	// the first comma.
	Retire(key string) error
	// Partial says that the files hold changes alone: what they do not name stays.
	Partial()
}

// Out takes what a reader finds, record by record. Begin opens a record; what
// follows belongs to it until the next Begin. Nothing of a record that turns
// out to be broken or to be left out is handed on.
type Out struct {
	sink   Sink
	report *Report
	file   *FileReport
	source graph.ID

	open    bool
	at      string
	resumed *Place // the record at hand was counted before
	notes   []note
	pending []any
	// refused are the ids of entities of the record that the graph would refuse: what
	// names them cannot be written either.
	refused map[graph.ID]bool
	err     error

	// later holds what became of records that were resumed and turned out worse than they
	// were counted: a hash of eight bytes for each of those alone.
	later map[uint64]Fate
	seed  maphash.Seed
}

// note is a reason why a record was not taken as it is, in words that are the same
// for all such records, and the detail of this one.
type note struct {
	what           Fate
	reason, detail string
}

// bareEntity marks an entity that is known by its id alone.
type bareEntity graph.Entity

// retired is the key of a record that was deleted or replaced.
type retired string

// NewOut makes one for a load.
func NewOut(sink Sink, report *Report) *Out {
	return &Out{sink: sink, report: report, later: map[uint64]Fate{}, seed: maphash.MakeSeed()}
}

// StartFile begins a file. The source is the one that stands for it.
func (o *Out) StartFile(name string, source graph.ID) error {
	err := o.End()
	o.file, o.source = o.report.file(name), source
	return err
}

// Begin opens the next record of the input: at is its place there, as a locator
// says it ("#row=57", "/0/results/3", "LEI 5493…"). What came before is handed on.
func (o *Out) Begin(at string) error {
	if err := o.End(); err != nil {
		return err
	}
	o.open, o.at, o.resumed = true, at, nil
	return nil
}

// Place is where a record stands and what became of it, so that more can be handed
// over for it when others were read: see Out.Resume.
type Place struct {
	File   string   `json:"file"`
	Source graph.ID `json:"source"`
	At     string   `json:"at"`
	Fate   Fate     `json:"fate,omitempty"`
}

// Place is that of the record at hand, with what was said of it until now. Whoever means to resume
// the record asks for it last: what is said of it between then and the next record
// is not known there.
func (o *Out) Place() Place { return Place{o.file.Name, o.source, o.at, o.fate(Taken)} }

// Resume goes back to a record that was counted. What follows is handed on under its
// place and does not count as another record; a reason to change, leave out or break it
// counts it anew, once.
func (o *Out) Resume(p Place) error {
	if err := o.StartFile(p.File, p.Source); err != nil {
		return err
	}
	o.open, o.at, o.resumed = true, p.At, &p
	return nil
}

// fate is the heaviest of what was noted of the record at hand, and of what it was before.
func (o *Out) fate(before Fate) Fate {
	for _, n := range o.notes {
		before = max(before, n.what)
	}
	return before
}

// count counts the record at hand: a resumed one only where it turns out worse than it was
// counted.
func (o *Out) count() Fate {
	if o.resumed == nil {
		fate := o.fate(Taken)
		o.file.add(fate)
		return fate
	}
	key := maphash.Comparable(o.seed, [2]string{o.resumed.File, o.resumed.At})
	before := max(o.resumed.Fate, o.later[key])
	fate := o.fate(before)
	if fate != before {
		o.file.move(before, fate)
		o.later[key] = fate
	}
	return fate
}

// Key gives the record at hand the place by which its register knows it, in place of
// that in the file.
func (o *Out) Key(at string) { o.at = at }

// End hands on the record at hand, if there is one.
func (o *Out) End() error {
	if o.err != nil || !o.open {
		return o.err
	}
	o.open = false
	o.dropDangling()
	fate := o.count()
	for _, n := range o.notes {
		o.report.note(o.file, o.at, n)
	}
	o.notes = o.notes[:0]
	for _, p := range o.pending {
		if _, retires := p.(retired); retires || fate < LeftOut {
			o.hand(p)
		}
	}
	o.pending = o.pending[:0]
	return o.err
}

func (o *Out) hand(p any) {
	if o.err != nil {
		return
	}
	switch p := p.(type) {
	case graph.Source:
		o.err = o.sink.Source(p)
	case graph.Entity:
		o.err = o.sink.Entity(p, false)
	case bareEntity:
		o.err = o.sink.Entity(graph.Entity(p), true)
	case *graph.Statement:
		o.err = o.sink.Statement(p, o.file.Name+" "+o.at)
		o.report.sum(p)
	case retired:
		o.err = o.sink.Retire(string(p))
	}
}

// Broken says that the record at hand cannot be taken, and why: it is not as the
// format wants it. With --strict a load with such a record writes nothing. The reason
// is in words that are the same for all such records; the detail tells this one, such
// as the value that is wrong, and may be "".
func (o *Out) Broken(reason, detail string) { o.mark(note{Broken, reason, detail}) }

// LeaveOut says that the record at hand is sound and not taken on purpose: deleted,
// deprecated, outside what the graph holds.
func (o *Out) LeaveOut(reason, detail string) { o.mark(note{LeftOut, reason, detail}) }

// Change says that the record at hand is taken, but not all of it or not as it is
// written.
func (o *Out) Change(reason, detail string) { o.mark(note{Changed, reason, detail}) }

func (o *Out) mark(n note) {
	if !slices.Contains(o.notes, n) {
		o.notes = append(o.notes, n)
	}
}

// Warn says something about the file as a whole, once.
func (o *Out) Warn(text string) { o.file.warn(text) }

// Count adds to a count of the report, such as "assignors" or "edges": how much of
// each kind of thing the file itself holds.
func (o *Out) Count(what string, n int) { o.file.count(what, n) }

// Source hands over a source.
func (o *Out) Source(s graph.Source) {
	if o.sound("a source", s.Validate()) {
		o.pending = append(o.pending, s)
	}
}

// Entity hands over an entity. It may be handed over again, by any record: names
// that differ become aliases.
func (o *Out) Entity(e graph.Entity) {
	if e, ok := o.entity(e); ok {
		o.pending = append(o.pending, e)
	}
}

// Bare hands over an entity of which the record gives only the id. It is made where
// the graph does not know it, under the name given, and otherwise left as it is.
func (o *Out) Bare(id graph.ID, name string) {
	if e, ok := o.entity(graph.Entity{ID: id, Name: cmp.Or(name, string(id))}); ok {
		o.pending = append(o.pending, bareEntity(e))
	}
}

// Alias hands over another name of an entity whose own name another record gives. Called is
// what it is called where none does.
func (o *Out) Alias(id graph.ID, called, alias string) {
	if e, ok := o.entity(graph.Entity{ID: id, Name: cmp.Or(called, string(id)), Aliases: []string{alias}}); ok {
		o.pending = append(o.pending, bareEntity(e))
	}
}

// entity cleans the texts of an entity and checks it.
func (o *Out) entity(e graph.Entity) (graph.Entity, bool) {
	o.clean(&e.Name, &e.About)
	for i := range e.Aliases {
		o.clean(&e.Aliases[i])
	}
	e.Aliases = slices.DeleteFunc(e.Aliases, func(alias string) bool { return alias == "" })
	if o.sound("an entity", e.Validate()) {
		return e, true
	}
	if o.refused == nil {
		o.refused = map[graph.ID]bool{}
	}
	o.refused[e.ID] = true
	return e, false
}

// Statement hands over a statement. Its source is the file's where it names none.
// Its locator is the place of the record where it has none.
func (o *Out) Statement(s graph.Statement) {
	s.Source, s.Locator = cmp.Or(s.Source, o.source), cmp.Or(s.Locator, o.at)
	o.clean(&s.Locator, &s.Note, &s.AssertedBy)
	if s.Value != nil {
		o.clean(&s.Value.Text)
	}
	for name, text := range s.Qualifiers {
		if cleaned := text; o.clean(&cleaned) {
			s.Qualifiers[name] = cleaned
		}
	}
	if o.sound(string(s.Predicate), s.Validate()) {
		o.pending = append(o.pending, &s)
	}
}

// clean takes out of texts what no reader can see, and what is beyond the length that the
// graph keeps, and says so. It reports whether it changed anything.
func (o *Out) clean(texts ...*string) bool {
	changed := false
	for _, text := range texts {
		was := *text
		if strings.ContainsFunc(was, graph.Invisible) {
			o.Change("characters that nobody can see were taken out of a text", strings.ToValidUTF8(was, "?"))
			*text = strings.Map(func(r rune) rune {
				if graph.Invisible(r) {
					return ' '
				}
				return r
			}, was)
		}
		if *text = strings.TrimSpace(*text); len(*text) > graph.MaxTextLength {
			o.Change("a text that is too long was cut", "")
			*text = strings.ToValidUTF8((*text)[:graph.MaxTextLength-len("…")], "") + "…"
		}
		changed = changed || *text != was
	}
	return changed
}

// dropDangling leaves out statements about entities that the graph would refuse.
func (o *Out) dropDangling() {
	if len(o.refused) == 0 {
		return
	}
	for _, p := range o.pending {
		switch p := p.(type) {
		case graph.Entity:
			delete(o.refused, p.ID)
		case bareEntity:
			delete(o.refused, p.ID)
		}
	}
	o.pending = slices.DeleteFunc(o.pending, func(p any) bool {
		s, ok := p.(*graph.Statement)
		dangling := ok && slices.ContainsFunc(s.Entities(), func(id graph.ID) bool { return o.refused[id] })
		if dangling {
			o.Change("a statement about an entity that was left out was left out too", string(s.Predicate))
		}
		return dangling
	})
	clear(o.refused)
}

// Retire says that the record with this locator, or whose locator begins with it
// and a comma, was deleted or replaced at its origin. It holds for records that are
// left out too. Outside a record, as in Finish, it is handed on at once.
func (o *Out) Retire(key string) {
	if !o.open {
		o.hand(retired(key))
		return
	}
	o.pending = append(o.pending, retired(key))
}

// Partial says that the files hold changes alone.
func (o *Out) Partial() { o.sink.Partial() }

// sound leaves out a part that the graph would refuse, and says so.
func (o *Out) sound(part string, problems []graph.Problem) bool {
	if len(problems) == 0 {
		return true
	}
	texts := make([]string, 0, len(problems))
	for _, p := range problems {
		texts = append(texts, strings.TrimPrefix(p.Field+": ", ": ")+p.Message)
	}
	o.Change(part+" was left out, for the graph would refuse it", strings.Join(texts, "; "))
	return false
}
