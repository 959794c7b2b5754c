package decide_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
)

// atoms is a criterion of so many comparisons over so many inputs: bands that are joined
// with or.
func atoms(t testing.TB, r *rand.Rand, n, inputs int) *dsl.Program {
	var fields []kinds.Field
	for i := range inputs {
		fields = append(fields, kinds.Field{Name: fmt.Sprintf("x%d", i), Type: percent})
	}
	var parts []string
	for i := 0; i < n; i += 2 {
		low := r.IntN(9000)
		parts = append(parts, fmt.Sprintf("(x%d >= %d.%02d%% and x%d < %d.%02d%%)", r.IntN(inputs), low/100, low%100, r.IntN(inputs), (low+900)/100, low%100))
	}
	p, err := dsl.Compile(strings.Join(parts, " or "), dsl.Env{Inputs: fields, Result: kinds.Boolean})
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

// tierTable is a table of so many tiers over so many columns, each input cut into bands.
func tierTable(t testing.TB, tiers, columns int) ([]*dsl.Program, decide.Region) {
	per := 1
	for power(per, columns) < tiers {
		per++
	}
	region := decide.Region{Domains: map[string]decide.Domain{}}
	var fields []kinds.Field
	for i := range columns {
		name := fmt.Sprintf("x%d", i)
		fields = append(fields, kinds.Field{Name: name, Type: number})
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
		p, err := dsl.Compile(strings.Join(parts, " and "), dsl.Env{Inputs: fields, Result: kinds.Boolean})
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

// question is one question, to us and to z3.
type question struct {
	script string
	ask    func() decide.Outcome
}

// timed is the times of one round of the same questions.
type timed struct{ ours, theirs time.Duration }

// report tells what a question costs, as the median over the rounds, and the median of
// the ratios within each round.
func report(b *testing.B, all []timed, questions int) {
	median := func(of func(timed) float64) float64 {
		values := make([]float64, len(all))
		for i, t := range all {
			values[i] = of(t)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	each := float64(questions) * 1e3
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(func(t timed) float64 { return float64(t.ours) / each }), "us")
	b.ReportMetric(median(func(t timed) float64 { return float64(t.theirs) / each }), "us-z3")
	b.ReportMetric(median(func(t timed) float64 { return float64(t.theirs) / float64(t.ours) }), "times-z3")
}

// repeated is how often we are asked for each time that z3 is: once, and we would be done
// before a processor has warmed up.
const repeated = 20

// against puts the same questions to both, and reports what one question costs and how
// many times as long z3 takes. z3 is one process that lives through the benchmark; a
// question is pushed and popped, which was faster than resetting it, and writing and
// reading its text counts. What we do in that time includes a witness that the evaluator
// has confirmed; criteria are compiled before, as they are where they are asked about.
func against(b *testing.B, z3 *solver, questions []question) {
	var all []timed
	for b.Loop() {
		var t timed
		answers := make([]string, len(questions))
		start := time.Now()
		for i, q := range questions {
			answers[i] = z3.ask(b, q.script)
		}
		t.theirs = time.Since(start)
		runtime.GC() // what the texts for z3 left behind is not our cost
		start = time.Now()
		for range repeated {
			for i, q := range questions {
				if got := q.ask(); got == decide.Undecided || (got == decide.Proved) != (answers[i] == "unsat") {
					b.Fatal(got, answers[i])
				}
			}
		}
		t.ours = time.Since(start) / repeated
		all = append(all, t)
	}
	report(b, all, len(questions))
}

// Implications between criteria of so many comparisons.
func BenchmarkImpliesAgainstZ3(b *testing.B) {
	z3 := newSolver(b)
	for _, inputs := range []int{1, 3, 12} {
		for _, n := range []int{2, 10, 50, 200} {
			b.Run(fmt.Sprintf("atoms=%d/inputs=%d", n, inputs), func(b *testing.B) {
				r := rand.New(rand.NewPCG(1, uint64(n)))
				declared := ""
				for i := range inputs {
					declared += fmt.Sprintf("(declare-const x%d Real)\n", i)
				}
				questions := make([]question, 20)
				for i := range questions {
					first, second := atoms(b, r, n, inputs), atoms(b, r, n, inputs)
					questions[i].script = fmt.Sprintf("%s(assert (and %s (not %s)))\n", declared, smtOfAtoms(first.Text()), smtOfAtoms(second.Text()))
					questions[i].ask = func() decide.Outcome { return decide.Region{}.Implies(context.Background(), first, second).Outcome }
				}
				against(b, z3, questions)
			})
		}
	}
}

// Partitions of tables of so many tiers. z3 is asked whether each tier holds for some
// value, whether two hold for one, and whether none does; we find every gap and overlap.
func BenchmarkPartitionAgainstZ3(b *testing.B) {
	z3 := newSolver(b)
	for _, columns := range []int{1, 3, 5} {
		for _, tiers := range []int{10, 100, 1000} {
			programs, region := tierTable(b, tiers, columns)
			b.Run(fmt.Sprintf("tiers=%d/columns=%d", len(programs), columns), func(b *testing.B) {
				scripts, gaveUp := smtOfTiers(programs, columns), 0
				var all []timed
				for b.Loop() {
					var t timed
					start := time.Now()
					for i, script := range scripts {
						want := "sat"
						if i < 2 {
							want = "unsat"
						}
						switch got := z3.ask(b, script); got {
						case want:
						case "unknown": // after the two seconds that it has for a question
							gaveUp++
						default:
							b.Fatal(got, script)
						}
					}
					t.theirs = time.Since(start)
					runtime.GC()
					start = time.Now()
					for range repeated / 4 {
						if d := region.Partition(context.Background(), programs); d.Outcome != decide.Proved {
							b.Fatal(d.Outcome, d.Reason)
						}
					}
					t.ours = time.Since(start) / (repeated / 4)
					all = append(all, t)
				}
				report(b, all, 1)
				b.ReportMetric(float64(gaveUp)/float64(len(all)), "unknown-z3")
			})
		}
	}
}

// smtOfTiers are the questions about a table: whether two tiers hold for one value,
// whether none does, and for every tier whether it holds for some.
func smtOfTiers(programs []*dsl.Program, columns int) []string {
	head, tiers := "", make([]string, len(programs))
	for i := range columns {
		head += fmt.Sprintf("(declare-const x%d Real)\n(assert (and (>= x%d 0) (<= x%d 10000)))\n", i, i, i)
	}
	for i, p := range programs {
		var parts []string
		for part := range strings.SplitSeq(p.Text(), " and ") {
			var low, high, sign, x string
			fmt.Sscanf(part, "%s <= %s %s %s", &low, &x, &sign, &high)
			parts = append(parts, fmt.Sprintf("(<= %s %s) (%s %s %s)", low, x, sign, x, high))
		}
		tiers[i] = "(and " + strings.Join(parts, " ") + ")"
	}
	all := strings.Join(tiers, " ")
	scripts := []string{
		fmt.Sprintf("%s(assert ((_ at-least 2) %s))\n", head, all),
		fmt.Sprintf("%s(assert (not (or %s)))\n", head, all),
	}
	for _, tier := range tiers {
		scripts = append(scripts, fmt.Sprintf("%s(assert %s)\n", head, tier))
	}
	return scripts
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
