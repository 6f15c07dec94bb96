package server

import (
	"strconv"
	"strings"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/report"
)

// The answers below are those of package answer, with a table each.

type (
	hitsAnswer        struct{ answer.Hits }
	entityAnswer      struct{ answer.EntityPage }
	neighboursAnswer  struct{ answer.Neighbours }
	countsAnswer      struct{ answer.Counts }
	pathsAnswer       struct{ answer.Paths }
	connectionsAnswer struct{ answer.Connections }
	statementAnswer   struct{ *answer.Statement }
	sourceAnswer      struct{ answer.SourcePage }
	tableAnswer       struct{ answer.Table }
	graphAnswer       struct{ answer.Graph }
	viewAnswer        struct{ answer.View }
	startAnswer       struct{ answer.Start }
	conflictsAnswer   struct{ answer.Conflicts }
	explanationAnswer struct{ answer.Explanation }
)

func (a hitsAnswer) table() (header []string, rows [][]string) {
	for _, h := range a.Entities {
		rows = append(rows, []string{string(h.ID), h.Name, string(h.Kind), strings.Join(h.Aliases, "; "), h.About})
	}
	return []string{"id", "name", "kind", "aliases", "about"}, rows
}

func (a entityAnswer) table() (header []string, rows [][]string) {
	return answer.StatementTable(a.Facts)
}

func (a sourceAnswer) table() (header []string, rows [][]string) {
	return answer.StatementTable(a.Statements)
}

func (a statementAnswer) table() (header []string, rows [][]string) {
	return answer.StatementTable([]*answer.Statement{a.Statement})
}

func (a neighboursAnswer) table() (header []string, rows [][]string) {
	return answer.HopTable([]answer.Chain{{Hops: a.Edges}})
}

func (a pathsAnswer) table() (header []string, rows [][]string) {
	return answer.HopTable(a.Paths.Paths)
}

func (a connectionsAnswer) table() (header []string, rows [][]string) {
	return answer.HopTable([]answer.Chain{{Hops: a.Hops}})
}

func (a viewAnswer) table() (header []string, rows [][]string) {
	return answer.HopTable([]answer.Chain{{Hops: a.Hops()}})
}

func (a startAnswer) table() (header []string, rows [][]string) { return a.Flat() }

func (a conflictsAnswer) table() (header []string, rows [][]string) {
	return a.Flat()
}

func (a explanationAnswer) table() (header []string, rows [][]string) {
	return a.Flat()
}

func (a explanationAnswer) document() report.Document {
	return report.Document{Explanation: a.Explanation}
}

func (a countsAnswer) table() (header []string, rows [][]string) {
	for _, n := range a.Counts.Counts {
		rows = append(rows, []string{string(n.Family), string(n.Type), n.Direction, strconv.FormatInt(n.Edges, 10)})
	}
	return []string{"family", "type", "direction", "edges"}, rows
}

func (a tableAnswer) table() (header []string, rows [][]string) { return a.Flat() }

// questionsAnswer lists what can be asked.
type questionsAnswer struct {
	Questions []questionEntry `json:"questions"`
}

type questionEntry struct {
	Name       string          `json:"name"`
	Theme      string          `json:"theme"`
	Title      string          `json:"title"`
	About      string          `json:"about,omitempty"`
	Answer     string          `json:"answer"`
	Parameters []questionParam `json:"parameters"`
	Example    string          `json:"example,omitempty"`
	Cypher     string          `json:"cypher"`
}

type questionParam struct {
	Name     string      `json:"name"`
	Type     cypher.Type `json:"type"`
	Required bool        `json:"required"`
	Default  string      `json:"default,omitempty"`
	Choices  []string    `json:"choices,omitempty"`
	Min      *int        `json:"min,omitempty"`
	Max      *int        `json:"max,omitempty"`
	About    string      `json:"about,omitempty"`
}

func listQuestions(library *cypher.Library) questionsAnswer {
	list := questionsAnswer{Questions: []questionEntry{}}
	for _, q := range library.Questions() {
		entry := questionEntry{Name: q.Name, Theme: q.Theme, Title: q.Title, About: q.About, Answer: "table", Parameters: []questionParam{}, Example: q.Example, Cypher: q.Text}
		if q.Graph {
			entry.Answer = "graph"
		}
		for _, p := range q.Params {
			param := questionParam{Name: p.Name, Type: p.Type, Required: !p.Optional, Default: p.Default, Choices: p.Choices, About: p.About}
			if p.Max > 0 {
				param.Min, param.Max = &p.Min, &p.Max
			}
			entry.Parameters = append(entry.Parameters, param)
		}
		list.Questions = append(list.Questions, entry)
	}
	return list
}

func (a questionsAnswer) table() (header []string, rows [][]string) {
	for _, q := range a.Questions {
		rows = append(rows, []string{q.Name, q.Title, q.About, q.Answer, q.Example, q.Theme})
	}
	return []string{"name", "title", "about", "answer", "example", "theme"}, rows
}
