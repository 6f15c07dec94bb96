// Package wikidata reads items of Wikidata as JSON: a dump, one item a line, or answers of its
// API. Ranks and references come along; of dates of birth nothing is read.
package wikidata

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"ipgraph/loader/intake"
)

// Format reads items in JSON.
func Format() intake.Format {
	return intake.Format{
		Name:      "wikidata",
		Title:     "Wikidata items (JSON dump or API answer)",
		About:     "people and organisations with names, identifiers and relations; ranks and references are kept, deprecated statements only with --deprecated",
		Publisher: "Wikidata",
		Detect: func(h intake.Head) bool {
			return bytes.Contains(h.Bytes, []byte(`"claims"`)) && bytes.Contains(h.Bytes, []byte(`"mainsnak"`)) ||
				bytes.Contains(h.Bytes, []byte(`"entities"`)) && bytes.Contains(h.Bytes, []byte(`"pageid"`))
		},
		New: func(o intake.Options) (intake.Reader, error) {
			return &reader{options: o, shelf: intake.NewShelf(o.TempDir), kinds: intake.NewKinds(o.TempDir)}, nil
		},
	}
}

// reader keeps items until the kinds of all are known: an id holds the kind, and a statement may
// name an item that comes later.
type reader struct {
	options intake.Options
	shelf   *intake.Shelf
	kinds   *intake.Kinds // of the persons and organisations of the input, by their ids
}

// item is what is read of an item.
type item struct {
	ID           string                      `json:"id"`
	Type         string                      `json:"type"`
	Modified     string                      `json:"modified"`
	Labels       map[string]term             `json:"labels"`
	Descriptions map[string]term             `json:"descriptions"`
	Aliases      map[string][]term           `json:"aliases"`
	Claims       map[string][]jsontext.Value `json:"claims"`
}

type term struct {
	Value string `json:"value"`
}

// Read keeps the items of one file that are people or organisations.
func (r *reader) Read(ctx context.Context, in *intake.Input, out *intake.Out) error {
	r.shelf.Open(ctx, in)
	r.kinds.Open(ctx)
	if !in.Said["url"] {
		in.Source.URL = "https://www.wikidata.org/"
	}
	head, err := in.Peek()
	if err != nil {
		return err
	}
	if text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\uFEFF"))); bytes.HasPrefix(text, []byte(`{"entities"`)) || bytes.HasPrefix(text, []byte("{\n")) {
		return intake.Members(ctx, in, []string{"/entities/*"}, func(pointer string, value jsontext.Value) error { return r.keep(out, pointer, value) })
	}
	return intake.Lines(ctx, in, out, func(at string, line []byte) error {
		line = bytes.TrimSuffix(line, []byte(","))
		if len(line) == 0 || line[0] == '[' && len(line) == 1 || line[0] == ']' {
			return nil
		}
		return r.keep(out, at, line)
	})
}

// keep puts an item aside, or says why it is no record of ours.
func (r *reader) keep(out *intake.Out, at string, text []byte) error {
	var i item
	fault := ""
	if err := intake.Decode(text, &i); err != nil {
		fault = err.Error()
	}
	number, ok := numberOf(i.ID)
	switch {
	case fault != "":
		return r.refuse(out, at, func() { out.Broken("this is no item", fault) })
	case !ok:
		return r.refuse(out, at, func() { out.Broken("an item without an id such as Q5", i.ID) })
	}
	kind, because := i.kind()
	if kind == "" {
		return r.refuse(out, i.ID, func() { out.LeaveOut("an item that is neither a person nor an organisation", because) })
	}
	if err := r.kinds.Put(i.ID, kind); err != nil {
		return err
	}
	return r.shelf.Put(fmt.Sprintf("%010d", number), string(text))
}

func (r *reader) refuse(out *intake.Out, at string, say func()) error {
	if err := out.Begin(at); err != nil {
		return err
	}
	out.Count("items", 1)
	say()
	return nil
}

// numberOf is the number in an id such as Q42.
func numberOf(id string) (uint32, bool) {
	digits, ok := strings.CutPrefix(id, "Q")
	n, err := strconv.ParseUint(digits, 10, 32)
	return uint32(n), ok && err == nil && n > 0 && digits[0] != '0' && digits[0] != '+'
}

// Finish hands over the items, each under the file that holds it.
func (r *reader) Finish(ctx context.Context, out *intake.Out) error {
	if err := r.kinds.Seal(ctx); err != nil {
		return err
	}
	return r.shelf.Each(ctx, out, func(_, text string) error {
		var i item
		if err := intake.Decode([]byte(text), &i); err != nil {
			return fmt.Errorf("an item that was kept: %w", err)
		}
		return errors.Join(r.take(out, i), r.kinds.Err())
	})
}

// Close ends the sorting.
func (r *reader) Close() error {
	return errors.Join(r.shelf.Close(), r.kinds.Close())
}
