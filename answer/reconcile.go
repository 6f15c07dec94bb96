package answer

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"ipgraph/graph"
)

// ReconcileQuery asks which entity a name, or what else is known of somebody, stands for.
type ReconcileQuery struct {
	// Name is the text that was found somewhere, or "" where properties alone tell.
	Name string
	// Types are kinds, or the broader TypeParty and TypeOrganisation; none allows all.
	Types []string
	// Strict says how types count: TypesAny (the default), TypesShould or TypesAll.
	Strict string
	// Limit is how many candidates are wanted, from 1.
	Limit int
	// Evidence is what else is known.
	Evidence []Evidence
}

// How types count: a candidate has to be of one of them, had better be, or has to be of all.
const (
	TypesAny    = "any"
	TypesShould = "should"
	TypesAll    = "all"
)

// Evidence are values that somebody knows of a property; one of them is enough.
type Evidence struct {
	Property string
	Values   []EvidenceValue
}

// EvidenceValue is an entity by its id, or a text.
type EvidenceValue struct{ ID, Text string }

// Candidate is an entity that a query may mean.
type Candidate struct {
	Entity
	// Score is from 0 to 100, and Match whether there is no doubt.
	Score    float64
	Match    bool
	Features []Feature
}

// Feature is what the score of a candidate was made of: a number, or whether something holds.
type Feature struct {
	ID    string `json:"id"`
	Value any    `json:"value"`
}

// The rule of scores and matches; docs/reconciliation.md tells it.
const (
	// MatchScore is the least score of a match, and MatchLead how far the next one is behind.
	MatchScore = 95
	MatchLead  = 5
	// agreeing is the share of what lacks to 100 that properties which all agree add.
	agreeing = 0.3
	// disagreeing is the share that is lost where all of them differ.
	disagreeing = 0.15
	// otherIdentifier is what is left where a register knows the candidate by another identifier.
	otherIdentifier = 0.5
	// notIdentified is what is left of others where one has the identifier.
	notIdentified = 0.9
	// otherType is what is left of a candidate that had better be of another type.
	otherType = 0.9
	// propertiesAlone is the best score without a name or an identifier.
	propertiesAlone = 90
	// leastScore is that of a candidate worth showing.
	leastScore = 20
	// aliasScore is what another name counts beside the name.
	aliasScore = 0.99
)

const (
	// maxFound is how many candidates are compared by name, and maxWeighed how many of them
	// by properties.
	maxFound   = 100
	maxWeighed = 25
	// maxEvidence is how many values of a property are read of a candidate.
	maxEvidence = 200
)

// Reconcile gives the candidates for a query, the best first. Each query is scored
// alone.
func (s Service) Reconcile(ctx context.Context, q ReconcileQuery) ([]Candidate, error) {
	r := reconciliation{ReconcileQuery: q}
	if err := s.findCandidates(ctx, &r); err != nil {
		return nil, err
	}
	r.rank()
	r.keepBest()
	for _, e := range q.Evidence {
		property, known := PropertyByID(e.Property)
		if !known || len(r.found) == 0 {
			continue
		}
		values, err := s.ValuesOf(ctx, r.ids(), property, PropertyBounds{Limit: maxEvidence})
		if err != nil {
			return nil, err
		}
		for _, w := range r.found {
			w.weigh(property, e.Values, values[w.ID])
		}
	}
	r.rank()
	return r.answer(), nil
}

// reconciliation is a query under way.
type reconciliation struct {
	ReconcileQuery
	found []*weighed
}

// weighed is a candidate and what speaks for it.
type weighed struct {
	Entity
	name       float64 // of 100
	registered bool    // it was found by an identifier
	identified bool    // the text asked for is its id, or an identifier of it
	decided    bool    // it has an identifier that a property gives
	excluded   bool    // it has another one of that register
	agree      int
	differ     int
	typed      bool
	score      float64
	features   []Feature
}

// keepBest leaves those that are compared by properties: by name the best, and whoever has an
// identifier that somebody knows.
func (r *reconciliation) keepBest() {
	if r.Name == "" {
		return
	}
	place := 0
	r.found = slices.DeleteFunc(r.found, func(w *weighed) bool {
		place++
		return place > maxWeighed && !w.registered
	})
}

func (r *reconciliation) ids() []graph.ID {
	ids := make([]graph.ID, 0, len(r.found))
	for _, w := range r.found {
		ids = append(ids, w.ID)
	}
	return ids
}

