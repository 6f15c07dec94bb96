package uspto

import (
	"context"
	"slices"

	"ipgraph/graph"
)

// takeEffect hands over what the document does. One that corrects others takes their
// effect back and puts its own in its place; where its text does not tell what it does
// right, theirs stays.
func (t *taking) takeEffect(ctx context.Context, r *reader) error {
	if t.is != corrective {
		t.do(t.is)
		return nil
	}
	old := slices.DeleteFunc(corrects(t.Text), func(p place) bool { return p == t.at })
	slices.Sort(old)
	old = slices.Compact(old)
	if len(old) == 0 {
		t.Change("a correction whose text does not say which reel and frame it corrects", t.Text)
	}
	now := confirms(t.Text)
	t.Count("corrects", min(len(old), 1))
	for _, p := range old {
		id, err := p.id()
		if err != nil {
			return err
		}
		t.Bare(id, "the document at reel/frame "+string(p))
		t.Statement(graph.Statement{Subject: t.id, Predicate: "CORRECTS", Object: id, Status: graph.Recorded, Record: true, Valid: t.recorded, ReportedOn: t.recorded,
			Locator: t.at.key() + ", document"})
		if now == other || now == missing {
			continue
		}
		if err := r.correct(ctx, p); err != nil {
			return err
		}
	}
	if now == other || now == missing {
		t.Change("a correction whose text does not say what the document does", t.Text)
	}
	t.do(now)
	return nil
}

// do hands over the effect of a type of conveyance. Those that are not named here, such as
// a change of address or a court order, have none that the register itself tells.
func (t *taking) do(is conveyance) {
	switch is {
	case assignment, nuncProTunc:
		t.onPatents("ASSIGNED_TO", t.assignees)
	case securityInterest, lien:
		t.onPatents("SECURITY_INTEREST_TO", t.assignees)
	case securityRelease:
		t.onPatents("SECURITY_RELEASED_BY", t.assignors) // who held the interest conveys it back
	case merger, nameChange, legalFormChange:
		t.succeed(is)
	case license:
		t.license("unspecified")
	case confirmatoryLicense:
		t.license("confirmatory")
	}
}

func (t *taking) onPatents(p graph.Predicate, to []graph.ID) {
	for _, patent := range t.patents {
		for _, party := range to {
			t.Statement(graph.Statement{Subject: patent.id, Predicate: p, Object: party, Qualifiers: map[string]string{"conveyance": string(t.id)}, Status: graph.Recorded, Record: true,
				Valid: t.executed, ReportedOn: t.recorded, Locator: t.at.effect() + patent.at})
		}
	}
}

// succeed says who became whom. Of several successors it is not known which one followed
// whom.
func (t *taking) succeed(is conveyance) {
	if len(t.assignees) > 1 {
		t.Change("several successors: which of them followed whom is not said", t.Text)
		return
	}
	t.between("SUCCEEDED_BY", map[string]string{"how": string(is)})
}

func (t *taking) license(kind string) {
	t.between(graph.LicensesTo, map[string]string{"type": kind})
}

// between joins every assignor with every assignee.
func (t *taking) between(p graph.Predicate, qualifiers map[string]string) {
	for _, from := range t.assignors {
		for _, to := range t.assignees {
			if from == to {
				t.Change("a party that is on both sides under names that differ by signs alone", string(from))
				continue
			}
			t.Statement(graph.Statement{Subject: from, Predicate: p, Object: to, Qualifiers: qualifiers, Status: graph.Recorded, Record: true,
				Valid: t.executed, ReportedOn: t.recorded, Locator: t.at.effect() + ", parties"})
		}
	}
}
