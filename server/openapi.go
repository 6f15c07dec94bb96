package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// openAPI writes the description of all endpoints.
func openAPI(list []endpoint, version string, token bool) ([]byte, error) {
	d := description{schemas: newSchemas(), responses: object{}}
	d.describeFailures()
	paths := map[string]object{}
	for _, e := range list {
		if paths[e.path] == nil {
			paths[e.path] = object{}
		}
		paths[e.path][strings.ToLower(e.method)] = d.operation(e)
	}
	all, err := d.schemas.all()
	if err != nil {
		return nil, err
	}
	doc := object{
		"openapi": "3.1.0",
		"info": object{"title": "ipgraph", "version": version, "license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
			"description": "Who licenses, sues, funds, employs and regulates whom over intellectual property, and who says so. Every answer that reads the graph carries an " +
				"ETag; HEAD is answered wherever GET is. Unknown parameters are refused, and one that is empty is not given."},
		"servers": []object{{"url": "/"}},
		"tags":    tagsOf(),
		"paths":   paths,
		"components": object{"schemas": all, "responses": d.responses, "headers": headers(),
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer", "description": "The server's IPGRAPH_TOKEN, where it has one."}}},
		"security": []object{},
	}
	if token {
		doc["security"] = []object{{"token": []string{}}}
	}
	text, err := json.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	return append(text, '\n'), nil
}

// tagsOf are the groups of operations.
func tagsOf() []object {
	tags := []object{{"name": themeAPI, "description": "Entities, chains, statements and sources, put together from several questions."}}
	for _, t := range cypher.Themes() {
		tags = append(tags, object{"name": t.Name, "description": t.Title + ". " + t.About})
	}
	return append(tags, object{"name": themeServer, "description": "The server's own pages and checks."})
}

// headers are those that answers carry.
func headers() object {
	always := func(about, kind string) object {
		return object{"description": about, "required": true, "schema": object{"type": kind}}
	}
	return object{
		"X-Request-Id":     always("The request's id: the caller's own, or one that was made. The log has it.", "string"),
		"ETag":             object{"description": "The version of the answer; missing where nothing was ever loaded.", "schema": object{"type": "string"}},
		"Cache-Control":    always("no-cache: an answer may be kept, and is asked for again with If-None-Match.", "string"),
		"WWW-Authenticate": always("Bearer.", "string"),
		"Retry-After":      always("In how many seconds to ask again.", "integer"),
	}
}

type description struct {
	schemas   *schemas
	responses object
}

// describeFailures describes the problem documents, one response for each
// status.
func (d *description) describeFailures() {
	problem := d.schemas.ref(problemDocument{})
	for code, status := range statuses {
		d.failure(status, titles[code], problem)
	}
	for _, r := range refusals {
		d.failure(r.status, r.title, problem)
	}
	d.responses[tooLongStatus] = object{"description": "The address and the header are too long. Nothing else of the request is looked at, so that there is no problem document.",
		"content": object{"text/plain": object{"schema": object{"type": "string"}}}}
}

// tooLongStatus is what the connection itself answers to more than maxHeader.
var tooLongStatus = strconv.Itoa(http.StatusRequestHeaderFieldsTooLarge)

func (d *description) failure(status int, title string, problem object) {
	carried := []string{"X-Request-Id"}
	switch status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		carried = append(carried, "Retry-After")
	case http.StatusUnauthorized:
		carried = append(carried, "WWW-Authenticate")
	}
	d.responses[strconv.Itoa(status)] = object{"description": title + ".", "headers": headerRefs(carried...),
		"content": object{typeProblem: object{"schema": problem}}}
}

func headerRefs(names ...string) object {
	refs := object{}
	for _, name := range names {
		refs[name] = object{"$ref": componentRef("headers", name)}
	}
	return refs
}

// operation describes one endpoint.
func (d *description) operation(e endpoint) object {
	op := object{"operationId": e.id, "summary": e.title, "tags": []string{e.theme}, "responses": d.answers(e)}
	if e.about != "" {
		op["description"] = e.about
	}
	if e.open {
		op["security"] = []object{}
	}
	if e.body != nil {
		media := typeJSON
		if e.form {
			media = typeForm
		}
		op["requestBody"] = object{"required": !e.form, "content": object{media: object{"schema": e.body, "example": e.example}}}
	}
	if e.method == http.MethodPost && e.formats == nil {
		return op
	}
	if parameters := parametersOf(e); len(parameters) > 0 {
		op["parameters"] = parameters
	}
	return op
}

// answers describes all that may come back.
func (d *description) answers(e endpoint) object {
	success := object{"description": e.title + ".", "headers": headerRefs("X-Request-Id"), "content": d.content(e)}
	responses := object{"200": success}
	failures := slices.Clone(e.failures)
	if e.question != nil {
		failures = append(failures, http.StatusBadRequest)
	}
	if e.tagged || e.question != nil && e.method == http.MethodGet {
		success["headers"] = headerRefs("X-Request-Id", "ETag", "Cache-Control")
		responses["304"] = object{"description": "Nothing has changed since the answer with this ETag.", "headers": headerRefs("X-Request-Id", "ETag", "Cache-Control")}
	}
	if e.question != nil && e.method == http.MethodGet {
		for code, status := range statuses {
			if code != graph.CodeCanceled { // nobody reads that
				failures = append(failures, status)
			}
		}
	}
	failures = append(failures, http.StatusInternalServerError, http.StatusMisdirectedRequest, http.StatusRequestHeaderFieldsTooLarge)
	if !e.open {
		failures = append(failures, http.StatusUnauthorized)
	}
	if !e.uncounted {
		failures = append(failures, http.StatusTooManyRequests)
	}
	for _, status := range failures {
		responses[strconv.Itoa(status)] = object{"$ref": componentRef("responses", strconv.Itoa(status))}
	}
	return responses
}

