package bods

import (
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// statement is what is read of a statement.
type statement struct {
	StatementID   string       `json:"statementId"`
	StatementDate string       `json:"statementDate"`
	RecordID      string       `json:"recordId"`
	RecordType    string       `json:"recordType"`
	RecordStatus  string       `json:"recordStatus"`
	Annotations   []annotation `json:"annotations"`
	Source        struct {
		Type        []string `json:"type"`
		Description string   `json:"description"`
		URL         string   `json:"url"`
		AssertedBy  []agent  `json:"assertedBy"`
	} `json:"source"`
	Publication struct {
		Date      string `json:"publicationDate"`
		Publisher agent  `json:"publisher"`
	} `json:"publicationDetails"`
	Details details `json:"recordDetails"`
}

type agent struct {
	Name string `json:"name"`
}

type annotation struct {
	Target      string `json:"statementPointerTarget"`
	Motivation  string `json:"motivation"`
	Description string `json:"description"`
	Transformed string `json:"transformedContent"`
	URL         string `json:"url"`
	CreatedBy   agent  `json:"createdBy"`
}

// details are those of the three kinds of record together: which are there is for the
// schema to say.
type details struct {
	IsComponent  bool         `json:"isComponent"`
	Identifiers  []identifier `json:"identifiers"`
	Unspecified  *unspecified `json:"unspecifiedEntityDetails"`
	Addresses    []address    `json:"addresses"`
	EntityType   entityType   `json:"entityType"`
	Name         string       `json:"name"`
	OtherNames   []string     `json:"alternateNames"`
	Jurisdiction *area        `json:"jurisdiction"`
	Incorporated *area        `json:"incorporatedInJurisdiction"`
	Founded      string       `json:"foundingDate"`
	Dissolved    string       `json:"dissolutionDate"`
	URI          string       `json:"uri"`
	Listing      *listing     `json:"publicListing"`
	Statute      *statute     `json:"formedByStatute"`

	PersonType    string       `json:"personType"`
	Unnamed       *unspecified `json:"unspecifiedPersonDetails"`
	Names         []personName `json:"names"`
	Nationalities []area       `json:"nationalities"`
	TaxHomes      []area       `json:"taxResidencies"`
	BirthPlace    *address     `json:"placeOfBirth"`
	Born          string       `json:"birthDate"`
	Died          string       `json:"deathDate"`
	Exposure      *exposure    `json:"politicalExposure"`

	Subject    jsontext.Value `json:"subject"`
	Party      jsontext.Value `json:"interestedParty"`
	Components []string       `json:"componentRecords"`
	Interests  []interest     `json:"interests"`
}

type identifier struct {
	ID         string `json:"id"`
	Scheme     string `json:"scheme"`
	SchemeName string `json:"schemeName"`
}

type unspecified struct {
	Reason      string `json:"reason"`
	Description string `json:"description"`
}

type address struct {
	Country area `json:"country"`
}

type area struct {
	Name string `json:"name"`
	Code string `json:"code"`
}

// word is the code of an area, or its name where it has none.
func (a area) word() string {
	if a.Code != "" {
		return a.Code
	}
	return a.Name
}

type entityType struct {
	Type    string `json:"type"`
	Subtype string `json:"subtype"`
	Details string `json:"details"`
}

type statute struct {
	Name string `json:"name"`
	Date string `json:"date"`
}

type listing struct {
	Has        bool `json:"hasPublicListing"`
	Securities []struct {
		Exchange string `json:"stockExchangeName"`
		Security struct {
			Ticker string `json:"ticker"`
			ID     string `json:"id"`
			Scheme string `json:"idScheme"`
		} `json:"security"`
	} `json:"securitiesListings"`
}

type personName struct {
	FullName string `json:"fullName"`
}

type exposure struct {
	Status  string `json:"status"`
	Details []struct {
		Reason       string `json:"reason"`
		Missing      string `json:"missingInfoReason"`
		Jurisdiction area   `json:"jurisdiction"`
		From         string `json:"startDate"`
		To           string `json:"endDate"`
	} `json:"details"`
}

type interest struct {
	Type       string `json:"type"`
	Level      string `json:"directOrIndirect"`
	Beneficial *bool  `json:"beneficialOwnershipOrControl"`
	Details    string `json:"details"`
	Share      share  `json:"share"`
	StartDate  string `json:"startDate"`
	EndDate    string `json:"endDate"`
}

type share struct {
	Exact   intake.Scalar `json:"exact"`
	Minimum intake.Scalar `json:"minimum"`
	Maximum intake.Scalar `json:"maximum"`
	Above   intake.Scalar `json:"exclusiveMinimum"`
	Below   intake.Scalar `json:"exclusiveMaximum"`
}

// key is that of the record, by which a later load finds what was said of it.
func (s statement) key() string { return "record " + strings.ReplaceAll(s.RecordID, ",", "%2C") }

// locator says where the statement stands and, where it tells, what it rests on.
func (s statement) locator() string {
	locator := s.key() + ", statement " + s.StatementID
	if legible(s.Source.URL) {
		locator += ", " + s.Source.URL
	}
	return locator
}

// day is the day of the statement.
func (s statement) day() string { return intake.DayOf(s.StatementDate) }

// reported is the day on which it was published, or else that on which it was made.
func (s statement) reported() graph.Period {
	day := intake.DayOf(s.Publication.Date)
	if day == "" {
		day = s.day()
	}
	p, err := graph.ParsePeriod(day)
	if err != nil {
		return graph.Period{} // the date of the file stands for it
	}
	return p
}

// order is the moment of the statement, so that moments compare as text.
func (s statement) order() string {
	if t, err := time.Parse(time.RFC3339, s.StatementDate); err == nil {
		return t.UTC().Format("2006-01-02T15:04:05")
	}
	return s.StatementDate
}

// status is how far what is said has come: who says it.
func (s statement) status() graph.Status {
	status := graph.Status("")
	for _, t := range s.Source.Type {
		switch t {
		case "officialRegister", "verified":
			return graph.Recorded
		case "selfDeclaration":
			status = graph.Declared
		case "thirdParty", "primaryResearch":
			if status == "" {
				status = graph.Reported
			}
		}
	}
	if status == "" {
		return graph.Declared
	}
	return status
}

// asserted names who says so.
func (s statement) asserted() string {
	var names []string
	for _, a := range s.Source.AssertedBy {
		if legible(a.Name) {
			names = append(names, a.Name)
		}
	}
	return strings.Join(names, ", ")
}

// text is an annotation in words.
func (a annotation) text() string {
	text := a.Motivation + " at " + a.Target
	if a.CreatedBy.Name != "" {
		text += " by " + a.CreatedBy.Name
	}
	for _, part := range []string{a.Description, a.Transformed, a.URL} {
		if part != "" {
			text += ": " + part
		}
	}
	return text
}

// legible reports whether the graph takes a text.
func legible(text string) bool { return text != "" && len(graph.Value{Text: text}.Validate()) == 0 }

// words writes a code of the standard as words, joined by sep: votingRights as "voting_rights".
func words(code, sep string) string {
	var b strings.Builder
	for i, r := range code {
		if r >= 'A' && r <= 'Z' {
			if i > 0 {
				b.WriteString(sep)
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
