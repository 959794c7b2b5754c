package outage

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// run is a part of a line of time in nanoseconds since 1970 UTC, to not within. A line
// has its runs in order and not touching, with weights above zero.
type run struct {
	from, to int64
	weight   Weight
	outage   int // the outage that decides, by its place in the [Record]
}

// heavier says which of two runs decides where both are: the heavier, then the one listed
// first.
func (r run) heavier(other run) bool {
	switch {
	case other.weight.less(r.weight):
		return true
	case r.weight.less(other.weight):
		return false
	}
	return r.outage < other.outage
}

// union makes a line of runs that overlap: at each instant the heaviest decides.
func union(runs []run) []run {
	runs = slices.Clone(runs)
	slices.SortFunc(runs, func(a, b run) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.outage, b.outage)) })
	var line []run
	var over byWeight // runs that have begun; those that have ended stay until they come up
	at := int64(math.MinInt64)
	for next := 0; next < len(runs) || len(over) > 0; {
		for len(over) > 0 && over[0].to <= at {
			heap.Pop(&over)
		}
		if len(over) == 0 {
			if next == len(runs) {
				break
			}
			at = max(at, runs[next].from)
		}
		for next < len(runs) && runs[next].from <= at {
			if runs[next].to > at {
				heap.Push(&over, runs[next])
			}
			next++
		}
		if len(over) == 0 {
			continue
		}
		until := over[0].to
		if next < len(runs) {
			until = min(until, runs[next].from)
		}
		line = put(line, run{at, until, over[0].weight, over[0].outage})
		at = until
	}
	return line
}

// byWeight is a heap with the run that decides at the top.
type byWeight []run

func (h byWeight) Len() int           { return len(h) }
func (h byWeight) Less(i, j int) bool { return h[i].heavier(h[j]) }
func (h byWeight) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byWeight) Push(x any)        { *h = append(*h, x.(run)) }
func (h *byWeight) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// join makes one line of two: where both are the heavier decides or, in parallel, the
// lighter, and where one is it does or, in parallel, nothing is.
func join(a, b []run, parallel bool) []run {
	var line []run
	at := int64(math.MinInt64)
	for {
		for len(a) > 0 && a[0].to <= at {
			a = a[1:]
		}
		for len(b) > 0 && b[0].to <= at {
			b = b[1:]
		}
		if len(a) == 0 && len(b) == 0 || parallel && (len(a) == 0 || len(b) == 0) {
			return line
		}
		// The next change: where a run begins or ends.
		until, inA, inB := int64(math.MaxInt64), false, false
		look := func(r []run, in *bool) {
			switch {
			case len(r) == 0:
			case r[0].from <= at:
				*in = true
				until = min(until, r[0].to)
			default:
				until = min(until, r[0].from)
			}
		}
		look(a, &inA)
		look(b, &inB)
		switch {
		case inA && inB:
			decides := a[0]
			if a[0].heavier(b[0]) == parallel {
				decides = b[0]
			}
			line = put(line, run{at, until, decides.weight, decides.outage})
		case inA && !parallel:
			line = put(line, run{at, until, a[0].weight, a[0].outage})
		case inB && !parallel:
			line = put(line, run{at, until, b[0].weight, b[0].outage})
		}
		at = until
	}
}

// put adds a run to a line, as one with the last where they meet and are the same.
func put(line []run, r run) []run {
	if r.from >= r.to || r.weight.Num == 0 {
		return line
	}
	if last := len(line) - 1; last >= 0 && line[last].to == r.from && line[last].weight == r.weight && line[last].outage == r.outage {
		line[last].to = r.to
		return line
	}
	return append(line, r)
}

// differing returns when two lines differ in weight.
func differing(a, b []run) (line []timeRange) {
	at := int64(math.MinInt64)
	for {
		for len(a) > 0 && a[0].to <= at {
			a = a[1:]
		}
		for len(b) > 0 && b[0].to <= at {
			b = b[1:]
		}
		if len(a) == 0 && len(b) == 0 {
			return line
		}
		until := int64(math.MaxInt64)
		weight := func(r []run) Weight {
			switch {
			case len(r) == 0:
			case r[0].from <= at:
				until = min(until, r[0].to)
				return r[0].weight
			default:
				until = min(until, r[0].from)
			}
			return Weight{0, 1}
		}
		inA, inB := weight(a), weight(b)
		switch last := len(line) - 1; {
		case !inA.less(inB) && !inB.less(inA):
		case last >= 0 && line[last].to == at:
			line[last].to = until
		default:
			line = append(line, timeRange{at, until})
		}
		at = until
	}
}
