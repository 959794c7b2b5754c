// Package vector is the loops of evaluation over columns: comparisons of whole
// numbers that give a bitmap, sums and extremes under a mask, and what is needed
// to bring bitmaps into line. They know nothing of kinds, units or missing values.
//
// Values come in blocks of 64, one word of a bitmap each: a slice of values has 64
// times as many elements as there are words, and what stands past the last row that
// counts is masked by the caller.
package vector

// Block is how many values one word of a bitmap tells of.
const Block = 64

// Words is how many words a bitmap of n values has.
func Words(n int) int { return (n + Block - 1) / Block }

// bit is 1 for true. The compiler makes it without a branch.
func bit(b bool) uint64 {
	var n uint64
	if b {
		n = 1
	}
	return n
}

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

// Bits copies the bits from one on into dst. Words that the bitmap does not have
// are zero.
func Bits(dst, bitmap []uint64, from int) {
	word, shift := from/Block, from%Block
	at := func(i int) uint64 {
		if i < len(bitmap) {
			return bitmap[i]
		}
		return 0
	}
	if shift == 0 {
		for i := range dst {
			dst[i] = at(word + i)
		}
		return
	}
	for i := range dst {
		dst[i] = at(word+i)>>shift | at(word+i+1)<<(Block-shift)
	}
}

// PickBits gathers the bits at some rows. Words that the bitmap does not have are
// zero.
func PickBits(dst, bitmap []uint64, rows []int32) {
	clear(dst)
	for i, row := range rows {
		if word := int(row) / Block; word < len(bitmap) {
			dst[i/Block] |= bitmap[word] >> (uint(row) % Block) & 1 << (i % Block)
		}
	}
}

// Pick gathers the values at some rows.
func Pick[T any](dst, values []T, rows []int32) {
	for i, row := range rows {
		dst[i] = values[row]
	}
}
