package answer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ipgraph/prose"
)

// HopTable lists edges as rows of text, the chain and the hop first.
func HopTable(chains []Chain) (header []string, rows [][]string) {
	header = []string{"chain", "hop", "from_id", "from", "type", "to_id", "to", "status", "polarity", "valid_from", "valid_to",
		"holds", "first_reported", "disputed", "amount", "value", "independent_sources", "sources", "key"}
	for i, chain := range chains {
		for j, hop := range chain.Hops {
			from, to := hop.From, hop.To
			if hop.Reversed { // the row reads along the edge
				from, to = to, from
			}
			e := hop.Edge
			rows = append(rows, []string{strconv.Itoa(i + 1), strconv.Itoa(j + 1), string(from.ID), from.Name, string(e.Type), string(to.ID), to.Name,
				string(e.Status), strconv.FormatBool(e.Polarity), e.ValidFrom, e.ValidTo, e.Holds, e.FirstReported, strconv.FormatBool(e.Disputed),
				amountText(e.Amount), valueText(e.Value), strconv.Itoa(e.IndependentSources), credits(e.Citations), e.Key})
		}
	}
	return header, rows
}

// StatementTable lists statements as rows of text.
func StatementTable(statements []*Statement) (header []string, rows [][]string) {
	header = []string{"id", "subject_id", "predicate", "object_id", "value", "amount", "qualifiers", "status", "polarity", "valid",
		"holds", "reported_on", "asserted_by", "source", "publisher", "locator", "note",
		"review", "rank", "superseded_by", "superseded_on", "withdrawn_at"}
	for _, s := range statements {
		rows = append(rows, []string{string(s.ID), string(s.SubjectID), string(s.Predicate), string(s.ObjectID), valueText(s.Value), amountText(s.Amount),
			qualifierText(s.Qualifiers), string(s.Status), strconv.FormatBool(s.Polarity), s.Valid, s.Holds, s.ReportedOn, s.AssertedBy,
			string(s.Source), s.Publisher, s.Locator, s.Note, string(s.Review), string(s.Rank), string(s.SupersededBy), s.SupersededOn, s.WithdrawnAt})
	}
	return header, rows
}

// Flat is the table as rows of text, for spreadsheets: an entity takes two
// columns, its name and its id, and an edge six. Lists are joined. The last
// column credits the sources of the row's edges, where the answer has any.
func (t Table) Flat() (header []string, rows [][]string) {
	var columns []flatColumn
	for _, name := range t.Columns {
		columns = append(columns, flatColumn{name, t.parts(name)})
	}
	rows = make([][]string, len(t.Rows))
	credits, found := make([]string, len(t.Rows)), false
	for i, row := range t.Rows {
		r := reading{cite: func(*Edge) string { return "" }}
		for _, c := range columns {
			rows[i] = append(rows[i], c.cells(&r, row[c.name])...)
		}
		credits[i], found = strings.Join(r.credits, " | "), found || len(r.credits) > 0
	}
	for _, c := range columns {
		header = append(header, c.header()...)
	}
	if !found {
		return header, rows
	}
	for i := range rows {
		rows[i] = append(rows[i], credits[i])
	}
	return append(header, "sources"), rows
}

// flatColumn is a column of the answer, which takes several in a spreadsheet.
type flatColumn struct {
	name string
	// parts are the endings of their names, the first one empty.
	parts []string
}

var (
	entityParts = []string{"", "_id"}
	edgeParts   = []string{"", "_status", "_valid_from", "_valid_to", "_independent_sources", "_key"}
)

// parts goes by the first value that the column holds.
func (t Table) parts(column string) []string {
	for _, row := range t.Rows {
		switch row[column].(type) {
		case nil:
		case Entity:
			return entityParts
		case *Edge:
			return edgeParts
		default:
			return []string{""}
		}
	}
	return []string{""}
}

func (c flatColumn) header() []string {
	names := make([]string, 0, len(c.parts))
	for _, part := range c.parts {
		names = append(names, c.name+part)
	}
	return names
}

func (c flatColumn) cells(r *reading, value any) []string {
	cells := make([]string, len(c.parts))
	switch v := value.(type) {
	case Entity:
		if len(c.parts) == len(entityParts) {
			return []string{v.Name, string(v.ID)}
		}
	case *Edge:
		if text := r.edge(v); len(c.parts) == len(edgeParts) {
			return []string{text, string(v.Status), v.ValidFrom, v.ValidTo, strconv.Itoa(v.IndependentSources), v.Key}
		}
	}
	cells[0] = r.text(value)
	return cells
}

// Cited is the table as rows of text for people: entities as their names with
// their ids, and each edge followed by the numbers of its sources, which
// references lists.
func (t Table) Cited(references *References) (header []string, rows [][]string) {
	for _, row := range t.Rows {
		r := reading{cite: func(e *Edge) string { return " " + references.Cite(e) }}
		cells := make([]string, 0, len(t.Columns))
		for _, column := range t.Columns {
			cells = append(cells, r.text(row[column]))
		}
		rows = append(rows, cells)
	}
	return t.Columns, rows
}

