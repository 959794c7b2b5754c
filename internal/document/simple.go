package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/diag"
)

// Simple reads a block of a source that is written in the simplest way, as a program
// writes it: one key on a line, values without quotes or in double quotes without
// escapes, maps and lists in braces only around values like these. It gives the node that
// [Parse] would give, some ten times as fast, and needs only the lines of the block: one
// item of a long list can be read alone. Whatever is not simple, mistakes among them, is
// left to Parse: ok is false.
//
// The block begins at the first byte of the span, a key or a dash, and ends with the
// span. The path is the one that it has in its document.
func Simple(source *diag.Source, span diag.Span, path string) (n *Node, ok bool) {
	if span.Start < 0 || span.End > len(source.Text) || span.Start >= span.End || span.End-span.Start > MaxNodes {
		return nil, false // MaxNodes bytes hold fewer nodes than that
	}
	s := &simple{source: source, text: source.Text[:span.End], at: span.Start}
	column := span.Start - 1 - strings.LastIndexByte(s.text[:span.Start], '\n')
	n = s.block(column, path, 1)
	return n, !s.complex && s.at == len(s.text)
}

// simpleDepth is how deep simple blocks are inside one another at most.
const simpleDepth = 8

// simple is one run of Simple. Once complex is set what it returns means nothing.
type simple struct {
	source  *diag.Source
	text    string
	at      int
	column  int // of at, when a line begins there; -1 at the end
	complex bool
}

func (s *simple) peek(ahead int) byte {
	if s.at+ahead < len(s.text) {
		return s.text[s.at+ahead]
	}
	return 0
}

// block reads the map or list whose first byte is at hand.
func (s *simple) block(column int, path string, depth int) *Node {
	switch {
	case depth > simpleDepth:
		s.complex = true
		return nil
	case s.peek(0) == '-':
		return s.list(column, path, depth)
	}
	return s.entries(column, path, depth)
}

// entries reads a map whose keys stand in a column.
func (s *simple) entries(column int, path string, depth int) *Node {
	n := &Node{Kind: Map, Path: path, Entries: make([]Entry, 0, 16)}
	for {
		e := s.key(path)
		if s.complex {
			return nil
		}
		switch child := e.KeySnippet.Path; s.peek(0) {
		case ' ':
			s.at++
			e.Value = s.value(child, "")
			s.line()
		case '\n':
			if s.line(); s.column <= column {
				s.complex = true // nothing, or a list in the key's own column
				return nil
			}
			e.Value = s.block(s.column, child, depth+1)
		default:
			s.complex = true
		}
		if s.complex || slices.ContainsFunc(n.Entries, func(o Entry) bool { return o.Key == e.Key }) {
			s.complex = true
			return nil
		}
		n.Entries = append(n.Entries, e)
		if s.column != column {
			s.complex = s.column > column // a text that goes on
			n.Snippet = n.Entries[0].KeySnippet
			n.Snippet.Path = path
			return n
		}
	}
}

// list reads a list whose dashes stand in a column.
func (s *simple) list(column int, path string, depth int) *Node {
	n := &Node{Kind: List, Path: path, Snippet: s.piece(s.at, s.at+1, path)}
	for {
		if s.peek(0) != '-' || s.peek(1) != ' ' {
			s.complex = true
			return nil
		}
		s.at += 2
		child := fmt.Sprintf("%s[%d]", path, len(n.Items))
		if s.atKey() {
			n.Items = append(n.Items, s.entries(column+2, child, depth+1))
		} else {
			n.Items = append(n.Items, s.value(child, ""))
			s.line()
		}
		if s.complex {
			return nil
		}
		if s.column != column {
			s.complex = s.column > column
			return n
		}
	}
}

// line goes on to the next line that is not empty or a comment.
func (s *simple) line() {
	for s.at < len(s.text) {
		if s.text[s.at] != '\n' {
			s.complex = true
			return
		}
		s.at++
		start := s.at
		for s.peek(0) == ' ' {
			s.at++
		}
		s.column = s.at - start
		if s.peek(0) == '#' {
			comment, _, _ := strings.Cut(s.text[s.at:], "\n")
			s.at, s.complex = s.at+len(comment), s.complex || !fit(comment)
			continue
		}
		if s.at < len(s.text) && s.text[s.at] != '\n' {
			return
		}
	}
	s.column = -1
}

// atKey reports whether a key is at hand.
func (s *simple) atKey() bool {
	end := keyEnd(s.text[s.at:])
	return end > 0 && (s.peek(end+1) == ' ' || s.peek(end+1) == '\n')
}

