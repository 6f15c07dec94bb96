// Package uspto reads patent assignments as the U.S. Patent and Trademark Office
// records them: its XML files of a day or of all years, and the assignments in the
// JSON of its Open Data Portal, in either of its shapes. The Office records what is filed
// without examining it (37 CFR 3.54), so that everything is recorded, and nothing
// adjudicated.
//
// No address is loaded: the register does not tell people from companies, and a
// person's address is a home. Neither is the correspondent, who is a lawyer.
package uspto

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"regexp"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// Format reads assignments in XML and JSON.
func Format() intake.Format {
	return intake.Format{
		Name:      "uspto",
		Title:     "USPTO patent assignments (XML, Open Data Portal JSON)",
		About:     "recorded documents by reel and frame, with their parties, the patents they name, and what they do: assign, pledge, release, license, rename, merge, correct",
		Publisher: "U.S. Patent and Trademark Office",
		Detect: func(h intake.Head) bool {
			return bytes.Contains(h.Bytes, []byte("<us-patent-assignments")) ||
				bytes.HasPrefix(bytes.TrimLeft(h.Bytes, "\uFEFF \t\r\n"), []byte("{")) && bytes.Contains(h.Bytes, []byte(`"assignmentBag"`))
		},
		New: func(o intake.Options) (intake.Reader, error) { return &reader{options: o}, nil },
	}
}

// reader reads one load.
type reader struct {
	options intake.Options
	// changes says that what is read replaces what was said before.
	changes bool
	// corrected holds the reels and frames that later documents correct: they may
	// be read after those. It is nil while there are none.
	corrected *intake.Sorter
}

// Read tells XML and JSON by the first letter.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	head, err := in.Peek()
	if err != nil {
		return err
	}
	r.changes = r.options.Changes
	if bytes.HasPrefix(bytes.TrimLeft(head, "\uFEFF \t\r\n"), []byte("<")) {
		return r.readXML(ctx, in, out)
	}
	return r.readJSON(ctx, in, out)
}

// Finish takes back what documents did that others correct.
func (r *reader) Finish(ctx context.Context, out *intake.Out) error {
	if r.corrected == nil {
		return nil
	}
	return r.corrected.EachGroup(ctx, func(key string, _ iter.Seq[string]) error {
		out.Retire(key)
		return out.End()
	})
}

// Close removes the list of what was corrected.
func (r *reader) Close() error {
	if r.corrected == nil {
		return nil
	}
	return r.corrected.Close()
}

// correct remembers that a document corrects the one at a reel and frame.
func (r *reader) correct(ctx context.Context, old place) error {
	if r.corrected == nil {
		r.corrected = intake.NewSorter(ctx, r.options.TempDir)
	}
	return r.corrected.Add(old.effect(), "")
}

// place is a reel and frame, padded to six and four digits: some files pad them and
// some do not.
type place string

var digits = regexp.MustCompile(`^\d+$`)

func placeOf(reel, frame string) (place, error) {
	reel, frame = trimZeros(reel), trimZeros(frame)
	if !digits.MatchString(reel) || !digits.MatchString(frame) || len(reel) > 6 || len(frame) > 4 {
		return "", errors.New(reel + "/" + frame)
	}
	return place(pad(reel, 6) + "/" + pad(frame, 4)), nil
}

// key is the locator of the record.
func (p place) key() string { return "reel/frame " + string(p) }

// effect is the locator of what the document does to patents and parties. It is a
// key of its own: a document that corrects it takes that back, and leaves that the
// document was recorded.
func (p place) effect() string { return "effect of " + p.key() }

func (p place) id() (graph.ID, error) {
	return graph.MakeID(graph.Conveyance, "us", string(p))
}

func trimZeros(number string) string {
	for len(number) > 1 && number[0] == '0' {
		number = number[1:]
	}
	return number
}

func pad(number string, width int) string {
	for len(number) < width {
		number = "0" + number
	}
	return number
}

// period reads a day, and says so when it is none.
func period(out *intake.Out, field, text string) graph.Period {
	return out.Day(field, text, intake.Hyphenate(text))
}
