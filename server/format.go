package server

import (
	"encoding/csv"
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
)

const (
	formatJSON = "json"
	formatCSV  = "csv"
	// formatGraph is for questions alone: what an answer names, to draw.
	formatGraph = "graph"
)

// formatOf is what the request wants: ?format= first, else the Accept header,
// else JSON.
func formatOf(c *gin.Context) (string, error) {
	switch format := c.Query("format"); format {
	case formatJSON, formatCSV:
		return format, nil
	case formatGraph:
		if c.FullPath() == questionRoute {
			return format, nil
		}
		return "", noFormat(format, "is for questions: use json or csv")
	case "":
	default:
		return "", noFormat(format, "is unknown: use json or csv, or of questions graph")
	}
	return accepted(c.GetHeader("Accept")), nil
}

func noFormat(format, why string) error {
	return &graph.Error{Code: graph.CodeInvalid, Message: "there is no such format",
		Problems: []graph.Problem{{Field: "format", Message: strconv.Quote(format) + " " + why}}}
}

// accepted is the format that an Accept header likes best: of equals the first,
// of none JSON.
func accepted(header string) string {
	format, best := formatJSON, 0.0
	for part := range strings.SplitSeq(header, ",") {
		mediaType, parameters, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		weight, err := strconv.ParseFloat(parameters["q"], 64)
		if err != nil {
			weight = 1
		}
		if weight <= best {
			continue
		}
		switch mediaType {
		case typeCSV:
			format, best = formatCSV, weight
		case typeJSON, "application/*", "*/*":
			format, best = formatJSON, weight
		}
	}
	return format
}

// tabular answers can be written as CSV.
type tabular interface {
	table() (header []string, rows [][]string)
}

// cacheable lets a client keep the answer and ask each time whether it still
// holds.
func cacheable(c *gin.Context, tag string) {
	c.Writer.Header().Add("Vary", "Accept") // beside the compression's own
	c.Header("Cache-Control", "no-cache")
	if tag != "" {
		c.Header("ETag", tag)
	}
}

// write writes an answer out. One that cannot be written has no tag.
func (s *server) write(c *gin.Context, format, tag string, result any) {
	if t, ok := result.(tabular); ok && format == formatCSV {
		s.writeCSV(c, tag, t)
		return
	}
	body, err := json.Marshal(result)
	if err != nil {
		s.problem(c, graph.Errorf(graph.CodeInternal, "the answer cannot be written").Because(err))
		return
	}
	cacheable(c, tag)
	c.Data(http.StatusOK, typeJSON+"; charset=utf-8", append(body, '\n'))
}

func (s *server) writeCSV(c *gin.Context, tag string, t tabular) {
	header, rows := t.table()
	var b strings.Builder
	w := csv.NewWriter(&b)
	records := append([][]string{header}, rows...)
	for _, record := range records {
		for i, cell := range record {
			record[i] = harmless(cell)
		}
	}
	if err := w.WriteAll(records); err != nil {
		s.problem(c, graph.Errorf(graph.CodeInternal, "the answer cannot be written").Because(err))
		return
	}
	cacheable(c, tag)
	c.Data(http.StatusOK, typeCSV+"; charset=utf-8; header=present", []byte(b.String()))
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		if _, err := strconv.ParseFloat(cell, 64); err != nil {
			return "'" + cell
		}
	}
	return cell
}

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
