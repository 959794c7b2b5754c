// Package ical reads the syntax of iCalendar text (RFC 5545, section 3.1): folded lines,
// properties with their parameters, components within components. It knows where in the
// text each character of a value stands, and nothing of what properties mean.
package ical

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Component is what stands between BEGIN and END.
type Component struct {
	Name       string // in upper case; empty for the text itself
	Properties []Property
	Components []*Component
	Place
}

// Property is one line of a component, unfolded.
type Property struct {
	Name       string // in upper case
	Parameters []Parameter
	Value      Value
	Place
}

// Parameter is one of a property's, after its semicolon.
type Parameter struct {
	Name  string // in upper case
	Value Value  // without quotation marks
	Place
}

// Value is text from a line, which knows its places.
type Value struct {
	Text string
	line *line
	from int // in the line, where the text begins
}

// Place is where something stands in the text: lines and columns count from 1, columns in
// characters.
type Place struct{ Line, Column int }

// At returns the place of the byte at an offset in the value, which may be its end.
func (v Value) At(offset int) Place {
	if v.line == nil {
		return Place{1, 1}
	}
	return v.line.place(v.from + offset)
}

// Slice returns a part of the value.
func (v Value) Slice(from, to int) Value {
	return Value{v.Text[from:to], v.line, v.from + from}
}

// Split cuts the value at a separator, as strings.Split.
func (v Value) Split(separator byte) []Value {
	var parts []Value
	from := 0
	for i := range len(v.Text) + 1 {
		if i == len(v.Text) || v.Text[i] == separator {
			parts = append(parts, v.Slice(from, i))
			from = i + 1
		}
	}
	return parts
}

// Error is a mistake in the syntax.
type Error struct {
	Place
	Problem, Advice string
}

// Error says where the mistake is, what it is, and what to do.
func (e *Error) Error() string {
	return fmt.Sprintf("line %d, column %d: %s; %s", e.Line, e.Column, e.Problem, e.Advice)
}

func mistake(at Place, advice, problem string, args ...any) error {
	return &Error{at, fmt.Sprintf(problem, args...), advice}
}

// mostNested bounds the depth of components. The standard has two.
const mostNested = 8

// Parse reads a text. What it returns has no name, and holds the components and
// properties that stand in none.
func Parse(text string) (*Component, error) {
	root := &Component{Place: Place{1, 1}}
	open := []*Component{root}
	for _, l := range unfold(text) {
		p, err := parseLine(l)
		if err != nil {
			return nil, err
		}
		within := open[len(open)-1]
		switch p.Name {
		case "BEGIN":
			if len(open) > mostNested {
				return nil, mistake(p.Place, "components stand in each other two deep", "BEGIN:%s is nested too deeply", p.Value.Text)
			}
			c := &Component{Name: strings.ToUpper(p.Value.Text), Place: p.Place}
			within.Components = append(within.Components, c)
			open = append(open, c)
		case "END":
			if name := strings.ToUpper(p.Value.Text); within == root || within.Name != name {
				advice := "take it out, or put its BEGIN before it"
				if within != root {
					advice = "write END:" + within.Name + " before it"
				}
				return nil, mistake(p.Place, advice, "END:%s ends nothing that is open here", name)
			}
			open = open[:len(open)-1]
		default:
			within.Properties = append(within.Properties, p)
		}
	}
	if last := open[len(open)-1]; last != root {
		return nil, mistake(last.Place, "write END:"+last.Name, "BEGIN:%s has no end", last.Name)
	}
	return root, nil
}

// line is a logical line: physical lines after the first begin with a space or a tab,
// which is not part of it.
type line struct {
	text   string
	pieces []piece
}

// piece is what one physical line gives to a logical one.
type piece struct {
	from   int // in the text of the logical line
	number int // of the physical line
	column int // of its first character
}

// place returns where in the file a byte of the logical line stands.
func (l *line) place(offset int) Place {
	i, _ := slices.BinarySearchFunc(l.pieces, offset+1, func(p piece, n int) int { return p.from - n })
	p := l.pieces[max(i-1, 0)]
	offset = min(offset, len(l.text))
	return Place{p.number, p.column + utf8.RuneCountInString(l.text[p.from:offset])}
}

