// Package opencorporates reads tables of OpenCorporates, by their headers: companies, their officers and
// their other names. The data is licensed share-alike or for a fee: the repository holds none of it.
package opencorporates

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Format reads companies.csv, officers.csv and alternative_names.csv.
func Format() intake.Format {
	return intake.Format{
		Name:      "opencorporates",
		Title:     "OpenCorporates (CSV)",
		About:     "companies by jurisdiction and number, with status, dates, other names, branches and officers",
		Publisher: "OpenCorporates",
		Detect: func(h intake.Head) bool {
			header, _, _ := bytes.Cut(h.Bytes, []byte("\n"))
			return bytes.Contains(header, []byte("company_number")) && bytes.Contains(header, []byte("jurisdiction_code"))
		},
		New: intake.Each(read),
	}
}

func read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	var take func(company, intake.Row)
	return intake.Rows(ctx, in, out, func(h *intake.Header) error {
		if missing := h.Missing("company_number", "jurisdiction_code"); len(missing) > 0 {
			return fmt.Errorf("%s has no column %s: this is no table of OpenCorporates", in.Name, strings.Join(missing, ", "))
		}
		switch {
		case h.Has("position"):
			take = company.officer
		case h.Has("company_name") && h.Has("type"), h.Has("alternative_name"):
			take = company.otherName
		default:
			take = company.itself
		}
		return nil
	}, func(row intake.Row) error {
		c := company{out: out, jurisdiction: strings.ToLower(row.Get("jurisdiction_code")), number: row.Get("company_number")}
		if c.number == "" || c.jurisdiction == "" {
			out.Broken("a row without a jurisdiction or number", "")
			return nil
		}
		var err error
		if c.id, err = companyID(c.jurisdiction, c.number); err != nil {
			out.Broken("a number that cannot be an id here", err.Error())
			return nil
		}
		c.reported = day(out, "retrieved_at", row.First("retrieved_at", "last_updated_at"))
		take(c, row)
		return nil
	})
}

func companyID(jurisdiction, number string) (graph.ID, error) {
	return graph.MakeID(graph.Company, "opencorporates", jurisdiction+"/"+number) //nolint:wrapcheck // its words are for people
}

// day is the day of a time as it is written.
func day(out *intake.Out, field, text string) graph.Period {
	text = intake.TrimTime(text)
	return out.Period(field, text, text)
}

// company is the company of a row.
type company struct {
	out                  *intake.Out
	id                   graph.ID
	jurisdiction, number string
	reported             graph.Period
}

// say hands over a fact about the company.
func (c company) say(p graph.Predicate, qualifier, word, value string, valid graph.Period) {
	if value == "" && valid.IsZero() {
		return
	}
	s := graph.Statement{Subject: c.id, Predicate: p, Status: graph.Recorded, Valid: valid, ReportedOn: c.reported}
	if qualifier != "" {
		s.Qualifiers = map[string]string{qualifier: word}
	}
	if value != "" {
		s.Value = &graph.Value{Text: value}
	}
	c.out.Statement(s)
}

func (c company) itself(row intake.Row) {
	name := row.Get("name")
	if name == "" {
		c.out.Broken("a company without a name", "")
		return
	}
	c.out.Count("companies", 1)
	e := graph.Entity{ID: c.id, Name: name, About: strings.Trim(row.Get("company_type")+", "+c.jurisdiction, ", ")}
	for alias := range strings.SplitSeq(row.Get("previous_names"), "|") {
		if alias = strings.TrimSpace(alias); alias != "" && alias != name {
			e.Aliases = append(e.Aliases, alias)
		}
	}
	c.out.Entity(e)
	c.say("HAS_ID", "scheme", "opencorporates", c.jurisdiction+"/"+c.number, graph.Period{})
	c.say("CLASSED_AS", "scheme", "jurisdiction", c.jurisdiction, graph.Period{})
	c.say("CLASSED_AS", "scheme", "legal-form", row.Get("company_type"), graph.Period{})
	c.say("HAS_STATUS", "of", "entity", row.Get("current_status"), graph.Period{})
	c.say("BASED_IN", "", "", place(row), graph.Period{})
	c.say("HAS_EVENT", "event", "incorporated", "", day(c.out, "incorporation_date", row.Get("incorporation_date")))
	c.say("HAS_EVENT", "event", "dissolved", "", day(c.out, "dissolution_date", row.Get("dissolution_date")))
	c.branch(row)
}

