package kernel

import (
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/internal/vector"
)

// mostDays bounds the days for which a function of one day is computed beforehand:
// some centuries.
const mostDays = 200_000

// DayFunction is a function of one day that gives a day; nil when the call is of
// another.
func DayFunction(n *tree.Call) func(d calendar.Date) (calendar.Date, error) {
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

// days compiles the argument of a function of one day, and goes over the days that
// it may be.
func (c *compiler) days(n *tree.Call, each func(i int, d calendar.Date) error) (*number, error) {
	x, err := c.date(n.Args[0])
	if err != nil {
		return nil, err
	}
	if uint64(x.high-x.low) >= mostDays {
		return nil, slow("days of very many years")
	}
	for day := x.low; day <= x.high; day++ {
		d := calendar.DateOfNumber(day)
		if !d.Valid() {
			return nil, slow("dates that may lie outside the years there are")
		}
		if err := each(int(day-x.low), d); err != nil {
			return nil, slow("%s of a day there may be: %v", n.Function, err)
		}
	}
	return x, nil
}

// dayToDay compiles a function of one day, computed for each day once.
func (c *compiler) dayToDay(n *tree.Call, of func(d calendar.Date) (calendar.Date, error)) (*number, error) {
	var table []int64
	var b bounds
	x, err := c.days(n, func(i int, d calendar.Date) error {
		day, err := of(d)
		table = append(table, day.Number())
		if i == 0 {
			b = exactly(day.Number())
		}
		b = b.or(exactly(day.Number()))
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.newNumber(number{
		text: named("%s(%s)%s", n.Function, x.name(), c.by(n.Calendar)), bounds: b, lost: x.lost, steps: stepsOf(x, table),
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
	}), nil
}

// stepsOf are the values that stand in a table by the day.
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
func (c *compiler) businessDay(n *tree.Call) (*condition, error) {
	table := []uint64{0}
	x, err := c.days(n, func(i int, d calendar.Date) error {
		if i/vector.Block == len(table) {
			table = append(table, 0)
		}
		is, err := n.Calendar.IsBusinessDay(d)
		table[i/vector.Block] |= uint64(bit(is)) << (i % vector.Block)
		return err
	})
	if err != nil {
		return nil, err
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

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}
