package decide_test

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/shopspring/decimal"
)

// Is a stricter target of one agreement enough for another's?
func ExampleRegion_Implies() {
	percent := kinds.Of(kinds.Percent)
	env := dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: percent}}, Result: kinds.Boolean}
	ours, err := dsl.Compile("value > 99.89%", env)
	if err != nil {
		fmt.Println(err)
		return
	}
	theirs, err := dsl.Compile("value >= 99.9%", env)
	if err != nil {
		fmt.Println(err)
		return
	}
	any := decide.Region{}
	proof := any.Implies(context.Background(), ours, theirs)
	fmt.Println(proof.Outcome, "by", proof.Witness)

	// Of values with two decimal places there is none in between.
	step := dsl.NewNumber(percent, decimal.New(1, -2))
	measured := decide.Region{Domains: map[string]decide.Domain{"value": decide.DomainOfType(percent).By(step)}}
	fmt.Println(measured.Implies(context.Background(), ours, theirs).Outcome)
	// Output:
	// refuted by value = 99.891%
	// proved
}

// A published credit table whose middle tier stops at 99.89% under a target of 99.9%.
func ExampleRegion_Partition() {
	percent := kinds.Of(kinds.Percent)
	env := dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: percent}}, Result: kinds.Boolean}
	var tiers []*dsl.Program
	for _, text := range []string{"value >= 99.9%", "value >= 99.0% and value <= 99.89%", "value < 99.0%"} {
		tier, err := dsl.Compile(text, env)
		if err != nil {
			fmt.Println(err)
			return
		}
		tiers = append(tiers, tier)
	}
	division := decide.Region{}.Partition(context.Background(), tiers)
	for _, f := range division.Findings {
		fmt.Printf("%s: %s\n%s\n", f.Flaw, f.Values, f.Edit)
	}
	// Output:
	// gap: 99.89% < value < 99.9%
	// tier 2: write "value < 99.9%" instead of "value <= 99.89%"
}

// How much can two shares differ?
func ExampleRegion_Bounds() {
	percent := kinds.Of(kinds.Percent)
	env := dsl.Env{Inputs: []kinds.Field{{Name: "before", Type: percent}, {Name: "now", Type: percent}}}
	change, err := dsl.Compile("now - before", env)
	if err != nil {
		fmt.Println(err)
		return
	}
	share := decide.Between(percent, dsl.NewNumber(percent, decimal.Zero), dsl.NewNumber(percent, decimal.NewFromInt(100)))
	r := decide.Region{Domains: map[string]decide.Domain{"before": share, "now": share}}.Bounds(context.Background(), change)
	fmt.Printf("from %s (%s) to %s (%s)\n", r.Least.Value, r.Least.Reached, r.Most.Value, r.Most.Reached)
	// Output:
	// from -100% (now = 0%, before = 100%) to 100% (now = 100%, before = 0%)
}

// Does more of a value never hurt?
func ExampleRegion_Monotone() {
	env := dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: kinds.Of(kinds.Percent)}}, Result: kinds.Boolean}
	band, err := dsl.Compile("90% <= value <= 96%", env)
	if err != nil {
		fmt.Println(err)
		return
	}
	proof, step := decide.Region{}.Monotone(context.Background(), band, "value", decide.Rising)
	fmt.Printf("%s: it holds for %s and not for %s\n", proof.Outcome, step.From, step.To)
	// Output:
	// refuted: it holds for value = 90% and not for value = 97%
}
