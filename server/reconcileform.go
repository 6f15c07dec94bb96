package server

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// typeForm is how a form of a web page is sent, and every client of the service sends its queries.
const typeForm = "application/x-www-form-urlencoded"

// reconcileFields are the fields of the form, or of the query string of a GET, other than those
// of which the service knows nothing: clients of other versions send some. When they
// cannot be read, the request is answered and ok is false.
func (s *server) reconcileFields(c *gin.Context) (fields map[string]string, ok bool) {
	text := c.Request.URL.RawQuery
	if c.Request.Method == http.MethodPost {
		body, ok := s.readForm(c)
		if !ok {
			return nil, false
		}
		text = body
	}
	fields, err := fieldsIn(text, fieldQueries, fieldExtend)
	if err != nil {
		s.problem(c, err)
		return nil, false
	}
	return fields, true
}

// fieldsIn reads those of the fields that are given and not empty. One that is given twice is a problem.
func fieldsIn(text string, names ...string) (map[string]string, error) {
	values, err := url.ParseQuery(text)
	if err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "the fields of the request cannot be read: write name=value, with & between them and the rest escaped").Because(err)
	}
	fields := map[string]string{}
	for _, name := range names {
		switch list := values[name]; {
		case len(list) > 1:
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: "a field is given more than once", Problems: []graph.Problem{{Field: name, Message: "is given more than once"}}}
		case len(list) == 1 && list[0] != "":
			fields[name] = list[0]
		}
	}
	return fields, nil
}

// readForm reads a form as it was sent.
func (s *server) readForm(c *gin.Context) (text string, ok bool) {
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		s.refuse(c, refusedTooLarge, fmt.Sprintf("The form is larger than %d KiB: ask for less at once.", maxBody>>10))
		return "", false
	}
	if err != nil {
		s.problem(c, graph.Errorf(graph.CodeInvalid, "the form did not arrive whole").Because(err))
		return "", false
	}
	mediaType, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if len(body) > 0 && (err != nil || mediaType != typeForm) {
		s.refuse(c, refusedMediaType, "The queries have to be the field of a form, and say so: send Content-Type: "+typeForm+".")
		return "", false
	}
	return string(body), true
}

// refuseBatch turns away more than one request may ask for.
func (s *server) refuseBatch(c *gin.Context, field string, has, most int) {
	s.refuse(c, refusedTooLarge, fmt.Sprintf("%s has %d items, and a request may have %d: ask in several requests.", field, has, most))
}

// fieldError tells what is wrong with the JSON in a field.
func fieldError(field string, problems []graph.Problem) error {
	err := newBodyError(problems)
	if ours, ok := asError(err); ok {
		ours.Message = field + " cannot be understood"
	}
	return err
}

// bindKnown checks the parameters that q knows. Others are left alone: clients of the service send
// some of other versions.
func bindKnown(c *gin.Context, q cypher.Query) (cypher.Args, cypher.Call, error) {
	var names []string
	for _, p := range q.Params {
		names = append(names, p.Name)
	}
	fields, err := fieldsIn(c.Request.URL.RawQuery, names...)
	if err != nil {
		return nil, cypher.Call{}, err
	}
	call, err := q.Bind(fields)
	return fields, call, err
}

// page is a part of a list.
func page[T any](list []T, skip, most int) []T {
	list = list[min(skip, len(list)):]
	return slices.Clone(list[:min(most, len(list))])
}
