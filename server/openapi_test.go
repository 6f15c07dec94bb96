package server_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/errors"
	"github.com/stretchr/testify/require"

	"ipgraph/cypher"
	"ipgraph/server"
)

// described is the description of the API, read once.
var described = sync.OnceValues(func() (validator.Validator, error) {
	library, err := cypher.Load()
	if err != nil {
		return nil, err
	}
	handler, err := server.New(server.Config{Library: library, Log: slog.New(slog.DiscardHandler), Version: "test"})
	if err != nil {
		return nil, err
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/v1/openapi.json", http.NoBody))
	doc, err := libopenapi.NewDocument(w.Body.Bytes())
	if err != nil {
		return nil, err
	}
	v, errs := validator.NewValidator(doc)
	return v, stdErrors(errs)
})

func stdErrors(errs []error) error {
	if len(errs) == 0 {
		return nil
	}
	return errs[0]
}

// requireDescribed checks an answer against the description: that its status,
// its type, its headers and its shape are among those that are promised. What
// stands at no described address is refused.
func requireDescribed(t *testing.T, r *http.Request, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Code == 499 || r.Method == http.MethodOptions { // nobody reads the one, and the other is no operation
		return
	}
	v, err := described()
	require.NoError(t, err)
	as := r.Clone(t.Context())
	as.URL.Path = strings.ReplaceAll(as.URL.EscapedPath(), "%2F", "%252F")
	for _, base := range []string{"/v1/entities/", "/v1/sources/", "/entity/"} { // an id is one part of the path
		if rest, ok := strings.CutPrefix(as.URL.Path, base); ok {
			rest, end := withoutEnd(rest)
			as.URL.Path = base + strings.ReplaceAll(rest, "/", "_") + end
		}
	}
	as.URL.RawPath = ""
	if r.Method == http.MethodHead {
		as.Method = http.MethodGet
	}
	for _, body := range bodiesOf(t, w) {
		response := &http.Response{StatusCode: w.Code, Header: w.Header(), Body: io.NopCloser(bytes.NewReader(body))}
		_, errs := v.GetResponseBodyValidator().ValidateResponseBody(as, response)
		for _, e := range errs {
			switch {
			case e.IsPathMissingError():
				require.Contains(t, []int{401, 404, 421, 429}, w.Code, "%s is not described", r.URL)
			case e.IsOperationMissingError():
				require.Contains(t, []int{401, 405, 421, 429}, w.Code, "%s %s is not described", r.Method, r.URL)
			default:
				require.Fail(t, "the answer is not as described", "%s %s: %s\n%s\n%s", r.Method, r.URL, e.Error(), schemaErrors(e), body)
			}
		}
	}
}

// bodiesOf is what the schema is about: the body, or each of its lines.
func bodiesOf(t *testing.T, w *httptest.ResponseRecorder) [][]byte {
	t.Helper()
	body := w.Body.Bytes()
	if w.Header().Get("Content-Encoding") == "gzip" {
		r, err := gzip.NewReader(bytes.NewReader(body))
		require.NoError(t, err)
		body, err = io.ReadAll(r)
		require.NoError(t, err)
	}
	if w.Header().Get("Content-Type") == "application/x-ndjson" {
		return bytes.Split(bytes.TrimSpace(body), []byte("\n"))
	}
	return [][]byte{body}
}

func withoutEnd(rest string) (id, end string) {
	for _, end := range []string{"/neighbours", "/counts"} {
		if id, ok := strings.CutSuffix(rest, end); ok {
			return id, end
		}
	}
	return rest, ""
}

func schemaErrors(e *errors.ValidationError) string {
	var lines []string
	for _, s := range e.SchemaValidationErrors {
		lines = append(lines, s.FieldPath+": "+s.Reason)
	}
	return strings.Join(lines, "\n")
}

func TestOpenAPIIsValid(t *testing.T) {
	v, err := described()
	require.NoError(t, err)
	ok, errs := v.ValidateDocument()
	for _, e := range errs {
		t.Errorf("%s\n%s", e.Error(), schemaErrors(e))
	}
	require.True(t, ok)
}

// TestDescriptionIsChecked: the check finds what it is for.
func TestDescriptionIsChecked(t *testing.T) {
	v, err := described()
	require.NoError(t, err)
	_, handler := inMemory(t, nil)
	for name, change := range map[string]func(w *http.Response, body string) string{
		"another status": func(w *http.Response, body string) string { w.StatusCode = 418; return body },
		"another type":   func(w *http.Response, body string) string { w.Header.Set("Content-Type", "text/html"); return body },
		"no request id":  func(w *http.Response, body string) string { w.Header.Del("X-Request-Id"); return body },
		"a field more": func(_ *http.Response, body string) string {
			return strings.Replace(body, `"limit":`, `"more":1,"limit":`, 1)
		},
		"a field less": func(_ *http.Response, body string) string {
			return strings.Replace(body, `"truncated":false`, `"next":""`, 1)
		},
		"an unknown kind": func(_ *http.Response, body string) string {
			return strings.Replace(body, `"kind":"company"`, `"kind":"club"`, 1)
		},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://localhost/v1/entities?q=huawei", http.NoBody)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		requireDescribed(t, r, w)
		response := &http.Response{StatusCode: w.Code, Header: w.Header()}
		response.Body = io.NopCloser(strings.NewReader(change(response, w.Body.String())))
		ok, _ := v.GetResponseBodyValidator().ValidateResponseBody(r, response)
		require.False(t, ok, name)
	}
}

// TestOpenAPIHasEverything: every question has an address of its own, with its
// parameters, and its example is one that the description accepts.
func TestOpenAPIHasEverything(t *testing.T) {
	_, handler := inMemory(t, nil)
	w := scenario{url: "/v1/openapi.json"}.run(t, handler)
	require.Equal(t, "application/json; charset=utf-8", w.Header().Get("Content-Type"))
	var doc struct {
		Paths map[string]map[string]struct {
			Summary    string
			Parameters []struct {
				Name, In string
				Required bool
				Schema   map[string]any
				Example  any
			}
		}
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &doc))
	v, err := described()
	require.NoError(t, err)
	library, err := cypher.Load()
	require.NoError(t, err)
	for _, q := range library.Questions() {
		operation, ok := doc.Paths["/v1/questions/"+q.Name]["get"]
		require.True(t, ok, q.Name)
		require.Equal(t, q.Title, operation.Summary)
		require.Len(t, operation.Parameters, len(q.Params)+1, q.Name)
		for i, p := range q.Params {
			require.Equal(t, p.Name, operation.Parameters[i].Name)
			require.Equal(t, !p.Optional, operation.Parameters[i].Required)
			if p.Type == cypher.TypeInt {
				require.EqualValues(t, p.Max, operation.Parameters[i].Schema["maximum"])
			}
		}
		values := url.Values{}
		for name, value := range q.ExampleArgs() {
			values.Set(name, value)
		}
		// commas stand between the items of a list and are not escaped
		r := httptest.NewRequest(http.MethodGet, "http://localhost/v1/questions/"+q.Name+"?"+strings.ReplaceAll(values.Encode(), "%2C", ","), http.NoBody)
		ok, errs := v.ValidateHttpRequest(r)
		for _, e := range errs {
			t.Errorf("%s: %s\n%s", r.URL, e.Error(), schemaErrors(e))
		}
		require.True(t, ok)
	}
	_, ok := doc.Paths["/v1/paths"]["post"]
	require.True(t, ok)
	require.False(t, slices.Contains(strings.Split(w.Body.String(), `"`), "#/$defs/"), "references are those of OpenAPI")
}
