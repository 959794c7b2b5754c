package dsl_test

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

var update = flag.Bool("update", false, "rewrite what testdata expects")

// The corpus is what the language means, in files that a person who knows the
// work and not the program can read and extend. testdata/README.md says how they
// are written.
func TestCorpus(t *testing.T) {
	for _, file := range corpusFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file.path), ".txt"), func(t *testing.T) {
			got := file.run(t)
			if *update {
				if err := os.WriteFile(file.path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(file.text, "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file.path, diff)
			}
		})
	}
}

// corpusFile is a file of the corpus, cut into chunks that share tables and inputs.
type corpusFile struct {
	path, text string
	chunks     []*corpusChunk
}

type corpusChunk struct {
	lines []string
	cases []*corpusCase
	world *world
}

// corpusCase is one expression and what is expected of it.
type corpusCase struct {
	place      string // file and line
	line       int    // index into the chunk's lines
	expression string
	expected   []string // what stands behind => or, one for each mistake, ###
	wrong      bool     // whether mistakes are expected
}

func corpusFiles(t testing.TB) []*corpusFile {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("there is no corpus", err)
	}
	var files []*corpusFile
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file := &corpusFile{path: path, text: string(text)}
		file.cut(t)
		files = append(files, file)
	}
	return files
}

// cut reads the chunks of a file.
func (f *corpusFile) cut(t testing.TB) {
	chunk := &corpusChunk{world: newWorld()}
	f.chunks = append(f.chunks, chunk)
	scanner := bufio.NewScanner(strings.NewReader(f.text))
	for number := 1; scanner.Scan(); number++ {
		line := scanner.Text()
		if strings.HasPrefix(line, "== ") {
			chunk = &corpusChunk{world: newWorld()}
			f.chunks = append(f.chunks, chunk)
		}
		chunk.lines = append(chunk.lines, line)
		place := fmt.Sprintf("%s:%d", f.path, number)
		expression, expected, wrong := splitCase(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#") && !wrong || strings.HasPrefix(line, "== "):
		case wrong && expression == "" && len(chunk.cases) > 0: // one more mistake of the expression above
			last := chunk.cases[len(chunk.cases)-1]
			last.expected = append(last.expected, expected)
		case expected != "":
			chunk.cases = append(chunk.cases, &corpusCase{place: place, line: len(chunk.lines) - 1, expression: expression, expected: []string{expected}, wrong: wrong})
		default:
			if err := chunk.world.read(line); err != nil {
				t.Fatalf("%s: %v", place, err)
			}
		}
	}
	for _, c := range f.chunks {
		if err := c.world.finish(); err != nil {
			t.Fatalf("%s: %v", f.path, err)
		}
	}
}

var mistake = regexp.MustCompile(`### ([0-9]+ [a-z-]+ ".*")$`)

// splitCase cuts a line at its ### or at its last =>.
func splitCase(line string) (expression, expected string, wrong bool) {
	if at := mistake.FindStringSubmatchIndex(line); at != nil {
		return strings.TrimSpace(line[:at[0]]), line[at[2]:at[3]], true
	}
	if at := strings.LastIndex(line, "=> "); at >= 0 {
		return strings.TrimSpace(line[:at]), strings.TrimSpace(line[at+3:]), false
	}
	return line, "", false
}

// run gives the file with what the language says now.
func (f *corpusFile) run(t *testing.T) string {
	var out strings.Builder
	for _, chunk := range f.chunks {
		told := map[int][]string{}
		dropped := map[int]bool{}
		for _, c := range chunk.cases {
			lines := c.outcome(t, chunk.world)
			told[c.line] = lines
			for i := 1; i < len(c.expected); i++ {
				dropped[c.line+i] = true
			}
		}
		for i, line := range chunk.lines {
			if lines, ok := told[i]; ok {
				line = strings.Join(lines, "\n")
			}
			if !dropped[i] {
				out.WriteString(line + "\n")
			}
		}
	}
	return out.String()
}

