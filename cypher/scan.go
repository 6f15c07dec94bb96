package cypher

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a piece of Cypher that means something: blanks and comments are none.
type token struct {
	kind tokenKind
	text string // of a quoted name, what stands between the backticks
	at   int    // offset in bytes
}

type tokenKind int

const (
	tokenWord   tokenKind = iota // a keyword, a name or a number
	tokenQuoted                  // a name in backticks
	tokenText                    // a text in quotes; its content is of no interest
	tokenSign                    // one character of punctuation
)

// scanner cuts Cypher into tokens the way the database does, so that both mean
// the same by a comment, a text and a name. Escapes of Unicode characters, which
// the database resolves before it cuts, are refused by the caller.
type scanner struct {
	text string
	at   int
	// open is the offset of a text, name or comment that never ends, or -1.
	open int
}

func scan(text string) (tokens []token, open int) {
	s := scanner{text: text, open: -1}
	for {
		t, ok := s.next()
		if !ok {
			return tokens, s.open
		}
		tokens = append(tokens, t)
	}
}

func (s *scanner) next() (token, bool) {
	s.skipBlanks()
	if s.at >= len(s.text) {
		return token{}, false
	}
	start := s.at
	switch quote := s.text[s.at]; quote {
	case '\'', '"':
		s.quoted(quote)
		return token{tokenText, "", start}, true
	case '`':
		s.quoted(quote)
		name := strings.TrimSuffix(s.text[start+1:s.at], "`")
		return token{tokenQuoted, strings.ReplaceAll(name, "``", "`"), start}, true
	}
	r, size := utf8.DecodeRuneInString(s.text[s.at:])
	s.at += size
	if !inWord(r) {
		return token{tokenSign, s.text[start:s.at], start}, true
	}
	for s.at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		if !inWord(r) {
			break
		}
		s.at += size
	}
	return token{tokenWord, s.text[start:s.at], start}, true
}

// inWord is generous: what is neither a blank nor ASCII punctuation may be a
// part of a name.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return !unicode.IsSpace(r)
}

// quoted passes over a text or a name in backticks. In a text a backslash takes
// the next character with it; in a name two backticks are one.
func (s *scanner) quoted(quote byte) {
	start := s.at
	for s.at++; s.at < len(s.text); s.at++ {
		switch {
		case s.text[s.at] == '\\' && quote != '`':
			s.at++
		case s.text[s.at] != quote:
		case quote == '`' && strings.HasPrefix(s.text[s.at:], "``"):
			s.at++
		default:
			s.at++
			return
		}
	}
	s.at, s.open = len(s.text), start
}

// skipBlanks passes over blanks and comments.
func (s *scanner) skipBlanks() {
	for s.at < len(s.text) {
		rest := s.text[s.at:]
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case unicode.IsSpace(r):
			s.at += size
		case strings.HasPrefix(rest, "//"):
			end := strings.IndexAny(rest, "\r\n")
			if end < 0 {
				end = len(rest)
			}
			s.at += end
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				s.open = s.at
				s.at = len(s.text)
				return
			}
			s.at += 2 + end + 2
		default:
			return
		}
	}
}

// place is the line and column of an offset, both from 1, columns in characters.
func place(text string, at int) (line, column int) {
	before := text[:min(at, len(text))]
	line = strings.Count(before, "\n") + 1
	return line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
}
