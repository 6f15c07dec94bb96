package intake

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/transform"
)

// Element takes an element of an XML document: it decodes it whole, or returns
// before its end to have the elements within it handed over too.
type Element func(d *xml.Decoder, start xml.StartElement) error

// Elements calls the function named like it, without its namespace, for each element
// of an XML document, in their order. Entities that the document defines are not
// expanded, and nothing outside it is ever fetched.
func Elements(ctx context.Context, in *Input, each map[string]Element) error {
	d := xml.NewDecoder(newLineText(in))
	d.CharsetReader = decodeCharset
	seen := false
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		token, err := d.Token()
		if errors.Is(err, io.EOF) && seen {
			return nil
		}
		if err != nil {
			return xmlError(in, d, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		seen = true
		if take := each[start.Name.Local]; take != nil {
			if err := take(d, start); err != nil {
				return xmlError(in, d, err)
			}
		}
	}
}

// xmlError says where the document cannot be read on. Other errors stay as they are.
func xmlError(in *Input, d *xml.Decoder, err error) error {
	line, column := d.InputPos()
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("%s:%d:%d: the XML document cannot be read on: %s", in.Name, syntax.Line, column, syntax.Msg)
	case errors.Is(err, io.EOF):
		return fmt.Errorf("%s is empty: an XML document is expected", in.Name)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%s:%d: the XML document ends before it is complete", in.Name, line)
	}
	return err
}

func decodeCharset(charset string, input io.Reader) (io.Reader, error) {
	encoding, err := ianaindex.IANA.Encoding(charset)
	if err != nil || encoding == nil {
		return nil, fmt.Errorf("the document says that it is written in %q, which is not known here: convert it to UTF-8", charset)
	}
	return transform.NewReader(input, encoding.NewDecoder()), nil
}
