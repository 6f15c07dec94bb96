package ptab

import (
	"regexp"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

var (
	// andOthers stands behind a name, sometimes without a space: "MARLOW, JANET MARKet al".
	andOthers = regexp.MustCompile(`(?i)[\s,;]*et\.?\s*al\.?\s*$`)
	// capacity says as what somebody appears: "Example Corp. (PATENT OWNER)".
	capacity = regexp.MustCompile(`(?i)\s*\((patent owner|po|petitioner|appellant|requester|respondent)\)\s*$`)
	between  = regexp.MustCompile(`(?i)\s*(?:,\s*and\s+|,\s*&\s*|,|\s+and\s+|\s+&\s+)\s*`)
)

// trimmed is a name without what stands behind it, and whether that says that there are
// others who are not named.
func trimmed(name string) (text string, others bool) {
	name = strings.Join(strings.Fields(name), " ")
	without := andOthers.ReplaceAllString(name, "")
	return capacity.ReplaceAllString(without, ""), without != name
}

// namesIn are the names in a text. Semicolons divide them; commas and "and" do so between people
// alone, for a company may have them in its name.
func namesIn(text string) []string {
	var names []string
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSpace(part)
		people := between.Split(part, -1)
		if len(people) < 2 || slices.ContainsFunc(people, func(p string) bool {
			return len(strings.Fields(p)) < 2 || intake.KindOfName(p) != graph.Person
		}) {
			people = []string{part}
		}
		for _, p := range people {
			if p != "" {
				names = append(names, p)
			}
		}
	}
	return names
}

var letter = regexp.MustCompile(`\pL`)

// partyID is the id of a party: that of a person holds within the proceeding.
func partyID(proceeding, name string) (graph.ID, error) {
	if kind := intake.KindOfName(name); kind != graph.Person {
		return intake.NameID(kind, "uspto", name)
	}
	return intake.PersonID("uspto", proceeding, name)
}

// counselID is the id of a lawyer or a firm: that of a lawyer holds before the Board.
func counselID(name string) (graph.ID, error) {
	if intake.KindOfName(name) != graph.Person {
		return intake.NameID(graph.Company, "uspto", name)
	}
	return intake.PersonID("uspto", "ptab", name)
}
