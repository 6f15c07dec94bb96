// Package ftm reads entities of FollowTheMoney, the model in which investigative data is
// exchanged: entity lines, deltas, statements in CSV and diagrams. Lines that share an
// id are parts of one entity. Things become entities of the graph, and what
// the model calls an edge becomes a relation.
//
// Of addresses the city and country of organisations are read alone. E-mail, telephone, dates of
// birth beyond the year, numbers of identity papers, and what is said about the body, faith or
// descent of persons are never read, nor are notes about persons.
package ftm

import (
	"bytes"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/loader/intake"
)

// Format reads entity lines, deltas, statements in CSV and diagrams.
func Format() intake.Format {
	return intake.Format{
		Name:   "ftm",
		Title:  "FollowTheMoney entity lines, deltas, statements (CSV), diagrams",
		About:  "people, organisations, lawsuits and licences with their names, numbers and seats; ownership, offices, payments and other relations with their times",
		Detect: func(h intake.Head) bool { return formOf(h.Bytes) != unknownForm },
		New: func(o intake.Options) (intake.Reader, error) {
			return &reader{options: o}, nil
		},
	}
}

// form is how a file writes entities.
type form int

const (
	unknownForm form = iota
	lineForm         // an entity or a change a line
	diagramForm      // one document with entities and a layout
	tableForm        // a table with a value a row
)

// formOf tells the form from the beginning of a file.
func formOf(head []byte) form {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF")))
	if !bytes.HasPrefix(head, []byte("{")) {
		first, _, _ := bytes.Cut(head, []byte("\n"))
		if isStatements(strings.FieldsFunc(string(first), func(r rune) bool { return strings.ContainsRune(",;\t|\"\r ", r) })) {
			return tableForm
		}
		return unknownForm
	}
	names := membersOf(head)
	has := func(all ...string) bool {
		for _, n := range all {
			if !slices.Contains(names, n) {
				return false
			}
		}
		return true
	}
	switch {
	case has("id", "schema", "properties"), has("op", "entity"):
		return lineForm
	case has("entities") && bytes.Contains(head, []byte(`"schema"`)) && bytes.Contains(head, []byte(`"properties"`)), has("entities", "layout"):
		return diagramForm
	}
	return unknownForm
}

// membersOf are the names of the members of the first object, as far as it is at hand.
func membersOf(head []byte) []string {
	d := jsontext.NewDecoder(bytes.NewReader(head), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if token, err := d.ReadToken(); err != nil || token.Kind() != '{' {
		return nil
	}
	var names []string
	for {
		token, err := d.ReadToken()
		if err != nil || token.Kind() != '"' {
			return names
		}
		names = append(names, token.String())
		if err := d.SkipValue(); err != nil {
			return names
		}
	}
}

// isStatements tells the header of statements, with the columns that all versions have.
func isStatements(columns []string) bool {
	for _, c := range []string{"canonical_id", "prop", "schema", "value"} {
		if !slices.Contains(columns, c) {
			return false
		}
	}
	return true
}
