package graph

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Period is a time as the source gives it: a day, a month, a year, a decade, or
// a span of them, with what is approximate or open kept. The text is the subset
// of EDTF (ISO 8601-2:2019) that sources need:
//
//	2019-06-26   2019-06   2019   201X   20XX   2019-06-XX
//	2019?  2019~  2019-06%       uncertain, approximate, both
//	2011-01/2013-05-31           from, to
//	2017-12/..   ../2013          open: it still holds, or has always held
//	2017-12/     /2013            the other end is not known
//
// The zero Period is "no date given".
type Period struct {
	text       string
	start, end span
	interval   bool
}

// span is the first and the last day that one side of a period may mean.
// Zero times mean that the side is open or unknown.
type span struct {
	first, last time.Time
	doubtful    bool // marked by ? ~ or %
}

const dayLayout = "2006-01-02"

// ParsePeriod reads s. The error says what is wrong with which part.
func ParsePeriod(s string) (Period, error) {
	if s == "" {
		return Period{}, nil
	}
	if len(s) > 64 {
		return Period{}, fmt.Errorf("date %q is too long", shorten(s))
	}
	left, right, interval := strings.Cut(s, "/")
	p := Period{text: s, interval: interval}
	var err error
	if p.start, err = parseSide(left, interval); err != nil {
		return Period{}, sideError(s, left, err)
	}
	if p.end = p.start; !interval {
		return p, nil
	}
	if p.end, err = parseSide(right, true); err != nil {
		return Period{}, sideError(s, right, err)
	}
	if p.start.first.IsZero() && p.end.first.IsZero() {
		return Period{}, fmt.Errorf("date %q has neither a beginning nor an end: leave it out", s)
	}
	if !p.start.first.IsZero() && !p.end.last.IsZero() && p.start.first.After(p.end.last) {
		return Period{}, fmt.Errorf("date %q ends before it begins", s)
	}
	return p, nil
}

// sideError names the side that is wrong where there are two.
func sideError(whole, side string, err error) error {
	if whole == side {
		return fmt.Errorf("date %q: %w", whole, err)
	}
	return fmt.Errorf("date %q: in %q, %w", whole, side, err)
}

var errNoDate = errors.New("write YYYY, YYYY-MM or YYYY-MM-DD")

func parseSide(s string, interval bool) (span, error) {
	if s == "" || s == ".." {
		if interval {
			return span{}, nil
		}
		return span{}, errNoDate
	}
	body := strings.TrimRight(s, "?~%")
	if len(s)-len(body) > 1 {
		return span{}, errors.New("only one of ? ~ % can follow a date")
	}
	fields := strings.Split(body, "-")
	if len(fields) > 3 || len(fields[0]) != 4 {
		return span{}, errNoDate
	}
	side, err := spanOf(fields)
	side.doubtful = body != s
	return side, err
}

func spanOf(fields []string) (span, error) {
	year, err := digits(fields[0])
	if err != nil {
		return span{}, err
	}
	months, days := [2]int{1, 12}, [2]int{1, 31}
	if len(fields) > 1 {
		if year[0] != year[1] {
			return span{}, errors.New("a month needs a full year")
		}
		if months, err = part(fields[1], "month", 1, 12); err != nil {
			return span{}, err
		}
	}
	if len(fields) > 2 {
		if months[0] != months[1] && fields[2] != "XX" {
			return span{}, errors.New("a day needs a month")
		}
		if days, err = part(fields[2], "day", 1, daysIn(year[1], months[1])); err != nil {
			return span{}, err
		}
	}
	last := min(days[1], daysIn(year[1], months[1]))
	return span{
		first: time.Date(year[0], time.Month(months[0]), days[0], 0, 0, 0, 0, time.UTC),
		last:  time.Date(year[1], time.Month(months[1]), last, 0, 0, 0, 0, time.UTC),
	}, nil
}

