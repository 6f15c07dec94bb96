package uspto

import (
	"regexp"
	"strings"
)

// conveyance is what a recorded document does.
type conveyance string

// The types of conveyance. Who files a document writes its type in free text.
const (
	assignment          conveyance = "assignment"
	nuncProTunc         conveyance = "nunc_pro_tunc_assignment"
	corrective          conveyance = "corrective"
	merger              conveyance = "merger"
	nameChange          conveyance = "name_change"
	legalFormChange     conveyance = "legal_form_change"
	addressChange       conveyance = "address_change"
	securityInterest    conveyance = "security_interest"
	securityRelease     conveyance = "security_release"
	lien                conveyance = "lien"
	license             conveyance = "license"
	licenseTermination  conveyance = "license_termination"
	confirmatoryLicense conveyance = "confirmatory_license"
	governmentInterest  conveyance = "government_interest"
	courtOrder          conveyance = "court_order"
	other               conveyance = "other"
	missing             conveyance = "missing"
)

// rules tell the type by words of the text, the surest first. A correction comes
// first of all, for it repeats the words of what it corrects; a release comes before what it
// releases.
var rules = []struct {
	is    conveyance
	words *regexp.Regexp
}{
	{missing, regexp.MustCompile(`(?i)^\W*(unknown|none|n/?a|not (given|available|provided))?\W*$`)},
	{corrective, regexp.MustCompile(`(?i)\bcorrect(ive|ion|ed|ing|s)?\b`)},
	{nuncProTunc, regexp.MustCompile(`(?i)\bnunc pro tunc\b`)},
	{confirmatoryLicense, regexp.MustCompile(`(?i)\bconfirmatory (instrument|licen[cs]e)|\blicen[cs]e to (the )?(u\.?s\.?|united states|government)`)},
	{licenseTermination, regexp.MustCompile(`(?i)(terminat|cancel|surrender|revo[ck]|withdraw)\w*\b.*\b(sub)?licen[cs]|licen[cs]\w*\b.*\b(terminat|cancel|surrender|revo[ck]|withdraw)`)},
	{securityRelease, regexp.MustCompile(`(?i)\b(release|discharge|satisfaction|relinquish|reconvey)|(terminat|cancel|reassign|re-assign)\w*\b.*\b(secur|lien|mortgage|collateral|pledge)|(secur|lien|mortgage|collateral|pledge)\w*\b.*\b(terminat|cancel|reassign|re-assign)`)},
	{lien, regexp.MustCompile(`(?i)\blien\b`)},
	{securityInterest, regexp.MustCompile(`(?i)\b(secur(ed|ity)|mortgage|pledge|collateral|hypothec|debenture|chattel|charge over)`)},
	{merger, regexp.MustCompile(`(?i)\b(merge[rd]?\b|merging|amalgamat|consolidation)`)},
	{nameChange, regexp.MustCompile(`(?i)\b(change[sd]? (of|in|its|the)( \w+)? names?\b|name changed?\b)`)},
	{legalFormChange, regexp.MustCompile(`(?i)\b(legal form|conver(sion|ted|ting)|change of (entity|corporate|legal|company)|re-?domesticat|entity type)`)},
	{governmentInterest, regexp.MustCompile(`(?i)\b(government interest|executive order|e\.? ?o\.? ?9424)`)},
	{license, regexp.MustCompile(`(?i)\b(sub)?licen[cs]`)},
	{courtOrder, regexp.MustCompile(`(?i)\b(court|judge?ment|decree|bankruptcy|probate|testament|executor|letters of administration)`)},
	{addressChange, regexp.MustCompile(`(?i)\b(change of|changed?|new)\b.*\baddress`)},
	{assignment, regexp.MustCompile(`(?i)\b(assign|transfer|sale\b|sold\b|conve(y|yance)|quitclaim|contribution|distribution|purchase|acquisition|demerger|spin-?off|succession|declaration|agreement|deed|grant)`)},
}

// classify tells the type of a conveyance by its text.
func classify(text string) conveyance {
	for _, r := range rules {
		if r.words.MatchString(text) {
			return r.is
		}
	}
	return other
}

var (
	confirmed     = regexp.MustCompile(`(?i)\bconfirms? (?:the |its )?(.+)$`)
	correctiveOf  = regexp.MustCompile(`(?i)\bcorrective\s+(.+?)\s+(?:to\b|filed\b|previously\b)`)
	correcting    = regexp.MustCompile(`(?i)\bcorrect\w*`)
	reelThenFrame = regexp.MustCompile(`(?i)\breel\W*(?:no\W*|number\W*)?(\d{1,6})\W*(?:and\W+)?(?:at\W+)?frame\W*(?:no\W*|number\W*)?(\d{1,4})\b`)
	slashed       = regexp.MustCompile(`\b(\d{5,6})\s*/\s*(\d{1,4})\b`)
)

// confirms tells what a corrective document does in the right way: its text goes on to
// confirm the assignment, the change of name, the security interest.
func confirms(text string) conveyance {
	if m := confirmed.FindStringSubmatch(text); m != nil {
		if is := classify(correcting.ReplaceAllString(m[1], "")); is != other && is != missing {
			return is
		}
	}
	if m := correctiveOf.FindStringSubmatch(text); m != nil {
		if is := classify(m[1]); is != other && is != missing && is != corrective {
			return is
		}
	}
	return classify(correcting.ReplaceAllString(text, ""))
}

// corrects lists the reels and frames that a text says it corrects.
func corrects(text string) []place {
	var old []place
	for _, form := range []*regexp.Regexp{reelThenFrame, slashed} {
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			if p, err := placeOf(m[1], m[2]); err == nil {
				old = append(old, p)
			}
		}
	}
	return old
}

// words writes a type for people.
func (c conveyance) words() string { return strings.ReplaceAll(string(c), "_", " ") }
