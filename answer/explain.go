package answer

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// Explanation says in plain sentences how entities are connected, with a
// numbered source for each hop, or within which bounds nothing was found.
type Explanation struct {
	Title string `json:"title"`
	// Summary says in a sentence what was found.
	Summary string `json:"summary"`
	// Entities are those that were asked about.
	Entities []Entity         `json:"entities"`
	Chains   []ExplainedChain `json:"chains"`
	// Sources are the places that the sentences cite, in the order of their numbers.
	Sources []NumberedSource `json:"sources"`
	// Absence says in sentences how far the search went and how to look further,
	// where something was not found.
	Absence   []string `json:"absence,omitempty"`
	Bounds    Bounds   `json:"bounds"`
	Truncated bool     `json:"truncated"`
	// Question and Parameters are what was asked, Cypher the same with the values
	// written in: it runs in Neo4j Browser as it stands.
	Question   string      `json:"question"`
	Parameters cypher.Args `json:"parameters"`
	Cypher     string      `json:"cypher"`
}

// ExplainedChain is a chain in sentences, or the part of a connection that joins
// some of the entities.
type ExplainedChain struct {
	Hops []ExplainedHop `json:"hops"`
}

// ExplainedHop is a hop with the sentence that says it.
type ExplainedHop struct {
	From     Entity `json:"from"`
	To       Entity `json:"to"`
	Reversed bool   `json:"reversed"`
	ExplainedEdge
	// Also are further edges between the two; AlsoCount counts those that exist.
	Also      []ExplainedEdge `json:"also,omitempty"`
	AlsoCount int             `json:"also_count,omitempty"`
	// Cypher shows all edges between the two.
	Cypher string `json:"cypher"`
}

// ExplainedEdge is an edge in a sentence.
type ExplainedEdge struct {
	Sentence string `json:"sentence"`
	// Cites are numbers of sources.
	Cites []int `json:"cites"`
	// More says what other sources add: a sentence speaks for one source alone.
	More []CitedSentence `json:"more,omitempty"`
	// Notes say what a reader should know beside it: that sources disagree, that
	// all goes back to one.
	Notes       []string             `json:"notes"`
	Differences []graph.Disagreement `json:"differences,omitempty"`
	Edge        *Edge                `json:"edge"`
}

// CitedSentence is a sentence and the sources that it cites.
type CitedSentence struct {
	Sentence string `json:"sentence"`
	Cites    []int  `json:"cites"`
}

// NumberedSource is a place in a source that sentences cite.
type NumberedSource struct {
	Number int `json:"number"`
	Citation
	// SameVoiceAs is the number of another place cited for the same relation whose
	// source this one repeats, or with which it shares its agency: they count as one.
	SameVoiceAs int `json:"same_voice_as,omitempty"`
}

// Explain puts the chains between two entities into sentences. It takes the
// arguments of the question paths-between.
func (s Service) Explain(ctx context.Context, args cypher.Args) (Explanation, error) {
	paths, err := s.PathsBetween(ctx, args)
	if err != nil {
		return Explanation{}, err
	}
	args = with(with(args, "from", string(paths.From.ID)), "to", string(paths.To.ID))
	x := Explanation{Title: "How " + paths.From.words() + " and " + paths.To.words() + " are connected", Entities: []Entity{paths.From, paths.To},
		Bounds: paths.Bounds, Truncated: paths.Truncated}
	x.Summary = summaryOf(paths)
	chains := make([][]Hop, len(paths.Paths))
	for i, c := range paths.Paths {
		chains[i] = c.Hops
	}
	return s.explained(ctx, x, chains, "paths-between", args)
}

// ExplainConnections puts the smallest subgraph that joins several entities into
// sentences. It takes the arguments of the question connections.
func (s Service) ExplainConnections(ctx context.Context, args cypher.Args) (Explanation, error) {
	c, err := s.Connect(ctx, args)
	if err != nil {
		return Explanation{}, err
	}
	var names, ids []string
	for _, e := range c.Entities {
		names, ids = append(names, e.words()), append(ids, string(e.ID))
	}
	x := Explanation{Title: "What connects " + listed(names), Entities: c.Entities, Bounds: c.Bounds}
	x.Summary = fmt.Sprintf("All %d are joined by %s.", len(names), hops(int64(len(c.Hops))))
	if !c.Connected {
		x.Summary = fmt.Sprintf("Within these bounds the %d fall into %d parts that nothing found joins.", len(names), len(c.Parts))
	}
	var chains [][]Hop
	if len(c.Hops) > 0 {
		chains = [][]Hop{c.Hops}
	}
	return s.explained(ctx, x, chains, "connections", with(args, "ids", strings.Join(ids, ",")))
}