// content describes the answer in each of its formats.
func (d *description) content(e endpoint) object {
	text := object{"schema": object{"type": "string"}}
	anything := object{"schema": object{}} // a document whose form is that of another program
	if e.media == "*/*" {
		return object{e.media: anything}
	}
	if e.media != "" && e.media != typeNDJSON {
		return object{e.media: text}
	}
	schema := d.schemaOf(e.answers[0])
	if len(e.answers) > 1 {
		var either []object
		for _, a := range e.answers {
			either = append(either, d.schemaOf(a))
		}
		schema = object{"oneOf": either}
	}
	if e.media == typeNDJSON { // the schema is that of each line
		return object{typeNDJSON: object{"schema": schema}}
	}
	content := object{typeJSON: object{"schema": schema}}
	for media, format := range mediaTypes {
		switch {
		case format == formatJSON || !slices.Contains(e.formats, format):
		case strings.HasSuffix(media, "json"):
			content[media] = anything
		default:
			content[media] = text
		}
	}
	return content
}

func (d *description) schemaOf(answer any) object {
	if m, ok := answer.(map[string]any); ok && len(m) == 0 {
		return object{"type": "object"}
	}
	if t := reflect.TypeOf(answer); t.Kind() == reflect.Map { // named by the client: each value is the same
		return object{"type": "object", "additionalProperties": d.schemaOf(reflect.Zero(t.Elem()).Interface())}
	}
	return d.schemas.ref(answer)
}

// parametersOf describes what stands in the path and in the query string.
func parametersOf(e endpoint) []object {
	var list []object
	if strings.Contains(e.path, "{file}") {
		file := object{"name": "file", "in": "path", "required": true, "description": "the name of a file; the page names them",
			"schema": object{"type": "string", "pattern": `^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$`}}
		if !e.unlinked {
			file["example"] = "guide.md"
		}
		list = append(list, file)
	}
	if e.question != nil {
		examples := e.question.ExampleArgs()
		for _, p := range e.question.Params {
			if e.paged && p.Name == "after" {
				list = append(list, object{"name": "cursor", "in": "query", "description": "the next of the page before", "allowEmptyValue": true, "schema": object{"type": "string"}})
				continue
			}
			list = append(list, parameterOf(e, p, examples[p.Name]))
		}
	}
	if e.formats != nil {
		formats := append([]string{formatJSON}, e.formats...)
		list = append(list, object{"name": "format", "in": "query", "description": "the form of the answer; or say so with Accept", "allowEmptyValue": true,
			"schema": object{"type": "string", "enum": formats, "default": formatJSON}})
	}
	return list
}

func parameterOf(e endpoint, p cypher.Param, example string) object {
	inPath := strings.Contains(e.path, "{"+p.Name+"}")
	out := object{"name": p.Name, "in": "query", "description": p.About, "schema": parameterSchema(p, !inPath)}
	if inPath {
		out["in"] = "path"
	}
	if inPath || !p.Optional {
		out["required"] = true
	} else {
		out["allowEmptyValue"] = true // it is not given then
	}
	if example != "" {
		out["example"] = jsonValue(p, example)
	}
	if isList(p) {
		out["style"], out["explode"] = "form", false
	}
	return out
}

// pairsSchema is what the body of POST /v1/paths may be.
func pairsSchema(q cypher.Query) object {
	end := object{"type": "string", "minLength": 1, "description": "an id or a name"}
	properties := object{"pairs": object{"type": "array", "minItems": 1, "maxItems": maxPairs, "items": object{"type": "object",
		"required": []string{"from", "to"}, "additionalProperties": false, "properties": object{"from": end, "to": end}}}}
	for _, p := range q.Params {
		if p.Name == "from" || p.Name == "to" {
			continue
		}
		schema := parameterSchema(p, true)
		if isList(p) {
			delete(schema, "default")
			schema = object{"oneOf": []object{schema, {"type": "string", "description": "the same with commas", "pattern": commaPattern(schema)}, {"type": "null"}}}
		} else if kind, ok := schema["type"].(string); ok {
			schema["type"] = []string{kind, "null"}
		}
		schema["description"] = p.About
		properties[p.Name] = schema
	}
	return object{"type": "object", "required": []string{"pairs"}, "additionalProperties": false, "properties": properties}
}

// freeSchema is what the body of POST /v1/cypher may be.
func freeSchema() object {
	return object{"type": "object", "required": []string{"cypher"}, "additionalProperties": false, "properties": object{
		"cypher": object{"type": "string", "minLength": 1, "description": "a question in Cypher that only reads"},
		"params": object{"type": "object", "description": "the values of its parameters"},
		"limit":  object{"type": "integer", "minimum": 1, "maximum": maxFreeRows, "default": defaultFreeRows, "description": "how many rows"},
	}}
}

// commaPattern is a list of words of a closed list, written with commas.
func commaPattern(list object) string {
	items, _ := list["items"].(object)
	word := "(" + strings.Join(strings.Fields(strings.Trim(fmt.Sprint(items["enum"]), "[]")), "|") + ")"
	return "^" + word + "(," + word + ")*$"
}

func pairsExample(q cypher.Query) object {
	example := object{}
	pair := object{}
	for name, text := range maps.All(q.ExampleArgs()) {
		if p, _ := q.Param(name); name == "from" || name == "to" {
			pair[name] = text
		} else {
			example[name] = jsonValue(p, text)
		}
	}
	example["pairs"] = []object{pair}
	return example
}

// describe serves the description, which was made at the start.
func (s *server) describe(c *gin.Context) {
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, typeJSON+"; charset=utf-8", s.openAPI)
}
