package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

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
		s.refuse(c, refusedCypher,
			"This server answers the questions of /v1/questions alone. Start it with --allow-cypher (or IPGRAPH_ALLOW_CYPHER=true) to have it answer Cypher too.")
		return
	}
	format, err := formatOf(c)
	if err != nil {
		s.problem(c, err)
		return
	}
	body, ok := s.readBody(c, maxCypherBody, "format")
	if !ok {
		return
	}
	question, err := freeOf(body)
	if err != nil {
		s.problem(c, err)
		return
	}
	table, _, err := whole(c.Request.Context(), s, func() (answer.FreeTable, error) { return s.answers.AskFree(c.Request.Context(), s.Free, question) })
	if err != nil {
		s.problem(c, inBody(err))
		return
	}
	s.write(c, format, "", freeAnswer{table})
}

type freeAnswer struct{ answer.FreeTable }

func (a freeAnswer) table() (header []string, rows [][]string) { return a.Flat() }

// inBody names the fields of the body that an error is about by JSON pointers.
func inBody(err error) error {
	ours, ok := asError(err)
	if !ok || ours.Problems == nil {
		return err
	}
	pointed := *ours
	pointed.Problems = slices.Clone(ours.Problems)
	for i, p := range pointed.Problems {
		pointed.Problems[i].Field = fragment("/" + strings.ReplaceAll(p.Field, ".", "/"))
	}
	return bodyError{&pointed}
}

// freeOf reads {"cypher": …, "params": {…}, "limit": …}. Every problem is
// reported at once.
func freeOf(body any) (cypher.Free, error) {
	f := cypher.Free{Params: map[string]any{}, Limit: defaultFreeRows}
	object, ok := body.(map[string]any)
	if !ok {
		return f, newBodyError([]graph.Problem{{Field: "#", Message: "is " + kindOf(body) + `: write an object such as {"cypher": "MATCH (c:Company) RETURN c LIMIT 10"}`}})
	}
	var problems []graph.Problem
	add := func(pointer, format string, args ...any) {
		problems = append(problems, graph.Problem{Field: fragment(pointer), Message: fmt.Sprintf(format, args...)})
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		switch value := object[name]; name {
		case "cypher":
			if f.Text, ok = value.(string); !ok {
				add("/cypher", "is %s: write a question in Cypher", kindOf(value))
			}
		case "params":
			given, isObject := value.(map[string]any)
			if !isObject {
				add("/params", "is %s: write an object of names and values", kindOf(value))
				continue
			}
			p := params{}
			f.Params = p.object(given, "/params", 0)
			problems = append(problems, p.problems...)
		case "limit":
			number, _ := value.(json.Number)
			n, err := number.Int64()
			if f.Limit = int(n); err != nil || n < 1 || n > maxFreeRows {
				add("/limit", "is not a whole number from 1 to %d", maxFreeRows)
			}
		default:
			add(child("", name), "is not a field here; the fields are cypher, params and limit")
		}
	}
	if _, given := object["cypher"]; !given || object["cypher"] == "" {
		add("/cypher", "is missing: write a question in Cypher")
	}
	if problems != nil {
		return cypher.Free{}, newBodyError(problems)
	}
	return f, nil
}
