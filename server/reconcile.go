package server

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"ipgraph/answer"
	"ipgraph/graph"
)

// The Reconciliation Service API, version 0.2: names in a table become entities of the
// graph. docs/reconciliation.md tells how it is used, ADR 29 why it is as it is.

// reconcileRoute is the service; what belongs to it lies below.
const (
	reconcileRoute   = "/reconcile"
	suggestEntities  = reconcileRoute + "/suggest/entity"
	suggestProps     = reconcileRoute + "/suggest/property"
	suggestTypes     = reconcileRoute + "/suggest/type"
	flyoutEntities   = reconcileRoute + "/flyout/entity"
	flyoutProps      = reconcileRoute + "/flyout/property"
	flyoutTypes      = reconcileRoute + "/flyout/type"
	previewRoute     = reconcileRoute + "/preview"
	proposeRoute     = reconcileRoute + "/properties"
	fieldQueries     = "queries"
	fieldExtend      = "extend"
	reconcileBatch   = 25 // queries of one request; each asks the database a few questions
	defaultCandidate = 10
	maxCandidates    = 50
)

// reconcileRoutes registers the service.
func (s *server) reconcileRoutes(get func(path string, handler gin.HandlerFunc), engine *gin.Engine) {
	for path, handler := range map[string]gin.HandlerFunc{
		reconcileRoute: s.reconcile, suggestEntities: s.suggestEntities, suggestProps: s.suggestProperties, suggestTypes: s.suggestTypes,
		flyoutEntities: s.flyoutEntity, flyoutProps: s.flyoutProperty, flyoutTypes: s.flyoutType, previewRoute: s.preview, proposeRoute: s.proposeProperties,
	} {
		get(path, s.whereReconciled(handler))
	}
	engine.POST(reconcileRoute, s.deadline, s.whereReconciled(s.reconcile))
}

// isReconcile reports whether an address belongs to the service.
func isReconcile(path string) bool {
	return path == reconcileRoute || strings.HasPrefix(path, reconcileRoute+"/")
}

// whereReconciled refuses what belongs to the service where it is switched off.
func (s *server) whereReconciled(handler gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		if s.NoReconcile {
			s.refuse(c, refusedReconcile, "This server was started with --no-reconcile: start it without, to have tables reconciled.")
			return
		}
		handler(c)
	}
}

// reconcile answers queries, or fetches properties, or tells what the service is.
func (s *server) reconcile(c *gin.Context) {
	fields, ok := s.reconcileFields(c)
	if !ok {
		return
	}
	queries, asked := fields[fieldQueries]
	extend, extends := fields[fieldExtend]
	switch {
	case asked && extends:
		s.problem(c, graph.Errorf(graph.CodeInvalid, "queries and extend are two requests: send one of them"))
	case asked:
		s.answerQueries(c, queries)
	case extends:
		s.answerExtend(c, extend)
	default:
		s.write(c, formatJSON, "", s.manifest(c))
	}
}

// asksNothing reports whether a request is for the manifest, which a client reads to
// learn that it needs a token. It holds nothing of the graph.
func asksNothing(c *gin.Context) bool {
	reads := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead
	query := c.Request.URL.Query()
	return reads && c.FullPath() == reconcileRoute && !query.Has(fieldQueries) && !query.Has(fieldExtend)
}

// candidates is the answer to a batch, by the names of its queries.
type candidates map[string]candidatesOfOne

type candidatesOfOne struct {
	Result []reconciled `json:"result"`
}

// reconciled is a candidate as the service tells it.
type reconciled struct {
	ID          graph.ID            `json:"id"`
	Name        string              `json:"name"`
	Score       float64             `json:"score"`
	Match       bool                `json:"match"`
	Type        []answer.EntityType `json:"type"`
	Description string              `json:"description,omitempty"`
	Features    []answer.Feature    `json:"features"`
}

func (s *server) answerQueries(c *gin.Context, text string) {
	if holds(c, s.tagOfGet(c)) {
		return
	}
	queries, err := parseQueries(text)
	if err != nil {
		s.problem(c, err)
		return
	}
	if len(queries) > reconcileBatch {
		s.refuseBatch(c, fieldQueries, len(queries), reconcileBatch)
		return
	}
	batch, version, err := whole(c.Request.Context(), s, func() (candidates, error) { return s.candidatesOf(c.Request.Context(), queries) })
	if err != nil {
		s.problem(c, err)
		return
	}
	s.write(c, formatJSON, s.tagGet(c, version), batch)
}

func (s *server) candidatesOf(ctx context.Context, queries map[string]answer.ReconcileQuery) (candidates, error) {
	batch := candidates{}
	for name, q := range queries {
		found, err := s.answers.Reconcile(ctx, q)
		if err != nil {
			return nil, err
		}
		one := candidatesOfOne{Result: []reconciled{}}
		for _, f := range found {
			one.Result = append(one.Result, reconciled{f.ID, f.Name, f.Score, f.Match, []answer.EntityType{answer.TypeOfKind(f.Kind)}, f.About, f.Features})
		}
		batch[name] = one
	}
	return batch, nil
}

// tagOfGet is the tag of an answer to what stands in the address alone.
func (s *server) tagOfGet(c *gin.Context) string {
	return s.tagGet(c, s.versions.current(c.Request.Context()).text)
}

func (s *server) tagGet(c *gin.Context, version string) string {
	if c.Request.Method == http.MethodPost {
		return ""
	}
	return s.tag(c, version, formatJSON)
}
