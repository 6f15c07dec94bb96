package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// ViewQuestion has the parameters of View; it is not asked of the database itself.
func ViewQuestion() cypher.Query {
	return cypher.Query{Name: "view", Title: "A part of the graph to draw", Params: []cypher.Param{
		{Name: "around", Type: cypher.TypeIDs, Optional: true, About: fmt.Sprintf("entities to show with their neighbours, at most %d, ids or names; ~family after one, "+
			"also several times, expands only edges of these families", maxAround)},
		{Name: "ids", Type: cypher.TypeEntities, Optional: true, Min: 1, Max: maxViewEntities, About: "entities to show without their neighbours; around or ids has to be given"},
		{Name: "known", Type: cypher.TypeDay, Optional: true, About: "as the public knew on that day"},
		{Name: "limit", Type: cypher.TypeInt, Default: strconv.Itoa(maxViewEntities), Min: 1, Max: maxViewEntities,
			About: "how many entities at most: one whose neighbours would be more is not expanded"},
	}, Example: "around=company:ipgraph:cnex-labs~money~people,company:ipgraph:micron-technology~money"}
}

// viewAsked is what a view was asked for.
type viewAsked struct {
	around []Around
	// ids are all entities that were asked for, those around first.
	ids   []graph.ID
	known string
	limit int
}

// viewAsked reads the arguments. All that is wrong with them is said at once.
func (s Service) viewAsked(ctx context.Context, args cypher.Args) (viewAsked, error) {
	var asked viewAsked
	rest := with(with(args, "around", ""), "ids", "") // these are longer than an argument may be
	call, failed := ViewQuestion().Bind(rest)
	if failed == nil {
		asked.known, _ = call.Params["known"].(string)
		asked.limit = call.Limit
	}
	var err error
	if asked.around, err = s.readAround(ctx, args["around"]); err != nil {
		if !hasProblems(err) {
			return asked, err
		}
		failed = joinErrors(failed, err)
	}
	for _, a := range asked.around {
		asked.ids = append(asked.ids, a.ID)
	}
	shown, err := readIDs(args["ids"])
	if err != nil {
		failed = joinErrors(failed, err)
	}
	for _, id := range shown {
		if !slices.Contains(asked.ids, id) {
			asked.ids = append(asked.ids, id)
		}
	}
	if failed != nil {
		return asked, failed
	}
	return asked, asked.check()
}

// check refuses what asks for nothing, or for more than it allows itself.
func (a viewAsked) check() error {
	if len(a.ids) == 0 {
		return &graph.Error{Code: graph.CodeInvalid, Message: "nothing is asked for", Problems: []graph.Problem{
			{Field: "around", Message: "is missing: give entities in around or ids"}}}
	}
	if len(a.ids) > a.limit {
		return &graph.Error{Code: graph.CodeInvalid, Message: "more entities are asked for than the limit allows", Problems: []graph.Problem{
			{Field: "limit", Message: fmt.Sprintf("is %d, and around and ids name %d entities", a.limit, len(a.ids))}}}
	}
	return nil
}

// hasProblems reports whether an error is about what was asked, and not a failure.
func hasProblems(err error) bool {
	var ours *graph.Error
	return errors.As(err, &ours) && ours.Problems != nil
}

// readAround reads entities with their families.
func (s Service) readAround(ctx context.Context, text string) ([]Around, error) {
	around := []Around{}
	var failed error
	for item := range splitList(text, ",") {
		if len(around) == maxAround {
			return around, invalidField("around", fmt.Sprintf("names more than %d entities", maxAround))
		}
		name, families := cutFamilies(item)
		if _, err := graph.ParseID(name); err != nil && strings.Contains(name, "~") {
			_, family, _ := strings.Cut(name, "~")
			failed = joinErrors(failed, invalidField("around", fmt.Sprintf("%q: %q is no family: use %s", item, family, strings.Join(words(graph.Families()), ", "))))
			continue
		}
		id, err := s.Resolve(ctx, "around", name)
		if err != nil {
			if !hasProblems(err) {
				return nil, err
			}
			failed = joinErrors(failed, err)
			continue
		}
		if slices.ContainsFunc(around, func(a Around) bool { return a.ID == id }) {
			failed = joinErrors(failed, invalidField("around", fmt.Sprintf("%s is there twice", id)))
			continue
		}
		around = append(around, Around{ID: id, Families: families, Counts: []FamilyCount{}})
	}
	return around, failed
}

// cutFamilies takes the families off the end of what names an entity. An id may hold
// tildes of its own.
func cutFamilies(item string) (name string, families []graph.Family) {
	for {
		i := strings.LastIndex(item, "~")
		if i < 0 || !slices.Contains(graph.Families(), graph.Family(item[i+1:])) {
			return item, families
		}
		if family := graph.Family(item[i+1:]); !slices.Contains(families, family) {
			families = append([]graph.Family{family}, families...)
		}
		item = item[:i]
	}
}

// readIDs reads the entities that are shown without being expanded.
func readIDs(text string) ([]graph.ID, error) {
	var ids []graph.ID
	for item := range splitList(text, ",") {
		id, err := graph.ParseID(item)
		if err == nil && id.Kind() == graph.SourceKind {
			err = fmt.Errorf("%q is a source", item)
		}
		if err == nil && len(ids) == maxViewEntities {
			err = fmt.Errorf("names more than %d entities", maxViewEntities)
		}
		if err != nil {
			return nil, invalidField("ids", err.Error())
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// splitList gives the items of a list, without the space around them and without empty ones.
func splitList(text, separator string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for item := range strings.SplitSeq(text, separator) {
			if item = strings.TrimSpace(item); item != "" && !yield(item) {
				return
			}
		}
	}
}

func invalidField(field, message string) error {
	return &graph.Error{Code: graph.CodeInvalid, Message: "the question view cannot be asked like this", Problems: []graph.Problem{{Field: field, Message: message}}}
}
