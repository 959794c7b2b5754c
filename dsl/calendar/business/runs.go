package business

import (
	"iter"
	"time"
)

// Opening is a run of working time: From is within, To is not. Shifts that meet are one
// run.
type Opening struct {
	From, To time.Time
}

// Openings returns the runs of working time from one instant to another, in order, the
// first and the last cut at them. Together they are as long as [Calendar.WorkingTime]
// says. There are none when to is not after from.
//
// The instants are in the zone of the hours. Runs are found as they are asked for. It
// fails as [Calendar.WorkingTime] does.
func (c *Calendar) Openings(from, to time.Time) (iter.Seq[Opening], error) {
	if err := c.knowsInstant(from); err != nil {
		return nil, err
	}
	if err := c.knowsInstant(to); err != nil {
		return nil, err
	}
	return func(yield func(Opening) bool) { c.eachOpening(from, to, yield) }, nil
}

func (c *Calendar) eachOpening(from, to time.Time, yield func(Opening) bool) {
	o, zone := c.openings, c.hours.definition.Zone
	if !from.Before(to) {
		return
	}
	var run Opening // not yet handed out: the next block may go on with it
	for n := o.number(from.Unix()); n <= o.number(to.Unix()); n++ {
		b := o.block(n)
		first := 0
		if n == o.number(from.Unix()) {
			first = b.next(from.Unix())
		}
		for _, found := range b.openings[first:] {
			opens, closes := time.Unix(found.start, 0).In(zone), time.Unix(found.end, 0).In(zone)
			if !opens.Before(to) {
				break
			}
			if opens.Before(from) {
				opens = from.In(zone)
			}
			if closes.After(to) {
				closes = to.In(zone)
			}
			switch {
			case !opens.Before(closes): // it ends at from
				continue
			case opens.Equal(run.To):
				run.To = closes
				continue
			case !run.To.IsZero() && !yield(run):
				return
			}
			run = Opening{opens, closes}
		}
	}
	if !run.To.IsZero() {
		yield(run)
	}
}
