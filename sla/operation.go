package sla

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
)

// operation is the part of a period in which a metric's service was in operation under
// the agreement.
type operation struct {
	period   calendar.Period
	from, to time.Time // half-open
	why      string    // when empty: why
	excluded excludedTime
}

func (o operation) empty() bool { return !o.from.Before(o.to) }

// inOperation narrows a period to the agreement's term and the service's, and finds what
// the metric's windows exclude of it.
func (r *evaluation) inOperation(m *CheckedMetric, period calendar.Period) (o operation, err error) {
	o = r.operates(m.service, period)
	if !o.empty() {
		o.excluded, err = m.excludedTime(o)
	}
	return o, err
}

// operates returns the part of a period in which the agreement was in effect and a
// service, if there is one, in operation.
func (r *evaluation) operates(service *Service, period calendar.Period) operation {
	zone := r.plan.zone
	o := operation{period: period, from: period.Start(zone), to: period.End(zone)}
	term := r.plan.agreement.Effective
	o.narrow(term.From.In(zone), time.Time{}, "the agreement was not in effect")
	if !term.To.IsZero() {
		o.narrow(time.Time{}, term.To.AddDays(1).In(zone), "the agreement was not in effect")
	}
	if service != nil {
		o.narrow(service.From, service.To, "the service was not in operation")
	}
	return o
}

func (o *operation) narrow(from, to time.Time, why string) {
	if o.empty() {
		return
	}
	if !from.IsZero() && from.After(o.from) {
		o.from = from
	}
	if !to.IsZero() && to.Before(o.to) {
		o.to = to
	}
	if o.empty() {
		o.why = why
	}
}

// length returns the time that counts: the span less what windows exclude of it.
func (o operation) length() time.Duration { return o.to.Sub(o.from) - o.excluded.total }

// tooFew says when there are not the rows to judge by: none in the period, some that
// could not be read or placed and might belong to it, or some that an exclusion might
// cover. The zero verdict means that there are enough.
func (r *evaluation) tooFew(m *CheckedMetric, accounts []RowAccount) (Verdict, string) {
	for _, x := range m.Exclude {
		if x.Rows == nil {
			continue
		}
		for _, name := range x.Rows.Inputs() {
			if v, supplied := r.data.Inputs[name]; !isOwnName(name) && (!supplied || v.Missing()) {
				return NotMeasured, fmt.Sprintf("no value was given for %s, which decides what is excluded", name)
			}
		}
	}
	for _, a := range accounts {
		if lost := a.Unplaced + a.Rejected; lost > 0 {
			return NotMeasured, fmt.Sprintf("%d of %d rows of %s could not be read or placed in a period", lost, a.Total, a.Table)
		}
	}
	for _, a := range accounts {
		if a.Used == 0 {
			why := fmt.Sprintf("%s has no rows in the period", a.Table)
			if a.excludedCount() > 0 {
				why += " that are not excluded"
			}
			return m.noData(why)
		}
	}
	return "", ""
}

// measuredTooFew says when the measure looked at fewer rows of a table than the sample,
// or at none: what it gives then is a default and no measurement. Of the aggregates over
// a table the one that looked at most rows counts, so that the few rows of a numerator do
// not.
func measuredTooFew(m *CheckedMetric, steps []dsl.Step) (Verdict, string) {
	for _, t := range m.Tables {
		judged := 0
		for _, s := range steps {
			if s.Table == t.Name {
				judged = max(judged, s.Sample())
			}
		}
		switch {
		case judged == 0:
			return m.noData(fmt.Sprintf("the measure found no rows of %s to judge by", t.Name))
		case judged < m.Sample:
			return NotMeasured, fmt.Sprintf("%s of %s to judge by, and at least %d are needed", howMany(judged, "row"), t.Name, m.Sample)
		}
	}
	return "", ""
}

// howMany returns a number with its noun: 1 row, 2 rows.
func howMany(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
