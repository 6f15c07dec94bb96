package intake

import (
	"regexp"
	"time"

	"ipgraph/graph"
)

var eightDigits = regexp.MustCompile(`^\d{8}$`)

// TrimTime cuts the time of day off a date of ISO 8601; a shorter text stays as it is.
func TrimTime(text string) string { return text[:min(len(text), len(time.DateOnly))] }

// DayOf is the day of a time stamp of ISO 8601, and empty where a text is too short to have one.
func DayOf(text string) string {
	if len(text) < len(time.DateOnly) {
		return ""
	}
	return TrimTime(text)
}

// Hyphenate writes a day of eight digits, 20190627, as 2019-06-27; other text stays as it is.
func Hyphenate(text string) string {
	if !eightDigits.MatchString(text) {
		return text
	}
	return text[:4] + "-" + text[4:6] + "-" + text[6:]
}

// Period reads a date as graph.ParsePeriod does. One that cannot be read is a change of the
// record, which shows the field and the text as written, and gives the zero period.
func (o *Out) Period(field, written, date string) graph.Period {
	p, err := graph.ParsePeriod(date)
	if err != nil {
		o.Change("a date that cannot be read was left out", field+": "+written)
	}
	return p
}

// Day is Period where nothing but a whole day will do.
func (o *Out) Day(field, written, date string) graph.Period {
	p, err := graph.ParsePeriod(date)
	if err != nil || p.Earliest() != p.Latest() {
		o.Change("a date that is no day was left out", field+": "+written)
		return graph.Period{}
	}
	return p
}
