//go:build goexperiment.simd && amd64

package vector

import (
	"math/bits"
	"simd/archsimd"
)

func sum256(values []int64) int64 {
	var a, b, c, d archsimd.Int64x4
	for len(values) >= 16 {
		v := (*[16]int64)(values)
		a = a.Add(archsimd.LoadInt64x4((*[4]int64)(v[:])))
		b = b.Add(archsimd.LoadInt64x4((*[4]int64)(v[4:])))
		c = c.Add(archsimd.LoadInt64x4((*[4]int64)(v[8:])))
		d = d.Add(archsimd.LoadInt64x4((*[4]int64)(v[12:])))
		values = values[16:]
	}
	total := together256(a.Add(b).Add(c.Add(d)))
	archsimd.ClearAVXUpperBits()
	for _, v := range values {
		total += v
	}
	return total
}

// together256 adds up the parts of a sum.
func together256(v archsimd.Int64x4) int64 {
	var parts [4]int64
	v.Store(&parts)
	return parts[0] + parts[1] + parts[2] + parts[3]
}

// sumOf256 has the word in every part of a register, and compares the bits of four values
// with those that they have when they are set.
func sumOf256(values []int64, mask []uint64) (total int64) {
	first := archsimd.LoadInt64x4(&[4]int64{1, 2, 4, 8})
	second := archsimd.LoadInt64x4(&[4]int64{16, 32, 64, 128})
	var a, b archsimd.Int64x4
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		if bits.OnesCount64(word) <= few { // the rest of the block is not fetched from memory
			total += fewOf(block, word)
			continue
		}
		w := archsimd.BroadcastUint64x4(word)
		for i := 0; i < Block; i += 8 {
			v, m := (*[8]int64)(block[i:]), w.AsInt64x4()
			is, as := m.And(first).Equal(first).ToInt64x4(), m.And(second).Equal(second).ToInt64x4()
			a = a.Add(archsimd.LoadInt64x4((*[4]int64)(v[:])).And(is))
			b = b.Add(archsimd.LoadInt64x4((*[4]int64)(v[4:])).And(as))
			w = w.ShiftAllRight(8)
		}
	}
	total += together256(a.Add(b))
	archsimd.ClearAVXUpperBits()
	return total
}
