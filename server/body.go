package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
)

const (
	// maxBody bounds what a request may send, in bytes.
	maxBody = 1 << 20
	// maxDepth bounds how deeply a body may be nested; none needs more than four.
	maxDepth = 16
	// maxBodyProblems bounds what is told of a body: a reader mends the first few.
	maxBodyProblems = 50
	// maxFieldName is the longest name of a field that a message repeats.
	maxFieldName = 64
)

// readBody reads the JSON that a request sends, at most so many bytes. Beside it
// the query string may hold the parameters named beside. When it cannot be read,
// the request is answered and ok is false.
func (s *server) readBody(c *gin.Context, most int64, beside ...string) (value any, ok bool) {
	mediaType, _, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || mediaType != typeJSON {
		s.refuse(c, refusedMediaType, "The body has to be JSON, and say so: send Content-Type: application/json.")
		return nil, false
	}
	query, err := url.ParseQuery(c.Request.URL.RawQuery)
	for _, name := range beside {
		query.Del(name)
	}
	if err != nil || len(query) > 0 {
		s.problem(c, graph.Errorf(graph.CodeInvalid, "what is asked stands in the body: leave out the parameters after the question mark"))
		return nil, false
	}
	text, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, most))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		s.refuse(c, refusedTooLarge, fmt.Sprintf("The body is larger than %d KiB: ask for less at once.", most>>10))
		return nil, false
	}
	if err != nil {
		s.problem(c, graph.Errorf(graph.CodeInvalid, "the body did not arrive whole").Because(err))
		return nil, false
	}
	value, problems := decodeBody(text)
	if problems != nil {
		s.problem(c, newBodyError(problems))
		return nil, false
	}
	return value, true
}

// bodyError is an error whose problems name parts of a body by JSON pointers.
type bodyError struct{ error }

// Unwrap gives the error to errors.As.
func (e bodyError) Unwrap() error { return e.error }

// newBodyError tells as many of the problems as a reader mends.
func newBodyError(problems []graph.Problem) error {
	message := "the body cannot be understood"
	if len(problems) > maxBodyProblems {
		message += fmt.Sprintf("; these are the first %d of %d problems", maxBodyProblems, len(problems))
		problems = problems[:maxBodyProblems]
	}
	return bodyError{&graph.Error{Code: graph.CodeInvalid, Message: message, Problems: problems}}
}

// decodeBody reads one JSON value: objects as map[string]any, lists as []any,
// numbers as json.Number. Problems have JSON pointers for fields: "#/pairs/0",
// and "#" for the whole. A field that is given twice is one: taking the first
// or the last would be a guess.
func decodeBody(text []byte) (any, []graph.Problem) {
	if !utf8.Valid(text) {
		return nil, []graph.Problem{{Field: "#", Message: "the body is not UTF-8"}}
	}
	d := bodyDecoder{Decoder: json.NewDecoder(bytes.NewReader(text)), text: text}
	d.UseNumber()
	value, err := d.value("", 0)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			_ = d.problem("", "something follows after the end, at "+d.place())
		}
	}
	return value, d.problems
}

type bodyDecoder struct {
	*json.Decoder
	text     []byte
	problems []graph.Problem
}

// errStop ends the reading; what is wrong stands among the problems.
var errStop = errors.New("stop")

// value reads the next value, which stands at the pointer.
func (d *bodyDecoder) value(pointer string, depth int) (any, error) {
	if depth > maxDepth {
		return nil, d.problem(pointer, fmt.Sprintf("is nested more than %d deep", maxDepth))
	}
	token, err := d.Token()
	if err != nil {
		return nil, d.unreadable(pointer, err)
	}
	switch token {
	case json.Delim('{'):
		return d.object(pointer, depth)
	case json.Delim('['):
		list := []any{}
		for d.More() {
			item, err := d.value(pointer+"/"+strconv.Itoa(len(list)), depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, item)
		}
		return list, d.end(pointer)
	}
	return token, nil
}

func (d *bodyDecoder) object(pointer string, depth int) (any, error) {
	object := map[string]any{}
	for d.More() {
		token, err := d.Token()
		name, isText := token.(string)
		if err != nil || !isText {
			return nil, d.unreadable(pointer, err)
		}
		if len(name) > maxFieldName {
			return nil, d.problem(pointer, fmt.Sprintf("has a field whose name is %d bytes long", len(name)))
		}
		at := child(pointer, name)
		value, err := d.value(at, depth+1)
		if err != nil {
			return nil, err
		}
		if _, twice := object[name]; twice {
			_ = d.problem(at, "is given more than once") // reading goes on
		}
		object[name] = value
	}
	return object, d.end(pointer)
}

// end reads the bracket that closes an object or a list.
func (d *bodyDecoder) end(pointer string) error {
	if _, err := d.Token(); err != nil {
		return d.unreadable(pointer, err)
	}
	return nil
}

func (d *bodyDecoder) problem(pointer, message string) error {
	d.problems = append(d.problems, graph.Problem{Field: fragment(pointer), Message: message})
	return errStop
}

func (d *bodyDecoder) unreadable(pointer string, err error) error {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return d.problem(pointer, "the JSON ends too early, at "+d.place())
	}
	return d.problem(pointer, "is not JSON, at "+d.place()+": "+strings.TrimPrefix(err.Error(), "json: "))
}

// place is where the decoder stands.
func (d *bodyDecoder) place() string {
	before := d.text[:min(int(d.InputOffset()), len(d.text))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("line %d, column %d", line, column)
}

// child is the JSON pointer of a field.
func child(pointer, name string) string {
	return pointer + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

// fragment writes a JSON pointer as RFC 9457 shows them.
func fragment(pointer string) string {
	return "#" + (&url.URL{Fragment: pointer}).EscapedFragment()
}
