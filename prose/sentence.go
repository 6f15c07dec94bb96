// Package prose puts relations into English sentences: by a table, so that every
// sentence can be read and checked before it is ever shown, and so that the same
// edge always reads the same.
package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ipgraph/graph"
)

// Tie is a relation between two entities as it is walked and read: From is named
// first.
type Tie struct {
	Type     graph.Predicate
	From, To Name
	// Reversed says that the edge points from To to From.
	Reversed   bool
	Status     graph.Status
	Negated    bool
	Valid      graph.Period
	Qualifiers map[string]string
	// Names are those of the entities that qualifiers name. One without a name
	// is left out of the sentence.
	Names  map[graph.ID]string
	Amount *graph.Money
	Value  *graph.Value
	// Derived ties follow from two parties' roles in the same arrangement.
	Derived bool
	Voice   Voice
}

// Name is an entity as a sentence names it.
type Name struct {
	ID   graph.ID
	Text string
}

// words are the name as it stands in a sentence: laws, courts and the like are
// spoken of with an article, unless the name says whose it is ("Huawei's claim").
func (n Name) words() string { return withArticle(n.ID.Kind(), n.Text) }

// Words are the name as it stands in a sentence.
func (n Name) Words() string { return n.words() }

// Begins is the name as it begins a sentence.
func (n Name) Begins() string { return capital(n.words()) }

func withArticle(kind graph.Kind, name string) string {
	first, rest, several := strings.Cut(name, " ")
	switch kind {
	case graph.Law, graph.Court, graph.Licence, graph.LegalClaim, graph.Demand, graph.FundingRound, graph.Measure, graph.Agency, graph.StandardsBody:
	default:
		return name
	}
	own := strings.HasSuffix(first, "'s") || strings.HasSuffix(first, "’s") || strings.HasSuffix(first, "s'")
	switch strings.ToLower(first) {
	case "the", "a", "an":
		return name
	}
	if own || !several || rest == "" {
		return name
	}
	return "the " + name
}

// Voice is who speaks for a relation: the leading statement's source, and whom
// that names as having said so.
type Voice struct {
	By        string // "Huawei", "a jury in Texas", or "" where it is the source itself
	Publisher string
	Published graph.Period
}

// Words name who speaks: "Reuters, citing analysts (not named),".
func (v Voice) Words() string {
	if by := who(v.By); by != "" && by != v.Publisher {
		return v.Publisher + ", citing " + by + ","
	}
	return v.Publisher
}

// Core is the bare relation, without status, date and amount: "CNEX Labs was
// founded by Yiren Huang".
func (t Tie) Core() string {
	t.Amount, t.Value = nil, nil
	return t.clause(t.phrase().verbsFor(t), "")
}

// Short is Core as the beginning of a line.
func (t Tie) Short() string { return capital(t.Core()) }

// Sentence says who says what: the verb before "that" goes with the status, so
// that what is alleged never reads as found. It ends with a full stop.
func (t Tie) Sentence() string {
	p := t.phrase()
	text := t.framed(p)
	return capital(strings.TrimSuffix(text, ".")) + "."
}

// Clause is Sentence without its capital and its full stop, to stand in another.
func (t Tie) Clause() string { return t.framed(t.phrase()) }

