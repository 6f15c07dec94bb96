package loader

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"ipgraph/graph"
)

// The documents are the records of a dossier as people and programs write
// them: every field is text until it has been checked. docs/dossier.md and
// docs/dossier.schema.json describe them.

type sourceDoc struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Publisher string   `json:"publisher"`
	URL       string   `json:"url,omitempty"`
	Published scalar   `json:"published"`
	Retrieved scalar   `json:"retrieved,omitempty"`
	SHA256    string   `json:"sha256,omitempty"`
	Document  string   `json:"document,omitempty"`
	Repeats   []string `json:"repeats,omitempty"`
	Agency    string   `json:"agency,omitempty"`
}

type entityDoc struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
	About   string   `json:"about,omitempty"`
}

type statementDoc struct {
	Subject    string            `json:"subject"`
	Predicate  string            `json:"predicate"`
	Object     string            `json:"object,omitempty"`
	Value      *valueDoc         `json:"value,omitempty"`
	Amount     *amountDoc        `json:"amount,omitempty"`
	Qualifiers map[string]scalar `json:"qualifiers,omitempty"`
	Status     string            `json:"status"`
	Polarity   *bool             `json:"polarity,omitempty"`
	Valid      scalar            `json:"valid,omitempty"`
	ReportedOn scalar            `json:"reported_on,omitempty"`
	AssertedBy string            `json:"asserted_by,omitempty"`
	Source     string            `json:"source"`
	Locator    scalar            `json:"locator"`
	Quote      string            `json:"quote,omitempty"`
	Note       string            `json:"note,omitempty"`
	Supersedes []string          `json:"supersedes,omitempty"`
	Review     string            `json:"review,omitempty"`
	Rank       string            `json:"rank,omitempty"`
	Confidence scalar            `json:"confidence,omitempty"`
	Record     bool              `json:"record,omitempty"`
}

type valueDoc struct {
	Text       string `json:"text,omitempty"`
	Number     scalar `json:"number,omitempty"`
	NumberTo   scalar `json:"number_to,omitempty"`
	Comparator string `json:"comparator,omitempty"`
	Unit       string `json:"unit,omitempty"`
}

type amountDoc struct {
	Kind       string `json:"kind"`
	Currency   string `json:"currency,omitempty"`
	Comparator string `json:"comparator,omitempty"`
	Value      scalar `json:"value,omitempty"`
	To         scalar `json:"to,omitempty"`
	WithheldBy string `json:"withheld_by,omitempty"`
}

// scalar is a text that may also be written as a number or boolean; what is
// written is kept to the letter, so that no figure is rounded.
type scalar string

// UnmarshalJSON takes a JSON string, number or boolean.
func (s *scalar) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		var text string
		if err := json.Unmarshal(b, &text); err != nil {
			return fmt.Errorf("text: %w", err)
		}
		*s = scalar(text)
		return nil
	}
	if len(b) == 0 || bytes.ContainsAny(b[:1], "[{") {
		return fmt.Errorf("a text or number is expected, not %.20s", b)
	}
	if string(b) != "null" {
		*s = scalar(b)
	}
	return nil
}

func (d sourceDoc) source() (graph.Source, []graph.Problem) {
	s := graph.Source{ID: graph.ID(d.ID), Title: d.Title, Publisher: d.Publisher, URL: d.URL,
		SHA256: d.SHA256, Document: d.Document, Agency: d.Agency}
	for _, id := range d.Repeats {
		s.Repeats = append(s.Repeats, graph.ID(id))
	}
	var ps []graph.Problem
	s.Published, ps = period("published", d.Published, ps)
	s.Retrieved, ps = period("retrieved", d.Retrieved, ps)
	return s, append(ps, without(s.Validate(), ps)...)
}

func (d entityDoc) entity() (graph.Entity, []graph.Problem) {
	e := graph.Entity{ID: graph.ID(d.ID), Name: d.Name, Aliases: d.Aliases, About: d.About}
	return e, e.Validate()
}

// statement checks all that can be seen in the record alone.
func (d statementDoc) statement() (graph.Statement, []graph.Problem) {
	s, ps := d.parse()
	return s, append(ps, without(s.Validate(), ps)...)
}

// parse turns texts into dates and figures, and checks no more than that.
func (d statementDoc) parse() (graph.Statement, []graph.Problem) {
	s := graph.Statement{
		Subject: graph.ID(d.Subject), Predicate: graph.Predicate(d.Predicate), Object: graph.ID(d.Object),
		Status: graph.Status(d.Status), Negated: d.Polarity != nil && !*d.Polarity, AssertedBy: d.AssertedBy,
		Source: graph.ID(d.Source), Locator: string(d.Locator), Quote: d.Quote, Note: d.Note,
		Review: graph.Review(d.Review), Rank: graph.Rank(d.Rank), Confidence: string(d.Confidence), Record: d.Record,
	}
	for _, id := range d.Supersedes {
		s.Supersedes = append(s.Supersedes, graph.StatementID(id))
	}
	for name, value := range d.Qualifiers {
		if s.Qualifiers == nil {
			s.Qualifiers = make(map[string]string, len(d.Qualifiers))
		}
		s.Qualifiers[name] = string(value)
	}
	var ps []graph.Problem
	s.Valid, ps = period("valid", d.Valid, ps)
	s.ReportedOn, ps = period("reported_on", d.ReportedOn, ps)
	if s.ReportedOn.Latest() == "" && !s.ReportedOn.IsZero() {
		ps = append(ps, graph.Problem{Field: "reported_on", Message: "a reporting date needs an end: write a day, a month or a year"})
	}
	if d.Value != nil {
		s.Value = &graph.Value{Text: d.Value.Text, Number: string(d.Value.Number), NumberTo: string(d.Value.NumberTo),
			Comparator: graph.Comparator(d.Value.Comparator), Unit: d.Value.Unit}
		if s.Value.Number != "" && s.Value.Comparator == "" {
			s.Value.Comparator = graph.Equal
		}
	}
	if d.Amount != nil {
		var amount graph.Money
		amount, ps = d.Amount.money(ps)
		s.Amount = &amount
	}
	return s, ps
}

