package outage

import "sort"

// timeRange is time without a weight.
type timeRange struct {
	from, to int64
}

func length(line []timeRange) (total int64) {
	for _, s := range line {
		total += s.to - s.from
	}
	return total
}

// without returns the parts of a line that are not in another.
func without(line, taken []timeRange) (rest []timeRange) {
	for _, s := range line {
		for len(taken) > 0 && taken[0].to <= s.from {
			taken = taken[1:]
		}
		for _, t := range taken {
			if t.from >= s.to {
				break
			}
			if s.from < t.from {
				rest = append(rest, timeRange{s.from, t.from})
			}
			s.from = max(s.from, t.to)
		}
		if s.from < s.to {
			rest = append(rest, s)
		}
	}
	return rest
}

// within returns the parts of the runs that are in a line of time.
func within(runs []run, line []timeRange) (parts []run) {
	for _, r := range runs {
		for len(line) > 0 && line[0].to <= r.from {
			line = line[1:]
		}
		for _, s := range line {
			if s.from >= r.to {
				break
			}
			parts = put(parts, run{max(r.from, s.from), min(r.to, s.to), r.weight, r.outage})
		}
	}
	return parts
}

// intersect returns the parts of a line that are in another.
func intersect(a, b []timeRange) (both []timeRange) {
	for len(a) > 0 && len(b) > 0 {
		from, to := max(a[0].from, b[0].from), min(a[0].to, b[0].to)
		if from < to {
			both = append(both, timeRange{from, to})
		}
		if a[0].to < b[0].to {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}

// portion returns the parts of a line that are in one range, or none. It finds where that
// begins, so that many cuts of a long line cost little.
func portion(line, one []timeRange) []timeRange {
	if len(one) == 0 {
		return nil
	}
	first := sort.Search(len(line), func(i int) bool { return line[i].to > one[0].from })
	return intersect(line[first:], one)
}
