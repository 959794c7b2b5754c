package kernel

import (
	"slices"

	"github.com/concord-sla/concord/internal/vector"
)

// gathered are the values of groups: in the order of their rows, and group by group after
// that.
type gathered struct {
	chunks  [][]groupValue
	ordered []int64
	ends    []int // by the group's number: where its values end
}

type groupValue struct {
	value int64
	group uint32
}

const chunkValues = 1 << 14

func (a *gathered) add(group uint32, value int64) {
	last := len(a.chunks) - 1
	if last < 0 || len(a.chunks[last]) == chunkValues {
		a.chunks, last = append(a.chunks, make([]groupValue, 0, chunkValues)), last+1
	}
	a.chunks[last] = append(a.chunks[last], groupValue{value, group})
}

// join takes in what another goroutine gathered, whose groups have other numbers.
func (a *gathered) join(stopped func() error, o *gathered, mine []uint32) error {
	for _, chunk := range o.chunks {
		if err := stopped(); err != nil {
			return err
		}
		for i := range chunk {
			chunk[i].group = mine[chunk[i].group]
		}
	}
	a.chunks = append(a.chunks, o.chunks...)
	return nil
}

// arrange puts the values of each of so many groups beside each other.
func (a *gathered) arrange(stopped func() error, groups int) error {
	a.ends = make([]int, groups+1)
	total := 0
	for _, chunk := range a.chunks {
		total += len(chunk)
		for _, v := range chunk {
			a.ends[v.group+1]++ // the values of the group before it
		}
		if err := stopped(); err != nil {
			return err
		}
	}
	for group := range groups {
		a.ends[group+1] += a.ends[group]
	}
	a.ordered = make([]int64, total)
	for i, chunk := range a.chunks {
		if err := stopped(); err != nil {
			return err
		}
		for _, v := range chunk {
			a.ordered[a.ends[v.group]] = v.value
			a.ends[v.group]++ // where they begin turns into where they end
		}
		a.chunks[i] = nil
	}
	return nil
}

// of returns the values of a group.
func (a *gathered) of(group int) []int64 {
	from := 0
	if group > 0 {
		from = a.ends[group-1]
	}
	return a.ordered[from:a.ends[group]]
}

// sortValues puts values in order: many are divided into intervals of their range first,
// so that the context is looked at in between.
func sortValues(stopped func() error, values []int64) error {
	if err := stopped(); err != nil {
		return err
	}
	if len(values) <= collected {
		slices.Sort(values)
		return nil
	}
	low, high := slices.Min(values), slices.Max(values)
	if low == high {
		return nil
	}
	p := rangeOf(low, uint64(high-low))
	var starts [buckets + 1]int
	for _, v := range values {
		starts[uint64(v-p.low)>>p.shift+1]++
	}
	for i := range buckets {
		starts[i+1] += starts[i]
	}
	some, next := make([]int64, len(values)), starts
	for _, v := range values {
		i := uint64(v-p.low) >> p.shift
		some[next[i]] = v
		next[i]++
	}
	copy(values, some)
	for i := range buckets {
		if err := sortValues(stopped, values[starts[i]:starts[i+1]]); err != nil {
			return err
		}
	}
	return nil
}

// Ordered returns the values of a group in order.
func (f *Result) Ordered() *Order { return &Order{n: f.Terms, unit: f.unit, all: f.ordered} }

// sumAll returns the sum of values.
func sumAll(values []int64) vector.Int128 {
	var sum vector.Int128
	for _, v := range values {
		sum.Add(v)
	}
	return sum
}

// different returns how many different values there are among some in order.
func different(ordered []int64) int {
	n := 0
	for i, v := range ordered {
		if i == 0 || v != ordered[i-1] {
			n++
		}
	}
	return n
}
