//go:build goexperiment.simd && amd64

package vector

import (
	"math"
	"math/bits"
	"simd/archsimd"
)

// The kernels for AVX2 look at four numbers, or eight codes, at once. It compares numbers
// with a sign only: what is counted without one is shifted down by 2^63.

func between256(dst []uint64, values []int64, low int64, width uint64) {
	from, last := archsimd.BroadcastInt64x4(low^math.MinInt64), archsimd.BroadcastInt64x4(int64(width^1<<63))
	for k := range dst {
		block := (*[Block]int64)(values[k*Block:])
		var out uint64
		for i := 0; i < Block; i += 16 {
			v := (*[16]int64)(block[i:])
			a := archsimd.LoadInt64x4((*[4]int64)(v[0:])).Sub(from).Greater(last).ToBits()
			b := archsimd.LoadInt64x4((*[4]int64)(v[4:])).Sub(from).Greater(last).ToBits()
			c := archsimd.LoadInt64x4((*[4]int64)(v[8:])).Sub(from).Greater(last).ToBits()
			d := archsimd.LoadInt64x4((*[4]int64)(v[12:])).Sub(from).Greater(last).ToBits()
			out |= (uint64(a) | uint64(b)<<4 | uint64(c)<<8 | uint64(d)<<12) << (i & 63)
		}
		dst[k] = ^out
	}
	archsimd.ClearAVXUpperBits()
}

func betweenDifference256(dst []uint64, x, y []int64, low int64, width uint64) {
	from, last := archsimd.BroadcastInt64x4(low^math.MinInt64), archsimd.BroadcastInt64x4(int64(width^1<<63))
	for k := range dst {
		xs, ys := (*[Block]int64)(x[k*Block:]), (*[Block]int64)(y[k*Block:])
		var out uint64
		for i := 0; i < Block; i += 8 {
			v, u := (*[8]int64)(xs[i:]), (*[8]int64)(ys[i:])
			d := archsimd.LoadInt64x4((*[4]int64)(v[0:])).Sub(archsimd.LoadInt64x4((*[4]int64)(u[0:])))
			e := archsimd.LoadInt64x4((*[4]int64)(v[4:])).Sub(archsimd.LoadInt64x4((*[4]int64)(u[4:])))
			a, b := d.Sub(from).Greater(last).ToBits(), e.Sub(from).Greater(last).ToBits()
			out |= (uint64(a) | uint64(b)<<4) << (i & 63)
		}
		dst[k] = ^out
	}
	archsimd.ClearAVXUpperBits()
}

// tableWords256 is the largest bitmap of codes that a register holds.
const tableWords256 = 4

// table256 puts a bitmap of codes into a register, as table512 does.
func table256(table []uint64) archsimd.Uint32x8 {
	var parts [2 * tableWords256]uint32
	for i, word := range table {
		parts[2*i], parts[2*i+1] = bits.Reverse32(uint32(word)), bits.Reverse32(uint32(word>>32))
	}
	return archsimd.LoadUint32x8(&parts)
}

func inSet256(dst []uint64, codes []uint32, set uint64) {
	table := table256([]uint64{set})
	one, bit := archsimd.BroadcastUint32x8(1), archsimd.BroadcastUint32x8(31)
	zero := archsimd.BroadcastInt32x8(0)
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 8 {
			c := archsimd.LoadUint32x8((*[8]uint32)(block[i:]))
			part := table.Permute(c.ShiftAllRight(5).And(one))
			word |= uint64(zero.Greater(part.ShiftLeft(c.And(bit)).AsInt32x8()).ToBits()) << (i & 63)
		}
		dst[k] = word
	}
	archsimd.ClearAVXUpperBits()
}

// inTable256 leaves a code that the table does not have to the portable loop, which stops
// there.
func inTable256(dst []uint64, codes []uint32, table []uint64) {
	parts := table256(table)
	bit, zero := archsimd.BroadcastUint32x8(31), archsimd.BroadcastInt32x8(0)
	most := archsimd.BroadcastUint32x8(0)
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 8 {
			c := archsimd.LoadUint32x8((*[8]uint32)(block[i:]))
			most = most.Max(c)
			part := parts.Permute(c.ShiftAllRight(5))
			word |= uint64(zero.Greater(part.ShiftLeft(c.And(bit)).AsInt32x8()).ToBits()) << (i & 63)
		}
		dst[k] = word
	}
	var greatest [8]uint32
	most.Store(&greatest)
	archsimd.ClearAVXUpperBits()
	for _, code := range greatest {
		if len(dst) > 0 && int(code/Block) >= len(table) {
			inTable(dst, codes, table)
			return
		}
	}
}
