// Package vector is the loops of evaluation over columns: comparisons of whole numbers
// that give a bitmap, sums and extremes under a mask, and what is needed to bring bitmaps
// into line. They know nothing of kinds, units or missing values.
//
// Values come in blocks of 64, one word of a bitmap each: a slice of values has 64 times
// as many elements as there are words, and what stands past the last row that counts is
// masked by the caller.
//
// The loops are written for any machine. Built with GOEXPERIMENT=simd for amd64, those
// that look at every value give way to vector kernels, if the processor has AVX-512 or
// AVX2; the answers are the same.
package vector

// Block is how many values one word of a bitmap tells of.
const Block = 64

// Words returns how many words a bitmap of n values has.
func Words(n int) int { return (n + Block - 1) / Block }
