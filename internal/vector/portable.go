//go:build !(goexperiment.simd && amd64)

package vector

// Between sets a bit for every value v with low <= v <= low+width, where width is counted
// without sign: every comparison with a constant is of this form.
func Between(dst []uint64, values []int64, low int64, width uint64) {
	between(dst, values, low, width)
}

// BetweenDifference is Between of x - y. The differences have to fit.
func BetweenDifference(dst []uint64, x, y []int64, low int64, width uint64) {
	betweenDifference(dst, x, y, low, width)
}

// InSet sets a bit for every code below 64 that is in a set of them.
func InSet(dst []uint64, codes []uint32, set uint64) { inSet(dst, codes, set) }

// InTable sets a bit for every code whose bit is set in a bitmap of codes.
func InTable(dst []uint64, codes []uint32, table []uint64) { inTable(dst, codes, table) }

// Sum adds up values whose sum fits.
func Sum(values []int64) int64 { return sum(values) }

// SumOf adds up the values whose bit is set, whose sum fits.
func SumOf(values []int64, mask []uint64) int64 { return sumOf(values, mask) }

// Sum128Of adds up the values whose bit is set, in 128 bits.
func Sum128Of(values []int64, mask []uint64) Int128 { return sum128Of(values, mask) }

// Extremes returns the least and the greatest of the values whose bit is set, or low and
// high when those are less and greater.
func Extremes(values []int64, mask []uint64, low, high int64) (least, greatest int64) {
	return extremes(values, mask, low, high)
}

// BetweenDifferences is BetweenDifference for two windows.
func BetweenDifferences(dst [2][]uint64, x, y []int64, windows [2]Window) {
	betweenDifferences(dst, x, y, windows)
}
