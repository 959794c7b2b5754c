package vector

import "math/bits"

// extremes returns the portable Extremes. Few blocks have a value that is less or greater
// than all before, so each is only asked whether it has.
func extremes(values []int64, mask []uint64, low, high int64) (least, greatest int64) {
	for k, word := range mask {
		block := (*[Block]int64)(values[k*Block:])
		if bits.OnesCount64(word) <= 4*few {
			for ; word != 0; word &= word - 1 {
				v := block[bits.TrailingZeros64(word)%Block]
				low, high = min(low, v), max(high, v)
			}
			continue
		}
		if low <= high {
			count := uint64(high) - uint64(low) + 1
			if count == 0 { // from the least number there is to the greatest
				break
			}
			if word&^within(block, low, count) == 0 {
				continue
			}
		}
		low, high = extremesOf(block, word, low, high)
	}
	return low, high
}

// extremesOf is Extremes of a block, of which at least one bit is set. The values whose
// bit is not set are taken for the first whose bit is.
func extremesOf(block *[Block]int64, word uint64, low, high int64) (least, greatest int64) {
	first := block[bits.TrailingZeros64(word)%Block]
	lows, highs := low, high
	for i := 0; i < Block; i += 4 {
		v, m := (*[4]int64)(block[i:]), &masks[word%16]
		x, y := (v[0]^first)&m[0]^first, (v[1]^first)&m[1]^first
		low, high, lows, highs = min(low, x), max(high, x), min(lows, y), max(highs, y)
		x, y = (v[2]^first)&m[2]^first, (v[3]^first)&m[3]^first
		low, high, lows, highs = min(low, x), max(high, x), min(lows, y), max(highs, y)
		word >>= 4
	}
	return min(low, lows), max(high, highs)
}
