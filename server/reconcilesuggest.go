package server

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/report"
)

const suggestedAtOnce = 20

// The parameters of the service's small addresses.

func suggestQuestion(what string) cypher.Query {
	q := cypher.Query{Name: "suggest-" + what, Params: []cypher.Param{
		{Name: "prefix", Type: cypher.TypeText, Optional: what != "entity", About: "what was typed so far"},
		{Name: "cursor", Type: cypher.TypeInt, Default: "0", Optional: true, Max: answer.MaxSuggested, About: "how many to skip"},
	}, Example: "prefix=hua"}
	if what == "entity" {
		q.Params = append(q.Params, cypher.Param{Name: "type", Type: cypher.TypeText, Optional: true, About: "only this type"})
	}
	return q
}

func flyoutQuestion(what string) cypher.Query {
	q := cypher.Query{Name: "flyout-" + what, Params: []cypher.Param{{Name: "id", Type: cypher.TypeText, About: "the id of the " + what}}}
	q.Example = map[string]string{"entity": "id=company:ipgraph:cnex-labs", "property": "id=investors", "type": "id=company"}[what]
	return q
}

func previewQuestion() cypher.Query {
	return cypher.Query{Name: "preview", Params: []cypher.Param{{Name: "id", Type: cypher.TypeText, About: "the entity"}}, Example: "id=company:ipgraph:cnex-labs"}
}

func proposeQuestion() cypher.Query {
	return cypher.Query{Name: "propose-properties", Params: []cypher.Param{
		{Name: "type", Type: cypher.TypeText, Optional: true, About: "the type of the entities; all properties without it"},
		{Name: "limit", Type: cypher.TypeInt, Optional: true, Min: 1, Max: 1000, About: "how many"},
	}, Example: "type=company limit=5"}
}

// What is suggested to somebody who is still typing.
type (
	suggestedEntities struct {
		Result []suggestedEntity `json:"result"`
	}
	suggestedProperties struct {
		Result []suggestedProperty `json:"result"`
	}
	suggestedTypes struct {
		Result []answer.EntityType `json:"result"`
	}
)

type suggestedEntity struct {
	ID          graph.ID            `json:"id"`
	Name        string              `json:"name"`
	Description string              `json:"description,omitempty"`
	Notable     []answer.EntityType `json:"notable"`
}

type suggestedProperty struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
}

// proposal lists properties that may be fetched for entities of a type.
type proposal struct {
	Type       string              `json:"type,omitempty"`
	Limit      int64               `json:"limit,omitempty"`
	Properties []suggestedProperty `json:"properties"`
}

// lookUp is the way of the small addresses: parameters, answer, JSON.
func lookUp[T any](s *server, c *gin.Context, q cypher.Query, find func(args cypher.Args, call cypher.Call) (T, error)) {
	if holds(c, s.tagOf(c, formatJSON)) {
		return
	}
	args, call, err := bindKnown(c, q)
	if err != nil {
		s.problem(c, err)
		return
	}
	result, tag, err := answerWhole(s, c, formatJSON, func() (T, error) { return find(args, call) })
	if err != nil {
		s.problem(c, err)
		return
	}
	s.write(c, formatJSON, tag, result)
}

// cursorOf is how many are skipped.
func cursorOf(call cypher.Call) int {
	n, _ := call.Params["cursor"].(int64)
	return int(n)
}

func (s *server) suggestEntities(c *gin.Context) {
	lookUp(s, c, suggestQuestion("entity"), func(args cypher.Args, call cypher.Call) (suggestedEntities, error) {
		var types []string
		if args["type"] != "" {
			types = strings.Split(args["type"], ",")
		}
		found, err := s.answers.SuggestEntities(c.Request.Context(), args["prefix"], types)
		out := suggestedEntities{Result: []suggestedEntity{}}
		for _, e := range page(found, cursorOf(call), suggestedAtOnce) {
			out.Result = append(out.Result, suggestedEntity{e.ID, e.Name, e.About, []answer.EntityType{answer.TypeOfKind(e.Kind)}})
		}
		return out, err
	})
}

// begins reports whether one of the words of a name, or the id, begins with what was typed.
func begins(prefix, id, name string) bool {
	prefix = strings.ToLower(strings.TrimSpace(prefix))
	name = strings.ToLower(name)
	return strings.HasPrefix(strings.ToLower(id), prefix) || strings.HasPrefix(name, prefix) || strings.Contains(name, " "+prefix)
}

func (s *server) suggestProperties(c *gin.Context) {
	lookUp(s, c, suggestQuestion("property"), func(args cypher.Args, call cypher.Call) (suggestedProperties, error) {
		found := slices.DeleteFunc(answer.Properties(), func(p answer.Property) bool { return !begins(args["prefix"], p.ID, p.Name) })
		if p, ok := answer.PropertyByID(args["prefix"]); ok && len(found) == 0 {
			found = append(found, p) // of a register that is not in the list
		}
		return suggestedProperties{Result: describeProperties(page(found, cursorOf(call), suggestedAtOnce))}, nil
	})
}

