// Package bods reads statements of the Beneficial Ownership Data Standard 0.4: who owns or
// controls whom, with which interests, since when and until when. Statements about one record
// are its versions: the last counts now, and what earlier ones said keeps its time.
//
// Every statement is checked by the schema in this package. Addresses, identity and tax numbers and places of
// birth of persons are never read, and of a date of birth only the year.
package bods

import (
	"bytes"
	"context"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Format reads a JSON list of statements, or one statement a line.
func Format() intake.Format {
	return intake.Format{
		Name:   "bods",
		Title:  "Beneficial Ownership Data Standard 0.4 (JSON, JSON lines)",
		About:  "companies, states and persons; their shares, votes, seats and other interests with their times; owners who are not disclosed, and why",
		Detect: detect,
		New: func(o intake.Options) (intake.Reader, error) {
			return &reader{options: o}, nil
		},
	}
}

func detect(h intake.Head) bool {
	text := bytes.TrimSpace(bytes.TrimPrefix(h.Bytes, []byte("\uFEFF")))
	if !bytes.HasPrefix(text, []byte("[")) && !bytes.HasPrefix(text, []byte("{")) {
		return false
	}
	return bytes.Contains(text, []byte(`"statementId"`)) && bytes.Contains(text, []byte(`"recordId"`)) ||
		bytes.Contains(text, []byte(`"statementID"`)) && bytes.Contains(text, []byte(`"statementType"`))
}

// reader reads one load.
type reader struct {
	options   intake.Options
	collector *collector
}

// Read takes the statements of one file. What they say is handed over by Finish: later
// versions of a record may be in files to come.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	if r.collector == nil {
		r.collector = newCollector(ctx, r.options)
	}
	head, err := in.Peek()
	if err != nil {
		return err
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF")))
	file := publication{in: in}
	if bytes.HasPrefix(head, []byte("[")) {
		err = intake.Members(ctx, in, []string{"/*"}, func(pointer string, value jsontext.Value) error {
			return r.take(out, &file, pointer, "$["+strings.TrimPrefix(pointer, "/")+"]", value)
		})
		file.tell()
		return err
	}
	if first, _, more := bytes.Cut(head, []byte("\n")); more && !jsontext.Value(first).IsValid() {
		if err := out.Begin("/"); err != nil {
			return err
		}
		out.Broken(refusal("type"), "$: a list of statements is expected, or one statement a line")
		return nil
	}
	err = intake.Lines(ctx, in, out, func(at string, line []byte) error { return r.take(out, &file, at, "$", line) })
	file.tell()
	return err
}

// refusal is the reason for which a statement is broken.
func refusal(rule string) string {
	return "a statement that the schema of BODS 0.4 refuses (" + rule + ")"
}

// take checks a statement, counts it, and keeps it until all versions of its record
// are there.
func (r *reader) take(out *intake.Out, file *publication, at, root string, text []byte) error {
	if err := out.Begin(at); err != nil {
		return err
	}
	var old struct {
		ID       intake.Scalar  `json:"statementID"`
		Type     intake.Scalar  `json:"statementType"`
		Replaces jsontext.Value `json:"replacesStatements"`
	}
	if err := intake.Decode(text, &old); err == nil && (old.ID != "" || old.Type != "" || len(old.Replaces) > 0) {
		out.Broken("a statement of BODS 0.3 or before, which says with replacesStatements what it replaces: convert the file to 0.4, where versions share a recordId", string(old.ID))
		return nil
	}
	violations, err := Validate(text)
	if err != nil {
		out.Broken("a statement that is not JSON", err.Error())
		return nil
	}
	for _, v := range violations {
		detail := root + strings.TrimPrefix(v.Path, "$")
		if v.Rule == "required" {
			detail += ": " + v.Field
		}
		out.Broken(refusal(v.Rule), detail)
	}
	if len(violations) > 0 {
		return nil
	}
	var s statement
	if err := intake.Decode(text, &s); err != nil {
		out.Broken("a statement that cannot be read", err.Error())
		return nil
	}
	if s.RecordID == "" || strings.ContainsFunc(s.RecordID, func(c rune) bool { return c < ' ' }) {
		out.Broken("a record id that cannot be one", s.RecordID)
		return nil
	}
	out.Key(s.key() + ", statement " + s.StatementID)
	out.Count("type: "+s.RecordType, 1)
	if s.RecordStatus != "" {
		out.Count("status: "+s.RecordStatus, 1)
	}
	for _, i := range s.Details.Interests {
		if i.EndDate != "" {
			out.Count("interests with an end date", 1)
		}
	}
	if s.Details.Incorporated != nil {
		out.Change("a jurisdiction under the name that it had in BODS 0.3 was read as one of 0.4", "incorporatedInJurisdiction")
	}
	file.see(s)
	return r.collector.add(version{Place: out.Place(), Statement: s})
}

// publication gathers who published a file, and when.
type publication struct {
	in        *intake.Input
	day       string
	publisher string
	several   bool
}

func (p *publication) see(s statement) {
	p.day = max(p.day, intake.DayOf(s.Publication.Date))
	name := s.Publication.Publisher.Name
	p.several = p.several || p.publisher != "" && name != "" && name != p.publisher
	if p.publisher == "" {
		p.publisher = name
	}
}

// tell describes the source by what its statements agree on.
func (p *publication) tell() {
	if published, err := graph.ParsePeriod(p.day); err == nil && p.day != "" && !p.in.Said["published"] {
		p.in.Source.Published = published
	}
	if described := (graph.Value{Text: p.publisher}); p.publisher != "" && !p.several && !p.in.Said["publisher"] && len(described.Validate()) == 0 {
		p.in.Source.Publisher = p.publisher
	}
}

// Finish hands over what all files say together.
func (r *reader) Finish(ctx context.Context, out *intake.Out) error {
	if r.collector == nil {
		return nil
	}
	return r.collector.finish(ctx, out)
}

// Close removes what was kept on disk.
func (r *reader) Close() error {
	if r.collector == nil {
		return nil
	}
	return r.collector.close()
}
