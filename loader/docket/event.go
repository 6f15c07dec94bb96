package docket

import "regexp"

// events tell what an entry of a docket is by how it begins, the surest first.
var events = []struct {
	event string
	form  *regexp.Regexp
}{
	{"amended_complaint", regexp.MustCompile(`(?i)^\W*(first |second |third |fourth |corrected )*amended complaint`)},
	{"complaint", regexp.MustCompile(`(?i)^\W*complaint\b`)},
	{"counterclaim", regexp.MustCompile(`(?i)^\W*(answer\b.{0,80}\bcounterclaim|counterclaim\b)`)},
	{"answer", regexp.MustCompile(`(?i)^\W*(amended )?answer\b`)},
	{"motion_to_dismiss", regexp.MustCompile(`(?i)^\W*(\w+ )?(and notice of )?motion to dismiss`)},
	{"claim_construction", regexp.MustCompile(`(?i)^\W*(memorandum |markman |claim construction )(opinion|order).{0,80}(claim construction|markman)|^\W*claim construction order`)},
	{"summary_judgment", regexp.MustCompile(`(?i)^\W*(\w+ )?motion for (partial )?summary judgment`)},
	{"jury_verdict", regexp.MustCompile(`(?i)^\W*(jury verdict|verdict form|verdict)\b`)},
	{"injunction", regexp.MustCompile(`(?i)^\W*(order granting |preliminary |permanent |consent )+injunction`)},
	{"stipulated_dismissal", regexp.MustCompile(`(?i)^\W*(joint )?(stipulation|order).{0,60}\bdismiss(al|ing|ed)\b|^\W*notice of voluntary dismissal`)},
	{"settlement", regexp.MustCompile(`(?i)^\W*notice of settlement`)},
	{"judgment", regexp.MustCompile(`(?i)^\W*(final |consent |default )?judgment\b`)},
	{"notice_of_appeal", regexp.MustCompile(`(?i)^\W*notice of (cross[- ])?appeal`)},
}

// eventOf is the event that an entry stands for, or "".
func eventOf(description string) string {
	for _, e := range events {
		if e.form.MatchString(description) {
			return e.event
		}
	}
	return ""
}
