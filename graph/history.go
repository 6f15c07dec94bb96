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
	x := ExtentOf(e.Type, e.Derived, now.valid)
	e.Earliest, e.Latest, e.Certain = x.Earliest, x.Latest, x.Certain
	e.FirstReported = moments[0].reported
	steps := e.steps(moments)
	e.State = steps[len(steps)-1][:stateLength]
	if len(steps) > 1 {
		e.History = steps
	}
}

// stateLength is the length of a step without the days of certainty.
const stateLength = 37

// steps writes a history. The fields of a step have fixed places, so that a
// question can compare them in the database: reported 0–9, earliest 11–20,
// latest 22–31, sign 33, code of the status 35–36, and where there are days of
// certainty the first 38–47 and the last 49–58. The sign is "+", "-" for what did
// not happen, and "0" once nothing carries the edge any more. The state of an edge
// ends before the days of certainty: digits and a few signs alone, and not many of
// them, Neo4j holds beside the edge and not elsewhere.
func (e *Edge) steps(moments []moment) []string {
	var history []string
	last := ""
	for _, m := range moments {
		x := ExtentOf(e.Type, e.Derived, m.valid)
		sign := "+"
		switch {
		case m.gone:
			sign = "0"
		case m.negated:
			sign = "-"
		}
		now := orElse(x.Earliest, beginningOfTime) + " " + orElse(x.Latest, endOfTime) + " " + sign + " " + m.status.Code()
		if x.Certain != "" {
			now += " " + x.Certain
		}
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
