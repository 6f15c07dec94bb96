package epo

import (
	"fmt"
	"regexp"
	"strings"

	"ipgraph/graph"
)

// xmlLegalEvent is a legal event. Its attribute dateMigr is not read: it says when the event
// was moved into the database, and mostly nothing at all.
type xmlLegalEvent struct {
	Code      string     `xml:"code,attr"` // padded with blanks
	Text      string     `xml:"desc,attr"`
	Influence string     `xml:"infl,attr"` // + or -, or blank
	Fields    []xmlField `xml:",any"`
}

// xmlField is one of the numbered fields, or the group of those that tell more about the event.
type xmlField struct {
	Desc    string     `xml:"desc,attr"`
	Meaning string     `xml:"descData,attr"`
	Text    string     `xml:",chardata"`
	More    []xmlField `xml:",any"`
}

// Fields that say when.
const (
	gazetteDate   = "Gazette DATE"
	effectiveDate = "Effective DATE"
)

// private tells fields that are not loaded.
var private = regexp.MustCompile(`(?i)address|representative|agent|attorney|correspond`)

// takeEvents takes the events of a member, each as a record of its own.
func (m *member) takeEvents(key string) error {
	for i, x := range m.x.Events {
		if err := m.out.Begin(fmt.Sprintf("%s, %d", key, i+1)); err != nil {
			return err
		}
		m.takeEvent(x)
	}
	return nil
}

func (m *member) takeEvent(x xmlLegalEvent) {
	code := strings.TrimSpace(x.Code)
	if code == "" {
		m.out.Broken("a legal event without a code", x.Text)
		return
	}
	m.out.Count("legal events", 1)
	influence := strings.TrimSpace(x.Influence)
	m.out.Count("influence: "+map[string]string{"": "none", "+": "positive", "-": "negative"}[influence], 1)
	text := strings.TrimSpace(code + " " + strings.Join(strings.Fields(x.Text), " "))
	if influence != "" {
		text += " (" + influence + ")"
	}
	var published, effective graph.Period
	for _, f := range x.Fields {
		if f.Desc == gazetteDate {
			published = m.period(gazetteDate, f.Text)
		}
		for _, more := range f.More {
			switch {
			case more.Desc == effectiveDate:
				effective = m.period(effectiveDate, more.Text)
			case private.MatchString(more.Desc):
				m.out.Change("an address or a representative in a legal event was left out", more.Desc)
			default:
				text += more.detail()
			}
		}
	}
	if effective.IsZero() {
		effective = published
	}
	m.out.Bare(m.id, m.document.name())
	m.out.Statement(graph.Statement{Subject: m.id, Predicate: "HAS_EVENT", Qualifiers: map[string]string{"event": "legal_event"}, Value: &graph.Value{Text: text},
		Status: graph.Recorded, Valid: effective, ReportedOn: published})
}

// detail writes a field with its name.
func (f xmlField) detail() string {
	text := strings.Join(strings.Fields(f.Text), " ")
	if text == "" {
		return ""
	}
	if f.Meaning != "" {
		text += " " + strings.Join(strings.Fields(f.Meaning), " ")
	}
	return "; " + f.Desc + ": " + text
}
