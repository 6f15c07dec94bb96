package answer

import (
	"regexp"
	"slices"
	"strings"

	"ipgraph/graph"
)

// maxIdentifier is the longest text that may be an identifier, in bytes.
const maxIdentifier = 128

// spellings are the forms in which registers write an identifier that somebody typed:
// as it is, in capitals and small letters, without blanks; a number without zeros before
// it and with ten digits, as the SEC writes a CIK.
func spellings(text string) []string {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxIdentifier {
		return nil
	}
	list := []string{text, strings.ToUpper(text), strings.ToLower(text), strings.ToUpper(strings.ReplaceAll(text, " ", ""))}
	if digits(text) {
		short := strings.TrimLeft(text, "0")
		list = append(list, short)
		if len(short) <= cikDigits {
			list = append(list, strings.Repeat("0", cikDigits-len(short))+short)
		}
	}
	list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
	slices.Sort(list)
	return slices.Compact(list)
}

// cikDigits is how many digits the SEC gives a CIK.
const cikDigits = 10

func digits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// sameIdentifier reports whether two texts are spellings of one identifier.
func sameIdentifier(a, b string) bool {
	fold := func(s string) string {
		s = strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(s), " ", ""))
		if digits(s) {
			s = strings.TrimLeft(s, "0")
		}
		return s
	}
	return fold(a) != "" && fold(a) == fold(b)
}

// idsOfScheme are the ids that an entity may have whose register gave it the value. Without a scheme there
// are none.
func idsOfScheme(scheme, value string) []graph.ID {
	if scheme == "" {
		return nil
	}
	var ids []graph.ID
	for _, k := range graph.Kinds() {
		if id, err := graph.MakeID(k, strings.ReplaceAll(scheme, "_", "-"), value); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

var (
	// leiForm is that of ISO 17442: twenty letters and digits, the last two of them digits.
	leiForm = regexp.MustCompile(`^[A-Za-z0-9]{18}\d{2}$`)
	// patentForm is a patent number as people write it: "US 9,312,982 B2", "RE45,123".
	patentForm = regexp.MustCompile(`^(?:([A-Za-z]{2})[ -]?)?((?:D|PP|RE|H|T)?[0-9][0-9,/ ]{4,14}[0-9])[ .]?([A-Za-z][0-9]?)?$`)
	// minNumber is the fewest digits that are taken for a CIK: shorter ones are anything.
	minNumber = 4
)

// patentKinds are those by which granted patents and published applications are filed most.
var patentKinds = []string{"", "A", "A1", "A2", "B", "B1", "B2", "S", "S1", "E", "E1"}

// idsIn are the ids that a text may stand for: it is one of ours, a LEI, a CIK or a patent number.
func idsIn(text string) []graph.ID {
	text = strings.TrimSpace(text)
	if len(text) > graph.MaxIDLength {
		return nil
	}
	var ids []graph.ID
	if id, err := graph.ParseID(text); err == nil && id.Kind() != graph.SourceKind {
		ids = append(ids, id)
	}
	if leiForm.MatchString(text) {
		ids = append(ids, idsOfScheme("lei", strings.ToUpper(text))...)
	}
	if digits(text) && len(text) >= minNumber && len(text) <= cikDigits {
		for _, spelling := range spellings(text) {
			ids = append(ids, idsOfScheme("cik", spelling)...)
		}
	}
	return append(ids, patentIDs(text)...)
}

func patentIDs(text string) []graph.ID {
	m := patentForm.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	country, number, kind := strings.ToUpper(m[1]), strings.NewReplacer(",", "", " ", "", "/", "").Replace(m[2]), strings.ToUpper(m[3])
	if country == "" {
		country = "US" // whose numbers people write without it
	}
	kinds := patentKinds
	if kind != "" {
		kinds = []string{kind}
	}
	var ids []graph.ID
	add := func(scheme, value string) {
		if id, err := graph.MakeID(graph.Patent, scheme, value); err == nil {
			ids = append(ids, id)
		}
	}
	add(strings.ToLower(country), number)
	for _, k := range kinds {
		add("docdb", strings.TrimSuffix(country+"."+number+"."+k, "."))
	}
	return ids
}
