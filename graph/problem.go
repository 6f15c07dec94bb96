package graph

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is one thing that is wrong with an entity, a statement or a source.
type Problem struct {
	// Field is the path of the offending field, such as "amount.kind", or ""
	// for the whole.
	Field string
	// Message says what is wrong and what would be accepted.
	Message string
}

// problems collects them all: validation never stops at the first.
type problems []Problem

func (ps *problems) add(field, format string, args ...any) {
	*ps = append(*ps, Problem{Field: field, Message: fmt.Sprintf(format, args...)})
}

// within takes over the problems of a part, under the part's name.
func (ps *problems) within(field string, part []Problem) {
	for _, p := range part {
		p.Field = strings.TrimSuffix(field+"."+p.Field, ".")
		*ps = append(*ps, p)
	}
}

func (ps *problems) oneOf(field, what, got string, allowed []string) {
	switch {
	case got == "":
		ps.add(field, "%s is missing: one of %s", what, list(allowed))
	case !slices.Contains(allowed, got):
		if near := Nearest(got, allowed); near != "" {
			ps.add(field, "unknown %s %q; did you mean %s?", what, shorten(got), near)
		} else {
			ps.add(field, "unknown %s %q: one of %s", what, shorten(got), list(allowed))
		}
	}
}

func (ps *problems) number(field, s string) {
	whole, frac, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if len(s) > 40 || !isDigits(whole) || dot && !isDigits(frac) {
		ps.add(field, "%q is not a plain decimal number such as 230 or 12.5", shorten(s))
	}
}

// needed is text that must be there.
func (ps *problems) needed(field, s string) {
	if s == "" {
		ps.add(field, "%s is missing", field)
		return
	}
	ps.text(field, s)
}

// optional is text that may be left out.
func (ps *problems) optional(field, s string) {
	if s != "" {
		ps.text(field, s)
	}
}

// text refuses what no reader can see: control characters, broken UTF-8, and
// the bidirectional overrides that make a text read as another.
func (ps *problems) text(field, s string) {
	switch {
	case !utf8.ValidString(s):
		ps.add(field, "the text is not valid UTF-8")
	case len(s) > MaxTextLength:
		ps.add(field, "the text is %d bytes long, at most %d are allowed", len(s), MaxTextLength)
	case strings.ContainsFunc(s, Invisible):
		r, _ := utf8.DecodeRuneInString(s[strings.IndexFunc(s, Invisible):])
		ps.add(field, "the text holds an invisible character, %U: delete it", r)
	case strings.TrimSpace(s) == "":
		ps.add(field, "the text is empty: write something or leave the field out")
	}
}

// Invisible reports whether a character is refused in texts: a control character other
// than a tab or the end of a line, an override of the direction of writing, or a byte-order
// mark.
func Invisible(r rune) bool {
	if r == '\n' || r == '\t' {
		return false
	}
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == '\uFEFF'
}

// list joins words for a message, and cuts a long list short.
func list(words []string) string {
	const most = 20
	if len(words) > most {
		return strings.Join(words[:most], ", ") + ", …"
	}
	return strings.Join(words, ", ")
}
