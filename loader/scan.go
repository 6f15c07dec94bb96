package loader

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"runtime"
	"unicode/utf8"

	"ipgraph/graph"
)

// line is one line of JSON Lines, decoded.
type line struct {
	number int // from 1
	text   []byte
	doc    lineDoc
	// sound says that the text is one JSON object with the fields that a line
	// may have; err is the decoder's.
	sound bool
	err   error
	// statement and problems are what the document says, if it is one.
	statement graph.Statement
	problems  []graph.Problem
}

// lineBatch is decoded as a whole.
type lineBatch struct {
	lines   []line
	decoded chan struct{} // closed when all lines are
}

// Lines are decoded in batches: large enough that handing them over costs
// nothing, few enough that memory stays small.
const (
	batchLines = 256
	batchBytes = 1 << 20
)

// scanLines reads lines and decodes them on all processors. The batches come in
// the order of the file. When there are no more, ended gives the number of the
// last line and what went wrong, if anything did.
func scanLines(ctx context.Context, file io.Reader) (_ <-chan *lineBatch, ended func() (int, error)) {
	batches := make(chan *lineBatch, 2*runtime.GOMAXPROCS(0))
	decoders := make(chan struct{}, runtime.GOMAXPROCS(0))
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 64<<10), maxLine)
	number := 0
	go func() {
		defer close(batches)
		for {
			b := &lineBatch{decoded: make(chan struct{})}
			for size := 0; len(b.lines) < batchLines && size < batchBytes && scanner.Scan(); {
				number++
				text := bytes.TrimRight(scanner.Bytes(), " \t\r")
				if number == 1 {
					text = bytes.TrimPrefix(text, []byte("\uFEFF"))
				}
				if len(text) > 0 {
					b.lines = append(b.lines, line{number: number, text: bytes.Clone(text)})
					size += len(text)
				}
			}
			if len(b.lines) == 0 {
				return
			}
			decoders <- struct{}{}
			go func() {
				b.decode()
				<-decoders
			}()
			select {
			case batches <- b:
			case <-ctx.Done():
				return
			}
		}
	}()
	return batches, func() (int, error) { return number, scanner.Err() }
}

func (b *lineBatch) decode() {
	for i := range b.lines {
		b.lines[i].decode()
	}
	close(b.decoded)
}

func (l *line) decode() {
	decoder := json.NewDecoder(bytes.NewReader(l.text))
	decoder.DisallowUnknownFields()
	l.err = decoder.Decode(&l.doc)
	l.sound = l.err == nil && decoder.InputOffset() == int64(len(l.text)) && utf8.Valid(l.text) && plainKeys(l.text)
	if l.sound && l.doc.Statement != nil {
		l.statement, l.problems = l.doc.Statement.statement()
	}
}
