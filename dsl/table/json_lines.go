package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// ReadJSONLines reads a table from a file with one JSON object on each line. The name is
// what problems call the file; empty is the schema's.
//
// Fields are found by their keys; keys that are no field are ignored. A key that is null
// or not there is a missing value. Strings are read as the cells of a CSV file are,
// except that an empty string is text and not a missing value where the field is text.
// Numbers are read digit for digit, with an exponent if they have one; whole numbers may
// be text. A key of a field that stands twice in an object is a problem, because either
// value may be meant.
//
// Empty lines are no rows, and a file without rows is an empty table. The table is nil
// only when the reader fails; otherwise the error is as for [ReadCSV].
func ReadJSONLines(schema kinds.Schema, name string, r io.Reader, options Options) (*Table, error) {
	reader, err := NewJSONLinesReader(schema, name, r, options)
	if err != nil {
		return nil, err
	}
	return reader.all()
}

// NewJSONLinesReader reads a file with one JSON object on each line as [ReadJSONLines]
// does, in batches. The error is about the schema and the options.
func NewJSONLinesReader(schema kinds.Schema, name string, r io.Reader, options Options) (*Reader, error) {
	in, err := newReading(schema, name, options)
	if err != nil {
		return nil, err
	}
	if r == nil {
		return nil, noReader(in.name)
	}
	w := scan.NewWindow(r, in.maxRow())
	s := &jsonSource{in, &w, make(map[string]int, len(schema.Fields)), 0}
	for i := range schema.Fields {
		s.fields[in.column(i)] = i
	}
	if len(s.fields) < len(schema.Fields) {
		return nil, mistake(BadTable, schema.Name,
			"two fields are read from one key", "give each its own key in Options.Columns")
	}
	return newReader(in, s), nil
}

// jsonSource splits a file into blocks of whole lines.
type jsonSource struct {
	*reading
	window *scan.Window
	fields map[string]int // of a key
	lines  int            // that have been taken off
}

func (s *jsonSource) next() (func() *chunk, error) {
	w := s.window
	if s.lines == 0 {
		w.SkipMark()
	}
	w.Want(s.block)
	line := s.lines + 1
	text := w.Held()[:min(len(w.Held()), s.block)]
	if !w.ReadAll() || len(text) < len(w.Held()) {
		text = text[:bytes.LastIndexByte(text, '\n')+1]
	}
	if len(text) == 0 {
		return s.nextLine(line)
	}
	n := bytes.Count(text, []byte{'\n'})
	s.lines += max(n, 1)
	block := s.spare.copy(text)
	w.Consume(len(text))
	left := w.Left()
	return func() *chunk {
		c := s.parse(block, line, n+1)
		c.expect(left, len(block))
		return c
	}, nil
}

// nextLine takes off a line that is longer than blocks are, or too long. At the end of
// the file there is none.
func (s *jsonSource) nextLine(line int) (func() *chunk, error) {
	w := s.window
	w.Ended = false
	end, over := w.EndOfLine(0)
	switch {
	case !over && w.Failed() != nil && w.Ended:
		return nil, fmt.Errorf("line %d: %w", line, w.Failed())
	case end == 0:
		return nil, io.EOF
	}
	s.lines++
	if !over {
		block := s.spare.copy(w.Held()[:end])
		w.Consume(end)
		return func() *chunk { return s.parse(block, line, 1) }, nil
	}
	excerpt := scan.Block{Text: bytes.Clone(w.Held()[:min(end, 2*scan.Shown)]), Line: line}
	w.DiscardLine()
	return func() *chunk {
		c := s.chunk(0)
		c.reject(scan.Fault{What: fmt.Sprintf("is longer than %d bytes", w.Limit), Advice: "write one object on each line, or raise Options.MaxCell"},
			excerpt.Place(s.name, scan.Span{Start: 0, End: len(excerpt.Text)}, scan.Span{}))
		return c
	}, nil
}

// jsonRows takes the rows of a block of lines.
type jsonRows struct {
	*chunk
	fields map[string]int
	found  []keyed // for each field, in the current row
	text   scan.Block
	line   scan.Span // the current line
	bytes  []byte    // of the current line
}

// keyed is the value that a key has in a row.
type keyed struct {
	at     scan.Span
	there  bool
	second scan.Span // of the same key
	twice  bool
}

// parse makes a chunk of a block whose first line has a number.
func (s *jsonSource) parse(block []byte, line, lines int) *chunk {
	j := jsonRows{chunk: s.chunk(lines), fields: s.fields, found: make([]keyed, len(s.schema.Fields)), text: scan.Block{Text: block, Line: line}}
	for at := 0; at < len(block); {
		end := min(at+indexOr(block[at:], '\n')+1, len(block))
		j.line, j.bytes = scan.Span{Start: at, End: end}, block[at:end]
		if n := scan.SkipSpace(j.bytes, 0); n < len(j.bytes) {
			j.object(n)
		}
		at = end
	}
	s.spare.block(block)
	return j.chunk
}

