package export

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"ipgraph/graph"
)

// bodsVersion is that of the Beneficial Ownership Data Standard.
const bodsVersion = "0.4"

// bodsCannot is what the standard has no place for.
const bodsCannot = "relations that are no ownership, control or office: they are counted in an annotation; denials; sources beyond the first, which stand in a text; facts about one entity"

type bodsStatement struct {
	StatementID        string           `json:"statementId"`
	DeclarationSubject string           `json:"declarationSubject"`
	StatementDate      string           `json:"statementDate"`
	Annotations        []bodsAnnotation `json:"annotations,omitempty"`
	PublicationDetails bodsPublication  `json:"publicationDetails"`
	RecordID           string           `json:"recordId"`
	RecordType         string           `json:"recordType"`
	RecordStatus       string           `json:"recordStatus"`
	Source             *bodsSource      `json:"source,omitempty"`
	RecordDetails      any              `json:"recordDetails"`
}

type bodsAnnotation struct {
	Target      string    `json:"statementPointerTarget"`
	Motivation  string    `json:"motivation"`
	Description string    `json:"description"`
	CreatedBy   bodsAgent `json:"createdBy"`
}

type bodsAgent struct {
	Name string `json:"name"`
}

type bodsPublication struct {
	Date      string    `json:"publicationDate"`
	Version   string    `json:"bodsVersion"`
	Publisher bodsAgent `json:"publisher"`
}

type bodsSource struct {
	Type        []string    `json:"type"`
	Description string      `json:"description,omitempty"`
	URL         string      `json:"url,omitempty"`
	RetrievedAt string      `json:"retrievedAt,omitempty"`
	AssertedBy  []bodsAgent `json:"assertedBy,omitempty"`
}

type bodsEntity struct {
	IsComponent    bool             `json:"isComponent"`
	EntityType     bodsType         `json:"entityType"`
	Name           string           `json:"name"`
	AlternateNames []string         `json:"alternateNames,omitempty"`
	Identifiers    []bodsIdentifier `json:"identifiers,omitempty"`
}

type bodsType struct {
	Type string `json:"type"`
}

type bodsIdentifier struct {
	ID         string `json:"id"`
	Scheme     string `json:"scheme,omitempty"`
	SchemeName string `json:"schemeName,omitempty"`
}

type bodsPerson struct {
	IsComponent bool             `json:"isComponent"`
	PersonType  string           `json:"personType"`
	Names       []bodsName       `json:"names"`
	Identifiers []bodsIdentifier `json:"identifiers,omitempty"`
}

type bodsName struct {
	Type     string `json:"type"`
	FullName string `json:"fullName"`
}

type bodsRelationship struct {
	IsComponent     bool           `json:"isComponent"`
	Subject         string         `json:"subject"`
	InterestedParty string         `json:"interestedParty"`
	Interests       []bodsInterest `json:"interests"`
}

type bodsInterest struct {
	Type      string     `json:"type"`
	Direct    string     `json:"directOrIndirect"`
	Control   bool       `json:"beneficialOwnershipOrControl"`
	Details   string     `json:"details,omitempty"`
	Share     *bodsShare `json:"share,omitempty"`
	StartDate string     `json:"startDate,omitempty"`
	EndDate   string     `json:"endDate,omitempty"`
}

type bodsShare struct {
	Exact            json.Number `json:"exact,omitempty"`
	Minimum          json.Number `json:"minimum,omitempty"`
	Maximum          json.Number `json:"maximum,omitempty"`
	ExclusiveMinimum json.Number `json:"exclusiveMinimum,omitempty"`
	ExclusiveMaximum json.Number `json:"exclusiveMaximum,omitempty"`
}

// bodsMapping says as which interest an edge is written. The subject of the
// standard is what is owned; the edge points to it, or from it where it is turned.
type bodsMapping struct {
	interest string
	turned   bool
}

var bodsMappings = map[graph.Predicate]bodsMapping{
	"SUBSIDIARY_OF":   {"otherInfluenceOrControl", true},
	"VENTURE_ARM_OF":  {"otherInfluenceOrControl", true},
	"HOLDS_STAKE_IN":  {"shareholding", false},
	graph.InvestedIn:  {"unknownInterest", false},
	"DIRECTOR_OF":     {"boardMember", false},
	"OFFICER_OF":      {"seniorManagingOfficial", false},
	"HAS_INTEREST_IN": {"unknownInterest", false},
}

