//go:build goexperiment.simd && amd64

package vector

import (
	"math/bits"
	"simd/archsimd"
)

func sum512(values []int64) int64 {
	var a, b, c, d archsimd.Int64x8
	for len(values) >= 32 {
		v := (*[32]int64)(values)
		a = a.Add(archsimd.LoadInt64x8((*[8]int64)(v[:])))
		b = b.Add(archsimd.LoadInt64x8((*[8]int64)(v[8:])))
		c = c.Add(archsimd.LoadInt64x8((*[8]int64)(v[16:])))
		d = d.Add(archsimd.LoadInt64x8((*[8]int64)(v[24:])))
		values = values[32:]
	}
	total := together512(a.Add(b).Add(c.Add(d)))
	archsimd.ClearAVXUpperBits()
	for _, v := range values {
		total += v
	}
	return total
}

// together512 adds up the parts of a sum.
func together512(v archsimd.Int64x8) (total int64) {
	var parts [8]int64
	v.Store(&parts)
	for _, part := range parts {
		total += part
	}
	return total
}

func sumOf512(values []int64, mask []uint64) (total int64) {
	var a, b, c, d archsimd.Int64x8
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		if bits.OnesCount64(word) <= few { // the rest of the block is not fetched from memory
			total += fewOf(block, word)
			continue
		}
		for i := 0; i < Block; i += 32 {
			v := (*[32]int64)(block[i:])
			a = a.Add(archsimd.LoadInt64x8((*[8]int64)(v[:])).Masked(archsimd.Mask64x8FromBits(uint8(word))))
			b = b.Add(archsimd.LoadInt64x8((*[8]int64)(v[8:])).Masked(archsimd.Mask64x8FromBits(uint8(word >> 8))))
			c = c.Add(archsimd.LoadInt64x8((*[8]int64)(v[16:])).Masked(archsimd.Mask64x8FromBits(uint8(word >> 16))))
			d = d.Add(archsimd.LoadInt64x8((*[8]int64)(v[24:])).Masked(archsimd.Mask64x8FromBits(uint8(word >> 24))))
			word >>= 32
		}
	}
	total += together512(a.Add(b).Add(c.Add(d)))
	archsimd.ClearAVXUpperBits()
	return total
}

func sum128Of512(values []int64, mask []uint64) (total Int128) {
	for len(mask) > maxSum128Words {
		total.Join(sum128Of512(values[:maxSum128Words*Block], mask[:maxSum128Words]))
		values, mask = values[maxSum128Words*Block:], mask[maxSum128Words:]
	}
	var a, b, c, d archsimd.Int64x8 // the sums without their carries, and of the upper halves
	for k, word := range mask {
		if word == 0 {
			continue
		}
		block := (*[Block]int64)(values[k*Block:])
		for i := 0; i < Block; i += 16 {
			pair := (*[16]int64)(block[i:])
			v := archsimd.LoadInt64x8((*[8]int64)(pair[:])).Masked(archsimd.Mask64x8FromBits(uint8(word)))
			u := archsimd.LoadInt64x8((*[8]int64)(pair[8:])).Masked(archsimd.Mask64x8FromBits(uint8(word >> 8)))
			a, b = a.Add(v), b.Add(v.ShiftAllRight(32))
			c, d = c.Add(u), d.Add(u.ShiftAllRight(32))
			word >>= 16
		}
	}
	sum, halves := together512(a.Add(c)), together512(b.Add(d))
	archsimd.ClearAVXUpperBits()
	total.Join(int128Of(uint64(sum), halves))
	return total
}

func extremes512(values []int64, mask []uint64, low, high int64) (least, greatest int64) {
	lows, highs := archsimd.BroadcastInt64x8(low), archsimd.BroadcastInt64x8(high)
	others, tops := lows, highs
	for k, word := range mask {
		if word == 0 {
			continue
		}
		block := (*[Block]int64)(values[k*Block:])
		for i := 0; i < Block; i += 16 {
			pair := (*[16]int64)(block[i:])
			v, is := archsimd.LoadInt64x8((*[8]int64)(pair[:])), archsimd.Mask64x8FromBits(uint8(word))
			u, as := archsimd.LoadInt64x8((*[8]int64)(pair[8:])), archsimd.Mask64x8FromBits(uint8(word>>8))
			lows, highs = lows.Min(v).Merge(lows, is), highs.Max(v).Merge(highs, is)
			others, tops = others.Min(u).Merge(others, as), tops.Max(u).Merge(tops, as)
			word >>= 16
		}
	}
	var l, h [8]int64
	lows.Min(others).Store(&l)
	highs.Max(tops).Store(&h)
	archsimd.ClearAVXUpperBits()
	for i := range l {
		low, high = min(low, l[i]), max(high, h[i])
	}
	return low, high
}
