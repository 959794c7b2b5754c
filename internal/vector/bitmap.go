package vector

import "math/bits"

// First sets the first n bits of a bitmap and clears the rest.
func First(mask []uint64, n int) {
	for i := range mask {
		switch {
		case n >= Block:
			mask[i] = ^uint64(0)
		case n > 0:
			mask[i] = 1<<n - 1
		default:
			mask[i] = 0
		}
		n -= Block
	}
}

// Count returns how many bits are set.
func Count(mask []uint64) int {
	n := 0
	for _, word := range mask {
		n += bits.OnesCount64(word)
	}
	return n
}

// Bits copies the bits from one on into dst. Words that the bitmap does not have are
// zero.
func Bits(dst, bitmap []uint64, from int) {
	bitmap = bitmap[min(from/Block, len(bitmap)):]
	shift := uint(from % Block)
	if shift == 0 {
		clear(dst[copy(dst, bitmap):])
		return
	}
	n := min(len(dst), max(len(bitmap)-1, 0)) // those that have a word after them
	if n > 0 {
		word := bitmap[0]
		for i, next := range bitmap[1 : n+1] {
			dst[i] = word>>shift | next<<(Block-shift)
			word = next
		}
	}
	if n < len(dst) && n < len(bitmap) {
		dst[n] = bitmap[n] >> shift
		n++
	}
	clear(dst[n:])
}

// PickBits gathers the bits at some rows. Words that the bitmap does not have are zero.
func PickBits(dst, bitmap []uint64, rows []int32) {
	for k := range dst {
		some := rows[:min(Block, len(rows))]
		rows = rows[len(some):]
		var word uint64
		for i := len(some) - 1; i >= 0; i-- {
			word += word
			row := uint(some[i])
			if at := row / Block; at < uint(len(bitmap)) {
				word |= bitmap[at] >> (row % Block) & 1
			}
		}
		dst[k] = word
	}
}

// Pick gathers the values at some rows.
func Pick[T any](dst, values []T, rows []int32) {
	dst = dst[:len(rows)]
	for i, row := range rows {
		dst[i] = values[uint32(row)] // a row is not negative
	}
}
