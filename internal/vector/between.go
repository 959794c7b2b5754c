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

// within sets a bit for every value of a block with low <= v < low+count. The borrow of
// v-low-count is the bit, and is added to twice the byte: two instructions, of which
// neither is a shift. So each byte is made from its last bit to its first.
func within(block *[Block]int64, low int64, count uint64) (word uint64) {
	for i := 0; i < Block; i += 8 {
		v := (*[8]int64)(block[i:])
		var b, in uint64
		_, in = bits.Sub64(uint64(v[7]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[6]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[5]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[4]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[3]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[2]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[1]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[0]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		word = word>>8 | b<<(Block-8)
	}
	return word
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

// Window is the values from Low to Low+Width, counted without sign.
type Window struct {
	Low   int64
	Width uint64
}

// betweenDifferences is the portable BetweenDifferences.
func betweenDifferences(dst [2][]uint64, x, y []int64, windows [2]Window) {
	first, second := windows[0], windows[1]
	if first.Width == math.MaxUint64 || second.Width == math.MaxUint64 {
		betweenDifference(dst[0], x, y, first.Low, first.Width)
		betweenDifference(dst[1], x, y, second.Low, second.Width)
		return
	}
	a, b := dst[0], dst[1][:len(dst[0])]
	for k := range a {
		v, u := (*[Block]int64)(x[k*Block:]), (*[Block]int64)(y[k*Block:])
		a[k] = differencesWithin(v, u, first.Low, first.Width+1)
		b[k] = differencesWithin(v, u, second.Low, second.Width+1)
	}
}

// differencesWithin returns within for x - y.
func differencesWithin(x, y *[Block]int64, low int64, count uint64) (word uint64) {
	for i := 0; i < Block; i += 8 {
		v, u := (*[8]int64)(x[i:]), (*[8]int64)(y[i:])
		var b, in uint64
		_, in = bits.Sub64(uint64(v[7]-u[7]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[6]-u[6]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[5]-u[5]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[4]-u[4]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[3]-u[3]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[2]-u[2]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[1]-u[1]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		_, in = bits.Sub64(uint64(v[0]-u[0]-low), count, 0)
		b, _ = bits.Add64(b, b, in)
		word = word>>8 | b<<(Block-8)
	}
	return word
}

// Sparse reports whether so few of the values of a batch are asked about that one by one
// is faster. They are far from each other then, and the memory is slow to give them.
func Sparse(asked, of int) bool { return asked*64 <= of }

// BetweenOf is Between for the values whose bit is set; the other bits are not set.
func BetweenOf(dst []uint64, values []int64, mask []uint64, low int64, width uint64) {
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		var in uint64
		for ; word != 0; word &= word - 1 {
			i := bits.TrailingZeros64(word) % Block
			_, out := bits.Sub64(width, uint64(block[i]-low), 0)
			in |= (1 - out) << i
		}
		dst[k] = in
	}
}

// BetweenDifferenceOf is BetweenOf of x - y.
func BetweenDifferenceOf(dst []uint64, x, y []int64, mask []uint64, low int64, width uint64) {
	for k, word := range mask {
		v, u := (*[Block]int64)(x[k*Block:]), (*[Block]int64)(y[k*Block:])
		var in uint64
		for ; word != 0; word &= word - 1 {
			i := bits.TrailingZeros64(word) % Block
			_, out := bits.Sub64(width, uint64(v[i]-u[i]-low), 0)
			in |= (1 - out) << i
		}
		dst[k] = in
	}
}

func fill(dst []uint64) {
	for k := range dst {
		dst[k] = math.MaxUint64
	}
}