// bodsTypes are the entity types of kinds; others are no parties.
var bodsTypes = map[graph.Kind]string{graph.Company: "legalEntity", graph.Fund: "legalEntity", graph.University: "legalEntity",
	graph.StandardsBody: "legalEntity", graph.Agency: "stateBody"}

// writeBODS writes statements of BODS as one JSON list.
func writeBODS(ctx context.Context, c Content, w io.Writer) error {
	about := c.About()
	if about.Generated == "" {
		return graph.Errorf(graph.CodeInvalid, "a file of BODS bears the day on which it was made: give the day")
	}
	note, err := bodsNote(ctx, c)
	if err != nil {
		return err
	}
	j := &jsonWriter{buffer: bufio.NewWriterSize(w, 64<<10)}
	j.text("[")
	b := bodsWriter{json: j, about: about, note: note}
	for e, err := range c.Entities(ctx) {
		if err != nil {
			return err
		}
		b.party(e)
	}
	for e, err := range present(ctx, c) {
		if err != nil {
			return err
		}
		if inScope(e) {
			b.relationship(e)
		}
	}
	j.text("\n]\n")
	return j.finish()
}

// inScope reports that the standard is about such a relation. Its subject is an
// entity, and what is said not to be so is no interest.
func inScope(e Edge) bool {
	m, known := bodsMappings[e.Type]
	subject, party := e.To.Kind(), e.From.Kind()
	if m.turned {
		subject, party = party, subject
	}
	return known && !e.Negated && bodsTypes[subject] != "" && (bodsTypes[party] != "" || party == graph.Person)
}

// bodsNote says what is in the file and counts what is not.
func bodsNote(ctx context.Context, c Content) (string, error) {
	left := 0
	for e, err := range present(ctx, c) {
		if err != nil {
			return "", err
		}
		if !inScope(e) {
			left++
		}
	}
	return fmt.Sprintf("%s Left out, being no ownership, control or office: %d relations.", c.About().text(), left), nil
}

type bodsWriter struct {
	json  *jsonWriter
	about About
	// note goes with the first statement.
	note string
}

func (b *bodsWriter) put(s bodsStatement) {
	s.PublicationDetails = bodsPublication{b.about.Generated, bodsVersion, bodsAgent{b.about.Program}}
	s.RecordStatus = "new"
	sum := sha256.Sum256([]byte(s.RecordType + "\x00" + s.RecordID + "\x00" + b.about.Generated))
	s.StatementID = "ipgraph-" + hex.EncodeToString(sum[:20])
	if b.note != "" {
		s.Annotations = append([]bodsAnnotation{b.comment("/", b.note)}, s.Annotations...)
		b.note = ""
	}
	b.json.item(s)
}

func (b *bodsWriter) comment(target, text string) bodsAnnotation {
	return bodsAnnotation{target, "commenting", text, bodsAgent{b.about.Program}}
}

// party writes an entity or a person.
func (b *bodsWriter) party(e Entity) {
	kind, scheme, value := e.ID.Parts()
	identifier := bodsIdentifier{ID: value, SchemeName: scheme}
	if scheme == "lei" {
		identifier = bodsIdentifier{ID: value, Scheme: "XI-LEI"}
	}
	s := bodsStatement{DeclarationSubject: string(e.ID), StatementDate: b.about.Generated, RecordID: string(e.ID)}
	if len(e.Sources) > 0 {
		s.Source = bodsSourceOf(e.Sources[0], "", false)
	}
	switch {
	case kind == graph.Person:
		person := bodsPerson{PersonType: "knownPerson", Names: []bodsName{{"legal", e.Name}}, Identifiers: []bodsIdentifier{identifier}}
		for _, name := range e.Aliases {
			person.Names = append(person.Names, bodsName{"alternative", name})
		}
		s.RecordType, s.RecordDetails = "person", person
	case bodsTypes[kind] != "":
		s.RecordType = "entity"
		s.RecordDetails = bodsEntity{EntityType: bodsType{bodsTypes[kind]}, Name: e.Name, AlternateNames: e.Aliases, Identifiers: []bodsIdentifier{identifier}}
	default:
		return
	}
	b.put(s)
}

