package exec

import (
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/kernel"
	"github.com/concord-sla/concord/dsl/kinds"
)

// date returns the civil date of a date or of an instant in the zone, as a day number.
func (b *Bound) date(n ast.Node) numberFunc {
	x := b.number(n)
	if n.Type().Kind == kinds.Date {
		return x
	}
	zone := b.data.Zone
	return func(f *frame) (exact.Num, ast.Missing) {
		v, m := x(f)
		if m != ast.None {
			return exact.Num{}, m
		}
		return exact.Int(calendar.DateOf(time.Unix(0, floorOf(v)), zone).Number()), ast.None
	}
}

// ofTwo returns a closure for a function of two numbers, which has no value when one of
// them has none.
func ofTwo(left, right numberFunc, of func(f *frame, x, y exact.Num) (exact.Num, ast.Missing)) numberFunc {
	return func(f *frame) (exact.Num, ast.Missing) {
		x, y, m := both(f, left, right)
		if m != ast.None {
			return exact.Num{}, m
		}
		return of(f, x, y)
	}
}

// dateCall returns a function of dates and instants with a number for a result; nil when
// the function is another.
func (b *Bound) dateCall(n *ast.Call) numberFunc {
	switch n.Function {
	case "business_days":
		return b.daysBetween(n, func(from, to calendar.Date) (int64, error) { return n.Calendar.BusinessDays(from, to) })
	case "calendar_days":
		return b.daysBetween(n, func(from, to calendar.Date) (int64, error) { return to.Number() - from.Number(), nil })
	case "add_months":
		return b.addMonths(n)
	case "add_business_days":
		return b.addBusinessDays(n)
	case "working_time":
		return b.workingTime(n)
	case "add_working_time":
		return b.addWorkingTime(n)
	case "next_opening":
		at := b.number(n.Args[0])
		return func(f *frame) (exact.Num, ast.Missing) {
			v, m := at(f)
			if m != ast.None {
				return exact.Num{}, m
			}
			return f.instant(n.Calendar.NextOpening(time.Unix(0, floorOf(v))))
		}
	}
	of := kernel.DayFunction(n)
	if of == nil {
		return nil
	}
	on := b.date(n.Args[0])
	return func(f *frame) (exact.Num, ast.Missing) {
		v, m := on(f)
		if m != ast.None {
			return exact.Num{}, m
		}
		day, _ := v.Int64()
		other, err := of(calendar.DateOfNumber(day))
		if err != nil {
			return f.refuse(ast.OutOfCalendar, diag.Brief(err))
		}
		return exact.Int(other.Number()), ast.None
	}
}

func (b *Bound) daysBetween(n *ast.Call, count func(from, to calendar.Date) (int64, error)) numberFunc {
	from, to := b.date(n.Args[0]), b.date(n.Args[1])
	return ofTwo(from, to, func(f *frame, x, y exact.Num) (exact.Num, ast.Missing) {
		first, _ := x.Int64()
		last, _ := y.Int64()
		days, err := count(calendar.DateOfNumber(first), calendar.DateOfNumber(last))
		if err != nil {
			return f.refuse(ast.OutOfCalendar, diag.Brief(err))
		}
		return exact.Int(days), ast.None
	})
}

// addMonths returns a day some months later.
func (b *Bound) addMonths(n *ast.Call) numberFunc {
	from, by := b.date(n.Args[0]), b.number(n.Args[1])
	return ofTwo(from, by, func(f *frame, x, y exact.Num) (exact.Num, ast.Missing) {
		day, _ := x.Int64()
		months, integer := y.Int64()
		if !integer {
			return f.refuse(ast.OutOfCalendar, "a part of a month cannot be added")
		}
		later, err := kernel.AddMonths(calendar.DateOfNumber(day), months)
		if err != nil {
			return f.refuse(ast.OutOfCalendar, diag.Brief(err))
		}
		return exact.Int(later.Number()), ast.None
	})
}

// dateText returns a day number as a date.
func dateText(n exact.Num) string {
	day, _ := n.Int64()
	return calendar.DateOfNumber(day).String()
}

