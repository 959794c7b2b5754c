package decide

import (
	"cmp"
	"math"
	"slices"

	"github.com/concord-sla/concord/dsl/exact"
)

// boundary is a place between values: just before or just after a number, or before or
// after all of them. Open and closed ends of intervals are one ordering of boundaries,
// and an interval is what lies between two of them.
type boundary struct {
	value    exact.Num
	infinite int8 // -1 before all values, 1 after all, 0 at value
	after    bool
}

var (
	beforeAll = boundary{infinite: -1}
	afterAll  = boundary{infinite: 1}
)

func before(v exact.Num) boundary { return boundary{value: v} }
func after(v exact.Num) boundary  { return boundary{value: v, after: true} }

func (c boundary) compare(o boundary) int {
	if c.infinite != 0 || o.infinite != 0 {
		return int(c.infinite) - int(o.infinite)
	}
	if order := c.value.Cmp(o.value); order != 0 {
		return order
	}
	switch {
	case c.after == o.after:
		return 0
	case o.after:
		return -1
	}
	return 1
}

// interval holds the values between two boundaries; from is before to.
type interval struct{ from, to boundary }

// set is a union of intervals in order, none touching the next.
type set []interval

var everything = set{{beforeAll, afterAll}}

func between(from, to boundary) set {
	if from.compare(to) >= 0 {
		return nil
	}
	return set{{from, to}}
}

func (s set) complement() set {
	out := make(set, 0, len(s)+1)
	at := beforeAll
	for _, i := range s {
		if at.compare(i.from) < 0 {
			out = append(out, interval{at, i.from})
		}
		at = i.to
	}
	if at.compare(afterAll) < 0 {
		out = append(out, interval{at, afterAll})
	}
	return out
}

func (s set) intersect(o set) set {
	switch {
	case s.all():
		return o
	case o.all():
		return s
	}
	out := make(set, 0, max(len(s), len(o)))
	for i, j := 0, 0; i < len(s) && j < len(o); {
		from, to := s[i].from, s[i].to
		if o[j].from.compare(from) > 0 {
			from = o[j].from
		}
		if o[j].to.compare(to) < 0 {
			to = o[j].to
		}
		if from.compare(to) < 0 {
			out = append(out, interval{from, to})
		}
		if s[i].to.compare(o[j].to) < 0 {
			i++
		} else {
			j++
		}
	}
	return out
}

func (s set) union(o set) set { return unionOf([]set{s, o}) }

// unionOf returns the union of many sets.
func unionOf(sets []set) set {
	n := 0
	for _, s := range sets {
		n += len(s)
	}
	all := make([]interval, 0, n)
	for _, s := range sets {
		all = append(all, s...)
	}
	if len(all) == 0 {
		return nil
	}
	return merge(all)
}

// merge returns the union of intervals, which it puts in order in their place.
func merge(all []interval) set {
	if len(all) < 12 || !sortByKeys(all) {
		slices.SortFunc(all, func(a, b interval) int { return a.from.compare(b.from) })
	}
	out := all[:0]
	for _, i := range all {
		last := len(out) - 1
		switch {
		case last < 0 || i.from.compare(out[last].to) > 0:
			out = append(out, i)
		case i.to.compare(out[last].to) > 0:
			out[last].to = i.to
		}
	}
	return out
}

