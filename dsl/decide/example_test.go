package decide_test

import (
	"context"
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
)

// An agreement's target is held against the figure of a measure.
func ExampleCompare() {
	percent := kinds.Of(kinds.Percent)
	env := dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: percent}}, Result: kinds.Boolean}
	target, err := dsl.Compile("value >= 97.5%", env)
	if err != nil {
		fmt.Println(err)
		return
	}
	figure, err := dsl.Compile("value >= 98%", env)
	if err != nil {
		fmt.Println(err)
		return
	}
	answer := decide.Compare(context.Background(), target, figure, "value", decide.DomainOfType(percent))
	fmt.Println(answer.Relation)
	fmt.Printf("%s satisfies the target and not the figure\n", answer.OnlyFirst)
	// Output:
	// weaker
	// 97.5% satisfies the target and not the figure
}

// How far a value is from a target, and where the target begins.
func ExampleNearest() {
	elapsed := kinds.Of(kinds.Duration)
	target, err := dsl.Compile("value <= 4h", dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: elapsed}}, Result: kinds.Boolean})
	if err != nil {
		fmt.Println(err)
		return
	}
	near, err := decide.Nearest(context.Background(), target, "value", decide.DomainOfType(elapsed), dsl.NewDuration(252*time.Minute), true)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(near.Below.Value, near.Below.Included, near.Below.Onwards)
	fmt.Println(near.Above == nil)
	// Output:
	// 4h true true
	// true
}
