package kernel

import (
	"math"
	"math/bits"
)

// bounds are the least and the greatest that a value can be. All of what is computed here
// is proved to fit by them before there is a row.
type bounds struct{ low, high int64 }

func exactly(n int64) bounds { return bounds{n, n} }

// add returns x + y, if it fits.
func add(x, y int64) (int64, bool) {
	sum := x + y
	return sum, (sum > x) == (y > 0)
}

// multiply returns x * y, if it fits.
func multiply(x, y int64) (int64, bool) {
	high, low := bits.Mul64(size(x), size(y))
	if high != 0 || low > math.MaxInt64 {
		return 0, false
	}
	if (x < 0) != (y < 0) {
		return -int64(low), true
	}
	return int64(low), true
}

func size(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func (b bounds) plus(o bounds) (bounds, bool) {
	low, fits := add(b.low, o.low)
	high, fit := add(b.high, o.high)
	return bounds{low, high}, fits && fit
}

func (b bounds) negated() (bounds, bool) {
	return bounds{-b.high, -b.low}, b.low != math.MinInt64
}

func (b bounds) minus(o bounds) (bounds, bool) {
	n, ok := o.negated()
	if !ok {
		return n, false
	}
	return b.plus(n)
}

func (b bounds) times(o bounds) (bounds, bool) {
	result := bounds{math.MaxInt64, math.MinInt64}
	for _, x := range []int64{b.low, b.high} {
		for _, y := range []int64{o.low, o.high} {
			p, ok := multiply(x, y)
			if !ok {
				return result, false
			}
			result = bounds{min(result.low, p), max(result.high, p)}
		}
	}
	return result, true
}

func (b bounds) absolute() (bounds, bool) {
	switch {
	case b.low >= 0:
		return b, true
	case b.high <= 0:
		return b.negated()
	}
	n, ok := b.negated()
	return bounds{0, max(b.high, n.high)}, ok
}

// or holds what is in either.
func (b bounds) or(o bounds) bounds { return bounds{min(b.low, o.low), max(b.high, o.high)} }

// sumsFit reports whether the sum of a batch of such values fits.
func (b bounds) sumsFit() bool {
	const most = math.MaxInt64 / batchRows
	return b.low >= -most && b.high <= most
}

// power returns 10^places, if it fits.
func power(places uint8) (int64, bool) {
	n, fits := int64(1), true
	for range places {
		if n, fits = multiply(n, 10); !fits {
			return 0, false
		}
	}
	return n, true
}
