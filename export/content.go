// Package export writes the graph, or a part of it, in the formats of other
// programs: one file for each format, and Formats lists them. A writer reads the
// content piece by piece, so that memory does not grow with the graph.
package export

import (
	"context"
	"io"
	"iter"
	"strconv"
	"strings"

	"ipgraph/graph"
)

// Content is what is written. Each of its parts may be read several times and
// comes in the same order each time: sources, entities and statements by their ids,
// edges in an order that does not depend on the database.
type Content interface {
	// About says what the content is, for the place that a format has for that.
	About() About
	Sources(ctx context.Context) iter.Seq2[graph.Source, error]
	Entities(ctx context.Context) iter.Seq2[Entity, error]
	// Statements leaves out register records: each lives on its edge.
	Statements(ctx context.Context) iter.Seq2[Statement, error]
	// Edges has both ends of each among the entities. Those that are gone are there
	// too, for formats that rebuild the store.
	Edges(ctx context.Context) iter.Seq2[Edge, error]
	// Dossier writes the content as a dossier in JSON Lines.
	Dossier(ctx context.Context, w io.Writer) error
}

// About describes the content of a file.
type About struct {
	// Program wrote the file: its name and version.
	Program string
	// Generated is the day on which it did, YYYY-MM-DD, or "" to leave it unsaid.
	Generated string
	// Scope says what was asked for: "the whole graph".
	Scope string
	// Cut says what of the graph is not in the file, with counts; "" where nothing
	// was left out.
	Cut string
	// Entities and Edges count what the file holds, or are 0 where that is not known
	// before it is written.
	Entities, Edges int
	// Schema lists the Cypher that makes constraints and indexes.
	Schema []string
}

// Lines are what there is to say, a sentence each.
func (a About) Lines() []string {
	written := "Written by " + a.Program
	if a.Generated != "" {
		written += " on " + a.Generated
	}
	lines := []string{written + ".", "Content: " + a.Scope + "."}
	if a.Entities > 0 {
		lines = append(lines, "Entities: "+strconv.Itoa(a.Entities)+", relations: "+strconv.Itoa(a.Edges)+".")
	}
	if a.Cut != "" {
		lines = append(lines, "This is a part. "+a.Cut)
	}
	return lines
}

func (a About) text() string { return strings.Join(a.Lines(), " ") }

// Entity is an entity with sources that speak of it, at most a few.
type Entity struct {
	graph.Entity
	Sources []graph.Source
}

// Edge is an edge with the names of its ends and the sources of its citations, in
// the order of the citations.
type Edge struct {
	graph.Edge
	FromName, ToName string
	Sources          []graph.Source
}

// symmetric reports that the relation has no direction.
func (e Edge) symmetric() bool {
	rule, _ := graph.RuleOf(e.Type)
	return rule.Symmetric
}

// Statement is a statement with the names of its ends and its source.
type Statement struct {
	graph.Statement
	SubjectName, ObjectName string
	From                    graph.Source
}

// present are the edges that are not gone.
func present(ctx context.Context, c Content) iter.Seq2[Edge, error] {
	return func(yield func(Edge, error) bool) {
		for e, err := range c.Edges(ctx) {
			if err == nil && e.Gone {
				continue
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}