// reading puts the values of one row into words and remembers whom its edges
// credit.
type reading struct {
	cite    func(*Edge) string
	credits []string
}

func (r *reading) text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Entity:
		return v.Name + " <" + string(v.ID) + ">"
	case Source:
		return v.Publisher + ", " + v.Published + ", " + v.Title
	case *Edge:
		return r.edge(v)
	case *Amount:
		return amountText(v)
	case *Statement:
		return strings.TrimSpace(StatementLine(v)+" "+v.When()) + " (" + string(v.Status) + ")"
	case Chain:
		var hops []string
		for _, h := range v.Hops {
			hops = append(hops, Sentence(h)+r.cite(h.Edge)+" ("+Independent(h.Edge)+")")
		}
		return strings.Join(hops, "; ")
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, r.text(item))
		}
		return strings.Join(items, " | ")
	case map[string]any:
		return r.fields(v)
	}
	return fmt.Sprint(v)
}

func (r *reading) edge(e *Edge) string {
	for _, c := range e.Citations {
		if credit := c.credit(); !slices.Contains(r.credits, credit) {
			r.credits = append(r.credits, credit)
		}
	}
	verb := string(e.Type)
	if !e.Polarity {
		verb = "not " + verb
	}
	parts := slices.Insert(details(e), 1, Independent(e)) // after the status: the end of a long cell is cut
	return verb + " (" + strings.Join(parts, "; ") + ")" + r.cite(e)
}

// Independent says on how many independent sources an edge rests, for example
// "1 independent source".
func Independent(e *Edge) string {
	if e.IndependentSources == 1 {
		return "1 independent source"
	}
	return strconv.Itoa(e.IndependentSources) + " independent sources"
}

// readFirst and readLast order the parts of a value that a question put
// together: who, how, to whom, and who says so. Others stand between, by name.
var (
	readFirst = []string{"statement", "party", "liable", "counsel", "owner", "challenger", "partner", "company", "client", "side", "role", "edge", "first", "second", "to"}
	readLast  = []string{"source", "subject", "object"}
)

func (r *reading) fields(m map[string]any) string {
	names := slices.Sorted(maps.Keys(m))
	place := func(name string) int {
		if i := slices.Index(readFirst, name); i >= 0 {
			return i - len(readFirst)
		}
		return slices.Index(readLast, name) + 1
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(place(a), place(b)) })
	var items []string
	for _, name := range names {
		if text := r.text(m[name]); text != "" {
			items = append(items, text)
		}
	}
	return strings.Join(items, ", ")
}

// StatementLine says what a statement says, without its date and source: a relation
// in words, where both ends are known by name, and a fact by its parts. The subject is
// named where it is known.
func StatementLine(s *Statement) string {
	if s.Subject != nil && s.Object != nil {
		return s.relation()
	}
	var parts []string
	if s.Subject != nil {
		parts = append(parts, s.Subject.Name)
	}
	if !s.Polarity {
		parts = append(parts, "not")
	}
	parts = append(parts, string(s.Predicate))
	object := string(s.ObjectID)
	if s.Object != nil {
		object = s.Object.Name
	}
	for _, part := range []string{object, qualifierText(s.Qualifiers), valueText(s.Value), amountText(s.Amount)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

// relation says what a statement about two entities says.
func (s *Statement) relation() string {
	t := prose.Tie{Type: s.Predicate, From: prose.Name{ID: s.Subject.ID, Text: s.Subject.Name}, To: prose.Name{ID: s.Object.ID, Text: s.Object.Name},
		Negated: !s.Polarity, Qualifiers: s.Qualifiers, Value: s.Value.figure()}
	if s.Amount != nil {
		t.Amount = &s.Amount.Money
	}
	return strings.TrimSuffix(t.Sentence(), ".")
}

// When is the date of a statement, and whether it is doubtful that it holds on
// the day asked for.
func (s *Statement) When() string {
	if s.Holds == "possibly" {
		return strings.TrimSpace(s.Valid + " (possibly on that day)")
	}
	return s.Valid
}

func amountText(a *Amount) string {
	if a == nil {
		return ""
	}
	return a.Text
}

func valueText(v *Value) string {
	if v == nil {
		return ""
	}
	return v.Text
}

func qualifierText(m map[string]string) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, name+"="+m[name])
	}
	return strings.Join(parts, "; ")
}

func credits(citations []Citation) string {
	var parts []string
	for _, c := range citations {
		parts = append(parts, c.credit())
	}
	return strings.Join(parts, " | ")
}

// credit says in short who says so, when and where.
func (c Citation) credit() string { return c.Publisher + ", " + c.Published + ", " + c.Locator }
