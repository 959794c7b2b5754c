package vector

import (
	"math"
	"math/bits"
)

// between is the portable Between.
func between(dst []uint64, values []int64, low int64, width uint64) {
	if width == math.MaxUint64 {
		fill(dst)
		return
	}
	for k := range dst {
		dst[k] = within((*[Block]int64)(values[k*Block:]), low, width+1)
	}
}

// within sets a bit for every value of a block with low <= v < low+count. It goes
// from the last value to the first: the borrow of v-low-count is the bit, and is
// added to twice the word, which is two instructions and no shift.
func within(block *[Block]int64, low int64, count uint64) uint64 {
	const n = Block / 4 // four words at a time, as each addition waits for the one before
	w, x, y, z := (*[n]int64)(block[:]), (*[n]int64)(block[n:]), (*[n]int64)(block[2*n:]), (*[n]int64)(block[3*n:])
	var a, b, c, d, in uint64
	for i := n - 1; i >= 0; i-- {
		_, in = bits.Sub64(uint64(w[i]-low), count, 0)
		a, _ = bits.Add64(a, a, in)
		_, in = bits.Sub64(uint64(x[i]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(y[i]-low), count, 0)
		c, _ = bits.Add64(c, c, in)
		_, in = bits.Sub64(uint64(z[i]-low), count, 0)
		d, _ = bits.Add64(d, d, in)
	}
	return a | b<<n | c<<(2*n) | d<<(3*n)
}

// betweenDifference is the portable BetweenDifference.
func betweenDifference(dst []uint64, x, y []int64, low int64, width uint64) {
	if width == math.MaxUint64 {
		fill(dst)
		return
	}
	for k := range dst {
		dst[k] = differencesWithin((*[Block]int64)(x[k*Block:]), (*[Block]int64)(y[k*Block:]), low, width+1)
	}
}

// differencesWithin is within for x - y.
func differencesWithin(xs, ys *[Block]int64, low int64, count uint64) uint64 {
	const n = Block / 2
	x0, x1, y0, y1 := (*[n]int64)(xs[:]), (*[n]int64)(xs[n:]), (*[n]int64)(ys[:]), (*[n]int64)(ys[n:])
	var a, b, in uint64
	for i := n - 1; i > 0; i -= 2 {
		_, in = bits.Sub64(uint64(x0[i]-y0[i]-low), count, 0)
		a, _ = bits.Add64(a, a, in)
		_, in = bits.Sub64(uint64(x1[i]-y1[i]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(x0[i-1]-y0[i-1]-low), count, 0)
		a, _ = bits.Add64(a, a, in)
		_, in = bits.Sub64(uint64(x1[i-1]-y1[i-1]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
	}
	return a | b<<n
}

func fill(dst []uint64) {
	for k := range dst {
		dst[k] = math.MaxUint64
	}
}
