// Package icij reads the Offshore Leaks database of the International Consortium of Investigative
// Journalists as CSV: entities, officers, intermediaries and others, and what joins them. Addresses are
// not read: they are homes of people too. To be in the database says nothing of guilt.
package icij

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Format reads nodes-*.csv and relationships.csv, of any vintage by their headers.
func Format() intake.Format {
	return intake.Format{
		Name:      "icij",
		Title:     "ICIJ Offshore Leaks (CSV)",
		About:     "offshore entities, officers and intermediaries of leaks, and their roles; addresses are left out",
		Publisher: "International Consortium of Investigative Journalists",
		Detect: func(h intake.Head) bool {
			header, _, _ := bytes.Cut(h.Bytes, []byte("\n"))
			return bytes.Contains(header, []byte("node_id")) && (bytes.Contains(header, []byte("sourceID")) || bytes.Contains(header, []byte("rel_type")))
		},
		New: func(o intake.Options) (intake.Reader, error) {
			return &reader{shelf: intake.NewShelf(o.TempDir), kinds: intake.NewKinds(o.TempDir)}, nil
		},
	}
}

// reader keeps relationships until the kinds of all nodes are known.
type reader struct {
	shelf *intake.Shelf
	kinds *intake.Kinds // of nodes, by number; addresses have none
}

// Read takes the nodes of a file, or keeps its relationships.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	r.shelf.Open(ctx, in)
	r.kinds.Open(ctx)
	var take func(intake.Row) error
	return intake.Scan(ctx, in, out, func(h *intake.Header) error {
		switch {
		case h.Has("node_id_start") || h.Has("rel_type"):
			take = r.keep
		case h.Has("node_id"):
			take = r.nodes(in, h, out)
		default:
			return fmt.Errorf("%s has neither a column node_id nor node_id_start and node_id_end: this is no file of Offshore Leaks", in.Name)
		}
		return nil
	}, func(row intake.Row) error { return take(row) })
}

// nodes is what takes a node of the file: what it holds is told by its name and its columns.
func (r *reader) nodes(in *intake.Input, h *intake.Header, out *intake.Out) func(intake.Row) error {
	name := strings.ToLower(in.Base)
	what := "other"
	switch {
	case strings.Contains(name, "officer"):
		what = "officer"
	case strings.Contains(name, "intermediar"):
		what = "intermediary"
	case strings.Contains(name, "address"), h.Has("address") && !h.Has("jurisdiction") && !h.Has("status"):
		what = "address"
	case h.Has("jurisdiction"):
		what = "entity"
	}
	return func(row intake.Row) error { return r.node(out, row, what) }
}

// numbered reports whether a node's id is a number, as all are.
func numbered(node string) bool {
	_, err := strconv.ParseUint(node, 10, 32)
	return err == nil
}

// id is that of a node of some kind.
func id(kind graph.Kind, node string) (graph.ID, error) {
	return graph.MakeID(kind, "icij", node) //nolint:wrapcheck // its words are for people
}

func (r *reader) node(out *intake.Out, row intake.Row, what string) error {
	node := row.Get("node_id")
	if err := out.Begin("node " + node); err != nil {
		return err
	}
	out.Count(what, 1)
	if !numbered(node) {
		out.Broken("a node whose id is no number", node)
		return nil
	}
	name := row.First("name", "original_name", "former_name")
	kind := graph.Company
	if what == "officer" || what == "intermediary" {
		kind = intake.KindOfName(name)
	}
	if what == "address" {
		kind = ""
	}
	if err := r.kinds.Put(node, kind); err != nil {
		return err
	}
	if kind == "" {
		out.LeaveOut("an address: it may be somebody's home", "")
		return nil
	}
	own, err := id(kind, node)
	if err != nil {
		out.Broken("a node whose id cannot be one here", err.Error())
		return nil
	}
	if name == "" {
		out.Change("a node without a name is called by its number", node)
		name = "Offshore Leaks " + node
	}
	e := graph.Entity{ID: own, Name: name, About: strings.Trim(what+", "+row.First("jurisdiction_description", "jurisdiction", "countries"), ", ")}
	for _, column := range []string{"original_name", "former_name"} {
		for _, alias := range parts(row.Get(column)) {
			if alias != name {
				e.Aliases = append(e.Aliases, alias)
			}
		}
	}
	out.Entity(e)
	r.facts(out, row, own)
	return nil
}

