package prose

import (
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Date reads one date of a period as precisely as it is written and no more:
// "26 June 2019", "June 2019", "2019", "the 2010s". What a source leaves
// uncertain is said: "around 2019", "perhaps June 2019".
func Date(text string) string {
	body := strings.TrimRight(text, "?~%")
	words := plainDate(strings.Split(body, "-"))
	switch text[len(body):] {
	case "?":
		return "perhaps " + words
	case "~":
		return "around " + words
	case "%":
		return "perhaps around " + words
	}
	return words
}

var months = []string{"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"}

func plainDate(fields []string) string {
	year := fields[0]
	if stem, ok := strings.CutSuffix(year, "XX"); ok {
		return "the years " + stem + "00 to " + stem + "99"
	}
	if stem, ok := strings.CutSuffix(year, "X"); ok {
		return "the " + stem + "0s"
	}
	if len(fields) == 1 || fields[1] == "XX" {
		return year
	}
	month, err := strconv.Atoi(fields[1])
	if err != nil || month < 1 || month > len(months) {
		return strings.Join(fields, "-") // no period holds this
	}
	words := months[month-1] + " " + year
	if len(fields) == 2 || fields[2] == "XX" {
		return words
	}
	return strings.TrimPrefix(fields[2], "0") + " " + words
}

// at is the date after the word that it needs: "on 26 June 2019", "around 2019",
// "perhaps in June 2019".
func at(text string) string {
	body := strings.TrimRight(text, "?~%")
	word, about := "in ", "around "
	if len(body) == len("2019-06-26") && !strings.HasSuffix(body, "XX") {
		word, about = "on ", "on or about "
	}
	date := Date(body)
	switch text[len(body):] {
	case "?":
		return "perhaps " + word + date
	case "~":
		return about + date
	case "%":
		return "perhaps " + about + date
	}
	return word + date
}

// happened says when an event took place.
func happened(p graph.Period) string {
	from, to := p.From(), p.To()
	switch {
	case p.IsZero():
		return ""
	case !p.IsInterval():
		return at(from)
	case from == "":
		return "no later than " + Date(to)
	case to == "":
		return at(from) + " or later"
	}
	return "between " + Date(from) + " and " + Date(to)
}

// began says from when on something goes on that nobody said to have ended.
func began(p graph.Period) string {
	if p.IsZero() || p.IsInterval() {
		return held(p, true)
	}
	return "from " + Date(p.From()) + " on"
}

// held says when a state held. With a verb in a past form, "since" cannot stand;
// and where an end is not known, it is not said to go on.
func held(p graph.Period, narrated bool) string {
	from, to := p.From(), p.To()
	switch {
	case p.IsZero():
		return ""
	case !p.IsInterval():
		return at(from)
	case from == "" && strings.HasPrefix(p.String(), ".."):
		return "until " + Date(to)
	case from == "" && narrated:
		return "no later than " + Date(to)
	case from == "":
		return "until " + Date(to) + " at the latest"
	case to == "" && !open(p):
		return "from " + Date(from) + " on (until when is not known)"
	case to == "" && narrated:
		return "from " + Date(from) + " on"
	case to == "":
		return "since " + Date(from)
	}
	return "from " + Date(from) + " to " + Date(to)
}

// open says that a period goes on: its end is not merely unknown.
func open(p graph.Period) bool { return strings.HasSuffix(p.String(), "..") }

// Dates reads a period by itself: "26 June 2019", "January 2011 to 31 May 2013".
func Dates(p graph.Period) string {
	from, to := p.From(), p.To()
	switch {
	case p.IsZero():
		return ""
	case !p.IsInterval():
		return Date(from)
	case from == "":
		return "until " + Date(to)
	case to == "":
		return "from " + Date(from) + " on"
	}
	return Date(from) + " to " + Date(to)
}
