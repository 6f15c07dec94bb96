package export

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"

	"ipgraph/graph"
)

// ftmEntity is one line of FollowTheMoney: a thing, or a relation between two.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// set adds values to a property; empty ones are none.
func (e ftmEntity) set(property string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[property], v) {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// ftmCannot is what FollowTheMoney has no place for.
const ftmCannot = "denials and findings that something is not so: they are left out; how statements differ; facts about one entity; amounts, but for payments, and statuses stand in texts"

// writeFTM writes entities of FollowTheMoney as JSON Lines.
func writeFTM(ctx context.Context, c Content, w io.Writer) error {
	buffer := bufio.NewWriterSize(w, 64<<10)
	lines := json.NewEncoder(buffer)
	lines.SetEscapeHTML(false)
	for e, err := range ftmEntities(ctx, c) {
		if err != nil {
			return err
		}
		if err := lines.Encode(e); err != nil {
			return fmt.Errorf("write the export: %w", err)
		}
	}
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

// ftmEntities are the sources as documents, the entities, and the relations.
func ftmEntities(ctx context.Context, c Content) iter.Seq2[ftmEntity, error] {
	return func(yield func(ftmEntity, error) bool) {
		for s, err := range c.Sources(ctx) {
			if !yield(ftmDocument(s), err) || err != nil {
				return
			}
		}
		for e, err := range c.Entities(ctx) {
			if !yield(ftmThing(e), err) || err != nil {
				return
			}
		}
		for e, err := range present(ctx, c) {
			if err == nil && e.Negated {
				continue
			}
			if !yield(ftmRelation(e), err) || err != nil {
				return
			}
		}
	}
}

func ftmDocument(s graph.Source) ftmEntity {
	e := ftmEntity{string(s.ID), "Document", map[string][]string{}}
	e.set("fileName", s.Title)
	e.set("title", s.Title)
	e.set("publisher", s.Publisher)
	e.set("sourceUrl", s.URL)
	e.set("publishedAt", ftmDate(s.Published.To()))
	e.set("retrievedAt", ftmDate(s.Retrieved.To()))
	e.set("author", s.Agency)
	return e
}

// ftmSchemata are the schemata of the kinds of entity. What has none is an event
// or an asset, with its kind among the keywords.
var ftmSchemata = map[graph.Kind]string{
	graph.Company: "Company", graph.Person: "Person", graph.Fund: "Organization", graph.Agency: "PublicBody", graph.Court: "PublicBody",
	graph.University: "Organization", graph.StandardsBody: "Organization", graph.Licence: "Contract", graph.Lawsuit: "CourtCase",
	graph.Patent: "Asset", graph.PatentFamily: "Asset", graph.Conveyance: "Contract", graph.Law: "Document",
}

func ftmSchema(k graph.Kind) string {
	if s := ftmSchemata[k]; s != "" {
		return s
	}
	return "Event"
}

func ftmThing(x Entity) ftmEntity {
	kind, scheme, value := x.ID.Parts()
	e := ftmEntity{string(x.ID), ftmSchema(kind), map[string][]string{}}
	e.set("name", x.Name)
	e.set("alias", x.Aliases...)
	e.set("summary", x.About)
	switch e.Schema {
	case "Contract":
		e.set("title", x.Name)
		e.set("type", string(kind))
	case "Document":
		e.set("fileName", x.Name)
		e.set("title", x.Name)
	case "CourtCase":
		e.set("caseNumber", value[strings.LastIndex(value, "/")+1:])
	}
	switch kind {
	case graph.Company, graph.Person, graph.Agency, graph.University, graph.Licence, graph.Lawsuit:
	default: // the schema does not tell
		e.set("keywords", strings.ReplaceAll(string(kind), "-", " "))
	}
	if scheme == "lei" && (e.Schema == "Company" || e.Schema == "Organization" || e.Schema == "PublicBody") {
		e.set("leiCode", value)
	}
	for _, s := range x.Sources {
		e.set("sourceUrl", s.URL)
		e.set("publisher", s.Publisher)
		e.set("retrievedAt", ftmDate(s.Retrieved.To()))
		e.set("proof", string(s.ID))
	}
	return e
}

// ftmRelation is an edge as a relation of the closest schema, or as a link with
// its meaning as the role where the ends do not fit that schema.
func ftmRelation(x Edge) ftmEntity {
	m := ftmMappingOf(x)
	e := ftmEntity{x.Key, m.schema, map[string][]string{}}
	from, to := string(x.From), string(x.To)
	if m.reversed {
		from, to = to, from
	}
	e.set(m.source, from)
	e.set(m.target, to)
	if m.schema != "Payment" {
		e.set("role", m.role)
		e.set("status", string(x.Status))
		if x.Disputed {
			e.set("status", "disputed")
		}
	}
	switch {
	case m.schema == "Payment":
		ftmAmount(e, x)
	case m.schema == "Ownership" && x.Value != nil && x.Value.Unit == "percent":
		e.set("percentage", x.Value.Number)
	}
	if rule, _ := graph.RuleOf(x.Type); rule.Event && !x.Valid.IsInterval() {
		e.set("date", ftmDate(x.Valid.String()))
	} else {
		e.set("startDate", ftmDate(x.Valid.From()))
		e.set("endDate", ftmDate(validTo(x)))
	}
	e.set("recordId", x.Key)
	e.set("summary", x.FromName+": "+shortLabel(x)+": "+x.ToName)
	e.set("description", ftmDescription(x))
	for _, s := range x.Sources {
		e.set("sourceUrl", s.URL)
		e.set("publisher", s.Publisher)
		e.set("retrievedAt", ftmDate(s.Retrieved.To()))
	}
	return e
}

func ftmAmount(e ftmEntity, x Edge) {
	e.set("purpose", x.Qualifiers["for"])
	if m := x.Amount; m != nil && m.Kind != graph.MoneyUndisclosed {
		e.set("amount", graph.FormatMinor(m.Minor, m.Currency))
		e.set("currency", m.Currency)
	}
}

// ftmDescription holds what the schema has no property for, a line each.
func ftmDescription(x Edge) string {
	var lines []string
	for _, c := range edgeColumns {
		switch c.name {
		case "citations", "sources", "directed", "polarity", "earliest", "latest":
			continue
		}
		if v := c.of(x); v != nil && v != false {
			lines = append(lines, c.name+": "+cellText(v))
		}
	}
	return strings.Join(append(lines, readableSources(x)), "\n")
}

var plainDate = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// ftmDate is as much of a date as FollowTheMoney takes: a year, a month or a day.
func ftmDate(edtf string) string {
	text := strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(edtf, "?~%"), "-XX"), "-XX")
	if plainDate.MatchString(text) {
		return text
	}
	return ""
}