// unfold joins the physical lines. A line ends with LF, or with CR LF as the standard has
// it; empty lines are left out.
func unfold(text string) []*line {
	var lines []*line
	var joined strings.Builder // of the last line, when it goes on
	number := 0
	for physical := range strings.Lines(text) {
		number++
		physical = strings.TrimSuffix(strings.TrimSuffix(physical, "\n"), "\r")
		folded := len(physical) > 0 && (physical[0] == ' ' || physical[0] == '\t')
		if folded && len(lines) > 0 {
			last := lines[len(lines)-1]
			if joined.Len() == 0 {
				joined.WriteString(last.text)
			}
			last.pieces = append(last.pieces, piece{joined.Len(), number, 2})
			joined.WriteString(physical[1:])
			continue
		}
		if joined.Len() > 0 {
			lines[len(lines)-1].text = joined.String()
			joined.Reset()
		}
		if physical != "" {
			lines = append(lines, &line{physical, []piece{{0, number, 1}}})
		}
	}
	if joined.Len() > 0 {
		lines[len(lines)-1].text = joined.String()
	}
	return lines
}

// parseLine reads NAME;PARAMETER=value:value.
func parseLine(l *line) (Property, error) {
	at := func(i int) Place { return l.place(i) }
	if i := strings.IndexFunc(l.text, isControl); i >= 0 {
		return Property{}, mistake(at(i), "take it out", "there is a control character, which no line can have")
	}
	if !utf8.ValidString(l.text) {
		return Property{}, mistake(at(0), "save the file as UTF-8", "the line is not UTF-8")
	}
	i := nameEnd(l.text, 0)
	p := Property{Name: strings.ToUpper(l.text[:i]), Place: at(0)}
	if i == 0 {
		return Property{}, mistake(at(0), "a line is NAME:value; one that goes on from the line before begins with a space", "there is no property name")
	}
	for i < len(l.text) && l.text[i] == ';' {
		start := i + 1
		i = nameEnd(l.text, start)
		if i == start || i == len(l.text) || l.text[i] != '=' {
			return Property{}, mistake(at(start), "write it as TZID=America/New_York", "a parameter of %s has no name and value", p.Name)
		}
		q := Parameter{Name: strings.ToUpper(l.text[start:i]), Place: at(start)}
		from := i + 1
		to, end, ok := parameterEnd(l.text, from)
		if !ok {
			return Property{}, mistake(at(from), "close it", "the quotation mark of parameter %s is not closed", q.Name)
		}
		if to > from && l.text[from] == '"' {
			from, to = from+1, to-1
		}
		q.Value = Value{l.text[from:to], l, from}
		p.Parameters = append(p.Parameters, q)
		i = end
	}
	if i >= len(l.text) || l.text[i] != ':' {
		return Property{}, mistake(at(i), "a line is NAME:value; one that goes on from the line before begins with a space", "there is no colon after %s", p.Name)
	}
	p.Value = Value{l.text[i+1:], l, i + 1}
	return p, nil
}

// nameEnd returns where the name ends that begins there.
func nameEnd(text string, i int) int {
	for i < len(text) {
		c := text[i]
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			break
		}
		i++
	}
	return i
}

// parameterEnd returns where a parameter's value ends, and where what follows begins.
// Quotation marks protect : ; and commas.
func parameterEnd(text string, i int) (to, next int, ok bool) {
	if i < len(text) && text[i] == '"' {
		n := strings.IndexByte(text[i+1:], '"')
		if n < 0 {
			return 0, 0, false
		}
		return i + n + 2, i + n + 2, true
	}
	for i < len(text) && text[i] != ';' && text[i] != ':' {
		i++
	}
	return i, i, true
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// Unescape returns the value as TEXT (section 3.3.11): a backslash stands before a
// backslash, a semicolon, a comma, or an n for the end of a line.
func (v Value) Unescape() (string, error) {
	if !strings.Contains(v.Text, `\`) {
		return v.Text, nil
	}
	var b strings.Builder
	for i := 0; i < len(v.Text); i++ {
		c := v.Text[i]
		if c != '\\' {
			b.WriteByte(c)
			continue
		}
		i++
		switch {
		case i < len(v.Text) && strings.IndexByte(`\;,`, v.Text[i]) >= 0:
			b.WriteByte(v.Text[i])
		case i < len(v.Text) && (v.Text[i] == 'n' || v.Text[i] == 'N'):
			b.WriteByte('\n')
		default:
			return "", mistake(v.At(i-1), `write \\ for a backslash`, "the backslash escapes nothing")
		}
	}
	return b.String(), nil
}
