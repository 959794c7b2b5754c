package outage

// slices returns the time of the slices that are down, of that which counts.
func (m *measurement) slices(down []run, counts []timeRange) (line []run) {
	grid := int64(m.rule.Grid)
	for len(down) > 0 {
		slice := timeRange{from: floor(down[0].from, grid)}
		slice.to = slice.from + grid
		for len(counts) > 0 && counts[0].to <= slice.from {
			counts = counts[1:]
		}
		var pieces []timeRange // of the slice that count
		for _, s := range counts {
			if s.from >= slice.to {
				break
			}
			pieces = append(pieces, timeRange{max(s.from, slice.from), min(s.to, slice.to)})
		}
		decides, lost := down[0], int64(0)
		for len(down) > 0 && down[0].from < slice.to {
			r := down[0]
			if r.heavier(decides) == (m.rule.Rounding == SlicesAny) {
				decides = r
			}
			lost += min(r.to, slice.to) - max(r.from, slice.from)
			if r.to > slice.to {
				// It goes on in the next slice. The line is not the caller's to keep.
				down[0].from = slice.to
				break
			}
			down = down[1:]
		}
		if m.rule.Rounding == SlicesAny || lost == length(pieces) {
			for _, s := range pieces {
				line = put(line, run{s.from, s.to, decides.weight, decides.outage})
			}
		}
	}
	return line
}

// probes returns the time from each failed probe that counts to the next.
func (m *measurement) probes(down []run, counts []timeRange) (line []run) {
	grid := int64(m.rule.Grid)
	type probe struct {
		number int64
		run
	}
	var failed []probe
	for _, r := range down {
		for at := floor(r.from+grid-1, grid); at < r.to; at += grid {
			failed = append(failed, probe{at / grid, run{at, at + grid, r.weight, r.outage}})
		}
	}
	marked := 0 // those before it have been added or left out
	for i := range failed {
		last := i + m.rule.Failed - 1
		if last >= len(failed) || failed[last].number-failed[i].number >= int64(m.rule.Of) {
			continue
		}
		for marked = max(marked, i); marked <= last; marked++ {
			line = put(line, failed[marked].run)
		}
	}
	return within(line, counts)
}

// floor returns the last point of the grid that is not after an instant.
func floor(at, grid int64) int64 {
	rest := at % grid
	if rest < 0 {
		rest += grid
	}
	return at - rest
}
