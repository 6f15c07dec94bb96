package answer

import (
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// EntityPage is one entity with the facts that are no relation to another.
type EntityPage struct {
	Entity
	Facts     []*Statement `json:"facts"`
	Limit     int          `json:"limit"`
	Truncated bool         `json:"truncated"`
}

// EntityByID answers the question entity.
func (s Service) EntityByID(ctx context.Context, args cypher.Args) (EntityPage, error) {
	call, err := s.bind("entity", args)
	if err != nil {
		return EntityPage{}, err
	}
	limit := call.Limit
	call.Limit = 0 // it bounds the facts, not the rows
	result, c, err := s.ask(ctx, call)
	if err != nil {
		return EntityPage{}, err
	}
	if len(result.Rows) == 0 {
		return EntityPage{}, graph.Errorf(graph.CodeNotFound, "there is no entity %s", args["id"])
	}
	page := EntityPage{Facts: []*Statement{}, Limit: limit}
	entity, err := graph.Cell[Entity](result, result.Rows[0], "entity")
	if err != nil {
		return page, err
	}
	page.Entity = entity
	facts, err := graph.Cell[[]any](result, result.Rows[0], "facts")
	if err != nil {
		return page, err
	}
	for _, f := range facts {
		if m, ok := f.(map[string]any); ok {
			statement, _ := m["statement"].(*Statement)
			source, _ := m["source"].(Source)
			if statement != nil {
				page.Facts = append(page.Facts, statement.credit(source))
			}
		}
	}
	if len(page.Facts) > limit {
		page.Facts, page.Truncated = page.Facts[:limit], true
	}
	return page, c.err
}

// Hit is an entity that a search found.
type Hit struct {
	Entity
	Score float64 `json:"score"`
}

// Hits is a page of a search.
type Hits struct {
	Query     string `json:"query"`
	Entities  []Hit  `json:"entities"`
	Limit     int    `json:"limit"`
	Truncated bool   `json:"truncated"`
	// Next is the cursor of the next page, if there is one.
	Next string `json:"next,omitempty"`
}

// Search answers the question search. The argument cursor is a Next of before.
func (s Service) Search(ctx context.Context, args cypher.Args) (Hits, error) {
	args, err := openCursor(args)
	if err != nil {
		return Hits{}, err
	}
	call, err := s.bind("search", args)
	if err != nil {
		return Hits{}, err
	}
	result, c, err := s.ask(ctx, call)
	if err != nil {
		return Hits{}, err
	}
	hits := Hits{Query: args["q"], Entities: make([]Hit, 0, len(result.Rows)), Limit: call.Limit, Truncated: result.Truncated}
	for _, row := range result.Rows {
		entity, err := graph.Cell[Entity](result, row, "entity")
		if err != nil {
			return hits, err
		}
		score, err := graph.Cell[float64](result, row, "score")
		if err != nil {
			return hits, err
		}
		hits.Entities = append(hits.Entities, Hit{entity, score})
	}
	hits.Next = s.nextHits(call, hits)
	return hits, c.err
}

// nextHits is the cursor of the page after hits. There is none beyond what the
// question may skip: a cursor that is refused would promise too much.
func (s Service) nextHits(call cypher.Call, hits Hits) string {
	q, err := s.Library.Get("search")
	if err != nil || !hits.Truncated {
		return ""
	}
	skipped, _ := call.Params["after"].(int64)
	place := skipped + int64(len(hits.Entities))
	if after, _ := q.Param("after"); place > int64(after.Max) {
		return ""
	}
	return cursor(strconv.FormatInt(place, 10))
}

// Counts says what expanding an entity would bring.
type Counts struct {
	ID     graph.ID `json:"id"`
	Counts []Count  `json:"counts"`
	Total  int64    `json:"total"`
}

// Count is the number of edges of one family, type and direction.
type Count struct {
	Family    graph.Family    `json:"family"`
	Type      graph.Predicate `json:"type"`
	Direction string          `json:"direction"`
	Edges     int64           `json:"edges"`
}

// ExpandCounts answers the question expand-counts.
func (s Service) ExpandCounts(ctx context.Context, args cypher.Args) (Counts, error) {
	table, err := s.Ask(ctx, "expand-counts", args)
	if err != nil {
		return Counts{}, err
	}
	counts := Counts{ID: graph.ID(args["id"]), Counts: []Count{}}
	for _, row := range table.Rows {
		family, _ := row["family"].(string)
		kind, _ := row["type"].(string)
		direction, _ := row["direction"].(string)
		edges, _ := row["edges"].(int64)
		counts.Counts = append(counts.Counts, Count{graph.Family(family), graph.Predicate(kind), direction, edges})
		counts.Total += edges
	}
	return counts, nil
}

// maxEntities is the number of entities that are asked for at once; their ids
// stay within the bound of an argument.
const maxEntities = 50

// entities reads those of the ids that exist.
func (s Service) entities(ctx context.Context, ids []graph.ID) ([]Entity, error) {
	var found []Entity
	for part := range slices.Chunk(ids, maxEntities) {
		texts := make([]string, 0, len(part))
		for _, id := range part {
			texts = append(texts, string(id))
		}
		table, err := s.Ask(ctx, "entities", cypher.Args{"ids": strings.Join(texts, ",")})
		if err != nil {
			return nil, err
		}
		for _, row := range table.Rows {
			if e, ok := row["entity"].(Entity); ok {
				found = append(found, e)
			}
		}
	}
	return found, nil
}

// cursor makes an opaque cursor of the place where a page ended.
func cursor(place string) string {
	return base64.RawURLEncoding.EncodeToString([]byte("1" + place))
}

// openCursor replaces the argument cursor by the place that it stands for.
func openCursor(args cypher.Args) (cypher.Args, error) {
	text := args["cursor"]
	if text == "" { // as with any parameter, empty is not given
		args = with(args, "cursor", "")
		delete(args, "cursor")
		return args, nil
	}
	place, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(place) < 2 || place[0] != '1' {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: "the cursor cannot be read",
			Problems: []graph.Problem{{Field: "cursor", Message: "is not a cursor from an answer's next: begin again without it"}}}
	}
	args = with(args, "after", string(place[1:]))
	delete(args, "cursor")
	return args, nil
}
