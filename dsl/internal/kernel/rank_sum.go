package kernel

import (
	"math"
	"math/bits"

	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/vector"
)

// Sum returns the sum of the values from one place in the order, from 0, to below
// another: of all that lie between the two values that stand there, and of as many of
// those two as belong. The error is the context's.
func (o *Order) Sum(stopped func() error, from, to int) (exact.Num, error) {
	if from >= to {
		return exact.Num{}, nil
	}
	if o.all != nil {
		return o.sumOf(sumAll(o.all[from:to])), stopped()
	}
	low, err := o.at(stopped, from)
	if err != nil {
		return exact.Num{}, err
	}
	high, err := o.at(stopped, to-1)
	if err != nil {
		return exact.Num{}, err
	}
	if low == high {
		return o.sumOf(times(low, to-from)), nil
	}
	sum, upTo, between, err := o.between(stopped, low, high)
	if err != nil {
		return exact.Num{}, err
	}
	sum.Join(times(low, upTo-from))
	sum.Join(times(high, to-upTo-between))
	return o.sumOf(sum), nil
}

func (o *Order) sumOf(w vector.Int128) exact.Num {
	return o.unit.over(exact.Sum128(w.High, w.Low, o.unit.scale))
}

// times returns n values that are the same, added up.
func times(v int64, n int) vector.Int128 {
	high, low := bits.Mul64(size(v), uint64(n))
	if v < 0 {
		var borrow uint64
		low, borrow = bits.Sub64(0, low, 0)
		high, _ = bits.Sub64(0, high, borrow)
	}
	return vector.Int128{High: int64(high), Low: low}
}

// between reads the values again, for the sum of those that are greater than one and less
// than another, how many those are, and how many are at most the lower one.
func (o *Order) between(stopped func() error, low, high int64) (sum vector.Int128, upTo, between int, err error) {
	err = o.scan(stopped, func() (func(values []int64, use []uint64), func()) {
		var mine vector.Int128
		lows, some := 0, 0
		mask := make([]uint64, batchWords)
		return func(values []int64, use []uint64) {
				in := mask[:len(use)]
				vector.Between(in, values, math.MinInt64, uint64(low-math.MinInt64))
				lows += vector.Count(masked(in, in, use))
				if high-1 > low { // as numbers of 64 bits the two are in order
					vector.Between(in, values, low+1, uint64(high-1)-uint64(low+1))
					masked(in, in, use)
					some += vector.Count(in)
					mine.Join(vector.Sum128Of(values, in))
				}
			}, func() {
				sum.Join(mine)
				upTo, between = upTo+lows, between+some
			}
	})
	return sum, upTo, between, err
}
