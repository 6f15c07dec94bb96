// Package docket reads records of lawsuits at U.S. federal courts: docket sheets of PACER as
// JSON, and the litigation research dataset of the USPTO's Office of the Chief Economist. How to
// reach a lawyer or a party is never read.
package docket

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Format reads docket sheets as JSON: one a file, or a list of them.
func Format() intake.Format {
	return intake.Format{
		Name:      "docket",
		Title:     "PACER docket sheets (JSON)",
		About:     "lawsuits with court, judge, cause, parties by role, counsel, and the events among their entries",
		Publisher: "PACER",
		Detect: func(h intake.Head) bool {
			return bytes.HasPrefix(bytes.TrimLeft(h.Bytes, "\uFEFF \t\r\n["), []byte("{")) &&
				bytes.Contains(h.Bytes, []byte(`"court_id"`)) && (bytes.Contains(h.Bytes, []byte(`"docket_entries"`)) || bytes.Contains(h.Bytes, []byte(`"parties"`)))
		},
		New: intake.Each(read),
	}
}

// maxSheet bounds a docket sheet, in bytes: the longest have some tens of thousands of entries.
const maxSheet = 256 << 20

func read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	head, err := in.Peek()
	if err != nil {
		return err
	}
	if bytes.HasPrefix(bytes.TrimSpace(head), []byte("[")) {
		return intake.Members(ctx, in, []string{"/*"}, func(pointer string, value jsontext.Value) error { return take(out, pointer, value) })
	}
	text, err := io.ReadAll(io.LimitReader(in, maxSheet+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", in.Name, err)
	}
	if len(text) > maxSheet {
		return fmt.Errorf("%s is larger than %d MiB: one docket sheet is expected", in.Name, maxSheet>>20)
	}
	return take(out, "/", bytes.TrimPrefix(text, []byte("\uFEFF")))
}

// sheet is what is read of a docket sheet.
type sheet struct {
	Court        string  `json:"court_id"`
	Number       string  `json:"docket_number"`
	Name         string  `json:"case_name"`
	Cause        string  `json:"cause"`
	Nature       string  `json:"nature_of_suit"`
	Jurisdiction string  `json:"jurisdiction"`
	Jury         string  `json:"jury_demand"`
	Demand       string  `json:"demand"`
	Filed        string  `json:"date_filed"`
	Terminated   string  `json:"date_terminated"`
	Judge        string  `json:"assigned_to_str"`
	Referred     string  `json:"referred_to_str"`
	Parties      []row   `json:"parties"`
	Entries      []entry `json:"docket_entries"`
}

// row is a party in a role: one party may have several.
type row struct {
	Name       string   `json:"name"`
	Type       string   `json:"type"`
	Terminated string   `json:"date_terminated"`
	Attorneys  []lawyer `json:"attorneys"`
}

type lawyer struct {
	Name string `json:"name"`
}

type entry struct {
	Number      intake.Scalar `json:"document_number"`
	Filed       string        `json:"date_filed"`
	Description string        `json:"description"`
}

// lawsuit is a docket sheet under way.
type lawsuit struct {
	sheet
	out    *intake.Out
	id     graph.ID
	number number
	key    string
}

func take(out *intake.Out, at string, text []byte) error {
	var s sheet
	if err := intake.Decode(text, &s); err != nil {
		if err := out.Begin(at); err != nil {
			return err
		}
		out.Broken("this is no docket sheet", err.Error())
		return nil
	}
	l := &lawsuit{sheet: s, out: out, key: "docket " + s.Court + "/" + s.Number}
	var err error
	if l.id, l.number, err = caseOf(s.Court, s.Number); err == nil && s.Court != "" {
		l.key = "docket " + strings.ToLower(s.Court) + "/" + l.number.String()
	}
	if beginErr := out.Begin(l.key); beginErr != nil {
		return beginErr
	}
	switch {
	case err != nil:
		out.Broken("a docket number that cannot be read", err.Error())
		return nil
	case s.Court == "":
		out.Broken("a docket sheet without its court", "")
		return nil
	}
	out.Retire(l.key) // a sheet replaces an older one
	l.takeCase()
	for i, r := range s.Parties {
		if err := l.takeParty(i, r); err != nil {
			return err
		}
	}
	for i, e := range s.Entries {
		if err := l.takeEntry(i, e); err != nil {
			return err
		}
	}
	return nil
}

// says hands over a statement about the lawsuit.
func (l *lawsuit) says(p graph.Predicate, name, word, value string, valid graph.Period) {
	s := graph.Statement{Subject: l.id, Predicate: p, Status: graph.Recorded, Valid: valid}
	if name != "" {
		s.Qualifiers = map[string]string{name: word}
	}
	if value != "" {
		s.Value = &graph.Value{Text: value}
	}
	l.out.Statement(s)
}

