package dsl_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/testenv"
)

var (
	programs = flag.Int("programs", 6000, "how many random programs the evaluator and the oracle compute")
	steps    = flag.Int("steps", 20_000, "how many rows come and go in live evaluations")
	seed     = flag.Uint64("seed", 20261001, "of the random programs")
)

// sameOverColumns checks that a program gives the same value, reason and steps over
// columns as row by row.
func sameOverColumns(t *testing.T, p *dsl.Program, s *dsltest.Sample) {
	t.Helper()
	rows, err := p.Explain(context.Background(), dsl.RowByRow(s.Data))
	if err != nil {
		t.Fatalf("%s: %v", p.Text(), err)
	}
	columns, err := p.Explain(context.Background(), dsl.OverColumns(s.Data))
	if err != nil {
		t.Fatalf("%s: %v", p.Text(), err)
	}
	if x, y := told(rows), told(columns); x != y {
		t.Errorf("%s\nrow by row:\n%s\nover columns:\n%s\n%s", p.Text(), x, y, s.CSV)
	}
}

// told is all of an explanation as a text.
func told(e dsl.Explanation) string {
	var tell func(s dsl.Step) string
	tell = func(s dsl.Step) string {
		text := fmt.Sprintf("%s = %s (%s) rows %d, matched %d, counted %d, undecided %d\n",
			s.Text, dsltest.Written(s.Value), s.Value.Why(), s.Rows, s.Matched, s.Counted, s.Undecided)
		for _, part := range s.Operands {
			text += tell(part)
		}
		return text
	}
	return fmt.Sprintf("%s, %s, from %s to %s\n%s", dsltest.Written(e.Value), e.Value.Why(), e.Least.Exact(), e.Most.Exact(), tell(e.Root))
}

// The evaluator and the oracle agree on random programs over random small tables with
// missing cells.
func TestAgainstOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(*seed, 4))
	computed, missing, called := 0, 0, map[string]int{}
	programs := testenv.Rounds(*programs)
	for tried := 0; computed < programs; tried++ {
		if tried > 3*programs {
			t.Fatalf("only %d of %d random texts are expressions", computed, tried)
		}
		s := dsltest.NewSample(random)
		w := &dsltest.Writer{Rand: random}
		text := w.Root()
		asRows := random.IntN(6) == 0
		if asRows {
			w.Row = true
			text = w.Write(kinds.Boolean, 3)
			s.Env.Rows = "t"
		}
		p, err := dsl.Compile(text, s.Env)
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
			err = p.EachRow(context.Background(), s.Data, func(i int32, v dsl.Value) {
				if want := s.Reference.Eval(p.Tree(), dsltest.Scope{Row: s.Reference.Tables[0].Rows[i]}); int(i) != row || !dsltest.Agrees(want, v) {
					t.Errorf("%s\nof row %d is %s, the oracle says %s\n%s", text, i+1, dsltest.Written(v), want.String(), s.CSV)
				}
				row++
			})
			if err != nil || row != len(s.Reference.Tables[0].Rows) {
				t.Errorf("%s: %d rows, %v", text, row, err)
			}
			continue
		}
		v, err := p.Evaluate(context.Background(), s.Data)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if want := s.Reference.Eval(p.Tree(), dsltest.Scope{}); !dsltest.Agrees(want, v) {
			t.Errorf("%s\nis %s, the oracle says %s\n%s", text, dsltest.Written(v), want.String(), s.CSV)
		}
		if v.Missing() {
			missing++
		}
		sameOverColumns(t, p, s)
		if e, err := p.Explain(context.Background(), s.Data); err != nil || dsltest.Written(e.Value) != dsltest.Written(v) {
			t.Errorf("%s is %s, explained it is %s, %v", text, dsltest.Written(v), dsltest.Written(e.Value), err)
		}
		if t.Failed() {
			return
		}
	}
	for _, name := range dsltest.FunctionNames(t, "internal/check") {
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
