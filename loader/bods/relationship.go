package bods

import (
	"encoding/json"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// told is an interest with the versions of the record that tell it.
type told struct {
	interest     // as the last of them has it
	party        string
	subject      string
	first, last  int
	begins       string // the day from which it counts
	firstEnd     string // the end that the first of them gives
	shareChanged bool   // an earlier version gives another share from the same day
}

// takeRelationship hands over the interests of a relationship. One that a later version
// does not repeat has ended when that version says, by the beginning of what took its place, or
// else on its day; the end of what a closed record says is the day on which it was closed.
func (c *collector) takeRelationship(out *intake.Out, versions []version) error {
	for n, v := range versions {
		if err := out.Resume(v.Place); err != nil {
			return err
		}
		c.takeUndisclosed(out, versions, n)
	}
	for _, t := range interestsOf(versions) {
		if err := c.takeInterest(out, versions, t); err != nil {
			return err
		}
	}
	return nil
}

// interestsOf are the interests that the versions tell, each once.
func interestsOf(versions []version) []*told {
	var all []*told
	for n, v := range versions {
		d := v.Statement.Details
		party, subject := named(d.Party), named(d.Subject)
		if party == "" || subject == "" {
			continue
		}
		interests := d.Interests
		if len(interests) == 0 {
			interests = []interest{{}}
		}
		for _, i := range interests {
			same := slices.IndexFunc(all, func(t *told) bool {
				return t.party == party && t.subject == subject && t.key() == i.key() && t.last >= n-1
			})
			if same >= 0 {
				all[same].interest, all[same].last = i, n
				continue
			}
			t := &told{interest: i, party: party, subject: subject, first: n, last: n, begins: i.StartDate, firstEnd: i.EndDate}
			for _, earlier := range all {
				if earlier.Type == i.Type && earlier.StartDate == i.StartDate && i.StartDate != "" && earlier.party == party && earlier.first < n {
					t.begins, t.shareChanged = max(i.StartDate, v.Statement.day()), true
				}
			}
			all = append(all, t)
		}
	}
	return all
}

// key tells an interest from others: all but its end and its details.
func (i interest) key() string {
	beneficial := ""
	if i.Beneficial != nil {
		beneficial = yesNo(*i.Beneficial)
	}
	return strings.Join([]string{i.Type, i.Level, beneficial, i.StartDate, string(i.Share.Exact), string(i.Share.Minimum), string(i.Share.Maximum), string(i.Share.Above), string(i.Share.Below)}, "\x00")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// named is the record that a part of a relationship names, or "".
func named(v []byte) string {
	var record string
	if json.Unmarshal(v, &record) != nil {
		return ""
	}
	return record
}

// end is the last day of an interest, or "", and the version that tells it.
func (t *told) end(versions []version) (day string, teller int) {
	last := len(versions) - 1
	switch {
	case t.EndDate != "":
		return t.EndDate, t.last
	case t.last == last && versions[last].Statement.RecordStatus == "closed":
		return versions[last].Statement.day(), last
	case t.last == last:
		return "", last
	}
	next := versions[t.last+1].Statement
	day = next.day()
	for _, i := range next.Details.Interests {
		if i.Type == t.Type && i.StartDate > t.begins && i.StartDate < day {
			day = i.StartDate
		}
	}
	return day, t.last + 1
}

// takeInterest says since when an interest was held and, where a later version tells the
// end, that it ended: that statement takes the place of the first from the day on which it was published.
func (c *collector) takeInterest(out *intake.Out, versions []version, t *told) error {
	end, teller := t.end(versions)
	first, last := versions[t.first], versions[teller]
	if err := out.Resume(first.Place); err != nil {
		return err
	}
	if t.shareChanged {
		out.Change("an interest whose share changed keeps its first day in the source: the new share counts from the day of the statement", t.StartDate+", "+t.begins)
	}
	s, ok := c.statement(out, first, t)
	if !ok {
		return nil
	}
	ended := s
	s.Valid, ended.Valid = span(out, t.begins, t.firstEnd), span(out, t.begins, end)
	if s.Valid.String() == ended.Valid.String() || s.ReportedOn.String() == last.Statement.reported().String() {
		out.Statement(ended)
		return nil
	}
	s.Record, ended.Record = false, false // a row of a register supersedes nothing
	s.Source = first.Place.Source
	s.Identify()
	out.Statement(s)
	if err := out.Resume(last.Place); err != nil {
		return err
	}
	out.Bare(s.Subject, "")
	out.Bare(s.Object, "")
	ended.Locator, ended.ReportedOn, ended.Status = last.Statement.locator(), last.Statement.reported(), last.Statement.status()
	ended.AssertedBy, ended.Supersedes = last.Statement.asserted(), []graph.StatementID{s.ID}
	out.Statement(ended)
	return nil
}

func span(out *intake.Out, from, to string) graph.Period {
	if from == "" && to == "" {
		return graph.Period{}
	}
	p, err := graph.ParsePeriod(from + "/" + to)
	if err != nil {
		out.Change("a period that cannot be read was left out", err.Error())
	}
	return p
}

// statement says that the party has the interest in the subject. ok is false where it
// cannot be said, and out knows why.
func (c *collector) statement(out *intake.Out, v version, t *told) (_ graph.Statement, ok bool) {
	subject, known, err := c.party(t.subject)
	party, also, err2 := c.party(t.party)
	switch {
	case err != nil || err2 != nil:
		out.Broken("a record id that cannot be one", t.party+", "+t.subject)
		return graph.Statement{}, false
	case subject == party:
		out.LeaveOut("a relationship of an entity with itself", t.subject)
		return graph.Statement{}, false
	case !known || !also:
		out.Change("a party that no file describes is taken to be a company", t.party+", "+t.subject)
	}
	out.Bare(subject, "")
	out.Bare(party, "")
	s := graph.Statement{Subject: party, Object: subject, Predicate: "HOLDS_STAKE_IN", Qualifiers: map[string]string{}, Value: t.Share.value(out),
		Status: v.Statement.status(), Locator: v.Statement.locator(), ReportedOn: v.Statement.reported(), AssertedBy: v.Statement.asserted(), Note: v.note(out, t)}
	if t.Type != "shareholding" {
		s.Predicate = "HAS_INTEREST_IN"
		s.Qualifiers["interest"] = words(t.Type, "_")
	}
	if t.Type == "" {
		s.Qualifiers["interest"] = "unknown_interest"
		out.Change("an interest without a type is an unknown one", "")
	}
	if t.Level != "" {
		s.Qualifiers["level"] = t.Level
	}
	if t.Beneficial != nil {
		s.Qualifiers["beneficial"] = yesNo(*t.Beneficial)
	}
	s.Record = s.Note == "" && s.AssertedBy == ""
	return s, true
}

// note is what a relationship says in words: details, the records that it goes through, and
// annotations.
func (v version) note(out *intake.Out, t *told) string {
	d := v.Statement.Details
	var parts []string
	if t.Details != "" {
		parts = append(parts, t.Details)
	}
	if d.IsComponent {
		parts = append(parts, "a component of an indirect relationship")
	}
	if len(d.Components) > 0 {
		parts = append(parts, "through the records "+strings.Join(d.Components, ", "))
	}
	for _, a := range v.Statement.Annotations {
		parts = append(parts, a.text())
	}
	note := strings.Join(parts, "\n")
	if note != "" && !legible(note) {
		out.Change("details or annotations that are too long or cannot be shown were left out", "")
		return ""
	}
	return note
}

// value is a share in percent: exact, or the bounds that are known.
func (s share) value(out *intake.Out) *graph.Value {
	v := graph.Value{Unit: "percent", Comparator: graph.Equal, Number: string(s.Exact)}
	low, high := s.Minimum, s.Maximum
	if low == "" {
		low = s.Above
	}
	if high == "" {
		high = s.Below
	}
	switch {
	case s.Exact != "", low != "" && low == high:
		if s.Exact == "" {
			v.Number = string(low)
		}
	case low == "" && high == "":
		return nil
	case low != "" && high == "" && s.Above != "":
		v.Number, v.Comparator = string(low), graph.GreaterThan
	case low == "" && s.Below != "" && s.Maximum == "":
		v.Number, v.Comparator = string(high), graph.LessThan
	case low == "":
		v.Number, v.Comparator = string(high), graph.UpTo
	default:
		if high == "" {
			high = "100"
		}
		v.Number, v.NumberTo, v.Comparator = string(low), string(high), graph.Range
		if s.Minimum == "" || s.Maximum == "" && s.Below != "" {
			out.Change("a bound of a share that is itself outside of it is written as if it were inside", string(low)+" to "+string(high))
		}
	}
	if problems := v.Validate(); len(problems) > 0 {
		out.Change("a share that is no plain figure was left out", problems[0].Message)
		return nil
	}
	return &v
}

// takeUndisclosed says why an owner is not named. It holds until a version that says
// something else.
func (c *collector) takeUndisclosed(out *intake.Out, versions []version, n int) {
	s := versions[n].Statement
	subject := named(s.Details.Subject)
	var reason unspecified
	switch unnamed := json.Unmarshal(s.Details.Party, &reason) == nil; {
	case named(s.Details.Party) != "" && subject != "":
		return
	case subject == "":
		out.LeaveOut("a relationship whose subject is not specified, or has an empty id", string(s.Details.Subject))
		return
	case !unnamed:
		out.Broken("a relationship with an empty id of the interested party", "")
		return
	}
	if n > 0 && string(versions[n-1].Statement.Details.Party) == string(s.Details.Party) {
		return // said by the version before
	}
	id, _, err := c.party(subject)
	if err != nil {
		out.Broken("a record id that cannot be one", subject)
		return
	}
	until := ""
	for _, later := range versions[n+1:] {
		if string(later.Statement.Details.Party) != string(s.Details.Party) {
			until = later.Statement.day()
			break
		}
	}
	if last := versions[len(versions)-1].Statement; until == "" && last.RecordStatus == "closed" {
		until = last.day()
	}
	out.Bare(id, "")
	out.Statement(graph.Statement{Subject: id, Predicate: "NOT_DISCLOSED", Value: &graph.Value{Text: reason.text()}, Qualifiers: map[string]string{"what": "owner"},
		Status: s.status(), Valid: span(out, "", until), Locator: s.locator(), ReportedOn: s.reported(), AssertedBy: s.asserted()})
}
