package eval

import "slices"

// sorted puts values in order, and looks at the context in between: a plain sort of
// ten million values would keep a caller waiting who has long gone. It reports
// whether it came to an end.
func sorted[T any](f *frame, values []T, compare func(a, b T) int) ([]T, bool) {
	const run = 1 << 14
	for at := 0; at < len(values); at += run {
		if f.cancelled() {
			return nil, false
		}
		slices.SortStableFunc(values[at:min(at+run, len(values))], compare)
	}
	if len(values) <= run {
		return values, true
	}
	from, to := values, make([]T, len(values))
	for width := run; width < len(from); width *= 2 {
		for at := 0; at < len(from); at += 2 * width {
			middle, end := min(at+width, len(from)), min(at+2*width, len(from))
			if !merge(f, to[at:end], from[at:middle], from[middle:end], compare) {
				return nil, false
			}
		}
		from, to = to, from
	}
	return from, true
}

// merge puts two lists that are in order into one.
func merge[T any](f *frame, into, a, b []T, compare func(a, b T) int) bool {
	for i := range into {
		if i&(1<<14-1) == 0 && f.cancelled() {
			return false
		}
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) <= 0 {
			into[i], a = a[0], a[1:]
		} else {
			into[i], b = b[0], b[1:]
		}
	}
	return true
}
