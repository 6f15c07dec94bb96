package ptab

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ipgraph/graph"
	"ipgraph/loader/intake"
	"ipgraph/loader/uspto"
)

// proceeding is a record under way.
type proceeding struct {
	record
	*intake.Out
	reader *reader
	meta   meta
	what   string // trial, appeal or interference
	number string
	id     graph.ID
	key    string
	// locator is that of what is said at the moment.
	locator string
	filed   graph.Period
	// modified says how fresh the record is; "" where it does not say.
	modified string
}

func (r *reader) take(out *intake.Out, pointer string, rec record) error {
	if err := out.Begin(pointer); err != nil {
		return err
	}
	p := &proceeding{record: rec, Out: out, reader: r, modified: cmp.Or(rec.TrialMeta.Changed, rec.Modified)}
	if !p.identify() {
		return nil
	}
	p.key = p.what + " " + p.number
	out.Key(p.key)
	p.describe()
	p.takeEvents()
	p.takeSides()
	return nil
}

// identify finds out which proceeding the record is about, and says so where it is about none.
func (p *proceeding) identify() bool {
	var id string
	switch {
	case p.Trial != "":
		p.what, p.number, p.meta, id = "trial", p.Trial, p.TrialMeta, p.Trial
	case p.Appeal != "":
		p.what, p.number, p.meta, id = "appeal", string(p.Appeal), p.AppealMeta, "appeal-"+string(p.Appeal)
	case p.Interference != "":
		p.what, p.number, p.meta, id = "interference", string(p.Interference), p.InterferenceMeta, "interference-"+string(p.Interference)
	default:
		p.Broken("a record without the number of a proceeding", "")
		return false
	}
	var err error
	switch p.id, err = graph.MakeID(graph.Lawsuit, "ptab", id); {
	case p.old && strings.Trim(p.number, "0123456789") == "":
		p.LeaveOut("a proceeding of version 2 that is no trial: its parties are written in another way", p.number)
	case p.what == "trial" && !trialNumber.MatchString(p.number):
		p.Broken("a trial number that is not of the form IPR2021-01599", p.number)
	case err != nil || strings.Contains(p.number, ","):
		p.Broken("a number that cannot be one", p.number)
	default:
		return true
	}
	return false
}

// says opens what is said about the proceeding under a name: it replaces what was said under it
// before, unless that is fresher. A record of a download has less to say than others and does
// not tell how fresh it is: it replaces nothing.
func (p *proceeding) says(name string) bool {
	p.locator = p.key + ", " + name
	if !p.reader.fresh(p.locator, p.modified) {
		return false
	}
	if p.modified != "" {
		p.Retire(p.locator)
	}
	return true
}

func (p *proceeding) describe() {
	p.Count(p.what+" records", 1)
	name := strings.Join(strings.Fields(p.meta.Style), " ")
	p.Entity(graph.Entity{ID: p.id, Name: cmp.Or(name, strings.TrimSpace(p.prefix()+p.number)), About: p.what + " before the Patent Trial and Appeal Board"})
	p.Bare(board, "Patent Trial and Appeal Board")
	p.filed = p.date("filing date", cmp.Or(p.meta.Petition, p.meta.Appeal, p.meta.Declared))
	if p.says("board") {
		p.Statement(graph.Statement{Subject: p.id, Predicate: "HEARD_IN", Object: board, Status: graph.Recorded, Record: true, Locator: p.locator})
	}
	kind := cmp.Or(p.meta.Type, p.meta.Application)
	if m := trialNumber.FindStringSubmatch(p.Trial); kind == "" && m != nil {
		kind = m[1]
	}
	if kind != "" && p.says("type") {
		p.value("CLASSED_AS", "scheme", "proceeding-type", kind)
	}
	if p.meta.Status != "" && p.says("status") {
		p.value("HAS_STATUS", "of", p.what, p.meta.Status)
	}
}

func (p *proceeding) prefix() string {
	if p.what == "trial" {
		return ""
	}
	return p.what + " "
}

func (p *proceeding) value(predicate graph.Predicate, qualifier, word, value string) {
	p.Statement(graph.Statement{Subject: p.id, Predicate: predicate, Value: &graph.Value{Text: value}, Qualifiers: map[string]string{qualifier: word},
		Status: graph.Recorded, ReportedOn: p.date("last modified", p.modified), Locator: p.locator})
}

// date reads a day, and says so when it is none.
func (p *proceeding) date(field, text string) graph.Period { return p.Day(field, text, day(text)) }

