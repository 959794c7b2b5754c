package dsl_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
)

// A measure and its target are one sentence, which can stand in the agreement.
func ExampleEnglishCriterion() {
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
	fmt.Println(measure.English())
	fmt.Println(target.English())
	fmt.Println(dsl.EnglishCriterion(measure, target))
	// Output:
	// among the incidents whose level is "high", the share of those whose resolved time is known and for which the time from opened to resolved is at most 4 hours, in percent
	// the value is at least 95%
	// For at least 95% of the incidents whose level is "high", both the resolved time is known and the time from opened to resolved is at most 4 hours.
}

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
	w := dsl.Wording{Title: func(metric string) string { return titles[metric] }}
	fmt.Println(w.Program(condition))
	// Output:
	// the metric “First answer to an incident” was missed, and it was missed in at least 3 of the last 6 periods
}
