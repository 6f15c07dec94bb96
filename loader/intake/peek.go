package intake

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// Peek is the beginning of what is left of the file, at most HeadSize bytes, which
// stays to be read.
func (in *Input) Peek() ([]byte, error) {
	buffered, ok := in.Reader.(*bufio.Reader)
	if !ok || buffered.Size() < HeadSize {
		buffered = bufio.NewReaderSize(in.Reader, HeadSize)
		in.Reader = buffered
	}
	head, err := buffered.Peek(HeadSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", in.Name, err)
	}
	return head, nil
}
