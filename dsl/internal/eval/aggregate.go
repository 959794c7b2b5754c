package eval

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/exact"
)

// aggregate is a closure that goes over an aggregate's rows at its first call in
// a run and remembers what it found.
func (b *Bound) aggregate(n *tree.Aggregate) func(*frame) *Tally {
	where := make([]conditionFunc, len(n.Where))
	for i, w := range n.Where {
		where[i] = b.condition(w)
	}
	collect := b.collector(n)
	return func(f *frame) *Tally {
		t := &f.memo[n.ID]
		if !t.Done {
			t.Done = true
			outer := f.row
			b.gather(f, n, where, collect(t), t)
			f.row = outer
		}
		if t.Value.Missing != tree.None {
			f.note(t.Why)
		}
		return t
	}
}

// step looks at one row that satisfied the conditions; it answers the reason when
// what it looks for is missing there.
type step struct {
	row    func(f *frame) tree.Missing
	finish func() tree.Value
}

// gather goes over the selected rows.
func (b *Bound) gather(f *frame, n *tree.Aggregate, where []conditionFunc, s step, t *Tally) {
	visit := func(row int) {
		f.row = row
		t.Rows++
		held := isTrue
		for _, w := range where { // a conjunction: one that is false decides it
			if h := w(f); h == isFalse || held == isTrue {
				held = h
			}
			if held == isFalse {
				break
			}
		}
		if held == isFalse {
			return
		}
		why := held.reason()
		if held == isTrue {
			t.Matched++
			why = s.row(f)
		}
		if why != tree.None {
			if t.Undecided == 0 {
				t.Why = b.blame(f, n, why)
				t.Value.Missing = why
			}
			t.Undecided++
		}
	}
	before := f.why
	if rows := b.data.Rows; rows != nil && rows[n.Table] != nil {
		for i, row := range rows[n.Table] {
			if b.stopped(f, i) {
				return
			}
			visit(int(row))
		}
	} else {
		for row := range b.data.Tables[n.Table].Rows() {
			if b.stopped(f, row) {
				return
			}
			visit(row)
		}
	}
	f.why = before
	b.conclude(n, s, t)
}

// conclude turns what was gathered into the aggregate's value: no rows are no
// data, and a row that could not be decided leaves the whole undecided, unless
// the others already decide it.
func (b *Bound) conclude(n *tree.Aggregate, s step, t *Tally) {
	name := b.data.Tables[n.Table].Name()
	switch {
	case t.Rows == 0:
		t.Value, t.Why = tree.Value{Missing: tree.NoRows}, name+" has no rows"
	case n.Function == "any" && t.True > 0:
		t.Value = tree.Value{Bool: true}
	case n.Function == "all" && t.False > 0:
		t.Value = tree.Value{Bool: false}
	case t.Undecided > 0:
		t.Why = fmt.Sprintf("%d of %d rows of %s cannot be decided: %s", t.Undecided, t.Rows, name, t.Why)
	case t.Matched == 0 && n.Function != "count":
		t.Value, t.Why = tree.Value{Missing: tree.NoRows}, fmt.Sprintf("none of the %d rows of %s satisfies the conditions", t.Rows, name)
	default:
		t.Value = s.finish()
		if n.Type().Kind != table.Boolean && !t.Value.Num.Valid() {
			t.Value = tree.Value{Missing: tree.TooLarge}
			t.Why = "a number grew past what is computed; round each item first"
		}
	}
}

// stopped looks at the context once in a while.
func (b *Bound) stopped(f *frame, i int) bool {
	if i&255 == 0 && f.err == nil {
		f.err = f.ctx.Err()
	}
	return f.err != nil
}

// blame says which cell or step left a row undecided.
func (b *Bound) blame(f *frame, n *tree.Aggregate, why tree.Missing) string {
	place := fmt.Sprintf("row %d", f.row+1)
	if why != tree.Cell {
		return place + ": " + reasons[why]
	}
	name := ""
	for _, child := range tree.Children(n) {
		tree.Walk(child, func(m tree.Node) bool {
			if field, ok := m.(*tree.Field); ok && field.Table == n.Table && name == "" &&
				b.data.Tables[n.Table].Column(field.Column).IsMissing(f.row) {
				name = field.Name
			}
			_, inner := m.(*tree.Aggregate)
			return !inner
		})
	}
	return fmt.Sprintf("%s has no %s", place, name)
}

