package vector

import (
	"math"
	"math/bits"
)

// sum is the portable Sum.
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

// few is how many bits of a word are looked at one by one rather than together with
// those that are not set.
const few = 4

// sumOf is the portable SumOf.
func sumOf(values []int64, mask []uint64) int64 {
	const n = Block / 4
	var total int64
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		if word == math.MaxUint64 {
			total += sum(block[:])
			continue
		}
		if bits.OnesCount64(word) <= few {
			for ; word != 0; word &= word - 1 {
				total += block[bits.TrailingZeros64(word)%Block]
			}
			continue
		}
		// The bit of the value at hand is the uppermost of its quarter.
		w, x, y, z := (*[n]int64)(block[:]), (*[n]int64)(block[n:]), (*[n]int64)(block[2*n:]), (*[n]int64)(block[3*n:])
		p, q, r, s := int64(word<<(3*n)), int64(word<<(2*n)), int64(word<<n), int64(word)
		var a, b, c, d int64
		for i := n - 1; i >= 0; i-- {
			a += w[i] & (p >> 63)
			b += x[i] & (q >> 63)
			c += y[i] & (r >> 63)
			d += z[i] & (s >> 63)
			p, q, r, s = p+p, q+q, r+r, s+s
		}
		total += a + b + c + d
	}
	return total
}

// wideSumOf is the portable WideSumOf.
func wideSumOf(values []int64, mask []uint64) (total Wide) {
	for len(mask) > wideWords {
		total.Join(wideSumOf(values[:wideWords*Block], mask[:wideWords]))
		values, mask = values[wideWords*Block:], mask[wideWords:]
	}
	const n = Block / 2
	var a, b, c, d int64
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		if bits.OnesCount64(word) <= few {
			for ; word != 0; word &= word - 1 {
				v := block[bits.TrailingZeros64(word)%Block]
				a, b = a+v, b+v>>32
			}
			continue
		}
		w, x := (*[n]int64)(block[:]), (*[n]int64)(block[n:])
		p, q := int64(word<<n), int64(word)
		for i := n - 1; i >= 0; i-- {
			v, u := w[i]&(p>>63), x[i]&(q>>63)
			a, b, c, d = a+v, b+v>>32, c+u, d+u>>32
			p, q = p+p, q+q
		}
	}
	total.Join(wideOf(uint64(a+c), b+d))
	return total
}
