package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/concord-sla/concord/dsl/diag"
)

// ReadJSONLines reads a table from a file with one JSON object on each line. The
// name is what problems call the file; empty is the schema's.
//
// Fields are found by their keys; keys that are no field are ignored. A key that
// is null or not there is a missing value. Strings are read as the cells of a CSV
// file are, except that an empty string is text and not a missing value where the
// field is text. Numbers are read digit for digit, with an exponent if they have
// one; whole numbers may be text. A key of a field that stands twice in an object
// is a problem, because either value may be meant.
//
// Empty lines are no rows, and a file without rows is an empty table. The table
// is nil only when the reader fails; otherwise the error is as for [ReadCSV].
func ReadJSONLines(schema Schema, name string, r io.Reader, options Options) (*Table, error) {
	in, err := newReading(schema, name, options)
	if err != nil {
		return nil, err
	}
	lines := &jsonRows{
		reading: in,
		window:  window{r: r, limit: in.maxRow()},
		fields:  make(map[string]int, len(schema.Fields)),
		found:   make([]keyed, len(schema.Fields)),
	}
	for i := range schema.Fields {
		lines.fields[in.column(i)] = i
	}
	if len(lines.fields) < len(schema.Fields) {
		return nil, &diag.Diagnostic{Severity: diag.Error, Code: diag.BadTable, Path: schema.Name,
			Summary: "two fields are read from one key", Advice: "give each its own key in Options.Columns"}
	}
	if err := lines.read(); err != nil {
		return nil, fmt.Errorf("reading %s: %w", in.name, err)
	}
	return in.Table()
}

// jsonRows takes the rows of a file line by line.
type jsonRows struct {
	*reading
	window
	fields  map[string]int // of a key
	found   []keyed        // for each field, in the current row
	current raw            // the current line
}

// keyed is the value that a key has in a row.
type keyed struct {
	at     span
	there  bool
	second span // of the same key
	twice  bool
}

func (j *jsonRows) read() error {
	j.skipMark()
	for number := 1; ; number++ {
		end, over := j.window.line(0)
		j.current = raw{j.held()[:end], number}
		switch {
		case over:
			j.current.bytes = bytes.Clone(j.current.bytes[:min(end, 2*shown)])
			j.discardLine()
			j.reject(j.current, span{}, fmt.Sprintf("is longer than %d bytes", j.limit), "write one object on each line, or raise Options.MaxCell")
			continue
		case end == 0:
			return j.failed()
		}
		j.consume(end)
		if n := skipSpace(j.current.bytes, 0); n < end {
			j.object(n)
		}
	}
}

// object takes the object that begins at an offset of the current line.
func (j *jsonRows) object(at int) {
	line := j.current.bytes
	if !json.Valid(line) {
		j.broken(at)
		return
	}
	if line[at] != '{' {
		advice := "write one object on each line"
		if line[at] == '[' {
			advice += ", without an array around them"
		}
		j.reject(j.current, span{at, at + 1}, "is not a JSON object", advice)
		return
	}
	clear(j.found)
	for members := (jsonObject{line, at}); members.next(); {
		key, value := members.member()
		if i, ok := j.field(key); ok {
			f := &j.found[i]
			if f.there {
				f.twice, f.second = true, value
			}
			f.at, f.there = value, true
		}
	}
	text, before := string(line), len(j.table.problems)
	for i := range j.found {
		j.cell(i, text, at)
	}
	j.endRow(before)
}

// field is the field that a key names.
func (j *jsonRows) field(key span) (int, bool) {
	name := j.current.bytes[key.start+1 : key.end-1]
	if bytes.IndexByte(name, '\\') < 0 {
		i, ok := j.fields[string(name)]
		return i, ok
	}
	text, f := unescape(string(name))
	i, ok := j.fields[text]
	return i, ok && f == nil
}

// cell takes the value found for field i.
func (j *jsonRows) cell(i int, line string, row int) {
	at, v := j.found[i].at, value{}
	switch {
	case j.found[i].twice:
		at = j.found[i].second
		v = value{class: ofFault, fault: &fault{"the key is there twice", "remove one of them"}}
	case j.found[i].there:
		v = j.jsonValue(i, line[at.start:at.end])
	default:
		at = span{row, row + 1}
	}
	f := j.take(i, v, j.Zone)
	if f == nil {
		return
	}
	if !j.found[i].there {
		f = j.absent(i, row, f)
	}
	j.badCell(i, f, j.current, at)
}

// jsonValue is the value of a piece of valid JSON.
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
		kind := j.table.schema.Fields[i].Type.Kind
		return value{class: ofFault, fault: &fault{"an object or array is not a value of kind " + kind.String(), writing[kind]}}
	case '"':
		text, f := unescape(text[1 : len(text)-1])
		if f != nil {
			return value{class: ofFault, fault: f}
		}
		return value{class: ofText, text: text}
	}
	return ofLiteral(text)
}

// absent adds to the fault of a missing key the key of the row that may have been
// meant.
func (j *jsonRows) absent(i, row int, f *fault) *fault {
	if j.full() {
		return f
	}
	var keys []string
	for members := (jsonObject{j.current.bytes, row}); members.next() && len(keys) < 1000; {
		key, _ := members.member()
		if name, f := unescape(string(j.current.bytes[key.start+1 : key.end-1])); f == nil {
			keys = append(keys, name)
		}
	}
	if near := nearest(j.column(i), keys); near != "" {
		return &fault{f.what, "did you mean the key " + near + "? Options.Columns names the key of a field"}
	}
	return f
}

// broken rejects a line that is not JSON.
func (j *jsonRows) broken(at int) {
	place, why := at, "it is not valid"
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(j.current.bytes, new(json.RawMessage)), &syntax) {
		place, why = runeStart(j.current.bytes, max(int(syntax.Offset)-1, at)), syntax.Error()
	}
	j.reject(j.current, span{place, place + 1}, "is not JSON: "+why, "write one object on each line")
}
