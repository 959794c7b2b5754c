package dsl_test

import (
	"context"
	"flag"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
)

var (
	programs = flag.Int("programs", 6000, "how many random programs the evaluator and the oracle compute")
	steps    = flag.Int("steps", 20_000, "how many rows come and go in live evaluations")
	seed     = flag.Uint64("seed", 20261001, "of the random programs")
)

// sameOverColumns checks that a program gives the same value, reason and steps over
// columns as row by row.
func sameOverColumns(t *testing.T, p *dsl.Program, s *sample) {
	t.Helper()
	rows, err := p.Explain(context.Background(), dsl.RowByRow(s.data))
	if err != nil {
		t.Fatalf("%s: %v", p.Text(), err)
	}
	columns, err := p.Explain(context.Background(), dsl.OverColumns(s.data))
	if err != nil {
		t.Fatalf("%s: %v", p.Text(), err)
	}
	if x, y := told(rows), told(columns); x != y {
		t.Errorf("%s\nrow by row:\n%s\nover columns:\n%s\n%s", p.Text(), x, y, s.csv)
	}
}

// told is all of an explanation as a text.
func told(e dsl.Explanation) string {
	var tell func(s dsl.Step) string
	tell = func(s dsl.Step) string {
		text := fmt.Sprintf("%s = %s (%s) rows %d, matched %d, counted %d, undecided %d\n",
			s.Text, written(s.Value), s.Value.Why(), s.Rows, s.Matched, s.Counted, s.Undecided)
		for _, part := range s.Operands {
			text += tell(part)
		}
		return text
	}
	return fmt.Sprintf("%s, %s, from %s to %s\n%s", written(e.Value), e.Value.Why(), e.Least.Exact(), e.Most.Exact(), tell(e.Root))
}

// The evaluator and the oracle agree on random programs over random small tables
// with missing cells.
func TestAgainstOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(*seed, 4))
	computed, missing, called := 0, 0, map[string]int{}
	programs := testenv.Rounds(*programs)
	for tried := 0; computed < programs; tried++ {
		if tried > 3*programs {
			t.Fatalf("only %d of %d random texts are expressions", computed, tried)
		}
		s := newSample(random)
		w := &writer{Rand: random}
		text := w.root()
		asRows := random.IntN(6) == 0
		if asRows {
			w.row = true
			text = w.write(kinds.Boolean, 3)
			s.env.Rows = "t"
		}
		p, err := dsl.Compile(text, s.env)
		if err != nil {
			continue // a text may ask about another row, or divide by a zero that stands there
		}
		computed++
		ast.Walk(p.Tree(), func(n ast.Node) bool {
			called[functionOf(n)]++
			return true
		})
		if asRows {
			row := 0
			err = p.EachRow(context.Background(), s.data, func(i int32, v dsl.Value) {
				if want := s.oracle.eval(p.Tree(), scope{row: s.oracle.tables[0].rows[i]}); int(i) != row || !agrees(want, v) {
					t.Errorf("%s\nof row %d is %s, the oracle says %s\n%s", text, i+1, written(v), want.String(), s.csv)
				}
				row++
			})
			if err != nil || row != len(s.oracle.tables[0].rows) {
				t.Errorf("%s: %d rows, %v", text, row, err)
			}
			continue
		}
		v, err := p.Evaluate(context.Background(), s.data)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if want := s.oracle.eval(p.Tree(), scope{}); !agrees(want, v) {
			t.Errorf("%s\nis %s, the oracle says %s\n%s", text, written(v), want.String(), s.csv)
		}
		if v.Missing() {
			missing++
		}
		sameOverColumns(t, p, s)
		if e, err := p.Explain(context.Background(), s.data); err != nil || written(e.Value) != written(v) {
			t.Errorf("%s is %s, explained it is %s, %v", text, written(v), written(e.Value), err)
		}
		if t.Failed() {
			return
		}
	}
	for _, name := range functionNames(t) {
		if !testing.Short() && called[name] < programs/500 && !slices.Contains([]string{"filter", "map", "sort", "instant"}, name) { // these are folded into others
			t.Errorf("%s was called %d times only", name, called[name])
		}
	}
	if share := float64(missing) / float64(computed); share < 0.1 || share > 0.7 {
		t.Errorf("%.0f%% of the programs have no value, which tests little", 100*share)
	}
}

// functionOf is the function that a node calls.
func functionOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Aggregate:
		if n.Each != nil {
			return "groups"
		}
		return n.Function
	case *ast.Call:
		return n.Function
	case *ast.Lookup:
		return "lookup"
	}
	return ""
}

func agrees(want plain, got dsl.Value) bool {
	if want.missing || got.Missing() {
		return want.missing && got.Missing()
	}
	switch got.Type().Kind {
	case kinds.Boolean:
		b, _ := got.Bool()
		return b == want.truth
	case kinds.Text, kinds.Enum:
		return got.Text() == want.text
	}
	return got.Num().Rat().Cmp(want.number) == 0
}

func (p plain) String() string {
	if p.missing {
		return "no value"
	}
	return fmt.Sprintf("%v %q %v", p.truth, p.text, p.number)
}

// sample is a small table and inputs, as the evaluator and as the oracle hold them.
type sample struct {
	env    dsl.Env
	data   dsl.Data
	oracle *oracle
	csv    string
}