// sortByKeys sorts intervals by where they begin when that fits one machine word for all
// of them, which is quicker than comparing boundaries; false when it does not.
func sortByKeys(all []interval) bool {
	type keyed struct {
		key int64
		at  int
	}
	most := uint8(0)
	for i := range all {
		if _, places, ok := all[i].from.value.Small(); ok {
			most = max(most, places)
		}
	}
	keys := make([]keyed, len(all))
	for i := range all {
		c := &all[i].from
		key := int64(c.infinite) * (1 << 62) // all others are nearer to zero
		if c.infinite == 0 {
			n, places, ok := c.value.Small()
			for ; ok && places < most; places++ {
				n, ok = n*10, n < 1<<56 && n > -1<<56
			}
			if !ok || n >= 1<<60 || n <= -1<<60 {
				return false
			}
			if key = 2 * n; c.after {
				key++
			}
		}
		keys[i] = keyed{key, i}
	}
	slices.SortFunc(keys, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	for i := range keys { // each cycle of the permutation once
		moved := all[i]
		for at := i; keys[at].at >= 0; {
			next := keys[at].at
			keys[at].at = -1
			if next == i {
				all[at] = moved
				break
			}
			all[at] = all[next]
			at = next
		}
	}
	return true
}

func (s set) equal(o set) bool {
	return slices.EqualFunc(s, o, func(a, b interval) bool {
		return a.from.compare(b.from) == 0 && a.to.compare(b.to) == 0
	})
}

// holds reports whether a number is in the set.
func (s set) holds(v exact.Num) bool {
	at := before(v)
	i, found := slices.BinarySearchFunc(s, at, func(i interval, at boundary) int { return i.from.compare(at) })
	return found || i > 0 && s[i-1].to.compare(at) > 0
}

// minus returns what is in the one set and not in the other.
func (s set) minus(o set) set {
	out := make(set, 0, len(s)+len(o))
	j := 0
	for _, i := range s {
		at := i.from
		for ; j < len(o) && o[j].from.compare(i.to) < 0; j++ {
			if at.compare(o[j].from) < 0 {
				out = append(out, interval{at, o[j].from})
			}
			if at.compare(o[j].to) < 0 {
				at = o[j].to
			}
			if at.compare(i.to) >= 0 {
				break // it may reach into the next interval
			}
		}
		if at.compare(i.to) < 0 {
			out = append(out, interval{at, i.to})
		}
	}
	return out
}

// all reports whether the set is all numbers.
func (s set) all() bool { return len(s) == 1 && s[0].from.infinite < 0 && s[0].to.infinite > 0 }

func (s set) empty() bool { return len(s) == 0 }

// snap brings every end to a grid of the given step, on which all values lie: a gap
// between two neighbours of the grid holds nothing.
func (s set) snap(step exact.Num) set {
	var out set
	for _, i := range s {
		out = append(out, between(snapBoundary(i.from, step), snapBoundary(i.to, step))...)
	}
	return unionOf([]set{out}) // joins intervals that now touch
}

// snapBoundary moves a boundary to just before the next value of the grid.
func snapBoundary(c boundary, step exact.Num) boundary {
	if c.infinite != 0 {
		return c
	}
	up, on := onGrid(c.value, step)
	if c.after && on {
		up = up.Add(exact.Int(1))
	}
	return before(up.Mul(step))
}

// onGrid returns the least whole number of steps that is not below a value, and whether
// it is the value itself. What fits a machine word is divided there.
func onGrid(v, step exact.Num) (up exact.Num, on bool) {
	n, places, small := v.Small()
	m, stepPlaces, smallStep := step.Small()
	for ; small && places < stepPlaces && n < math.MaxInt64/10 && n > math.MinInt64/10; places++ {
		n *= 10
	}
	for ; smallStep && stepPlaces < places && m < math.MaxInt64/10; stepPlaces++ {
		m *= 10
	}
	if small && smallStep && places == stepPlaces && m > 0 {
		q := n / m
		if on = q*m == n; !on && n > 0 {
			q++ // the quotient was cut off towards zero
		}
		return exact.Int(q), on
	}
	q, _ := v.Quo(step)
	up = q.Round(0, exact.Ceiling)
	return up, up.Cmp(q) == 0
}

// beforeRounding returns the set of values that are in s once they are rounded half even
// to so many decimal places. The tie between two neighbours of the grid goes to the even
// one.
func (s set) beforeRounding(places int) set {
	step := exact.Int(1)
	for range places {
		step, _ = step.Quo(exact.Int(10))
	}
	half, _ := step.Quo(exact.Int(2))
	even := func(on exact.Num) bool {
		n, _ := on.Quo(step)
		q, _ := n.Quo(exact.Int(2))
		return q.IsInt()
	}
	var out set
	for _, i := range s.snap(step) { // from before one value of the grid to before another
		from, to := i.from, i.to
		if from.infinite == 0 {
			from = boundary{value: from.value.Sub(half), after: !even(from.value)}
		}
		if to.infinite == 0 {
			last := to.value.Sub(step)
			to = boundary{value: last.Add(half), after: even(last)}
		}
		out = append(out, between(from, to)...)
	}
	return unionOf([]set{out}) // joins intervals that now touch
}

// simplest returns a value of a set that is easy to check by hand: an end that belongs to
// the set, else the number with the fewest digits inside.
func (s set) simplest(step *exact.Num) (exact.Num, bool) {
	for _, i := range s {
		if i.from.infinite == 0 && !i.from.after {
			return i.from.value, true
		}
		if i.to.infinite == 0 && i.to.after {
			return i.to.value, true
		}
		if step != nil && i.to.infinite == 0 {
			return i.to.value.Sub(*step), true
		}
	}
	for _, i := range s {
		if v, ok := inside(i); ok {
			return v, true
		}
	}
	return exact.Num{}, false
}

// inside returns a number of an open interval with as few decimal places as can be.
func inside(i interval) (exact.Num, bool) {
	one := exact.Int(1)
	switch {
	case i.from.infinite != 0 && i.to.infinite != 0:
		return exact.Int(0), true
	case i.from.infinite != 0:
		return i.to.value.Round(0, exact.Floor).Sub(one), true
	case i.to.infinite != 0:
		return i.from.value.Round(0, exact.Ceiling).Add(one), true
	}
	for places := range 40 {
		unit := exact.Scaled(1, uint8(min(places, 18)))
		for range max(0, places-18) {
			unit, _ = unit.Quo(exact.Int(10))
		}
		v := i.from.value.Round(places, exact.Floor).Add(unit)
		if before(v).compare(i.from) >= 0 && after(v).compare(i.to) <= 0 {
			return v, true
		}
	}
	sum := i.from.value.Add(i.to.value)
	return sum.Quo(exact.Int(2))
}

// endsInside reports whether an end of an interval belongs to the set.
func (s set) endsInside() bool {
	return slices.ContainsFunc(s, func(i interval) bool {
		return i.from.infinite == 0 && !i.from.after || i.to.infinite == 0 && i.to.after
	})
}

// multipleIn returns a multiple of a unit in an interval, the one nearest to an end.
func multipleIn(i interval, unit exact.Num) (exact.Num, bool) {
	of := set{i}.snap(unit)
	switch {
	case of.empty():
		return exact.Num{}, false
	case of[0].from.infinite == 0:
		return of[0].from.value, true
	case of[0].to.infinite == 0:
		return of[0].to.value.Sub(unit), true
	}
	return exact.Int(0), true
}
