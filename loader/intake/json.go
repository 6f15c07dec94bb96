package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// maxJSONRecord bounds one record of a JSON document, in bytes.
const maxJSONRecord = 64 << 20

// Members calls each with the members of a JSON document that a pattern names, in
// their order: "/*" the members of the document, "/results/*" those of its member
// results. The pointer is the member's place, as RFC 6901 writes it. A name that
// stands twice in an object is allowed: the record decides what it makes of it.
func Members(ctx context.Context, in *Input, patterns []string, each func(pointer string, value jsontext.Value) error) error {
	w := walker{ctx: ctx, in: in, each: each,
		decoder: jsontext.NewDecoder(withoutMark{newLineText(in)}, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	for _, p := range patterns {
		w.patterns = append(w.patterns, strings.Split(strings.TrimPrefix(p, "/"), "/"))
	}
	if err := w.walk(nil); err != nil {
		return err
	}
	if _, err := w.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: there is more after the JSON document: one document a file, or one object a line (.jsonl)", in.Name)
	}
	return nil
}

// withoutMark hides what a bufio.Reader can do beside reading.
type withoutMark struct{ io.Reader }

type walker struct {
	ctx      context.Context //nolint:containedctx // it lives as long as the one call that walks
	in       *Input
	decoder  *jsontext.Decoder
	patterns [][]string
	each     func(pointer string, value jsontext.Value) error
}

// walk goes through the value at path, of which at least one pattern is longer.
func (w *walker) walk(path []string) error {
	open := w.decoder.PeekKind()
	if open != '{' && open != '[' {
		return w.fail(w.decoder.SkipValue())
	}
	if _, err := w.decoder.ReadToken(); err != nil {
		return w.fail(err)
	}
	for index := 0; ; index++ {
		kind := w.decoder.PeekKind()
		if kind == '}' || kind == ']' {
			_, err := w.decoder.ReadToken()
			return w.fail(err)
		}
		name := fmt.Sprint(index)
		if open == '{' {
			token, err := w.decoder.ReadToken()
			if err != nil {
				return w.fail(err)
			}
			name = token.String()
		}
		if err := w.member(append(slices.Clone(path), name)); err != nil {
			return err
		}
	}
}

// member hands over the value at path, goes into it, or passes it over.
func (w *walker) member(path []string) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	whole, within := w.matches(path)
	switch {
	case whole:
		value, err := w.decoder.ReadValue()
		if err != nil {
			return w.fail(err)
		}
		if len(value) > maxJSONRecord {
			return fmt.Errorf("%s: the record at %s is larger than %d MiB", w.in.Name, pointer(path), maxJSONRecord>>20)
		}
		return w.each(pointer(path), value)
	case within:
		return w.walk(path)
	}
	return w.fail(w.decoder.SkipValue())
}

// matches reports whether a pattern names the path, and whether one names what is
// within it.
func (w *walker) matches(path []string) (whole, within bool) {
	for _, p := range w.patterns {
		if len(p) < len(path) {
			continue
		}
		fits := true
		for i, name := range path {
			fits = fits && (p[i] == "*" || p[i] == name)
		}
		whole = whole || fits && len(p) == len(path)
		within = within || fits && len(p) > len(path)
	}
	return whole, within
}

// pointerEscapes are those of RFC 6901.
var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func pointer(path []string) string {
	var b strings.Builder
	for _, name := range path {
		b.WriteByte('/')
		b.WriteString(pointerEscapes.Replace(name))
	}
	return b.String()
}

func (w *walker) fail(err error) error {
	if err == nil {
		return nil
	}
	place := fmt.Sprintf("%s: after byte %d", w.in.Name, w.decoder.InputOffset())
	if at := w.decoder.StackPointer(); at != "" {
		place += ", at " + shorten(string(at))
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%s: the JSON document ends before it is complete", place)
	}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) && syntax.Err != nil {
		err = syntax.Err // without the pointer, which may be as long as the document is deep
	}
	return fmt.Errorf("%s: this is not JSON that can be read on: %w", place, err)
}

// Decode reads one JSON value into v. Names in another case are other names; names
// that v does not know are passed over; of a name that stands twice the last
// counts; bytes that are no UTF-8 are an error.
func Decode(value []byte, v any) error {
	if err := json.Unmarshal(value, v, jsontext.AllowDuplicateNames(true)); err != nil {
		return fmt.Errorf("%w", plain(err))
	}
	return nil
}

// plain takes the names of Go's types out of a message.
func plain(err error) error {
	var semantic *json.SemanticError
	if errors.As(err, &semantic) {
		at := shorten(string(semantic.JSONPointer))
		if at == "" {
			at = "the record"
		}
		return fmt.Errorf("%s holds a JSON %s where something else is expected", at, semantic.JSONKind)
	}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		return fmt.Errorf("after byte %d: %w", syntax.ByteOffset, syntax.Err)
	}
	return err
}

// Scalar is a JSON string, number or boolean as it is written: a figure is never
// rounded. null is "".
type Scalar string

// UnmarshalJSON takes the value to the letter.
func (s *Scalar) UnmarshalJSON(b []byte) error {
	value := jsontext.Value(b)
	switch value.Kind() {
	case '"':
		text, err := jsontext.AppendUnquote(nil, b)
		if err != nil {
			return fmt.Errorf("a text: %w", err)
		}
		*s = Scalar(text)
	case '0', 't', 'f':
		*s = Scalar(b)
	case 'n':
		*s = ""
	default:
		return errors.New("a text or number is expected")
	}
	return nil
}
