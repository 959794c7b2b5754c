package exec

import "slices"

// ordered holds many values in chunks, to be put in order. Neither growing nor sorting
// ever copies or clears all of them at once: the context is looked at in between, because
// a plain sort of ten million values, or one allocation for them, would keep a caller
// waiting who has long gone.
type ordered[T any] struct {
	chunks [][]T // all but the last are full
	n      int
}

const chunkSize = 1 << 14

func (o *ordered[T]) add(v T) {
	switch {
	case o.n == 0:
		o.chunks = [][]T{nil} // grows with a few values
	case o.n%chunkSize == 0:
		o.chunks = append(o.chunks, make([]T, 0, chunkSize))
	}
	last := len(o.chunks) - 1
	o.chunks[last] = append(o.chunks[last], v)
	o.n++
}

func (o *ordered[T]) len() int { return o.n }

func (o *ordered[T]) at(i int) T { return o.chunks[i/chunkSize][i%chunkSize] }

// sort puts the values in order. It reports whether it came to an end before the context
// did.
func (o *ordered[T]) sort(f *frame, compare func(a, b T) int) bool {
	var runs []ordered[T]
	for _, chunk := range o.chunks {
		if f.cancelled() {
			return false
		}
		slices.SortStableFunc(chunk, compare)
		runs = append(runs, ordered[T]{[][]T{chunk}, len(chunk)})
	}
	for len(runs) > 1 {
		var merged []ordered[T]
		for i := 0; i+1 < len(runs); i += 2 {
			one, ok := merge(f, runs[i], runs[i+1], compare)
			if !ok {
				return false
			}
			merged = append(merged, one)
		}
		if len(runs)%2 == 1 {
			merged = append(merged, runs[len(runs)-1])
		}
		runs = merged
	}
	if len(runs) == 1 {
		*o = runs[0]
	}
	return true
}

// merge puts two lists that are in order into one.
func merge[T any](f *frame, a, b ordered[T], compare func(a, b T) int) (into ordered[T], ok bool) {
	for i, j := 0, 0; i < a.n || j < b.n; {
		if into.n%chunkSize == 0 && f.cancelled() {
			return into, false
		}
		if j == b.n || i < a.n && compare(a.at(i), b.at(j)) <= 0 {
			into.add(a.at(i))
			i++
		} else {
			into.add(b.at(j))
			j++
		}
	}
	return into, true
}
