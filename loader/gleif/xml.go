package gleif

import (
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

func (r *reader) readXML(ctx context.Context, in *intake.Input, out *intake.Out) error {
	records := 0
	var header xmlHeader
	takeHeader := func(d *xml.Decoder, start xml.StartElement) error {
		if err := d.DecodeElement(&header, &start); err != nil {
			return err
		}
		return r.takeHeader(in, out, header)
	}
	err := intake.Elements(ctx, in, map[string]intake.Element{
		"LEIHeader": takeHeader,
		"Header":    takeHeader,
		"LEIRecord": func(d *xml.Decoder, start xml.StartElement) error {
			var x xmlEntity
			if err := d.DecodeElement(&x, &start); err != nil {
				return err
			}
			records++
			return r.takeEntity(out, x.entity())
		},
		"RelationshipRecord": func(d *xml.Decoder, start xml.StartElement) error {
			var x xmlRelationship
			if err := d.DecodeElement(&x, &start); err != nil {
				return err
			}
			records++
			return r.takeRelationship(out, x.relationship())
		},
		"Exception": func(d *xml.Decoder, start xml.StartElement) error {
			var x xmlException
			if err := d.DecodeElement(&x, &start); err != nil {
				return err
			}
			records++
			return r.takeException(out, exception(x))
		},
	})
	if err == nil && header.RecordCount != "" && header.RecordCount != fmt.Sprint(records) {
		out.Warn(fmt.Sprintf("the header speaks of %s records, and %d are here: a cut of a larger file", header.RecordCount, records))
	}
	return err
}

type xmlHeader struct {
	ContentDate string `xml:"ContentDate"`
	FileContent string `xml:"FileContent"`
	DeltaStart  string `xml:"DeltaStart"`
	RecordCount string `xml:"RecordCount"`
}

// takeHeader takes the date of the file, and whether it holds changes alone.
func (r *reader) takeHeader(in *intake.Input, out *intake.Out, h xmlHeader) error {
	if published, err := graph.ParsePeriod(day(h.ContentDate)); err == nil && !published.IsZero() && !in.Said["published"] {
		in.Source.Published = published
	}
	if h.DeltaStart != "" || strings.Contains(h.FileContent, "DELTA") {
		r.partial(out)
	}
	return nil
}

type xmlEntity struct {
	LEI    string `xml:"LEI"`
	Entity struct {
		Name   string    `xml:"LegalName"`
		Others []xmlName `xml:"OtherEntityNames>OtherEntityName"`
		Latin  []xmlName `xml:"TransliteratedOtherEntityNames>TransliteratedOtherEntityName"`
		Seat   struct {
			City    string `xml:"City"`
			Region  string `xml:"Region"`
			Country string `xml:"Country"`
		} `xml:"HeadquartersAddress"`
		Authority    string `xml:"RegistrationAuthority>RegistrationAuthorityID"`
		Number       string `xml:"RegistrationAuthority>RegistrationAuthorityEntityID"`
		Jurisdiction string `xml:"LegalJurisdiction"`
		Category     string `xml:"EntityCategory"`
		Form         string `xml:"LegalForm>EntityLegalFormCode"`
		OtherForm    string `xml:"LegalForm>OtherLegalForm"`
		Status       string `xml:"EntityStatus"`
		Created      string `xml:"EntityCreationDate"`
		Expired      string `xml:"EntityExpirationDate"`
		Because      string `xml:"EntityExpirationReason"`
		Successors   []struct {
			LEI  string `xml:"SuccessorLEI"`
			Name string `xml:"SuccessorEntityName"`
		} `xml:"SuccessorEntity"`
		Events []struct {
			Type      string `xml:"LegalEntityEventType"`
			Effective string `xml:"LegalEntityEventEffectiveDate"`
			Recorded  string `xml:"LegalEntityEventRecordedDate"`
		} `xml:"LegalEntityEvents>LegalEntityEvent"`
	} `xml:"Entity"`
	Registration struct {
		Registered string `xml:"InitialRegistrationDate"`
		Updated    string `xml:"LastUpdateDate"`
		Status     string `xml:"RegistrationStatus"`
	} `xml:"Registration"`
}

type xmlName struct {
	Type string `xml:"type,attr"`
	Name string `xml:",chardata"`
}

func (x xmlEntity) entity() entity {
	e := entity{LEI: x.LEI, Name: x.Entity.Name, City: x.Entity.Seat.City, Region: x.Entity.Seat.Region, Country: x.Entity.Seat.Country,
		Authority: x.Entity.Authority, Number: x.Entity.Number, Jurisdiction: x.Entity.Jurisdiction, Category: x.Entity.Category,
		LegalForm: x.Entity.Form, OtherForm: x.Entity.OtherForm, Status: x.Entity.Status, Created: x.Entity.Created,
		Expired: x.Entity.Expired, ExpiredBecause: x.Entity.Because,
		Registered: x.Registration.Registered, Updated: x.Registration.Updated, Registration: x.Registration.Status}
	for _, n := range append(x.Entity.Others, x.Entity.Latin...) {
		e.Others = append(e.Others, otherName{strings.TrimSpace(n.Name), n.Type})
	}
	for _, s := range x.Entity.Successors {
		e.Successors = append(e.Successors, successor{s.LEI, s.Name})
	}
	for _, v := range x.Entity.Events {
		e.Events = append(e.Events, event{v.Type, v.Effective, v.Recorded})
	}
	return e
}

type xmlRelationship struct {
	Start     string `xml:"Relationship>StartNode>NodeID"`
	StartType string `xml:"Relationship>StartNode>NodeIDType"`
	End       string `xml:"Relationship>EndNode>NodeID"`
	EndType   string `xml:"Relationship>EndNode>NodeIDType"`
	Type      string `xml:"Relationship>RelationshipType"`
	Periods   []struct {
		From string `xml:"StartDate"`
		To   string `xml:"EndDate"`
		Type string `xml:"PeriodType"`
	} `xml:"Relationship>RelationshipPeriods>RelationshipPeriod"`
	Status     string   `xml:"Relationship>RelationshipStatus"`
	Quantities []string `xml:"Relationship>RelationshipQuantifiers>RelationshipQuantifier>QuantifierAmount"`
	Updated    string   `xml:"Registration>LastUpdateDate"`
	Registered string   `xml:"Registration>RegistrationStatus"`
	Reference  string   `xml:"Registration>ValidationReference"`
}

func (x xmlRelationship) relationship() relationship {
	l := relationship{Start: x.Start, StartType: x.StartType, End: x.End, EndType: x.EndType, Type: x.Type, Status: x.Status,
		Registration: x.Registered, Updated: x.Updated, Reference: x.Reference, Quantified: len(x.Quantities) > 0}
	for _, p := range x.Periods {
		l.Periods = append(l.Periods, relationshipPeriod{p.From, p.To, p.Type})
	}
	return l
}

type xmlException struct {
	LEI       string `xml:"LEI"`
	Category  string `xml:"ExceptionCategory"`
	Reason    string `xml:"ExceptionReason"`
	Reference string `xml:"ExceptionReference"`
}
