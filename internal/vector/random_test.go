package vector

import (
	"math"
	"math/rand/v2"
)

// someValue is a number of any size, often at an end of what there is.
func someValue(r *rand.Rand) int64 {
	switch r.IntN(8) {
	case 0:
		return math.MinInt64 + r.Int64N(3)
	case 1:
		return math.MaxInt64 - r.Int64N(3)
	case 2, 3:
		return r.Int64N(5) - 2
	}
	return int64(r.Uint64()) >> r.UintN(64)
}

// someValues are numbers, in one of the ways in which a column has them.
func someValues(r *rand.Rand, n int) []int64 {
	values := make([]int64, n)
	one, bits := someValue(r), r.UintN(64)
	of := func() int64 { return one }
	switch r.IntN(4) {
	case 0:
		of = func() int64 { return someValue(r) }
	case 1:
		of = func() int64 { return int64(r.Uint64()) }
	case 2:
		of = func() int64 { return int64(r.Uint64()) >> bits }
	}
	for i := range values {
		values[i] = of()
	}
	return values
}

// someMask is a bitmap for n values: all of them, none, a share of any size, or words of
// all these kinds.
func someMask(r *rand.Rand, n int) []uint64 {
	mask := make([]uint64, Words(n))
	kind, share := r.IntN(5), r.Float64()
	for i := range mask {
		as := kind
		if kind == 4 {
			as, share = r.IntN(4), r.Float64()
		}
		switch as {
		case 0:
			mask[i] = math.MaxUint64
		case 1: // none
		default:
			for b := range Block {
				if r.Float64() < share {
					mask[i] |= 1 << b
				}
			}
		}
	}
	return mask
}
