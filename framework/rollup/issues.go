package rollup

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/sla"
)

// An issue is a missed target and what is known of its end.
type issue struct {
	due      calendar.Date // zero when no remedy asked for something by a day
	resolved bool
	on       calendar.Date // the day, or the last day by which it was resolved
	exactly  bool          // on is the day
}

// eachIssue visits the missed targets of the period. One that is disputed may not be an
// issue at all.
func (b *resultSet) eachIssue(visit func(a *agreementResults, m *metricResults, o *judgedTarget, i issue)) {
	for _, a := range b.agreements {
		for _, m := range a.metrics {
			for at, o := range m.outcomes {
				if o.counted == CountedNo {
					visit(a, m, o, a.issue(m, at))
				}
			}
		}
	}
}

func (a *agreementResults) issue(m *metricResults, at int) issue {
	o := m.outcomes[at]
	i := issue{due: a.dueDay(o)}
	if !o.resolved.IsZero() {
		i.resolved, i.on, i.exactly = true, o.resolved, true
		return i
	}
	for _, later := range m.outcomes[at+1:] {
		if met := later.Verdict == sla.Met || later.Verdict == sla.AtRisk; met && later.dispute == "" {
			i.resolved, i.on = true, later.Period.Last()
			return i
		}
	}
	return i
}

// dueDay returns the latest day of the actions that followed from a missed target.
func (a *agreementResults) dueDay(o *judgedTarget) (due calendar.Date) {
	for _, t := range a.remedies {
		asked := slices.ContainsFunc(t.Because, func(b sla.Outcome) bool { return b.Metric == o.Metric && b.Period == o.Period })
		for _, action := range t.Actions {
			if asked && due.Before(action.Due) {
				due = action.Due
			}
		}
	}
	return due
}

// issues returns the performance issues, each counted by whether it was resolved.
func (b *resultSet) issues() []Item {
	var items []Item
	b.eachIssue(func(a *agreementResults, m *metricResults, o *judgedTarget, i issue) {
		if i.resolved {
			items = append(items, a.item(m, o, CountedYes, ""))
			return
		}
		items = append(items, a.item(m, o, CountedNo, o.why+"; nobody says that it was resolved, and the target was not met again"))
	})
	return items
}

// issuesInTime returns the resolved issues, each counted by whether that was by its due
// day.
func (b *resultSet) issuesInTime() []Item {
	var items []Item
	b.eachIssue(func(a *agreementResults, m *metricResults, o *judgedTarget, i issue) {
		counted, why := i.inTime()
		items = append(items, a.item(m, o, counted, why))
	})
	return items
}

func (i issue) inTime() (Counted, string) {
	switch {
	case !i.resolved:
		return NotCounted, "it was not resolved"
	case i.due.IsZero():
		return CountedOpen, "no remedy asked for something by a day"
	case !i.due.Before(i.on):
		return CountedYes, ""
	case i.exactly:
		return CountedNo, fmt.Sprintf("resolved on %s, due on %s", i.on, i.due)
	}
	return CountedOpen, fmt.Sprintf("resolved by %s, nobody says on which day; due on %s", i.on, i.due)
}
