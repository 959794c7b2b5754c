package decide_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/table"
)

// atoms is a criterion of so many comparisons over so many inputs: bands that are
// joined with or.
func atoms(t testing.TB, r *rand.Rand, n, inputs int) *dsl.Program {
	var fields []table.Field
	for i := range inputs {
		fields = append(fields, table.Field{Name: fmt.Sprintf("x%d", i), Type: percent})
	}
	var parts []string
	for i := 0; i < n; i += 2 {
		low := r.IntN(9000)
		parts = append(parts, fmt.Sprintf("(x%d >= %d.%02d%% and x%d < %d.%02d%%)", r.IntN(inputs), low/100, low%100, r.IntN(inputs), (low+900)/100, low%100))
	}
	p, err := dsl.Compile(strings.Join(parts, " or "), dsl.Env{Inputs: fields, Result: table.Boolean})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func BenchmarkImplies(b *testing.B) {
	for _, inputs := range []int{1, 4, 12} {
		for _, n := range []int{2, 10, 50, 200} {
			r := rand.New(rand.NewPCG(1, uint64(n)))
			first, second := atoms(b, r, n, inputs), atoms(b, r, n, inputs)
			b.Run(fmt.Sprintf("atoms=%d/inputs=%d", n, inputs), func(b *testing.B) {
				for b.Loop() {
					if p := (decide.Region{}).Implies(context.Background(), first, second); p.Outcome == decide.Undecided {
						b.Fatal(p.Reason)
					}
				}
			})
		}
	}
}

// tierTable is a table of so many tiers over so many columns, each input cut into
// bands.
func tierTable(t testing.TB, tiers, columns int) ([]*dsl.Program, decide.Region) {
	per := 1
	for power(per, columns) < tiers {
		per++
	}
	region := decide.Region{Domains: map[string]decide.Domain{}}
	var fields []table.Field
	for i := range columns {
		name := fmt.Sprintf("x%d", i)
		fields = append(fields, table.Field{Name: name, Type: number})
		region.Domains[name] = decide.Domain{Type: number, Least: ptr("0"), Most: ptr("10000")}
	}
	var programs []*dsl.Program
	for i := range power(per, columns) {
		var parts []string
		rest := i
		for c := range columns {
			at := rest % per
			rest /= per
			low, high := fmt.Sprintf("%d", at*10000/per), fmt.Sprintf("< %d", (at+1)*10000/per)
			if at == per-1 {
				high = "<= 10000"
			}
			parts = append(parts, fmt.Sprintf("%s <= x%d %s", low, c, high))
		}
		p, err := dsl.Compile(strings.Join(parts, " and "), dsl.Env{Inputs: fields, Result: table.Boolean})
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, p)
	}
	return programs, region
}

func power(base, exponent int) int {
	n := 1
	for range exponent {
		n *= base
	}
	return n
}

func BenchmarkPartition(b *testing.B) {
	for _, columns := range []int{1, 3, 5} {
		for _, tiers := range []int{10, 100, 1000} {
			programs, region := tierTable(b, tiers, columns)
			b.Run(fmt.Sprintf("tiers=%d/columns=%d", len(programs), columns), func(b *testing.B) {
				for b.Loop() {
					if d := region.Partition(context.Background(), programs); d.Outcome != decide.Proved {
						b.Fatal(d.Outcome, d.Reason)
					}
				}
			})
		}
	}
}

// BenchmarkAgainstZ3 puts the same questions over one input to both, and reports how
// many times as long z3 takes, the writing and reading of its text with it.
func BenchmarkAgainstZ3(b *testing.B) {
	z3 := newSolver(b)
	for _, inputs := range []int{1, 3} {
		for _, n := range []int{2, 10, 50, 200} {
			b.Run(fmt.Sprintf("atoms=%d/inputs=%d", n, inputs), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, uint64(n)))
				first, second := atoms(b, r, n, inputs), atoms(b, r, n, inputs)
				script := ""
				for i := range inputs {
					script += fmt.Sprintf("(declare-const x%d Real)\n", i)
				}
				script += fmt.Sprintf("(assert (and %s (not %s)))\n", smtOfAtoms(first.Text()), smtOfAtoms(second.Text()))
				var ours, theirs time.Duration
				for b.Loop() {
					start := time.Now()
					got := decide.Region{}.Implies(context.Background(), first, second)
					ours += time.Since(start)
					start = time.Now()
					want := z3.ask(b, script)
					theirs += time.Since(start)
					if (got.Outcome == decide.Proved) != (want == "unsat") {
						b.Fatal(got.Outcome, want)
					}
				}
				b.ReportMetric(float64(theirs)/float64(ours), "times-z3")
			})
		}
	}
}

func smtOfAtoms(text string) string {
	var parts []string
	for part := range strings.SplitSeq(text, " or ") {
		var x, y string
		var low, high string
		part = strings.NewReplacer("(", "", ")", "", "%", "", ">=", "", "<", "", " and ", " ").Replace(part)
		fmt.Sscan(part, &x, &low, &y, &high)
		parts = append(parts, fmt.Sprintf("(and (>= %s %s) (< %s %s))", x, low, y, high))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return "(or " + strings.Join(parts, " ") + ")"
}
