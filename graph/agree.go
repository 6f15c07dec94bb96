package graph

import (
	"math/big"
	"time"
)

// Agrees reports whether both amounts can be true at once: the kinds differ (a
// demand and a payment do not contradict), one is undisclosed, or the
// comparators leave room ("more than 1" and "1.4").
func (m Money) Agrees(n Money) bool {
	_, ok := m.room().and(n.room())
	return m.unit() != n.unit() || ok
}

// unit tells which amounts can be compared.
func (m Money) unit() string { return string(m.Kind) + " " + m.Currency }

func (m Money) room() room {
	if m.Kind == MoneyUndisclosed {
		return room{}
	}
	return roomOf(m.Comparator, big.NewRat(m.Minor, 1), big.NewRat(m.MinorTo, 1))
}

// Agrees reports whether both values can be true at once. Only figures in the
// same unit, or of time, are compared: no program can tell whether two texts
// contradict.
func (v Value) Agrees(w Value) bool {
	unit, r := v.figure()
	other, s := w.figure()
	_, ok := r.and(s)
	return unit != other || ok
}

// figure is the unit in which a value is compared, and its room in it. Lengths
// of time are compared in days; a month or a year may be as long as any.
func (v Value) figure() (unit string, r room) {
	r = v.room()
	days, ok := lengths[v.Unit]
	if !ok {
		return v.Unit, r
	}
	if r.low != nil {
		r.low = lesser(times(r.low, days[0]), times(r.low, days[1]))
	}
	if r.high != nil {
		r.high = greater(times(r.high, days[0]), times(r.high, days[1]))
	}
	return "day", r
}

// lengths are the fewest and the most days that a unit of time has.
var lengths = map[string][2]int64{"day": {1, 1}, "week": {7, 7}, "month": {28, 31}, "year": {365, 366}}

func times(n *big.Rat, days int64) *big.Rat { return new(big.Rat).Mul(n, big.NewRat(days, 1)) }

func lesser(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func greater(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

func (v Value) room() room {
	n, ok := new(big.Rat).SetString(v.Number)
	if !ok {
		return room{}
	}
	to, _ := new(big.Rat).SetString(v.NumberTo)
	return roomOf(v.Comparator, n, to)
}

// room is the smallest and the largest figure that a source leaves possible;
// nil is unbounded.
type room struct{ low, high *big.Rat }

// roomOf reads a comparator. "About" allows a tenth to either side: sources
// round that much.
func roomOf(c Comparator, value, to *big.Rat) room {
	switch c {
	case GreaterThan:
		return room{low: value}
	case LessThan, UpTo:
		return room{high: value}
	case Range:
		return room{value, to}
	case Approx:
		tenth := new(big.Rat).Mul(value, big.NewRat(1, 10))
		tenth.Abs(tenth)
		return room{new(big.Rat).Sub(value, tenth), new(big.Rat).Add(value, tenth)}
	case Equal:
	}
	return room{value, value}
}

// and is what both leave possible, and whether that is anything.
func (r room) and(s room) (room, bool) {
	if r.low == nil || s.low != nil && s.low.Cmp(r.low) > 0 {
		r.low = s.low
	}
	if r.high == nil || s.high != nil && s.high.Cmp(r.high) < 0 {
		r.high = s.high
	}
	return r, r.low == nil || r.high == nil || r.low.Cmp(r.high) <= 0
}

// accord follows statements about one edge until two of them contradict each
// other: opposite signs, dates that cannot be the same, or figures or amounts
// that cannot. Intervals of which each two meet have a day, or a figure, in
// common: so it is enough to keep what all of them leave possible.
type accord struct {
	affirmed, negated bool
	begin, end        time.Time
	rooms             map[string]room
	broken            bool
}

func (a *accord) add(s *Statement) {
	if a.broken {
		return
	}
	a.affirmed, a.negated = a.affirmed || !s.Negated, a.negated || s.Negated
	if first := s.Valid.start.first; first.After(a.begin) {
		a.begin = first
	}
	if last := s.Valid.end.last; !last.IsZero() && (a.end.IsZero() || last.Before(a.end)) {
		a.end = last
	}
	a.broken = a.affirmed && a.negated || !notAfter(a.begin, a.end)
	if s.Amount != nil {
		a.narrow("amount "+s.Amount.unit(), s.Amount.room())
	}
	if s.Value != nil {
		unit, r := s.Value.figure()
		a.narrow("value "+unit, r)
	}
}

func (a *accord) narrow(unit string, r room) {
	if a.rooms == nil {
		a.rooms = map[string]room{}
	}
	both, ok := a.rooms[unit].and(r)
	a.rooms[unit] = both
	a.broken = a.broken || !ok
}
