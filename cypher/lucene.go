package cypher

import (
	"errors"
	"slices"
	"strings"
	"unicode"
)

// Bounds of a search. Each word becomes three clauses, and the index refuses
// more than 1,024; looking for a long word with a letter wrong costs much.
const (
	maxSearchWords = 16
	maxWordLength  = 50 // letters
)

// Lucene turns what a person types into a query for the full-text index. Every
// word must occur, whole, as a beginning, or with a slip of the pen; a run of
// Han characters must occur as it is. Words so common that the index leaves
// them out ("at" of "AT&T") may be missing. No character of the input keeps a
// meaning for Lucene: words are made of letters and digits alone.
func Lucene(text string) (string, error) {
	words := searchWords(text)
	if len(words) == 0 {
		return "", errors.New("has no letter or digit to look for")
	}
	if len(words) > maxSearchWords {
		words = words[:maxSearchWords]
	}
	clauses := make([]string, 0, len(words))
	common := len(words) > 1 && slices.ContainsFunc(words, func(w string) bool { return !isCommon(w) })
	for _, w := range words {
		switch {
		case common && isCommon(w): // the index does not hold it: it cannot be asked for
			clauses = append(clauses, w)
		case isHan(w):
			clauses = append(clauses, `+"`+w+`"`)
		case len([]rune(w)) < 4: // a short word with one letter wrong is another word
			clauses = append(clauses, "+("+w+"^4 "+w+"*)")
		default:
			clauses = append(clauses, "+("+w+"^4 "+w+"*^2 "+w+"~1)")
		}
	}
	return strings.Join(clauses, " "), nil
}

// LuceneAny turns a name into a query for the full-text index that any of its
// words answers, whole or misspelt: whoever asks compares the names by itself. Of
// a run of Han characters each two neighbours may occur. An empty text says that
// there is nothing to look for.
func LuceneAny(text string) string {
	var clauses []string
	for _, w := range searchWords(text) {
		letters := []rune(w)
		switch {
		case isCommon(w): // the index does not hold it
		case isHan(w):
			for i := range max(len(letters)-1, 1) {
				clauses = append(clauses, `"`+string(letters[i:min(i+2, len(letters))])+`"`)
			}
		case len(letters) < 4:
			clauses = append(clauses, w)
		case len(letters) < 8:
			clauses = append(clauses, w+"^4", w+"~1")
		default: // of a long word two letters may be wrong
			clauses = append(clauses, w+"^4", w+"~2")
		}
	}
	return strings.Join(clauses[:min(len(clauses), maxAnyClauses)], " ")
}

// maxAnyClauses bounds what one name asks of the index.
const maxAnyClauses = 2 * maxSearchWords

// searchWords splits text into words of letters, marks and digits, in lower
// case so that AND, OR and NOT are words too; Han runs stand alone.
func searchWords(text string) []string {
	var words []string
	var word []rune
	flush := func() {
		if slices.ContainsFunc(word, isLetter) {
			words = append(words, string(word[:min(len(word), maxWordLength)]))
		}
		word = word[:0]
	}
	for _, r := range strings.ToLower(text) {
		if !isLetter(r) && !unicode.IsMark(r) {
			flush()
			continue
		}
		if len(word) > 0 && unicode.Is(unicode.Han, r) != unicode.Is(unicode.Han, word[0]) {
			flush()
		}
		word = append(word, r)
	}
	flush()
	return words
}

// commonWords are those that the index's analyzer, standard-folding, drops.
var commonWords = strings.Fields(`a an and are as at be but by for if in into is it no not of on or such that the
their then there these they this to was will with`)

func isCommon(word string) bool { return slices.Contains(commonWords, word) }

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isHan(word string) bool {
	for _, r := range word {
		return unicode.Is(unicode.Han, r)
	}
	return false
}
