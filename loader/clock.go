package loader

import (
	"fmt"
	"time"
)

// loadID is the form of a load's id: ids in their order are loads in theirs.
const loadID = "20060102T150405.000000000Z"

// date gives the load its time and its id. Clocks are set back, and two machines'
// differ: a load comes after the one before it all the same, because history, differences
// and caches go by the order of ids.
func (l *load) date() {
	if l.Now.IsZero() {
		l.Now = time.Now() // not before: it may have waited for another load
	}
	before, err := time.Parse(loadID, l.previous.id)
	if err == nil && !l.Now.After(before) {
		if gap := before.Sub(l.Now); gap > time.Second {
			l.tell(fmt.Sprintf("the clock is %s behind the load before: this load is dated right after that one, %s", gap.Round(time.Second), before.Format(time.RFC3339)))
		}
		l.Now = before.Add(time.Nanosecond)
	}
	l.report.Load = l.Now.UTC().Format(loadID)
}

// end is when the load came to its end: never before it began, or the load before ended.
func (l *load) end() string {
	end := time.Now()
	if l.Now.After(end) {
		end = l.Now
	}
	if before, err := time.Parse(time.RFC3339, l.previous.ended); err == nil && before.After(end) {
		end = before
	}
	return end.UTC().Format(time.RFC3339)
}
