package business

import (
	"math/bits"
	"slices"
)

// dayset is a set of days by number that counts its members up to a day in constant time:
// one bit for each day between the first and the last, and the count of bits before each
// word. The holidays of 130 years take 9 kB, which stays in a processor's nearest cache.
type dayset struct {
	base   int64 // day of the first bit
	words  []uint64
	before []uint32 // members in the words before this one; one more entry than words
}

// newDayset makes a set of days in any order, repeated or not.
func newDayset(days []int64) dayset {
	if len(days) == 0 {
		return dayset{before: []uint32{0}}
	}
	base := slices.Min(days)
	n := int((slices.Max(days)-base)/64 + 1)
	s := dayset{base: base, words: make([]uint64, n), before: make([]uint32, n+1)}
	for _, day := range days {
		s.words[(day-base)/64] |= 1 << ((day - base) % 64)
	}
	for i, w := range s.words {
		s.before[i+1] = s.before[i] + uint32(bits.OnesCount64(w))
	}
	return s
}

// has reports whether the day is a member.
func (s *dayset) has(day int64) bool {
	i := day - s.base
	return i >= 0 && i < int64(len(s.words))*64 && s.words[i/64]>>(i%64)&1 == 1
}

// through counts the members up to the day, itself included.
func (s *dayset) through(day int64) int64 {
	i := day - s.base
	switch {
	case i < 0:
		return 0
	case i >= int64(len(s.words))*64:
		return int64(s.before[len(s.words)])
	}
	upTo := s.words[i/64] << (63 - i%64) // drops the days after
	return int64(s.before[i/64]) + int64(bits.OnesCount64(upTo))
}
