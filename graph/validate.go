package graph

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Validate reports every problem of the entity; none means it can be stored.
func (e Entity) Validate() []Problem {
	var ps problems
	ps.entityID("id", e.ID)
	ps.needed("name", e.Name)
	for _, a := range e.Aliases {
		ps.text("aliases", a)
	}
	ps.optional("about", e.About)
	return ps
}

// Validate reports every problem of the source; none means it can be stored.
func (s Source) Validate() []Problem {
	var ps problems
	ps.sourceID("id", s.ID)
	ps.needed("title", s.Title)
	ps.needed("publisher", s.Publisher)
	ps.optional("document", s.Document)
	ps.optional("agency", s.Agency)
	if s.Published.Latest() == "" {
		ps.add("published", "a source needs the date it was published: YYYY, YYYY-MM or YYYY-MM-DD")
	}
	if s.URL != "" {
		if u, err := url.Parse(s.URL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			ps.add("url", "%q is not an http or https address", shorten(s.URL))
		}
	}
	if s.SHA256 != "" && (len(s.SHA256) != 64 || strings.Trim(s.SHA256, "0123456789abcdef") != "") {
		ps.add("sha256", "a SHA-256 is 64 lower-case hexadecimal digits")
	}
	for _, id := range s.Repeats {
		ps.sourceID("repeats", id)
		if id == s.ID {
			ps.add("repeats", "a source cannot repeat itself")
		}
	}
	return ps
}

// Validate reports every problem that can be seen in the statement alone.
// Whether the ids exist is for the caller, who knows them.
func (s Statement) Validate() []Problem {
	var ps problems
	ps.entityID("subject", s.Subject)
	ps.provenance(s)
	ps.oneOf("status", "status", string(s.Status), statusNames())
	if s.Status == Denied && !s.Negated {
		ps.add("status", "a denial needs polarity: false")
	}
	if s.Review != "" {
		ps.oneOf("review", "review", string(s.Review), []string{"pending", "accepted", "rejected"})
	}
	if s.Rank != "" {
		ps.oneOf("rank", "rank", string(s.Rank), []string{"preferred", "normal", "deprecated"})
	}
	if c, err := strconv.ParseFloat(s.Confidence, 64); s.Confidence != "" && (err != nil || !(c >= 0 && c <= 1)) {
		ps.add("confidence", "a confidence is a number from 0 to 1")
	}
	ps.supersedes(s)
	if s.Record {
		ps.record(s)
	}
	rule, ok := RuleOf(s.Predicate)
	if !ok {
		ps.oneOf("predicate", "predicate", string(s.Predicate), predicateNames())
		return ps
	}
	if s.Status == Demanded && !rule.Allows(s.Status, s.Negated, s.Object) {
		ps.add("status", "only a demand is demanded: write DEMANDED_ROYALTY_FROM, or the status that %s has without it", s.Predicate)
	}
	ps.ends(s, rule)
	ps.figures(s, rule)
	ps.qualifiers(s, rule)
	return ps
}

// record refuses what an edge has no room for: a register row that someone
// annotates is a statement.
func (ps *problems) record(s Statement) {
	for _, part := range [][2]string{{"quote", s.Quote}, {"note", s.Note}, {"asserted_by", s.AssertedBy},
		{"review", string(s.Review)}, {"rank", string(s.Rank)}, {"confidence", s.Confidence}} {
		if field, text := part[0], part[1]; text != "" {
			ps.add(field, "a register record has no %s: leave out record: true to make it a statement", field)
		}
	}
	if s.ReportedOn.Earliest() != s.ReportedOn.Latest() {
		ps.add("reported_on", "the reporting date of a register record is a day, YYYY-MM-DD")
	}
	if len(s.Supersedes) > 0 {
		ps.add("supersedes", "a register record supersedes nothing: leave out record: true to make it a statement")
	}
	if s.Object == "" {
		ps.add("object", "a register record is an edge: it needs an object")
	}
}

// MaxSupersedes bounds how many statements one corrects.
const MaxSupersedes = 50

// supersedes checks the ids of what is corrected. None can name itself, or close
// a ring: an id is a hash of what its statement says, supersedes included.
func (ps *problems) supersedes(s Statement) {
	if s.Retracts() && len(s.Supersedes) == 0 {
		ps.add("supersedes", "a statement that is withdrawn takes others back: name them, as supersedes: [s:…]")
	}
	if len(s.Supersedes) > MaxSupersedes {
		ps.add("supersedes", "one statement supersedes %d others at most", MaxSupersedes)
	}
	seen := map[StatementID]bool{}
	for _, id := range s.Supersedes {
		switch {
		case strings.HasPrefix(string(id), "r:"):
			ps.add("supersedes", "%s is a register record: take the row out of its dossier and load with --prune", shorten(string(id)))
		case !id.Valid():
			ps.add("supersedes", "%q is not the id of a statement: s: and 32 hexadecimal digits", shorten(string(id)))
		case seen[id]:
			ps.add("supersedes", "%s is named twice", id)
		}
		seen[id] = true
	}
}

func (ps *problems) provenance(s Statement) {
	if s.Source == "" {
		ps.add("source", "a statement needs its source: who says so?")
	} else {
		ps.sourceID("source", s.Source)
	}
	if strings.TrimSpace(s.Locator) == "" {
		ps.add("locator", "a statement needs a locator: where in the source? (paragraph 7, docket 346, #row=57)")
	} else {
		ps.text("locator", s.Locator)
	}
	ps.optional("quote", s.Quote)
	ps.optional("note", s.Note)
	ps.optional("asserted_by", s.AssertedBy)
}

