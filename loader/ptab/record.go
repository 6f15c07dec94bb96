package ptab

import (
	"cmp"
	"regexp"
	"strings"

	"ipgraph/loader/intake"
)

// record is one of the portal: a proceeding, or a decision or paper with its proceeding.
type record struct {
	Trial        string        `json:"trialNumber"`
	Appeal       intake.Scalar `json:"appealNumber"`
	Interference intake.Scalar `json:"interferenceNumber"`
	Modified     string        `json:"lastModifiedDateTime"`

	TrialMeta        meta `json:"trialMetaData"`
	AppealMeta       meta `json:"appealMetaData"`
	InterferenceMeta meta `json:"interferenceMetaData"`

	Petitioner side `json:"regularPetitionerData"`
	Derivation side `json:"derivationPetitionerData"`
	Owner      side `json:"patentOwnerData"`
	Respondent side `json:"respondentData"`
	Appellant  side `json:"appellantData"`
	Junior     side `json:"juniorPartyData"`
	Senior     side `json:"seniorPartyData"`
	Additional []struct {
		Name        string        `json:"additionalPartyName"`
		Application intake.Scalar `json:"applicationNumberText"`
		Patent      intake.Scalar `json:"patentNumber"`
	} `json:"additionalPartyDataBag"`

	old bool // of version 2

	Decision decision `json:"decisionData"`
	Document decision `json:"documentData"`
}

// meta is what a record says of its proceeding.
type meta struct {
	Type        string `json:"trialTypeCode"`
	Application string `json:"applicationTypeCategory"`
	Status      string `json:"trialStatusCategory"`
	Style       string `json:"interferenceStyleName"`
	Petition    string `json:"petitionFilingDate"`
	Appeal      string `json:"appealFilingDate"`
	Declared    string `json:"declarationDate"`
	Instituted  string `json:"institutionDecisionDate"`
	Terminated  string `json:"terminationDate"`
	Changed     string `json:"trialLastModifiedDateTime"`
}

// side is one side of a proceeding.
type side struct {
	RealParty   string        `json:"realPartyInInterestName"`
	Name        string        `json:"patentOwnerName"`
	Counsel     string        `json:"counselName"`
	Application intake.Scalar `json:"applicationNumberText"`
	Patent      intake.Scalar `json:"patentNumber"`
	Inventor    string        `json:"inventorName"`
}

// decision is a decision or another paper.
type decision struct {
	Kind         string        `json:"decisionTypeCategory"`
	Trial        string        `json:"trialOutcomeCategory"`
	Appeal       string        `json:"appealOutcomeCategory"`
	Interference string        `json:"interferenceOutcomeCategory"`
	Issued       string        `json:"decisionIssueDate"`
	Filed        string        `json:"documentFilingDate"`
	Type         string        `json:"documentTypeDescriptionText"`
	Number       intake.Scalar `json:"documentNumber"`
}

func (d decision) outcome() string {
	return strings.Join(strings.Fields(cmp.Or(d.Trial, d.Appeal, d.Interference)), " ")
}

// oldRecord is one of version 2.
type oldRecord struct {
	Number      string        `json:"proceedingNumber"`
	Type        string        `json:"subproceedingTypeCategory"`
	Status      string        `json:"proceedingStatusCategory"`
	Petitioner  string        `json:"petitionerPartyName"`
	Counsel     string        `json:"petitionerCounselName"`
	Respondent  string        `json:"respondentPartyName"`
	Defence     string        `json:"respondentCounselName"`
	Patent      intake.Scalar `json:"respondentPatentNumber"`
	Application intake.Scalar `json:"respondentApplicationNumberText"`
	Filed       string        `json:"proceedingFilingDate"`
	Instituted  string        `json:"institutionDecisionDate"`
	Decided     string        `json:"decisionDate"`
	Modified    string        `json:"lastModifiedDate"`
}

var trialNumber = regexp.MustCompile(`^([A-Z]{2,5})\d{4}-\d{5}$`)

func (o oldRecord) record() record {
	r := record{Trial: o.Number, Modified: day(o.Modified),
		TrialMeta:  meta{Type: o.Type, Status: o.Status, Petition: o.Filed, Instituted: o.Instituted, Terminated: o.Decided},
		Petitioner: side{RealParty: o.Petitioner, Counsel: o.Counsel},
		Owner:      side{RealParty: o.Respondent, Counsel: o.Defence, Patent: o.Patent, Application: o.Application}}
	r.old = true
	return r
}

func decode(value []byte, pointer string) (record, error) {
	if strings.HasPrefix(pointer, "/"+oldBag+"/") {
		var o oldRecord
		err := intake.Decode(value, &o)
		return o.record(), err
	}
	var r record
	err := intake.Decode(value, &r)
	return r, err
}

var americanDay = regexp.MustCompile(`^(\d{2})-(\d{2})-(\d{4})$`)

// day is the day of a time. Version 2 writes the month first: 04-11-2022.
func day(text string) string {
	if m := americanDay.FindStringSubmatch(text); m != nil {
		return m[3] + "-" + m[1] + "-" + m[2]
	}
	day, _, _ := strings.Cut(text, "T")
	return day
}
