package rollup

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// A targetChange is a metric's target in two versions of an agreement that follow one
// another.
type targetChange struct {
	from, to *agreementVersion
	metric   string
	was, is  sla.CheckedMetric
	relation decide.Relation // of the target to the one before it
}

// targetChanges returns the changed targets, by version. Two texts that mean the same are
// no change, and a metric that is new or gone has no target that was changed.
func (a *agreementResults) targetChanges(ctx context.Context) []targetChange {
	var changes []targetChange
	for i, to := range a.versions {
		if i == 0 {
			continue
		}
		from := a.versions[i-1]
		for _, is := range to.plan.Terms().Metrics {
			for _, was := range from.plan.Terms().Metrics {
				if was.Name != is.Name || was.Metric.Target == is.Metric.Target {
					continue
				}
				answer := decide.Compare(ctx, is.Target, was.Target, "value", decide.DomainOf(is.Measure))
				if answer.Relation != decide.Equivalent {
					changes = append(changes, targetChange{from, to, is.Name, was, is, answer.Relation})
				}
			}
		}
	}
	return changes
}

func (ch targetChange) String() string {
	how := map[decide.Relation]string{decide.Stricter: ", tightened", decide.Weaker: ", loosened"}[ch.relation]
	return fmt.Sprintf("version %d: %s -> %s%s", ch.to.number, ch.was.Metric.Target, ch.is.Metric.Target, how)
}

// day returns when the change took effect: the day that was reported, or the first day of
// the version when that is another than the one before. It is zero when it is not known.
func (ch targetChange) day(stated calendar.Date) calendar.Date {
	first := ch.to.agreement.Effective.From
	switch {
	case !stated.IsZero():
		return stated
	case first == ch.from.agreement.Effective.From:
		return calendar.Date{}
	}
	return first
}

// changes returns the changed targets, each counted by whether it was changed for the
// reason; for any reason when that is zero.
func (b *resultSet) changes(ctx context.Context, in Input, reason ChangeReason) []Item {
	var items []Item
	for _, a := range b.agreements {
		for _, ch := range a.targetChanges(ctx) {
			var stated TargetReason
			for _, r := range in.Reasons {
				if r.Agreement == a.name && r.Version == ch.to.number && r.Metric == ch.metric {
					stated = r
				}
			}
			item := Item{Agreement: a.name, Subject: ch.metric, Title: ch.is.Title, Period: in.Period}
			item.Counted, item.Why = ch.classify(in.Period, stated, reason)
			items = append(items, item)
		}
	}
	return items
}

func (ch targetChange) classify(over calendar.Period, stated TargetReason, reason ChangeReason) (Counted, string) {
	switch day := ch.day(stated.On); {
	case day.IsZero():
		return CountedOpen, ch.String() + "; nobody says on which day"
	case !over.Contains(day):
		return NotCounted, fmt.Sprintf("%s; changed on %s", ch, day)
	case reason == 0 || stated.Reason == reason:
		return CountedYes, ch.String()
	case stated.Reason == 0:
		return CountedOpen, ch.String() + "; nobody says on whose account"
	}
	return CountedNo, fmt.Sprintf("%s; on account of %s", ch, stated.Reason)
}

// checkReason returns what is wrong with the reason that was given for a change of a
// target.
func (b *resultSet) checkReason(ctx context.Context, r TargetReason) diag.List {
	if _, problem := b.findMetric(r.Agreement, r.Metric); problem != nil {
		return diag.List{problem}
	}
	a := b.agreement(r.Agreement)
	if r.Reason == 0 || int(r.Reason) > len(reasonWords) {
		return diag.List{conflictIn(a, r.Metric, "the reason of a change is invalid", "give one of the package's reasons")}
	}
	for _, ch := range a.targetChanges(ctx) {
		if ch.metric == r.Metric && ch.to.number == r.Version {
			return nil
		}
	}
	return diag.List{conflictIn(a, r.Metric, fmt.Sprintf("its target did not change in version %d", r.Version), "give the results of both versions, and the number of the later one")}
}