// addBusinessDays returns the day so many business days after another, or the instant at
// the same time of that day.
func (b *Bound) addBusinessDays(n *ast.Call) numberFunc {
	from, by := b.number(n.Args[0]), b.number(n.Args[1])
	instant := n.Args[0].Type().Kind == kinds.Instant
	return ofTwo(from, by, func(f *frame, x, y exact.Num) (exact.Num, ast.Missing) {
		count, integer := y.Int64()
		if !integer {
			return f.refuse(ast.OutOfCalendar, "a part of a business day cannot be added")
		}
		if instant {
			zone := kernel.ClocksOf(n.Calendar, b.data.Zone)
			return f.instant(n.Calendar.AddBusinessDaysIn(time.Unix(0, floorOf(x)), count, zone))
		}
		day, _ := x.Int64()
		due, err := n.Calendar.AddBusinessDays(calendar.DateOfNumber(day), count)
		if err != nil {
			return f.refuse(ast.OutOfCalendar, diag.Brief(err))
		}
		return exact.Int(due.Number()), ast.None
	})
}

// workingTime returns the working time between two instants.
func (b *Bound) workingTime(n *ast.Call) numberFunc {
	from, to := b.number(n.Args[0]), b.number(n.Args[1])
	return ofTwo(from, to, func(f *frame, x, y exact.Num) (exact.Num, ast.Missing) {
		worked, err := n.Calendar.WorkingTime(time.Unix(0, floorOf(x)), time.Unix(0, floorOf(y)))
		if err != nil {
			return f.refuse(ast.OutOfCalendar, diag.Brief(err))
		}
		return exact.Int(int64(worked)), ast.None
	})
}

// addWorkingTime returns the instant so much working time after another.
func (b *Bound) addWorkingTime(n *ast.Call) numberFunc {
	from, by := b.number(n.Args[0]), b.number(n.Args[1])
	return ofTwo(from, by, func(f *frame, x, y exact.Num) (exact.Num, ast.Missing) {
		d, ok := y.Round(0, exact.Floor).Int64()
		if !ok {
			return f.refuse(ast.OutOfCalendar, kernel.ErrInstant.Error())
		}
		return f.instant(n.Calendar.AddWorkingTime(time.Unix(0, floorOf(x)), time.Duration(d)))
	})
}

// instant returns an instant that a calendar computed, as a number.
func (f *frame) instant(at time.Time, err error) (exact.Num, ast.Missing) {
	nanos, err := kernel.InstantOf(at, err)
	if err != nil {
		return f.refuse(ast.OutOfCalendar, diag.Brief(err))
	}
	return exact.Int(nanos), ast.None
}

// calendarTest returns a closure for whether a day is a business day, or an instant in
// the working hours.
func (b *Bound) calendarTest(n *ast.Call) conditionFunc {
	on := b.number(n.Args[0])
	test := func(v exact.Num) (bool, error) { return n.Calendar.IsOpen(time.Unix(0, floorOf(v))) }
	if n.Function == "is_business_day" {
		on = b.date(n.Args[0])
		test = func(v exact.Num) (bool, error) { return n.Calendar.IsBusinessDay(calendar.DateOfNumber(floorOf(v))) }
	}
	return func(f *frame) truth {
		v, m := on(f)
		if m != ast.None {
			return missing(m)
		}
		open, err := test(v)
		if err != nil {
			f.note(diag.Brief(err))
			return missing(ast.OutOfCalendar)
		}
		return truthOf(open)
	}
}

// textCall returns a function of single values with a text for a result.
func (b *Bound) textCall(n *ast.Call) textFunc {
	if n.Function != "weekday" {
		return func(*frame) (string, ast.Missing) { return "", ast.NotSupplied }
	}
	on := b.date(n.Args[0])
	return func(f *frame) (string, ast.Missing) {
		v, m := on(f)
		if m != ast.None {
			return "", m
		}
		day, _ := v.Int64()
		return calendar.DateOfNumber(day).Weekday().String(), ast.None
	}
}
