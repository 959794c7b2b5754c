package dsl_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
)

// The files of testdata/explain show what a reader is told of an expression: the tree of
// its parts, the groups of an aggregate, and, where the line says "rows of", what became
// of every row.
func TestExplanations(t *testing.T) {
	files, err := filepath.Glob("testdata/explain/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no explanations", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := explained(t, string(text))
		if script.Updating() {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if diff := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// explained is a file with what is told now. A line "explain …" or "rows of …" is
// followed by what is told, indented.
func explained(t *testing.T, text string) string {
	var out strings.Builder
	w, told, ready := dsltest.NewScene(), false, false
	for _, line := range strings.SplitAfter(text, "\n") {
		if told && strings.HasPrefix(line, "    ") {
			continue
		}
		told = false
		out.WriteString(line)
		line = strings.TrimRight(line, "\n")
		expression, tree := strings.CutPrefix(line, "explain ")
		asked, rows := strings.CutPrefix(line, "rows of ")
		switch {
		case tree, rows:
			if !ready {
				if err := w.Finish(); err != nil {
					t.Fatal(err)
				}
			}
			told, ready = true, true
			if rows {
				expression = asked
			}
			p, err := dsl.Compile(expression, w.Env)
			if err != nil {
				t.Fatalf("%s: %v", expression, err)
			}
			e, err := p.Explain(context.Background(), w.Data)
			if err != nil {
				t.Fatalf("%s: %v", expression, err)
			}
			if rows {
				writeRows(t, &out, p, w.Data, e)
			} else {
				writeStep(&out, e.Root, "    ")
			}
			if !e.Least.Missing() {
				fmt.Fprintf(&out, "    at least %s, at most %s\n", e.Least.Exact(), e.Most.Exact())
			}
		case strings.HasPrefix(line, "== "):
			w, ready = dsltest.NewScene(), false
		case line == "" || strings.HasPrefix(line, "#"):
		default:
			if err := w.Read(line); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		}
	}
	return out.String()
}

func writeStep(out *strings.Builder, s dsl.Step, indent string) {
	fmt.Fprintf(out, "%s%s\n", indent, s)
	if s.Aggregate && s.Groups != nil {
		for _, g := range s.Groups.List {
			fmt.Fprintf(out, "%s  [%s] %d rows, %s", indent, g.Name(), g.Rows, g.Use)
			if g.Why != "" {
				fmt.Fprintf(out, ": %s", g.Why)
			}
			out.WriteString("\n")
			if g.Asked.Text != "" {
				writeStep(out, g.Asked, indent+"    ")
			}
		}
	}
	for _, part := range s.Operands {
		writeStep(out, part, indent+"  ")
	}
}

func writeRows(t *testing.T, out *strings.Builder, p *dsl.Program, data dsl.Data, e dsl.Explanation) {
	for _, s := range e.Steps() {
		if !s.Aggregate {
			continue
		}
		fmt.Fprintf(out, "    %s\n", s)
		err := p.EachRowOf(context.Background(), data, s, func(f dsl.RowUse) {
			fmt.Fprintf(out, "      row %d is %s", f.Row+1, f.Use)
			if f.Key != nil {
				fmt.Fprintf(out, ", in %s", dsl.Group{Key: f.Key}.Name())
			}
			if !f.Item.Missing() {
				fmt.Fprintf(out, ", %s", f.Item)
			}
			if f.Why != "" {
				fmt.Fprintf(out, ": %s", f.Why)
			}
			out.WriteString("\n")
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// What became of each row agrees with the counts of its step, and the value can be
// computed from the rows that are counted: for every expression of the corpus, and for
// random programs.
func TestRowsAgreeWithCounts(t *testing.T) {
	checked := map[string]int{}
	for _, file := range dsltest.CorpusFiles(t, "testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				if p, err := dsl.Compile(c.Expression, chunk.Scene.Env); err == nil && chunk.Scene.Env.Rows == "" {
					rowsAgree(t, p, chunk.Scene.Data, checked)
				}
			}
		}
	}
	random := rand.New(rand.NewPCG(7, 7))
	for i := range 1500 {
		s := dsltest.NewSample(random)
		w := &dsltest.Writer{Rand: random}
		text := w.Root()
		if i%3 == 0 {
			text = w.Aggregate([]kinds.Kind{kinds.Count, kinds.Percent}[random.IntN(2)], 3)
		}
		if p, err := dsl.Compile(text, s.Env); err == nil {
			rowsAgree(t, p, s.Data, checked)
		}
	}
	for _, name := range []string{"count", "share", "any", "all", "sum", "mean", "first", "groups", "bounds", "undecided", "left out", "left out by a group"} {
		if checked[name] < 15 {
			t.Errorf("%s was checked %d times only", name, checked[name])
		}
	}
}

func rowsAgree(t *testing.T, p *dsl.Program, data dsl.Data, checked map[string]int) {
	t.Helper()
	ctx := context.Background()
	e, err := p.Explain(ctx, data)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range e.Steps() {
		if !s.Aggregate {
			continue
		}
		var rows []dsl.RowUse
		if err := p.EachRowOf(ctx, data, s, func(f dsl.RowUse) { rows = append(rows, f) }); err != nil {
			t.Fatalf("%s: %v", p.Text(), err)
		}
		var got, counted dsl.Step
		sum := new(big.Rat)
		keys := map[string]string{}
		for _, f := range rows {
			got.Rows++
			if f.Use.Matched {
				got.Matched++
			}
			checked[f.Use.String()]++
			switch f.Use.String() {
			case "undecided":
				got.Undecided++
				if f.Why == "" {
					t.Errorf("%s: row %d is undecided, and nobody knows why", s, f.Row+1)
				}
			case "counted":
				counted.Counted++
				if n, ok := f.Item.Rat(); ok {
					sum.Add(sum, n)
				}
			case "not counted":
				counted.Undecided++
			case "left out":
				if f.Key != nil {
					checked["left out by a group"]++
				}
			}
			if f.Key != nil {
				name := dsl.Group{Key: f.Key}.Name()
				if use, seen := keys[name]; seen && use != f.Use.String() {
					t.Errorf("%s: the rows of the group %s are %s and %s", s, name, use, f.Use)
				}
				keys[name] = f.Use.String()
			}
		}
		if s.Condition {
			got.Counted = counted.Counted
		}
		if s.Rows != got.Rows || s.Matched != got.Matched || s.Undecided != got.Undecided || s.Counted != got.Counted {
			t.Errorf("%s\n%s: rows %d, matched %d, counted %d, undecided %d; the rows say %d, %d, %d, %d", p.Text(), s,
				s.Rows, s.Matched, s.Counted, s.Undecided, got.Rows, got.Matched, got.Counted, got.Undecided)
		}
		groupsAgree(t, s, keys, checked)
		if !e.Least.Missing() {
			checked["bounds"]++
		}
		checked[s.Function]++
		value, isNumber := s.Value.Rat()
		switch {
		case s.Value.Missing() || s.Groups != nil:
		case s.Function == "sum" && isNumber && value.Cmp(sum) != 0, s.Function == "count" && s.Condition && value.Cmp(big.NewRat(int64(counted.Counted), 1)) != 0,
			s.Function == "count" && !s.Condition && value.Cmp(big.NewRat(int64(got.Matched), 1)) != 0,
			s.Function == "share" && value.Cmp(big.NewRat(int64(100*counted.Counted), int64(got.Matched))) != 0,
			s.Function == "mean" && value.Cmp(sum.Quo(sum, big.NewRat(int64(max(1, got.Matched)), 1))) != 0:
			t.Errorf("%s: the rows do not give the value", s)
		}
	}
}

// groupsAgree holds the list of a step's groups against the groups that rows are in.
func groupsAgree(t *testing.T, s dsl.Step, keys map[string]string, checked map[string]int) {
	t.Helper()
	if s.Groups == nil || s.Groups.Unknown {
		return
	}
	checked["groups"]++
	var got dsl.Groups
	rows := 0
	for _, g := range s.Groups.List {
		got.All++
		rows += g.Rows
		switch {
		case g.Use.Counted:
			if s.Condition {
				got.Counted++
			}
		case g.Use.Undecided:
			got.Undecided++
			if g.Why == "" {
				t.Errorf("%s: the group %s is undecided, and nobody knows why", s, g.Name())
			}
		}
		if g.Use.String() != keys[g.Name()] {
			t.Errorf("%s: the group %s is %s, its rows are %s", s, g.Name(), g.Use, keys[g.Name()])
		}
	}
	if got.All != s.Groups.All || got.Counted != s.Groups.Counted || got.Undecided != s.Groups.Undecided || rows > s.Rows {
		t.Errorf("%s: %+v, the list says %+v", s, *s.Groups, got)
	}
}

// The bounds of a share and a count are the least and the greatest value over every way
// to fill in the cells that are missing, when each missing cell stands for itself.
func TestBoundsAgainstCompletions(t *testing.T) {
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "in", Type: kinds.Of(kinds.Boolean).Optional()}, {Name: "ok", Type: kinds.Of(kinds.Boolean).Optional()}}}
	random := rand.New(rand.NewPCG(1, 2))
	known, none := 0, 0
	for range 400 {
		var rows [][2]int // of each cell: no, yes, missing
		for range 1 + random.IntN(4) {
			rows = append(rows, [2]int{random.IntN(3), random.IntN(3)})
		}
		for _, expression := range []string{
			"share(filter(t, .in), .ok)", "share(t, .ok)", "count(filter(t, .in), .ok)", "count(filter(t, .in))", "let s = share(filter(t, .in), .ok); (s)",
		} {
			p, err := dsl.Compile(expression, dsl.Env{Tables: []kinds.Schema{schema}})
			if err != nil {
				t.Fatal(err)
			}
			e, err := p.Explain(context.Background(), dsl.Data{Tables: map[string]*table.Table{"t": truths(t, schema, rows)}})
			if err != nil {
				t.Fatal(err)
			}
			if !e.Value.Missing() || e.Value.NoData() {
				if !e.Least.Missing() {
					t.Errorf("%s over %v is %s and has bounds", expression, rows, e.Value)
				}
				continue
			}
			least, most, always := completions(t, p, schema, rows)
			if e.Least.Missing() == always {
				t.Errorf("%s over %v: bounds %v, and %v that every completion has a value", expression, rows, e.Least, always)
				continue
			}
			if !always {
				none++
				continue
			}
			known++
			if e.Least.Exact() != least.Exact() || e.Most.Exact() != most.Exact() {
				t.Errorf("%s over %v: %s to %s, and the completions give %s to %s", expression, rows, e.Least, e.Most, least, most)
			}
		}
	}
	if known < 200 || none < 20 {
		t.Errorf("%d bounds and %d without any say little", known, none)
	}
}

// completions evaluates a program with every way to fill in what is missing.
func completions(t *testing.T, p *dsl.Program, schema kinds.Schema, rows [][2]int) (least, most dsl.Value, always bool) {
	for i := range rows {
		for j := range rows[i] {
			if rows[i][j] != 2 {
				continue
			}
			always = true
			for cell := range 2 {
				filled := append([][2]int{}, rows...)
				filled[i][j] = cell
				low, high, all := completions(t, p, schema, filled)
				always = always && all
				if order, ok := low.Compare(least); least.Missing() || ok && order < 0 {
					least = low
				}
				if order, ok := high.Compare(most); most.Missing() || ok && order > 0 {
					most = high
				}
			}
			return least, most, always
		}
	}
	v, err := p.Evaluate(context.Background(), dsl.Data{Tables: map[string]*table.Table{"t": truths(t, schema, rows)}})
	if err != nil {
		t.Fatal(err)
	}
	return v, v, !v.Missing()
}

func truths(t *testing.T, schema kinds.Schema, rows [][2]int) *table.Table {
	t.Helper()
	csv := "in,ok\n"
	for _, row := range rows {
		csv += []string{"false", "true", ""}[row[0]] + "," + []string{"false", "true", ""}[row[1]] + "\n"
	}
	read, err := table.ReadCSV(schema, "t", strings.NewReader(csv), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// However the missing cells of random records are filled in, the value of a random share
// or count lies within its bounds. What asks whether a value is known, or has a default
// for it, is left out: it is decided without the cell, and stays so.
func TestBoundsOfRandomPrograms(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	filled, moved := 0, 0
	for range testenv.Rounds(3000) {
		s := dsltest.NewSample(random)
		w := &dsltest.Writer{Rand: random}
		text := w.Aggregate([]kinds.Kind{kinds.Count, kinds.Percent}[random.IntN(2)], 3)
		p, err := dsl.Compile(text, s.Env)
		if err != nil || strings.Contains(text, "known(") || strings.Contains(text, "??") {
			continue
		}
		e, err := p.Explain(context.Background(), s.Data)
		if err != nil {
			t.Fatal(err)
		}
		if e.Least.Missing() {
			continue
		}
		for range 20 {
			v, err := p.Evaluate(context.Background(), completed(t, s, random))
			if err != nil {
				t.Fatal(err)
			}
			if v.Missing() {
				continue // a division by zero, or rows that are all left out of something
			}
			filled++
			below, _ := v.Compare(e.Least)
			above, _ := v.Compare(e.Most)
			if below < 0 || above > 0 {
				t.Fatalf("%s is %s, and not from %s to %s\n%s", text, v, e.Least, e.Most, s.CSV)
			}
			if below > 0 || above < 0 {
				moved++
			}
		}
	}
	if filled < testenv.Rounds(500) || moved < testenv.Rounds(50) {
		t.Errorf("%d values, %d of them at no end, say little", filled, moved)
	}
}

// completed is a sample's data with every cell and input that is missing filled in.
func completed(t *testing.T, s *dsltest.Sample, random *rand.Rand) dsl.Data {
	t.Helper()
	data := dsl.Data{Tables: map[string]*table.Table{}, Inputs: map[string]dsl.Value{}}
	var csv strings.Builder
	name := ""
	finish := func() {
		if name == "" {
			return
		}
		read, err := table.ReadCSV(kinds.Schema{Name: name, Fields: dsltest.Fields}, name, strings.NewReader(csv.String()), table.Options{})
		if err != nil {
			t.Fatal(err)
		}
		data.Tables[name] = read
		csv.Reset()
	}
	for _, line := range strings.Split(s.CSV, "\n") {
		cells := strings.Split(line, ",")
		switch {
		case line == "t" || line == "u" || line == "":
			finish()
			name = line
		case strings.Contains(line, " = "): // an input
			finish()
			name = ""
		default:
			for i, cell := range cells {
				if cell == "" {
					_, cells[i] = dsltest.RandomValue(random, dsltest.Fields[i].Type)
				}
			}
			csv.WriteString(strings.Join(cells, ",") + "\n")
		}
	}
	finish()
	for _, f := range dsltest.Fields {
		v, given := s.Data.Inputs["in_"+f.Name]
		if !given {
			filled, _ := dsltest.RandomValue(random, f.Type)
			v = dsltest.AsInput(f.Type, filled)
		}
		data.Inputs["in_"+f.Name] = v
	}
	return data
}

// Where an undecided row might be filled in differently but hangs together with others,
// the bounds may be wider than what can be, and never narrower.
func TestBoundsOfAlignedRows(t *testing.T) {
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "x", Type: kinds.Of(kinds.Number).Optional()}}}
	p, err := dsl.Compile("share(filter(t, .x > 1), .x > 0)", dsl.Env{Tables: []kinds.Schema{schema}})
	if err != nil {
		t.Fatal(err)
	}
	read, err := table.ReadCSV(schema, "t", strings.NewReader("x\n2\n\"\"\n"), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.Explain(context.Background(), dsl.Data{Tables: map[string]*table.Table{"t": read}})
	if err != nil || e.Least.String() != "50%" || e.Most.String() != "100%" {
		t.Errorf("%s to %s, %v", e.Least, e.Most, err)
	}
}

// A step that is not the program's own, or that looked at no rows, has none to show.
func TestRowsOfOtherSteps(t *testing.T) {
	w := dsltest.NewScene()
	for _, line := range []string{"table t: k text, ok boolean", "    a,true", "    b,false"} {
		if err := w.Read(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	compile := func(text string) *dsl.Program {
		p, err := dsl.Compile(text, w.Env)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := compile("all(groups(t, .k), share(#, .ok) >= 50%)")
	e, err := p.Explain(context.Background(), w.Data)
	if err != nil {
		t.Fatal(err)
	}
	inner := e.Root.Groups.List[0].Asked.Operands[0]
	for want, err := range map[string]error{
		"is not a step of this expression, or belongs to a group": p.EachRowOf(context.Background(), w.Data, inner, nil),
		"is not a step of this expression":                        compile("count(t)").EachRowOf(context.Background(), w.Data, e.Root, nil),
		"is no aggregate":                                         p.EachRowOf(context.Background(), w.Data, e.Root.Groups.List[0].Asked, nil),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %s", err, want)
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if err := p.EachRowOf(cancelled, w.Data, e.Root, func(dsl.RowUse) {}); err == nil {
		t.Error("a context that has ended does not end it")
	}
	if _, err := p.Explain(cancelled, w.Data); err == nil {
		t.Error("a context that has ended does not end an explanation")
	}
}

// An explanation lists the first thousand groups, and counts all.
func TestManyGroups(t *testing.T) {
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "k", Type: kinds.Of(kinds.Number)}}}
	var csv strings.Builder
	csv.WriteString("k\n")
	for i := range 1500 {
		fmt.Fprintf(&csv, "%d\n", i)
	}
	read, err := table.ReadCSV(schema, "t", strings.NewReader(csv.String()), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := dsl.Compile("share(groups(t, .k), .k < 1200)", dsl.Env{Tables: []kinds.Schema{schema}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.Explain(context.Background(), dsl.Data{Tables: map[string]*table.Table{"t": read}})
	if err != nil || len(e.Root.Groups.List) != 1000 || e.Root.Groups.All != 1500 || e.Root.Groups.Counted != 1200 || e.Root.Sample() != 1500 {
		t.Errorf("%d groups listed, %v, %v", len(e.Root.Groups.List), e.Root, err)
	}
}
