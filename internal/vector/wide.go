package vector

import "math/bits"

// Int128 is a sum of whole numbers in 128 bits.
type Int128 struct {
	High int64
	Low  uint64
}

// Add adds a number.
func (w *Int128) Add(n int64) {
	low, carry := bits.Add64(w.Low, uint64(n), 0)
	w.Low, w.High = low, w.High+n>>63+int64(carry)
}

// Join adds a sum.
func (w *Int128) Join(o Int128) {
	low, carry := bits.Add64(w.Low, o.Low, 0)
	w.Low, w.High = low, w.High+o.High+int64(carry)
}

// Int64 is the sum, if it fits.
func (w Int128) Int64() (int64, bool) { return int64(w.Low), w.High == int64(w.Low)>>63 }

// int128Of is the sum of fewer than 2^32 numbers, of which the sum without its carries
// and the sum of their upper halves are known: what is not of the upper halves is
// the sum of the lower ones, which fits 64 bits.
func int128Of(sum uint64, halves int64) Int128 {
	w := Int128{halves >> 32, uint64(halves) << 32}
	w.Join(Int128{0, sum - uint64(halves)<<32})
	return w
}

// maxSum128Words is how many words of values wideOf is sure of.
const maxSum128Words = 1<<32/Block - 1
