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
	"github.com/concord-sla/concord/dsl/kinds"
)

// What is large, or hard on purpose, ends soon: with the answer, or undecided and the
// reason. The limit is generous for a busy machine.
func TestEndsSoon(t *testing.T) {
	const limit = 10 * time.Second
	ctx := context.Background()
	numbers := func(n int) (fields []kinds.Field) {
		for i := range n {
			fields = append(fields, kinds.Field{Name: fmt.Sprintf("x%d", i), Type: number})
		}
		return fields
	}
	compile := func(text string, fields []kinds.Field) *dsl.Program {
		t.Helper()
		p, err := dsl.Compile(text, dsl.Env{Inputs: fields, Result: kinds.Boolean})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	within := func(name string, ask func() (decide.Outcome, string), want ...decide.Outcome) {
		t.Helper()
		start := time.Now()
		got, reason := ask()
		took := time.Since(start)
		t.Logf("%-40s %v %s in %v", name, got, reason, took)
		if took > limit {
			t.Errorf("%s took %v", name, took)
		}
		for _, w := range want {
			if got == w {
				return
			}
		}
		t.Errorf("%s: %v %s, want %v", name, got, reason, want)
	}
	proof := func(p decide.Proof) (decide.Outcome, string) { return p.Outcome, p.Reason }
	r := rand.New(rand.NewPCG(3, 3))

	for _, inputs := range []int{1, 3, 12} {
		first, second := atoms(t, r, 200, inputs), atoms(t, r, 200, inputs)
		within(fmt.Sprintf("200 atoms over %d inputs", inputs), func() (decide.Outcome, string) { return proof(decide.Region{}.Implies(ctx, first, second)) }, decide.Proved, decide.Refuted)
		within(fmt.Sprintf("200 atoms over %d inputs, against itself", inputs), func() (decide.Outcome, string) { return proof(decide.Region{}.Implies(ctx, first, first)) }, decide.Proved)
		not := compile("not ("+first.Text()+")", percents(first))
		within(fmt.Sprintf("200 atoms over %d inputs, and their opposite", inputs), func() (decide.Outcome, string) { return proof(decide.Region{}.Disjoint(ctx, first, not)) }, decide.Proved)
	}

	// Random clauses of three, near the point where they are hardest to satisfy.
	var booleans []kinds.Field
	for i := range 60 {
		booleans = append(booleans, kinds.Field{Name: fmt.Sprintf("b%d", i), Type: boolean})
	}
	var clauses []string
	for range 256 {
		var parts []string
		for range 3 {
			part := fmt.Sprintf("b%d", r.IntN(60))
			if r.IntN(2) == 0 {
				part = "not " + part
			}
			parts = append(parts, part)
		}
		clauses = append(clauses, "("+strings.Join(parts, " or ")+")")
	}
	hard := compile(strings.Join(clauses, " and "), booleans)
	within("256 clauses over 60 booleans", func() (decide.Outcome, string) { return proof(decide.Region{}.NeverTrue(ctx, hard)) }, decide.Proved, decide.Refuted, decide.Undecided)

	// Linear terms over twelve inputs, each with each.
	var linear []string
	for i := range 12 {
		for j := range 12 {
			if i != j {
				linear = append(linear, fmt.Sprintf("%d * x%d - %d * x%d <= %d", 1+r.IntN(9), i, 1+r.IntN(9), j, r.IntN(100)))
			}
		}
	}
	dense := compile(strings.Join(linear, " and "), numbers(12))
	within("132 inequalities over 12 inputs", func() (decide.Outcome, string) { return proof(decide.Region{}.NeverTrue(ctx, dense)) }, decide.Refuted, decide.Undecided)
	within("132 alternatives over 12 inputs", func() (decide.Outcome, string) {
		return proof(decide.Region{}.AlwaysTrue(ctx, compile(strings.Join(linear, " or "), numbers(12))))
	}, decide.Proved, decide.Refuted, decide.Undecided)

	// Whole numbers whose only solution is far away.
	counts := []kinds.Field{{Name: "n", Type: count}, {Name: "m", Type: count}}
	far := compile("1000003 * n - 999983 * m == 1 and n >= 0 and m >= 0", counts)
	within("a solution far away", func() (decide.Outcome, string) { return proof(decide.Region{}.NeverTrue(ctx, far)) }, decide.Refuted, decide.Undecided)

	// An enumeration of ten thousand values.
	var values, half []string
	for i := range 10_000 {
		values = append(values, fmt.Sprintf("v%d", i))
		if i%3 == 0 && i < 6000 {
			half = append(half, fmt.Sprintf("%q", values[i]))
		}
	}
	wide := []kinds.Field{{Name: "e", Type: kinds.EnumOf(values...)}, {Name: "f", Type: kinds.EnumOf(values...)}}
	in := compile("e in ["+strings.Join(half, ", ")+"]", wide)
	other := compile(`e != "v1"`, wide)
	within("an enumeration of 10,000 values", func() (decide.Outcome, string) { return proof(decide.Region{}.Implies(ctx, in, other)) }, decide.Proved)
	same := compile(`e == f and e in [`+strings.Join(half, ", ")+"]", wide)
	within("two enumerations of 10,000 values", func() (decide.Outcome, string) {
		return proof(decide.Region{}.Implies(ctx, same, compile(`f != "v1"`, wide)))
	}, decide.Proved, decide.Undecided)

	// Numbers of thousands of digits.
	long := compile("x0 > "+strings.Repeat("9", 4000)+" and x0 < "+strings.Repeat("9", 4000)+".5", numbers(1))
	within("figures of 4,000 digits", func() (decide.Outcome, string) { return proof(decide.Region{}.NeverTrue(ctx, long)) }, decide.Refuted)

	// Constants of forty digits, also on a grid as fine.
	digits := strings.Repeat("1234567890", 4)
	fine := decide.Region{Domains: map[string]decide.Domain{"x0": {Type: number, Step: ptr("0." + strings.Repeat("0", 39) + "1")}}}
	narrow := compile("x0 > 0."+digits+" and x0 < 0."+digits[:39]+"2", numbers(1))
	within("constants of 40 digits", func() (decide.Outcome, string) { return proof(decide.Region{}.NeverTrue(ctx, narrow)) }, decide.Refuted)
	within("constants of 40 digits on a grid", func() (decide.Outcome, string) { return proof(fine.NeverTrue(ctx, narrow)) }, decide.Refuted)
	apart := compile("x0 > 0."+digits+" and x0 < 0."+digits[:39]+"1", numbers(1))
	within("constants of 40 digits with nothing between", func() (decide.Outcome, string) { return proof(fine.NeverTrue(ctx, apart)) }, decide.Proved)
	sums := compile(digits+" * x0 - "+digits[:39]+"7 * x1 == "+digits+" and x0 + x1 >= "+digits, numbers(2))
	within("linear terms of 40 digits", func() (decide.Outcome, string) { return proof(decide.Region{}.NeverTrue(ctx, sums)) }, decide.Refuted)
	within("tiers of 40 digits", func() (decide.Outcome, string) {
		d := decide.Region{}.Partition(ctx, []*dsl.Program{compile("x0 < 0."+digits, numbers(1)), compile("x0 > 0."+digits, numbers(1))})
		if len(d.Findings) != 1 || d.Findings[0].Edit == nil {
			t.Errorf("%v", d.Findings)
		}
		return d.Outcome, d.Reason
	}, decide.Refuted)

	// A domain without a value, and a region that contradicts itself: everything is
	// proved of nothing.
	nowhere := decide.Region{Domains: map[string]decide.Domain{"x0": {Least: ptr("3"), Most: ptr("2")}}}
	never := decide.Region{Where: compile("x0 > 3% and x1 < 2% and x0 < x1", percents(atoms(t, r, 200, 2)))}
	between := decide.Region{Domains: map[string]decide.Domain{"x0": {Least: ptr("2.1"), Most: ptr("2.9"), Step: ptr("1")}}}
	for _, inputs := range []int{1, 3, 12} {
		first, second := atoms(t, r, 200, inputs), atoms(t, r, 200, inputs)
		for name, region := range map[string]decide.Region{"no value": nowhere, "a contradiction": never, "no value of its grid": between} {
			if name == "a contradiction" && inputs < 2 {
				continue
			}
			within(fmt.Sprintf("200 atoms over %d inputs, with %s", inputs, name), func() (decide.Outcome, string) {
				p := region.Implies(ctx, first, second)
				if !p.Vacuous {
					t.Errorf("%+v", p)
				}
				return proof(p)
			}, decide.Proved)
		}
	}
	within("a table over a domain without a value", func() (decide.Outcome, string) {
		tiers, region := tierTable(t, 1000, 1)
		region.Domains["x0"] = nowhere.Domains["x0"]
		d := region.Partition(ctx, tiers)
		return d.Outcome, d.Reason
	}, decide.Refuted)

	for _, columns := range []int{1, 3, 5} {
		tiers, region := tierTable(t, 1000, columns)
		within(fmt.Sprintf("%d tiers over %d columns", len(tiers), columns), func() (decide.Outcome, string) {
			d := region.Partition(ctx, tiers)
			return d.Outcome, d.Reason
		}, decide.Proved)
		within(fmt.Sprintf("%d tiers over %d columns, one left out", len(tiers)-1, columns), func() (decide.Outcome, string) {
			d := region.Partition(ctx, append(tiers[:500:500], tiers[501:]...))
			if len(d.Findings) != 1 || d.Findings[0].Flaw != decide.Gap {
				t.Errorf("%v", d.Findings)
			}
			return d.Outcome, d.Reason
		}, decide.Refuted)
	}

	// A table of tiers that are no boxes.
	var slanted []*dsl.Program
	for i := range 300 {
		slanted = append(slanted, compile(fmt.Sprintf("(x0 + %d * x1 > %d or x2 < %d) and (x1 - x2 < %d or x0 > 5)", 1+i%7, i, i%11, i%13), numbers(3)))
	}
	within("300 tiers of linear terms", func() (decide.Outcome, string) {
		d := decide.Region{}.Partition(ctx, slanted)
		return d.Outcome, d.Reason
	}, decide.Refuted, decide.Undecided)

	// Names whose values are used twice, again and again.
	doubled := "let c0 = b0; "
	for i := 1; i < 40; i++ {
		doubled += fmt.Sprintf("let c%d = c%d == b%d; ", i, i-1, i)
	}
	chain := compile(doubled+"c39", booleans)
	within("forty doublings", func() (decide.Outcome, string) { return proof(decide.Region{}.AlwaysTrue(ctx, chain)) }, decide.Refuted, decide.Undecided)

	// A table of a thousand tiers that all overlap.
	var same1000 []*dsl.Program
	for i := range 1000 {
		same1000 = append(same1000, compile(fmt.Sprintf("x0 >= %d", i), numbers(1)))
	}
	within("1,000 tiers that overlap", func() (decide.Outcome, string) {
		d := decide.Region{}.Partition(ctx, same1000)
		return d.Outcome, d.Reason
	}, decide.Refuted)
}

func percents(p *dsl.Program) (fields []kinds.Field) {
	for _, name := range p.Inputs() {
		fields = append(fields, kinds.Field{Name: name, Type: percent})
	}
	return fields
}

// A context that has ended ends every question.
func TestQuestionsEndWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := criterion(t, "value >= 98%", percent)
	r := decide.Region{}
	for _, got := range []decide.Proof{r.AlwaysTrue(ctx, p), r.NeverTrue(ctx, p), r.Implies(ctx, p, p), r.Equivalent(ctx, p, p), r.Disjoint(ctx, p, p)} {
		if got.Outcome != decide.Undecided || !strings.Contains(got.Reason, "cancel") {
			t.Errorf("%v: %s", got.Outcome, got.Reason)
		}
	}
	if d := r.Partition(ctx, []*dsl.Program{p}); d.Outcome != decide.Undecided {
		t.Errorf("%v: %s", d.Outcome, d.Reason)
	}
	if got := r.Bounds(ctx, expression(t, "value + 1%")); !strings.Contains(got.Reason, "cancel") {
		t.Errorf("%+v", got)
	}
}

