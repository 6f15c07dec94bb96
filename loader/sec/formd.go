package sec

import (
	"context"
	"encoding/xml"
	"fmt"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// formD is what is read of a Form D. Addresses and telephone numbers of persons are
// not.
type formD struct {
	Type     string   `xml:"submissionType"`
	Primary  issuer   `xml:"primaryIssuer"`
	Others   []issuer `xml:"issuerList>issuer"`
	Persons  []person `xml:"relatedPersonsList>relatedPersonInfo"`
	Offering offering `xml:"offeringData"`
}

type issuer struct {
	CIK          string   `xml:"cik"`
	Name         string   `xml:"entityName"`
	City         string   `xml:"issuerAddress>city"`
	State        string   `xml:"issuerAddress>stateOrCountryDescription"`
	Jurisdiction string   `xml:"jurisdictionOfInc"`
	Type         string   `xml:"entityType"`
	Previous     []string `xml:"issuerPreviousNameList>previousName"`
	EDGARNames   []string `xml:"edgarPreviousNameList>previousName"`
}

type person struct {
	First         string   `xml:"relatedPersonName>firstName"`
	Middle        string   `xml:"relatedPersonName>middleName"`
	Last          string   `xml:"relatedPersonName>lastName"`
	Relationships []string `xml:"relatedPersonRelationshipList>relationship"`
}

type offering struct {
	Amendment bool   `xml:"typeOfFiling>newOrAmendment>isAmendment"`
	FirstSale string `xml:"typeOfFiling>dateOfFirstSale>value"`
	Industry  string `xml:"industryGroup>industryGroupType"`
	Offered   string `xml:"offeringSalesAmounts>totalOfferingAmount"`
	Sold      string `xml:"offeringSalesAmounts>totalAmountSold"`
	Investors string `xml:"investors>totalNumberAlreadyInvested"`
	Signed    string `xml:"signatureBlock>signature>signatureDate"`
}

func readFormD(ctx context.Context, in *intake.Input, out *intake.Out) error {
	return intake.Elements(ctx, in, map[string]intake.Element{"edgarSubmission": func(d *xml.Decoder, start xml.StartElement) error {
		var f formD
		if err := d.DecodeElement(&f, &start); err != nil {
			return err
		}
		if day, err := graph.ParsePeriod(f.Offering.Signed); err == nil && !day.IsZero() && !in.Said["published"] {
			in.Source.Published = day
		}
		return f.take(out)
	}})
}

// take hands over the issuers, the offering, and the related persons: a record
// each. They stand under the key of the offering, so that an amendment replaces what
// it amends.
func (f formD) take(out *intake.Out) error {
	key := "offering of " + paddedCIK(f.Primary.CIK) + " " + f.Offering.FirstSale
	if !validCIK(f.Primary.CIK) {
		if err := out.Begin(key); err != nil {
			return err
		}
		out.Broken("a primary issuer whose CIK is not one to ten digits", f.Primary.CIK)
		return nil
	}
	round, err := graph.MakeID(graph.FundingRound, "sec-form-d", strings.TrimLeft(f.Primary.CIK, "0")+"/"+orWord(f.Offering.FirstSale, "no-sale-yet"))
	if err != nil {
		return err //nolint:wrapcheck // digits and a date always make an id
	}
	if err := f.takeOffering(out, round, key); err != nil {
		return err
	}
	issuers := append([]issuer{f.Primary}, f.Others...)
	for n, i := range issuers {
		if err := out.Begin(fmt.Sprintf("%s, issuer[%d]", key, n+1)); err != nil {
			return err
		}
		i.take(out, round)
	}
	company, err := companyOf(f.Primary.CIK)
	if err != nil {
		return err //nolint:wrapcheck // digits always make an id
	}
	for n, p := range f.Persons {
		if err := out.Begin(fmt.Sprintf("%s, relatedPersonInfo[%d]", key, n+1)); err != nil {
			return err
		}
		p.take(out, company, f.Primary.CIK)
	}
	return nil
}

func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}

