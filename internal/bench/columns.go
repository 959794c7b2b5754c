package main

import (
	"context"
	"slices"
	"sync"
)

// The functions of this file are what a programmer writes by hand over the columns of the
// records, for these questions and no others. They know that no sum here leaves an int64.

// columnsJudge holds the criterion against single records.
func columnsJudge(r *records) ([]judge, error) {
	return []judge{{"Go over columns", func(v verdicts) error {
		for i := range v {
			v[i] = r.priority[i] != low && r.resolved[i]-r.opened[i] <= withinSeconds && r.amount[i] >= leastCents
		}
		return nil
	}}}, nil
}

// columns is the store of records in columns: the records themselves.
type columns struct {
	*records
	threads int
	took    []int64
	room    []int64
}

func openColumns(_ context.Context, from source) (store, error) {
	c := &columns{records: from.records, threads: 1}
	if !from.missing() {
		c.took, c.room = make([]int64, from.len()), make([]int64, from.len())
		for i := range c.took {
			c.took[i] = from.resolved[i] - from.opened[i]
		}
	}
	return c, nil
}

func (c *columns) bytes(context.Context) (int64, error) {
	return int64(c.len()) * (1 + 8 + 8 + 8 + 2), nil
}

func (c *columns) close() error { return nil }

func (c *columns) ways(q question) ([]contestant, error) {
	const name = "Go over columns"
	threads := func(_ context.Context, n int) error { c.threads = n; return nil }
	switch q {
	case askCounts:
		return []contestant{
			oneWay(name, threads, func(context.Context, int) (totals, error) { return c.counts(countsOfColumns), nil }),
			oneWay(name+", without branches", threads, func(context.Context, int) (totals, error) { return c.counts(countsWithoutBranches), nil }),
			{name: plainSum, threads: threads, ask: func(context.Context, int) error { c.sum(); return nil }},
		}, nil
	case askPercentile:
		w := oneWay(name+", sorted", nil, func(context.Context, int) (seconds, error) { return seconds(percentileSorted(c.took, c.room)), nil })
		s := oneWay(name+", selected", nil, func(context.Context, int) (seconds, error) { return seconds(percentileSelected(c.took, c.room)), nil })
		w.alone, s.alone = true, true
		return []contestant{w, s}, nil
	case askGroups:
		w := oneWay(name, threads, func(context.Context, int) (months, error) { return c.months(), nil })
		w.alone = true
		return []contestant{w}, nil
	}
	return nil, nil
}

// part is what one thread found of the totals.
type part struct{ inTime, late, stake int64 }

// counts asks as many parts of the rows as there are threads.
func (c *columns) counts(of func(r *records, from, to int) part) totals {
	parts := make([]part, c.threads)
	c.each(func(thread, from, to int) { parts[thread] = of(c.records, from, to) })
	var sum part
	for _, p := range parts {
		sum.inTime, sum.late, sum.stake = sum.inTime+p.inTime, sum.late+p.late, sum.stake+p.stake
	}
	return totals{sum.inTime, sum.late, usd(sum.stake)}
}

// each splits the rows among the threads.
func (c *columns) each(do func(thread, from, to int)) {
	if c.threads == 1 {
		do(0, 0, c.len())
		return
	}
	var all sync.WaitGroup
	for t := range c.threads {
		all.Go(func() { do(t, c.len()*t/c.threads, c.len()*(t+1)/c.threads) })
	}
	all.Wait()
}

func countsOfColumns(r *records, from, to int) part {
	if r.missing() {
		return countsOfGaps(r, from, to)
	}
	var p part
	priority, opened, resolved, amount := r.priority[from:to], r.opened[from:to], r.resolved[from:to], r.amount[from:to]
	for i := range priority {
		took := resolved[i] - opened[i]
		if priority[i] == critical && took <= inTimeSeconds {
			p.inTime++
		}
		if took > withinSeconds {
			p.late++
			p.stake += amount[i]
		}
	}
	return p
}

