package answer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// HopTable lists edges as rows of text, the chain and the hop first.
func HopTable(chains []Chain) (header []string, rows [][]string) {
	header = []string{"chain", "hop", "from_id", "from", "type", "to_id", "to", "status", "polarity", "valid_from", "valid_to",
		"first_reported", "disputed", "amount", "value", "sources", "key"}
	for i, chain := range chains {
		for j, hop := range chain.Hops {
			from, to := hop.From, hop.To
			if hop.Reversed { // the row reads along the edge
				from, to = to, from
			}
			e := hop.Edge
			rows = append(rows, []string{strconv.Itoa(i + 1), strconv.Itoa(j + 1), string(from.ID), from.Name, string(e.Type), string(to.ID), to.Name,
				string(e.Status), strconv.FormatBool(e.Polarity), e.ValidFrom, e.ValidTo, e.FirstReported, strconv.FormatBool(e.Disputed),
				amountText(e.Amount), valueText(e.Value), credits(e.Citations), e.Key})
		}
	}
	return header, rows
}

// StatementTable lists statements as rows of text.
func StatementTable(statements []*Statement) (header []string, rows [][]string) {
	header = []string{"id", "subject_id", "predicate", "object_id", "value", "amount", "qualifiers", "status", "polarity", "valid",
		"reported_on", "asserted_by", "source", "publisher", "locator", "note"}
	for _, s := range statements {
		rows = append(rows, []string{string(s.ID), string(s.SubjectID), string(s.Predicate), string(s.ObjectID), valueText(s.Value), amountText(s.Amount),
			qualifierText(s.Qualifiers), string(s.Status), strconv.FormatBool(s.Polarity), s.Valid, s.ReportedOn, s.AssertedBy,
			string(s.Source), s.Publisher, s.Locator, s.Note})
	}
	return header, rows
}

// Flat is the table as rows of text: entities as their names, edges as what
// they say, lists joined. The last column credits the sources of the row's edges,
// where the answer has any.
func (t Table) Flat() (header []string, rows [][]string) {
	return t.flat(func(*Edge) string { return "" }, true)
}

// Cited is Flat for people: each edge is followed by the numbers of its sources,
// which references lists.
func (t Table) Cited(references *References) (header []string, rows [][]string) {
	return t.flat(func(e *Edge) string { return " " + references.Cite(e) }, false)
}

func (t Table) flat(cite func(*Edge) string, credit bool) (header []string, rows [][]string) {
	var credited [][]string
	found := false
	for _, row := range t.Rows {
		r := reading{cite: cite}
		cells := make([]string, 0, len(t.Columns)+1)
		for _, column := range t.Columns {
			cells = append(cells, r.text(row[column]))
		}
		rows, credited = append(rows, cells), append(credited, r.credits)
		found = found || len(r.credits) > 0
	}
	if !credit || !found {
		return t.Columns, rows
	}
	for i := range rows {
		rows[i] = append(rows[i], strings.Join(credited[i], " | "))
	}
	return append(slices.Clone(t.Columns), "sources"), rows
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
		return strings.TrimSpace(StatementLine(v)+" "+v.Valid) + " (" + string(v.Status) + ")"
	case Chain:
		var hops []string
		for _, h := range v.Hops {
			hops = append(hops, Sentence(h)+r.cite(h.Edge))
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
	return verb + " (" + strings.Join(details(e), "; ") + ")" + r.cite(e)
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

// StatementLine says what a statement says, without its date and source. The
// subject is named where it is known.
func StatementLine(s *Statement) string {
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
