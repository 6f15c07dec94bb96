// Package ptab reads proceedings of the U.S. Patent Trial and Appeal Board as the
// Patent and Trademark Office gives them in JSON: trials (inter partes and post-grant
// reviews, derivations), appeals and interferences, with their decisions and papers; the Open
// Data Portal's answers and downloads (version 3), and the answers of version 2.
//
// The text of papers is not read, nor who invented a patent: a name or two stand for all of them
// here. Who represents a party is known by name alone.
package ptab

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/graph"
	"ipgraph/loader/intake"
)

// bags are the names of the lists that the portal gives records in. Downloads of trials and of
// appeals share one.
var bags = []string{
	"patentTrialProceedingDataBag", "patentTrialDecisionDataBag", "patentTrialDocumentDataBag", "patentTrialData",
	"patentAppealDataBag", "appealData", "patentInterferenceDataBag", "interferenceData",
}

// oldBag is the list of version 2.
const oldBag = "results"

// Format reads proceedings, decisions and papers in JSON.
func Format() intake.Format {
	return intake.Format{
		Name:      "ptab",
		Title:     "PTAB proceedings, decisions, appeals and interferences (USPTO JSON, versions 2 and 3)",
		About:     "proceedings before the Patent Trial and Appeal Board: who challenged whose patent, counsel, status, and what was decided when",
		Publisher: "U.S. Patent and Trademark Office",
		Detect: func(h intake.Head) bool {
			if !bytes.HasPrefix(bytes.TrimLeft(h.Bytes, "\uFEFF \t\r\n"), []byte("{")) {
				return false
			}
			for _, bag := range bags {
				if bytes.Contains(h.Bytes, []byte(`"`+bag+`"`)) {
					return true
				}
			}
			return bytes.Contains(h.Bytes, []byte(`"`+oldBag+`"`)) && bytes.Contains(h.Bytes, []byte(`"proceedingNumber"`))
		},
		New: func(o intake.Options) (intake.Reader, error) {
			return &reader{shelf: intake.NewShelf(o.TempDir)}, nil
		},
	}
}

// reader keeps records until all are read: they come in no order, and each repeats what its proceeding
// was like when it was written. Those of one proceeding are then taken together.
type reader struct {
	shelf *intake.Shelf
	// latest is, by the locator of what is said about the proceeding at hand, how fresh the record is
	// that said it last.
	latest map[string]string
}

// Read keeps the records of every list in the file.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	out.Partial() // an answer is a page of a search
	r.shelf.Open(ctx, in)
	patterns := []string{"/" + oldBag + "/*"}
	for _, bag := range bags {
		patterns = append(patterns, "/"+bag+"/*")
	}
	return intake.Members(ctx, in, patterns, func(pointer string, value jsontext.Value) error {
		rec, err := decode(value, pointer)
		if err != nil {
			if beginErr := out.Begin(pointer); beginErr != nil {
				return beginErr
			}
			out.Broken("a record that has not the form of one", err.Error())
			return nil
		}
		number := cmp.Or(rec.Trial, string(rec.Appeal), string(rec.Interference))
		return r.shelf.Put(strconv.Quote(number), pointer+"\n"+string(value))
	})
}

// Finish takes the records, proceeding by proceeding, each under the file that holds it.
func (r *reader) Finish(ctx context.Context, out *intake.Out) error {
	proceeding := ""
	return r.shelf.Each(ctx, out, func(number, text string) error {
		if r.latest == nil || number != proceeding {
			r.latest, proceeding = map[string]string{}, number
		}
		pointer, value, _ := strings.Cut(text, "\n")
		rec, err := decode([]byte(value), pointer)
		if err != nil {
			return fmt.Errorf("a record that was kept: %w", err)
		}
		return r.take(out, pointer, rec)
	})
}

// Close ends the sorting.
func (r *reader) Close() error { return r.shelf.Close() }

// decided is fresher than any time: a decision itself says more than what a record of its
// proceeding says about it.
const decided = "decided"

// fresh reports whether what is said under a locator is no older than what was said there before.
func (r *reader) fresh(locator, modified string) bool {
	if last, said := r.latest[locator]; said && modified < last {
		return false
	}
	r.latest[locator] = modified
	return true
}

// board is the court that hears all of these.
const board graph.ID = "court:us:ptab"
