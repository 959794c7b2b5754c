package exec

import (
	"github.com/concord-sla/concord/dsl/exact"
)

// total adds up numbers. Those that fit a machine word go into one sum. Fractions whose
// denominators differ grow with every one that is added, so that one sum of n of them
// would take time quadratic in n: they are added up like the digits of a binary number,
// pairs of sums of equally many terms first, which is close to linear.
type total struct {
	small exact.Num
	long  []exact.Num // the sum of 2^i long terms at place i, where there is one
	has   []bool
}

func (t *total) add(v exact.Num) {
	if _, _, ok := v.Small(); ok {
		v = t.small.Add(v)
		if _, _, ok := v.Small(); ok {
			t.small = v
			return
		}
		t.small = exact.Num{}
	}
	for i := range t.long {
		if !t.has[i] {
			t.long[i], t.has[i] = v, true
			return
		}
		v = t.long[i].Add(v)
		t.long[i], t.has[i] = exact.Num{}, false
	}
	t.long, t.has = append(t.long, v), append(t.has, true)
}

func (t *total) sum() exact.Num {
	sum := t.small
	for i, v := range t.long {
		if t.has[i] {
			sum = sum.Add(v)
		}
	}
	return sum
}
