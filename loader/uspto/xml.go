package uspto

import (
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// allYears is the action key of the files that hold all records; others hold the changes
// of a day or a week.
const allYears = "AN"

func (r *reader) readXML(ctx context.Context, in *intake.Input, out *intake.Out) error {
	n := 0
	return intake.Elements(ctx, in, map[string]intake.Element{
		"action-key-code": func(d *xml.Decoder, start xml.StartElement) error {
			var code string
			if err := d.DecodeElement(&code, &start); err != nil {
				return err
			}
			if strings.TrimSpace(code) != allYears {
				r.changes = true
				out.Partial()
			}
			return nil
		},
		"transaction-date": func(d *xml.Decoder, start xml.StartElement) error {
			var date xmlDate
			if err := d.DecodeElement(&date, &start); err != nil {
				return err
			}
			// The attribute date-produced is that of the program, years before the file's.
			published, err := graph.ParsePeriod(intake.Hyphenate(strings.TrimSpace(date.Date)))
			if err == nil && !published.IsZero() && !in.Said["published"] {
				in.Source.Published = published
			}
			return nil
		},
		"data-available-code": func(*xml.Decoder, xml.StartElement) error {
			out.Warn("the file says that there is nothing in it: no document was recorded that day")
			return nil
		},
		"patent-assignment": func(d *xml.Decoder, start xml.StartElement) error {
			var x xmlAssignment
			if err := d.DecodeElement(&x, &start); err != nil {
				return err
			}
			n++
			return r.take(ctx, out, fmt.Sprintf("patent-assignment %d", n), x.record())
		},
	})
}

type xmlDate struct {
	Date string `xml:"date"`
}

type xmlName struct {
	Type string `xml:"name-type,attr"`
	Name string `xml:",chardata"`
}

type xmlAssignment struct {
	Record struct {
		Reel     string  `xml:"reel-no"`
		Frame    string  `xml:"frame-no"`
		Purge    string  `xml:"purge-indicator"`
		Recorded xmlDate `xml:"recorded-date"`
		Text     string  `xml:"conveyance-text"`
	} `xml:"assignment-record"`
	Assignors []struct {
		Name         xmlName `xml:"name"`
		Executed     xmlDate `xml:"execution-date"`
		Acknowledged xmlDate `xml:"date-acknowledged"`
	} `xml:"patent-assignors>patent-assignor"`
	Assignees []struct {
		Name xmlName `xml:"name"`
	} `xml:"patent-assignees>patent-assignee"`
	Properties []struct {
		Numbers []struct {
			Country string `xml:"country"`
			Number  string `xml:"doc-number"`
			Kind    string `xml:"kind"`
		} `xml:"document-id"`
		Title title `xml:"invention-title"`
	} `xml:"patent-properties>patent-property"`
}

// title is a text with markup in it, which is left out: CO<sub>2</sub>.
type title string

// UnmarshalXML takes the text of all elements.
func (t *title) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) error {
	for depth := 1; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			*t += title(token)
		}
	}
	return nil
}

func (x xmlAssignment) record() record {
	trim := strings.TrimSpace
	r := record{Reel: trim(x.Record.Reel), Frame: trim(x.Record.Frame), Text: x.Record.Text, Recorded: trim(x.Record.Recorded.Date),
		Purged: strings.EqualFold(trim(x.Record.Purge), "Y"), Whole: true}
	for _, a := range x.Assignors {
		r.Assignors = append(r.Assignors, assignor{party{a.Name.Name, a.Name.Type}, trim(a.Executed.Date), trim(a.Acknowledged.Date)})
	}
	for _, a := range x.Assignees {
		r.Assignees = append(r.Assignees, party{a.Name.Name, a.Name.Type})
	}
	for _, p := range x.Properties {
		property := Property{Title: string(p.Title)}
		for _, n := range p.Numbers {
			property.Numbers = append(property.Numbers, Number{n.Country, n.Number, n.Kind})
		}
		r.Properties = append(r.Properties, property)
	}
	return r
}
