package docket

import (
	"fmt"
	"regexp"
	"strings"

	"ipgraph/graph"
)

// number is a docket number of a federal court in its parts: office, year, type and serial. The
// initials of judges that some sources write behind it are no part of it.
type number struct {
	office, year, kind, serial string
}

var (
	// 4:17-cv-00893, 4:2017cv00893, 4:17-CV-00893-ALM, 17-cv-893.
	numberForm = regexp.MustCompile(`^(?:(\d{1,2}):)?(?:19|20)?(\d{2})-?([A-Za-z]{2})-?(\d{1,6})(?:[^0-9].*)?$`)
	// CIV 08-1101 JB/RLP, CV-06-350.
	otherForm = regexp.MustCompile(`^(?i:(civ|cv|cr|misc|mc|md|mdl))[. -]*(\d{2})-(\d{1,6})(?:[^0-9].*)?$`)
)

// kinds are the words of the other form.
var kinds = map[string]string{"civ": "cv", "cv": "cv", "cr": "cr", "misc": "mc", "mc": "mc", "md": "md", "mdl": "md"}

func parseNumber(text string) (number, bool) {
	text = strings.TrimSpace(text)
	if m := numberForm.FindStringSubmatch(text); m != nil {
		return number{m[1], m[2], strings.ToLower(m[3]), m[4]}, true
	}
	if m := otherForm.FindStringSubmatch(text); m != nil {
		return number{"", m[2], kinds[strings.ToLower(m[1])], m[3]}, true
	}
	return number{}, false
}

// String is the form that courts write: 4:17-cv-00893.
func (n number) String() string {
	office := ""
	if n.office != "" {
		office = n.office + ":"
	}
	return fmt.Sprintf("%s%s-%s-%05s", office, n.year, n.kind, n.serial)
}

// multiDistrict reports whether the docket joins suits of many districts: it is no lawsuit of its
// own.
func (n number) multiDistrict() bool { return n.kind == "md" }

// caseOf is the id of the lawsuit with a number at a court, and the number as courts write it.
func caseOf(court, text string) (graph.ID, number, error) {
	n, ok := parseNumber(text)
	if !ok {
		return "", n, fmt.Errorf("the docket number %q is not of the form 4:17-cv-00893", text)
	}
	id, err := graph.MakeID(graph.Lawsuit, "us", strings.ToLower(court)+"/"+n.String())
	return id, n, err //nolint:wrapcheck // its words are for people
}

// districts are the names of states and territories in the ids of district courts.
var districts = map[string]string{
	"al": "Alabama", "ak": "Alaska", "az": "Arizona", "ar": "Arkansas", "ca": "California", "co": "Colorado", "ct": "Connecticut", "de": "Delaware",
	"dc": "Columbia", "fl": "Florida", "ga": "Georgia", "gu": "Guam", "hi": "Hawaii", "id": "Idaho", "il": "Illinois", "in": "Indiana", "ia": "Iowa", "ks": "Kansas",
	"ky": "Kentucky", "la": "Louisiana", "me": "Maine", "md": "Maryland", "ma": "Massachusetts", "mi": "Michigan", "mn": "Minnesota", "ms": "Mississippi",
	"mo": "Missouri", "mt": "Montana", "ne": "Nebraska", "nv": "Nevada", "nh": "New Hampshire", "nj": "New Jersey", "nm": "New Mexico", "ny": "New York",
	"nc": "North Carolina", "nd": "North Dakota", "nmi": "the Northern Mariana Islands", "oh": "Ohio", "ok": "Oklahoma", "or": "Oregon", "pa": "Pennsylvania",
	"pr": "Puerto Rico", "ri": "Rhode Island", "sc": "South Carolina", "sd": "South Dakota", "tn": "Tennessee", "tx": "Texas", "ut": "Utah", "vt": "Vermont",
	"va": "Virginia", "vi": "the Virgin Islands", "wa": "Washington", "wv": "West Virginia", "wi": "Wisconsin", "wy": "Wyoming",
}

var parts = map[byte]string{'n': "Northern ", 's': "Southern ", 'e': "Eastern ", 'w': "Western ", 'm': "Middle ", 'c': "Central "}

// courtName names a district court by its id: ded, nysd.
func courtName(id string) string {
	stem, isDistrict := strings.CutSuffix(strings.ToLower(id), "d")
	if !isDistrict || stem == "" {
		return ""
	}
	if state, ok := districts[stem]; ok {
		return "U.S. District Court for the District of " + state
	}
	part, known := parts[stem[len(stem)-1]]
	if state, ok := districts[stem[:len(stem)-1]]; ok && known {
		return "U.S. District Court for the " + part + "District of " + state
	}
	return ""
}
