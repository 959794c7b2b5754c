package review

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

// responses asks of two clocks over the same items, and of two metrics over the same
// rows, whether what comes first has more time than what comes last: a response that may
// come after the resolution is promised for nothing.
func (r *reviewer) responses(ctx context.Context) {
	clocks := map[string][]*sla.CheckedClock{}
	for _, c := range r.clocks {
		clocks[itemsOf(c)] = append(clocks[itemsOf(c)], c)
	}
	for _, a := range r.clocks {
		for _, b := range clocks[itemsOf(a)] {
			if a != b && r.compare("clocks."+a.Name) && r.stopsEarlier(ctx, a, b) {
				r.earlierClock(a, b)
			}
		}
	}
	last := map[string][]*sla.CheckedMetric{}
	over := func(m *sla.CheckedMetric) string {
		return fmt.Sprint(m.Period, m.Measure.Tables(), m.Measure.Type().Kind)
	}
	for _, m := range r.metrics {
		if stageOf(m.Name, m.Title) == resolution {
			last[over(m)] = append(last[over(m)], m)
		}
	}
	for _, a := range r.metrics {
		if stageOf(a.Name, a.Title) != response {
			continue
		}
		for _, b := range last[over(a)] {
			if r.compare("metrics." + a.Name) {
				r.earlierMetric(ctx, a, b)
			}
		}
	}
}

// itemsOf returns the same for clocks over the same items, by the same hours.
func itemsOf(c *sla.CheckedClock) string {
	return strings.Join([]string{c.Over, c.Clock.Item, c.Clock.Calendar, c.Clock.Since}, "\n")
}

// stopsEarlier reports whether a clock starts no sooner than another and stops no later:
// it stops whenever the other does, and sometimes before. That may also be said by their
// names.
func (r *reviewer) stopsEarlier(ctx context.Context, a, b *sla.CheckedClock) bool {
	named, turned := stageOf(a.Name) == response && stageOf(b.Name) == resolution, stageOf(a.Name) == resolution && stageOf(b.Name) == response
	if turned || a.Clock.Since == "" && !r.covers(ctx, means(b, clock.Running, clock.Start), means(a, clock.Running, clock.Start)) {
		return false
	}
	first, second := means(a, clock.Stopped, clock.Stop), means(b, clock.Stopped, clock.Stop)
	return named || r.covers(ctx, first, second) && !r.covers(ctx, second, first)
}

// covers reports whether one condition on a row holds whenever another does.
func (r *reviewer) covers(ctx context.Context, one, other *dsl.Program) bool {
	if one == nil || other == nil {
		return false
	}
	p := r.anywhere().Implies(ctx, other, one)
	return p.Outcome == decide.Proved && !p.Vacuous
}

// means returns the condition with which a row means a state, or a signal.
func means(c *sla.CheckedClock, state clock.State, signal clock.Signal) *dsl.Program {
	if p := c.States[state]; p != nil {
		return p
	}
	return c.Signals[signal]
}

// earlierClock compares the targets by key.
func (r *reviewer) earlierClock(a, b *sla.CheckedClock) {
	for _, key := range slices.Sorted(maps.Keys(a.Targets)) {
		of := targetOf(b, key)
		if of == 0 || a.Limits[key] <= of {
			continue
		}
		at, whom := "clocks."+a.Name+".target", ""
		if key != "" {
			at, whom = "clocks."+a.Name+".targets."+key, " for "+key
		}
		r.report(diag.Warning, ResponseAfterResolution, at, fmt.Sprintf("%s has %s%s, and %s, which stops later, has %s", a.Name, a.Targets[key], whom, b.Name, dsl.NewDuration(of).Exact()),
			"write a shorter time for what comes first")
	}
}

// targetOf returns the target of items with a key; 0 when there is none.
func targetOf(c *sla.CheckedClock, key string) time.Duration {
	if d, ok := c.Limits[key]; ok {
		return d
	}
	return c.Limits[""]
}

// stage is what a name says about which part of the work on an item is measured.
type stage uint8

const (
	_ stage = iota
	response
	resolution
)

var stageWords = []struct {
	begins string
	stage  stage
}{
	{"resol", resolution}, {"restor", resolution}, {"repair", resolution}, {"fix", resolution}, {"clos", resolution},
	{"respons", response}, {"respond", response}, {"acknowledg", response}, {"answer", response},
}

// stageOf reads names, of which the first one that says something counts.
func stageOf(names ...string) stage {
	for _, name := range names {
		words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return c < 'a' || c > 'z' })
		for _, word := range words {
			for _, w := range stageWords {
				if strings.HasPrefix(word, w.begins) && !strings.HasPrefix(word, "responsib") {
					return w.stage
				}
			}
		}
	}
	return 0
}

// earlierMetric compares metrics of how long something took, or of how much of it was
// done within some time.
func (r *reviewer) earlierMetric(ctx context.Context, a, b *sla.CheckedMetric) {
	first, second := r.shapeOf(ctx, a), r.shapeOf(ctx, b)
	if len(first.texts) != first.sharedTexts(second) || len(first.texts) != len(second.texts) {
		return
	}
	switch k := a.Measure.Type().Kind; {
	case !ofValue(a.Target) || !ofValue(b.Target):
	case k == kinds.Duration || k == kinds.BusinessDays || k == kinds.CalendarDays:
		answer := decide.Compare(ctx, a.Target, b.Target, valueName, r.domain(a))
		if answer.Relation == decide.Weaker && answer.FirstTrend == decide.Lower {
			r.report(diag.Warning, ResponseAfterResolution, "metrics."+a.Name+".target", fmt.Sprintf("a response may take %s, and %s asks for %s", answer.OnlyFirst.Exact(), b.Name, shortened(b.Metric.Target)),
				"write a shorter time for what comes first")
		}
	case k == kinds.Percent && len(first.spans) == 1 && len(second.spans) == 1 && first.spans[0].sign != "" && first.spans[0].sign == second.spans[0].sign:
		if order, ok := first.spans[0].value.Compare(second.spans[0].value); ok && order > 0 {
			r.report(diag.Warning, ResponseAfterResolution, "metrics."+a.Name+".measure", fmt.Sprintf("a response has %s, and a resolution, by %s, %s", first.spans[0].value.Exact(), b.Name, second.spans[0].value.Exact()),
				"write a shorter time for what comes first")
		}
	}
}
