package graph

import (
	"fmt"
	"strings"
)

// Value is the object of a statement about one entity alone: a text, or a
// figure with its unit. Figures are decimal text, so that nothing is rounded.
type Value struct {
	Text       string     `json:"text,omitempty"`
	Number     string     `json:"number,omitempty"`
	NumberTo   string     `json:"number_to,omitempty"` // the upper end when Comparator is Range
	Comparator Comparator `json:"comparator,omitempty"`
	Unit       string     `json:"unit,omitempty"` // singular: patent, day, percent
}

// MaxTextLength bounds a text value, a title or a quotation, in bytes.
const MaxTextLength = 4000

// Validate reports every problem of v, with field names relative to it.
func (v Value) Validate() []Problem {
	var ps problems
	if (v.Text == "") == (v.Number == "") {
		ps.add("", "a value is either a text or a number with its unit")
		return ps
	}
	if v.Text != "" {
		if v.NumberTo != "" || v.Comparator != "" || v.Unit != "" {
			ps.add("text", "a text has no unit or comparator")
		}
		ps.text("text", v.Text)
		return ps
	}
	ps.number("number", v.Number)
	if v.Unit == "" {
		ps.add("unit", "a number needs a unit, in the singular: patent, day, percent")
	} else if !wordPattern(v.Unit) {
		ps.add("unit", "unit %q: use lower-case letters, digits and underscores", shorten(v.Unit))
	}
	ps.oneOf("comparator", "comparator", string(v.Comparator), comparators)
	if v.Comparator == Range {
		ps.number("number_to", v.NumberTo)
		if r := v.room(); r.low != nil && r.high != nil && r.low.Cmp(r.high) >= 0 {
			ps.add("number_to", "the upper end of a range is above its number")
		}
	} else if v.NumberTo != "" {
		ps.add("number_to", "only a range has an upper end")
	}
	return ps
}

// String reads "about 230 patents".
func (v Value) String() string {
	if v.Text != "" {
		return v.Text
	}
	n := GroupThousands(v.Number)
	if v.NumberTo != "" {
		n += " to " + GroupThousands(v.NumberTo)
	}
	if v.Unit == "percent" {
		return v.Comparator.Words() + n + " %"
	}
	unit := strings.ReplaceAll(v.Unit, "_", " ")
	if v.Number != "1" || v.NumberTo != "" {
		unit = plural(unit)
	}
	return fmt.Sprintf("%s%s %s", v.Comparator.Words(), n, unit)
}

// plural is the regular English plural: patents, companies, days.
func plural(unit string) string {
	stem, ok := strings.CutSuffix(unit, "y")
	if ok && stem != "" && !strings.ContainsAny(stem[len(stem)-1:], "aeiou") {
		return stem + "ies"
	}
	return unit + "s"
}

// wordPattern accepts lower-case words of letters, digits and underscores.
func wordPattern(s string) bool {
	if s == "" || len(s) > 64 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