// digits reads four digits of which the last may be X, as in 201X or 19XX.
func digits(s string) ([2]int, error) {
	low, high, seenX := 0, 0, false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9' && !seenX:
			low, high = low*10+int(c-'0'), high*10+int(c-'0')
		case c == 'X' && i >= 1:
			seenX = true
			low, high = low*10, high*10+9
		default:
			return [2]int{}, fmt.Errorf("the year %q is not four digits", s)
		}
	}
	if low == 0 {
		return [2]int{}, errors.New("there is no year 0")
	}
	return [2]int{low, high}, nil
}

func part(s, name string, low, high int) ([2]int, error) {
	if s == "XX" {
		return [2]int{low, high}, nil
	}
	if len(s) != 2 || s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9' {
		return [2]int{}, fmt.Errorf("the %s %q is not two digits", name, s)
	}
	n := int(s[0]-'0')*10 + int(s[1]-'0')
	if n < low || n > high {
		return [2]int{}, fmt.Errorf("there is no %s %s, only %02d to %02d", name, s, low, high)
	}
	return [2]int{n, n}, nil
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// String is the text as it was written.
func (p Period) String() string { return p.text }

// IsZero reports that no date is given.
func (p Period) IsZero() bool { return p.text == "" }

// IsInterval reports that the text has two sides.
func (p Period) IsInterval() bool { return p.interval }

// From is the text of the beginning: "" where it is open or unknown.
func (p Period) From() string {
	from, _, _ := strings.Cut(p.text, "/")
	return strings.TrimPrefix(from, "..")
}

// To is the text of the end: "" where it is open or unknown, and for a single
// date the date itself.
func (p Period) To() string {
	if !p.interval {
		return p.text
	}
	_, to, _ := strings.Cut(p.text, "/")
	return strings.TrimPrefix(to, "..")
}

// Earliest is the first day that the period may include, as YYYY-MM-DD, or ""
// where its beginning is open or unknown.
func (p Period) Earliest() string { return day(p.start.first) }

// Latest is the last day that the period may include, or "" where its end is
// open or unknown.
func (p Period) Latest() string { return day(p.end.last) }

// notAfter compares a beginning with an end; zero times are unbounded.
func notAfter(a, b time.Time) bool { return a.IsZero() || b.IsZero() || !a.After(b) }

// DatesMeet reports whether there is a day that both periods may mean. A period
// without a date leaves room for any.
func DatesMeet(p, q Period) bool {
	return notAfter(p.start.first, q.end.last) && notAfter(q.start.first, p.end.last)
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(dayLayout)
}

// ParseDay reads a full day, YYYY-MM-DD, the form of on= and known=.
func ParseDay(s string) (string, error) {
	p, err := ParsePeriod(s)
	if err != nil {
		return "", err
	}
	if p.IsZero() || p.interval || p.Earliest() != s {
		return "", fmt.Errorf("%q is not a day: write YYYY-MM-DD, for example 2019-06-20", shorten(s))
	}
	return s, nil
}

// MarshalText writes the text as it was read.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.text), nil }

// UnmarshalText reads what ParsePeriod accepts.
func (p *Period) UnmarshalText(b []byte) error {
	parsed, err := ParsePeriod(string(b))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// certainFrom is the first day on which the period has begun whatever its
// beginning means, or "" where there is none. A beginning marked as uncertain
// or approximate is never certain, nor is an unknown one; an open one ("..") is.
func (p Period) certainFrom() string {
	switch {
	case p.start.doubtful:
		return ""
	case p.start.last.IsZero() && strings.HasPrefix(p.text, ".."):
		return beginningOfTime
	}
	return day(p.start.last)
}

// certainUntil is the same for the end: the last day on which the period is not
// over.
func (p Period) certainUntil() string {
	switch {
	case p.end.doubtful:
		return ""
	case p.end.first.IsZero() && strings.HasSuffix(p.text, ".."):
		return endOfTime
	}
	return day(p.end.first)
}
