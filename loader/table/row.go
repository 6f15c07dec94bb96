package table

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/ftm"
	"ipgraph/loader/intake"
)

// rowReader makes statements of one row after the other of a file.
type rowReader struct {
	queries []Query
	// scheme is the second part of ids that the mapping gives no other.
	scheme string
	out    *intake.Out
	// entities takes what the mapping describes in the words of FollowTheMoney. Nil: nothing.
	entities *ftm.Collector
	// described are the entities of the row at hand in those words.
	described []ftm.Entity
}

// newRowReader keeps the queries that are for the file.
func (m *Mapping) newRowReader(base string, out *intake.Out, entities *ftm.Collector) *rowReader {
	r := &rowReader{out: out, scheme: schemeOf(base), entities: entities}
	for _, q := range m.Queries {
		if names := q.files(); len(names) == 0 || slices.Contains(names, base) {
			r.queries = append(r.queries, q)
		}
	}
	return r
}

// files are the names of the files that the query is for.
func (q Query) files() []string {
	var names []string
	for _, n := range append([]string{q.File, q.CSVURL}, q.CSVURLs...) {
		if n != "" {
			names = append(names, path.Base(n))
		}
	}
	return names
}

// schemeOf makes the second part of an id of the name of a file.
func schemeOf(base string) string { return intake.Scheme(strings.TrimSuffix(base, path.Ext(base))) }

// take makes what the queries say of the row at hand.
func (r *rowReader) take(row cells) error {
	passed := false
	r.described = r.described[:0]
	for _, q := range r.queries {
		if !q.passes(row) {
			continue
		}
		passed = true
		r.query(q, row)
		r.describe(q, row)
	}
	if !passed {
		r.out.LeaveOut("no query of the mapping is for the row", "")
	}
	for _, e := range r.described { // last: the place remembers what was said of the row
		if err := r.entities.Add(r.out.Place(), e); err != nil {
			return err //nolint:wrapcheck // it is about the disk, and says so
		}
	}
	return nil
}

// passes reports whether the filters let the row pass.
func (q Query) passes(row cells) bool {
	has := func(column string, words Words) bool {
		return slices.ContainsFunc(row(column), func(cell string) bool { return slices.Contains(words, cell) })
	}
	for column, words := range q.Filters {
		if !has(column, words) {
			return false
		}
	}
	for column, words := range q.FiltersNot {
		if has(column, words) {
			return false
		}
	}
	return true
}

// query makes entities with a kind, and statements about them.
func (r *rowReader) query(q Query, row cells) {
	ids := map[string]graph.ID{}
	for _, name := range slices.Sorted(maps.Keys(q.Entities)) {
		e := q.Entities[name]
		if e.Kind == "" {
			continue
		}
		id, ok := r.entity(e, name, row)
		if ok {
			ids[name] = id
		}
	}
	for _, s := range q.Statements {
		r.statement(s, ids, row)
	}
}

// entity hands over an entity with a kind, and gives its id.
func (r *rowReader) entity(e Entity, called string, row cells) (graph.ID, bool) {
	name := e.Name.text(row)
	id, err := e.id(r.scheme, name, row)
	switch {
	case err != nil:
		r.out.Change("an entity was left out for its key makes no id", called+": "+err.Error())
		return "", false
	case id == "":
		for _, required := range e.requires() {
			if required.text(row) == "" {
				r.out.Broken("a cell that the mapping requires is empty", called)
			}
		}
		return "", false
	}
	described := graph.Entity{ID: id, Name: name, About: e.About.text(row)}
	if e.Aliases != nil {
		for _, alias := range e.Aliases.texts(row) {
			if alias != name {
				described.Aliases = append(described.Aliases, alias)
			}
		}
	}
	if name == "" {
		r.out.Bare(id, "")
	} else {
		r.out.Entity(described)
	}
	for _, scheme := range slices.Sorted(maps.Keys(e.IDs)) {
		v := e.IDs[scheme]
		for _, number := range v.texts(row) {
			r.out.Statement(graph.Statement{Subject: id, Predicate: "HAS_ID", Value: &graph.Value{Text: number},
				Qualifiers: map[string]string{"scheme": scheme}, Status: graph.Reported})
		}
	}
	return id, true
}

// requires are the values without which a row is left out.
func (e Entity) requires() []*Value {
	var list []*Value
	for _, v := range []*Value{e.Name, e.Aliases, e.About} {
		if v != nil && v.Required {
			list = append(list, v)
		}
	}
	return list
}

// id makes the id of the columns of the key: one column as it is, several as a hash with
// the name before it. It is "" where all of them are empty.
func (e Entity) id(scheme, name string, row cells) (graph.ID, error) {
	scheme = cmp.Or(e.Scheme, scheme)
	if e.IDColumn != "" {
		text := strings.Join(row(e.IDColumn), " ")
		if text == "" {
			return "", nil
		}
		return graph.MakeID(e.Kind, scheme, text)
	}
	key := e.keyHash(row)
	if key == "" {
		return "", nil
	}
	if keys := e.keys(); len(keys) == 1 && e.KeyLiteral == "" {
		return intake.NameID(e.Kind, scheme, strings.Join(row(keys[0]), " "))
	}
	return intake.NameID(e.Kind, scheme, strings.TrimSpace(name+" ~"+key[:16]))
}

