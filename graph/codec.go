package graph

import (
	"fmt"
	"strings"
)

// Properties is the entity as a node's properties. "names" is what full-text
// search looks in.
func (e Entity) Properties() map[string]any {
	var names []string
	for _, n := range append([]string{e.Name}, e.Aliases...) {
		names = append(names, n)
		if folded := FoldName(n); folded != strings.ToLower(n) { //nolint:gocritic // equal to the eye of the index, letter by letter
			names = append(names, folded)
		}
	}
	p := map[string]any{"id": string(e.ID), "kind": string(e.ID.Kind()), "name": e.Name, "names": dedupe(names)}
	if len(e.Aliases) > 0 {
		p["aliases"] = e.Aliases
	}
	put(p, "about", e.About)
	return p
}

// Fingerprint is the hash of all that is stored of the entity.
func (e Entity) Fingerprint() string {
	h := newHasher()
	h.text(string(e.ID), e.Name, e.About)
	h.text(e.Aliases...)
	return h.sum()
}

// EntityFrom reads what Properties wrote.
func EntityFrom(n Node) (Entity, error) {
	r := reader{n.Properties, "entity", nil}
	e := Entity{ID: ID(r.text("id")), Name: r.text("name"), Aliases: r.texts("aliases"), About: r.text("about")}
	return e, r.failed(e.ID)
}

// Properties is the source as a node's properties.
func (s Source) Properties() map[string]any {
	p := map[string]any{"id": string(s.ID), "title": s.Title, "publisher": s.Publisher,
		"published": s.Published.String(), "published_by": s.Published.Latest()}
	put(p, "url", s.URL)
	put(p, "retrieved", s.Retrieved.String())
	put(p, "sha256", s.SHA256)
	put(p, "document", s.Document)
	put(p, "agency", s.Agency)
	if len(s.Repeats) > 0 {
		p["repeats"] = idTexts(s.Repeats)
	}
	return p
}

// Labels are those that the source's node carries beside Source. NoAddress says
// that nobody can look it up: it has neither an address nor a stored document.
func (s Source) Labels() []string {
	if s.URL == "" && s.Document == "" {
		return []string{"NoAddress"}
	}
	return []string{}
}

// Fingerprint is the hash of all that is stored of the source.
func (s Source) Fingerprint() string {
	h := newHasher()
	h.text(s.Labels()...)
	h.text(string(s.ID), s.Title, s.Publisher, s.URL, s.Published.String(), s.Retrieved.String(), s.SHA256, s.Document, s.Agency)
	h.text(idTexts(s.Repeats)...)
	return h.sum()
}

// SourceFrom reads what Properties wrote.
func SourceFrom(n Node) (Source, error) {
	r := reader{n.Properties, "source", nil}
	s := Source{ID: ID(r.text("id")), Title: r.text("title"), Publisher: r.text("publisher"), URL: r.text("url"),
		Published: r.period("published"), Retrieved: r.period("retrieved"), SHA256: r.text("sha256"),
		Document: r.text("document"), Agency: r.text("agency")}
	for _, id := range r.texts("repeats") {
		s.Repeats = append(s.Repeats, ID(id))
	}
	return s, r.failed(s.ID)
}

// Properties is the statement as a node's properties. Qualifiers stand beside
// the other properties under their own names.
func (s *Statement) Properties() map[string]any {
	p := map[string]any{"id": string(s.ID), "subject": string(s.Subject), "predicate": string(s.Predicate),
		"status": string(s.Status), "polarity": !s.Negated, "source": string(s.Source), "locator": s.Locator,
		"reported_on": s.ReportedOn.String(), "reported_by": s.Reported()}
	put(p, "object", string(s.Object))
	put(p, "valid", s.Valid.String())
	putExtent(p, s.Extent())
	put(p, "asserted_by", s.AssertedBy)
	put(p, "quote", s.Quote)
	put(p, "note", s.Note)
	put(p, "review", string(s.Review))
	put(p, "rank", string(s.Rank))
	put(p, "confidence", s.Confidence)
	put(p, "edge", s.EdgeKey())
	put(p, "matter", s.Matter())
	put(p, "superseded_on", s.SupersededOn)
	put(p, "superseded_by", string(s.SupersededBy))
	if len(s.Supersedes) > 0 {
		p["supersedes"] = statementTexts(s.Supersedes)
	}
	put(p, "arrangement", string(ArrangementOf(s)))
	if s.Record {
		p["record"] = true
	}
	putDetails(p, s.Qualifiers, s.Value, s.Amount)
	return p
}