// weigh compares what is known of a property with what the graph says of the candidate.
// Where the graph says nothing, nothing follows.
func (w *weighed) weigh(p Property, wanted []EvidenceValue, has []PropertyValue) {
	if len(has) == 0 || len(wanted) == 0 {
		return
	}
	agrees := slices.ContainsFunc(has, func(v PropertyValue) bool {
		return slices.ContainsFunc(wanted, func(e EvidenceValue) bool { return e.agrees(p, v) })
	})
	if !agrees && len(has) >= maxEvidence {
		return // it may be among those that were not read
	}
	w.features = append(w.features, Feature{p.ID, agrees})
	switch {
	case p.predicate == "HAS_ID" && p.word != "":
		w.decided, w.excluded = w.decided || agrees, w.excluded || !agrees
	case agrees:
		w.agree++
	default:
		w.differ++
	}
}

// rank scores the candidates and puts the best first; equals stay in the order in which the
// index gave them.
func (r *reconciliation) rank() {
	decided := slices.ContainsFunc(r.found, func(w *weighed) bool { return w.decided && !w.excluded })
	for _, w := range r.found {
		w.score = w.total(r.Name != "")
		if decided && (!w.decided || w.excluded) {
			w.score *= notIdentified
		}
		if r.Strict == TypesShould && !w.typed {
			w.score *= otherType
		}
		w.score = math.Round(w.score*100) / 100
	}
	slices.SortStableFunc(r.found, func(a, b *weighed) int { return cmp.Compare(b.score, a.score) })
}

// total is the score of a candidate beside which there is no other.
func (w *weighed) total(named bool) float64 {
	weighed := float64(w.agree + w.differ)
	score := w.name
	switch {
	case w.excluded:
		return score * otherIdentifier
	case w.decided || w.identified:
		score = 100
	case !named:
		if weighed == 0 {
			return 0
		}
		return propertiesAlone * float64(w.agree) / weighed
	}
	if weighed == 0 {
		return score
	}
	score += (100-score)*agreeing*float64(w.agree)/weighed - score*disagreeing*float64(w.differ)/weighed
	return score
}

// answer is what is told of the candidates. The first is a match where it is all but the
// same, nothing speaks against it, and no other comes near.
func (r *reconciliation) answer() []Candidate {
	r.found = slices.DeleteFunc(r.found, func(w *weighed) bool { return w.score < leastScore })
	match := len(r.found) > 0
	if match {
		best := r.found[0]
		match = best.score >= MatchScore && best.differ == 0 && !best.excluded && (r.Strict != TypesShould || best.typed || len(r.Types) == 0)
		match = match && (len(r.found) == 1 || r.found[1].score <= best.score-MatchLead)
	}
	candidates := []Candidate{}
	for i, w := range r.found[:min(len(r.found), r.Limit)] {
		features := []Feature{}
		if r.Name != "" {
			features = append(features, Feature{"name", math.Round(w.name*100) / 100})
		}
		if w.identified {
			features = append(features, Feature{"identifier", true})
		}
		if len(r.Types) > 0 {
			features = append(features, Feature{"type", w.typed})
		}
		candidates = append(candidates, Candidate{Entity: w.Entity, Score: w.score, Match: match && i == 0, Features: append(features, w.features...)})
	}
	return candidates
}

// TypeParty and TypeOrganisation are types beside the kinds, each broader than several.
const (
	TypeParty        = "party"
	TypeOrganisation = "organisation"
)

// typesOf are the types of an entity of this kind, the narrowest first.
func typesOf(k graph.Kind) []string {
	types := []string{string(k)}
	if slices.Contains(organisations, k) {
		types = append(types, TypeOrganisation)
	}
	if slices.Contains(partyKinds, k) {
		types = append(types, TypeParty)
	}
	return types
}

// kinds are those that a candidate may be of: nil is all.
func (q ReconcileQuery) kinds() []string {
	if len(q.Types) == 0 || q.Strict == TypesShould {
		return nil
	}
	return q.kindsNamed()
}

// kindsNamed are those of the types.
func (q ReconcileQuery) kindsNamed() []string {
	allowed := []string{}
	for _, k := range graph.Kinds() {
		if q.typed(k) {
			allowed = append(allowed, string(k))
		}
	}
	return allowed
}

// typed reports whether an entity of the kind is of the types asked for.
func (q ReconcileQuery) typed(k graph.Kind) bool {
	is := func(t string) bool {
		return slices.ContainsFunc(typesOf(k), func(own string) bool { return strings.EqualFold(own, t) })
	}
	if q.Strict == TypesAll {
		return !slices.ContainsFunc(q.Types, func(t string) bool { return !is(t) })
	}
	return len(q.Types) == 0 || slices.ContainsFunc(q.Types, is)
}
