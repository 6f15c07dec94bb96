package graph

import "math/big"

// Agrees reports whether both amounts can be true at once: the kinds differ (a
// demand and a payment do not contradict), one is undisclosed, or the
// comparators leave room ("more than 1" and "1.4").
func (m Money) Agrees(n Money) bool {
	if m.Kind != n.Kind || m.Kind == MoneyUndisclosed || m.Currency != n.Currency {
		return true
	}
	a := bounds{m.Comparator, big.NewRat(m.Minor, 1), big.NewRat(m.MinorTo, 1)}
	b := bounds{n.Comparator, big.NewRat(n.Minor, 1), big.NewRat(n.MinorTo, 1)}
	return a.meet(b)
}

// Agrees reports whether both values can be true at once. Texts and figures in
// different units are not compared.
func (v Value) Agrees(w Value) bool {
	if v.Text != "" || w.Text != "" {
		return v.Text == w.Text
	}
	if v.Unit != w.Unit {
		return true
	}
	a, okA := boundsOf(v)
	b, okB := boundsOf(w)
	return !okA || !okB || a.meet(b)
}

// bounds is a figure with what its comparator says about the true one.
type bounds struct {
	comparator Comparator
	value, to  *big.Rat
}

func boundsOf(v Value) (bounds, bool) {
	n, ok := new(big.Rat).SetString(v.Number)
	if !ok {
		return bounds{}, false
	}
	to, _ := new(big.Rat).SetString(v.NumberTo)
	return bounds{v.Comparator, n, to}, true
}

// meet reports whether some true figure satisfies both.
func (a bounds) meet(b bounds) bool {
	lowA, highA := a.limits()
	lowB, highB := b.limits()
	return (lowA == nil || highB == nil || lowA.Cmp(highB) <= 0) && (lowB == nil || highA == nil || lowB.Cmp(highA) <= 0)
}

// limits are the smallest and the largest figure allowed; nil is unbounded.
// "About" allows a tenth to either side: sources round that much.
func (a bounds) limits() (low, high *big.Rat) {
	switch a.comparator {
	case GreaterThan:
		return a.value, nil
	case LessThan, UpTo:
		return nil, a.value
	case Range:
		return a.value, a.to
	case Approx:
		tenth := new(big.Rat).Mul(a.value, big.NewRat(1, 10))
		return new(big.Rat).Sub(a.value, tenth), new(big.Rat).Add(a.value, tenth)
	case Equal:
	}
	return a.value, a.value
}