// fields are one of each kind; those with a question mark have missing cells.
var fields = []kinds.Field{
	{Name: "x", Type: kinds.Of(kinds.Number).Optional()}, {Name: "n", Type: kinds.Of(kinds.Count)}, {Name: "p", Type: kinds.Of(kinds.Percent).Optional()},
	{Name: "r", Type: kinds.Of(kinds.Ratio)}, {Name: "d", Type: kinds.Of(kinds.Duration).Optional()}, {Name: "c", Type: kinds.Of(kinds.CalendarDays)},
	{Name: "m", Type: kinds.MoneyIn("USD").Optional()}, {Name: "s", Type: kinds.Of(kinds.Text).Optional()}, {Name: "e", Type: kinds.EnumOf("high", "low", "mid").Optional()},
	{Name: "g", Type: kinds.ScaleOf("low", "mid", "high").Optional()}, {Name: "b", Type: kinds.Of(kinds.BusinessDays)},
	{Name: "ok", Type: kinds.Of(kinds.Boolean).Optional()}, {Name: "on", Type: kinds.Of(kinds.Date).Optional()}, {Name: "at", Type: kinds.Of(kinds.Instant).Optional()},
}

func newSample(r *rand.Rand) *sample { return sampleOf(r, 6, 8) }

// sampleOf is a sample with tables of at most so many rows, of whose optional cells
// one in some is missing; none, when that is 0.
func sampleOf(r *rand.Rand, most, lost int) *sample {
	s := &sample{oracle: &oracle{}, data: dsl.Data{Tables: map[string]*table.Table{}, Inputs: map[string]dsl.Value{}}}
	s.env.Calendar = oracleCalendar()
	for _, name := range []string{"t", "u"} {
		schema := kinds.Schema{Name: name, Fields: fields}
		held := oracleTable{schema: schema}
		csv := []string{header()}
		for range r.IntN(most + 1) {
			var row []plain
			var cells []string
			for _, f := range fields {
				v, cell := randomValue(r, f.Type)
				if f.Type.Nullable && lost > 0 && r.IntN(lost) == 0 {
					v, cell = nothing, ""
				}
				row, cells = append(row, v), append(cells, cell)
			}
			held.rows = append(held.rows, row)
			csv = append(csv, strings.Join(cells, ","))
		}
		s.csv += name + "\n" + strings.Join(csv, "\n") + "\n"
		read, err := table.ReadCSV(schema, name, strings.NewReader(strings.Join(csv, "\n")+"\n"), table.Options{})
		if err != nil {
			panic(err)
		}
		s.env.Tables, s.data.Tables[name] = append(s.env.Tables, schema), read
		s.oracle.tables = append(s.oracle.tables, held)
	}
	for _, f := range fields {
		in := kinds.Field{Name: "in_" + f.Name, Type: f.Type}
		v, cell := randomValue(r, f.Type)
		given := r.IntN(4) > 0
		s.env.Inputs = append(s.env.Inputs, in)
		s.csv += fmt.Sprintf("%s = %s, given: %v\n", in.Name, cell, given)
		if !given {
			s.oracle.inputs = append(s.oracle.inputs, nothing)
			continue
		}
		s.oracle.inputs = append(s.oracle.inputs, v)
		s.data.Inputs[in.Name] = asInput(f.Type, v)
	}
	return s
}

// asInput is a plain value as an input.
func asInput(t kinds.Type, v plain) dsl.Value {
	switch t.Kind {
	case kinds.Boolean:
		return dsl.NewBoolean(v.truth)
	case kinds.Text, kinds.Enum:
		return dsl.NewText(t, v.text)
	}
	return dsl.NewExact(t, exact.Rat(v.number))
}

func header() string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return strings.Join(names, ",")
}

// randomValue is a value and how a cell writes it. Values come from small sets, so
// that they often meet.
func randomValue(r *rand.Rand, t kinds.Type) (plain, string) {
	tenths := func() (plain, string) {
		n := int64(r.IntN(60)) - 10
		q := big.NewRat(n, 10)
		return numberOf(q), q.FloatString(1)
	}
	switch t.Kind {
	case kinds.Boolean:
		b := r.IntN(2) == 0
		return truthOf(b), fmt.Sprint(b)
	case kinds.Text, kinds.Enum:
		text := []string{"high", "low", "mid"}[r.IntN(3)]
		return plain{text: text}, text
	case kinds.Count:
		n := int64(r.IntN(5))
		return wholeOf(n), fmt.Sprint(n)
	case kinds.Duration:
		n := int64(r.IntN(200))
		return wholeOf(n * 60e9), fmt.Sprintf("%dmin", n)
	case kinds.Date:
		n := int64(20720 + r.IntN(30)) // from 2026-09-24
		return wholeOf(n), calendar.DateOfNumber(n).String()
	case kinds.Instant:
		n := int64(20720*24 + r.IntN(30*24))
		return wholeOf(n * 3600e9), calendar.DateOfNumber(n/24).String() + fmt.Sprintf("T%02d:00:00Z", n%24)
	case kinds.CalendarDays, kinds.BusinessDays:
		n := int64(r.IntN(9)) - 2
		return wholeOf(n), fmt.Sprint(n)
	}
	return tenths()
}
