package graph

import "strings"

// Recording says in which loads the store learned of a statement, and what it was
// before each that changed it: the third of the times that the model knows. Ids of
// loads compare as text in the order of time.
type Recording struct {
	// Load first wrote the statement, Changed changed it last. Both are "" where a
	// version that did not remember loads wrote it.
	Load, Changed string
	Revisions     []Revision
}

// Revision is what a statement was until a load changed it.
type Revision struct {
	Until      string
	Review     Review
	Rank       Rank
	Withdrawn  bool
	ReportedOn Period
	// SupersededOn and SupersededBy are those of Statement.
	SupersededOn string
	SupersededBy StatementID
}

// RecordingFrom reads it from the node of a statement.
func RecordingFrom(n Node) (Recording, error) {
	r := reader{n.Properties, "statement", nil}
	out := Recording{Load: r.text("load"), Changed: r.text("changed")}
	for _, text := range r.texts("revisions") {
		revision, ok := parseRevision(text)
		if !ok {
			r.fail("revisions", text, "revision")
			break
		}
		out.Revisions = append(out.Revisions, revision)
	}
	return out, r.failed(ID(r.text("id")))
}

// revisionFields is the number of words in a revision, as statements.cypher
// writes it; "-" stands for nothing.
const revisionFields = 7

func parseRevision(text string) (Revision, bool) {
	words := strings.Split(text, " ")
	if len(words) != revisionFields {
		return Revision{}, false
	}
	for i, w := range words {
		if w == "-" {
			words[i] = ""
		}
	}
	reported, err := ParsePeriod(words[4])
	return Revision{Until: words[0], Review: Review(words[1]), Rank: Rank(words[2]), Withdrawn: words[3] == "withdrawn",
		ReportedOn: reported, SupersededOn: words[5], SupersededBy: StatementID(words[6])}, err == nil
}

// At is what s was when the load had come to its end, and whether it was in the
// store by then.
func (r Recording) At(s Statement, load string) (Statement, bool) {
	if r.Load > load {
		return s, false
	}
	for _, revision := range r.Revisions {
		if revision.Until > load {
			return revision.of(s), true
		}
	}
	return s, true
}

func (r Revision) of(s Statement) Statement {
	s.Review, s.Rank, s.ReportedOn = r.Review, r.Rank, r.ReportedOn
	s.SupersededOn, s.SupersededBy = r.SupersededOn, r.SupersededBy
	switch {
	case !r.Withdrawn:
		s.WithdrawnAt = ""
	case s.WithdrawnAt == "":
		s.WithdrawnAt = r.Until // it was, until then; on which day is not kept
	}
	return s
}
