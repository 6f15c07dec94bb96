// Package epo reads answers of the European Patent Office's Open Patent Services in XML:
// INPADOC families with their members and priorities, and legal events. Addresses and
// representatives that a legal event names are left out.
package epo

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Format reads families and legal events.
func Format() intake.Format {
	return intake.Format{
		Name:      "epo",
		Title:     "EPO Open Patent Services (XML)",
		About:     "INPADOC families with their members, numbers and priorities; legal events of patents",
		Publisher: "European Patent Office",
		Detect: func(h intake.Head) bool {
			return bytes.Contains(h.Bytes, []byte("world-patent-data")) && bytes.Contains(h.Bytes, []byte("patent-family"))
		},
		New: intake.Each(read),
	}
}

// read takes the members of all families. Elements of the services' own namespace and of the
// exchange format's stand side by side, and are told by their names.
func read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	out.Partial() // an answer is about what was asked for
	f := file{out: out}
	err := intake.Elements(ctx, in, map[string]intake.Element{
		"patent-family": func(_ *xml.Decoder, start xml.StartElement) error {
			f.legal = attribute(start, "legal") == "true"
			if n, err := strconv.Atoi(attribute(start, "total-result-count")); err == nil {
				f.said += n
			}
			return nil
		},
		"family-member": func(d *xml.Decoder, start xml.StartElement) error {
			var x xmlMember
			if err := d.DecodeElement(&x, &start); err != nil {
				return err
			}
			f.members++
			return f.take(x)
		},
	})
	if err == nil && f.said != f.members {
		out.Warn(fmt.Sprintf("the answer speaks of %d members, and %d are here", f.said, f.members))
	}
	return err
}

// file is a file under way.
type file struct {
	out *intake.Out
	// legal says that the answer was asked for with legal events.
	legal         bool
	said, members int
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

type xmlMember struct {
	Family       string          `xml:"family-id,attr"`
	Publications []xmlDocument   `xml:"publication-reference>document-id"`
	Applications []xmlDocument   `xml:"application-reference>document-id"`
	Priorities   []xmlPriority   `xml:"priority-claim"`
	Events       []xmlLegalEvent `xml:"legal"`
}

type xmlPriority struct {
	Documents []xmlDocument `xml:"document-id"`
	Active    string        `xml:"priority-active-indicator"`
}

// xmlDocument is a number in one of two writings: docdb gives country, number and kind apart, and
// epodoc the first two as one word.
type xmlDocument struct {
	Type    string `xml:"document-id-type,attr"`
	Country string `xml:"country"`
	Number  string `xml:"doc-number"`
	Kind    string `xml:"kind"`
	Date    string `xml:"date"`
}

// docdb is the document that is written the way of docdb.
func docdb(documents []xmlDocument) (xmlDocument, bool) {
	for _, d := range documents {
		if d.Type == "docdb" && d.Country != "" && d.Number != "" {
			return d, true
		}
	}
	return xmlDocument{}, false
}

// String is the number as it stands in ids: EP.2400812.A1.
func (d xmlDocument) String() string {
	return strings.TrimSuffix(d.Country+"."+d.Number+"."+d.Kind, ".")
}

var (
	usPublication = regexp.MustCompile(`^(\d{4})(\d{6})$`)
	usApplication = regexp.MustCompile(`^(?:19|20)\d{2}(\d{8})$`)
	usGrant       = regexp.MustCompile(`^\d{4,8}$`)
)

// name writes a published document for people: EP 2400812 A1, US 2012/0057518 A1, US 9,648,662 B2.
func (d xmlDocument) name() string {
	number := d.Number
	if d.Country == "US" && usGrant.MatchString(number) {
		for i := len(number) - 3; i > 0; i -= 3 {
			number = number[:i] + "," + number[i:]
		}
	} else if d.Country == "US" {
		number = usPublication.ReplaceAllString(number, "$1/0$2")
	}
	return strings.TrimSpace(d.Country + " " + number + " " + d.Kind)
}

// noDate is what stands where there is none.
const noDate = "00010101"

// period reads a day, written with or without hyphens, and says so when it is none.
func (f *file) period(field, text string) graph.Period {
	text = strings.TrimSpace(text)
	if text == noDate {
		return graph.Period{}
	}
	return f.out.Day(field, text, intake.Hyphenate(text))
}