func (f formD) takeOffering(out *intake.Out, round graph.ID, key string) error {
	if err := out.Begin(key + ", offeringData"); err != nil {
		return err
	}
	if f.Offering.Amendment || strings.HasSuffix(f.Type, "/A") {
		out.Retire(key)
	}
	out.Entity(graph.Entity{ID: round, Name: "Offering of " + f.Primary.Name, About: f.Offering.Industry})
	f.Offering.sum(out, round, f.Offering.Offered, graph.MoneyOffered, "offeringSalesAmounts/totalOfferingAmount", key)
	f.Offering.sum(out, round, f.Offering.Sold, graph.MoneyInvested, "offeringSalesAmounts/totalAmountSold", key)
	if n := f.Offering.Investors; n != "" {
		out.Statement(graph.Statement{Subject: round, Predicate: "HAS_FIGURE", Value: &graph.Value{Number: n, Comparator: graph.Equal, Unit: "investor"},
			Qualifiers: map[string]string{"measure": "investors"}, Status: graph.Declared, Locator: key + ", investors/totalNumberAlreadyInvested"})
	}
	day, err := graph.ParsePeriod(f.Offering.FirstSale)
	switch {
	case err != nil:
		out.Change("a date of first sale that cannot be read", err.Error())
	case !day.IsZero():
		out.Statement(graph.Statement{Subject: round, Predicate: "HAS_EVENT", Valid: day, Qualifiers: map[string]string{"event": "offer"},
			Status: graph.Declared, Locator: key + ", typeOfFiling/dateOfFirstSale"})
	}
	return nil
}

// sum hands over an amount. An offering may be without a bound, which is no sum.
func (o offering) sum(out *intake.Out, round graph.ID, text string, kind graph.MoneyKind, path, key string) {
	if text == "" {
		return
	}
	minor, err := graph.ParseMinor(text, "USD")
	if err != nil {
		out.Change("an amount that is no figure was left out", path+": "+text)
		return
	}
	out.Statement(graph.Statement{Subject: round, Predicate: "RAISED", Status: graph.Declared, Locator: key + ", " + path,
		Amount: &graph.Money{Kind: kind, Currency: "USD", Comparator: graph.Equal, Minor: minor}})
}

func (i issuer) take(out *intake.Out, round graph.ID) {
	if !validCIK(i.CIK) {
		out.Broken("an issuer whose CIK is not one to ten digits", i.CIK)
		return
	}
	id, err := companyOf(i.CIK)
	if err != nil {
		out.Broken("a CIK that makes no id", err.Error())
		return
	}
	e := graph.Entity{ID: id, Name: orWord(i.Name, "CIK "+paddedCIK(i.CIK)), About: strings.Trim(i.Type+", "+i.Jurisdiction, ", ")}
	for _, name := range append(i.Previous, i.EDGARNames...) {
		if name != "" && name != "None" {
			e.Aliases = append(e.Aliases, name)
		}
	}
	out.Count("issuers", 1)
	out.Entity(e)
	out.Statement(identified(id, "cik", paddedCIK(i.CIK)))
	if seat := strings.Trim(i.City+", "+i.State, ", "); seat != "" {
		out.Statement(graph.Statement{Subject: id, Predicate: "BASED_IN", Value: &graph.Value{Text: seat}, Status: graph.Declared})
	}
	out.Entity(graph.Entity{ID: round, Name: "Offering of " + e.Name})
	out.Statement(graph.Statement{Subject: id, Predicate: graph.PartyTo, Object: round, Qualifiers: map[string]string{"role": "issuer"}, Status: graph.Declared, Record: true})
}

// take hands over a related person. The form puts organisations under first and last
// names too; they cannot be officers, and are said to act for the issuer.
func (p person) take(out *intake.Out, company graph.ID, cik string) {
	name := strings.Join(strings.Fields(p.First+" "+p.Middle+" "+p.Last), " ")
	kind := intake.KindOfName(p.Last + " " + p.First)
	if kind != graph.Person {
		name = strings.Join(strings.Fields(p.Last+" "+p.First), " ")
	}
	id, err := personOf(kind, cik, name)
	if err != nil {
		out.Broken("a related person without a name", err.Error())
		return
	}
	out.Count("related persons", 1)
	out.Entity(graph.Entity{ID: id, Name: name})
	out.Bare(company, "CIK "+paddedCIK(cik))
	for _, relationship := range p.Relationships {
		s := graph.Statement{Subject: id, Object: company, Status: graph.Declared, Record: true}
		switch {
		case kind != graph.Person:
			s.Predicate, s.Qualifiers = "REPRESENTS", map[string]string{"role": strings.ToLower(relationship)}
		case relationship == "Director":
			s.Predicate = "DIRECTOR_OF"
		case relationship == "Executive Officer":
			s.Predicate, s.Qualifiers = "OFFICER_OF", map[string]string{"title": "executive officer"}
		default:
			s.Predicate, s.Qualifiers = "RELATES_TO", map[string]string{"role": strings.ToLower(relationship)}
		}
		out.Statement(s)
	}
}

func personOf(kind graph.Kind, cik, name string) (graph.ID, error) {
	if kind == graph.Person {
		return intake.PersonID("sec", paddedCIK(cik), name)
	}
	return intake.NameID(graph.Company, "sec", name)
}
