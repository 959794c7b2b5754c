package table

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/script"
)

// The corpus: each file of testdata/csv and testdata/jsonlines is a source with what
// becomes of it. Its sections are headed "== name":
//
//	schema    a field on each line: name and type
//	options   optional: zone, comma, max problems, max cell, column FIELD NAME
//	source    the source as it stands, or
//	quoted    Go strings, one on each line, that make up the source
//	table     expected: the rows, with ∅ for a missing value
//	problems  expected: a problem on each line
//	screen    expected, if there: the first problem as a person reads it
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c := parseCase(t, string(text))
			c.read(t, filepath.Base(filepath.Dir(file)))
			got := c.String()
			if script.Updating() {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(text), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		})
	}
}

// corpusCase is a file of the corpus: its sections in their order.
type corpusCase struct {
	comment string
	names   []string
	section map[string]string
}

func parseCase(t *testing.T, text string) *corpusCase {
	c := &corpusCase{section: map[string]string{}}
	parts := strings.Split("\n"+text, "\n== ")
	c.comment = strings.TrimPrefix(parts[0], "\n")
	for _, part := range parts[1:] {
		name, body, _ := strings.Cut(part, "\n")
		c.names = append(c.names, name)
		c.section[name] = body
	}
	for _, name := range []string{"table", "problems"} {
		if _, ok := c.section[name]; !ok {
			c.names = append(c.names, name)
			c.section[name] = ""
		}
	}
	if c.section["schema"] == "" {
		t.Fatal("no schema")
	}
	return c
}

func (c *corpusCase) String() string {
	var b strings.Builder
	b.WriteString(c.comment)
	for i, name := range c.names {
		if i > 0 || c.comment != "" {
			b.WriteString("\n")
		}
		b.WriteString("== " + name + "\n" + c.section[name])
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// read reads the case's source and fills in its expectations.
func (c *corpusCase) read(t *testing.T, format string) {
	schema := c.schema(t)
	options := c.options(t)
	var tab *Table
	var err error
	switch format {
	case "csv":
		tab, err = ReadCSV(schema, "t.csv", strings.NewReader(c.source(t)), options)
	case "jsonlines":
		tab, err = ReadJSONLines(schema, "t.jsonl", strings.NewReader(c.source(t)), options)
	}
	c.section["table"] = printed(tab)
	c.section["problems"] = ""
	if err == nil {
		return
	}
	for _, d := range diag.From(err) {
		c.section["problems"] += d.Error() + "\n"
	}
	if _, ok := c.section["screen"]; ok {
		c.section["screen"] = diag.From(err)[0].Screen()
	}
	if !errors.Is(err, diag.ErrData) {
		t.Errorf("errors.Is(%v, diag.ErrData) is false", err)
	}
}

func (c *corpusCase) schema(t *testing.T) kinds.Schema {
	s := kinds.Schema{Name: "t"}
	for line := range strings.Lines(c.section["schema"]) {
		name, text, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			continue
		}
		typ, err := kinds.ParseType(text)
		if err != nil {
			t.Fatal(err)
		}
		s.Fields = append(s.Fields, kinds.Field{Name: name, Type: typ})
	}
	return s
}

func (c *corpusCase) options(t *testing.T) Options {
	var o Options
	var err error
	for line := range strings.Lines(c.section["options"]) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		last := words[len(words)-1]
		switch key := words[0]; key {
		case "zone":
			o.Zone, err = time.LoadLocation(last)
		case "comma":
			o.Comma = []rune(last)[0]
			if last == "tab" {
				o.Comma = '\t'
			}
		case "problems":
			o.MaxProblems, err = strconv.Atoi(last)
		case "cell":
			o.MaxCell, err = strconv.Atoi(last)
		case "column":
			o.Columns = map[string]string{words[1]: strings.Join(words[2:], " ")}
		default:
			t.Fatal("unknown option", key)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func (c *corpusCase) source(t *testing.T) string {
	if text, ok := c.section["source"]; ok {
		return strings.TrimSuffix(text, "\n")
	}
	var b strings.Builder
	for line := range strings.Lines(c.section["quoted"]) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		text, err := strconv.Unquote(line)
		if err != nil {
			t.Fatal(line, err)
		}
		b.WriteString(text)
	}
	return b.String()
}

// printed returns the rows of a table, one on each line.
func printed(tab *Table) string {
	if tab == nil {
		return "no table\n"
	}
	var b bytes.Buffer
	for row := range tab.Rows() {
		for i := range tab.Schema().Fields {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(cellText(tab, i, row))
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "rows %d, rejected %d\n", tab.Rows(), tab.Rejected())
	return b.String()
}

// cellText returns a cell as the corpus writes it.
func cellText(tab *Table, i, row int) string {
	c, f := tab.columns[i], tab.Schema().Fields[i]
	if c.IsMissing(row) {
		return "∅"
	}
	switch f.Type.Kind {
	case kinds.Boolean:
		return strconv.FormatBool(c.Bool(row))
	case kinds.Text, kinds.Enum:
		return strconv.Quote(c.Text(row))
	case kinds.Duration:
		return time.Duration(c.Ints[row]).String()
	case kinds.Instant:
		return time.Unix(0, c.Ints[row]).UTC().Format(time.RFC3339Nano)
	case kinds.Date:
		return calendar.DateOfNumber(c.Ints[row]).String()
	}
	return c.Num(row).String()
}
