package answer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"ipgraph/cypher"
	"ipgraph/graph"
	"ipgraph/prose"
)

// Profile is what there is to read about one entity: its facts and its relations in
// sentences, each with numbered sources.
type Profile struct {
	Entity Entity
	// Kind reads what it is: "Company".
	Kind string
	// Known and On are the days that were asked about, or "".
	Known, On string
	// Relations counts all of the entity on these days. Contested are those of the
	// ones shown that are alleged, or about which sources disagree.
	Relations int64
	Contested int
	Facts     []ProfileFact
	// Families have disputes first; those without a relation are left out.
	Families []ProfileFamily
	// Conflicts are matters about which sources contradict each other, or name
	// different parties.
	Conflicts []Conflict
	// Sources are the places that are cited, in the order of their numbers.
	Sources []NumberedSource
	Graph   Holdings
	// Limit bounds the relations, and the facts; MoreFacts and More say that there are
	// more facts, and more relations.
	Limit           int
	MoreFacts, More bool
}

// ProfileFact is a fact with all who give it.
type ProfileFact struct {
	// Label names the fact: "Trial length". Text is what is said: "17 days".
	Label, Text string
	Status      graph.Status
	// AssertedBy names who says so where it is not the source itself.
	AssertedBy string
	// Cites are numbers of sources.
	Cites []int
}

// ProfileFamily are the relations of one family.
type ProfileFamily struct {
	Name  graph.Family
	Title string
	// Relations are those shown, Total counts all.
	Relations []ProfileRelation
	Total     int64
}

// ProfileRelation is a relation in a sentence, with the entity at its other end.
type ProfileRelation struct {
	Other Entity
	ExplainedEdge
}

const (
	// maxProfile is the number of relations, and of facts, that a profile shows.
	maxProfile = 200
	// maxProfileConflicts is the number of matters in dispute that it shows.
	maxProfileConflicts = 50
)

// ProfileQuestion has the parameters of Profile; it is not asked of the database
// itself.
func ProfileQuestion() cypher.Query {
	return cypher.Query{Name: "profile", Title: "What there is to read about an entity", Params: []cypher.Param{
		{Name: "id", Type: cypher.TypeID, About: "the entity"},
		{Name: "on", Type: cypher.TypeDay, Optional: true, About: "only what may hold on that day"},
		{Name: "known", Type: cypher.TypeDay, Optional: true, About: "as the public knew on that day"},
	}, Example: "id=company:ipgraph:cnex-labs"}
}

// Profile gives what there is to read about an entity. The arguments are those of
// ProfileQuestion.
func (s Service) Profile(ctx context.Context, args cypher.Args) (Profile, error) {
	if _, err := ProfileQuestion().Bind(args); err != nil {
		return Profile{}, err
	}
	page, err := s.EntityByID(ctx, with(args, "limit", strconv.Itoa(maxProfile)))
	if err != nil {
		return Profile{}, err
	}
	p := Profile{Entity: page.Entity, Kind: kindWord(page.Kind).Title, Known: args["known"], On: args["on"], Limit: maxProfile, MoreFacts: page.Truncated}
	e := explainer{bounds: Bounds{Known: p.Known, On: p.On}, voices: map[int]int{}}
	p.Facts = e.facts(page.Facts)
	hops, err := s.relationsOf(ctx, &p, args)
	if err != nil {
		return p, err
	}
	if err := s.evidence(ctx, &e, hops); err != nil {
		return p, err
	}
	for i := range p.Families {
		p.tell(&e, &p.Families[i], hops[i])
	}
	p.Sources = e.numbered()
	if p.Conflicts, err = s.disputedAbout(ctx, p); err != nil {
		return p, err
	}
	p.Graph, err = s.holdings(ctx)
	return p, err
}

// tell puts the relations of a family into sentences.
func (p *Profile) tell(e *explainer, f *ProfileFamily, hops []Hop) {
	for _, h := range hops {
		if h.Edge.Status == graph.Alleged || h.Edge.Disputed {
			p.Contested++
		}
		f.Relations = append(f.Relations, ProfileRelation{h.To, e.edge(h)})
	}
}