// ends checks subject and object against the kinds that the rule allows.
func (ps *problems) ends(s Statement, rule Rule) {
	if k := s.Subject.Kind(); k.Valid() && !slices.Contains(rule.From, k) {
		ps.add("subject", "%s cannot start at a %s: it starts at %s", s.Predicate, k.Label(), kindList(rule.From))
	}
	switch {
	case s.Object == "" && len(rule.To) > 0 && !rule.ObjectOptional:
		ps.add("object", "%s needs an object: %s", s.Predicate, kindList(rule.To))
	case s.Object != "" && len(rule.To) == 0:
		ps.add("object", "%s has no object but a value", s.Predicate)
	case s.Object != "":
		ps.entityID("object", s.Object)
		if k := s.Object.Kind(); k.Valid() && !slices.Contains(rule.To, k) {
			ps.add("object", "%s cannot point to a %s: it points to %s", s.Predicate, k.Label(), kindList(rule.To))
		}
		if s.Object == s.Subject {
			ps.add("object", "subject and object are the same entity")
		}
	}
}

func (ps *problems) figures(s Statement, rule Rule) {
	switch {
	case s.Value == nil && rule.Value == Must:
		ps.add("value", "%s needs a value", s.Predicate)
	case s.Value != nil && rule.Value == Never:
		ps.add("value", "%s takes no value", s.Predicate)
	case s.Value != nil:
		ps.within("value", s.Value.Validate())
	}
	switch {
	case s.Amount == nil && rule.Amount == Must:
		ps.add("amount", "%s needs an amount (kind: undisclosed where it is withheld)", s.Predicate)
	case s.Amount != nil && rule.Amount == Never:
		ps.add("amount", "%s takes no amount of money", s.Predicate)
	case s.Amount != nil:
		ps.within("amount", s.Amount.Validate())
		if known := slices.Contains(moneyKinds, string(s.Amount.Kind)); known && len(rule.Money) > 0 && !slices.Contains(rule.Money, s.Amount.Kind) {
			ps.add("amount.kind", "what is %s is not %s: write kind: %s", s.Amount.Kind, s.Predicate, rule.Money[0])
		}
	}
}

func (ps *problems) qualifiers(s Statement, rule Rule) {
	for _, q := range rule.Qualifiers {
		if q.Required && s.Qualifiers[q.Name] == "" {
			ps.add("qualifiers", "%s needs the qualifier %s%s", s.Predicate, q.Name, oneOfThese(q.words(s)))
		}
	}
	for _, name := range sortedKeys(s.Qualifiers) {
		field, value := "qualifiers."+name, s.Qualifiers[name]
		q, ok := rule.QualifierNamed(name)
		switch {
		case !ok && len(rule.Qualifiers) == 0:
			ps.add(field, "%s takes no qualifiers", s.Predicate)
		case !ok:
			ps.unknownQualifier(field, rule, name)
		case value == "":
			if !q.Required {
				ps.add(field, "%s is empty: write something or leave it out", name)
			}
		case len(q.Values) > 0:
			ps.oneOf(field, name, value, q.Values)
		case len(q.Kinds) > 0:
			ps.entityID(field, ID(value))
			if k := ID(value).Kind(); k.Valid() && !slices.Contains(q.Kinds, k) {
				ps.add(field, "%s names a %s; it must be %s", name, k.Label(), kindList(q.Kinds))
			}
		default:
			ps.text(field, value)
		}
	}
	if role := s.Qualifiers["role"]; s.Predicate == PartyTo && role != "" {
		if allowed := roles[s.Object.Kind()]; allowed != nil {
			ps.oneOf("qualifiers.role", "role in a "+s.Object.Kind().Label(), role, allowed)
		}
	}
}

// words are those that q may be, where the list is closed. Roles depend on what
// one is a party to.
func (q Qualifier) words(s Statement) []string {
	if s.Predicate == PartyTo && q.Name == "role" {
		return roles[s.Object.Kind()]
	}
	return q.Values
}

func oneOfThese(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return ": one of " + list(words)
}

func (ps *problems) unknownQualifier(field string, rule Rule, name string) {
	names := rule.qualifierNames()
	if near := Nearest(name, names); near != "" {
		ps.add(field, "%s has no qualifier %q; did you mean %s?", rule.Predicate, shorten(name), near)
		return
	}
	ps.add(field, "%s has no qualifier %q: it takes %s", rule.Predicate, shorten(name), list(names))
}

func (ps *problems) entityID(field string, id ID) {
	if id == "" {
		ps.add(field, "%s is missing", field)
		return
	}
	if _, err := ParseID(string(id)); err != nil {
		ps.add(field, "%s", err)
	} else if id.Kind() == SourceKind {
		ps.add(field, "%s is a source; an entity is expected here", id)
	}
}

func (ps *problems) sourceID(field string, id ID) {
	if id == "" {
		ps.add(field, "%s is missing", field)
		return
	}
	if _, err := ParseID(string(id)); err != nil {
		ps.add(field, "%s", err)
	} else if id.Kind() != SourceKind {
		ps.add(field, "%s is not a source: write source:scheme:value", id)
	}
}

func statusNames() []string {
	names := make([]string, 0, len(statuses))
	for _, s := range statuses {
		names = append(names, string(s))
	}
	return names
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
