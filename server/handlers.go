package server

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/cypher"
	"ipgraph/graph"
)

func asError(err error) (*graph.Error, bool) {
	var ours *graph.Error
	ok := errors.As(err, &ours)
	return ours, ok
}

// withCause is the whole story of an error, for the log.
func withCause(err error) string {
	text := err.Error()
	for cause := errors.Unwrap(err); cause != nil; cause = errors.Unwrap(cause) {
		text += ": " + cause.Error()
	}
	return text
}

// args reads the query string. A parameter that is given twice is a problem:
// taking the first or the last would be a guess.
func args(c *gin.Context) (cypher.Args, error) {
	values, err := url.ParseQuery(c.Request.URL.RawQuery)
	if err != nil {
		return nil, graph.Errorf(graph.CodeInvalid, "the query string cannot be read: %v", err)
	}
	out := cypher.Args{}
	var problems []graph.Problem
	for name, list := range values {
		if len(list) > 1 {
			problems = append(problems, graph.Problem{Field: name, Message: "is given more than once; separate several values by commas"})
		}
		if name != "format" { // formatOf reads it
			out[name] = list[0]
		}
	}
	if problems != nil {
		slices.SortFunc(problems, func(a, b graph.Problem) int { return strings.Compare(a.Field, b.Field) })
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: "a parameter is given more than once", Problems: problems}
	}
	return out, nil
}

// handle is the one way of a request: read the parameters, answer, write.
// The part of the path, where there is one, goes under its name. Whoever holds
// the answer already is told so, and no question is asked.
func handle[T any](s *server, c *gin.Context, pathParam string, answer func(cypher.Args) (T, error)) {
	format, err := formatOf(c)
	if err != nil {
		s.problem(c, err)
		return
	}
	if holds(c, s.tagOf(c, format)) {
		return
	}
	parameters, err := argsWith(c, pathParam)
	if err != nil {
		s.problem(c, err)
		return
	}
	result, tag, err := answerWhole(s, c, format, func() (T, error) { return answer(maps.Clone(parameters)) })
	if err != nil {
		s.problem(c, err)
		return
	}
	s.write(c, format, tag, result)
}

// content is an answer that has one form alone.
type content struct {
	media string
	// file is the name under which it is kept, "" where it is shown.
	file string
	body []byte
}

// inOneForm is the way of a request whose answer has one form alone, whose name tells
// its tag from those of other answers. Otherwise it is that of handle.
func (s *server) inOneForm(c *gin.Context, form, pathParam string, answer func(cypher.Args) (content, error)) {
	if holds(c, s.tagOf(c, form)) {
		return
	}
	parameters, err := argsWith(c, pathParam)
	if err != nil {
		s.problem(c, err)
		return
	}
	if format, given := c.GetQuery("format"); given {
		parameters["format"] = format // no question takes it
	}
	result, tag, err := answerWhole(s, c, form, func() (content, error) { return answer(maps.Clone(parameters)) })
	if err != nil {
		s.problem(c, err)
		return
	}
	cacheable(c, tag)
	if result.file != "" {
		c.Header("Content-Disposition", `attachment; filename="`+result.file+`"`)
	}
	c.Data(http.StatusOK, result.media, result.body)
}

// argsWith are the parameters, with the part of the path under its name.
func argsWith(c *gin.Context, pathParam string) (cypher.Args, error) {
	parameters, err := args(c)
	if err != nil || pathParam == "" {
		return parameters, err
	}
	if _, given := parameters[pathParam]; given {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: "a parameter is given twice",
			Problems: []graph.Problem{{Field: pathParam, Message: "stands in the path already"}}}
	}
	parameters[pathParam] = c.Param(pathParam)
	return parameters, nil
}

func (s *server) searchEntities(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (hitsAnswer, error) {
		hits, err := s.answers.Search(c.Request.Context(), a)
		return hitsAnswer{hits}, err
	})
}

func (s *server) entity(c *gin.Context) {
	handle(s, c, "id", func(a cypher.Args) (entityAnswer, error) {
		page, err := s.answers.EntityByID(c.Request.Context(), a)
		return entityAnswer{page}, err
	})
}