func (t Tie) framed(p phrase) string {
	by := t.by()
	switch t.Status {
	case graph.Reported:
		return t.source() + " that " + t.whole(p)
	case graph.Alleged:
		if t.Type == "ACCUSED_OF" { // the allegation is the deed
			return t.whole(p) + after(", by ", by)
		}
		return said(by, "alleged") + t.ofItself().whole(p)
	case graph.Declared:
		if t.Type == "DECLARED_ESSENTIAL_TO" { // the declaration is the deed
			return t.whole(p) + after(", according to ", by)
		}
		return said(by, "declared") + t.ofItself().whole(p)
	case graph.Announced:
		return said(by, "announced") + t.ofItself().whole(p)
	case graph.Denied:
		t.Negated = false
		return said(by, "denied") + t.ofItself().whole(p)
	case graph.Withdrawn:
		return "it was said, and has been taken back, that " + t.whole(p)
	case graph.Demanded:
		return t.whole(p) + t.asReported()
	case graph.Recorded:
		if by != "" {
			return "it is on record, on the word of " + by + ", that " + t.whole(p)
		}
		return "it is on record that " + t.whole(p)
	case graph.Agreed:
		if p.agreed == (verbs{}) {
			return "those concerned agreed that " + t.whole(p) + t.asReported()
		}
		return t.agreed(p) + t.asReported()
	case graph.Found:
		return t.found(p, raised(orElse(by, "a jury or court"))+" found", "found")
	case graph.Adjudicated:
		return t.found(p, "a final judgment", "says") + after(", according to ", by)
	case graph.Reversed:
		return t.found(p, "a higher court set aside the finding", "") + after(", according to ", by)
	}
	return t.whole(p)
}

// found puts a finding behind who found it. Where the relation is the finding
// itself, its date is that of the finding.
func (t Tie) found(p phrase, who, verb string) string {
	if p.finding == (verbs{}) {
		if verb == "says" {
			who += " says"
		}
		return who + " that " + t.whole(p)
	}
	when := happened(t.Valid)
	switch verb {
	case "says":
		who = spaced(who, ofDate(when)) + " says"
	case "found":
		who = spaced(who, when)
	default:
		who = spaced(who, ofDate(when))
	}
	return who + " that " + t.detailed(p.finding, "")
}

// ofDate turns "on 26 June 2019" into "of 26 June 2019".
func ofDate(when string) string {
	for _, word := range []string{"on ", "in "} {
		if rest, ok := strings.CutPrefix(when, word); ok {
			return "of " + rest
		}
	}
	return when
}

// source says that the publisher reported, when, and whom it cites.
func (t Tie) source() string {
	if t.Voice.Publisher == "" {
		return "it was reported"
	}
	return spaced(t.Voice.Words()+" reported", happened(t.Voice.Published))
}

// by names who says so where it is not the source, as the subject of a verb.
func (t Tie) by() string { return who(t.Voice.By) }

func who(by string) string {
	if name, ok := strings.CutSuffix(by, ", not named"); ok {
		return name + " (not named)"
	}
	return by
}

// said is "Huawei alleged that " or "it was alleged that ".
func said(by, verb string) string {
	switch {
	case by == "":
		return "it was " + verb + " that "
	case strings.Contains(by, ", "): // "Huawei, before the jury,"
		return raised(by) + ", " + verb + " that "
	}
	return raised(by) + " " + verb + " that "
}

// after is a text behind words that it needs, or "".
func after(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}

// asReported says who reported what a sentence tells as a deed.
func (t Tie) asReported() string { return after(", as ", t.source()) }

// agreed says that an agreement was made, and when: the day of a deed that was
// agreed on is another.
func (t Tie) agreed(p phrase) string {
	v := p.agreed
	if when := at(t.Valid.From()); !t.Valid.IsZero() && !t.Valid.IsInterval() && !t.Negated {
		v.along = strings.Replace(v.along, "agreed", "agreed "+when, 1)
		v.against = strings.Replace(v.against, "agreed", "agreed "+when, 1)
		return t.detailed(v, "")
	}
	return t.detailed(v, held(t.Valid, true))
}

// ofItself says "it" of a company that speaks of itself.
func (t Tie) ofItself() Tie {
	if kind := t.From.ID.Kind(); t.Voice.By == t.From.Text && kind != graph.Person {
		t.From.Text = "it"
	}
	return t
}

// raised begins with a capital letter: it is said of somebody.
func raised(who string) string {
	first, size := utf8.DecodeRuneInString(who)
	return string(unicode.ToUpper(first)) + who[size:]
}