// parts are several values in one cell.
func parts(cell string) []string {
	var list []string
	for part := range strings.SplitSeq(cell, ";") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func (r *reader) facts(out *intake.Out, row intake.Row, own graph.ID) {
	source := leak(out, row)
	say := func(p graph.Predicate, qualifier, word, value string, valid graph.Period) {
		s := graph.Statement{Subject: own, Predicate: p, Status: graph.Reported, Source: source, Valid: valid}
		if qualifier != "" {
			s.Qualifiers = map[string]string{qualifier: word}
		}
		if value != "" {
			s.Value = &graph.Value{Text: value}
		}
		out.Statement(s)
	}
	say("HAS_ID", "scheme", "icij", row.Get("node_id"), graph.Period{})
	for _, number := range [][2]string{{"ibcRUC", "ibc-ruc"}, {"internal_id", "icij-internal"}} {
		if text := row.Get(number[0]); text != "" {
			say("HAS_ID", "scheme", number[1], text, graph.Period{})
		}
	}
	for _, country := range parts(row.First("countries", "country_codes")) {
		say("BASED_IN", "", "", country, graph.Period{})
	}
	for _, class := range [][2]string{{"jurisdiction", "jurisdiction"}, {"company-type", "company_type"}, {"type", "type"}, {"service-provider", "service_provider"}} {
		if text := row.Get(class[1]); text != "" {
			say("CLASSED_AS", "scheme", class[0], text, graph.Period{})
		}
	}
	if status := row.Get("status"); status != "" {
		say("HAS_STATUS", "of", "entity", status, graph.Period{})
	}
	for _, event := range [][3]string{{"incorporation_date", "incorporated", ""}, {"inactivation_date", "legal_event", "inactivated"}, {"struck_off_date", "dissolved", "struck off"},
		{"dorm_date", "legal_event", "dormant"}, {"closed_date", "closed", ""}} {
		if on := day(out, event[0], row.Get(event[0])); !on.IsZero() {
			say("HAS_EVENT", "event", event[1], event[2], on)
		}
	}
	if note := row.Get("note"); note != "" {
		say("DESCRIBED_AS", "topic", "note", note, graph.Period{})
	}
}

// leak is the source that the leak is: rows name it, and until when it was current.
func leak(out *intake.Out, row intake.Row) graph.ID {
	name := row.First("sourceID", "source_id")
	if name == "" {
		return ""
	}
	source, err := graph.MakeID(graph.SourceKind, "icij", intake.Scheme(name))
	if err != nil {
		return ""
	}
	s := graph.Source{ID: source, Title: name, Publisher: "International Consortium of Investigative Journalists", URL: "https://offshoreleaks.icij.org/"}
	if m := currentThrough.FindString(row.Get("valid_until")); m != "" {
		s.Published, _ = graph.ParsePeriod(m) // four digits are a year
	}
	if s.Published.IsZero() {
		return ""
	}
	out.Source(s)
	return source
}

var currentThrough = regexp.MustCompile(`\b(19|20)\d{2}\b`)

var dateForm = regexp.MustCompile(`^(\d{1,2})-([A-Za-z]{3})-(\d{2}|\d{4})$`)

var months = map[string]string{"jan": "01", "feb": "02", "mar": "03", "apr": "04", "may": "05", "jun": "06", "jul": "07", "aug": "08", "sep": "09", "oct": "10", "nov": "11", "dec": "12"}

// day reads 18-MAY-1983, and 18-MAY-83 as of the hundred years from 1950 on.
func day(out *intake.Out, field, text string) graph.Period {
	if m := dateForm.FindStringSubmatch(text); m != nil {
		year := m[3]
		if len(year) == 2 {
			century := "20"
			if year >= "50" {
				century = "19"
			}
			year = century + year
		}
		text = fmt.Sprintf("%s-%s-%02s", year, months[strings.ToLower(m[2])], m[1])
	}
	return out.Period(field, text, text)
}

// keptRelation is a relationship on its way to its nodes.
type keptRelation struct {
	Row                                                   int
	Start, End, Type, Link, Status, From, To, Leak, Until string
}

func (r *reader) keep(row intake.Row) error {
	k := keptRelation{Row: row.Number, Start: row.First("node_id_start", "START_ID", "node_1"), End: row.First("node_id_end", "END_ID", "node_2"),
		Type: row.First("rel_type", "TYPE"), Link: row.Get("link"), Status: row.Get("status"), From: row.Get("start_date"), To: row.Get("end_date"),
		Leak: row.First("sourceID", "source_id"), Until: row.Get("valid_until")}
	return r.shelf.PutValue(fmt.Sprintf("%04d %010d", r.shelf.File(), k.Row), k)
}

// Finish takes the relationships.
func (r *reader) Finish(ctx context.Context, out *intake.Out) error {
	if err := r.kinds.Seal(ctx); err != nil {
		return err
	}
	return r.shelf.Each(ctx, out, func(_, text string) error {
		var k keptRelation
		if err := intake.Kept(text, &k); err != nil {
			return err
		}
		if err := out.Begin(fmt.Sprintf("#row=%d", k.Row)); err != nil {
			return err
		}
		out.Count("relationships", 1)
		r.relate(out, k)
		return r.kinds.Err()
	})
}

// Close ends the sorting.
func (r *reader) Close() error {
	return errors.Join(r.shelf.Close(), r.kinds.Close())
}

// end is the id of a node; unknown says that no file of the load has it.
func (r *reader) end(node string) (own graph.ID, kind graph.Kind, unknown bool) {
	kind, known := r.kinds.Get(node)
	if !known || kind == "" {
		return "", "", !known
	}
	own, err := id(kind, node)
	return own, kind, err != nil
}

func (r *reader) relate(out *intake.Out, k keptRelation) {
	from, kind, unknown := r.end(k.Start)
	to, _, also := r.end(k.End)
	switch {
	case unknown || also:
		out.Broken("a relationship with a node that no file of the load has", k.Start+" "+k.End)
		return
	case from == "" || to == "":
		out.LeaveOut("a tie to an address: it may be somebody's home", k.Type)
		return
	}
	out.Bare(from, "Offshore Leaks "+k.Start)
	out.Bare(to, "Offshore Leaks "+k.End)
	s := graph.Statement{Subject: from, Object: to, Status: graph.Reported, Record: true}
	s.Predicate, s.Qualifiers = k.words(kind)
	if k.Status != "" {
		out.Change("the status of a relationship was left out", k.Status)
	}
	if k.From+k.To != "" {
		begin, end := day(out, "start_date", k.From), day(out, "end_date", k.To)
		valid, err := graph.ParsePeriod(begin.String() + "/" + end.String())
		if err != nil && begin.String()+end.String() != "" {
			out.Change("a period that cannot be read was left out", err.Error())
		}
		s.Valid = valid
	}
	out.Statement(s)
}

// words say the relationship in ours. What is not known is kept as the leak has it.
func (k keptRelation) words(kind graph.Kind) (graph.Predicate, map[string]string) {
	link := strings.ToLower(strings.TrimSpace(strings.TrimSuffix(k.Link, " of")))
	role := func(p graph.Predicate, name, word string) (graph.Predicate, map[string]string) {
		return p, map[string]string{name: word}
	}
	switch rel := strings.ToLower(k.Type); {
	case rel == "officer_of" && strings.Contains(link, "shareholder"):
		return "HOLDS_STAKE_IN", nil
	case rel == "officer_of" && strings.Contains(link, "benefi"):
		return role("HAS_INTEREST_IN", "interest", link)
	case rel == "officer_of" && kind == graph.Person && link == "director":
		return "DIRECTOR_OF", nil
	case rel == "officer_of" && kind == graph.Person && link != "":
		return role("OFFICER_OF", "title", link)
	case rel == "officer_of" && kind == graph.Person:
		return "OFFICER_OF", nil
	case rel == "officer_of":
		return role("REPRESENTS", "role", strings.TrimSpace("officer "+link))
	case rel == "intermediary_of":
		return role("REPRESENTS", "role", "intermediary")
	case strings.HasPrefix(rel, "same_") || strings.HasPrefix(rel, "similar") || rel == "probably_same_officer_as":
		// Identity needs a source and a reviewer of its own.
		return role("LINKED_TO", "role", strings.ReplaceAll(rel, "_", " "))
	default:
		if link == "" {
			link = strings.ReplaceAll(rel, "_", " ")
		}
		return role("RELATES_TO", "role", link)
	}
}
