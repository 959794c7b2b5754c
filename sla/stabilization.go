package sla

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/kinds"
)

// stabilization checks the levels of a new service: the metric is made once more, with
// these instead of its own.
func (c *compiler) stabilization(ctx context.Context, path string, pm *CheckedMetric) {
	v, err := parseSpan(pm.Stabilization.For)
	days, whole := v.Num().Int64()
	switch {
	case !c.need(path, "for", pm.Stabilization.For, "say how long they hold: for: 90 calendar days"):
	case err != nil || v.Type().Kind != kinds.CalendarDays || !whole || days < 1 || days > longestSpan:
		c.report(path+".for", codes.BadValue, fmt.Sprintf("%q is not how long the levels of a new service hold", pm.Stabilization.For), fmt.Sprintf("write 90 calendar days; at most %d", longestSpan))
	case pm.Service == "" || pm.service != nil && pm.service.From.IsZero():
		c.report(path, codes.MissingKey, "it is not said since when the service operates", "name the metric's service, and write operates: {from: 2026-10-01} there")
	case pm.service != nil:
		pm.NewUntil = calendar.DateOf(pm.service.From, c.plan.zone).AddDays(days)
	}
	if pm.Measure == nil {
		return
	}
	whileNew := *pm
	whileNew.Metric.Target, whileNew.Metric.Minimum, whileNew.Metric.Warn = pm.Stabilization.Target, pm.Stabilization.Minimum, pm.Stabilization.Warn
	c.levels(ctx, path, &whileNew)
	pm.WhileNew = &whileNew
}

// levels returns the levels of a metric, for a reader.
func (m *CheckedMetric) levels(whileNew bool) Levels {
	return Levels{Target: m.Metric.Target, Minimum: m.Metric.Minimum, Warn: m.Metric.Warn, InWords: m.InWords, Stabilization: whileNew}
}

// levelsIn returns the metric with the levels that hold in a period, by the day on which
// it begins.
func (m *CheckedMetric) levelsIn(period calendar.Period) (levels *CheckedMetric, whileNew bool) {
	if m.WhileNew == nil || !period.First().Before(m.NewUntil) {
		return m, false
	}
	return m.WhileNew, true
}