func (d amountDoc) money(ps []graph.Problem) (graph.Money, []graph.Problem) {
	m := graph.Money{Kind: graph.MoneyKind(d.Kind), Currency: d.Currency,
		Comparator: graph.Comparator(d.Comparator), WithheldBy: d.WithheldBy}
	if d.Value == "" {
		if m.Kind != graph.MoneyUndisclosed {
			ps = append(ps, graph.Problem{Field: "amount.value", Message: "an amount needs its value, in whole units of the currency"})
		}
		return m, ps
	}
	if m.Comparator == "" {
		m.Comparator = graph.Equal
	}
	m.Minor, ps = minor("amount.value", d.Value, d.Currency, ps)
	if d.To != "" {
		m.MinorTo, ps = minor("amount.to", d.To, d.Currency, ps)
	}
	return m, ps
}

func minor(field string, value scalar, currency string, ps []graph.Problem) (int64, []graph.Problem) {
	n, err := graph.ParseMinor(string(value), currency)
	if err != nil {
		if strings.HasPrefix(err.Error(), "currency") {
			field = "amount.currency"
		}
		ps = append(ps, graph.Problem{Field: field, Message: err.Error()})
	}
	return n, ps
}

func period(field string, text scalar, ps []graph.Problem) (graph.Period, []graph.Problem) {
	p, err := graph.ParsePeriod(string(text))
	if err != nil {
		ps = append(ps, graph.Problem{Field: field, Message: err.Error()})
	}
	return p, ps
}

// without leaves out of more what is said of a field that ps already speaks of:
// one mistake gives one message.
func without(more, ps []graph.Problem) []graph.Problem {
	var rest []graph.Problem
	for _, m := range more {
		known := false
		for _, p := range ps {
			known = known || p.Field == m.Field
		}
		if !known {
			rest = append(rest, m)
		}
	}
	return rest
}

// Documents of what was checked: the form in which a dossier is exported.

func docOfSource(s graph.Source) sourceDoc {
	d := sourceDoc{ID: string(s.ID), Title: s.Title, Publisher: s.Publisher, URL: s.URL, Published: scalar(s.Published.String()),
		Retrieved: scalar(s.Retrieved.String()), SHA256: s.SHA256, Document: s.Document, Agency: s.Agency}
	for _, id := range s.Repeats {
		d.Repeats = append(d.Repeats, string(id))
	}
	return d
}

func docOfEntity(e graph.Entity) entityDoc {
	return entityDoc{ID: string(e.ID), Name: e.Name, Aliases: e.Aliases, About: e.About}
}

func docOfStatement(s graph.Statement) statementDoc {
	d := statementDoc{
		Subject: string(s.Subject), Predicate: string(s.Predicate), Object: string(s.Object), Status: string(s.Status),
		Valid: scalar(s.Valid.String()), ReportedOn: scalar(s.ReportedOn.String()), AssertedBy: s.AssertedBy,
		Source: string(s.Source), Locator: scalar(s.Locator), Quote: s.Quote, Note: s.Note, Review: string(s.Review),
		Rank: string(s.Rank), Confidence: scalar(s.Confidence), Record: s.Record,
	}
	if s.Negated {
		no := false
		d.Polarity = &no
	}
	for _, id := range s.Supersedes {
		d.Supersedes = append(d.Supersedes, string(id))
	}
	for name, value := range s.Qualifiers {
		if d.Qualifiers == nil {
			d.Qualifiers = make(map[string]scalar, len(s.Qualifiers))
		}
		d.Qualifiers[name] = scalar(value)
	}
	if v := s.Value; v != nil {
		d.Value = &valueDoc{Text: v.Text, Number: scalar(v.Number), NumberTo: scalar(v.NumberTo), Comparator: string(v.Comparator), Unit: v.Unit}
	}
	if m := s.Amount; m != nil {
		d.Amount = &amountDoc{Kind: string(m.Kind), Currency: m.Currency, Comparator: string(m.Comparator), WithheldBy: m.WithheldBy}
		if m.Kind != graph.MoneyUndisclosed {
			d.Amount.Value = scalar(graph.FormatMinor(m.Minor, m.Currency))
		}
		if m.MinorTo != 0 {
			d.Amount.To = scalar(graph.FormatMinor(m.MinorTo, m.Currency))
		}
	}
	return d
}