func summaryOf(p Paths) string {
	if len(p.Paths) == 0 {
		return fmt.Sprintf("No chain between %s and %s was found within %s.", p.From.words(), p.To.words(), hops(p.Bounds.Hops))
	}
	if len(p.Paths) == 1 {
		return fmt.Sprintf("%s and %s are joined by a chain of %s.", p.From.begins(), p.To.words(), hops(int64(len(p.Paths[0].Hops))))
	}
	shortest, longest := len(p.Paths[0].Hops), len(p.Paths[len(p.Paths)-1].Hops)
	length := hops(int64(shortest))
	if longest != shortest {
		length = fmt.Sprintf("%d and %s", shortest, hops(int64(longest)))
	}
	return fmt.Sprintf("%s and %s are joined by %d chains of %s.", p.From.begins(), p.To.words(), len(p.Paths), length)
}

// explained fills in sentences, sources and the Cypher.
func (s Service) explained(ctx context.Context, x Explanation, chains [][]Hop, question string, args cypher.Args) (Explanation, error) {
	q, err := s.Library.Get(question)
	if err != nil {
		return x, err
	}
	x.Question, x.Parameters, x.Chains = question, given(args), []ExplainedChain{}
	x.Absence = Absence(x.Bounds)
	if len(chains) == 0 && len(x.Absence) > 0 { // its first sentence sums up
		x.Summary, x.Absence = x.Absence[0], x.Absence[1:]
	}
	if x.Cypher, err = q.Standalone(x.Parameters); err != nil {
		return x, err
	}
	e := explainer{bounds: x.Bounds, voices: map[int]int{}}
	if e.hop, err = s.Library.Get("edges-between"); err != nil {
		return x, err
	}
	if err := s.evidence(ctx, &e, chains); err != nil {
		return x, err
	}
	for _, hops := range chains {
		chain := ExplainedChain{Hops: make([]ExplainedHop, 0, len(hops))}
		for _, h := range hops {
			hop, err := e.explain(h)
			if err != nil {
				return x, err
			}
			chain.Hops = append(chain.Hops, hop)
		}
		x.Chains = append(x.Chains, chain)
	}
	x.Sources = e.numbered()
	return x, nil
}

// given are the arguments that were given.
func given(args cypher.Args) cypher.Args {
	out := maps.Clone(args)
	maps.DeleteFunc(out, func(_, v string) bool { return v == "" })
	return out
}

// maxExplained bounds the further edges of a hop that are put into sentences.
const maxExplained = 4

// shown are the edges of a hop that are put into sentences: of each kind one,
// before a second of any.
func shown(h Hop) []Also {
	list := []Also{{h.Edge, h.Reversed}}
	type kind struct {
		predicate graph.Predicate
		polarity  bool
	}
	seen := map[kind]bool{{h.Edge.Type, h.Edge.Polarity}: true}
	var others []Also
	for _, a := range h.Also {
		if k := (kind{a.Edge.Type, a.Edge.Polarity}); !seen[k] {
			seen[k] = true
			list = append(list, a)
			continue
		}
		others = append(others, a)
	}
	list = append(list, others...)
	return list[:min(len(list), 1+maxExplained)]
}

// evidence reads the statements that the edges rest on, and the names of what
// their qualifiers name, side by side.
func (s Service) evidence(ctx context.Context, e *explainer, chains [][]Hop) error {
	var statements []string
	var entities []graph.ID
	for _, hops := range chains {
		for _, h := range hops {
			for _, a := range shown(h) {
				for _, c := range a.Edge.Citations {
					statements = append(statements, string(c.Statement))
				}
				entities = append(entities, namedBy(a.Edge)...)
			}
		}
	}
	slices.Sort(statements)
	type names struct {
		by  map[graph.ID]any
		err error
	}
	read := make(chan names, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil { // what goes wrong here must not end the program
				read <- names{err: fmt.Errorf("panic: %v\n%s", p, debug.Stack())}
			}
		}()
		by, err := s.entitiesByID(ctx, entities)
		read <- names{by, err}
	}()
	found, err := s.statementsByID(ctx, slices.DeleteFunc(slices.Compact(statements), func(id string) bool { return id == "" }))
	named := <-read
	if err != nil {
		return err
	}
	e.statements = map[graph.StatementID]graph.Statement{}
	for _, st := range found {
		e.statements[st.ID] = st
	}
	e.names = map[graph.ID]string{}
	for id := range named.by {
		e.names[id] = nameOf(named.by, id)
	}
	return named.err
}

// namedBy lists the entities that an edge's qualifiers name.
func namedBy(e *Edge) []graph.ID {
	var ids []graph.ID
	rule, _ := graph.RuleOf(e.Type)
	for _, q := range rule.Qualifiers {
		if id := e.Qualifiers[q.Name]; id != "" && len(q.Kinds) > 0 {
			ids = append(ids, graph.ID(id))
		}
	}
	return ids
}

// between are the arguments that ask for all edges between two entities on the days
// of a search.
func between(from, to graph.ID, b Bounds) cypher.Args {
	args := cypher.Args{"from": string(from), "to": string(to), "on": b.On, "known": b.Known}
	if b.Certain {
		args["certain"] = "yes"
	}
	return given(args)
}
