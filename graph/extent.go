package graph

// Extent is the time for which a relation or fact may hold, and that for which
// it certainly does. What holds certainly may hold.
type Extent struct {
	// Earliest and Latest are the first and the last day on which it may hold,
	// YYYY-MM-DD, or "" where that is open or unknown.
	Earliest, Latest string
	// Certain is the first and the last day on which it holds without doubt,
	// "YYYY-MM-DD YYYY-MM-DD"; "" where there is no such day.
	Certain string
}

// Bounds of the calendar stand for an open side, so that days compare as text.
const (
	beginningOfTime = "0000-00-00"
	endOfTime       = "9999-12-31"
)

// ExtentOf is the one place that says what a date means for a predicate. What
// has happened stays so; and the date of a party, of which a derived edge is
// made, says since when it is one, unless it has two sides.
func ExtentOf(p Predicate, derived bool, valid Period) Extent {
	rule, _ := RuleOf(p)
	x := Extent{Earliest: valid.Earliest(), Latest: valid.Latest()}
	from, until := valid.certainFrom(), valid.certainUntil()
	if rule.Event && !valid.IsZero() {
		until = endOfTime
	}
	if rule.Event || derived && !valid.IsInterval() {
		x.Latest = ""
	}
	if from != "" && from <= until {
		x.Certain = from + " " + until
	}
	return x
}

// MayHoldOn reports whether it may hold on day, YYYY-MM-DD, and whether the
// sources leave no doubt about it.
func (x Extent) MayHoldOn(day string) (possible, certain bool) {
	possible = (x.Earliest == "" || x.Earliest <= day) && (x.Latest == "" || day <= x.Latest)
	if len(x.Certain) != certainLength {
		return possible, false
	}
	return possible, x.Certain[:10] <= day && day <= x.Certain[11:]
}

// certainLength is the length of Certain: two days and a blank.
const certainLength = 21

// Extent is when the statement may hold by itself, and when it certainly does.
func (s *Statement) Extent() Extent { return ExtentOf(s.Predicate, false, s.Valid) }
