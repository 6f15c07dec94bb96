package docket

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// OCE reads the patent litigation research dataset: cases, names and patents by their headers, of
// the vintage of 2015 and of that of 2020. The rows of one case stand in several files; they are
// put together outside memory.
func OCE() intake.Format {
	return intake.Format{
		Name:      "oce",
		Title:     "USPTO OCE patent litigation (CSV, vintages 2015 and 2020)",
		About:     "patent lawsuits with court, judge, parties by role and patents in suit; entries of the docket and lawyers are left out",
		Publisher: "United States Patent and Trademark Office, Office of the Chief Economist",
		Detect: func(h intake.Head) bool {
			header, _, _ := bytes.Cut(h.Bytes, []byte("\n"))
			has := func(names ...string) bool {
				for _, n := range names {
					if !bytes.Contains(header, []byte(n)) {
						return false
					}
				}
				return true
			}
			return has("case_row_id") || has("pacer_id", "case_number", "date_filed") && !has("docket_number")
		},
		New: func(o intake.Options) (intake.Reader, error) { return &oce{shelf: intake.NewShelf(o.TempDir)}, nil },
	}
}

type oce struct{ shelf *intake.Shelf }

// The parts of a case, in the order in which they are taken: who the case is comes before what
// its parties are to it.
const (
	casePart = iota
	patentPart
	namePart
)

// oceRow is a row on its way to the others of its case.
type oceRow struct {
	Row   int               `json:"r"`
	Part  int               `json:"p"`
	Cells map[string]string `json:"c"`
}

// oceColumns are those that are read, by what a file holds.
var oceColumns = map[int][]string{
	casePart: {"case_row_id", "case_number", "case_number_raw", "district_id", "case_name", "court_name", "assigned_to", "referred_to", "case_cause",
		"jurisdictional_basis", "demand", "jury_demand", "lead_case", "related_case", "settlement", "date_filed", "date_closed", "case_type_1", "case_type_2", "case_type_3"},
	patentPart: {"case_row_id", "case_number", "district_id", "patent", "patent_doc_type", "case_name", "date_filed"},
	namePart:   {"case_row_id", "case_number", "case_number_raw", "district_id", "party_type", "name", "name_long"},
}

// Read keeps the rows of one file until all of a case are there.
func (r *oce) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	r.shelf.Open(ctx, in)
	part, left := casePart, ""
	return intake.Scan(ctx, in, out, func(h *intake.Header) error {
		switch {
		case h.Has("patent"):
			part = patentPart
		case h.Has("party_type") && (h.Has("attorney_row_count") || h.Has("attorney_name")):
			left = "a lawyer: their contact blocks are private, and their names alone are not read"
		case h.Has("party_type"):
			part = namePart
		case h.Has("doc_count"), h.Has("long_description"):
			left = "an entry of the docket"
		case !h.Has("case_row_id"):
			left = "a row of the list of PACER, which repeats what the cases say"
		}
		return nil
	}, func(row intake.Row) error {
		if left != "" {
			if err := out.Begin(row.At()); err != nil {
				return err
			}
			out.LeaveOut(left, "")
			return nil
		}
		return r.keep(row, part, out)
	})
}

func (r *oce) keep(row intake.Row, part int, out *intake.Out) error {
	key := row.Get("case_row_id")
	if key == "" {
		if err := out.Begin(row.At()); err != nil {
			return err
		}
		out.Broken("a row without the number of its case (case_row_id)", "")
		return nil
	}
	kept := oceRow{Row: row.Number, Part: part, Cells: map[string]string{}}
	for _, c := range oceColumns[part] {
		if text := row.Get(c); text != "" {
			kept.Cells[c] = text
		}
	}
	return r.shelf.PutValue(fmt.Sprintf("%s %d", strings.ReplaceAll(key, "\x00", ""), part), kept)
}

// Close ends the sorting.
func (r *oce) Close() error {
	return r.shelf.Close()
}

// Finish takes case after case.
func (r *oce) Finish(ctx context.Context, out *intake.Out) error {
	var at *oceCase
	return r.shelf.Each(ctx, out, func(key, text string) error {
		var row oceRow
		if err := intake.Kept(text, &row); err != nil {
			return err
		}
		caseKey, _, _ := strings.Cut(key, " ")
		if at == nil || at.key != caseKey {
			at = &oceCase{out: out, key: caseKey}
		}
		if err := out.Begin(fmt.Sprintf("#row=%d", row.Row)); err != nil {
			return err
		}
		at.take(row)
		return nil
	})
}

// oceCase is a case under way.
type oceCase struct {
	out    *intake.Out
	key    string
	id     graph.ID
	number number
	name   string
	filed  graph.Period
}

func (c *oceCase) take(row oceRow) {
	get := func(names ...string) string {
		for _, n := range names {
			if v := row.Cells[n]; v != "" {
				return v
			}
		}
		return ""
	}
	if c.id == "" && !c.identify(get) {
		return
	}
	c.out.Bare(c.id, cmp.Or(c.name, c.number.String()))
	switch row.Part {
	case casePart:
		c.takeCase(get)
	case patentPart:
		c.takePatent(get("patent"), get("patent_doc_type"))
	case namePart:
		c.takeName(get("name", "name_long"), get("party_type"))
	}
}

// identify makes the id of the case of the first row that tells its court and number.
func (c *oceCase) identify(get func(...string) string) bool {
	court := cmp.Or(strings.ToLower(get("district_id")), courtByName(get("court_name")))
	if court == "" {
		c.out.Broken("a row whose case has no court: load it together with the file of cases", c.key)
		return false
	}
	id, n, err := caseOf(court, get("case_number", "case_number_raw"))
	if err != nil {
		c.out.Broken("a case number that cannot be read", err.Error())
		return false
	}
	c.id, c.number, c.name = id, n, get("case_name")
	return true
}

