package kernel

import (
	"errors"
	"math"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
)

// due compiles a date or an instant that a calendar computes from another.
func (c *compiler) due(n *ast.Call) (*number, error) {
	switch n.Function {
	case "add_months":
		return c.addDays(n, AddMonths)
	case "add_business_days":
		if n.T.Kind != kinds.Instant {
			return c.addDays(n, n.Calendar.AddBusinessDays)
		}
		zone := ClocksOf(n.Calendar, c.source.Zone)
		return c.addInstants(n, func(at time.Time, count int64) (time.Time, error) {
			return n.Calendar.AddBusinessDaysIn(at, count, zone)
		})
	case "add_working_time":
		return c.addInstants(n, func(at time.Time, d int64) (time.Time, error) {
			return n.Calendar.AddWorkingTime(at, time.Duration(d))
		})
	}
	at, err := c.instant(n.Args[0])
	if err != nil {
		return nil, err
	}
	of := func(at, _ int64) (int64, error) { return InstantOf(n.Calendar.NextOpening(time.Unix(0, at))) }
	return c.ofTwo(n, at, c.fixed(0, unit{}), of, mayBe(at, c.fixed(0, unit{}), of, instants)), nil
}

// addDays compiles the day that is so many months or business days after another.
func (c *compiler) addDays(n *ast.Call, of func(d calendar.Date, count int64) (calendar.Date, error)) (*number, error) {
	from, by, err := c.two(n, c.date, c.count)
	if err != nil {
		return nil, err
	}
	add := func(day, count int64) (int64, error) {
		d, err := of(calendar.DateOfNumber(day), count)
		return d.Number(), err
	}
	if by.constant {
		return c.ofDay(n, from, by, add), nil
	}
	return c.ofTwo(n, from, by, add, mayBe(from, by, add, dates)), nil
}

// addInstants compiles the instant that is so much after another.
func (c *compiler) addInstants(n *ast.Call, of func(at time.Time, by int64) (time.Time, error)) (*number, error) {
	from, by, err := c.two(n, c.instant, c.count)
	if err != nil {
		return nil, err
	}
	add := func(at, by int64) (int64, error) { return InstantOf(of(time.Unix(0, at), by)) }
	b := mayBe(from, by, add, instants)
	const slack = 2 * nanosecondsADay // a clock that is put back takes an instant before an earlier one
	b = bounds{max(b.low-slack, instants.low), min(b.high+slack, instants.high)}
	return c.ofTwo(n, from, by, add, b), nil
}

// two compiles the two arguments of a function.
func (c *compiler) two(n *ast.Call, first, second func(ast.Node) (*number, error)) (x, y *number, err error) {
	if x, err = first(n.Args[0]); err != nil {
		return nil, nil, err
	}
	y, err = second(n.Args[1])
	return x, y, err
}

// instant compiles an instant in whole nanoseconds.
func (c *compiler) instant(n ast.Node) (*number, error) {
	x, err := c.number(n)
	if err == nil && !x.isOne() {
		err = slow("instants finer than a nanosecond")
	}
	return x, err
}

// count compiles a whole number of units.
func (c *compiler) count(n ast.Node) (*number, error) {
	x, err := c.number(n)
	if err == nil && !x.isOne() {
		err = slow("parts of what is counted whole")
	}
	return x, err
}

// dates and instants are all that are computed, and a little more.
var (
	dates    = bounds{calendar.Date{Year: 1, Month: 1, Day: 1}.Number(), calendar.Date{Year: 9999, Month: 12, Day: 31}.Number()}
	instants = bounds{math.MinInt64 + nanosecondsADay, math.MaxInt64 - nanosecondsADay}
)

// mayBe returns what a function of two numbers may be that falls with neither: what it is
// of the least and of the greatest, where it has a value there.
func mayBe(x, y *number, of func(x, y int64) (int64, error), all bounds) bounds {
	low, err := of(x.low, y.low)
	if err != nil {
		low = all.low
	}
	high, err := of(x.high, y.high)
	if err != nil {
		high = all.high
	}
	return bounds{low, high}
}

// ofTwo compiles a function of two whole numbers that is called for every row that has
// both. A row of which the function refuses them has no value.
func (c *compiler) ofTwo(n *ast.Call, x, y *number, of func(x, y int64) (int64, error), b bounds) *number {
	return c.newNumber(number{
		text: named("%s(%s, %s)%s", n.Function, x.name(), y.name(), c.by(n.Calendar)), bounds: b, lost: true,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			xs, xl := w.number(x)
			ys, yl := w.number(y)
			dst, lost := r.into(w), strictly(r.lostInto(w), xl, yl)
			each(w.having(lost), func(i int) {
				v, err := of(xs[i], ys[i])
				if err != nil {
					w.invalid.note(lost, i)
				}
				dst[i] = v
			})
			return dst, lost
		},
	})
}

// ClocksOf returns the zone on whose clocks business days are added to an instant.
func ClocksOf(cal *business.Calendar, zone *time.Location) *time.Location {
	if hours, ok := cal.Hours(); ok {
		return hours.Zone
	}
	return zone
}

// AddMonths returns the same day of a month so many months later, or the last day of that
// month when it has no such day.
func AddMonths(on calendar.Date, months int64) (calendar.Date, error) {
	const most = 200_000
	if months < -most || months > most {
		return calendar.Date{}, ErrDate
	}
	first := int64(on.Year)*12 + int64(on.Month) - 1 + months
	last := calendar.Month(int(first/12), time.Month(first%12+1)).Last()
	if first < 12 || last.IsZero() {
		return calendar.Date{}, ErrDate
	}
	last.Day = min(last.Day, on.Day)
	return last, nil
}

// InstantOf returns an instant that a calendar computed, in nanoseconds since 1970.
func InstantOf(at time.Time, err error) (int64, error) {
	if err == nil && (at.Year() < 1678 || at.Year() > 2261) {
		err = ErrInstant
	}
	if err != nil {
		return 0, err
	}
	return at.UnixNano(), nil
}

// ErrDate and ErrInstant are the errors for what lies outside the years there are.
var (
	ErrDate    = errors.New("a date outside the years 1 to 9999")
	ErrInstant = errors.New("an instant outside the years 1678 to 2261")
)
