package editions

import (
	"math/big"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/framework"
)

// An interval is the values that satisfy a figure, in its unit's base: seconds for
// elapsed time. A nil end is open to infinity.
type interval struct {
	low, high         *big.Rat
	lowOpen, highOpen bool
}

// seconds are the lengths of the units of elapsed time.
var seconds = map[framework.Unit]int64{framework.Second: 1, framework.Minute: 60, framework.Hour: 3600}

// intervalOf returns the values that satisfy the figure, and the unit they are in; ok is
// false for a figure without an operator.
func intervalOf(f framework.Figure) (i interval, base framework.Unit, ok bool) {
	base = f.Unit
	value := f.Rat()
	if f.Unit == framework.Boolean && (f.Value == "true" || f.Value == "false") {
		value = new(big.Rat)
		if f.Value == "true" {
			value.SetInt64(1)
		}
	}
	if value == nil {
		return interval{}, base, false
	}
	if s := seconds[f.Unit]; s != 0 {
		value.Mul(value, big.NewRat(s, 1))
		base = framework.Second
	}
	switch f.Op {
	case framework.AtLeast, framework.Above:
		return interval{low: value, lowOpen: f.Op == framework.Above}, base, true
	case framework.AtMost, framework.Below:
		return interval{high: value, highOpen: f.Op == framework.Below}, base, true
	case framework.Equal:
		return interval{low: value, high: value}, base, true
	case framework.Deviates:
		return interval{low: new(big.Rat).Neg(value), high: value}, base, true
	}
	return interval{}, base, false
}

// within reports whether every value of the interval is in the other.
func (i interval) within(o interval) bool {
	lowOK := o.low == nil || i.low != nil && (i.low.Cmp(o.low) > 0 || i.low.Cmp(o.low) == 0 && (i.lowOpen || !o.lowOpen))
	highOK := o.high == nil || i.high != nil && (i.high.Cmp(o.high) < 0 || i.high.Cmp(o.high) == 0 && (i.highOpen || !o.highOpen))
	return lowOK && highOK
}

// compareFigures returns how a figure stands to one before it: [decide.Incomparable] when
// the units or an operator do not allow the question.
func compareFigures(f, before framework.Figure) decide.Relation {
	now, unit, ok := intervalOf(f)
	then, unitThen, okThen := intervalOf(before)
	if !ok || !okThen || unit != unitThen {
		return decide.Incomparable
	}
	switch in, out := now.within(then), then.within(now); {
	case in && out:
		return decide.Equivalent
	case in:
		return decide.Stricter
	case out:
		return decide.Weaker
	}
	return decide.Overlapping
}
