// Package likeness tells how alike two names are, to a reader who forgives accents,
// case, legal forms and slips of the pen. It knows nothing of entities.
package likeness

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxLetters bounds what is compared of a name: the rest of a longer one is left out.
const maxLetters = 200

// form is a name as it is compared.
type form struct {
	// words are those that name somebody, in their order.
	words []string
	// legal are the words of the legal form, each in one spelling, sorted.
	legal []string
}

// letters that Unicode does not take apart.
var spelled = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "þ", "th", "ı", "i")

// fold takes a name apart. A name that is nothing but a legal form keeps it as words.
func fold(name string) form {
	words := wordsOf(name)
	rest, legal := splitLegal(words)
	if len(rest) == 0 {
		rest, legal = words, nil
	}
	return form{rest, legal}
}

// wordsOf are the words of a name in lower case without accents. Each Han character
// is a word, since nothing else divides them; letters with full stops between are one
// word: "S.A." is "sa", and "J. R." stays two.
func wordsOf(name string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, string(word))
		}
		word = word[:0]
	}
	letters := 0
	runes := []rune(spelled.Replace(strings.ToLower(norm.NFKD.String(cut(name)))))
	for i, r := range runes {
		switch {
		case unicode.IsMark(r) && letters > 0: // an accent, taken off its letter
		case unicode.Is(unicode.Han, r):
			flush()
			words = append(words, string(r))
			letters++
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			word = append(word, r)
			letters++
		case r == '.' && len(word) > 0 && isAbbreviation(runes, i): // "s.a"
		case r == '\'' || r == '’':
		default:
			flush()
		}
		if letters >= maxLetters {
			break
		}
	}
	flush()
	for i, w := range words { // Hangul is put together again, as people write it
		words[i] = norm.NFC.String(w)
	}
	return slices.DeleteFunc(words, func(w string) bool { return w == "and" || w == "the" })
}

// cut leaves the beginning of a name that is too long to be one.
func cut(name string) string {
	return name[:min(len(name), 8*maxLetters)]
}

// isAbbreviation reports whether the full stop at i stands between single letters.
func isAbbreviation(runes []rune, i int) bool {
	single := func(at int) bool {
		inside := at >= 0 && at < len(runes) && unicode.IsLetter(runes[at])
		before := at <= 0 || !unicode.IsLetter(runes[at-1])
		after := at+1 >= len(runes) || !unicode.IsLetter(runes[at+1])
		return inside && before && after
	}
	return single(i-1) && single(i+1)
}

// Core is a name without accents, case, punctuation and legal form, for a search that
// finds names to be compared.
func Core(name string) string {
	var b strings.Builder
	han := false
	for _, w := range fold(name).words {
		first, _ := utf8.DecodeRuneInString(w)
		isHan := unicode.Is(unicode.Han, first)
		if b.Len() > 0 && (!han || !isHan) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		han = isHan
	}
	return b.String()
}
