package export

import (
	"encoding/json"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// valueType is what a column holds.
type valueType int

const (
	typeText valueType = iota
	typeWhole
	typeTruth
)

// column is one property of what is written, under the name that it has in all
// formats with properties. Its value is a string, an int64, a bool, or nil where
// there is none.
type column[T any] struct {
	name string
	kind valueType
	// about says what it means, for the reader of the file.
	about string
	of    func(T) any
}

// entityColumns begin with id and name, for which many formats have places of their
// own.
var entityColumns = []column[Entity]{
	{"id", typeText, "kind:scheme:value, the same in every file", func(e Entity) any { return string(e.ID) }},
	{"name", typeText, "the name", func(e Entity) any { return e.Name }},
	{"kind", typeText, "company, person, lawsuit, …", func(e Entity) any { return string(e.ID.Kind()) }},
	{"aliases", typeText, "other names, a JSON list", func(e Entity) any { return listOf(e.Aliases) }},
	{"about", typeText, "what it is, in a few words", func(e Entity) any { return textOf(e.About) }},
}

// endColumns say between what the edge is. Formats that have places of their own
// for the ends leave them out.
var endColumns = []column[Edge]{
	{"from", typeText, "the id of the entity at which it starts", func(e Edge) any { return string(e.From) }},
	{"from_name", typeText, "its name", func(e Edge) any { return e.FromName }},
	{"type", typeText, "the relation", func(e Edge) any { return string(e.Type) }},
	{"to", typeText, "the id of the entity at which it ends", func(e Edge) any { return string(e.To) }},
	{"to_name", typeText, "its name", func(e Edge) any { return e.ToName }},
	{"key", typeText, "the key of the relation, stable", func(e Edge) any { return e.Key }},
}

// edgeColumns are what the edge carries.
var edgeColumns = append([]column[Edge]{
	{"family", typeText, "licence, dispute, money, …", func(e Edge) any { return string(e.Family) }},
	{"directed", typeTruth, "false where the relation has no direction", func(e Edge) any { return !e.symmetric() }},
	{"status", typeText, "how far the matter has come", func(e Edge) any { return string(e.Status) }},
	{"polarity", typeTruth, "false: it is said or found that this is NOT so", func(e Edge) any { return !e.Negated }},
	{"disputed", typeTruth, "sources contradict each other", func(e Edge) any { return e.Disputed }},
	{"derived", typeTruth, "a shortcut between the parties to a licence, lawsuit or round", func(e Edge) any { return e.Derived }},
	{"record", typeTruth, "a row of a bulk register", func(e Edge) any { return e.Record }},
	{"valid", typeText, "when it holds, as precise as the source is (EDTF)", func(e Edge) any { return textOf(e.Valid.String()) }},
	{"valid_from", typeText, "its beginning", func(e Edge) any { return textOf(e.Valid.From()) }},
	{"valid_to", typeText, "its end", func(e Edge) any { return textOf(validTo(e)) }},
	{"earliest", typeText, "the first day on which it may hold, YYYY-MM-DD", func(e Edge) any { return textOf(e.Earliest) }},
	{"latest", typeText, "the last such day", func(e Edge) any { return textOf(e.Latest) }},
	{"first_reported", typeText, "the day from which the public could know, YYYY-MM-DD", func(e Edge) any { return textOf(e.FirstReported) }},
	{"qualifiers", typeText, "details of the relation, a JSON object", func(e Edge) any { return objectOf(e.Qualifiers) }},
}, append(figureColumns(func(e Edge) (*graph.Money, *graph.Value) { return e.Amount, e.Value }),
	column[Edge]{"statement_count", typeWhole, "how many statements it rests on", func(e Edge) any { return int64(e.StatementCount) }},
	column[Edge]{"sources", typeText, "who says so and where, a line each", func(e Edge) any { return textOf(readableSources(e)) }},
	column[Edge]{"citations", typeText, "the same for programs: a JSON list with statement ids and addresses", func(e Edge) any { return listOf(citationsOf(e)) }},
)...)

// statementColumns begin with the id and with what the statement joins, which
// N-Quads writes as triples.
var statementColumns = append([]column[Statement]{
	{"id", typeText, "made of the content, stable", func(s Statement) any { return string(s.ID) }},
	{"subject", typeText, "the id of the entity that it is about", func(s Statement) any { return string(s.Subject) }},
	{"subject_name", typeText, "its name", func(s Statement) any { return s.SubjectName }},
	{"predicate", typeText, "what it says", func(s Statement) any { return string(s.Predicate) }},
	{"object", typeText, "the id of the other entity", func(s Statement) any { return textOf(string(s.Object)) }},
	{"object_name", typeText, "its name", func(s Statement) any { return textOf(s.ObjectName) }},
	{"status", typeText, "how far the matter has come", func(s Statement) any { return string(s.Status) }},
	{"polarity", typeTruth, "false: it says that this is NOT so", func(s Statement) any { return !s.Negated }},
	{"valid", typeText, "when it holds (EDTF)", func(s Statement) any { return textOf(s.Valid.String()) }},
	{"reported_on", typeText, "when the public learned of it (EDTF)", func(s Statement) any { return textOf(s.ReportedOn.String()) }},
	{"qualifiers", typeText, "details, a JSON object", func(s Statement) any { return objectOf(s.Qualifiers) }},
}, append(figureColumns(func(s Statement) (*graph.Money, *graph.Value) { return s.Amount, s.Value }),
	column[Statement]{"asserted_by", typeText, "who says so, where it is not the source itself", func(s Statement) any { return textOf(s.AssertedBy) }},
	column[Statement]{"source", typeText, "the id of the source", func(s Statement) any { return string(s.Source) }},
	column[Statement]{"title", typeText, "its title", func(s Statement) any { return textOf(s.From.Title) }},
	column[Statement]{"publisher", typeText, "its publisher", func(s Statement) any { return textOf(s.From.Publisher) }},
	column[Statement]{"url", typeText, "its address", func(s Statement) any { return textOf(s.From.URL) }},
	column[Statement]{"published", typeText, "when it was published", func(s Statement) any { return textOf(s.From.Published.String()) }},
	column[Statement]{"locator", typeText, "where in it", func(s Statement) any { return s.Locator }},
	column[Statement]{"quote", typeText, "the words of the source", func(s Statement) any { return textOf(s.Quote) }},
	column[Statement]{"note", typeText, "a remark of the editors", func(s Statement) any { return textOf(s.Note) }},
	column[Statement]{"review", typeText, "accepted where empty; pending, rejected", func(s Statement) any { return textOf(string(s.Review)) }},
	column[Statement]{"rank", typeText, "normal where empty; preferred, deprecated", func(s Statement) any { return textOf(string(s.Rank)) }},
	column[Statement]{"confidence", typeText, "0 to 1, of a machine", func(s Statement) any { return textOf(s.Confidence) }},
	column[Statement]{"supersedes", typeText, "statements that it corrects, a JSON list", func(s Statement) any { return listOf(s.Supersedes) }},
	column[Statement]{"superseded_by", typeText, "the statement that corrects it", func(s Statement) any { return textOf(string(s.SupersededBy)) }},
	column[Statement]{"superseded_on", typeText, "the day of the correction", func(s Statement) any { return textOf(s.SupersededOn) }},
	column[Statement]{"edge", typeText, "the key of the relation that it carries", func(s Statement) any { return textOf(s.EdgeKey()) }},
)...)

// sourceColumns begin with id, title and publisher, for which N-Quads has words of
// others.
var sourceColumns = []column[graph.Source]{
	{"id", typeText, "the id of the source", func(s graph.Source) any { return string(s.ID) }},
	{"title", typeText, "its title", func(s graph.Source) any { return s.Title }},
	{"publisher", typeText, "who published it", func(s graph.Source) any { return s.Publisher }},
	{"url", typeText, "its address", func(s graph.Source) any { return textOf(s.URL) }},
	{"published", typeText, "when the public could read it (EDTF)", func(s graph.Source) any { return textOf(s.Published.String()) }},
	{"retrieved", typeText, "when it was fetched (EDTF)", func(s graph.Source) any { return textOf(s.Retrieved.String()) }},
	{"sha256", typeText, "the hash of what was fetched", func(s graph.Source) any { return textOf(s.SHA256) }},
	{"document", typeText, "the path of the stored text in its dossier", func(s graph.Source) any { return textOf(s.Document) }},
	{"agency", typeText, "the news agency or record keeper that it goes back to", func(s graph.Source) any { return textOf(s.Agency) }},
	{"repeats", typeText, "sources whose report it repeats, a JSON list", func(s graph.Source) any { return listOf(s.Repeats) }},
}

// figureColumns are the amount and the value, for people and in their parts.
func figureColumns[T any](of func(T) (*graph.Money, *graph.Value)) []column[T] {
	money := func(part func(graph.Money) any) func(T) any {
		return func(t T) any {
			if m, _ := of(t); m != nil {
				return part(*m)
			}
			return nil
		}
	}
	value := func(part func(graph.Value) any) func(T) any {
		return func(t T) any {
			if _, v := of(t); v != nil {
				return part(*v)
			}
			return nil
		}
	}
	return []column[T]{
		{"amount", typeText, "the sum of money, to read", money(func(m graph.Money) any { return m.String() })},
		{"money_kind", typeText, "demanded, paid, awarded, …: unlike sums are never added up", money(func(m graph.Money) any { return string(m.Kind) })},
		{"currency", typeText, "ISO 4217", money(func(m graph.Money) any { return textOf(m.Currency) })},
		{"amount_minor", typeWhole, "in the smallest unit of the currency (cents)", money(minorOf)},
		{"amount_minor_to", typeWhole, "the upper end of a range", money(func(m graph.Money) any {
			if m.Comparator != graph.Range {
				return nil
			}
			return m.MinorTo
		})},
		{"money_comparator", typeText, "eq, gt, lt, approx, upto, range", money(func(m graph.Money) any { return textOf(string(m.Comparator)) })},
		{"withheld_by", typeText, "who keeps an undisclosed amount to themselves", money(func(m graph.Money) any { return textOf(m.WithheldBy) })},
		{"value", typeText, "the text or figure, to read", value(func(v graph.Value) any { return v.String() })},
		{"number", typeText, "the figure, a decimal", value(func(v graph.Value) any { return textOf(v.Number) })},
		{"number_to", typeText, "the upper end of a range", value(func(v graph.Value) any { return textOf(v.NumberTo) })},
		{"number_comparator", typeText, "eq, gt, lt, approx, upto, range", value(func(v graph.Value) any { return textOf(string(v.Comparator)) })},
		{"unit", typeText, "of the figure, in the singular", value(func(v graph.Value) any { return textOf(v.Unit) })},
	}
}

// minorOf is nothing where the amount is not known: 0 would be a figure.
func minorOf(m graph.Money) any {
	if m.Kind == graph.MoneyUndisclosed {
		return nil
	}
	return m.Minor
}

// validTo is the end of the period. What happened on a date does not end on it.
func validTo(e Edge) string {
	if rule, _ := graph.RuleOf(e.Type); e.Valid.IsInterval() || !rule.Event && !e.Derived {
		return e.Valid.To()
	}
	return ""
}

// citation is one citation with what is known of its source.
type citation struct {
	Statement graph.StatementID `json:"statement,omitempty"`
	Source    graph.ID          `json:"source"`
	Title     string            `json:"title,omitempty"`
	Publisher string            `json:"publisher,omitempty"`
	Published string            `json:"published,omitempty"`
	URL       string            `json:"url,omitempty"`
	Locator   string            `json:"locator"`
	Reported  string            `json:"reported,omitempty"`
}

func citationsOf(e Edge) []citation {
	list := make([]citation, 0, len(e.Citations))
	for i, c := range e.Citations {
		cited := citation{Statement: c.Statement, Source: c.Source, Locator: c.Locator, Reported: c.Reported}
		if e.Record {
			cited.Statement = "" // the edge itself is the record
		}
		if i < len(e.Sources) {
			s := e.Sources[i]
			cited.Title, cited.Publisher, cited.Published, cited.URL = s.Title, s.Publisher, s.Published.String(), s.URL
		}
		list = append(list, cited)
	}
	return list
}

// readableSources names each source with the place in it.
func readableSources(e Edge) string {
	var lines []string
	for _, c := range citationsOf(e) {
		line := string(c.Source)
		if c.Title != "" {
			line = c.Publisher + ", " + c.Published + ": " + c.Title
		}
		line += ", " + c.Locator
		if c.URL != "" {
			line += " <" + c.URL + ">"
		}
		lines = append(lines, line)
	}
	if more := e.StatementCount - len(e.Citations); more > 0 {
		lines = append(lines, "and "+strconv.Itoa(more)+" more statements")
	}
	return strings.Join(lines, "\n")
}

// textOf is nothing for an empty text.
func textOf(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func listOf[T any](list []T) any {
	if len(list) == 0 {
		return nil
	}
	return jsonText(list)
}

func objectOf(m map[string]string) any {
	if len(m) == 0 {
		return nil
	}
	return jsonText(m)
}

// jsonText writes texts, and lists and objects of them: nothing that could fail.
func jsonText(v any) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// cellText is a value as text, "" for nothing.
func cellText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