func describeProperties(list []answer.Property) []suggestedProperty {
	out := []suggestedProperty{}
	for _, p := range list {
		out = append(out, suggestedProperty{p.ID, p.Name, p.About})
	}
	return out
}

func (s *server) suggestTypes(c *gin.Context) {
	lookUp(s, c, suggestQuestion("type"), func(args cypher.Args, call cypher.Call) (suggestedTypes, error) {
		found := slices.DeleteFunc(answer.EntityTypes(), func(t answer.EntityType) bool { return !begins(args["prefix"], t.ID, t.Name) })
		return suggestedTypes{Result: append([]answer.EntityType{}, page(found, cursorOf(call), suggestedAtOnce)...)}, nil
	})
}

func (s *server) proposeProperties(c *gin.Context) {
	lookUp(s, c, proposeQuestion(), func(args cypher.Args, call cypher.Call) (proposal, error) {
		found := answer.Properties()
		if args["type"] != "" {
			found = answer.PropertiesOf(args["type"])
		}
		limit, given := call.Params["limit"].(int64)
		if given {
			found = page(found, 0, int(limit))
		}
		return proposal{args["type"], limit, describeProperties(found)}, nil
	})
}

// flyout is a few words in HTML, shown beside a suggestion.
type flyout struct {
	ID   string `json:"id"`
	HTML string `json:"html"`
}

// flyoutView is what a flyout says.
type flyoutView struct{ Name, Kind, About string }

func (s *server) flyoutEntity(c *gin.Context) {
	s.flyout(c, "entity", func(id string) (flyoutView, error) {
		e, err := s.answers.EntityNamed(c.Request.Context(), id)
		if err != nil {
			return flyoutView{}, err
		}
		return flyoutView{e.Name, answer.TypeOfKind(e.Kind).Name, e.About}, nil
	})
}

func (s *server) flyoutProperty(c *gin.Context) {
	s.flyout(c, "property", func(id string) (flyoutView, error) {
		p, ok := answer.PropertyByID(id)
		if !ok {
			return flyoutView{}, graph.Errorf(graph.CodeNotFound, "there is no property %q: %s lists them", id, proposeRoute)
		}
		return flyoutView{p.Name, "Property", p.About}, nil
	})
}

func (s *server) flyoutType(c *gin.Context) {
	s.flyout(c, "type", func(id string) (flyoutView, error) {
		for _, t := range answer.EntityTypes() {
			if t.ID == id {
				return flyoutView{t.Name, "Type", t.Description}, nil
			}
		}
		return flyoutView{}, graph.Errorf(graph.CodeNotFound, "there is no type %q: %s lists them", id, suggestTypes)
	})
}

func (s *server) flyout(c *gin.Context, what string, view func(id string) (flyoutView, error)) {
	lookUp(s, c, flyoutQuestion(what), func(args cypher.Args, _ cypher.Call) (flyout, error) {
		v, err := view(args["id"])
		if err != nil {
			return flyout{}, err
		}
		var html bytes.Buffer
		if err := s.pages.reconcile.ExecuteTemplate(&html, "flyout.html", v); err != nil {
			return flyout{}, graph.Errorf(graph.CodeInternal, "the flyout cannot be written").Because(err)
		}
		return flyout{args["id"], strings.TrimSpace(html.String())}, nil
	})
}

// previewView is a preview with the address of the whole page.
type previewView struct {
	answer.Preview
	Page string
}

// previewForm tells the tag of a preview from those of other answers.
const previewForm = "preview"

// preview is a small page, for a frame in the page of whoever reconciles.
func (s *server) preview(c *gin.Context) {
	if holds(c, s.tagOf(c, previewForm)) {
		return
	}
	args, _, err := bindKnown(c, previewQuestion())
	if err != nil {
		s.problem(c, err)
		return
	}
	p, tag, err := answerWhole(s, c, previewForm, func() (answer.Preview, error) { return s.answers.PreviewOf(c.Request.Context(), args["id"]) })
	if err != nil {
		s.problem(c, err)
		return
	}
	var page bytes.Buffer
	view := previewView{p, report.EntityPath + url.PathEscape(string(p.ID))}
	if err := s.pages.reconcile.ExecuteTemplate(&page, "preview.html", view); err != nil {
		s.problem(c, graph.Errorf(graph.CodeInternal, "the page cannot be written").Because(err))
		return
	}
	cacheable(c, tag)
	c.Data(http.StatusOK, typeHTML+"; charset=utf-8", page.Bytes())
}