// StatementFrom reads what Properties wrote.
func StatementFrom(n Node) (Statement, error) {
	r := reader{n.Properties, "statement", nil}
	s := Statement{
		ID: StatementID(r.text("id")), Subject: ID(r.text("subject")), Predicate: Predicate(r.text("predicate")),
		Object: ID(r.text("object")), Status: Status(r.text("status")), Negated: !r.flag("polarity"),
		Valid: r.period("valid"), ReportedOn: r.period("reported_on"), AssertedBy: r.text("asserted_by"),
		Source: ID(r.text("source")), Locator: r.text("locator"), Quote: r.text("quote"), Note: r.text("note"),
		Review: Review(r.text("review")), Rank: Rank(r.text("rank")), Confidence: r.text("confidence"),
		Record: r.flag("record"), WithdrawnAt: r.text("withdrawn_at"),
		SupersededOn: r.text("superseded_on"), SupersededBy: StatementID(r.text("superseded_by")), Supersedes: r.statements("supersedes"),
	}
	s.Qualifiers, s.Value, s.Amount = r.details(s.Predicate)
	return s, r.failed(ID(s.ID))
}

// StatementsIn reads the statements in one column of a result.
func StatementsIn(r Result, column string) ([]Statement, error) {
	statements := make([]Statement, 0, len(r.Rows))
	for _, row := range r.Rows {
		node, err := Cell[Node](r, row, column)
		if err != nil {
			return nil, err
		}
		s, err := StatementFrom(node)
		if err != nil {
			return nil, err
		}
		statements = append(statements, s)
	}
	return statements, nil
}

// Properties is the edge as a relationship's properties. A register record that
// was read once has its one source and locator as texts, any other edge lists.
func (e Edge) Properties() map[string]any {
	p := map[string]any{"key": e.Key, "family": string(e.Family), "status": string(e.Status),
		"first_reported": e.FirstReported, "state": e.State}
	if e.Gone { // neither that it happened nor that it did not: conditions on polarity pass it over
		p["gone"] = true
	} else {
		p["polarity"] = !e.Negated
	}
	for name, on := range map[string]bool{"disputed": e.Disputed, "derived": e.Derived, "record": e.Record} {
		if on {
			p[name] = true
		}
	}
	put(p, "valid", e.Valid.String())
	put(p, "valid_from", e.Valid.From())
	if rule, _ := RuleOf(e.Type); e.Valid.IsInterval() || !rule.Event && !e.Derived {
		put(p, "valid_to", e.Valid.To())
	}
	putExtent(p, Extent{e.Earliest, e.Latest, e.Certain})
	putDetails(p, e.Qualifiers, e.Value, e.Amount)
	if e.Record && len(e.Citations) == 1 {
		c := e.Citations[0]
		p["sid"], p["source"], p["locator"] = string(c.Statement), string(c.Source), c.Locator
		return p
	}
	var sids, sources, locators, reported []string
	for _, c := range e.Citations {
		sids, sources = append(sids, string(c.Statement)), append(sources, string(c.Source))
		locators, reported = append(locators, c.Locator), append(reported, c.Reported)
	}
	p["sids"], p["sources"], p["locators"], p["reported"] = sids, sources, locators, reported
	p["sid_count"] = int64(e.StatementCount)
	if len(e.Former) > 0 {
		p["former"] = statementTexts(e.Former)
	}
	if len(e.History) > 0 {
		p["history"] = e.History
	}
	return p
}

