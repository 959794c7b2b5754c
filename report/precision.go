package report

import (
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/contexts"
	"github.com/concord-sla/concord/sla"
)

// precision shows the values of one metric. A figure stands beside verdicts, so it is
// given as many decimal places as it takes to satisfy the same comparisons as the exact
// value: 94.996% under a target of 95% is not shown as 95.00%, next to the word "missed".
type precision struct {
	places     int            // the fewest that are shown
	conditions []*dsl.Program // what the agreement holds the value against
}

// morePlaces is how many further decimal places are tried before words say on which side
// a figure lies.
const morePlaces = 30

// precisions returns those of an evaluation's metrics, by name.
func precisions(result *sla.Result) map[string]precision {
	all := map[string]precision{}
	for _, mr := range result.Metrics {
		all[mr.Metric.Name] = newPrecision(mr, result.Agreement)
	}
	return all
}

// newPrecision takes the conditions from the metric and from the credits that are paid by
// its value.
func newPrecision(mr sla.MetricResult, a sla.Agreement) precision {
	g := precision{places: mr.Metric.Places}
	if len(mr.Outcomes) == 0 {
		return g // nothing to show
	}
	value := mr.Outcomes[0].Judged.Type()
	value.Nullable = false
	env := dsl.Env{Inputs: []kinds.Field{{Name: valueName, Type: value}}, Result: kinds.Boolean}
	for _, in := range a.Inputs {
		env.Inputs = append(env.Inputs, kinds.Field{Name: in.Name, Type: in.Type})
	}
	whileNew := mr.Metric.Stabilization
	texts := []string{mr.Metric.Target, mr.Metric.Minimum, mr.Metric.Warn, whileNew.Target, whileNew.Minimum, whileNew.Warn}
	for _, r := range a.Remedies {
		if r.Credit == nil || r.Credit.Metric != mr.Metric.Name {
			continue
		}
		for _, tier := range r.Credit.Tiers {
			texts = append(texts, tier.When)
		}
	}
	for _, text := range texts {
		// One that is not there, or that no evaluation could have used, decides nothing.
		if p, err := dsl.Compile(text, env); err == nil {
			g.conditions = append(g.conditions, p)
		}
	}
	return g
}

// valueName is what conditions call a metric's value.
const valueName = "value"

// figure is a value as it is shown and as it is.
func (p precision) figure(v dsl.Value) Figure {
	number, ok := v.Rat()
	if !ok {
		if v.Missing() {
			return Figure{}
		}
		return Figure{Text: v.String()}
	}
	f := Figure{Number: number.RatString()}
	if places, ok := p.enough(v, p.places); ok {
		f.Text = shownAs(v, places)
	} else {
		f.Text = beside(v, rounded(v, places))
	}
	return f
}

// step is a value as it stands among the parts of its expression: as [dsl.Value.String]
// has it, and on the right side.
func (p precision) step(v dsl.Value) string {
	text := v.String()
	if !strings.HasPrefix(text, inexact) {
		return text
	}
	places, ok := p.enough(v, stepPlaces)
	if !ok {
		return beside(v, rounded(v, places))
	}
	return inexact + strings.TrimPrefix(v.Fixed(places), inexact)
}

// How dsl.Value.String shows a number that it has to round.
const (
	inexact    = "≈"
	stepPlaces = 4
)

// enough is how many decimal places show a value so that every comparison says the same
// of what is shown as of the value; ok is false when the most that are tried do not.
func (p precision) enough(v dsl.Value, least int) (places int, ok bool) {
	exact := p.answers(v)
	for places = least; places < least+morePlaces; places++ {
		if slices.Equal(p.answers(rounded(v, places)), exact) {
			return places, true
		}
	}
	return places, slices.Equal(p.answers(rounded(v, places)), exact)
}

// answers are what the conditions, and each comparison in them, say of a value. The
// figures that were given for inputs are not in a result: a comparison with one is
// undecided whatever the value.
func (p precision) answers(v dsl.Value) []string {
	var all []string
	for _, c := range p.conditions {
		explained, err := c.Explain(contexts.Bounded(), dsl.Data{Inputs: map[string]dsl.Value{valueName: v}})
		if err != nil {
			continue // the value is not of the metric's kind; nothing was compared
		}
		for _, s := range explained.Steps() {
			if s.Value.Type().Kind == kinds.Boolean {
				all = append(all, s.String())
			}
		}
	}
	return all
}

// rounded is the value that a text with so many decimal places stands for; times are
// written to the nanosecond.
func rounded(v dsl.Value, places int) dsl.Value {
	switch v.Type().Kind {
	case kinds.Duration, kinds.Instant, kinds.Date:
		return dsl.NewExact(v.Type(), v.Num().Round(0, exact.HalfEven))
	}
	return v.Rounded(places, exact.HalfEven)
}

// beside says in words on which side of the nearest figure a value lies.
func beside(v, nearest dsl.Value) string {
	side := "just over "
	if order, _ := v.Compare(nearest); order < 0 {
		side = "just under "
	}
	return side + separated(nearest, nearest.Exact())
}
