package server

import (
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/cypher"
)

func (s *server) diff(c *gin.Context) {
	handle(s, c, "", func(a cypher.Args) (diffAnswer, error) {
		d, err := s.answers.Diff(c.Request.Context(), a)
		return diffAnswer{d}, err
	})
}

func (s *server) edge(c *gin.Context) {
	handle(s, c, "key", func(a cypher.Args) (edgeAnswer, error) {
		page, err := s.answers.EdgeByKey(c.Request.Context(), a)
		return edgeAnswer{page}, err
	})
}

func (s *server) edgeHistory(c *gin.Context) {
	handle(s, c, "key", func(a cypher.Args) (historyAnswer, error) {
		h, err := s.answers.EdgeHistoryOf(c.Request.Context(), a)
		return historyAnswer{h}, err
	})
}

type (
	diffAnswer    struct{ answer.Difference }
	edgeAnswer    struct{ answer.EdgePage }
	historyAnswer struct{ answer.EdgeHistory }
)

// table lists relations, then statements, then connections.
func (a diffAnswer) table() (header []string, rows [][]string) {
	header = []string{"what", "change", "from_id", "from", "type", "to_id", "to", "before", "after", "id"}
	for _, r := range a.Relations {
		one := r.After
		if one == nil {
			one = r.Before
		}
		rows = append(rows, []string{"relation", r.Change, string(r.From.ID), r.From.Name, string(one.Type), string(r.To.ID), r.To.Name,
			edgeText(r.Before), edgeText(r.After), one.Key})
	}
	for _, s := range a.Statements {
		subject, object := "", ""
		if s.Statement.Subject != nil {
			subject = s.Statement.Subject.Name
		}
		if s.Statement.Object != nil {
			object = s.Statement.Object.Name
		}
		rows = append(rows, []string{"statement", s.Change, string(s.Statement.SubjectID), subject, string(s.Statement.Predicate),
			string(s.Statement.ObjectID), object, "", s.Line(), string(s.Statement.ID)})
	}
	for _, w := range a.Watched.Connections {
		rows = append(rows, []string{"connection", w.Change, string(w.From.ID), w.From.Name, "", string(w.To.ID), w.To.Name,
			strconv.Itoa(w.Before), strconv.Itoa(w.After), ""})
	}
	return header, rows
}

// edgeText says in short how a relation stood.
func edgeText(e *answer.Edge) string {
	if e == nil {
		return ""
	}
	parts := []string{string(e.Status)}
	if !e.Polarity {
		parts = append(parts, "did not happen")
	}
	if e.Disputed {
		parts = append(parts, "disputed")
	}
	return strings.Join(append(parts, e.ValidFrom, e.ValidTo), "; ")
}

func (a edgeAnswer) table() (header []string, rows [][]string) {
	return answer.StatementTable(a.Statements)
}

func (a historyAnswer) table() (header []string, rows [][]string) {
	statements := make([]*answer.Statement, 0, len(a.History))
	for _, e := range a.History {
		statements = append(statements, e.Statement)
	}
	header, rows = answer.StatementTable(statements)
	header = append(header, "edge_status", "edge_polarity", "load", "changed")
	for i, e := range a.History {
		status, polarity := "", ""
		if e.Then != nil {
			status, polarity = string(e.Then.Status), strconv.FormatBool(e.Then.Polarity)
		}
		rows[i] = append(rows[i], status, polarity, e.Recorded.Load, e.Recorded.Changed)
	}
	return header, rows
}
