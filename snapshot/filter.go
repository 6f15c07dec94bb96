package snapshot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Filter says which edges a search walks, in the words of the questions for chains.
type Filter struct {
	// Families and Statuses (as codes) are those wanted; nil for all.
	Families, Statuses []string
	// On and Known are days, or "" for today's view.
	On, Known string
	// Certain leaves out what only possibly holds on the day On.
	Certain bool
}

// filter is one, in numbers.
type filter struct {
	families  [256]bool
	statuses  [256]bool
	on, known day
	certain   bool
}

func (f Filter) numbers() (n filter, err error) {
	families, statuses := graph.Families(), graph.Statuses()
	for i, name := range families {
		n.families[i] = f.Families == nil || slices.Contains(f.Families, string(name))
	}
	for i, s := range statuses {
		n.statuses[i] = f.Statuses == nil || slices.Contains(f.Statuses, s.Code())
	}
	n.certain = f.Certain
	for _, d := range []struct {
		text string
		day  *day
	}{{f.On, &n.on}, {f.Known, &n.known}} {
		if d.text == "" {
			continue
		}
		if *d.day, err = dayOf(d.text); err != nil {
			return n, err
		}
	}
	return n, nil
}

// walks reports whether a search may walk the edge.
func (g *Graph) walks(f *filter, number int32) bool {
	e := &g.edges[number]
	if !f.families[e.family] {
		return false
	}
	s := &e.step
	if f.known > 0 {
		if s = g.asOf(number, f.known); s.reported > f.known {
			return false
		}
	}
	if s.sign != '+' || !f.statuses[s.status] {
		return false
	}
	if f.on == 0 {
		return true
	}
	return s.earliest <= f.on && s.latest >= f.on && (!f.certain || s.certainFrom <= f.on && s.certainTo >= f.on && s.certainTo > 0)
}

// asOf is the edge's state as the public knew it on a day, or its present one where nothing was known yet.
func (g *Graph) asOf(number int32, known day) *step {
	s := &g.edges[number].step
	history := g.history(number)
	for i, h := range history {
		if h.reported > known {
			break
		}
		s = &history[i]
	}
	return s
}

// Lengths of the parts of a step; graph.Edge.History says what they are.
const (
	stepLength  = 37
	dayLength   = len("2006-01-02")
	earliestAt  = 11
	latestAt    = 22
	signAt      = 33
	statusAt    = 35
	certainAt   = stepLength + 1
	certainLong = 2*dayLength + 1
)

// stepOf reads a step as an edge's history holds it, or its state, which has no days of certainty.
func stepOf(text string) (s step, err error) {
	if len(text) < stepLength {
		return s, fmt.Errorf("the state %q of an edge is too short", text)
	}
	for _, part := range []struct {
		at  int
		day *day
	}{{0, &s.reported}, {earliestAt, &s.earliest}, {latestAt, &s.latest}} {
		if *part.day, err = dayOf(text[part.at:][:dayLength]); err != nil {
			return s, err
		}
	}
	s.sign = text[signAt]
	code, err := strconv.ParseUint(text[statusAt:stepLength], 10, 8)
	if err != nil {
		return s, fmt.Errorf("the status in the state %q of an edge: %w", text, err)
	}
	s.status = status(code)
	if len(text) >= certainAt+certainLong {
		err = s.holdsCertainly(text[certainAt:])
	}
	return s, err
}

// holdsCertainly sets the days of certainty, such as "2016-01-01 2018-12-31"; "" for none.
func (s *step) holdsCertainly(days string) (err error) {
	if days == "" {
		return nil
	}
	from, to, ok := strings.Cut(days, " ")
	if !ok {
		return fmt.Errorf("%q are no days of certainty", days)
	}
	if s.certainFrom, err = dayOf(from); err != nil {
		return err
	}
	s.certainTo, err = dayOf(to)
	return err
}

func dayOf(text string) (day, error) {
	if len(text) != dayLength || text[4] != '-' || text[7] != '-' {
		return 0, fmt.Errorf("%q is no day", text)
	}
	number := day(0)
	for i := range len(text) {
		switch c := text[i]; {
		case i == 4 || i == 7:
		case c < '0' || c > '9':
			return 0, fmt.Errorf("%q is no day", text)
		default:
			number = number*10 + day(c-'0')
		}
	}
	return number, nil
}
