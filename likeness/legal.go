package likeness

import (
	"slices"
	"strings"
)

// legalForms has one spelling for each word of a legal form, as companies write it
// behind their names. What a form means is the law's matter; here it only has to be
// told from the name.
var legalForms = map[string]string{
	"inc": "inc", "incorporated": "inc", "corp": "corp", "corporation": "corp", "co": "co", "company": "co",
	"ltd": "ltd", "limited": "ltd", "llc": "llc", "llp": "llp", "lp": "lp", "plc": "plc", "pty": "pty", "pte": "pte",
	"gmbh": "gmbh", "ag": "ag", "kg": "kg", "ohg": "ohg", "se": "se", "sa": "sa", "sas": "sas", "sarl": "sarl", "spa": "spa", "srl": "srl",
	"bv": "bv", "nv": "nv", "ab": "ab", "publ": "publ", "oy": "oy", "oyj": "oyj", "as": "as", "asa": "asa", "aps": "aps",
	"kk": "kk", "kabushiki": "kk", "kaisha": "kk", "gk": "gk", "sdn": "sdn", "bhd": "bhd", "jsc": "jsc", "pjsc": "pjsc", "ooo": "ooo", "zrt": "zrt", "kft": "kft",
	"주식회사": "kk", "유한회사": "ltd",
}

// hanForms are legal forms in Han characters, the longest first.
var hanForms = []struct{ text, form string }{
	{"股份有限公司", "corp"}, {"有限責任公司", "ltd"}, {"有限责任公司", "ltd"}, {"有限公司", "ltd"}, {"株式会社", "kk"}, {"合同会社", "gk"}, {"有限会社", "ltd"},
}

// splitLegal takes the legal form off: words at the end, and in East Asia at the
// beginning too.
func splitLegal(words []string) (rest, legal []string) {
	rest = words
	for len(rest) > 0 {
		last := legalForms[rest[len(rest)-1]]
		if last == "" {
			break
		}
		rest, legal = rest[:len(rest)-1], append(legal, last)
	}
	if len(rest) > 0 && strings.HasSuffix(rest[0], "회사") && legalForms[rest[0]] != "" {
		legal, rest = append(legal, legalForms[rest[0]]), rest[1:]
	}
	for _, h := range hanForms {
		characters := strings.Split(h.text, "")
		n := len(characters)
		switch {
		case len(rest) < n:
			continue
		case slices.Equal(rest[len(rest)-n:], characters):
			rest, legal = rest[:len(rest)-n], append(legal, h.form)
		case slices.Equal(rest[:n], characters):
			rest, legal = rest[n:], append(legal, h.form)
		default:
			continue
		}
		break
	}
	slices.Sort(legal)
	return rest, slices.Compact(legal)
}

// contradict reports whether two legal forms cannot be one: each has a word that the
// other has not. A form that is left out contradicts nothing.
func contradict(a, b []string) bool {
	within := func(few, many []string) bool {
		return !slices.ContainsFunc(few, func(w string) bool { return !slices.Contains(many, w) })
	}
	return !within(a, b) && !within(b, a)
}
