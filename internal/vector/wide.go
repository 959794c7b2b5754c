package vector

import "math/bits"

// Wide is a sum of whole numbers in 128 bits.
type Wide struct {
	High int64
	Low  uint64
}

// Add adds a number.
func (w *Wide) Add(n int64) {
	low, carry := bits.Add64(w.Low, uint64(n), 0)
	w.Low, w.High = low, w.High+n>>63+int64(carry)
}

// Join adds a sum.
func (w *Wide) Join(o Wide) {
	low, carry := bits.Add64(w.Low, o.Low, 0)
	w.Low, w.High = low, w.High+o.High+int64(carry)
}

// Int64 is the sum, if it fits.
func (w Wide) Int64() (int64, bool) { return int64(w.Low), w.High == int64(w.Low)>>63 }

// wideOf is the sum of fewer than 2^32 numbers, of which the sum without its carries
// and the sum of their upper halves are known: what is not of the upper halves is
// the sum of the lower ones, which fits 64 bits.
func wideOf(sum uint64, halves int64) Wide {
	w := Wide{halves >> 32, uint64(halves) << 32}
	w.Join(Wide{0, sum - uint64(halves)<<32})
	return w
}

// wideWords is how many words of values wideOf is sure of.
const wideWords = 1<<32/Block - 1
