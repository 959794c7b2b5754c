//go:build goexperiment.simd && amd64

package vector

import "simd/archsimd"

// What the processor has, asked once. Without any, the portable loops are used.
var (
	hasAVX2   = archsimd.X86.AVX2()
	hasAVX512 = archsimd.X86.AVX512()
)

// Between sets a bit for every value v with low <= v <= low+width, where width is counted
// without sign: every comparison with a constant is of this form.
func Between(dst []uint64, values []int64, low int64, width uint64) {
	switch {
	case hasAVX512:
		between512(dst, values, low, width)
	case hasAVX2:
		between256(dst, values, low, width)
	default:
		between(dst, values, low, width)
	}
}

// BetweenDifference is Between of x - y. The differences have to fit.
func BetweenDifference(dst []uint64, x, y []int64, low int64, width uint64) {
	switch {
	case hasAVX512:
		betweenDifference512(dst, x, y, low, width)
	case hasAVX2:
		betweenDifference256(dst, x, y, low, width)
	default:
		betweenDifference(dst, x, y, low, width)
	}
}

// InSet sets a bit for every code below 64 that is in a set of them.
func InSet(dst []uint64, codes []uint32, set uint64) {
	switch {
	case hasAVX512:
		inSet512(dst, codes, set)
	case hasAVX2:
		inSet256(dst, codes, set)
	default:
		inSet(dst, codes, set)
	}
}

// InTable sets a bit for every code whose bit is set in a bitmap of codes.
func InTable(dst []uint64, codes []uint32, table []uint64) {
	switch {
	case hasAVX512 && len(table) <= tableWords512:
		inTable512(dst, codes, table)
	case hasAVX2 && len(table) <= tableWords256:
		inTable256(dst, codes, table)
	default:
		inTable(dst, codes, table)
	}
}

// Sum adds up values whose sum fits.
func Sum(values []int64) int64 {
	switch {
	case hasAVX512:
		return sum512(values)
	case hasAVX2:
		return sum256(values)
	}
	return sum(values)
}

// SumOf adds up the values whose bit is set, whose sum fits.
func SumOf(values []int64, mask []uint64) int64 {
	switch {
	case hasAVX512:
		return sumOf512(values, mask)
	case hasAVX2:
		return sumOf256(values, mask)
	}
	return sumOf(values, mask)
}

// Sum128Of adds up the values whose bit is set, in 128 bits.
func Sum128Of(values []int64, mask []uint64) Int128 {
	if hasAVX512 {
		return sum128Of512(values, mask)
	}
	return sum128Of(values, mask)
}

// Extremes returns the least and the greatest of the values whose bit is set, or low and
// high when those are less and greater.
func Extremes(values []int64, mask []uint64, low, high int64) (least, greatest int64) {
	if hasAVX512 {
		return extremes512(values, mask, low, high)
	}
	return extremes(values, mask, low, high)
}

// BetweenDifferences is BetweenDifference for two windows.
func BetweenDifferences(dst [2][]uint64, x, y []int64, windows [2]Window) {
	if !hasAVX2 {
		betweenDifferences(dst, x, y, windows)
		return
	}
	for i, w := range windows {
		BetweenDifference(dst[i], x, y, w.Low, w.Width)
	}
}
