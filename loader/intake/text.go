package intake

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// lineText is the text of a table: without a byte-order mark, and with the header
// at hand before it is read.
type lineText struct{ *bufio.Reader }

func newLineText(in io.Reader) lineText {
	buffered := bufio.NewReaderSize(in, HeadSize)
	if mark, err := buffered.Peek(3); err == nil && bytes.Equal(mark, []byte("\uFEFF")) {
		_, _ = buffered.Discard(3) // they were peeked at
	}
	return lineText{buffered}
}

// separator is the one of the usual separators that the first line has most of.
func (t lineText) separator() (rune, error) {
	head, err := t.Peek(HeadSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, fmt.Errorf("the header cannot be read: %w", err)
	}
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := ',', 0
	for _, c := range ",;\t|" {
		if n := strings.Count(string(line), string(c)); n > most {
			best, most = c, n
		}
	}
	return best, nil
}

// MaxLine bounds a line of JSON, in bytes: the longest items of Wikidata have some 10 MB.
const MaxLine = 64 << 20

// Lines calls each with every line of a file that is not blank, and its place. A line
// longer than MaxLine is a broken record, and passed over.
func Lines(ctx context.Context, in *Input, out *Out, each func(at string, line []byte) error) error {
	text := newLineText(in)
	for number := 1; ; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		at := fmt.Sprintf("line %d", number)
		line, err := readLine(text.Reader, MaxLine)
		switch {
		case errors.Is(err, bufio.ErrTooLong):
			if err := out.Begin(at); err != nil {
				return err
			}
			out.Broken("a line that is too long", fmt.Sprintf("more than %d MiB", MaxLine>>20))
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return fmt.Errorf("read %s after line %d: %w", in.Name, number-1, err)
		}
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 {
			if err := each(at, trimmed); err != nil {
				return err
			}
		}
		if err != nil { // the file ends
			return out.End()
		}
	}
}

// readLine reads to the end of the line; of one that is too long it keeps nothing.
func readLine(r *bufio.Reader, most int) ([]byte, error) {
	var whole []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(whole)+len(part) > most; !long {
			whole = append(whole, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, bufio.ErrTooLong
		}
		return whole, err //nolint:wrapcheck // io.EOF has to stay what it is
	}
}