// place is the city, region and country of the registered address; its lines may be a home.
func place(row intake.Row) string {
	var parts []string
	for _, names := range [][]string{{"registered_address.locality", "registered_address_locality"}, {"registered_address.region", "registered_address_region"},
		{"registered_address.country", "registered_address_country"}} {
		if text := row.First(names...); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

// branch joins a branch to its home company, which another jurisdiction keeps.
func (c company) branch(row intake.Row) {
	home, number := strings.ToLower(row.First("home_jurisdiction_code", "home_jurisdiction")), row.First("home_jurisdiction_company_number", "home_company_number")
	switch kind := row.Get("branch"); {
	case kind == "":
		return
	case home == "" || number == "":
		c.out.Change("a branch whose home company is not named", kind)
		return
	}
	to, err := companyID(home, number)
	if err != nil || to == c.id {
		c.out.Change("a branch whose home company cannot be an id here", home+"/"+number)
		return
	}
	c.out.Count("branches", 1)
	c.out.Bare(to, home+"/"+number)
	c.out.Statement(graph.Statement{Subject: c.id, Predicate: "BRANCH_OF", Object: to, Status: graph.Recorded, Record: true, ReportedOn: c.reported})
}

func (c company) otherName(row intake.Row) {
	name := row.First("company_name", "alternative_name", "name")
	if name == "" {
		c.out.Broken("a row without a name", "")
		return
	}
	c.out.Count("other names", 1)
	c.out.Alias(c.id, c.jurisdiction+"/"+c.number, name)
}

func (c company) officer(row intake.Row) {
	name := strings.Join(strings.Fields(row.Get("name")), " ")
	kind := intake.KindOfName(name)
	if t := strings.ToLower(row.Get("type")); strings.Contains(t, "person") {
		kind = graph.Person
	} else if t != "" {
		kind = graph.Company
	}
	id, err := officerID(kind, c.jurisdiction+"/"+c.number, name)
	if err != nil {
		c.out.Broken("an officer without a name", err.Error())
		return
	}
	c.out.Count("officers", 1)
	c.out.Entity(graph.Entity{ID: id, Name: name})
	c.out.Bare(c.id, c.jurisdiction+"/"+c.number)
	s := graph.Statement{Subject: id, Object: c.id, Status: graph.Recorded, Record: true, ReportedOn: c.reported}
	position := strings.ToLower(row.Get("position"))
	switch {
	case kind != graph.Person:
		s.Predicate, s.Qualifiers = "REPRESENTS", map[string]string{"role": strings.TrimSpace("officer " + position)}
	case position == "director":
		s.Predicate = "DIRECTOR_OF"
	case position == "":
		s.Predicate = "OFFICER_OF"
	default:
		s.Predicate, s.Qualifiers = "OFFICER_OF", map[string]string{"title": position}
	}
	if from, to := day(c.out, "start_date", row.Get("start_date")), day(c.out, "end_date", row.Get("end_date")); !from.IsZero() || !to.IsZero() {
		valid, err := graph.ParsePeriod(from.String() + "/" + to.String())
		if err != nil {
			c.out.Change("a period that cannot be read was left out", err.Error())
		}
		s.Valid = valid
	}
	c.out.Statement(s)
}

// officerID holds within the company for people, who share names.
func officerID(kind graph.Kind, record, name string) (graph.ID, error) {
	if kind == graph.Person {
		return intake.PersonID("opencorporates", record, name)
	}
	return intake.NameID(kind, "opencorporates-officer", name)
}