// whole is the relation with its date and all its details.
func (t Tie) whole(p phrase) string { return t.detailed(p.verbsFor(t), t.when(p)) }

func (t Tie) detailed(v verbs, when string) string {
	return t.clause(v, when) + t.details()
}

// clause puts both names and the verb together, and the date behind them.
func (t Tie) clause(v verbs, when string) string {
	verb := v.along
	switch {
	case t.Reversed && t.Negated:
		verb = v.notAgainst
	case t.Reversed:
		verb = v.against
	case t.Negated:
		verb = v.notAlong
	}
	sum, of := t.slots()
	verb = strings.NewReplacer("{sum}", sum, "{of}", of, "{role}", t.role(verb)).Replace(verb)
	if before, after, inside := strings.Cut(verb, "{o}"); inside {
		verb = before + t.To.words() + after
	} else {
		verb += " " + t.To.words()
		if strings.Contains(t.To.Text, ", ") && when != "" { // "the Court, Texas, from 2017 on"
			verb += ","
		}
	}
	return spaced(t.From.words()+" "+verb, when)
}

func (t Tie) phrase() phrase {
	p, ok := phrases[t.Type]
	if !ok { // the ontology has grown: a test sees to the table
		word := strings.ToLower(strings.ReplaceAll(string(t.Type), "_", " "))
		p.now = verbs{word, "(reversed) " + word, "not " + word, "(reversed) not " + word}
	}
	return p
}

// verbsFor picks the verbs by whether the relation is over, or has a date.
func (p phrase) verbsFor(t Tie) verbs {
	subject := t.From.ID
	if t.Reversed {
		subject = t.To.ID
	}
	if kind := subject.Kind(); p.patent != (verbs{}) && (kind == graph.Patent || kind == graph.PatentFamily) {
		return p.patent
	}
	rule, _ := graph.RuleOf(t.Type)
	over, since := !t.Valid.IsZero(), false
	if !rule.Event {
		since = t.sinceThen() && !t.Valid.IsZero() || open(t.Valid)
		over = !since && !t.Valid.IsZero()
	}
	switch {
	case over && p.then != (verbs{}):
		return p.then
	case since && p.since != (verbs{}):
		return p.since
	}
	return p.now
}

// sinceThen says that a single date is that of the beginning: so it is with the
// dates of parties, from which a shortcut has its own.
func (t Tie) sinceThen() bool { return t.Derived && !t.Valid.IsInterval() }

// When reads the date as the kind of relation wants it: "on 26 June 2019", "from
// January 2011 to 31 May 2013".
func (t Tie) When() string { return t.when(t.phrase()) }

// when is the date as the kind of relation wants it.
func (t Tie) when(p phrase) string {
	rule, _ := graph.RuleOf(t.Type)
	switch {
	case rule.Event && p.lasting:
		return began(t.Valid)
	case rule.Event:
		return happened(t.Valid)
	case t.sinceThen() && !t.Valid.IsZero() && p.narrated:
		return "from " + Date(t.Valid.From()) + " on"
	case t.sinceThen() && !t.Valid.IsZero():
		return "since " + Date(t.Valid.From())
	}
	return held(t.Valid, p.narrated)
}

// role is the role of a party, with the word that joins it to what follows.
func (t Tie) role(verb string) string {
	name := t.Qualifiers["role"]
	noun, ok := roles[name]
	if !ok {
		noun = "a party"
	}
	if !strings.HasSuffix(verb, "{role}") || strings.Contains(verb, "{o}") {
		return noun
	}
	switch name {
	case "licensor", "licensee":
		return noun + " under"
	case "party", "":
		return noun + " to"
	case "demanding", "addressed":
		return noun + " of"
	}
	return noun + " in"
}

// spaced joins two texts unless one is empty.
func spaced(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// capital begins a sentence. A name keeps the letters that it has.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s, " ")
	switch word {
	case "it", "a", "an", "the", "those":
		return string(unicode.ToUpper(first)) + s[size:]
	}
	return s
}
