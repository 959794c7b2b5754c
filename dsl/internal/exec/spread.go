package exec

import (
	"math"
	"math/bits"

	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// spread counts values by their size, in 64 steps from each power of two to the next, so
// that a value is known to 1/64 of it.
type spread struct {
	places uint8 // the values are counted in units of 10^-places, rounded down
	n      [2][spreadSteps]int32
}

const (
	stepBits    = 6
	spreadSteps = (64 - stepBits + 1) << stepBits
)

func newSpread(t kinds.Type) *spread {
	switch t.Kind {
	case kinds.Duration, kinds.Instant, kinds.Date:
		return &spread{}
	}
	return &spread{places: 6}
}

// unit returns a value in units, rounded down; what does not fit is the greatest or least
// there is.
func (s *spread) unit(v exact.Num) int64 {
	if n, scale, small := v.Small(); small && scale <= s.places {
		for range s.places - scale {
			if n > math.MaxInt64/10 || n < math.MinInt64/10 {
				return edge(n)
			}
			n *= 10
		}
		return n
	}
	if n, ok := v.Mul(exact.Int(pow10(s.places))).Round(0, exact.Floor).Int64(); ok {
		return n
	}
	return edge(int64(v.Sign()))
}

func edge(sign int64) int64 {
	if sign < 0 {
		return math.MinInt64
	}
	return math.MaxInt64
}

// stepOf returns the place of a size: of its leading bits.
func stepOf(size uint64) int {
	if size < 1<<stepBits {
		return int(size)
	}
	shift := bits.Len64(size) - stepBits - 1
	return (shift+1)<<stepBits + int(size>>shift)&(1<<stepBits-1)
}

// from returns the least size of a step.
func from(step int) uint64 {
	if step < 1<<stepBits {
		return uint64(step)
	}
	shift := step>>stepBits - 1
	return (1<<stepBits + uint64(step)&(1<<stepBits-1)) << shift
}

func (s *spread) count(v exact.Num, by int) {
	u := s.unit(v)
	if u < 0 {
		s.n[1][stepOf(uint64(-(u + 1)))] += int32(by) // -1 is of size 0
		return
	}
	s.n[0][stepOf(uint64(u))] += int32(by)
}

func (s *spread) join(o *spread) {
	for sign := range s.n {
		for i, n := range o.n[sign] {
			s.n[sign][i] += n
		}
	}
}

// spreadOrder is values in order, each as the least or the greatest that it may be.
type spreadOrder struct {
	*spread
	terms int
	high  bool
	known bool // whether all that were asked for have bounds
}

func (o *spreadOrder) len() int { return o.terms }

func (o *spreadOrder) sum(from, to int) exact.Num { return sumOf(o, from, to) }

func (o *spreadOrder) at(place int) exact.Num {
	for step := spreadSteps - 1; step >= 0; step-- { // negative values, the largest size first
		if place -= int(o.n[1][step]); place < 0 {
			if o.high {
				return o.value(-int64(from(step)))
			}
			return o.edge(step, func(past int64) int64 { return -past })
		}
	}
	for step := range spreadSteps {
		if place -= int(o.n[0][step]); place < 0 {
			if !o.high {
				return o.value(int64(from(step)))
			}
			return o.edge(step, func(past int64) int64 { return past })
		}
	}
	o.known = false
	return exact.Num{}
}

// edge returns the end of a step away from zero, when it has one.
func (o *spreadOrder) edge(step int, signed func(past int64) int64) exact.Num {
	if step+1 >= spreadSteps || from(step+1) > math.MaxInt64 {
		o.known = false
		return exact.Num{}
	}
	return o.value(signed(int64(from(step + 1))))
}

func (o *spreadOrder) value(units int64) exact.Num { return exact.Scaled(units, o.places) }
