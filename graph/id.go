package graph

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ID names an entity or a source: kind, scheme and value joined by colons, for
// example "company:lei:549300S4KLFTLO7GSQ80" or
// "lawsuit:us:txed/4:17-cv-00893". It is stable and readable and appears in
// every URL and file. MakeID is the only way to make one from parts and
// ParseID the only way to read one.
type ID string

// MaxIDLength bounds an ID in bytes, so that it fits in an index entry and in
// a URL.
const MaxIDLength = 512

// MakeID joins the three parts. Bytes of value that would be unsafe in a URL
// path, a CSV cell or a terminal are percent-encoded, so different parts never
// give the same ID.
func MakeID(kind Kind, scheme, value string) (ID, error) {
	if !kind.Valid() && kind != SourceKind {
		return "", unknownKind(string(kind))
	}
	if !validScheme(scheme) {
		return "", fmt.Errorf("scheme %q: use lower-case letters, digits and hyphens", scheme)
	}
	if value == "" {
		return "", fmt.Errorf("%s:%s: the value is empty", kind, scheme)
	}
	if !utf8.ValidString(value) {
		return "", fmt.Errorf("%s:%s: the value is not valid UTF-8", kind, scheme)
	}
	id := ID(string(kind) + ":" + scheme + ":" + escapeValue(value))
	if len(id) > MaxIDLength {
		return "", fmt.Errorf("%.40s…: the id is %d bytes long, at most %d are allowed", id, len(id), MaxIDLength)
	}
	return id, nil
}

// ParseID checks that s is exactly what MakeID would write. The error says
// what is wrong and what would be accepted.
func ParseID(s string) (ID, error) {
	parts := strings.SplitN(s, ":", 3)
	if len(parts) != 3 {
		return "", fmt.Errorf("%q is not an id: write kind:scheme:value, for example company:ipgraph:acme", shorten(s))
	}
	value, err := unescapeValue(parts[2])
	if err != nil {
		return "", fmt.Errorf("%q: %w", shorten(s), err)
	}
	id, err := MakeID(Kind(parts[0]), parts[1], value)
	if err != nil {
		return "", err
	}
	if string(id) != s {
		return "", fmt.Errorf("%q is not in its only valid form: write %q", shorten(s), string(id))
	}
	return id, nil
}

// Kind is the part before the first colon.
func (id ID) Kind() Kind {
	kind, _, _ := strings.Cut(string(id), ":")
	return Kind(kind)
}

// Parts splits a valid ID into what MakeID was given.
func (id ID) Parts() (kind Kind, scheme, value string) {
	parts := strings.SplitN(string(id), ":", 3)
	if len(parts) != 3 {
		return id.Kind(), "", ""
	}
	value, err := unescapeValue(parts[2])
	if err != nil {
		value = parts[2]
	}
	return Kind(parts[0]), parts[1], value
}

func validScheme(s string) bool {
	if s == "" {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}

// plainInValue tells the bytes that stay as they are: letters, digits and the
// punctuation that docket numbers, patent numbers and reel/frame pairs need.
func plainInValue(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return strings.IndexByte("-._~/:+", c) >= 0
}

const hexDigits = "0123456789ABCDEF"

func escapeValue(v string) string {
	var b strings.Builder
	for i := range len(v) {
		if c := v[i]; plainInValue(c) {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String()
}

func unescapeValue(v string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(v); i++ {
		c := v[i]
		if c != '%' {
			b.WriteByte(c)
			continue
		}
		if i+2 >= len(v) {
			return "", fmt.Errorf("a %% needs two hexadecimal digits after it")
		}
		high, low := strings.IndexByte(hexDigits, v[i+1]), strings.IndexByte(hexDigits, v[i+2])
		if high < 0 || low < 0 {
			return "", fmt.Errorf("%q is not a percent-encoded byte (two upper-case hexadecimal digits)", v[i:i+3])
		}
		b.WriteByte(byte(high<<4 | low)) //nolint:gosec // both are below 16
		i += 2
	}
	return b.String(), nil
}

func unknownKind(kind string) error {
	if near := didYouMean(kind, kindNames()); near != "" {
		return fmt.Errorf("unknown kind %q%s", kind, near)
	}
	return fmt.Errorf("unknown kind %q: one of %s", shorten(kind), list(kindNames()))
}

func kindNames() []string {
	names := []string{string(SourceKind)}
	for _, k := range Kinds() {
		names = append(names, string(k))
	}
	return names
}
