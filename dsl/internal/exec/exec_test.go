package exec_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/internal/exec"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/testenv"
)

// Each expression of testdata/programs.txt has the value of the reference, row by row and
// over columns, over few rows and over several batches.
func TestPrograms(t *testing.T) {
	text, err := os.ReadFile("testdata/programs.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(20261001, 51))
	values := 0
	for _, c := range []struct{ samples, rows, lost int }{{testenv.Rounds(60), 6, 8}, {testenv.Rounds(30), 20, 1000}, {1, 1500, 300}} {
		for range c.samples {
			s := dsltest.SampleOf(r, c.rows, c.lost)
			for line := range strings.Lines(string(text)) {
				if line = strings.TrimSpace(line); line == "" || line[0] == '#' || c.rows > 1000 && strings.Contains(line, "count(u") {
					continue // a count for each row takes the reference too long
				}
				if agrees(t, line, s) {
					values++
				}
			}
		}
	}
	if values < testenv.Rounds(1000) {
		t.Errorf("only %d values say little", values)
	}
}

// So has every random program.
func TestRandomPrograms(t *testing.T) {
	r := rand.New(rand.NewPCG(20261001, 52))
	wanted := testenv.Rounds(1000)
	for computed := 0; computed < wanted; {
		s := dsltest.NewSample(r)
		text := (&dsltest.Writer{Rand: r}).Root()
		if _, err := dsl.Compile(text, s.Env); err != nil {
			continue
		}
		computed++
		agrees(t, text, s)
	}
}

// Programs that share their passes have the values that each has by itself, and a pass
// that several share is reported once.
func TestTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(20261001, 53))
	s := dsltest.SampleOf(r, 3000, 300)
	var runs []*exec.Bound
	var want []ast.Value
	passes := 0
	for _, text := range []string{"count(t, .ok)", "sum(t, .n)", "share(filter(t, .n > 1), .ok)", "distinct(t, .n)"} {
		p := dsltest.MustCompile(t, text, s.Env)
		alone, err := bind(p, s, exec.OverColumns).Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		run := bind(p, s, exec.OverColumns)
		run.Observe(func(exec.Pass) { passes++ })
		runs, want = append(runs, run), append(want, alone)
	}
	exec.Together(runs)
	for i, run := range runs {
		got, err := run.Run(t.Context())
		if err != nil || got.Missing != want[i].Missing || got.Num.Cmp(want[i].Num) != 0 {
			t.Errorf("program %d is %v together (%v), and %v by itself", i+1, got, err, want[i])
		}
	}
	if passes != 1 {
		t.Errorf("%d passes, want 1", passes)
	}
}

// A run ends with its context, and when it reads more rows than it may.
func TestRunsThatEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(20261001, 54))
	var s *dsltest.Sample
	for s == nil || len(s.Reference.Tables[0].Rows) < 1000 {
		s = dsltest.SampleOf(r, 3000, 300)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	for _, way := range []exec.Way{exec.RowByRow, exec.OverColumns} {
		p := dsltest.MustCompile(t, "sum(t, .n) + count(t, .ok ?? false)", s.Env)
		if _, err := bind(p, s, way).Run(ended); !errors.Is(err, context.Canceled) {
			t.Errorf("of a context that has ended: %v", err)
		}
		if _, err := bindTo(p, s, way, 100).Run(t.Context()); !errors.Is(err, exec.ErrWork) {
			t.Errorf("over more rows than the limit: %v", err)
		}
	}
}

// agrees compares a program's value, computed in both ways, with the reference. It
// reports whether there is one.
func agrees(t *testing.T, text string, s *dsltest.Sample) bool {
	t.Helper()
	p := dsltest.MustCompile(t, text, s.Env)
	want := s.Reference.Eval(p.Tree(), dsltest.Scope{})
	whys := map[string]bool{}
	for name, way := range map[string]exec.Way{"row by row": exec.RowByRow, "over columns": exec.OverColumns} {
		run := bind(p, s, way)
		got, err := run.Run(t.Context())
		if err != nil {
			t.Fatalf("%s %s: %v", text, name, err)
		}
		if have, want := shown(p.Type(), got), wanted(p.Type(), want); have != want {
			t.Errorf("%s\nis %s %s, the reference says %s\n%s", text, have, name, want, dsltest.Clip(s.CSV))
		}
		if why := run.Why(); got.Missing != ast.None && why == "" {
			t.Errorf("%s has no value and no reason %s", text, name)
		} else {
			whys[why] = got.Missing != ast.None
		}
	}
	if !want.Missing {
		return true
	}
	if len(whys) > 1 {
		t.Errorf("%s has more reasons than one: %v", text, whys)
	}
	return false
}

func bind(p *dsl.Program, s *dsltest.Sample, way exec.Way) *exec.Bound {
	return bindTo(p, s, way, 1<<40)
}

// bindTo binds a program to a sample, of whose rows so many may be read.
func bindTo(p *dsl.Program, s *dsltest.Sample, way exec.Way, most int64) *exec.Bound {
	data := &exec.Data{Zone: time.UTC, Most: most, Way: way}
	for _, schema := range s.Env.Tables {
		data.Tables = append(data.Tables, s.Data.Tables[schema.Name])
	}
	for _, in := range s.Env.Inputs {
		v, given := s.Data.Inputs[in.Name]
		if !given || v.Missing() {
			data.Inputs = append(data.Inputs, ast.Value{Missing: ast.NotSupplied})
			continue
		}
		truth, _ := v.Bool()
		data.Inputs = append(data.Inputs, ast.Value{Bool: truth, Text: v.Text(), Num: v.Num()})
	}
	var size exec.Size
	ast.Walk(p.Tree(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Let:
			size.Slots = max(size.Slots, n.Slot+1)
		case *ast.Aggregate:
			size.Aggregates = max(size.Aggregates, n.ID+1)
			if n.Each != nil {
				size.Groupings = max(size.Groupings, n.Each.ID+1)
			}
		}
		return true
	})
	return exec.Bind(p.Tree(), size, data)
}

func shown(t kinds.Type, v ast.Value) string {
	if v.Missing != ast.None {
		return "no value"
	}
	return text(t, v.Bool, v.Text, v.Num.Rat())
}

func wanted(t kinds.Type, v dsltest.Plain) string {
	if v.Missing {
		return "no value"
	}
	return text(t, v.Truth, v.Text, v.Number)
}

func text(t kinds.Type, truth bool, text string, number *big.Rat) string {
	switch t.Kind {
	case kinds.Boolean:
		return fmt.Sprint(truth)
	case kinds.Text, kinds.Enum:
		return text
	}
	return number.RatString()
}