func (s *server) neighbours(c *gin.Context) {
	handle(s, c, "id", func(a cypher.Args) (neighboursAnswer, error) {
		page, err := s.answers.NeighboursOf(c.Request.Context(), a)
		return neighboursAnswer{page}, err
	})
}

func (s *server) counts(c *gin.Context) {
	handle(s, c, "id", func(a cypher.Args) (countsAnswer, error) {
		counts, err := s.answers.ExpandCounts(c.Request.Context(), a)
		return countsAnswer{counts}, err
	})
}

func (s *server) paths(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (pathsAnswer, error) {
		paths, err := s.answers.PathsBetween(c.Request.Context(), a)
		return pathsAnswer{paths}, err
	})
}

func (s *server) connections(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (connectionsAnswer, error) {
		connections, err := s.answers.Connect(c.Request.Context(), a)
		return connectionsAnswer{connections}, err
	})
}

func (s *server) explain(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (explanationAnswer, error) {
		x, err := s.answers.Explain(c.Request.Context(), a)
		return explanationAnswer{x}, err
	})
}

func (s *server) explainConnections(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (explanationAnswer, error) {
		x, err := s.answers.ExplainConnections(c.Request.Context(), a)
		return explanationAnswer{x}, err
	})
}

func (s *server) conflicts(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (conflictsAnswer, error) {
		conflicts, err := s.answers.Conflicts(c.Request.Context(), a)
		return conflictsAnswer{conflicts}, err
	})
}

func (s *server) view(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (viewAnswer, error) {
		view, err := s.answers.View(c.Request.Context(), a)
		return viewAnswer{view}, err
	})
}

func (s *server) start(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (startAnswer, error) {
		start, err := s.answers.Start(c.Request.Context(), a, s.Examples)
		return startAnswer{start}, err
	})
}

func (s *server) statement(c *gin.Context) {
	handle(s, c, "id", func(a cypher.Args) (statementAnswer, error) {
		statement, err := s.answers.StatementByID(c.Request.Context(), a)
		return statementAnswer{statement}, err
	})
}

func (s *server) source(c *gin.Context) {
	handle(s, c, "id", func(a cypher.Args) (sourceAnswer, error) {
		page, err := s.answers.SourceByID(c.Request.Context(), a)
		return sourceAnswer{page}, err
	})
}

// questionRoute is where a question of the library is asked.
const questionRoute = "/v1/questions/:name"

func (s *server) question(c *gin.Context) {
	name := c.Param("name")
	format, err := formatOf(c)
	if err != nil {
		s.problem(c, err)
		return
	}
	if _, drawn := drawnFormat(format); drawn || format == formatGraph {
		handle(s, c, "", func(a cypher.Args) (graphAnswer, error) {
			drawn, err := s.answers.Draw(c.Request.Context(), name, a)
			return graphAnswer{drawn}, err
		})
		return
	}
	handle(s, c, "", func(a cypher.Args) (tableAnswer, error) {
		table, err := s.answers.Ask(c.Request.Context(), name, a)
		return tableAnswer{table}, err
	})
}

// questions needs no database, and has no tag.
func (s *server) questions(c *gin.Context) {
	format, err := formatOf(c)
	if err == nil {
		err = noParameters(c)
	}
	if err != nil {
		s.problem(c, err)
		return
	}
	s.write(c, format, "", listQuestions(s.Library))
}

// noParameters refuses every parameter but the format.
func noParameters(c *gin.Context) error {
	parameters, err := args(c)
	if err != nil || len(parameters) == 0 {
		return err
	}
	e := &graph.Error{Code: graph.CodeInvalid, Message: "this address takes no parameters"}
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		e.Problems = append(e.Problems, graph.Problem{Field: name, Message: "is not a parameter here"})
	}
	return e
}

// health is the answer of a health check.
type health struct {
	Status  string `json:"status"`
	Version string `json:"version"`
}

func (s *server) healthz(c *gin.Context) {
	c.JSON(http.StatusOK, health{"ok", s.Version})
}

func (s *server) readyz(c *gin.Context) {
	if err := s.Reader.Ping(c.Request.Context()); err != nil {
		s.problem(c, err)
		return
	}
	c.JSON(http.StatusOK, health{"ready", s.Version})
}
