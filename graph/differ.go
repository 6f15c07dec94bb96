package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Disagreement is one respect in which statements about the same matter differ.
type Disagreement struct {
	// Aspect is polarity, date, value, amount, from, to (who stands at that end)
	// or the name of a qualifier.
	Aspect string `json:"aspect"`
	// Compatible says that all of it can be true at once: "more than 80,000" and
	// "87,805" are, "14" and "24" are not. A qualifier that one source gives and
	// another leaves out, or words in another way, is no contradiction.
	Compatible bool `json:"compatible"`
	// Said lists what is said, in the order in which it was first reported.
	Said []Said `json:"said"`
}

// Said is one thing that is said, and by which statements.
type Said struct {
	Text       string        `json:"text"`
	Statements []StatementID `json:"statements"`
}

// Aspects beside the names of qualifiers.
const (
	AspectPolarity = "polarity"
	AspectDate     = "date"
	AspectValue    = "value"
	AspectAmount   = "amount"
	AspectFrom     = "from"
	AspectTo       = "to"
)

// NotStated stands for a qualifier that a statement leaves out.
const NotStated = "not stated"

// Differ compares statements about the same matter (Statement.Matter) and gives
// the respects in which they differ, contradictions first. Sides that say the
// same in other words, such as two figures in the same unit and comparator, are
// one. Status is none of them: it says how far a matter has come.
func Differ(statements []Statement) []Disagreement {
	ordered := slices.Clone(statements)
	slices.SortFunc(ordered, func(a, b Statement) int {
		return cmp.Or(strings.Compare(a.Reported(), b.Reported()), strings.Compare(string(a.ID), string(b.ID)))
	})
	var found []Disagreement
	add := func(aspect string, compatible bool, text func(*Statement) string) {
		if said := sides(ordered, text); len(said) > 1 {
			found = append(found, Disagreement{aspect, compatible, said})
		}
	}
	add(AspectPolarity, false, func(s *Statement) string {
		if s.Negated {
			return "it is not so"
		}
		return "it is so"
	})
	add(AspectDate, datesAgree(ordered), func(s *Statement) string { return s.Valid.String() })
	add(AspectValue, roomsAgree(ordered, Statement.figure), func(s *Statement) string {
		if s.Value == nil {
			return ""
		}
		return s.Value.String()
	})
	for _, unit := range unitsOf(ordered) {
		same := func(s *Statement) bool {
			return s.Amount != nil && (s.Amount.unit() == unit || s.Amount.Kind == MoneyUndisclosed)
		}
		add(AspectAmount, roomsAgree(ordered, Statement.sum), func(s *Statement) string {
			if !same(s) {
				return ""
			}
			return s.Amount.String()
		})
	}
	for _, name := range qualifiersOf(ordered) {
		add(name, true, func(s *Statement) string { return orElse(s.Qualifiers[name], NotStated) })
	}
	slices.SortStableFunc(found, func(a, b Disagreement) int {
		return cmp.Compare(toInt(a.Compatible), toInt(b.Compatible))
	})
	return found
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sides groups statements by what they say; an empty text says nothing.
func sides(statements []Statement, text func(*Statement) string) []Said {
	var said []Said
	for i := range statements {
		s := &statements[i]
		t := text(s)
		if t == "" {
			continue
		}
		at := slices.IndexFunc(said, func(x Said) bool { return x.Text == t })
		if at < 0 {
			at = len(said)
			said = append(said, Said{Text: t})
		}
		said[at].Statements = append(said[at].Statements, s.ID)
	}
	return said
}

// datesAgree reports whether one day is left on which all can be right. What
// happened to one entity may have happened twice: there, dates never contradict.
func datesAgree(statements []Statement) bool {
	var a accord
	for i := range statements {
		if s := statements[i]; s.Object != "" {
			a.add(&Statement{Valid: s.Valid})
		}
	}
	return !a.broken
}

// roomsAgree reports whether one figure in each unit is left that all allow.
func roomsAgree(statements []Statement, of func(Statement) (string, room)) bool {
	left := map[string]room{}
	agree := true
	for _, s := range statements {
		if unit, r := of(s); unit != "" {
			both, ok := left[unit].and(r)
			left[unit], agree = both, agree && ok
		}
	}
	return agree
}

func (s Statement) figure() (string, room) {
	if s.Value == nil || s.Value.Number == "" {
		return "", room{}
	}
	return s.Value.figure()
}

func (s Statement) sum() (string, room) {
	if s.Amount == nil {
		return "", room{}
	}
	return s.Amount.unit(), s.Amount.room()
}

// unitsOf lists kinds of money and currencies: each is compared with its own
// alone, for what is demanded is not paid.
func unitsOf(statements []Statement) []string {
	units := map[string]bool{}
	for _, s := range statements {
		if s.Amount != nil && s.Amount.Kind != MoneyUndisclosed {
			units[s.Amount.unit()] = true
		}
	}
	return slices.Sorted(maps.Keys(units))
}

// qualifiersOf lists the qualifiers in which statements of one matter can differ.
func qualifiersOf(statements []Statement) []string {
	names := map[string]bool{}
	for _, s := range statements {
		rule, _ := RuleOf(s.Predicate)
		for name := range s.Qualifiers {
			if q, ok := rule.QualifierNamed(name); ok && !q.Discriminates {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// OpenEnds says at which ends of a relation sources may name different entities
// for the same matter: who invested, for whom somebody worked. It is empty where
// several are no disagreement at all, as with lawsuits.
func OpenEnds(p Predicate) []string { return openEnds[p] }

var openEnds = map[Predicate][]string{
	InvestedIn: {AspectFrom}, "FOUNDED": {AspectFrom}, "SPONSORED": {AspectFrom}, "OWNS_PATENT": {AspectFrom}, "PRESIDED_OVER": {AspectFrom},
	"EMPLOYED_BY": {AspectTo}, "SUBSIDIARY_OF": {AspectTo}, "VENTURE_ARM_OF": {AspectTo},
	"FOUND_LIABLE_TO": {AspectFrom, AspectTo},
}

// Topic is what statements have in common that may name different entities at
// one end: predicate, the other end, and the entities that qualifiers name.
func (s *Statement) Topic(open string) string {
	fixed := s.Object
	if open == AspectTo {
		fixed = s.Subject
	}
	h := newHasher()
	h.text(open, string(s.Predicate), string(fixed))
	rule, _ := RuleOf(s.Predicate)
	for _, q := range rule.Qualifiers {
		if len(q.Kinds) > 0 {
			h.text(q.Name, s.Qualifiers[q.Name])
		}
	}
	return "t:" + h.sum()
}

// DifferAbout compares statements of one Topic whose open end may differ: by
// whom the sources are told apart is up to origin, under which those that repeat
// each other are one. Nothing differs where every origin names the same.
func DifferAbout(open string, statements []Statement, origin func(ID) string) []Disagreement {
	named := map[string]map[string]bool{}
	for i := range statements {
		s := &statements[i]
		o := origin(s.Source)
		if named[o] == nil {
			named[o] = map[string]bool{}
		}
		named[o][s.endSaid(open)] = true
	}
	same := true
	var first map[string]bool
	for _, o := range slices.Sorted(maps.Keys(named)) {
		if first == nil {
			first = named[o]
		}
		same = same && maps.Equal(first, named[o])
	}
	if same {
		return nil
	}
	found := []Disagreement{{Aspect: open, Compatible: true, Said: sides(statements, func(s *Statement) string { return s.endSaid(open) })}}
	for _, d := range Differ(statements) {
		if rule, _ := RuleOf(statements[0].Predicate); !slices.ContainsFunc(rule.Qualifiers, func(q Qualifier) bool { return q.Name == d.Aspect }) {
			continue // sign, date and figure differ between different ends without disagreement
		}
		found = append(found, d)
	}
	return found
}

// endSaid is who stands at the open end, and whether it is so.
func (s *Statement) endSaid(open string) string {
	id := s.Subject
	if open == AspectTo {
		id = s.Object
	}
	if s.Negated {
		return "not " + string(id)
	}
	return string(id)
}
