package graph

// state is what an edge's history keeps of it.
type state struct {
	status  Status
	negated bool
	valid   Period
	gone    bool
}

// moment is the state of an edge from one reporting date on.
type moment struct {
	reported string
	state
}

// appendMoment adds m unless nothing changed.
func appendMoment(moments []moment, m moment) []moment {
	if n := len(moments); n > 0 && moments[n-1].state == m.state {
		return moments
	}
	return append(moments, m)
}

// happens sets what depends on time: the state after the last moment, and how
// it came about. Type and Derived are set before.
func (e *Edge) happens(moments []moment) {
	now := moments[len(moments)-1]
	e.Status, e.Negated, e.Valid, e.Gone = now.status, now.negated, now.valid, now.gone
	e.Earliest, e.Latest = e.days(now.valid)
	e.FirstReported = moments[0].reported
	steps := e.steps(moments)
	e.State = steps[len(steps)-1]
	if len(steps) > 1 {
		e.History = steps
	}
}

// days are the first and the last day on which the relation may hold, or "".
// What has happened stays so; and the date of a party says since when it is
// one, unless it has two sides.
func (e *Edge) days(valid Period) (earliest, latest string) {
	rule, _ := RuleOf(e.Type)
	if rule.Event || e.Derived && !valid.IsInterval() {
		return valid.Earliest(), ""
	}
	return valid.Earliest(), valid.Latest()
}

// Bounds of the calendar stand for an open side, so that days compare as text.
const (
	beginningOfTime = "0000-00-00"
	endOfTime       = "9999-12-31"
)

// stateLength is the length of a step.
const stateLength = 37

// steps writes a history. The fields of a step have fixed places, so that a
// question can compare them in the database: reported 0–9, earliest 11–20,
// latest 22–31, sign 33, code of the status 35–36. The sign is "+", "-" for what
// did not happen, and "0" once nothing carries the edge any more. Digits and a few signs alone
// keep it short enough for Neo4j to hold it beside the edge, not elsewhere.
func (e *Edge) steps(moments []moment) []string {
	var history []string
	last := ""
	for _, m := range moments {
		earliest, latest := e.days(m.valid)
		sign := "+"
		switch {
		case m.gone:
			sign = "0"
		case m.negated:
			sign = "-"
		}
		now := orElse(earliest, beginningOfTime) + " " + orElse(latest, endOfTime) + " " + sign + " " + m.status.Code()
		if now != last {
			history = append(history, m.reported+" "+now)
		}
		last = now
	}
	return history
}

func orElse(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