// outcome is the case's lines as they should read.
func (c *corpusCase) outcome(t *testing.T, w *world) []string {
	start := time.Now()
	program, err := dsl.Compile(c.expression, w.env)
	if spent := time.Since(start); spent > time.Second {
		t.Errorf("%s: reading it took %v", c.place, spent)
	}
	var list diag.List
	if err != nil && !errors.As(err, &list) {
		t.Fatalf("%s: %v is not a list of diagnostics", c.place, err)
	}
	if err == nil {
		return []string{c.expression + " => " + w.outcome(t, c.place, program)}
	}
	var lines []string
	for i, d := range list {
		if len(d.Source.Text) < d.Span.End || d.Span.Start > d.Span.End || d.Span.Start < 0 {
			t.Errorf("%s: the span %v is outside the text", c.place, d.Span)
		}
		told := fmt.Sprintf("### %d %s %q", d.Position().Column, d.Code, d.Summary)
		if i < len(c.expected) && c.wrong && sameMistake(c.expected[i], d) {
			told = "### " + c.expected[i]
		}
		if i == 0 {
			told = c.expression + " " + told
		} else {
			told = "    " + told
		}
		lines = append(lines, told)
	}
	return lines
}

// sameMistake reports whether the expectation, a column, a code and a part of the
// summary, is of a diagnostic.
func sameMistake(expected string, d *diag.Diagnostic) bool {
	fields := strings.SplitN(expected, " ", 3)
	if len(fields) != 3 || fields[0] != strconv.Itoa(d.Position().Column) || fields[1] != string(d.Code) {
		return false
	}
	part, err := strconv.Unquote(fields[2])
	return err == nil && strings.Contains(d.Summary, part)
}

// outcome is the value of a program as the corpus writes it.
func (w *world) outcome(t *testing.T, place string, p *dsl.Program) string {
	if w.env.Rows != "" {
		var all []string
		err := p.EachRow(context.Background(), w.data, func(_ int32, v dsl.Value) { all = append(all, written(v)) })
		if err != nil {
			t.Errorf("%s: %v", place, err)
		}
		return strings.Join(all, ", ")
	}
	v, err := p.Evaluate(context.Background(), w.data)
	if err != nil {
		t.Errorf("%s: %v", place, err)
	}
	explained, err := p.Explain(context.Background(), w.data)
	if err != nil || written(explained.Value) != written(v) {
		t.Errorf("%s: Explain says %s, %v; Evaluate says %s", place, written(explained.Value), err, written(v))
	}
	if got, want := v.Type().Kind, p.Type().Kind; got != want {
		t.Errorf("%s: the value is %v, the program said %v", place, got, want)
	}
	return written(v)
}

// written is a value with its kind, where the text alone does not show it.
func written(v dsl.Value) string {
	switch k := v.Type().Kind; {
	case v.Missing():
		return "no value: " + v.Why()
	case k == kinds.Text || k == kinds.Enum:
		return strconv.Quote(v.Text())
	case k == kinds.Count || k == kinds.Ratio:
		return v.Exact() + " " + k.String()
	}
	return v.Exact()
}

// world is the tables, inputs and answers that a chunk's expressions speak of.
type world struct {
	env     dsl.Env
	data    dsl.Data
	answers map[string]dsl.Value
	csv     map[string]*strings.Builder
	current string // the table whose rows are being read
}

func newWorld() *world {
	w := &world{data: dsl.Data{Tables: map[string]*table.Table{}, Inputs: map[string]dsl.Value{}}, answers: map[string]dsl.Value{}, csv: map[string]*strings.Builder{}}
	w.data.Query = func(name, subject string, periods int) dsl.Value {
		asked := name + "(" + subject + ")"
		if periods > 0 {
			asked = fmt.Sprintf("%s(%s, %d)", name, subject, periods)
		}
		return w.answers[asked]
	}
	return w
}

// read takes a line that sets the scene.
func (w *world) read(line string) error {
	if strings.HasPrefix(line, "    ") {
		w.csv[w.current].WriteString(strings.TrimSpace(line) + "\n")
		return nil
	}
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "table":
		return w.table(rest)
	case "input":
		return w.input(rest)
	case "answer":
		asked, value, _ := strings.Cut(rest, " = ")
		p, err := dsl.Compile(asked, w.env)
		if err != nil {
			return err
		}
		w.answers[asked], err = constant(value, p.Type())
		return err
	case "metrics":
		return w.metrics(rest)
	case "hours":
		return w.hours(rest)
	case "calendar":
		if w.env.Calendar = w.env.Calendars[rest]; w.env.Calendar != nil {
			return nil
		}
		c, err := business.Named(rest)
		w.env.Calendar = c
		return err
	case "zone":
		zone, err := time.LoadLocation(rest)
		w.data.Zone = zone
		return err
	case "rows":
		w.env.Rows = rest
	case "result":
		typ, err := kinds.ParseType(rest)
		w.env.Result = typ.Kind
		return err
	case "limits":
		_, err := fmt.Sscanf(rest, "%d bytes, %d tokens, %d deep", &w.env.Limits.Bytes, &w.env.Limits.Tokens, &w.env.Limits.Depth)
		return err
	default:
		return fmt.Errorf("%q is not a line of a corpus", line)
	}
	return nil
}

