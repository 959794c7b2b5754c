package kernel

import (
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/vector"
)

// mostDays bounds the days for which a function of one day is computed beforehand: some
// centuries. It pays where there are more rows than days.
const mostDays = 200_000

// DayFunction returns a function of one day whose result is a day; nil when the call is
// of another.
func DayFunction(n *ast.Call) func(d calendar.Date) (calendar.Date, error) {
	switch n.Function {
	case "month_start":
		return func(d calendar.Date) (calendar.Date, error) { return d.AddDays(1 - int64(d.Day)), nil }
	case "month_end":
		return func(d calendar.Date) (calendar.Date, error) { return calendar.Month(d.Year, d.Month).Last(), nil }
	case "roll_forward":
		return n.Calendar.RollForward
	case "roll_back":
		return n.Calendar.RollBack
	}
	return nil
}

// ofDay compiles a function of one day that falls nowhere. It is computed for each day
// once where there are more rows than days and it refuses none.
func (c *compiler) ofDay(n *ast.Call, x, y *number, of func(day, y int64) (int64, error)) *number {
	b := mayBe(x, y, of, dates)
	table, ok := c.tabled(x, func(day int64) (int64, error) { return of(day, y.low) })
	if !ok {
		return c.ofTwo(n, x, y, of, b)
	}
	return c.newNumber(number{
		text: named("%s(%s, %s)%s", n.Function, x.name(), y.name(), c.by(n.Calendar)), bounds: b, lost: x.lost, steps: stepsOf(x, table),
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			values, lost := w.number(x)
			dst := r.into(w)
			for i, day := range values[:len(dst)] {
				if at := uint64(day - x.low); at < uint64(len(table)) { // where a day is missing it may be any
					dst[i] = table[at]
				}
			}
			return dst, lost
		},
	})
}

// tabled returns a function of every day there may be, if those are few and it refuses
// none.
func (c *compiler) tabled(x *number, of func(day int64) (int64, error)) (table []int64, ok bool) {
	days := uint64(x.high-x.low) + 1
	if days > mostDays || days > uint64(c.source.rows()) {
		return nil, false
	}
	for day := x.low; day <= x.high; day++ {
		v, err := of(day)
		if err != nil {
			return nil, false
		}
		table = append(table, v)
	}
	return table, true
}

// dayToDay compiles a function of one day whose result is a day.
func (c *compiler) dayToDay(n *ast.Call, of func(d calendar.Date) (calendar.Date, error)) (*number, error) {
	x, err := c.date(n.Args[0])
	if err != nil {
		return nil, err
	}
	return c.ofDay(n, x, c.fixed(0, unit{}), func(day, _ int64) (int64, error) {
		d, err := of(calendar.DateOfNumber(day))
		return d.Number(), err
	}), nil
}

// stepsOf returns the values that stand in a table by the day.
func stepsOf(day *number, table []int64) *steps {
	s := &steps{of: day, values: slices.Clone(table), places: make([]uint32, len(table))}
	slices.Sort(s.values)
	s.values = slices.Compact(s.values)
	for i, v := range table {
		place, _ := slices.BinarySearch(s.values, v)
		s.places[i] = uint32(place)
	}
	return s
}

// businessDay compiles whether a day is a business day.
func (c *compiler) businessDay(n *ast.Call) (*condition, error) {
	x, err := c.date(n.Args[0])
	if err != nil {
		return nil, err
	}
	is := func(day int64) (bool, error) { return n.Calendar.IsBusinessDay(calendar.DateOfNumber(day)) }
	days, ok := c.tabled(x, func(day int64) (int64, error) {
		is, err := is(day)
		return int64(bit(is)), err
	})
	if !ok {
		return c.test(n, x, is), nil
	}
	table := make([]uint64, vector.Words(len(days)))
	for i, is := range days {
		table[i/vector.Block] |= uint64(is) << (i % vector.Block)
	}
	most := uint64(x.high - x.low)
	return c.newCondition(named("is_business_day(%s)%s", x.name(), c.by(n.Calendar)), func(w *worker, r *truths) (is, lost []uint64) {
		values, lost := w.number(x)
		is = r.into(w)
		for k := range is {
			var word uint64
			for i, day := range (*[vector.Block]int64)(values[k*vector.Block:]) {
				at := min(uint64(day-x.low), most)
				word |= table[at/vector.Block] >> (at % vector.Block) & 1 << i
			}
			is[k] = word
		}
		settle(is, lost, false)
		return is, lost
	}), nil
}

// open compiles whether there is work at an instant.
func (c *compiler) open(n *ast.Call) (*condition, error) {
	x, err := c.instant(n.Args[0])
	if err != nil {
		return nil, err
	}
	return c.test(n, x, func(at int64) (bool, error) { return n.Calendar.IsOpen(time.Unix(0, at)) }), nil
}

// test compiles a question that is asked for every row that has a value. A row of which
// it is refused has no answer.
func (c *compiler) test(n *ast.Call, x *number, of func(v int64) (bool, error)) *condition {
	return c.newCondition(named("%s(%s)%s", n.Function, x.name(), c.by(n.Calendar)), func(w *worker, r *truths) (is, lost []uint64) {
		values, xl := w.number(x)
		is, lost = r.into(w), strictly(r.lostInto(w), xl, nil)
		clear(is)
		each(w.having(lost), func(i int) {
			held, err := of(values[i])
			if err != nil {
				w.invalid.note(lost, i)
			}
			is[i/vector.Block] |= uint64(bit(held && err == nil)) << (i % vector.Block)
		})
		return is, lost
	})
}

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}