// keyEnd is the length of the key that a text begins with: letters, digits, spaces and
// hyphens up to a colon, the first one a letter. It is 0 when there is none.
func keyEnd(text string) int {
	for i := range min(len(text), maxShown+1) {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
		case c == ':' && i > 0 && text[i-1] != ' ':
			return i
		case i > 0 && (c == ' ' || c == '-' || '0' <= c && c <= '9'):
		default:
			return 0
		}
	}
	return 0
}

// key reads a key and its colon.
func (s *simple) key(parent string) (e Entry) {
	end := keyEnd(s.text[s.at:])
	if end == 0 {
		s.complex = true
		return e
	}
	key := s.text[s.at : s.at+end]
	s.complex = s.complex || key == "null"
	e.Key, e.KeySnippet = key, s.piece(s.at, s.at+end, join(parent, key))
	s.at += end + 1
	return e
}

// value reads what stands behind a key or dash. Closing are the characters that end it
// besides the end of the line: those of the braces around it.
func (s *simple) value(path, closing string) *Node {
	switch c := s.peek(0); {
	case c == '"':
		return s.quoted(path)
	case closing == "" && c == '{':
		return s.braces(path)
	case closing == "" && c == '[':
		return s.brackets(path)
	}
	return s.plain(path, closing)
}

func (s *simple) quoted(path string) *Node {
	start := s.at + 1
	end := strings.IndexAny(s.text[start:], "\"\\\n")
	if end < 0 || s.text[start+end] != '"' || !fit(s.text[start:start+end]) {
		s.complex = true
		return nil
	}
	s.at = start + end + 1
	return &Node{Kind: Scalar, Text: s.text[start : start+end], Quoted: true, Path: path, Snippet: s.piece(start, start+end, path)}
}

// plain reads a text without quotes. It begins with a letter or digit, so that it is none
// of YAML's signs.
func (s *simple) plain(path, closing string) *Node {
	start := s.at
	end := strings.IndexAny(s.text[start:], closing+"\n")
	if end < 0 {
		end = len(s.text) - start
	}
	text := s.text[start : start+end]
	if !simpleText(text) || closing != "" && strings.ContainsAny(text, "[]{}") {
		s.complex = true
		return nil
	}
	s.at = start + end
	return &Node{Kind: Scalar, Text: text, Path: path, Snippet: s.piece(start, start+end, path)}
}

func simpleText(text string) bool {
	if text == "" || text == "null" || !fit(text) {
		return false
	}
	first, last := text[0], text[len(text)-1]
	if (first < '0' || first > '9') && (first < 'A' || first > 'Z') && (first < 'a' || first > 'z') {
		return false
	}
	return last != ' ' && last != ':' && !strings.Contains(text, ": ") && !strings.Contains(text, " #")
}

// fit reports whether a text has only characters that can be seen.
func fit(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= utf8.RuneSelf {
			return !strings.ContainsFunc(text, unseen)
		} else if c < ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

func unseen(r rune) bool { return r == utf8.RuneError || !strconv.IsPrint(r) }

// braces reads a map on one line: {when: critical, target: ">= 95 percent"}.
func (s *simple) braces(path string) *Node {
	n := &Node{Kind: Map, Path: path, Snippet: s.piece(s.at, s.at+1, path)}
	for s.peek(0) != '}' {
		if s.at++; len(n.Entries) > 0 && s.peek(0) == ' ' {
			s.at++
		}
		e := s.key(path)
		if s.complex || s.peek(0) != ' ' || slices.ContainsFunc(n.Entries, func(o Entry) bool { return o.Key == e.Key }) {
			s.complex = true
			return nil
		}
		s.at++
		if s.peek(0) == '[' {
			e.Value = s.brackets(e.KeySnippet.Path)
		} else {
			e.Value = s.value(e.KeySnippet.Path, ",}")
		}
		if n.Entries = append(n.Entries, e); !s.between('}') {
			return nil
		}
	}
	s.at++
	return n
}

// brackets reads a list on one line.
func (s *simple) brackets(path string) *Node {
	n := &Node{Kind: List, Path: path, Snippet: s.piece(s.at, s.at+1, path)}
	for s.peek(0) != ']' {
		if s.at++; len(n.Items) > 0 && s.peek(0) == ' ' {
			s.at++
		}
		n.Items = append(n.Items, s.value(fmt.Sprintf("%s[%d]", path, len(n.Items)), ",]"))
		if !s.between(']') {
			return nil
		}
	}
	s.at++
	return n
}

// between reports whether a value inside braces is followed by what it must be.
func (s *simple) between(closing byte) bool {
	s.complex = s.complex || s.peek(0) != ',' && s.peek(0) != closing
	return !s.complex
}

func (s *simple) piece(start, end int, path string) diag.Snippet {
	piece := diag.NewSnippet(s.source, start, end-start)
	piece.Path = path
	return piece
}