// stems and letters are the keys of districts and parts in an order, so that a name always finds the
// same court.
var (
	stems   = slices.Sorted(maps.Keys(districts))
	letters = slices.Sorted(maps.Keys(parts))
)

// courtByName is the id of a district court by its name, as the vintage of 2015 gives it: "Texas
// Eastern District Court", or with "U.S. District Court" before.
func courtByName(name string) string {
	folded := " " + graph.FoldName(name) + " "
	best := ""
	for _, stem := range stems {
		state := districts[stem]
		if !strings.Contains(folded, " "+strings.TrimPrefix(strings.ToLower(state), "the ")+" ") || len(state) <= len(districts[strings.TrimSuffix(best, "d")]) && best != "" {
			continue
		}
		if stem == "va" && strings.Contains(folded, " west virginia ") || stem == "ks" && strings.Contains(folded, " arkansas ") {
			continue
		}
		best = stem + "d"
	}
	if best == "" {
		return ""
	}
	stem := strings.TrimSuffix(best, "d")
	for _, letter := range letters {
		part := parts[letter]
		if strings.Contains(folded, " "+strings.ToLower(strings.TrimSpace(part))+" ") {
			return stem + string(letter) + "d"
		}
	}
	return best
}

func (c *oceCase) takeCase(get func(...string) string) {
	c.out.Count("cases", 1)
	c.out.Entity(graph.Entity{ID: c.id, Name: cmp.Or(c.name, c.number.String()), About: c.number.String()})
	c.filed = c.date(get("date_filed"))
	_, _, value := c.id.Parts()
	courtID, _, _ := strings.Cut(value, "/")
	court, err := graph.MakeID(graph.Court, "us", courtID)
	if err == nil {
		c.out.Bare(court, cmp.Or(courtName(courtID), get("court_name")))
		c.say(graph.Statement{Predicate: "HEARD_IN", Object: court, Valid: c.filed})
	}
	c.fact("HAS_ID", "scheme", "docket-number", c.number.String(), graph.Period{})
	if cause := causeOf(get("case_cause")); cause != "" {
		c.fact("HAS_CAUSE", "cause", cause, "", graph.Period{})
	}
	for _, class := range [][2]string{{"cause", "case_cause"}, {"jurisdiction", "jurisdictional_basis"}, {"jury-demand", "jury_demand"}, {"demand", "demand"},
		{"lead-case", "lead_case"}, {"related-case", "related_case"}, {"settlement", "settlement"}, {"oce-case-type-1", "case_type_1"}, {"oce-case-type-2", "case_type_2"}, {"oce-case-type-3", "case_type_3"}} {
		if text := get(class[1]); text != "" && text != "None" {
			c.fact("CLASSED_AS", "scheme", class[0], text, graph.Period{})
		}
	}
	if !c.filed.IsZero() {
		c.fact("HAS_EVENT", "event", "filing", "", c.filed)
	}
	if closed := c.date(get("date_closed")); !closed.IsZero() {
		c.fact("HAS_EVENT", "event", "closed", "", closed)
	}
	for _, judge := range [][2]string{{get("assigned_to"), "PRESIDED_OVER"}, {get("referred_to"), "RELATES_TO"}} {
		c.takeJudge(courtID, judge[0], graph.Predicate(judge[1]))
	}
}

func (c *oceCase) takeJudge(court, name string, p graph.Predicate) {
	if name == "" {
		return
	}
	id, err := intake.PersonID("us-court", court, name)
	if err != nil {
		c.out.Change("a judge whose name makes no id was left out", err.Error())
		return
	}
	c.out.Entity(graph.Entity{ID: id, Name: name, About: "judge"})
	s := graph.Statement{Subject: id, Predicate: p, Object: c.id, Status: graph.Recorded}
	if p == "RELATES_TO" {
		s.Qualifiers = map[string]string{"role": "the matter is referred to"}
	}
	c.out.Statement(s)
}

func (c *oceCase) say(s graph.Statement) {
	s.Subject, s.Status = c.id, graph.Recorded
	c.out.Statement(s)
}

func (c *oceCase) fact(p graph.Predicate, qualifier, word, value string, valid graph.Period) {
	s := graph.Statement{Predicate: p, Qualifiers: map[string]string{qualifier: word}, Valid: valid}
	if value != "" {
		s.Value = &graph.Value{Text: value}
	}
	c.say(s)
}

func (c *oceCase) date(text string) graph.Period {
	p, err := graph.ParsePeriod(text)
	if err != nil {
		c.out.Change("a date that cannot be read was left out", text)
	}
	return p
}

// ungrouped takes out what groups digits.
var ungrouped = strings.NewReplacer(",", "", " ", "")

func (c *oceCase) takePatent(number, kind string) {
	digits := ungrouped.Replace(number)
	id, err := graph.MakeID(graph.Patent, "us", digits)
	if err != nil {
		c.out.Broken("a row without a patent number", err.Error())
		return
	}
	c.out.Count("patents in suit", 1)
	c.out.Entity(graph.Entity{ID: id, Name: "US " + digits, About: strings.ToLower(kind)})
	c.out.Statement(graph.Statement{Subject: id, Predicate: "ASSERTED_IN", Object: c.id, Status: graph.Recorded, Valid: c.filed})
}

func (c *oceCase) takeName(name, kind string) {
	id, err := partyID(string(c.id), name)
	if err != nil {
		c.out.Broken("a party without a name", err.Error())
		return
	}
	c.out.Count("party rows", 1)
	c.out.Entity(graph.Entity{ID: id, Name: name})
	party(c.out, id, c.id, c.number, kind, graph.Statement{Valid: c.filed})
}
