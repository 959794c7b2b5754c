package kernel

import (
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
)

// call compiles a function of single values.
func (c *compiler) call(n *ast.Call) (*number, error) {
	switch n.Function {
	case "percent", "ratio", "abs":
		x, err := c.number(n.Args[0])
		if err != nil {
			return nil, err
		}
		if n.Function == "abs" {
			return c.absolute(x)
		}
		return c.hundredfold(x, n.Function == "percent")
	case "round":
		return c.round(n)
	case "least", "greatest":
		return c.extremeOf(n)
	case "date":
		return c.date(n.Args[0])
	case "calendar_days":
		return c.calendarDays(n)
	case "business_days":
		return c.businessDays(n)
	case "working_time":
		return c.workingTime(n)
	case "add_months", "add_business_days", "add_working_time", "next_opening":
		return c.due(n)
	}
	if of := DayFunction(n); of != nil {
		return c.dayToDay(n, of)
	}
	return nil, slow("%s", describe(n))
}

const nanosecondsADay = int64(24 * time.Hour)

// date compiles the day of an instant in the zone.
func (c *compiler) date(n ast.Node) (*number, error) {
	x, err := c.number(n)
	if err != nil || n.Type().Kind == kinds.Date {
		return x, err
	}
	if !x.isOne() {
		return nil, slow("instants finer than a nanosecond")
	}
	zone := c.source.Zone
	day := func(n int64) int64 { return calendar.DateOf(time.Unix(0, n), zone).Number() }
	first := day(x.low) - 1
	start := uint64(first) * uint64(nanosecondsADay) // what is added to it fits, counted without sign
	return c.newNumber(number{
		text: named("date(%s)", x.name()), bounds: bounds{first, day(x.high) + 1}, lost: x.lost,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			values, lost := w.number(x)
			dst := r.into(w)
			z := &w.zone
			for i, n := range values[:len(dst)] {
				if n < z.from || n >= z.to {
					z.at(n, zone)
				}
				dst[i] = first + int64((uint64(n+z.offset)-start)/uint64(nanosecondsADay))
			}
			return dst, lost
		},
	}), nil
}

// zoneSpan is a time in which a zone has one offset.
type zoneSpan struct{ from, to, offset int64 } // in nanoseconds; half-open

// at finds the span of an instant. A span does not reach past the years in which the sum
// of an instant and an offset fits.
func (z *zoneSpan) at(n int64, zone *time.Location) {
	const edge = 1<<63 - 1 - nanosecondsADay*2
	t := time.Unix(0, n).In(zone)
	_, seconds := t.Zone()
	from, to := t.ZoneBounds()
	*z = zoneSpan{-edge, edge, int64(seconds) * int64(time.Second)}
	if !from.IsZero() && from.Unix() > -edge/int64(time.Second) {
		z.from = from.UnixNano()
	}
	if !to.IsZero() && to.Unix() < edge/int64(time.Second) {
		z.to = to.UnixNano()
	}
}

// calendarDays compiles the days from one date to another.
func (c *compiler) calendarDays(n *ast.Call) (*number, error) {
	from, to, err := c.two(n, c.date, c.date)
	if err != nil {
		return nil, err
	}
	return c.subtract(to, from)
}

// businessDays compiles the business days from one date to another.
func (c *compiler) businessDays(n *ast.Call) (*number, error) {
	from, to, err := c.two(n, c.date, c.date)
	if err != nil {
		return nil, err
	}
	span, ok := to.bounds.minus(from.bounds)
	if !ok {
		return nil, slow(fits)
	}
	count := func(x, y int64) (int64, error) {
		return n.Calendar.BusinessDays(calendar.DateOfNumber(x), calendar.DateOfNumber(y))
	}
	return c.ofTwo(n, from, to, count, bounds{min(span.low, 0), max(span.high, 0)}), nil
}

// workingTime compiles the working time from one instant to another.
func (c *compiler) workingTime(n *ast.Call) (*number, error) {
	from, to, err := c.two(n, c.instant, c.instant)
	if err != nil {
		return nil, err
	}
	span, ok := to.bounds.minus(from.bounds)
	if !ok {
		return nil, slow(fits)
	}
	return c.newNumber(number{
		text:   named("working_time(%s, %s)%s", from.name(), to.name(), c.by(n.Calendar)),
		bounds: bounds{min(span.low, 0), max(span.high, 0)}, lost: true,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			xs, xl := w.number(from)
			ys, yl := w.number(to)
			dst, lost := r.into(w), strictly(r.lostInto(w), xl, yl)
			w.workingTimes(n.Calendar, dst, xs, ys, lost)
			return dst, lost
		},
	}), nil
}

// pairs are the rows of a batch that have both of two instants, and what is computed of
// them.
type pairs struct {
	from, to [batchRows]int64
	worked   [batchRows]time.Duration
}

// workingTimes computes the working time of the batch's rows that have both instants, all
// at once unless the calendar refuses one.
func (w *worker) workingTimes(cal *business.Calendar, dst, from, to []int64, lost []uint64) {
	if w.pairs == nil {
		w.pairs = &pairs{}
	}
	p, n := w.pairs, 0
	present := w.having(lost)
	each(present, func(i int) {
		p.from[n], p.to[n] = from[i], to[i]
		n++
	})
	if err := cal.WorkingTimes(p.worked[:n], p.from[:n], p.to[:n]); err != nil {
		each(present, func(i int) {
			worked, err := cal.WorkingTime(time.Unix(0, from[i]), time.Unix(0, to[i]))
			if err != nil {
				w.invalid.note(lost, i)
			}
			dst[i] = int64(worked)
		})
		return
	}
	n = 0
	each(present, func(i int) {
		dst[i] = int64(p.worked[n])
		n++
	})
}

// by tells calendars from each other, of which an expression may name several.
func (c *compiler) by(used *business.Calendar) string {
	if used == nil {
		return ""
	}
	i := slices.Index(c.calendars, used)
	if i < 0 {
		i = len(c.calendars)
		c.calendars = append(c.calendars, used)
	}
	return named(" on calendar %d", i+1)
}