var reasons = map[tree.Missing]string{
	tree.NoRows: "an aggregate over no rows", tree.DivisionByZero: "a division by zero", tree.TooLarge: "a number grew past what is computed",
	tree.OutOfCalendar: "a date outside the calendar's years", tree.NotSupplied: "an input was not given", tree.NoHistory: "there is no earlier result",
}

// collector makes the step of an aggregate's function for a run.
func (b *Bound) collector(n *tree.Aggregate) func(*Tally) step {
	if n.Item == nil {
		return func(t *Tally) step {
			return step{
				row:    func(*frame) tree.Missing { t.True++; return tree.None },
				finish: func() tree.Value { return tree.Value{Num: exact.Int(int64(t.True))} },
			}
		}
	}
	if n.Item.Type().Kind == table.Boolean {
		item := b.condition(n.Item)
		return func(t *Tally) step {
			return step{row: func(f *frame) tree.Missing {
				held := item(f)
				switch held {
				case isTrue:
					t.True++
				case isFalse:
					t.False++
				}
				return held.reason()
			}, finish: func() tree.Value { return ofTruths(n.Function, t) }}
		}
	}
	return b.numberCollector(n)
}

// ofTruths is the value of an aggregate that looks at a condition.
func ofTruths(function string, t *Tally) tree.Value {
	switch function {
	case "share":
		q, _ := exact.Int(int64(t.True)).Mul(hundred).Quo(exact.Int(int64(t.Matched)))
		return tree.Value{Num: q}
	case "any":
		return tree.Value{Bool: t.True > 0}
	case "all":
		return tree.Value{Bool: t.True == t.Matched}
	}
	return tree.Value{Num: exact.Int(int64(t.True))} // count
}

func (b *Bound) numberCollector(n *tree.Aggregate) func(*Tally) step {
	item := b.number(n.Item)
	fold := func(start func(*exact.Num, exact.Num), finish func(sum exact.Num, rows int) exact.Num) func(*Tally) step {
		return func(t *Tally) step {
			var acc exact.Num
			seen := 0
			return step{row: func(f *frame) tree.Missing {
				v, m := item(f)
				if m != tree.None {
					return m
				}
				if seen++; seen == 1 {
					acc = v
				} else {
					start(&acc, v)
				}
				return tree.None
			}, finish: func() tree.Value { return tree.Value{Num: finish(acc, seen)} }}
		}
	}
	same := func(acc exact.Num, _ int) exact.Num { return acc }
	add := func(acc *exact.Num, v exact.Num) { *acc = acc.Add(v) }
	switch n.Function {
	case "sum":
		return fold(add, same)
	case "mean":
		return fold(add, func(sum exact.Num, rows int) exact.Num {
			q, _ := sum.Quo(exact.Int(int64(rows)))
			return q
		})
	case "min":
		return fold(func(acc *exact.Num, v exact.Num) {
			if v.Cmp(*acc) < 0 {
				*acc = v
			}
		}, same)
	case "max":
		return fold(func(acc *exact.Num, v exact.Num) {
			if v.Cmp(*acc) > 0 {
				*acc = v
			}
		}, same)
	}
	return b.rankCollector(n, item)
}

// rankCollector keeps every value and takes one, or the middle two, by rank.
func (b *Bound) rankCollector(n *tree.Aggregate, item numberFunc) func(*Tally) step {
	return func(*Tally) step {
		var values []exact.Num
		return step{row: func(f *frame) tree.Missing {
			v, m := item(f)
			if m != tree.None {
				return m
			}
			values = append(values, v)
			return tree.None
		}, finish: func() tree.Value {
			slices.SortFunc(values, exact.Num.Cmp)
			if n.Function == "median" {
				return tree.Value{Num: median(values)}
			}
			return tree.Value{Num: nearestRank(values, n.Rank)}
		}}
	}
}

// median is the middle value, or the mean of the middle two.
func median(sorted []exact.Num) exact.Num {
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	q, _ := sorted[half-1].Add(sorted[half]).Quo(exact.Int(2))
	return q
}

// nearestRank is the smallest value that at least rank percent of the values do
// not exceed: the value at position ceil(rank/100 * n) (Hyndman and Fan's type 1,
// for ranks above 0).
func nearestRank(sorted []exact.Num, rank exact.Num) exact.Num {
	position, _ := rank.Mul(exact.Int(int64(len(sorted)))).Quo(hundred)
	at, _ := position.Round(0, exact.Ceiling).Int64()
	return sorted[max(at, 1)-1]
}
