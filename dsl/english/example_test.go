package english_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/english"
	"github.com/concord-sla/concord/dsl/kinds"
)

// A measure and its target are one sentence, which can stand in the agreement.
func ExampleCriterion() {
	measure, err := dsl.Compile(`share(filter(incidents, .level == "high"), known(.resolved) and .resolved - .opened <= 4h)`, dsl.Env{Tables: []kinds.Schema{incidents}})
	if err != nil {
		fmt.Println(err)
		return
	}
	value := kinds.Field{Name: "value", Type: measure.Type()}
	target, err := dsl.Compile(`value >= 95%`, dsl.Env{Inputs: []kinds.Field{value}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(english.Of(measure))
	fmt.Println(english.Of(target))
	fmt.Println(english.Criterion(measure, target))
	// Output:
	// among the incidents whose level is "high", the share of those whose resolved time is known and for which the time from opened to resolved is at most 4 hours, in percent
	// the value is at least 95%
	// For at least 95% of the incidents whose level is "high", both the resolved time is known and the time from opened to resolved is at most 4 hours.
}

var incidents = kinds.Schema{Name: "incidents", Fields: []kinds.Field{
	{Name: "opened", Type: kinds.Of(kinds.Instant)},
	{Name: "resolved", Type: kinds.Of(kinds.Instant).Optional()},
	{Name: "level", Type: kinds.EnumOf("high", "low")},
}}

// A remedy's condition calls metrics by their titles.
func ExampleWording() {
	env := dsl.Env{
		Queries:  []dsl.Query{{Name: "missed", Result: kinds.Of(kinds.Boolean)}, {Name: "misses", Result: kinds.Of(kinds.Count), Periods: true}},
		Subjects: []kinds.Field{{Name: "response", Type: kinds.Of(kinds.Percent)}},
	}
	condition, err := dsl.Compile(`missed(response) and misses(response, 6) >= 3`, env)
	if err != nil {
		fmt.Println(err)
		return
	}
	titles := map[string]string{"response": "First answer to an incident"}
	w := english.Wording{Title: func(metric string) string { return titles[metric] }}
	fmt.Println(w.Of(condition))
	// Output:
	// the metric “First answer to an incident” was missed, and it was missed in at least 3 of the last 6 periods
}
