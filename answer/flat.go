package answer

import (
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
// they say, lists joined.
func (t Table) Flat() (header []string, rows [][]string) {
	for _, row := range t.Rows {
		cells := make([]string, 0, len(t.Columns))
		for _, column := range t.Columns {
			cells = append(cells, text(row[column]))
		}
		rows = append(rows, cells)
	}
	return t.Columns, rows
}

func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Entity:
		return v.Name + " <" + string(v.ID) + ">"
	case Source:
		return v.Publisher + ", " + v.Published + ", " + v.Title
	case *Edge:
		return string(v.Type) + " (" + strings.Join(details(v), "; ") + ")"
	case *Statement:
		return strings.TrimSpace(StatementLine(v)+" "+v.Valid) + " (" + string(v.Status) + ")"
	case Chain:
		var hops []string
		for _, h := range v.Hops {
			hops = append(hops, Sentence(h))
		}
		return strings.Join(hops, "; ")
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, text(item))
		}
		return strings.Join(items, " | ")
	case map[string]any:
		var items []string
		for _, key := range []string{"statement", "source", "subject", "object"} {
			if item := v[key]; item != nil {
				items = append(items, text(item))
			}
		}
		return strings.Join(items, ", ")
	}
	return fmt.Sprint(v)
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
		parts = append(parts, c.Publisher+", "+c.Published+", "+c.Locator)
	}
	return strings.Join(parts, " | ")
}
