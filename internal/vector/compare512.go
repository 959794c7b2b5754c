//go:build goexperiment.simd && amd64

package vector

import (
	"math/bits"
	"simd/archsimd"
)

// The kernels for AVX-512 look at eight numbers, or sixteen codes, at once. Each leaves
// the registers as code without vectors wants them.

func between512(dst []uint64, values []int64, low int64, width uint64) {
	from, span := archsimd.BroadcastUint64x8(uint64(low)), archsimd.BroadcastUint64x8(width)
	for k := range dst {
		block := (*[Block]int64)(values[k*Block:])
		v0 := archsimd.LoadInt64x8((*[8]int64)(block[0:])).AsUint64x8().Sub(from).LessEqual(span).ToBits()
		v1 := archsimd.LoadInt64x8((*[8]int64)(block[8:])).AsUint64x8().Sub(from).LessEqual(span).ToBits()
		v2 := archsimd.LoadInt64x8((*[8]int64)(block[16:])).AsUint64x8().Sub(from).LessEqual(span).ToBits()
		v3 := archsimd.LoadInt64x8((*[8]int64)(block[24:])).AsUint64x8().Sub(from).LessEqual(span).ToBits()
		v4 := archsimd.LoadInt64x8((*[8]int64)(block[32:])).AsUint64x8().Sub(from).LessEqual(span).ToBits()
		v5 := archsimd.LoadInt64x8((*[8]int64)(block[40:])).AsUint64x8().Sub(from).LessEqual(span).ToBits()
		v6 := archsimd.LoadInt64x8((*[8]int64)(block[48:])).AsUint64x8().Sub(from).LessEqual(span).ToBits()
		v7 := archsimd.LoadInt64x8((*[8]int64)(block[56:])).AsUint64x8().Sub(from).LessEqual(span).ToBits()
		dst[k] = word8(v0, v1, v2, v3, v4, v5, v6, v7)
	}
	archsimd.ClearAVXUpperBits()
}

func word8(a, b, c, d, e, f, g, h uint8) uint64 {
	return (uint64(a) | uint64(b)<<8 | uint64(c)<<16 | uint64(d)<<24) |
		(uint64(e)<<32 | uint64(f)<<40 | uint64(g)<<48 | uint64(h)<<56)
}

func betweenDifference512(dst []uint64, x, y []int64, low int64, width uint64) {
	from, span := archsimd.BroadcastInt64x8(low), archsimd.BroadcastUint64x8(width)
	for k := range dst {
		xs, ys := (*[Block]int64)(x[k*Block:]), (*[Block]int64)(y[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 16 {
			v, u := (*[16]int64)(xs[i:]), (*[16]int64)(ys[i:])
			d := archsimd.LoadInt64x8((*[8]int64)(v[:])).Sub(archsimd.LoadInt64x8((*[8]int64)(u[:])))
			e := archsimd.LoadInt64x8((*[8]int64)(v[8:])).Sub(archsimd.LoadInt64x8((*[8]int64)(u[8:])))
			a := d.Sub(from).AsUint64x8().LessEqual(span).ToBits()
			b := e.Sub(from).AsUint64x8().LessEqual(span).ToBits()
			word |= (uint64(a) | uint64(b)<<8) << (i & 63)
		}
		dst[k] = word
	}
	archsimd.ClearAVXUpperBits()
}

// tableWords512 is the largest bitmap of codes that two registers hold.
const tableWords512 = 16

// table512 puts a bitmap of codes into registers, in parts of 32 bits, each turned over,
// so that a shift to the left by the code brings its bit to the sign.
func table512(table []uint64) (low, high archsimd.Uint32x16) {
	var parts [2 * tableWords512]uint32
	for i, word := range table {
		parts[2*i], parts[2*i+1] = bits.Reverse32(uint32(word)), bits.Reverse32(uint32(word>>32))
	}
	return archsimd.LoadUint32x16((*[16]uint32)(parts[:])), archsimd.LoadUint32x16((*[16]uint32)(parts[16:]))
}

func inSet512(dst []uint64, codes []uint32, set uint64) {
	table, _ := table512([]uint64{set})
	one, bit := archsimd.BroadcastUint32x16(1), archsimd.BroadcastUint32x16(31)
	zero := archsimd.BroadcastInt32x16(0)
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 16 {
			c := archsimd.LoadUint32x16((*[16]uint32)(block[i:]))
			part := table.Permute(c.ShiftAllRight(5).And(one))
			word |= uint64(part.ShiftLeft(c.And(bit)).AsInt32x16().Less(zero).ToBits()) << (i & 63)
		}
		dst[k] = word
	}
	archsimd.ClearAVXUpperBits()
}

// inTable512 leaves a code that the table does not have to the portable loop, which stops
// there.
func inTable512(dst []uint64, codes []uint32, table []uint64) {
	low, high := table512(table)
	bit, zero := archsimd.BroadcastUint32x16(31), archsimd.BroadcastInt32x16(0)
	most := archsimd.BroadcastUint32x16(0)
	for k := range dst {
		block := (*[Block]uint32)(codes[k*Block:])
		var word uint64
		for i := 0; i < Block; i += 16 {
			c := archsimd.LoadUint32x16((*[16]uint32)(block[i:]))
			most = most.Max(c)
			part := low.ConcatPermute(high, c.ShiftAllRight(5))
			word |= uint64(part.ShiftLeft(c.And(bit)).AsInt32x16().Less(zero).ToBits()) << (i & 63)
		}
		dst[k] = word
	}
	beyond := len(dst) > 0 && most.GreaterEqual(archsimd.BroadcastUint32x16(uint32(len(table)*Block))).ToBits() != 0
	archsimd.ClearAVXUpperBits()
	if beyond {
		inTable(dst, codes, table)
	}
}