func expression(t *testing.T, text string) *dsl.Program {
	p, err := dsl.Compile(text, dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: percent}}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What cannot be asked is refused with the reason.
func TestRefused(t *testing.T) {
	ctx := context.Background()
	value := expression(t, "value + 1%")
	p := criterion(t, "value >= 98%", percent)
	negative := decide.Region{Domains: map[string]decide.Domain{"value": {Step: ptr("0")}}}
	half := decide.Region{Domains: map[string]decide.Domain{"value": {Step: ptr("0.5")}}}
	other := decide.Region{Domains: map[string]decide.Domain{"value": {Type: count}}}
	ask := func(got decide.Proof, _ *decide.Step) decide.Proof { return got }
	for _, tt := range []struct {
		got  decide.Proof
		want string
	}{
		{decide.Region{}.AlwaysTrue(ctx, value), "value + 1% gives percent; a condition is needed"},
		{decide.Region{Where: value}.AlwaysTrue(ctx, p), "value + 1% gives percent; a condition is needed"},
		{decide.Region{}.Implies(ctx, p, criterion(t, "value >= 98", count)), "value is percent in one criterion, and count in another"},
		{other.AlwaysTrue(ctx, p), "value is percent in a criterion, and count in its domain"},
		{half.AlwaysTrue(ctx, criterion(t, "value >= 98", count)), "the step of value is 0.5; values of its kind are whole"},
		{decide.Region{}.Implies(ctx, p, criterion(t, "value >= 98%", percent.Optional())), "value may be missing in one criterion and not in another; give it a domain"},
		{negative.AlwaysTrue(ctx, p), "the step of value is 0; a grid has a step above zero"},
		{ask(decide.Region{}.Monotone(ctx, p, "value", 0)), "the direction is neither Rising nor Falling"},
		{ask(decide.Region{}.Monotone(ctx, value, "value", decide.Rising)), "value + 1% gives percent; a condition is needed"},
	} {
		if tt.got.Outcome != decide.Undecided || tt.got.Reason != tt.want {
			t.Errorf("%v: %q, want %q", tt.got.Outcome, tt.got.Reason, tt.want)
		}
	}
	if got := (decide.Region{}).Bounds(ctx, p); got.Reason != "value >= 98% gives boolean, which has no bounds" {
		t.Error(got.Reason)
	}
	if got := (decide.Region{}).Partition(ctx, []*dsl.Program{value}); got.Outcome != decide.Undecided {
		t.Error(got)
	}
	for got, want := range map[fmt.Stringer]string{
		decide.Proved: "proved", decide.Outcome(0): "outcome(0)", decide.Gap: "gap", decide.Flaw(99): "flaw(99)", decide.Rising: "rising", decide.Direction(9): "direction(9)",
	} {
		if got.String() != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
