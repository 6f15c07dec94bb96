package graph

import (
	"errors"
	"fmt"
	"strings"
)

// Code classifies an error for the person or program that meets it. The HTTP
// status and the exit code of each are in docs/errors.md.
type Code string

// The codes.
const (
	CodeInvalid     Code = "invalid"     // the input is wrong; each field's problem is named
	CodeNotFound    Code = "not_found"   // an unknown id or question
	CodeConflict    Code = "conflict"    // a constraint would be violated
	CodeTooCostly   Code = "too_costly"  // the database gave up: time or memory
	CodeTimeout     Code = "timeout"     // our own deadline passed
	CodeUnavailable Code = "unavailable" // the database cannot be reached or refuses us
	CodeLoading     Code = "loading"     // a load is changing the graph: no whole answer can be given
	CodeBusy        Code = "busy"        // more is asked at once than can be answered
	CodeCanceled    Code = "canceled"    // the caller went away
	CodeInternal    Code = "internal"    // anything else: the detail is for the log
)

// Error is an error with a code and a message for people. The wrapped cause is
// for the log: it is never shown to a client.
type Error struct {
	Code    Code
	Message string
	// Problems lists what is wrong with which parameter, for CodeInvalid.
	Problems []Problem
	// Candidates lists the entities that an ambiguous name may mean.
	Candidates []Entity
	Cause      error
}

// Errorf makes an Error whose message is formatted.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Because adds the cause.
func (e *Error) Because(cause error) *Error {
	e.Cause = cause
	return e
}

// Error is the message, with each problem on a line of its own.
func (e *Error) Error() string {
	lines := []string{e.Message}
	for _, p := range e.Problems {
		lines = append(lines, "  "+strings.TrimPrefix(p.Field+": "+p.Message, ": "))
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// CodeOf is the code of the first Error in err's chain: CodeInternal when there
// is none, "" when err is nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}
