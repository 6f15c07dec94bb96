package wikidata

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// claim is a statement of Wikidata.
type claim struct {
	ID         string            `json:"id"`
	Rank       string            `json:"rank"`
	Main       snak              `json:"mainsnak"`
	Qualifiers map[string][]snak `json:"qualifiers"`
	References []struct {
		Snaks map[string][]snak `json:"snaks"`
	} `json:"references"`
}

// snak is a property with its value. Its type is "value", "somevalue" (there is one, it is
// not known) or "novalue" (it is known that there is none).
type snak struct {
	Type     string `json:"snaktype"`
	Datatype string `json:"datatype"`
	Value    struct {
		Type  string         `json:"type"`
		Value jsontext.Value `json:"value"`
	} `json:"datavalue"`
}

// item is the id of the item that is the value, or "".
func (s snak) item() string {
	var v struct {
		ID string `json:"id"`
	}
	if s.Value.Type != "wikibase-entityid" || intake.Decode(s.Value.Value, &v) != nil {
		return ""
	}
	return v.ID
}

// text is a value that is a text, or "".
func (s snak) text() string {
	var text string
	if s.Value.Type != "string" || intake.Decode(s.Value.Value, &text) != nil {
		return ""
	}
	return text
}

// timeForm is how a time is written: the sign, year, month and day.
var timeForm = regexp.MustCompile(`^\+0*(\d{4})-(\d{2})-(\d{2})T`)

// date is a time as precise as it is said to be: of a year, what is written as month and day means
// nothing. The error says why there is none.
func (s snak) date() (string, error) {
	var v struct {
		Time      string `json:"time"`
		Precision int    `json:"precision"`
		Calendar  string `json:"calendarmodel"`
	}
	if s.Value.Type != "time" {
		return "", nil
	}
	if err := intake.Decode(s.Value.Value, &v); err != nil {
		return "", err
	}
	m := timeForm.FindStringSubmatch(v.Time)
	if m == nil {
		return "", fmt.Errorf("%s is not between the years 1 and 9999", v.Time)
	}
	if v.Precision > 8 && strings.HasSuffix(v.Calendar, "/Q1985786") {
		return "", fmt.Errorf("%s is of the Julian calendar", v.Time)
	}
	switch {
	case v.Precision >= 11:
		return m[1] + "-" + m[2] + "-" + m[3], nil
	case v.Precision == 10:
		return m[1] + "-" + m[2], nil
	case v.Precision == 9:
		return m[1], nil
	case v.Precision == 8:
		return m[1][:3] + "X", nil
	}
	return "", fmt.Errorf("%s is precise to a century or less", v.Time)
}

// write reads a value aloud, for notes.
func (s snak) write() string {
	if s.Type != "value" {
		return s.Type
	}
	if id := s.item(); id != "" {
		return id
	}
	if text := s.text(); text != "" {
		return text
	}
	if day, err := s.date(); err == nil && day != "" {
		return day
	}
	var quantity struct {
		Amount string `json:"amount"`
	}
	if s.Value.Type == "quantity" && intake.Decode(s.Value.Value, &quantity) == nil {
		return strings.TrimPrefix(quantity.Amount, "+")
	}
	var word struct {
		Text string `json:"text"`
	}
	if s.Value.Type == "monolingualtext" && intake.Decode(s.Value.Value, &word) == nil {
		return word.Text
	}
	return string(s.Value.Value)
}

// valid is when a claim holds, by its qualifiers: start (P580), end (P582), point in time
// (P585).
func (c claim) valid(out *intake.Out) graph.Period {
	get := func(property string) string {
		for _, s := range c.Qualifiers[property] {
			day, err := s.date()
			if err != nil {
				out.Change("a date that cannot be read was left out", property+": "+err.Error())
			}
			if day != "" {
				return day
			}
		}
		return ""
	}
	text := get("P585")
	if start, end := get("P580"), get("P582"); start+end != "" {
		text = start + "/" + end
	}
	p, err := graph.ParsePeriod(text)
	if err != nil {
		out.Change("a date that cannot be read was left out", err.Error())
	}
	return p
}

// read are the qualifiers that a statement has a place for.
var read = []string{"P580", "P582", "P585", "P1107"}

// note says what a claim rests on, and the qualifiers that have no other place.
func (c claim) note() string {
	var parts []string
	for _, r := range c.References {
		var words []string
		for _, property := range []string{"P854", "P248", "P143", "P1476", "P577", "P813"} {
			for _, s := range r.Snaks[property] {
				words = append(words, references[property]+" "+s.write())
			}
		}
		if len(words) > 0 {
			parts = append(parts, "reference: "+strings.Join(words, ", "))
		}
	}
	for _, property := range sortedNames(c.Qualifiers) {
		if !slices.Contains(read, property) {
			for _, s := range c.Qualifiers[property] {
				parts = append(parts, property+": "+s.write())
			}
		}
	}
	note := strings.Join(parts, "; ")
	if len(note) > graph.MaxTextLength {
		note = strings.ToValidUTF8(note[:graph.MaxTextLength-len("…")], "") + "…"
	}
	return note
}

// references are properties of a reference in words.
var references = map[string]string{"P854": "at", "P248": "stated in", "P143": "imported from", "P1476": "titled", "P577": "published", "P813": "retrieved"}

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
