package table

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// cells gives the texts in a column of a row: none for an empty cell, several for a list in
// JSON.
type cells func(column string) []string

var placeholder = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)

// texts are those of a value in a row. An entity is for the caller.
func (v Value) texts(row cells) []string {
	texts := slices.Concat(v.Literals)
	if v.Literal != "" {
		texts = append(texts, v.Literal)
	}
	for _, column := range append(slices.Clone([]string(v.Columns)), v.Column) {
		if column != "" {
			texts = append(texts, row(column)...)
		}
	}
	if v.Template != "" {
		if text, filled := fill(v.Template, row); filled {
			texts = append(texts, text)
		}
	}
	if v.Split != "" {
		var parts []string
		for _, t := range texts {
			parts = append(parts, strings.Split(t, v.Split)...)
		}
		texts = parts
	}
	kept := texts[:0]
	for _, t := range texts {
		t = strings.TrimSpace(t)
		if other, ok := v.Map[t]; ok {
			t = other
		}
		if t != "" {
			kept = append(kept, t)
		}
	}
	if v.Join != nil && len(kept) > 0 {
		return []string{strings.Join(kept, *v.Join)}
	}
	return kept
}

// text is the first of the texts, or "".
func (v *Value) text(row cells) string {
	if v == nil {
		return ""
	}
	if texts := v.texts(row); len(texts) > 0 {
		return texts[0]
	}
	return ""
}

// fill puts cells into a template, and reports whether there was any.
func fill(template string, row cells) (string, bool) {
	filled := false
	text := placeholder.ReplaceAllStringFunc(template, func(match string) string {
		cell := strings.Join(row(placeholder.FindStringSubmatch(match)[1]), " ")
		filled = filled || cell != ""
		return cell
	})
	return strings.Trim(strings.TrimSpace(text), ",;"), filled
}

// date reads the text of a date by one of the formats, as strftime writes them. Without
// a format a date is written as the graph does.
func (v *Value) date(row cells) (string, error) {
	text := v.text(row)
	if text == "" || len(v.Format) == 0 {
		return text, nil
	}
	for _, format := range v.Format {
		layout, day, err := layoutOf(format)
		if err != nil {
			return "", err
		}
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		if day {
			return t.Format(time.DateOnly), nil
		}
		return t.Format("2006-01")[:len(precision(format))], nil
	}
	return "", fmt.Errorf("%q is not a date of the form %s", text, strings.Join(v.Format, " or "))
}

// precision is a date as precise as the format is: to the month or to the year.
func precision(format string) string {
	if strings.ContainsAny(strings.Join(directives(format), ""), "mbB") {
		return "2006-01"
	}
	return "2006"
}

// strftime are the directives that dates are written with, as layouts of Go.
var strftime = map[byte]string{'Y': "2006", 'm': "01", 'd': "02", 'b': "Jan", 'B': "January", 'y': "06", 'H': "15", 'M': "04", 'S': "05",
	'e': "_2", 'a': "Mon", 'A': "Monday", 'p': "PM", 'I': "03", 'f': "000000", 'z': "-0700", 'Z': "MST", 'j': "002", '%': "%"}

func directives(format string) []string {
	var list []string
	for i := 0; i+1 < len(format); i++ {
		if format[i] == '%' {
			list = append(list, format[i+1:i+2])
			i++
		}
	}
	return list
}

// layoutOf turns a format of strftime into a layout, and reports whether it tells the day.
func layoutOf(format string) (layout string, day bool, err error) {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		switch c := format[i]; {
		case c != '%':
			b.WriteByte(c)
		case i+1 == len(format):
			return "", false, fmt.Errorf("the format %q ends with a %%", format)
		default:
			i++
			part, known := strftime[format[i]]
			if !known {
				return "", false, fmt.Errorf("the format %q: %%%c is not known", format, format[i])
			}
			if part == "02" { // accepts one digit too, as strptime does
				part = "2"
			}
			if part == "01" {
				part = "1"
			}
			day = day || strings.IndexByte("dej", format[i]) >= 0
			b.WriteString(part)
		}
	}
	return b.String(), day, nil
}

// ungrouped takes out what groups digits in some country.
var ungrouped = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "")

// decimalOf reads a figure as people and programs write it: 5.689852347E7, 1,234.50, € 12. It is
// never rounded. A comma is the decimal sign where two digits or one follow its only place and there
// is no point.
func decimalOf(text string) (string, error) {
	figure := strings.TrimFunc(text, func(r rune) bool {
		return !unicode.IsDigit(r) && r != '-' && r != '+' && r != '.'
	})
	figure = ungrouped.Replace(figure)
	switch point, comma := strings.LastIndexByte(figure, '.'), strings.LastIndexByte(figure, ','); {
	case comma < 0:
	case point > comma, strings.Count(figure, ",") > 1 || len(figure)-comma == 4:
		figure = strings.ReplaceAll(figure, ",", "")
	default:
		figure = strings.ReplaceAll(strings.ReplaceAll(figure, ".", ""), ",", ".")
	}
	if mantissa, exponent, scientific := strings.Cut(strings.ToUpper(figure), "E"); scientific && (len(exponent) > 3 || mantissa == "") {
		return "", fmt.Errorf("%q is not a figure", text)
	}
	r, ok := new(big.Rat).SetString(figure)
	if !ok || len(figure) > 60 || strings.ContainsRune(figure, '/') {
		return "", fmt.Errorf("%q is not a figure", text)
	}
	digits := 0
	for scaled := new(big.Rat).Set(r); !scaled.IsInt() && digits < 40; digits++ {
		scaled.Mul(scaled, big.NewRat(10, 1))
	}
	return r.FloatString(digits), nil
}