// keyHash is the hash of the columns of the key, and "" where all of them are empty. A literal alone is a
// key too.
func (e Entity) keyHash(row cells) string {
	var parts []string
	empty := true
	for _, column := range e.keys() {
		text := strings.Join(row(column), " ")
		empty = empty && text == ""
		parts = append(parts, fmt.Sprintf("%d:%s", len(text), text))
	}
	if empty && (e.KeyLiteral == "" || len(parts) > 0) {
		return ""
	}
	sum := sha256.Sum256([]byte(e.KeyLiteral + "\x00" + strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:20])
}

// statement hands over a statement whose ends the row names.
func (r *rowReader) statement(s Statement, ids map[string]graph.ID, row cells) {
	subject, object := ids[s.Subject], ids[s.Object]
	if subject == "" || s.Object != "" && object == "" {
		r.out.Change("a statement was left out for the row does not name its ends", string(s.Predicate))
		return
	}
	out := graph.Statement{Subject: subject, Predicate: s.Predicate, Object: object, Status: s.Status, Record: object != ""}
	if s.Status == "" {
		out.Status = graph.Reported
	}
	if s.Record != nil {
		out.Record = *s.Record
	}
	for _, name := range slices.Sorted(maps.Keys(s.Qualifiers)) {
		v := s.Qualifiers[name]
		text := v.text(row)
		if v.Entity != "" {
			text = string(ids[v.Entity])
		}
		if text != "" {
			if out.Qualifiers == nil {
				out.Qualifiers = map[string]string{}
			}
			out.Qualifiers[name] = text
		}
	}
	if !r.figures(s, &out, row) {
		return
	}
	out.Valid = r.dates(s.Valid, row)
	if s.ReportedOn != nil {
		out.ReportedOn = r.period("reported_on", func() (string, error) { return s.ReportedOn.date(row) })
	}
	r.out.Statement(out)
}

// figures puts value and amount into the statement; false means that the row has none where there
// has to be one.
func (r *rowReader) figures(s Statement, out *graph.Statement, row cells) bool {
	rule, _ := graph.RuleOf(s.Predicate)
	if s.Value != nil {
		text := s.Value.text(row)
		if text == "" && rule.Value == graph.Must {
			return false // an empty cell says nothing
		}
		if text != "" && s.Value.Unit == "" {
			out.Value = &graph.Value{Text: text}
		} else if text != "" {
			number, err := decimalOf(text)
			if err != nil {
				r.out.Change("a figure that cannot be read was left out", err.Error())
			} else {
				out.Value = &graph.Value{Number: number, Comparator: graph.Equal, Unit: s.Value.Unit}
			}
		}
	}
	if s.Amount == nil {
		return true
	}
	text, currency := s.Amount.text(row), s.Amount.Currency.text(row)
	needed := rule.Amount == graph.Must
	if text == "" {
		if needed {
			r.out.Change("a statement was left out for the row gives no amount", string(s.Predicate))
		}
		return !needed
	}
	figure, err := decimalOf(text)
	var minor int64
	if err == nil {
		minor, err = graph.ParseMinor(figure, currency)
	}
	switch {
	case err != nil && needed:
		r.out.Change("a statement was left out for its amount cannot be read", err.Error())
		return false
	case err != nil:
		r.out.Change("an amount that cannot be read was left out", err.Error())
		return true
	}
	out.Amount = &graph.Money{Kind: s.Amount.Kind, Currency: currency, Comparator: graph.Equal, Minor: minor}
	return true
}

// dates reads a day or period, or its two ends.
func (r *rowReader) dates(d *Dates, row cells) graph.Period {
	if d == nil {
		return graph.Period{}
	}
	if d.From == nil && d.To == nil {
		return r.period("valid", func() (string, error) { return d.date(row) })
	}
	return r.period("valid", func() (string, error) {
		var ends [2]string
		for i, v := range []*Value{d.From, d.To} {
			if v == nil {
				continue
			}
			end, err := v.date(row)
			if err != nil {
				return "", err
			}
			ends[i] = end
		}
		if ends[0]+ends[1] == "" {
			return "", nil
		}
		return ends[0] + "/" + ends[1], nil
	})
}

// period parses a date, and says so where it cannot be read.
func (r *rowReader) period(field string, text func() (string, error)) graph.Period {
	written, err := text()
	var p graph.Period
	if err == nil {
		p, err = graph.ParsePeriod(written)
	}
	if err != nil {
		r.out.Change("a date that cannot be read was left out", field+": "+err.Error())
		return graph.Period{}
	}
	return p
}
