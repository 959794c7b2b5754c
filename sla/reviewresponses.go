package sla

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

// responses asks of two clocks over the same items, and of two metrics over the same
// rows, whether what comes first has more time than what comes last: a response that may
// come after the resolution is promised for nothing.
func (r *reviewer) responses() {
	clocks := map[string][]*planClock{}
	for _, c := range r.plan.clocks {
		clocks[c.items()] = append(clocks[c.items()], c)
	}
	for _, a := range r.plan.clocks {
		for _, b := range clocks[a.items()] {
			if a != b && r.compare("clocks."+a.Name) && r.stopsEarlier(a, b) {
				r.earlierClock(a, b)
			}
		}
	}
	last := map[string][]*planMetric{}
	over := func(m *planMetric) string { return fmt.Sprint(m.Period, m.measure.Tables(), m.measure.Type().Kind) }
	for _, m := range r.plan.metrics {
		if stageOf(m.Name, m.Title) == resolution {
			last[over(m)] = append(last[over(m)], m)
		}
	}
	for _, a := range r.plan.metrics {
		if stageOf(a.Name, a.Title) != response {
			continue
		}
		for _, b := range last[over(a)] {
			if r.compare("metrics." + a.Name) {
				r.earlierMetric(a, b)
			}
		}
	}
}

// items is the same for clocks over the same items, by the same hours.
func (c *planClock) items() string {
	return strings.Join([]string{c.Over, c.Item, c.Clock.Calendar, c.Since}, "\n")
}

// stopsEarlier reports whether a clock starts no sooner than another and stops no later:
// it stops whenever the other does, and sometimes before. That may also be said by their
// names.
func (r *reviewer) stopsEarlier(a, b *planClock) bool {
	named, turned := stageOf(a.Name) == response && stageOf(b.Name) == resolution, stageOf(a.Name) == resolution && stageOf(b.Name) == response
	if turned || a.Since == "" && !r.covers(b.on(clock.Running, clock.Start), a.on(clock.Running, clock.Start)) {
		return false
	}
	first, second := a.on(clock.Stopped, clock.Stop), b.on(clock.Stopped, clock.Stop)
	return named || r.covers(first, second) && !r.covers(second, first)
}

// covers reports whether one condition on a row holds whenever another does.
func (r *reviewer) covers(one, other *dsl.Program) bool {
	if one == nil || other == nil {
		return false
	}
	p := r.anywhere().Implies(r.ctx, other, one)
	return p.Outcome == decide.Proved && !p.Vacuous
}

// on is the condition with which a row means a state, or a signal.
func (c *planClock) on(state clock.State, signal clock.Signal) *dsl.Program {
	for _, s := range c.states {
		if s.means == state {
			return s.condition
		}
	}
	for _, s := range c.signals {
		if s.means == signal {
			return s.condition
		}
	}
	return nil
}

// earlierClock compares the targets by key.
func (r *reviewer) earlierClock(a, b *planClock) {
	for _, t := range a.Targets {
		of := b.targetOf(t.Key)
		if of == 0 || a.targets[t.Key] <= of {
			continue
		}
		at, whom := "clocks."+a.Name+".target", ""
		if t.Key != "" {
			at, whom = "clocks."+a.Name+".targets."+t.Key, " for "+t.Key
		}
		r.tell(diag.Warning, diag.ResponseAfterResolution, at, fmt.Sprintf("%s has %s%s, and %s, which stops later, has %s", a.Name, t.Within, whom, b.Name, dsl.NewDuration(of).Exact()),
			"write a shorter time for what comes first")
	}
}

// targetOf is the target of items with a key; 0 when there is none.
func (c *planClock) targetOf(key string) time.Duration {
	if d, ok := c.targets[key]; ok {
		return d
	}
	return c.targets[""]
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
func (r *reviewer) earlierMetric(a, b *planMetric) {
	first, second := r.shapeOf(a), r.shapeOf(b)
	if len(first.texts) != first.alike(second) || len(first.texts) != len(second.texts) {
		return
	}
	switch k := a.measure.Type().Kind; {
	case !ofValue(a.target) || !ofValue(b.target):
	case k == kinds.Duration || k == kinds.BusinessDays || k == kinds.CalendarDays:
		answer := decide.Compare(r.ctx, a.target, b.target, valueName, r.domain(a))
		if answer.Relation == decide.Weaker && answer.FirstTrend == decide.Lower {
			r.tell(diag.Warning, diag.ResponseAfterResolution, "metrics."+a.Name+".target", fmt.Sprintf("a response may take %s, and %s asks for %s", answer.OnlyFirst.Exact(), b.Name, brief(b.Target)),
				"write a shorter time for what comes first")
		}
	case k == kinds.Percent && len(first.spans) == 1 && len(second.spans) == 1 && first.spans[0].sign != "" && first.spans[0].sign == second.spans[0].sign:
		if order, ok := first.spans[0].value.Compare(second.spans[0].value); ok && order > 0 {
			r.tell(diag.Warning, diag.ResponseAfterResolution, "metrics."+a.Name+".measure", fmt.Sprintf("a response has %s, and a resolution, by %s, %s", first.spans[0].value.Exact(), b.Name, second.spans[0].value.Exact()),
				"write a shorter time for what comes first")
		}
	}
}
