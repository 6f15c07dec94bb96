package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
)

// Bounds of a request with free Cypher.
const (
	maxCypherBody   = 256 << 10 // bytes
	defaultFreeRows = 1000
	maxFreeRows     = 10_000
)

// freeCypher answers what somebody wrote in Cypher, when the server was started
// for it.
func (s *server) freeCypher(c *gin.Context) {
	if s.Free == nil {
		s.writeProblem(c, http.StatusForbidden, problemDocument{Title: "Free Cypher is off", Code: "cypher_off",
			Detail: "This server answers the questions of /v1/questions alone. Start it with --allow-cypher (or IPGRAPH_ALLOW_CYPHER=true) to have it answer Cypher too."})
		return
	}
	format, err := formatOf(c)
	if err != nil {
		s.problem(c, err)
		return
	}
	question, err := readCypher(c)
	if err != nil {
		s.problem(c, err)
		return
	}
	table, err := s.answers.AskFree(c.Request.Context(), s.Free, question)
	if err != nil {
		s.problem(c, err)
		return
	}
	s.write(c, format, freeAnswer{table})
}

type freeAnswer struct{ answer.FreeTable }

func (a freeAnswer) table() (header []string, rows [][]string) { return a.Flat() }

// readCypher reads the body. It has to be declared as JSON: a form on a stranger's
// page can send any text, but not under that name without being asked first.
func readCypher(c *gin.Context) (cypher.Free, error) {
	parameters, err := args(c)
	if err != nil {
		return cypher.Free{}, err
	}
	for name := range parameters {
		return cypher.Free{}, &graph.Error{Code: graph.CodeInvalid, Message: "values for Cypher stand in the body",
			Problems: []graph.Problem{{Field: name, Message: "is not a parameter here: write it into params of the body"}}}
	}
	if mediaType, _, err := mime.ParseMediaType(c.GetHeader("Content-Type")); err != nil || mediaType != "application/json" {
		return cypher.Free{}, graph.Errorf(graph.CodeInvalid, `send the question as JSON: Content-Type: application/json and a body such as {"cypher": "MATCH (c:Company) RETURN c LIMIT 10"}`)
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxCypherBody))
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		return cypher.Free{}, graph.Errorf(graph.CodeInvalid, "the body is longer than %d KiB: ask for less at once", maxCypherBody>>10)
	case err != nil:
		return cypher.Free{}, graph.Errorf(graph.CodeInvalid, "the body cannot be read to its end").Because(err)
	}
	return parseCypher(body)
}

// parseCypher reads {"cypher": …, "params": {…}, "limit": …}. Every problem is
// reported at once.
func parseCypher(body []byte) (cypher.Free, error) {
	fields, err := object(body)
	if err != nil {
		return cypher.Free{}, graph.Errorf(graph.CodeInvalid, "the body is not a JSON object: %v", err)
	}
	f := cypher.Free{Params: map[string]any{}, Limit: defaultFreeRows}
	var problems []graph.Problem
	add := func(field, format string, args ...any) {
		problems = append(problems, graph.Problem{Field: field, Message: fmt.Sprintf(format, args...)})
	}
	known := []string{"cypher", "params", "limit"}
	for _, field := range fields {
		switch value := field.value; {
		case !slices.Contains(known, field.name):
			add(field.name, "is not a field here; the fields are cypher, params and limit")
		case field.name == "cypher":
			text, ok := value.(string)
			if f.Text = text; !ok {
				add("cypher", "is not a text")
			}
		case field.name == "params" && value != nil:
			given, ok := value.(map[string]any)
			if !ok {
				add("params", "is not an object of names and values")
				continue
			}
			p := params{}
			f.Params = p.object(given, "params", 0)
			problems = append(problems, p.problems...)
		case field.name == "limit" && value != nil:
			number, _ := value.(json.Number)
			n, err := number.Int64()
			if f.Limit = int(n); err != nil || n < 1 || n > maxFreeRows {
				add("limit", "is not a whole number from 1 to %d", maxFreeRows)
			}
		}
	}
	if f.Text == "" && !slices.ContainsFunc(problems, func(p graph.Problem) bool { return p.Field == "cypher" }) {
		add("cypher", "is missing: write a question in Cypher")
	}
	if problems != nil {
		return cypher.Free{}, &graph.Error{Code: graph.CodeInvalid, Message: "the body cannot be taken like this", Problems: problems}
	}
	return f, nil
}

type field struct {
	name  string
	value any
}

// object reads the fields of a JSON object, in their order. A field that is there
// twice is an error: taking the first or the last would be a guess.
func object(body []byte) ([]field, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber() // whole numbers stay whole
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil, errors.New("it begins with {")
	}
	var fields []field
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name, _ := key.(string) // the decoder accepts nothing else here
		f := field{name: name}
		if slices.ContainsFunc(fields, func(f field) bool { return f.name == name }) {
			return nil, fmt.Errorf("%q is given more than once", name)
		}
		if err := decoder.Decode(&f.value); err != nil {
			return nil, err
		}
		fields = append(fields, f)
	}
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows after its end")
	}
	return fields, nil
}