func (b *bodsWriter) relationship(e Edge) {
	m := bodsMappings[e.Type]
	subject, party := string(e.To), string(e.From)
	if m.turned {
		subject, party = party, subject
	}
	interest := bodsInterest{Type: bodsInterestOf(e, m), Direct: bodsLevel(e.Qualifiers["level"]), Control: e.Qualifiers["beneficial"] == "yes", Details: shortLabel(e), StartDate: fullDay(e.Valid.From()), EndDate: fullDay(validTo(e))}
	if e.Value != nil {
		interest.Details += ": " + e.Value.String()
		interest.Share = bodsShareOf(*e.Value)
	}
	s := bodsStatement{DeclarationSubject: subject, StatementDate: e.FirstReported, RecordID: e.Key, RecordType: "relationship",
		RecordDetails: bodsRelationship{Subject: subject, InterestedParty: party, Interests: []bodsInterest{interest}}}
	if s.StatementDate == "" {
		s.StatementDate = b.about.Generated
	}
	if len(e.Sources) > 0 {
		s.Source = bodsSourceOf(e.Sources[0], e.Citations[0].Locator, e.Record)
	}
	s.Annotations = []bodsAnnotation{b.comment("/recordDetails/interests/0", ftmDescription(e))}
	b.put(s)
}

func bodsSourceOf(s graph.Source, locator string, register bool) *bodsSource {
	kind := "thirdParty"
	if register {
		kind = "officialRegister"
	}
	description := strings.Join(slices.DeleteFunc([]string{s.Title, locator}, func(t string) bool { return t == "" }), ", ")
	return &bodsSource{Type: []string{kind}, Description: description, URL: s.URL, RetrievedAt: fullDay(s.Retrieved.To()), AssertedBy: []bodsAgent{{s.Publisher}}}
}

// bodsInterests are the words of the standard for interests.
var bodsInterests = []string{"shareholding", "votingRights", "appointmentOfBoard", "otherInfluenceOrControl", "seniorManagingOfficial", "settlor", "trustee", "protector",
	"beneficiaryOfLegalArrangement", "rightsToSurplusAssetsOnDissolution", "rightsToProfitOrIncome", "rightsGrantedByContract",
	"conditionalRightsGrantedByContract", "controlViaCompanyRulesOrArticles", "controlByLegalFramework", "boardMember", "boardChair", "unknownInterest",
	"unpublishedInterest", "enjoymentAndUseOfAssets", "rightToProfitOrIncomeFromAssets", "nominee", "nominator"}

// bodsInterestOf is the interest that the source names, where the standard has a
// word for it.
func bodsInterestOf(e Edge, m bodsMapping) string {
	plain := func(s string) string {
		return strings.ToLower(strings.NewReplacer("_", "", "-", "", " ", "").Replace(s))
	}
	for _, word := range bodsInterests {
		if plain(word) == plain(e.Qualifiers["interest"]) {
			return word
		}
	}
	return m.interest
}

func bodsLevel(level string) string {
	switch level {
	case "direct", "indirect":
		return level
	case "ultimate":
		return "indirect"
	}
	return "unknown"
}

// bodsShareOf is a share in percent. What is only about a figure has none: the
// standard knows no "about", and the details tell.
func bodsShareOf(v graph.Value) *bodsShare {
	n, to := json.Number(v.Number), json.Number(v.NumberTo)
	if v.Unit != "percent" || v.Number == "" {
		return nil
	}
	switch v.Comparator {
	case graph.GreaterThan:
		return &bodsShare{ExclusiveMinimum: n}
	case graph.LessThan:
		return &bodsShare{ExclusiveMaximum: n}
	case graph.UpTo:
		return &bodsShare{Maximum: n}
	case graph.Range:
		return &bodsShare{Minimum: n, Maximum: to}
	case graph.Approx:
		return nil
	case graph.Equal:
	}
	return &bodsShare{Exact: n}
}

// fullDay is a date where it is a day: the standard takes no others here.
func fullDay(edtf string) string {
	if d, err := graph.ParseDay(edtf); err == nil {
		return d
	}
	return ""
}
