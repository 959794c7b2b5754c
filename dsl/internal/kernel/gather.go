package kernel

import (
	"context"
	"slices"

	"github.com/concord-sla/concord/internal/vector"
)

// gathered are the values of groups, in the order in which they were found.
type gathered struct{ chunks [][]groupValue }

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

func (a *gathered) join(o *gathered) { a.chunks = append(a.chunks, o.chunks...) }

// arrange puts the values of each group beside each other.
func (f *GroupsFound) arrange(ctx context.Context) error {
	next := make([]int, len(f.groups)+1)
	total := 0
	for k := range f.groups {
		next[k] = total
		total += int(f.groups[k].matched)
	}
	f.ordered = make([]int64, total)
	for i, chunk := range f.values.chunks {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, v := range chunk {
			f.ordered[next[v.group]] = v.value
			next[v.group]++
		}
		f.values.chunks[i] = nil
	}
	f.starts = next // each is where the next group's begin
	return nil
}

// of is the values of a group.
func (f *GroupsFound) of(group int) []int64 {
	end := f.starts[group]
	return f.ordered[end-int(f.groups[group].matched) : end]
}

// sortValues puts values in order: many are cut into parts of their range first, so that
// the context is looked at in between.
func sortValues(ctx context.Context, values []int64) error {
	if err := ctx.Err(); err != nil {
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
	p := partOf(low, uint64(high-low))
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
		if err := sortValues(ctx, values[starts[i]:starts[i+1]]); err != nil {
			return err
		}
	}
	return nil
}

// Ordered gives the values of a group in order.
func (f *Found) Ordered() *Order { return &Order{n: f.Terms, unit: f.unit, all: f.ordered} }

// sumAll is the sum of values.
func sumAll(values []int64) vector.Wide {
	var sum vector.Wide
	for _, v := range values {
		sum.Add(v)
	}
	return sum
}

// different is how many different values there are among some in order.
func different(ordered []int64) int {
	n := 0
	for i, v := range ordered {
		if i == 0 || v != ordered[i-1] {
			n++
		}
	}
	return n
}