// metrics reads "name: kind, name: kind"; a kind that is left out is percent.
func (w *world) metrics(text string) error {
	for _, one := range topLevel(text) {
		name, kind, typed := strings.Cut(strings.TrimSpace(one), ": ")
		if !typed {
			kind = "percent"
		}
		typ, err := kinds.ParseType(kind)
		if err != nil {
			return err
		}
		w.env.Subjects = append(w.env.Subjects, kinds.Field{Name: name, Type: typ})
	}
	w.env.Queries = []dsl.Query{
		{Name: "missed", Result: kinds.Of(kinds.Boolean).Optional()}, {Name: "misses", Result: kinds.Of(kinds.Count).Optional(), Periods: true},
		{Name: "value"}, {Name: "previous", Periods: true, Usual: 1},
	}
	return nil
}

// hours reads "name: zone, 08:00-12:00 13:00-17:00", the shifts of Monday to Friday
// without the federal holidays.
func (w *world) hours(text string) error {
	name, rest, _ := strings.Cut(text, ": ")
	zone, shifts, _ := strings.Cut(rest, ", ")
	at, err := calendar.LoadZone(zone)
	if err != nil {
		return err
	}
	var day []business.Shift
	for _, text := range strings.Fields(shifts) {
		s, err := business.ParseShift(text)
		if err != nil {
			return err
		}
		day = append(day, s)
	}
	if w.env.Calendars == nil {
		w.env.Calendars = map[string]*business.Calendar{}
	}
	w.env.Calendars[name], err = business.Federal().WithHours(name, business.Hours{Zone: at, Week: business.MondayToFriday(day...)})
	return err
}

// table reads "name: field kind, field kind"; the rows follow, indented.
func (w *world) table(text string) error {
	name, list, _ := strings.Cut(text, ": ")
	schema := kinds.Schema{Name: name}
	var header []string
	for _, part := range topLevel(list) {
		field, kind, _ := strings.Cut(strings.TrimSpace(part), " ")
		typ, err := kinds.ParseType(kind)
		if err != nil {
			return err
		}
		schema.Fields = append(schema.Fields, kinds.Field{Name: field, Type: typ})
		header = append(header, field)
	}
	w.env.Tables = append(w.env.Tables, schema)
	w.current, w.csv[name] = name, &strings.Builder{}
	w.csv[name].WriteString(strings.Join(header, ",") + "\n")
	return nil
}

// topLevel cuts a list at the commas that are not inside parentheses.
func topLevel(list string) []string {
	depth := 0
	return strings.FieldsFunc(list, func(r rune) bool {
		depth += strings.Count("(", string(r)) - strings.Count(")", string(r))
		return r == ',' && depth == 0
	})
}

// input reads "name: kind = value", or without a value.
func (w *world) input(text string) error {
	name, rest, _ := strings.Cut(text, ": ")
	kind, value, given := strings.Cut(rest, " = ")
	typ, err := kinds.ParseType(kind)
	if err != nil {
		return err
	}
	w.env.Inputs = append(w.env.Inputs, kinds.Field{Name: name, Type: typ})
	if given {
		w.data.Inputs[name], err = constant(value, typ)
	}
	return err
}

// constant is a value written in the language, of a kind.
func constant(text string, typ kinds.Type) (dsl.Value, error) {
	p, err := dsl.Compile(text, dsl.Env{})
	if err != nil {
		return dsl.Value{}, err
	}
	v, err := p.Evaluate(context.Background(), dsl.Data{})
	switch typ.Kind {
	case kinds.Boolean:
		return v, err
	case kinds.Text, kinds.Enum:
		return dsl.NewText(typ, v.Text()), err
	}
	return dsl.NewExact(typ, v.Num()), err
}

// finish reads the tables.
func (w *world) finish() error {
	for _, schema := range w.env.Tables {
		t, err := table.ReadCSV(schema, schema.Name, strings.NewReader(w.csv[schema.Name].String()), table.Options{})
		if err != nil {
			return err
		}
		w.data.Tables[schema.Name] = t
	}
	return nil
}
