package answer

import (
	"context"
	"strings"
	"time"

	"ipgraph/graph"
)

// Load is one load that came to its end.
type Load struct {
	ID       string   `json:"id"`
	Started  string   `json:"started"`
	Finished string   `json:"finished"`
	Dossiers []string `json:"dossiers"`
	// numbers are what the load left of its report: created_statements and others.
	numbers map[string]any
}

// number is one of the counts that a load left, 0 where it left none.
func (l Load) number(name string) int64 {
	n, _ := l.numbers[name].(int64)
	return n
}

// Words that stand for a load.
const (
	latestLoad   = "latest"
	previousLoad = "previous"
)

// loadNamed finds the load that a person means under the parameter field: its id or
// an unambiguous beginning of it, "latest", "previous" for the one before that, or a
// day for the last load that ended by the end of it.
func (s Service) loadNamed(ctx context.Context, field, text string) (Load, error) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		loads, err := s.finishedLoads(ctx, "", day.AddDate(0, 0, 1).Format(time.DateOnly))
		if err == nil && len(loads) == 0 {
			return Load{}, noLoad(field, "no load had ended by "+text)
		}
		return first(loads), err
	}
	prefix, place := strings.ToUpper(text), 0
	switch text {
	case latestLoad:
		prefix = ""
	case previousLoad:
		prefix, place = "", 1
	}
	loads, err := s.finishedLoads(ctx, prefix, "")
	switch {
	case err != nil:
		return Load{}, err
	case len(loads) <= place && text == previousLoad:
		return Load{}, noLoad(field, "there are not two loads to compare yet")
	case len(loads) == 0:
		return Load{}, noLoad(field, "no load that came to its end begins with "+text+": the question loads lists them")
	case len(loads) > 1 && prefix != "":
		return Load{}, &graph.Error{Code: graph.CodeInvalid, Message: "that may be several loads", Problems: []graph.Problem{{Field: field,
			Message: text + " begins the ids of several loads, " + loads[0].ID + " and " + loads[1].ID + " among them: write more of it"}}}
	}
	return loads[place], nil
}

func noLoad(field, message string) error {
	return &graph.Error{Code: graph.CodeNotFound, Message: message, Problems: []graph.Problem{{Field: field, Message: message}}}
}

func first(loads []Load) Load {
	if len(loads) == 0 {
		return Load{}
	}
	return loads[0]
}

// finishedLoads gives at most two loads, the last first, whose ids begin with
// prefix and which ended before a day.
func (s Service) finishedLoads(ctx context.Context, prefix, ended string) ([]Load, error) {
	params := map[string]any{"prefix": prefix}
	if ended != "" {
		params["ended"] = ended
	}
	return s.loads(ctx, "finished-loads", params)
}

func (s Service) loads(ctx context.Context, question string, params map[string]any) ([]Load, error) {
	result, err := s.keep(ctx, question, "", params)
	if err != nil {
		return nil, err
	}
	loads := make([]Load, 0, len(result.Rows))
	for _, row := range result.Rows {
		node, err := graph.Cell[graph.Node](result, row, "load")
		if err != nil {
			return nil, err
		}
		l := Load{Dossiers: []string{}, numbers: node.Properties}
		l.ID, _ = node.Properties["id"].(string)
		l.Started, _ = node.Properties["started"].(string)
		l.Finished, _ = node.Properties["finished"].(string)
		dossiers, _ := node.Properties["dossiers"].([]any)
		for _, d := range dossiers {
			if name, ok := d.(string); ok {
				l.Dossiers = append(l.Dossiers, name)
			}
		}
		loads = append(loads, l)
	}
	return loads, nil
}

// keep asks one of the questions that nobody asks by name; the values of its answer
// are not converted.
func (s Service) keep(ctx context.Context, question, word string, params map[string]any) (graph.Result, error) {
	q, err := s.Library.Keep(question)
	if err != nil {
		return graph.Result{}, err
	}
	return s.Reader.Ask(ctx, q.KeepCall(word, params))
}

// kept is keep with every value of the answer converted.
func (s Service) kept(ctx context.Context, question, word string, params map[string]any) (graph.Result, error) {
	q, err := s.Library.Keep(question)
	if err != nil {
		return graph.Result{}, err
	}
	result, c, err := s.ask(ctx, q.KeepCall(word, params))
	if err != nil {
		return graph.Result{}, err
	}
	return result, c.err
}
