package server

import (
	"encoding/csv"
	"encoding/json"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
)

const (
	formatJSON = "json"
	formatCSV  = "csv"
	// formatGraph is for questions alone: what an answer names, to draw.
	formatGraph = "graph"
	// These are for explanations: sentences to read.
	formatText     = "text"
	formatMarkdown = "markdown"
	formatHTML     = "html"
)

// explainRoute is below which answers are explanations.
const explainRoute = "/v1/explain"

// explained are the formats of explanations, beside JSON.
var explained = []string{formatCSV, formatText, formatMarkdown, formatHTML}

// drawnRoutes are the addresses, beside those of questions, whose answers are
// entities and relations, and are given in the formats of other programs too.
var drawnRoutes = []string{"/v1/view", "/v1/paths", "/v1/connections", "/v1/entities/:id/neighbours"}

// formatsAt lists the formats in which an address answers.
func formatsAt(route string) []string {
	switch {
	case route == questionRoute:
		return append([]string{formatJSON, formatCSV, formatGraph}, drawnNames()...)
	case slices.Contains(drawnRoutes, route):
		return append([]string{formatJSON, formatCSV}, drawnNames()...)
	case strings.HasPrefix(route, explainRoute):
		return append([]string{formatJSON}, explained...)
	}
	return []string{formatJSON, formatCSV}
}

// formatOf is what the request wants: ?format= first, else the Accept header,
// else JSON.
func formatOf(c *gin.Context) (string, error) {
	formats := formatsAt(c.FullPath())
	format := c.Query("format")
	switch {
	case format == "":
		return accepted(c.GetHeader("Accept"), formats), nil
	case slices.Contains(formats, format):
		return format, nil
	}
	return "", &graph.Error{Code: graph.CodeInvalid, Message: "there is no such format",
		Problems: []graph.Problem{{Field: "format", Message: strconv.Quote(format) + " is unknown here: use " + strings.Join(formats[:len(formats)-1], ", ") + " or " + formats[len(formats)-1]}}}
}

// mediaTypes are those of the formats.
var mediaTypes = func() map[string]string {
	m := map[string]string{typeJSON: formatJSON, "application/*": formatJSON, "*/*": formatJSON, typeCSV: formatCSV,
		typeText: formatText, typeMarkdown: formatMarkdown, typeHTML: formatHTML}
	for _, f := range drawnFormats() {
		m[f.Media] = f.Name
	}
	return m
}()

// accepted is the one of the formats that an Accept header likes best: of equals
// the first, of none JSON.
func accepted(header string, formats []string) string {
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
		if named := mediaTypes[mediaType]; slices.Contains(formats, named) {
			format, best = named, weight
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
	if f, ok := drawnFormat(format); ok {
		if d, ok := result.(drawable); ok {
			s.writeDrawn(c, f, tag, d)
			return
		}
	}
	if d, ok := result.(documented); ok && format != formatJSON {
		s.writeDocument(c, format, tag, d)
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
