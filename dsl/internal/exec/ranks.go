package exec

import (
	"github.com/concord-sla/concord/dsl/exact"
)

// ranks are the functions of values that stand in order; rank is a percent.
//
// Percentiles follow Hyndman and Fan, "Sample Quantiles in Statistical Packages", The
// American Statistician 50 (1996), whose nine definitions are the types of R's quantile.
var ranks = map[string]func(sorted inOrder, rank exact.Num) exact.Num{
	"median":        func(sorted inOrder, _ exact.Num) exact.Num { return median(sorted) },
	"percentile":    nearestRank,
	"percentile_r1": nearestRank,
	"percentile_r2": averagedRank,
	"percentile_r3": evenRank,
	"percentile_r4": interpolated(func(_ exact.Num) exact.Num { return exact.Int(0) }),
	"percentile_r5": interpolated(func(_ exact.Num) exact.Num { return exact.Scaled(5, 1) }),
	"percentile_r6": interpolated(func(p exact.Num) exact.Num { return p }),
	"percentile_r7": interpolated(func(p exact.Num) exact.Num { return exact.Int(1).Sub(p) }),
	"percentile_r8": interpolated(func(p exact.Num) exact.Num { return quotient(p.Add(exact.Int(1)), 3) }),
	"percentile_r9": interpolated(func(p exact.Num) exact.Num { return quotient(p, 4).Add(exact.Scaled(375, 3)) }),
	"mean_lowest": func(sorted inOrder, part exact.Num) exact.Num {
		return meanOf(sorted, 0, countOfPercent(sorted.len(), part))
	},
	"mean_highest": func(sorted inOrder, part exact.Num) exact.Num {
		return meanOf(sorted, sorted.len()-countOfPercent(sorted.len(), part), sorted.len())
	},
	"trimmed_mean": func(sorted inOrder, part exact.Num) exact.Num {
		cut := int(floorOf(position(sorted.len(), part)))
		return meanOf(sorted, cut, sorted.len()-cut)
	},
}

// inOrder is values in order.
type inOrder interface {
	len() int
	at(i int) exact.Num
	sum(from, to int) exact.Num
}

// sumOf adds up values in order one by one.
func sumOf(sorted interface{ at(i int) exact.Num }, from, to int) exact.Num {
	var sum total
	for i := from; i < to; i++ {
		sum.add(sorted.at(i))
	}
	return sum.sum()
}

// numbers are values in order, all of which are kept.
type numbers struct{ ordered[exact.Num] }

func (n *numbers) sum(from, to int) exact.Num { return sumOf(n, from, to) }

func quotient(a exact.Num, by int64) exact.Num {
	q, _ := a.Quo(exact.Int(by))
	return q
}

// position returns rank/100 * n.
func position(n int, rank exact.Num) exact.Num {
	return quotient(rank.Mul(exact.Int(int64(n))), 100)
}

func floorOf(v exact.Num) int64 {
	n, _ := v.Round(0, exact.Floor).Int64()
	return n
}

// countOfPercent returns how many of n values a percentage of them is: rounded up, so at
// least one.
func countOfPercent(n int, percent exact.Num) int {
	at, _ := position(n, percent).Round(0, exact.Ceiling).Int64()
	return int(at)
}

// meanOf returns the mean of the values from one place, from 0, to below another.
func meanOf(sorted inOrder, from, to int) exact.Num {
	return quotient(sorted.sum(from, to), int64(to-from))
}

// median returns the middle value, or the mean of the middle two.
func median(sorted inOrder) exact.Num {
	half := sorted.len() / 2
	if sorted.len()%2 == 1 {
		return sorted.at(half)
	}
	return quotient(sorted.at(half-1).Add(sorted.at(half)), 2)
}

// at returns the value at a place from 1; places outside are the first and the last.
func at(sorted inOrder, place int64) exact.Num {
	return sorted.at(int(min(max(place, 1), int64(sorted.len())) - 1))
}

// nearestRank returns the smallest value that at least rank percent of the values do not
// exceed: the value at position ceil(rank/100 * n) (type 1).
func nearestRank(sorted inOrder, rank exact.Num) exact.Num {
	return at(sorted, int64(countOfPercent(sorted.len(), rank)))
}

// averagedRank returns what nearestRank does, but the mean of two values where the
// position is whole (type 2).
func averagedRank(sorted inOrder, rank exact.Num) exact.Num {
	p := position(sorted.len(), rank)
	j := floorOf(p)
	if p.IsInt() {
		return quotient(at(sorted, j).Add(at(sorted, j+1)), 2)
	}
	return at(sorted, j+1)
}

// evenRank returns the value at the position nearest to rank/100 * n, the even one of two
// (type 3, SAS definition 2).
func evenRank(sorted inOrder, rank exact.Num) exact.Num {
	place, _ := position(sorted.len(), rank).Round(0, exact.HalfEven).Int64()
	return at(sorted, place)
}

// interpolated returns the value at position rank/100 * n + m, on the line between its
// two neighbours; m depends on rank/100 (types 4 to 9).
func interpolated(m func(p exact.Num) exact.Num) func(sorted inOrder, rank exact.Num) exact.Num {
	return func(sorted inOrder, rank exact.Num) exact.Num {
		p := position(sorted.len(), rank).Add(m(quotient(rank, 100)))
		j := floorOf(p)
		below, above := at(sorted, j), at(sorted, j+1)
		return below.Add(above.Sub(below).Mul(p.Sub(exact.Int(j))))
	}
}
