package gleif

import (
	"fmt"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// relationship is a record of level 2: the start is the child, the branch or the
// fund.
type relationship struct {
	Start, StartType, End, EndType string
	Type, Status                   string
	Periods                        []relationshipPeriod
	Registration, Updated          string
	Reference                      string // where the parties' document is, often an address
	Quantified                     bool
}

type relationshipPeriod struct{ From, To, Type string }

// types are the relationships of level 2 in our words.
var types = map[string]struct {
	predicate graph.Predicate
	level     string
}{
	"IS_DIRECTLY_CONSOLIDATED_BY":   {"SUBSIDIARY_OF", "direct"},
	"IS_ULTIMATELY_CONSOLIDATED_BY": {"SUBSIDIARY_OF", "ultimate"},
	"IS_INTERNATIONAL_BRANCH_OF":    {"BRANCH_OF", ""},
	"IS_FUND-MANAGED_BY":            {"MANAGED_BY", ""},
	"IS_SUBFUND_OF":                 {"SUBFUND_OF", ""},
	"IS_FEEDER_TO":                  {"FEEDER_TO", ""},
}

func (r *reader) takeRelationship(out *intake.Out, l relationship) error {
	key := fmt.Sprintf("relationship %s %s %s", l.Start, l.Type, l.End)
	if err := r.begin(out, key); err != nil {
		return err
	}
	start, ok := company(l.Start)
	end, also := company(l.End)
	switch {
	case l.StartType != "LEI" && l.StartType != "" || l.EndType != "LEI" && l.EndType != "":
		out.LeaveOut("an end that has no LEI", l.StartType+" "+l.EndType)
		return nil
	case !ok || !also:
		out.Broken("an end whose LEI has not the form of one", l.Start+" "+l.End)
		return nil
	case start == end:
		out.Broken("a relationship of an entity with itself", l.Start)
		return nil
	case l.Registration == "ANNULLED" || l.Registration == "DUPLICATE":
		out.LeaveOut("the register withdrew the record: "+words(l.Registration), "")
		return nil
	}
	out.Count("relationships", 1)
	out.Count("type: "+l.Type, 1)
	out.Count("relationship status: "+orNone(l.Status), 1)
	out.Count("registration status: "+orNone(l.Registration), 1)
	out.Bare(start, "LEI "+l.Start)
	out.Bare(end, "LEI "+l.End)
	s := graph.Statement{Subject: start, Object: end, Status: graph.Recorded, Record: true, Valid: l.valid(out), ReportedOn: period(out, "LastUpdateDate", l.Updated)}
	t, known := types[l.Type]
	if s.Predicate = t.predicate; t.level != "" {
		s.Qualifiers = map[string]string{"level": t.level}
	}
	if !known {
		out.Change("a type of relationship that is not known is kept in its own words", l.Type)
		s.Predicate, s.Qualifiers = "RELATES_TO", map[string]string{"role": words(l.Type)}
	}
	if l.Quantified {
		out.Change("a share or quantity of the relationship was left out", "")
	}
	if s.Locator = key; l.Reference != "" {
		s.Locator += ", " + l.Reference
	}
	out.Statement(s)
	return nil
}

// valid is the period of the relationship itself. Those of accounting and of filing
// documents say when a report was made, not when it was so.
func (l relationship) valid(out *intake.Out) graph.Period {
	for _, p := range l.Periods {
		if p.Type != "RELATIONSHIP_PERIOD" || p.From == "" && p.To == "" {
			continue
		}
		to := day(p.To)
		if to == "" && l.Status == "ACTIVE" {
			to = ".."
		}
		valid, err := graph.ParsePeriod(day(p.From) + "/" + to)
		if err != nil {
			out.Change("a period that cannot be read was left out", err.Error())
		}
		return valid
	}
	return graph.Period{}
}

// exception is a reason why no parent is named.
type exception struct{ LEI, Category, Reason, Reference string }

// parents are the categories of exceptions in our words.
var parents = map[string]string{
	"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT":   "direct_parent",
	"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT": "ultimate_parent",
}

func (r *reader) takeException(out *intake.Out, x exception) error {
	if err := r.begin(out, "exception "+x.LEI+" "+x.Category); err != nil {
		return err
	}
	id, ok := company(x.LEI)
	what, known := parents[x.Category]
	switch {
	case !ok:
		out.Broken("an LEI that is not 18 letters and digits and two check digits", x.LEI)
	case !known:
		out.Broken("a category of exception that is not known", x.Category)
	case x.Reason == "":
		out.Broken("an exception without a reason", "")
	default:
		out.Count("exceptions", 1)
		out.Count("reason: "+x.Reason, 1)
		out.Bare(id, "LEI "+x.LEI)
		s := graph.Statement{Subject: id, Predicate: "NOT_DISCLOSED", Value: &graph.Value{Text: words(x.Reason)}, Qualifiers: map[string]string{"what": what}, Status: graph.Declared}
		if x.Reference != "" {
			s.Note = x.Reference
		}
		out.Statement(s)
	}
	return nil
}
