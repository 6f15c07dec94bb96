// Package answer turns questions into answers with their sources: it resolves
// names, asks the database, shows edges as they were known on a day, and puts
// chains into sentences. The HTTP server and the command line give the same
// answers because both get them here.
package answer

import (
	"context"
	"maps"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/snapshot"
)

// Reader asks the database.
type Reader interface {
	// Ask puts a question and gives its rows. Errors are graph.Errors.
	Ask(ctx context.Context, call cypher.Call) (graph.Result, error)
}

// Service answers questions of a library. It keeps no state.
type Service struct {
	Reader  Reader
	Library *cypher.Library
	// Copy gives the copy of the graph in which chains are searched; nil for none. It may be left out.
	Copy func(context.Context) *snapshot.Graph
}

// ask puts a bound question and converts every value of the answer.
func (s Service) ask(ctx context.Context, call cypher.Call) (graph.Result, *converter, error) {
	result, err := s.put(ctx, call)
	if err != nil {
		return result, nil, err
	}
	c := newConverter(asked(call))
	for _, row := range result.Rows {
		for i, v := range row {
			row[i] = c.value(v)
		}
	}
	if err := s.finish(ctx, c); err != nil {
		return result, c, err
	}
	return result, c, c.err
}

// asked are the days of both clocks, or "". What changed between two days is
// shown as the public knew it on the later one.
func asked(call cypher.Call) (known, on string) {
	known, _ = call.Params["known"].(string)
	if call.Name == "changes-of" {
		known, _ = call.Params["to"].(string)
	}
	on, _ = call.Params["on"].(string)
	return known, on
}

// finish writes out the edges of an answer: as they were known, cited, and with
// the number of their independent sources.
func (s Service) finish(ctx context.Context, c *converter) error {
	if err := s.asOf(ctx, c); err != nil {
		return err
	}
	if err := s.sourcesOf(ctx, c); err != nil { // most answers bring the sources that they cite
		return err
	}
	if err := s.countSources(ctx, c); err != nil {
		return err
	}
	for _, p := range c.edges {
		c.finish(p)
	}
	return nil
}

// bind looks a question up and binds it.
func (s Service) bind(name string, args cypher.Args) (cypher.Call, error) {
	q, err := s.Library.Get(name)
	if err != nil {
		return cypher.Call{}, err
	}
	return q.Bind(args)
}

// with is args with one value more.
func with(args cypher.Args, name, value string) cypher.Args {
	out := maps.Clone(args)
	if out == nil {
		out = cypher.Args{}
	}
	out[name] = value
	return out
}
