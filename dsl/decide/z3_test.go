package decide_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/internal/testenv"
)

var (
	questions = flag.Int("questions", 500, "random questions that are put to z3 as well; half as many tables of few values are tried out")
	seed      = flag.Uint64("seed", 1, "of the random questions")
)

// solver is a z3 process that answers one question after the other.
type solver struct {
	in  io.WriteCloser
	out *bufio.Scanner
}

func newSolver(t testing.TB) *solver {
	t.Helper()
	cmd := exec.Command(testenv.Tool(t, "z3"), "-in", "-smt2")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	s := &solver{in, bufio.NewScanner(out)}
	fmt.Fprintln(in, "(set-option :timeout 2000)")
	return s
}

// ask reports whether the assertions of a script can all be true: "sat", "unsat" or
// "unknown".
func (s *solver) ask(t testing.TB, script string) string {
	t.Helper()
	fmt.Fprintf(s.in, "(push)\n%s(check-sat)\n(pop)\n", script)
	if !s.out.Scan() {
		t.Fatalf("z3 ended: %v", s.out.Err())
	}
	answer := s.out.Text()
	if strings.HasPrefix(answer, "(error") {
		t.Fatalf("z3: %s\n%s", answer, script)
	}
	return answer
}

// tally counts answers to one kind of question.
type tally struct {
	asked, proved, refuted, undecided, unknown int
	reasons                                    map[string]int
	ours, theirs                               time.Duration
}

// Random questions over the whole fragment are answered as z3 answers them. The
// translation to SMT-LIB is the test's own.
func TestAgainstZ3(t *testing.T) {
	z3 := newSolver(t)
	n := *questions
	tallies := map[string]*tally{}
	for i := range n {
		askZ3(t, z3, rand.New(rand.NewPCG(*seed, uint64(i))), tallies, i)
		if t.Failed() {
			t.Fatalf("question %d of seed %d", i, *seed)
		}
	}
	var kinds []string
	for k := range tallies {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		c := tallies[k]
		t.Logf("%-24s %6d asked: %6d proved, %6d refuted, %5d undecided (%.2f%%) %v; z3 undecided %d; z3 took %.0f times as long (%v each)", k, c.asked, c.proved, c.refuted, c.undecided,
			100*float64(c.undecided)/float64(c.asked), c.reasons, c.unknown, float64(c.theirs)/float64(c.ours), c.ours/time.Duration(c.asked))
		most := 0.0
		if strings.HasPrefix(k, "linear") {
			most = 0.02
		} else if strings.HasPrefix(k, "many") || strings.HasPrefix(k, "systems") {
			most = 0.05
		} else if strings.HasPrefix(k, "products") {
			most = 0.15
		}
		if c.asked > 200 && float64(c.undecided) > most*float64(c.asked) {
			t.Errorf("%s: %d of %d questions were not decided: %v", k, c.undecided, c.asked, c.reasons)
		}
	}
}

func askZ3(t *testing.T, z3 *solver, r *rand.Rand, tallies map[string]*tally, i int) {
	t.Helper()
	inputs, depth := 1+r.IntN(4), 3
	if r.IntN(10) == 0 {
		inputs, depth = 4+r.IntN(5), 5
	}
	shape := "several inputs"
	a := newAsked(r, inputs)
	switch {
	case inputs == 1:
		shape = "one input"
	case r.IntN(2) == 0:
		shape, a.linear = "linear terms", true
		if depth > 3 {
			shape = "many linear terms"
		}
		if r.IntN(8) == 0 {
			shape, a.wild = "products", true
		}
	}
	first, second := a.condition(depth), a.condition(depth)
	if r.IntN(8) == 0 {
		shape, a = "systems", &asked{Rand: r}
		for range 2 + r.IntN(3) {
			a.add("number", []string{"0=0", "1=1"}, []string{"||1", "||1", "0||1", "||", "-5|5|0.5", "0|10|"}[r.IntN(6)])
		}
		first, second = a.system(), a.system()
	}
	region := a.region()
	if r.IntN(4) == 0 && shape != "systems" {
		where := a.condition(2)
		region.Where = a.compile(t, where)
		a.say("(assert %s)", a.told(where))
	}
	p, q := a.compile(t, first), a.compile(t, second)
	ctx := context.Background()
	for _, ask := range []struct {
		kind   string
		answer func() decide.Proof
		claim  string
		check  func(p, q bool) bool
	}{
		{"always true", func() decide.Proof { return region.AlwaysTrue(ctx, p) }, "(not " + a.told(first) + ")", func(p, _ bool) bool { return !p }},
		{"never true", func() decide.Proof { return region.NeverTrue(ctx, p) }, a.told(first), func(p, _ bool) bool { return p }},
		{"implies", func() decide.Proof { return region.Implies(ctx, p, q) }, "(and " + a.told(first) + " (not " + a.told(second) + "))", func(p, q bool) bool { return p && !q }},
		{"equivalent", func() decide.Proof { return region.Equivalent(ctx, p, q) }, "(not (= " + a.told(first) + " " + a.told(second) + "))", func(p, q bool) bool { return p != q }},
		{"disjoint", func() decide.Proof { return region.Disjoint(ctx, p, q) }, "(and " + a.told(first) + " " + a.told(second) + ")", func(p, q bool) bool { return p && q }},
	}[i%5 : i%5+1] {
		start := time.Now()
		got := ask.answer()
		ours := time.Since(start)
		criteria := []*dsl.Program{p, q}[:2-max(0, 1-i%5/2)]
		if region.Where != nil {
			criteria = append(criteria[:len(criteria):len(criteria)], region.Where)
		}
		script := a.script(ask.claim, criteria...)
		start = time.Now()
		want := z3.ask(t, script)
		theirs := time.Since(start)
		key := shape + ": " + ask.kind
		c := tallies[key]
		if c == nil {
			c = &tally{reasons: map[string]int{}}
			tallies[key] = c
		}
		c.asked, c.ours, c.theirs = c.asked+1, c.ours+ours, c.theirs+theirs
		describe := func() string {
			where := ""
			if region.Where != nil {
				where = region.Where.Text()
			}
			return fmt.Sprintf("%s\nfirst: %s\nsecond: %s\nwhere: %s\nwe: %v %v %s\nz3: %s\n%s", key, first.text, second.text, where, got.Outcome, got.Witness, got.Reason, want, script)
		}
		switch {
		case got.Outcome == decide.Undecided:
			c.undecided++
			reason := got.Reason
			if got.Possible {
				reason = "possible"
			}
			c.reasons[reason]++
			if strings.Contains(reason, "internal") {
				t.Error(describe())
			}
		case got.Outcome == decide.Proved && want == "sat", got.Outcome == decide.Refuted && want == "unsat", want != "sat" && want != "unsat" && want != "unknown":
			t.Error(describe())
		case got.Outcome == decide.Proved:
			c.proved++
		default:
			c.refuted++
			holds := func(p *dsl.Program) bool {
				v, err := p.Evaluate(ctx, dsl.Data{Inputs: got.Witness.Values()})
				if err != nil {
					t.Fatal(err)
				}
				b, ok := v.Bool()
				return b && ok
			}
			if !ask.check(holds(p), holds(q)) || region.Where != nil && !holds(region.Where) {
				t.Errorf("the witness is none: %s", describe())
			}
			if err := a.inRegion(got.Witness); err != nil {
				t.Errorf("%v: %s", err, describe())
			}
		}
		if want == "unknown" {
			c.unknown++
		}
	}
}