// takeSides hands over the parties, their counsel, and the patents at issue.
func (p *proceeding) takeSides() {
	petitioners := append(p.side(p.Petitioner, "petitioner", "petitioner"), p.side(p.Derivation, "petitioner", "derivation petitioner")...)
	owners := append(p.side(p.Owner, "respondent", "patent owner"), p.side(p.Respondent, "respondent", "respondent")...)
	p.side(p.Appellant, "appellant", "appellant")
	p.side(p.Junior, "junior_party", "junior party")
	p.side(p.Senior, "senior_party", "senior party")
	for i, a := range p.Additional {
		s := side{RealParty: a.Name, Application: a.Application, Patent: a.Patent}
		at := fmt.Sprintf("additional party %d", i+1)
		p.side(s, "", at)
		p.patent(s, "patent or application of an additional party", "patent of "+at)
	}
	patent := p.patent(p.Owner, "patent at issue", "patent")
	p.patent(p.Appellant, "patent or application on appeal", "patent")
	p.patent(p.Junior, "patent or application of the junior party", "patent of the junior party")
	p.patent(p.Senior, "patent or application of the senior party", "patent of the senior party")
	if patent == "" || len(petitioners) == 0 || len(owners) == 0 || !p.says("challenge") {
		return
	}
	for _, by := range petitioners {
		for _, of := range owners {
			if by != of {
				p.Statement(graph.Statement{Subject: by, Predicate: "CHALLENGED_PATENT_OF", Object: of, Qualifiers: map[string]string{"patent": string(patent)},
					Status: graph.Recorded, Record: true, Valid: p.filed, Locator: p.locator})
			}
		}
	}
}

// side hands over those on one side and their counsel. A side without a role in the
// proceeding is linked to it in words.
func (p *proceeding) side(s side, role, words string) []graph.ID {
	ids := p.parties([]string{s.RealParty, s.Name}, role, words)
	if s.Counsel == "" {
		return ids
	}
	if len(ids) == 0 {
		p.Change("counsel whose client is not named was left out", words)
		return ids
	}
	name, others := trimmed(s.Counsel)
	if others {
		p.Change("others whom a name with \"et al\" stands for are not known", s.Counsel)
	}
	id, err := counselID(name)
	if err != nil || !letter.MatchString(name) {
		p.Change("counsel whose name makes no id was left out", s.Counsel)
		return ids
	}
	if !p.says("counsel of the " + words) {
		return ids
	}
	p.Entity(graph.Entity{ID: id, Name: name})
	if id != ids[0] {
		p.Statement(graph.Statement{Subject: id, Predicate: "COUNSEL_OF", Object: ids[0], Qualifiers: map[string]string{"case": string(p.id)}, Status: graph.Recorded, Record: true, Locator: p.locator})
	}
	return ids
}

func (p *proceeding) parties(texts []string, role, words string) []graph.ID {
	var ids []graph.ID
	say := false
	for _, text := range texts {
		text, others := trimmed(text)
		if others {
			p.Change("others whom a name with \"et al\" stands for are not known", text)
		}
		for _, name := range namesIn(text) {
			id, err := partyID(p.number, name)
			if err != nil || !letter.MatchString(name) {
				p.Change("a party whose name is none was left out", words+": "+name)
				continue
			}
			if len(ids) == 0 {
				say = p.says(words)
			}
			if slices.Contains(ids, id) {
				continue
			}
			ids = append(ids, id)
			p.Entity(graph.Entity{ID: id, Name: name})
			if say {
				p.party(id, role)
			}
		}
	}
	return ids
}

func (p *proceeding) party(id graph.ID, role string) {
	s := graph.Statement{Subject: id, Predicate: graph.PartyTo, Object: p.id, Qualifiers: map[string]string{"role": role}, Status: graph.Recorded, Record: true, Valid: p.filed, Locator: p.locator}
	if role == "" {
		s.Predicate, s.Qualifiers = "RELATES_TO", map[string]string{"role": "additional party"}
	}
	p.Statement(s)
}

// patent hands over the patent or application that a side brings in, under a locator.
func (p *proceeding) patent(s side, role, at string) graph.ID {
	named := rightOf(s)
	if len(named.Numbers) == 0 {
		return ""
	}
	right, numbers, err := named.HandOver(p.Out)
	if err != nil {
		p.Change("a patent whose number makes no id was left out", err.Error())
		return ""
	}
	if !p.says(at) {
		return right.ID
	}
	p.Statement(graph.Statement{Subject: right.ID, Predicate: "RELATES_TO", Object: p.id, Qualifiers: map[string]string{"role": role}, Status: graph.Recorded, Record: true, Valid: p.filed, Locator: p.locator})
	for _, n := range numbers {
		if n.Kind != uspto.Application {
			p.Statement(graph.Statement{Subject: right.ID, Predicate: "HAS_ID", Value: &graph.Value{Text: n.Number}, Qualifiers: map[string]string{"scheme": "us-patent"}, Status: graph.Recorded, Locator: p.locator})
		}
	}
	return right.ID
}

// rightOf makes one patent of the numbers of a side. The number of a reexamination (series 90, 95
// or 96) is none of an application; the patent then stands where the inventor should.
func rightOf(s side) uspto.Property {
	var right uspto.Property
	application, patent := string(s.Application), string(s.Patent)
	if reexamination(application) {
		application = ""
		if inventor, _ := trimmed(s.Inventor); patent == "" && strings.Trim(inventor, "0123456789") == "" {
			patent = inventor
		}
	}
	if application != "" {
		right.Numbers = append(right.Numbers, uspto.Number{Country: "US", Number: application, Kind: uspto.Application})
	}
	if patent != "" {
		right.Numbers = append(right.Numbers, uspto.Number{Country: "US", Number: patent})
	}
	return right
}

func reexamination(application string) bool {
	return len(application) == 8 && (strings.HasPrefix(application, "90") || strings.HasPrefix(application, "95") || strings.HasPrefix(application, "96"))
}