// place returns where something stands in the current line.
func (j *jsonRows) place(at scan.Span) func() *diag.Diagnostic {
	return j.text.Place(j.name, j.line, at)
}

// object takes the object that begins at an offset of the current line.
func (j *jsonRows) object(at int) {
	line := j.bytes
	if !json.Valid(line) {
		j.broken(at)
		return
	}
	if line[at] != '{' {
		advice := "write one object on each line"
		if line[at] == '[' {
			advice += ", without an array around them"
		}
		j.reject(scan.Fault{What: "is not a JSON object", Advice: advice}, j.place(scan.Span{Start: at, End: at + 1}))
		return
	}
	clear(j.found)
	for members := (scan.JSONObject{Text: line, At: at}); members.Next(); {
		key, value := members.Member()
		if i, ok := j.field(key); ok {
			f := &j.found[i]
			if f.there {
				f.twice, f.second = true, value
			}
			f.at, f.there = value, true
		}
	}
	for i := range j.found {
		j.keyedCell(i, at)
	}
	j.endRow()
}

// field returns the field that a key names.
func (j *jsonRows) field(key scan.Span) (int, bool) {
	name := j.bytes[key.Start+1 : key.End-1]
	if bytes.IndexByte(name, '\\') < 0 {
		i, ok := j.fields[string(name)]
		return i, ok
	}
	text, f := scan.Unescape(string(name))
	i, ok := j.fields[text]
	return i, ok && f == nil
}

// keyedCell takes the value found for field i, in the row that begins at an offset.
func (j *jsonRows) keyedCell(i, row int) {
	found := &j.found[i]
	if body := j.bytes[found.at.Start:found.at.End]; found.there && !found.twice && j.plain(i, body) {
		return
	}
	at, v := found.at, value{}
	switch {
	case found.twice:
		at = found.second
		v = value{class: ofFault, fault: &scan.Fault{What: "the key is there twice", Advice: "remove one of them"}}
	case found.there:
		v = j.jsonValue(i, string(j.bytes[at.Start:at.End]))
	default:
		at = scan.Span{Start: row, End: row + 1}
	}
	f := j.cell(i, v)
	if f == nil {
		return
	}
	if !found.there {
		f = j.absent(i, row, f)
	}
	j.badCell(i, f, j.place(at))
}

// plain takes a string without escapes, as the cell of a CSV file is taken, or a number.
func (j *jsonRows) plain(i int, body []byte) bool {
	typ := &j.schema.Fields[i].Type
	if len(body) > j.MaxCell {
		return false
	}
	switch c := body[0]; {
	case c == '"' && len(body) > 2 && bytes.IndexByte(body, '\\') < 0:
		return scan.PlainCell(j.table.columns[i], typ, body[1:len(body)-1])
	case typ.Kind.Numeric() && (c == '-' || '0' <= c && c <= '9'):
		return scan.PlainCell(j.table.columns[i], typ, body)
	}
	return false
}

// jsonValue returns the value of a piece of valid JSON.
func (j *jsonRows) jsonValue(i int, text string) value {
	if len(text) > j.MaxCell {
		return value{class: ofFault, fault: tooLong(j.MaxCell)}
	}
	switch text[0] {
	case 'n':
		return value{}
	case 't', 'f':
		return value{class: ofTruth, truth: text[0] == 't'}
	case '{', '[':
		kind := j.schema.Fields[i].Type.Kind
		return value{class: ofFault, fault: &scan.Fault{What: "an object or array is not a value of kind " + kind.String(), Advice: scan.HowToWrite[kind]}}
	case '"':
		text, f := scan.Unescape(text[1 : len(text)-1])
		if f != nil {
			return value{class: ofFault, fault: f}
		}
		return value{class: ofText, text: text}
	}
	return ofLiteral(text)
}

// absent adds to the fault of a missing key the key of the row that may have been meant.
func (j *jsonRows) absent(i, row int, f *scan.Fault) *scan.Fault {
	if j.full() {
		return f
	}
	var keys []string
	for members := (scan.JSONObject{Text: j.bytes, At: row}); members.Next() && len(keys) < 1000; {
		key, _ := members.Member()
		if name, f := scan.Unescape(string(j.bytes[key.Start+1 : key.End-1])); f == nil {
			keys = append(keys, name)
		}
	}
	if near := nearest(j.column(i), keys); near != "" {
		return &scan.Fault{What: f.What, Advice: "did you mean the key " + near + "? Options.Columns names the key of a field"}
	}
	return f
}

// broken rejects a line that is not JSON.
func (j *jsonRows) broken(at int) {
	place, why := at, "it is not valid"
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(j.bytes, new(json.RawMessage)), &syntax) {
		place, why = scan.RuneStart(j.bytes, max(int(syntax.Offset)-1, at)), syntax.Error()
	}
	j.reject(scan.Fault{What: "is not JSON: " + why, Advice: "write one object on each line"}, j.place(scan.Span{Start: place, End: place + 1}))
}
