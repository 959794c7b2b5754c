package vector

import "math/bits"

// extremes is the portable Extremes. Few blocks have a value that is less or greater
// than all before, so each is only asked whether it has.
func extremes(values []int64, mask []uint64, low, high int64) (least, greatest int64) {
	for k, word := range mask {
		if word == 0 {
			continue
		}
		block := (*[Block]int64)(values[k*Block:])
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

// extremesOf is Extremes of a block, of which at least one bit is set. The values
// whose bit is not set are taken for the first whose bit is.
func extremesOf(block *[Block]int64, word uint64, low, high int64) (least, greatest int64) {
	first := block[bits.TrailingZeros64(word)%Block]
	const n = Block / 2
	x, y := (*[n]int64)(block[:]), (*[n]int64)(block[n:])
	p, q := int64(word<<n), int64(word)
	lows, highs := low, high
	for i := n - 1; i >= 0; i-- {
		v, u := (x[i]^first)&(p>>63)^first, (y[i]^first)&(q>>63)^first
		low, high = min(low, v), max(high, v)
		lows, highs = min(lows, u), max(highs, u)
		p, q = p+p, q+q
	}
	return min(low, lows), max(high, highs)
}
