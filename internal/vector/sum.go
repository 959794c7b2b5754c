package vector

import (
	"math/bits"
)

// sum returns the portable Sum.
func sum(values []int64) int64 {
	var a, b, c, d int64
	for len(values) >= 16 {
		v := (*[16]int64)(values)
		a += v[0] + v[4] + v[8] + v[12]
		b += v[1] + v[5] + v[9] + v[13]
		c += v[2] + v[6] + v[10] + v[14]
		d += v[3] + v[7] + v[11] + v[15]
		values = values[16:]
	}
	for _, v := range values {
		a += v
	}
	return a + b + c + d
}

// few is how many bits of a word are looked at one by one rather than all together. It is
// so small that with a tenth of the bits set a branch is seldom taken amiss.
const few = 2

// sumOf returns the portable SumOf.
func sumOf(values []int64, mask []uint64) int64 {
	var total int64
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		switch n := bits.OnesCount64(word); {
		case n <= few:
			total += fewOf(block, word)
		case n >= Block-few:
			total += sum(block[:]) - fewOf(block, ^word)
		default:
			total += someOf(block, word)
		}
	}
	return total
}

func fewOf(block *[Block]int64, word uint64) (total int64) {
	for ; word != 0; word &= word - 1 {
		total += block[bits.TrailingZeros64(word)%Block]
	}
	return total
}

// masks has four numbers for every four bits: all ones for a bit that is set.
var masks = [16][4]int64{
	{}, {-1}, {0, -1}, {-1, -1}, {0, 0, -1}, {-1, 0, -1}, {0, -1, -1}, {-1, -1, -1},
	{3: -1}, {-1, 3: -1}, {0, -1, 3: -1}, {-1, -1, 3: -1}, {0, 0, -1, -1}, {-1, 0, -1, -1}, {0, -1, -1, -1}, {-1, -1, -1, -1},
}

func someOf(block *[Block]int64, word uint64) int64 {
	var a, b, c, d int64
	for i := 0; i < Block; i += 8 {
		v, m, n := (*[8]int64)(block[i:]), &masks[word%16], &masks[word>>4%16]
		a += v[0] & m[0]
		b += v[1] & m[1]
		c += v[2] & m[2]
		d += v[3] & m[3]
		a += v[4] & n[0]
		b += v[5] & n[1]
		c += v[6] & n[2]
		d += v[7] & n[3]
		word >>= 8
	}
	return a + b + c + d
}

// sum128Of returns the portable Sum128Of.
func sum128Of(values []int64, mask []uint64) (total Int128) {
	for len(mask) > maxSum128Words {
		total.Join(sum128Of(values[:maxSum128Words*Block], mask[:maxSum128Words]))
		values, mask = values[maxSum128Words*Block:], mask[maxSum128Words:]
	}
	var sum, halves int64
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		if bits.OnesCount64(word) <= few {
			for ; word != 0; word &= word - 1 {
				v := block[bits.TrailingZeros64(word)%Block]
				sum, halves = sum+v, halves+v>>32
			}
			continue
		}
		s, h := someHalvesOf(block, word)
		sum, halves = sum+s, halves+h
	}
	total.Join(int128Of(uint64(sum), halves))
	return total
}

// someHalvesOf returns the sum of values without its carries, and of their upper halves.
func someHalvesOf(block *[Block]int64, word uint64) (sum, halves int64) {
	var a, b, c, d int64
	for i := 0; i < Block; i += 4 {
		v, m := (*[4]int64)(block[i:]), &masks[word%16]
		x, y := v[0]&m[0], v[1]&m[1]
		a, b, c, d = a+x, b+x>>32, c+y, d+y>>32
		x, y = v[2]&m[2], v[3]&m[3]
		a, b, c, d = a+x, b+x>>32, c+y, d+y>>32
		word >>= 4
	}
	return a + c, b + d
}

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

// Int64 returns the sum, if it fits.
func (w Int128) Int64() (int64, bool) { return int64(w.Low), w.High == int64(w.Low)>>63 }

// int128Of returns the sum of fewer than 2^32 numbers, of which the sum without its
// carries and the sum of their upper halves are known: what is not of the upper halves is
// the sum of the lower ones, which fits 64 bits.
func int128Of(sum uint64, halves int64) Int128 {
	w := Int128{halves >> 32, uint64(halves) << 32}
	w.Join(Int128{0, sum - uint64(halves)<<32})
	return w
}

// maxSum128Words is how many words of values wideOf is sure of.
const maxSum128Words = 1<<32/Block - 1
