package vector

import (
	"math"
	"math/bits"
)

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

// Sum adds up values whose sum fits.
func Sum(values []int64) int64 {
	var a, b, c, d int64
	for len(values) >= 8 {
		v := (*[8]int64)(values)
		a += v[0] + v[4]
		b += v[1] + v[5]
		c += v[2] + v[6]
		d += v[3] + v[7]
		values = values[8:]
	}
	for _, v := range values {
		a += v
	}
	return a + b + c + d
}

// SumOf adds up the values whose bit is set, whose sum fits.
func SumOf(values []int64, mask []uint64) int64 {
	var total int64
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		switch word {
		case 0:
		case math.MaxUint64:
			total += Sum(block[:])
		default:
			var a, b, c, d int64
			for i := 0; i < Block; i += 8 {
				v, m := (*[8]int64)(block[i:]), word>>(i&63)
				a += v[0]&-int64(m&1) + v[4]&-int64(m>>4&1)
				b += v[1]&-int64(m>>1&1) + v[5]&-int64(m>>5&1)
				c += v[2]&-int64(m>>2&1) + v[6]&-int64(m>>6&1)
				d += v[3]&-int64(m>>3&1) + v[7]&-int64(m>>7&1)
			}
			total += a + b + c + d
		}
	}
	return total
}

// WideSumOf adds up the values whose bit is set, in 128 bits.
func WideSumOf(values []int64, mask []uint64) (total Wide) {
	for k, word := range mask {
		for ; word != 0; word &= word - 1 {
			total.Add(values[k*Block+bits.TrailingZeros64(word)])
		}
	}
	return total
}

// Extremes are the least and the greatest of the values whose bit is set, or low
// and high when those are less and greater.
func Extremes(values []int64, mask []uint64, low, high int64) (least, greatest int64) {
	for k, word := range mask {
		if word == math.MaxUint64 {
			for _, v := range (*[Block]int64)(values[k*Block:]) {
				low, high = min(low, v), max(high, v)
			}
			continue
		}
		for ; word != 0; word &= word - 1 {
			v := values[k*Block+bits.TrailingZeros64(word)]
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high
}

// Count is how many bits are set.
func Count(mask []uint64) int {
	n := 0
	for _, word := range mask {
		n += bits.OnesCount64(word)
	}
	return n
}
