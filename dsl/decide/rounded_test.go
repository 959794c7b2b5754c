package decide

import (
	"context"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// A criterion asked of the rounded value is compared by the exact values for which it
// holds, and agrees with the evaluator on every value near every edge.
func TestCompareRounded(t *testing.T) {
	env := dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: kinds.Of(kinds.Percent)}}, Result: kinds.Boolean}
	compile := func(text string) *dsl.Program {
		p, err := dsl.Compile(text, env)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	hundred, zero := exact.Int(100), exact.Int(0)
	domain := Domain{Type: kinds.Of(kinds.Percent), Least: &zero, Most: &hundred}
	for _, tt := range []struct {
		first    string
		places   int
		second   string
		relation Relation
		witness  string
	}{
		{"value >= 98%", 0, "value >= 98%", Weaker, "97.5%"},    // 97.5 is rounded to the even 98
		{"value >= 97%", 0, "value > 96.5%", Equivalent, ""},    // 96.5 is rounded to the even 96
		{"value >= 98%", 2, "value >= 97.995%", Equivalent, ""}, // 97.995 is rounded to the even 98.00
		{"value > 98%", 0, "value > 98.5%", Equivalent, ""},     // 98.5 is rounded to the even 98
		{"value <= 2%", 0, "value <= 2.5%", Equivalent, ""},     // 2.5 is rounded to the even 2
		{"value <= 3%", 0, "value < 3.5%", Equivalent, ""},      // 3.5 is rounded to the even 4
		{"value == 50%", 0, "value >= 49.5% and value <= 50.5%", Equivalent, ""},
		{"value == 50.5%", 0, "value == 50%", Conflicting, ""}, // no whole percent is 50.5: it never holds
		{"value >= 98.4%", 0, "value >= 98.5%", Stricter, ""},
	} {
		a := CompareRounded(context.Background(), compile(tt.first), tt.places, compile(tt.second), "value", domain)
		if a.Relation != tt.relation || tt.witness != "" && (a.OnlyFirst == nil || a.OnlyFirst.String() != tt.witness) {
			t.Errorf("%s to %d places against %s: %s, %v %s; want %s %s", tt.first, tt.places, tt.second, a.Relation, a.OnlyFirst, a.Reason, tt.relation, tt.witness)
		}
	}
	for _, text := range []string{"value >= 2%", "value > 1.5%", "value <= 1% or value == 2.4%", "value != 1.5%", "value >= 0.5% and value < 2.5%"} {
		for places := range 3 {
			c := criterion{compile(text), places}
			s, err := c.truth("value")
			if err != nil {
				t.Fatal(err)
			}
			for n := range int64(4000) {
				v := exact.Scaled(n, 3)
				held, _, err := c.holds(context.Background(), "value", dsl.NewExact(domain.Type, v))
				if in := !s.intersect(pointSet(v)).empty(); err != nil || in != held {
					t.Fatalf("%s to %d places at %v: the set says %v, the evaluator %v, %v", text, places, v, in, held, err)
				}
			}
		}
	}
}
