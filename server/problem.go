package server

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/graph"
)

// problemDocument is RFC 9457's application/problem+json.
type problemDocument struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	Code      string `json:"code"`
	RequestID string `json:"request_id"`
	// Problems name the parameters, or parts of the body, at fault.
	Problems []parameterProblem `json:"problems,omitempty"`
	// Candidates are the entities that an ambiguous name may mean.
	Candidates []candidate `json:"candidates,omitempty"`
}

// parameterProblem is what is wrong with a parameter, or with the part of a body
// that a JSON pointer names.
type parameterProblem struct {
	Parameter string `json:"parameter,omitempty"`
	Pointer   string `json:"pointer,omitempty"`
	Message   string `json:"message"`
}

type candidate struct {
	ID      graph.ID   `json:"id"`
	Name    string     `json:"name"`
	Kind    graph.Kind `json:"kind"`
	Aliases []string   `json:"aliases,omitempty"`
	About   string     `json:"about,omitempty"`
}

// statuses maps each code to its HTTP status; docs/errors.md is the table.
var statuses = map[graph.Code]int{
	graph.CodeInvalid:     http.StatusBadRequest,
	graph.CodeNotFound:    http.StatusNotFound,
	graph.CodeConflict:    http.StatusConflict,
	graph.CodeTooCostly:   http.StatusUnprocessableEntity,
	graph.CodeTimeout:     http.StatusGatewayTimeout,
	graph.CodeUnavailable: http.StatusServiceUnavailable,
	graph.CodeLoading:     http.StatusServiceUnavailable,
	graph.CodeBusy:        http.StatusServiceUnavailable,
	graph.CodeCanceled:    499, // the client is gone: nobody reads it, the log does
	graph.CodeInternal:    http.StatusInternalServerError,
}

var titles = map[graph.Code]string{
	graph.CodeInvalid:     "The request is not valid",
	graph.CodeNotFound:    "Not found",
	graph.CodeConflict:    "Conflict",
	graph.CodeTooCostly:   "The question is too costly",
	graph.CodeTimeout:     "The answer took too long",
	graph.CodeUnavailable: "The database is not available",
	graph.CodeLoading:     "The graph is being loaded",
	graph.CodeBusy:        "Too much is asked at once",
	graph.CodeCanceled:    "Cancelled",
	graph.CodeInternal:    "Internal error",
}

// refusal is why a request is turned away before any question is asked.
type refusal struct {
	code, title string
	status      int
}

// The refusals; docs/errors.md lists them.
var (
	refusedUnauthorized = refusal{"unauthorized", "A token is needed", http.StatusUnauthorized}
	refusedCypher       = refusal{"cypher_off", "Free Cypher is off", http.StatusForbidden}
	refusedReconcile    = refusal{"reconcile_off", "Reconciliation is off", http.StatusForbidden}
	refusedMethod       = refusal{"method_not_allowed", "Method not allowed", http.StatusMethodNotAllowed}
	refusedTooLarge     = refusal{"too_large", "The body is too large", http.StatusRequestEntityTooLarge}
	refusedMediaType    = refusal{"unsupported_media_type", "Unsupported media type", http.StatusUnsupportedMediaType}
	refusedHost         = refusal{"wrong_host", "Wrong host", http.StatusMisdirectedRequest}
	refusedTooMany      = refusal{"too_many_requests", "Too many requests", http.StatusTooManyRequests}

	refusals = []refusal{refusedUnauthorized, refusedCypher, refusedReconcile, refusedMethod, refusedTooLarge, refusedMediaType, refusedHost, refusedTooMany}
)

// refuse turns a request away.
func (s *server) refuse(c *gin.Context, why refusal, detail string) {
	s.writeProblem(c, why.status, problemDocument{Title: why.title, Code: why.code, Detail: detail})
	c.Abort()
}

// problem answers with err.
func (s *server) problem(c *gin.Context, err error) {
	doc := s.problemOf(c.Request.Context(), c.GetString(requestIDKey), err)
	if doc.Status == http.StatusServiceUnavailable {
		c.Header("Retry-After", "5")
	}
	s.writeProblem(c, doc.Status, doc)
}

// problemOf is the document that tells of err. What an internal error is about
// goes to the log alone.
func (s *server) problemOf(ctx context.Context, requestID string, err error) problemDocument {
	code := graph.CodeOf(err)
	doc := problemDocument{Type: "about:blank", Status: statuses[code], Code: string(code), Title: titles[code], RequestID: requestID,
		Detail: "Something went wrong here. The log has the details under this request id."}
	if ours, ok := asError(err); ok && code != graph.CodeInternal {
		doc.Detail = ours.Message
		for _, p := range ours.Problems {
			if errors.As(err, new(bodyError)) {
				doc.Problems = append(doc.Problems, parameterProblem{Pointer: p.Field, Message: p.Message})
			} else {
				doc.Problems = append(doc.Problems, parameterProblem{Parameter: p.Field, Message: p.Message})
			}
		}
		for _, e := range ours.Candidates {
			doc.Candidates = append(doc.Candidates, candidate{e.ID, e.Name, e.ID.Kind(), e.Aliases, e.About})
		}
	}
	switch code {
	case graph.CodeInternal, graph.CodeUnavailable, graph.CodeTimeout, graph.CodeTooCostly:
		s.Log.ErrorContext(ctx, "problem", "code", code, "error", withCause(err), "request_id", requestID)
	case graph.CodeInvalid, graph.CodeNotFound, graph.CodeConflict, graph.CodeLoading, graph.CodeBusy, graph.CodeCanceled:
	}
	return doc
}

func (s *server) writeProblem(c *gin.Context, status int, doc problemDocument) {
	doc.Status, doc.RequestID = status, c.GetString(requestIDKey)
	doc.Type = "about:blank"
	body, err := json.Marshal(doc)
	if err != nil { // texts and numbers always marshal
		body = []byte(`{"title":"Internal error"}`)
	}
	c.Data(status, typeProblem+"; charset=utf-8", append(body, '\n'))
}

func (s *server) noRoute(c *gin.Context) {
	detail := "There is nothing at " + c.Request.URL.Path + "."
	if near := graph.Nearest(strings.TrimRight(c.Request.URL.Path, "/"), []string{"/v1/entities", "/v1/paths", "/v1/questions", "/v1/statements", "/v1/sources", "/v1/connections", "/v1/view", "/v1/start", "/v1/pack", "/v1/vocabulary", "/v1/cypher", "/v1/openapi.json", reconcileRoute, "/docs", "/healthz", "/readyz", "/metrics"}); near != "" {
		detail += " Did you mean " + near + "?"
	}
	s.writeProblem(c, http.StatusNotFound, problemDocument{Title: titles[graph.CodeNotFound], Code: string(graph.CodeNotFound), Detail: detail})
}

// noMethod names the methods that the address takes; the router found them.
func (s *server) noMethod(c *gin.Context) {
	methods := strings.Split(c.Writer.Header().Get("Allow"), ", ")
	slices.Sort(methods)
	allow := strings.Join(methods, ", ")
	c.Header("Allow", allow)
	s.refuse(c, refusedMethod, "This address does not take "+strconv.Quote(c.Request.Method)+": it takes "+allow+".")
}
