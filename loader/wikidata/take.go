package wikidata

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// take hands over an item, and each of its statements as a record of its own.
func (r *reader) take(out *intake.Out, i item) error {
	if err := out.Begin(i.ID); err != nil {
		return err
	}
	if r.options.Changes {
		out.Retire(i.ID)
	}
	out.Count("items", 1)
	own, err := r.idOf(i.ID, "")
	if err != nil {
		out.Broken("an item whose id cannot be one here", err.Error())
		return nil
	}
	described := i.entity(own)
	out.Entity(described)
	out.Statement(graph.Statement{Subject: own, Predicate: "HAS_ID", Value: &graph.Value{Text: i.ID}, Qualifiers: map[string]string{"scheme": "wikidata"}, Status: graph.Recorded})
	for _, property := range sortedNames(i.Claims) {
		for _, text := range i.Claims[property] {
			var c claim
			err := intake.Decode(text, &c)
			if err := out.Begin(i.ID + ", " + cmp.Or(c.ID, property)); err != nil {
				return err
			}
			out.Count("statements", 1)
			if err != nil {
				out.Broken("a statement that has not the form of one", err.Error())
				continue
			}
			r.claim(out, own, described.Name, property, c)
		}
	}
	return nil
}

// idOf is the id of an item, whose kind is that of the input, or else the other.
func (r *reader) idOf(id string, other graph.Kind) (graph.ID, error) {
	kind, _ := r.kinds.Get(id)
	return graph.MakeID(cmp.Or(kind, other), "wikidata", id) //nolint:wrapcheck // its words are for people
}

// entity names an item in English, or else in the first of its languages. Other languages are
// aliases.
func (i item) entity(id graph.ID) graph.Entity {
	e := graph.Entity{ID: id, Name: cmp.Or(i.Labels["en"].Value, i.Labels["mul"].Value), About: i.Descriptions["en"].Value}
	var names []string
	for _, language := range sortedNames(i.Labels) {
		names = append(names, i.Labels[language].Value)
	}
	for _, a := range i.Aliases["en"] {
		names = append(names, a.Value)
	}
	for _, n := range names {
		switch n = strings.TrimSpace(n); {
		case n == "" || n == e.Name || slices.Contains(e.Aliases, n):
		case e.Name == "":
			e.Name = n
		default:
			e.Aliases = append(e.Aliases, n)
		}
	}
	e.Name = cmp.Or(e.Name, i.ID)
	return e
}

// claim hands over one statement of an item.
func (r *reader) claim(out *intake.Out, own graph.ID, name, property string, c claim) {
	out.Count("rank: "+c.Rank, 1)
	if len(c.Qualifiers) > 0 {
		out.Count("with qualifiers", 1)
	}
	if len(c.References) > 0 {
		out.Count("with references", 1)
	}
	switch {
	case c.Rank == "deprecated" && !r.options.Deprecated:
		out.LeaveOut("deprecated at its origin: --deprecated takes it", property)
		return
	case slices.Contains(private, property):
		out.LeaveOut("a private matter", property)
		return
	case property == "P31":
		out.Count("instance of", 1) // it has told the kind of the item
		return
	case c.Main.Type == "somevalue":
		out.Count("without a value", 1)
		out.LeaveOut("there is a value, and it is not known", property)
		return
	case c.Main.Type == "novalue":
		out.Count("without a value", 1)
		out.LeaveOut("there is said to be none", property)
		return
	}
	s := graph.Statement{Subject: own, Status: graph.Reported, Note: c.note()}
	switch c.Rank {
	case "preferred":
		s.Rank = graph.Preferred
	case "deprecated":
		s.Rank = graph.Deprecated
	}
	s.Valid = c.valid(out)
	if !r.say(out, property, c, &s) {
		return
	}
	out.Bare(own, name)
	out.Statement(s)
}

// say puts what a property says into the statement; false means that nothing is said.
func (r *reader) say(out *intake.Out, property string, c claim, s *graph.Statement) bool {
	if relation, ok := relations[property]; ok {
		return r.relate(out, relation, c, s)
	}
	if event, ok := events[property]; ok {
		return c.event(out, event, s)
	}
	scheme := schemes[property]
	if scheme == "" && c.Main.Datatype == "external-id" {
		scheme = "wikidata-" + strings.ToLower(property)
	}
	if text := c.Main.text(); scheme != "" && text != "" {
		s.Predicate, s.Qualifiers, s.Value = "HAS_ID", map[string]string{"scheme": scheme}, &graph.Value{Text: text}
		return true
	}
	out.LeaveOut("a property that the graph has no word for", property)
	return false
}

func (c claim) event(out *intake.Out, event string, s *graph.Statement) bool {
	day, err := c.Main.date()
	if err != nil {
		out.LeaveOut("a date that cannot be read", err.Error())
		return false
	}
	if s.Valid, err = graph.ParsePeriod(day); err != nil || s.Valid.IsZero() {
		out.LeaveOut("a date that cannot be read", c.Main.write())
		return false
	}
	s.Predicate, s.Qualifiers = "HAS_EVENT", map[string]string{"event": event}
	return true
}

func (r *reader) relate(out *intake.Out, relation relation, c claim, s *graph.Statement) bool {
	other := c.Main.item()
	id, err := r.idOf(other, relation.other)
	if err != nil || other == "" {
		out.Broken("a value that is no item", c.Main.write())
		return false
	}
	s.Predicate, s.Object = relation.predicate, id
	if relation.reverse {
		s.Subject, s.Object = id, s.Subject
	}
	if relation.qualifier != "" {
		s.Qualifiers = map[string]string{relation.qualifier: relation.word}
	}
	if s.Predicate == "HOLDS_STAKE_IN" {
		s.Value = c.share()
	}
	r.fit(out, s)
	out.Bare(id, other)
	return true
}

// share is the proportion (P1107) that a claim gives, in percent.
func (c claim) share() *graph.Value {
	for _, q := range c.Qualifiers["P1107"] {
		share, ok := new(big.Rat).SetString(q.write())
		if !ok {
			continue
		}
		share.Mul(share, big.NewRat(100, 1))
		text := strings.TrimRight(strings.TrimRight(share.FloatString(6), "0"), ".")
		return &graph.Value{Number: text, Comparator: graph.Equal, Unit: "percent"}
	}
	return nil
}

// fit keeps a relation that our predicate does not allow between these kinds in words of its
// own: a company may be a director, and an owner may own what is no company.
func (r *reader) fit(out *intake.Out, s *graph.Statement) {
	rule, _ := graph.RuleOf(s.Predicate)
	if slices.Contains(rule.From, s.Subject.Kind()) && slices.Contains(rule.To, s.Object.Kind()) {
		return
	}
	role := strings.ToLower(strings.ReplaceAll(string(s.Predicate), "_", " "))
	out.Change("a relation between kinds that the graph does not join this way is kept in its own words", role)
	s.Predicate, s.Qualifiers = "RELATES_TO", map[string]string{"role": role}
}