// Fingerprint is the hash of all that is stored of the edge.
func (e Edge) Fingerprint() string {
	h := newHasher()
	h.text(e.Key, string(e.Family), string(e.Status), e.Valid.String(), e.Earliest, e.Latest, e.Certain, e.FirstReported,
		fmt.Sprint(e.Negated, e.Disputed, e.Derived, e.Record, e.StatementCount))
	h.qualifiers(e.Qualifiers)
	h.value(e.Value)
	h.money(e.Amount)
	for _, c := range e.Citations {
		h.text(string(c.Statement), string(c.Source), c.Locator, c.Reported)
	}
	h.text(e.State)
	h.text(e.History...)
	h.text(statementTexts(e.Former)...)
	return h.sum()
}

// EdgeFrom reads what Properties wrote.
func EdgeFrom(rel Relationship) (Edge, error) {
	r := reader{rel.Properties, "edge", nil}
	e := Edge{
		Key: r.text("key"), Type: Predicate(rel.Type), Family: Family(r.text("family")), From: rel.From, To: rel.To,
		Status: Status(r.text("status")), Gone: r.flag("gone"), Disputed: r.flag("disputed"),
		Derived: r.flag("derived"), Record: r.flag("record"), Valid: r.period("valid"),
		Earliest: r.text("earliest"), Latest: r.text("latest"), Certain: r.text("certain"), FirstReported: r.text("first_reported"),
		State:   r.state(),
		History: r.texts("history"), Former: r.statements("former"),
	}
	e.Negated = !r.flag("polarity") && !e.Gone
	e.Qualifiers, e.Value, e.Amount = r.details(e.Type)
	if _, single := rel.Properties["sid"]; single {
		e.Citations = []Citation{{StatementID(r.text("sid")), ID(r.text("source")), r.text("locator"), e.FirstReported}}
		e.StatementCount = 1
		return e, r.failed(ID(e.Key))
	}
	sids, sources, locators, reported := r.texts("sids"), r.texts("sources"), r.texts("locators"), r.texts("reported")
	if len(sources) != len(sids) || len(locators) != len(sids) || len(reported) != len(sids) {
		return e, fmt.Errorf("edge %s: sids, sources, locators and reported differ in length", e.Key)
	}
	for i := range sids {
		e.Citations = append(e.Citations, Citation{StatementID(sids[i]), ID(sources[i]), locators[i], reported[i]})
	}
	e.StatementCount = int(r.integer("sid_count"))
	return e, r.failed(ID(e.Key))
}

func putExtent(p map[string]any, x Extent) {
	put(p, "earliest", x.Earliest)
	put(p, "latest", x.Latest)
	put(p, "certain", x.Certain)
}

func putDetails(p map[string]any, qualifiers map[string]string, v *Value, m *Money) {
	for name, q := range qualifiers {
		put(p, name, q)
	}
	if v != nil {
		put(p, "value", v.Text)
		put(p, "number", v.Number)
		put(p, "number_to", v.NumberTo)
		put(p, "number_comparator", string(v.Comparator))
		put(p, "unit", v.Unit)
	}
	if m != nil {
		put(p, "money_kind", string(m.Kind))
		put(p, "currency", m.Currency)
		put(p, "money_comparator", string(m.Comparator))
		put(p, "withheld_by", m.WithheldBy)
		if m.Kind != MoneyUndisclosed {
			p["amount"] = m.Minor
		}
		if m.MinorTo != 0 {
			p["amount_to"] = m.MinorTo
		}
	}
}

// MoneyFrom reads an amount from the properties that hold it on an edge or a
// statement, or nothing where there is none.
func MoneyFrom(properties map[string]any) (*Money, error) {
	r := reader{properties, "amount", nil}
	return r.money(), r.err
}

func put(p map[string]any, name, value string) {
	if value != "" {
		p[name] = value
	}
}

func idTexts(ids []ID) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return texts
}

func statementTexts(ids []StatementID) []string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = string(id)
	}
	return texts
}

func dedupe(words []string) []string {
	seen := map[string]bool{}
	unique := words[:0]
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			unique = append(unique, w)
		}
	}
	return unique
}
