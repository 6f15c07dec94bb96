package graph

import (
	"strings"
	"unicode"
)

// FoldName is the form in which names are compared: lower case, punctuation and
// elisions turned into spaces, white space squeezed. Accents are folded by the
// full-text index, not here.
func FoldName(name string) string {
	var b strings.Builder
	space := false
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		case r == '&':
			if b.Len() > 0 && !space {
				b.WriteRune(r) // AT&T stays one word
			}
		default:
			space = true
		}
	}
	return b.String()
}