// countsOfGaps is countsOfColumns where values may be missing.
func countsOfGaps(r *records, from, to int) part {
	var p part
	for i := from; i < to; i++ {
		if r.unresolved[i] {
			continue
		}
		took := r.resolved[i] - r.opened[i]
		if r.priority[i] == critical && took <= inTimeSeconds {
			p.inTime++
		}
		if took > withinSeconds {
			p.late++
			if !r.unpriced[i] {
				p.stake += r.amount[i]
			}
		}
	}
	return p
}

// countsWithoutBranches does the same in arithmetic, since whether a ticket is late is
// chance to a processor.
func countsWithoutBranches(r *records, from, to int) part {
	var p part
	priority, opened, resolved, amount := r.priority[from:to], r.opened[from:to], r.resolved[from:to], r.amount[from:to]
	for i := range priority {
		took := resolved[i] - opened[i]
		late := one(took > withinSeconds)
		if r.missing() {
			late &^= one(r.unresolved[from+i]) // an amount that is missing is 0 in its column
			p.inTime += one(priority[i] == critical) & one(took <= inTimeSeconds) &^ one(r.unresolved[from+i])
		} else {
			p.inTime += one(priority[i] == critical) & one(took <= inTimeSeconds)
		}
		p.late += late
		p.stake += amount[i] & -late
	}
	return p
}

// one is 1 for true; the compiler makes no branch of it.
func one(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// sum is the plain sum of a column, for the bandwidth.
func (c *columns) sum() int64 {
	parts := make([]int64, c.threads)
	c.each(func(thread, from, to int) {
		var sum int64
		for _, v := range c.amount[from:to] {
			sum += v
		}
		parts[thread] = sum
	})
	var sum int64
	for _, p := range parts {
		sum += p
	}
	return sum
}

// percentileSorted is the value at place ⌈95/100 · n⌉ of all, in order.
func percentileSorted(values, room []int64) int64 {
	copy(room, values)
	slices.Sort(room)
	return room[(95*len(room)+99)/100-1]
}

// percentileSelected finds the same by quickselect, as those write it who do not sort all
// for one place.
func percentileSelected(values, room []int64) int64 {
	copy(room, values)
	place := (95*len(room)+99)/100 - 1
	from, to := 0, len(room)-1
	for from < to {
		pivot := room[from+(to-from)/2]
		i, j := from, to
		for i <= j {
			for room[i] < pivot {
				i++
			}
			for room[j] > pivot {
				j--
			}
			if i <= j {
				room[i], room[j] = room[j], room[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case place <= j:
			to = j
		case place >= i:
			from = i
		default:
			return room[place]
		}
	}
	return room[place]
}

// months counts by customer and month in an array that has room for all.
func (c *columns) months() months {
	type month struct{ tickets, inTime, stake int64 }
	all := make([]month, customers*12)
	starts := monthStarts()
	for i := range c.customer {
		// A month has 28 to 31 days, so that the division is right or one too high.
		number := int(c.opened[i]-year.Unix()) / (28 * 24 * hour)
		for number > 11 || c.opened[i] < starts[number] {
			number--
		}
		m := &all[int(c.customer[i])*12+number]
		m.tickets++
		m.inTime += one(c.resolved[i]-c.opened[i] <= withinSeconds)
		m.stake += c.amount[i]
	}
	found, highest := months{}, int64(0)
	for _, m := range all {
		if m.tickets > 0 && 100*m.inTime >= metPercent*m.tickets {
			found.met++
		}
		highest = max(highest, m.stake)
	}
	found.highest = usd(highest)
	return found
}

// monthStarts are the seconds at which the months of the year begin.
func monthStarts() (starts [12]int64) {
	for i := range starts {
		starts[i] = year.AddDate(0, i, 0).Unix()
	}
	return starts
}
