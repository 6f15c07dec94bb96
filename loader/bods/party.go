package bods

import (
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// kindOf is the kind of a person or an entity.
func (s statement) kindOf() graph.Kind {
	switch {
	case s.RecordType == "person":
		return graph.Person
	case s.Details.EntityType.Type == "state", s.Details.EntityType.Type == "stateBody":
		return graph.Agency
	}
	return graph.Company
}

// takeParty hands over a person or an entity. The last version describes it. A fact is that of
// the first version that tells it, and held until the version that drops it.
func (c *collector) takeParty(out *intake.Out, versions []version) error {
	last := versions[len(versions)-1]
	kind := last.Statement.kindOf()
	if err := c.kinds.Put(last.Statement.RecordID, kind); err != nil {
		return err
	}
	id, err := partyID(last.Statement.RecordID, kind)
	if err != nil {
		for _, v := range versions {
			if err := out.Resume(v.Place); err != nil {
				return err
			}
			out.Broken("a record id that cannot be one", err.Error())
		}
		return nil
	}
	for n := len(versions) - 1; n >= 0; n-- { // the first description counts
		if err := out.Resume(versions[n].Place); err != nil {
			return err
		}
		versions[n].describe(out, id)
	}
	var before map[string]bool
	for n, v := range versions {
		if err := out.Resume(v.Place); err != nil {
			return err
		}
		now := map[string]bool{}
		for _, f := range v.Statement.facts() {
			now[keyOf(f)] = true
			if before[keyOf(f)] {
				continue
			}
			if f.Valid.IsZero() {
				f.Valid = untilDropped(versions[n+1:], keyOf(f))
			}
			f.Subject, f.Status, f.Locator, f.ReportedOn = id, v.Statement.status(), v.Statement.locator(), v.Statement.reported()
			out.Bare(id, "")
			out.Statement(f)
		}
		before = now
	}
	return nil
}

// keyOf tells a fact from others about the same party.
func keyOf(f graph.Statement) string {
	key := string(f.Predicate) + "\x00" + strings.Join(slices.Sorted(maps.Values(f.Qualifiers)), "\x00") + "\x00" + f.Valid.String()
	if f.Value != nil {
		key += "\x00" + f.Value.String()
	}
	return key
}

// untilDropped is the time until the first of the later versions that does not tell a fact; no
// time where all do.
func untilDropped(later []version, key string) graph.Period {
	for _, v := range later {
		if !slices.ContainsFunc(v.Statement.facts(), func(f graph.Statement) bool { return keyOf(f) == key }) {
			p, err := graph.ParsePeriod("/" + v.Statement.day())
			if err != nil {
				return graph.Period{}
			}
			return p
		}
	}
	return graph.Period{}
}

// describe hands over the names, and says what was not read.
func (v version) describe(out *intake.Out, id graph.ID) {
	d := v.Statement.Details
	names := append([]string{d.Name}, d.OtherNames...)
	for _, n := range d.Names {
		names = append(names, n.FullName)
	}
	names = slices.DeleteFunc(names, func(n string) bool { return !legible(n) || graph.FoldName(n) == "" })
	if id.Kind() == graph.Person {
		left := len(d.Identifiers) + len(d.Addresses) + len(d.TaxHomes)
		if d.BirthPlace != nil {
			left++
		}
		if left > 0 {
			out.Count("private values left out", left)
		}
	}
	if len(names) == 0 {
		out.Bare(id, v.unnamed())
		return
	}
	e := graph.Entity{ID: id, Name: names[0], About: d.about(id.Kind())}
	for _, n := range names[1:] {
		if n != e.Name && !slices.Contains(e.Aliases, n) {
			e.Aliases = append(e.Aliases, n)
		}
	}
	out.Entity(e)
}

// unnamed is what stands for the name of somebody who has none: "unknown person".
func (v version) unnamed() string {
	if t := v.Statement.Details.PersonType; t != "" && t != "knownPerson" {
		return words(t, " ")
	}
	if t := v.Statement.Details.EntityType.Type; t != "" {
		return words(t, " ") + " without a name"
	}
	return "person without a name"
}

// about tells namesakes apart. Of a birth the year alone is told.
func (d details) about(kind graph.Kind) string {
	if kind != graph.Person {
		return words(d.EntityType.Type, " ")
	}
	var parts []string
	if len(d.Born) >= 4 {
		parts = append(parts, "born "+d.Born[:4])
	}
	if len(d.Died) >= 4 {
		parts = append(parts, "died "+d.Died[:4])
	}
	return strings.Join(parts, ", ")
}

// facts are those about the person or entity of one version.
func (s statement) facts() []graph.Statement {
	d := s.Details
	var f factList
	for _, n := range d.Nationalities {
		f.say("CLASSED_AS", "scheme", "nationality", n.word())
	}
	for _, j := range []*area{d.Jurisdiction, d.Incorporated} {
		if j != nil {
			f.say("CLASSED_AS", "scheme", "jurisdiction", j.word())
		}
	}
	f.say("CLASSED_AS", "scheme", "bods-entity-type", words(d.EntityType.Type, " "))
	f.say("CLASSED_AS", "scheme", "bods-entity-subtype", words(d.EntityType.Subtype, " "))
	f.say("CLASSED_AS", "scheme", "legal-form", d.EntityType.Details)
	if s.RecordType == "entity" {
		for _, i := range d.Identifiers {
			f.say("HAS_ID", "scheme", i.scheme(), i.ID)
		}
		for _, a := range d.Addresses {
			f.say("BASED_IN", "", "", a.Country.Name)
		}
	}
	f.say("HAS_ID", "scheme", "uri", d.URI)
	f.event("founded", d.Founded)
	f.event("dissolved", d.Dissolved)
	if d.Statute != nil {
		f.say("CLASSED_AS", "scheme", "statute", strings.Trim(d.Statute.Name+", "+d.Statute.Date, ", "))
	}
	f.listed(d.Listing)
	f.exposed(d.Exposure)
	for _, u := range []*unspecified{d.Unspecified, d.Unnamed} {
		if u != nil {
			f.say("NOT_DISCLOSED", "what", "owner", u.text())
		}
	}
	if s.RecordStatus == "closed" {
		f.say("HAS_STATUS", "of", "record", "closed")
		f[len(f)-1].Valid = since(s.day())
	}
	for _, a := range s.Annotations {
		f.say("DESCRIBED_AS", "topic", "annotation", a.text())
	}
	return f
}

// scheme is that of an identifier. The list of org-id calls the register of LEIs XI-LEI.
func (i identifier) scheme() string {
	switch {
	case i.Scheme == "XI-LEI":
		return "lei"
	case i.Scheme != "":
		return strings.ToLower(i.Scheme)
	}
	return i.SchemeName
}

// text is a reason in words.
func (u unspecified) text() string {
	if u.Description == "" {
		return words(u.Reason, " ")
	}
	return words(u.Reason, " ") + ": " + u.Description
}

type factList []graph.Statement

func (f *factList) say(p graph.Predicate, qualifier, word, value string) {
	if value == "" {
		return
	}
	s := graph.Statement{Predicate: p, Value: &graph.Value{Text: value}}
	if qualifier != "" {
		s.Qualifiers = map[string]string{qualifier: word}
	}
	*f = append(*f, s)
}

func (f *factList) event(event, day string) {
	if p, err := graph.ParsePeriod(day); err == nil && day != "" { // the schema takes days alone
		*f = append(*f, graph.Statement{Predicate: "HAS_EVENT", Qualifiers: map[string]string{"event": event}, Valid: p})
	}
}

func (f *factList) listed(l *listing) {
	switch {
	case l == nil:
		return
	case l.Has:
		f.say("HAS_STATUS", "of", "public listing", "listed")
	default:
		f.say("HAS_STATUS", "of", "public listing", "not listed")
	}
	for _, s := range l.Securities {
		f.say("HAS_ID", "scheme", "ticker", strings.Trim(s.Security.Ticker+", "+s.Exchange, ", "))
		if s.Security.Scheme != "" {
			f.say("HAS_ID", "scheme", s.Security.Scheme, s.Security.ID)
		}
	}
}

func (f *factList) exposed(e *exposure) {
	if e == nil {
		return
	}
	f.say("CLASSED_AS", "scheme", "political-exposure", words(e.Status, " "))
	for _, d := range e.Details {
		text := strings.Join(slices.DeleteFunc([]string{d.Reason, d.Missing, d.Jurisdiction.word()}, func(t string) bool { return t == "" }), ", ")
		if text == "" {
			continue
		}
		f.say("CLASSED_AS", "scheme", "political-exposure", text)
		if p, err := graph.ParsePeriod(d.From + "/" + d.To); err == nil {
			(*f)[len(*f)-1].Valid = p
		}
	}
}

// since is the time from a day on whose end is not known.
func since(day string) graph.Period {
	p, err := graph.ParsePeriod(day + "/")
	if err != nil {
		return graph.Period{}
	}
	return p
}