// relationsOf reads the relations, family by family, disputes first: with too many
// it is the last families that are cut.
func (s Service) relationsOf(ctx context.Context, p *Profile, args cypher.Args) ([][]Hop, error) {
	counts, err := s.ExpandCounts(ctx, args)
	if err != nil {
		return nil, err
	}
	p.Relations = counts.Total
	totals := map[graph.Family]int64{}
	for _, c := range counts.Counts {
		totals[c.Family] += c.Edges
	}
	var all [][]Hop
	room := maxProfile
	for _, family := range disputesFirst() {
		if totals[family] == 0 {
			continue
		}
		f := ProfileFamily{Name: family, Title: familyTitles[family], Total: totals[family]}
		var hops []Hop
		if room > 0 {
			page, err := s.NeighboursOf(ctx, with(with(args, "family", string(family)), "limit", strconv.Itoa(room)))
			if err != nil {
				return nil, err
			}
			hops, room = page.Edges, room-len(page.Edges)
		}
		p.More = p.More || int64(len(hops)) < f.Total
		p.Families, all = append(p.Families, f), append(all, hops)
	}
	return all, nil
}

func disputesFirst() []graph.Family {
	families := slices.DeleteFunc(graph.Families(), func(f graph.Family) bool { return f == graph.DisputeFamily })
	return append([]graph.Family{graph.DisputeFamily}, families...)
}

// facts puts facts into words; those that say the same are one with several sources.
func (e *explainer) facts(statements []*Statement) []ProfileFact {
	facts := []ProfileFact{}
	at := map[factKey]int{}
	for _, st := range statements {
		key := factKey{sentenceCase(factWords(graph.Statement{Predicate: st.Predicate, Qualifiers: st.Qualifiers})), factText(st), st.Status, st.AssertedBy}
		i, known := at[key]
		if !known {
			i = len(facts)
			at[key] = i
			facts = append(facts, ProfileFact{Label: key.label, Text: key.text, Status: key.status, AssertedBy: key.by})
		}
		number := e.references.number(Citation{Statement: st.ID, Source: st.Source, Title: st.Title, Publisher: st.Publisher, Published: st.Published, URL: st.URL,
			Locator: st.Locator, Reported: st.ReportedOn, Origin: st.Origin})
		facts[i].Cites = appendNew(facts[i].Cites, number)
	}
	return facts
}

// factKey is what makes two statements say the same.
type factKey struct {
	label, text string
	status      graph.Status
	by          string
}

// factText is what a fact says beside its name: figure, sum, further details, date.
func factText(st *Statement) string {
	var parts []string
	if !st.Polarity {
		parts = append(parts, "not so")
	}
	if st.Value != nil {
		parts = append(parts, strings.TrimSuffix(st.Value.Text, "."))
	}
	if st.Amount != nil {
		parts = append(parts, st.Amount.Text)
	}
	rule, _ := graph.RuleOf(st.Predicate)
	for _, q := range rule.Qualifiers {
		if text := st.Qualifiers[q.Name]; text != "" && !q.Discriminates {
			parts = append(parts, strings.ReplaceAll(q.Name, "_", " ")+" "+strings.ReplaceAll(text, "_", " "))
		}
	}
	if st.Valid != "" {
		parts = append(parts, prose.Dates(periodOf(st.Valid)))
	}
	return strings.Join(parts, "; ")
}

// disputedAbout are the matters about which sources contradict each other, and
// those in which they name different parties; what only some leave out is no matter.
func (s Service) disputedAbout(ctx context.Context, p Profile) ([]Conflict, error) {
	found, err := s.Conflicts(ctx, given(cypher.Args{"id": string(p.Entity.ID), "known": p.Known, "limit": strconv.Itoa(maxProfileConflicts)}))
	if err != nil {
		return nil, err
	}
	var matters []Conflict
	for _, c := range found.Conflicts {
		if c.Compatible && !strings.HasPrefix(c.Matter, "t:") {
			continue
		}
		c.Differences = slices.DeleteFunc(c.Differences, func(d graph.Disagreement) bool { return told(d) < 2 })
		matters = append(matters, c)
	}
	return matters, nil
}