func (l *lawsuit) takeCase() {
	name := l.Name
	if name == "" {
		name = l.number.String()
	}
	l.out.Count("dockets", 1)
	l.out.Entity(graph.Entity{ID: l.id, Name: name, About: strings.Trim(l.number.String()+", "+l.Court, ", ")})
	l.says("HAS_ID", "scheme", "docket-number", l.number.String(), graph.Period{})
	court, err := graph.MakeID(graph.Court, "us", strings.ToLower(l.Court))
	if err != nil {
		l.out.Change("a court whose id cannot be one here was left out", err.Error())
	} else {
		l.out.Bare(court, courtName(l.Court))
		l.out.Statement(graph.Statement{Subject: l.id, Predicate: "HEARD_IN", Object: court, Status: graph.Recorded, Valid: l.date("date_filed", l.Filed)})
	}
	l.judge(l.Judge, "PRESIDED_OVER", "")
	l.judge(l.Referred, "RELATES_TO", "the matter is referred to")
	if cause := causeOf(l.Cause); cause != "" {
		l.says("HAS_CAUSE", "cause", cause, "", graph.Period{})
	}
	for _, class := range [][2]string{{"cause", l.Cause}, {"nature-of-suit", l.Nature}, {"jurisdiction", l.Jurisdiction}, {"jury-demand", l.Jury}, {"demand", l.Demand}} {
		if text := class[1]; text != "" && text != "None" {
			l.says("CLASSED_AS", "scheme", class[0], text, graph.Period{})
		}
	}
	if filed := l.date("date_filed", l.Filed); !filed.IsZero() {
		l.says("HAS_EVENT", "event", "filing", "", filed)
	}
	if closed := l.date("date_terminated", l.Terminated); !closed.IsZero() {
		l.says("HAS_EVENT", "event", "closed", "", closed)
	}
}

func (l *lawsuit) judge(name string, p graph.Predicate, role string) {
	if name == "" {
		return
	}
	id, err := intake.PersonID("us-court", strings.ToLower(l.Court), name)
	if err != nil {
		l.out.Change("a judge whose name makes no id was left out", err.Error())
		return
	}
	l.out.Entity(graph.Entity{ID: id, Name: name, About: "judge"})
	s := graph.Statement{Subject: id, Predicate: p, Object: l.id, Status: graph.Recorded}
	if role != "" {
		s.Qualifiers = map[string]string{"role": role}
	}
	l.out.Statement(s)
}

// date reads a day, and says so when it is none.
func (l *lawsuit) date(field, text string) graph.Period { return l.out.Period(field, text, text) }

func (l *lawsuit) takeParty(i int, r row) error {
	if err := l.out.Begin(fmt.Sprintf("%s, party %d", l.key, i+1)); err != nil {
		return err
	}
	l.out.Count("party rows", 1)
	id, err := partyID(l.key, r.Name)
	if err != nil {
		l.out.Broken("a party without a name", err.Error())
		return nil
	}
	l.out.Entity(graph.Entity{ID: id, Name: r.Name})
	l.out.Bare(l.id, l.number.String())
	valid := l.date("date_filed", l.Filed)
	if r.Terminated != "" {
		l.out.Count("parties that ended earlier", 1)
		valid = l.date("date_terminated", l.Filed+"/"+r.Terminated)
	}
	party(l.out, id, l.id, l.number, r.Type, graph.Statement{Valid: valid})
	for _, a := range r.Attorneys {
		l.takeLawyer(id, r.Name, a)
	}
	return nil
}

func (l *lawsuit) takeLawyer(client graph.ID, name string, a lawyer) {
	l.out.Count("lawyer rows", 1)
	if graph.FoldName(a.Name) == graph.FoldName(name) {
		l.out.Count("parties that appear for themselves", 1)
		return
	}
	id, err := intake.PersonID("us-court", strings.ToLower(l.Court), a.Name)
	if err != nil {
		l.out.Change("a lawyer whose name makes no id was left out", err.Error())
		return
	}
	l.out.Entity(graph.Entity{ID: id, Name: a.Name, About: "lawyer"})
	l.out.Statement(graph.Statement{Subject: id, Predicate: "COUNSEL_OF", Object: client, Status: graph.Recorded, Qualifiers: map[string]string{"case": string(l.id)}})
}

// takeEntry takes an entry that stands for an event. Its place is its number in the docket, or
// where it has none its place in the list.
func (l *lawsuit) takeEntry(i int, e entry) error {
	at := fmt.Sprintf("%s, entry %s", l.key, e.Number)
	l.out.Count("entries", 1)
	if e.Number == "" {
		at = fmt.Sprintf("%s, item %d without a number", l.key, i+1)
		l.out.Count("entries without a number", 1)
	}
	if err := l.out.Begin(at); err != nil {
		return err
	}
	event := eventOf(e.Description)
	if event == "" {
		l.out.LeaveOut("an entry that is none of the events that the graph tells apart", "")
		return nil
	}
	l.out.Bare(l.id, l.number.String())
	l.says("HAS_EVENT", "event", event, "", l.date("date_filed", e.Filed))
	return nil
}
