package eval

import (
	"github.com/concord-sla/concord/internal/exact"
)

// ranks are the functions of values that stand in order; rank is a percent.
//
// Percentiles follow Hyndman and Fan, "Sample Quantiles in Statistical Packages",
// The American Statistician 50 (1996), whose nine definitions are the types of R's
// quantile.
var ranks = map[string]func(sorted []exact.Num, rank exact.Num) exact.Num{
	"median":        func(sorted []exact.Num, _ exact.Num) exact.Num { return median(sorted) },
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
	"mean_lowest": func(sorted []exact.Num, part exact.Num) exact.Num {
		return meanOf(sorted[:partOf(len(sorted), part)])
	},
	"mean_highest": func(sorted []exact.Num, part exact.Num) exact.Num {
		return meanOf(sorted[len(sorted)-partOf(len(sorted), part):])
	},
	"trimmed_mean": func(sorted []exact.Num, part exact.Num) exact.Num {
		cut := floorOf(position(len(sorted), part))
		return meanOf(sorted[cut : int64(len(sorted))-cut])
	},
}

func quotient(a exact.Num, by int64) exact.Num {
	q, _ := a.Quo(exact.Int(by))
	return q
}

// position is rank/100 * n.
func position(n int, rank exact.Num) exact.Num {
	return quotient(rank.Mul(exact.Int(int64(n))), 100)
}

func floorOf(v exact.Num) int64 {
	n, _ := v.Round(0, exact.Floor).Int64()
	return n
}

// partOf is how many of n values a part of them is: rounded up, so at least one.
func partOf(n int, part exact.Num) int {
	at, _ := position(n, part).Round(0, exact.Ceiling).Int64()
	return int(at)
}

func meanOf(values []exact.Num) exact.Num {
	var sum total
	for _, v := range values {
		sum.add(v)
	}
	return quotient(sum.sum(), int64(len(values)))
}

// median is the middle value, or the mean of the middle two.
func median(sorted []exact.Num) exact.Num {
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return quotient(sorted[half-1].Add(sorted[half]), 2)
}

// at is the value at a place from 1; places outside are the first and the last.
func at(sorted []exact.Num, place int64) exact.Num {
	return sorted[min(max(place, 1), int64(len(sorted)))-1]
}

// nearestRank is the smallest value that at least rank percent of the values do
// not exceed: the value at position ceil(rank/100 * n) (type 1).
func nearestRank(sorted []exact.Num, rank exact.Num) exact.Num {
	return at(sorted, int64(partOf(len(sorted), rank)))
}

// averagedRank is as nearestRank, but the mean of two values where the position is
// whole (type 2).
func averagedRank(sorted []exact.Num, rank exact.Num) exact.Num {
	p := position(len(sorted), rank)
	j := floorOf(p)
	if p.IsInt() {
		return quotient(at(sorted, j).Add(at(sorted, j+1)), 2)
	}
	return at(sorted, j+1)
}

// evenRank is the value at the position nearest to rank/100 * n, the even one of two
// (type 3, SAS definition 2).
func evenRank(sorted []exact.Num, rank exact.Num) exact.Num {
	place, _ := position(len(sorted), rank).Round(0, exact.HalfEven).Int64()
	return at(sorted, place)
}

// interpolated is the value at position rank/100 * n + m, on the line between its
// two neighbours; m depends on rank/100 (types 4 to 9).
func interpolated(m func(p exact.Num) exact.Num) func(sorted []exact.Num, rank exact.Num) exact.Num {
	return func(sorted []exact.Num, rank exact.Num) exact.Num {
		p := position(len(sorted), rank).Add(m(quotient(rank, 100)))
		j := floorOf(p)
		below, above := at(sorted, j), at(sorted, j+1)
		return below.Add(above.Sub(below).Mul(p.Sub(exact.Int(j))))
	}
}
