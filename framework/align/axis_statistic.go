package align

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
)

// statistic compares how the items of a period become one value.
func (c comparison) statistic(ctx context.Context) AxisFinding {
	own := c.ownStatistic(ctx)
	f := AxisFinding{Axis: StatisticAxis, Metric: own.text, Measure: statisticOf(c.measure)}
	switch {
	case f.Measure == "":
		f.Relation, f.Rule = decide.NotStated, "the source names no statistic"
	case own.unlike != "":
		f.Relation, f.Rule, f.Advice = decide.Unknown, own.unlike, own.advice
	case own.word == "":
		f.Relation, f.Rule = decide.Unknown, "the metric's measure computes its value in another way than by one statistic of rows"
		f.Advice = "write it as a " + f.Measure + ", or look whether it gives the same"
	default:
		f.Relation, f.Rule = own.compareWith(f.Measure, c.measure.Direction)
		if f.Relation != decide.Equivalent {
			f.Advice = "measure a " + f.Measure
		}
	}
	return f
}

// statisticOf returns the statistic that a measure states, or that its unit implies: the
// share of answers that are favorable is a share.
func statisticOf(m *framework.Measure) string {
	if m.Statistic == "" && m.Unit == framework.PercentPositive {
		return "share"
	}
	return m.Statistic
}

// A statistic is what a metric computes, in the catalog's words.
type statistic struct {
	word   string // "share", "mean", "percentile", …; empty when it is none of the known ones
	text   string
	rank   string // of a percentile
	groups string // "min" or "max" of groups
	unlike string // why it is not compared with any other
	advice string
}

// ownStatistic returns the metric's statistic in the catalog's words.
func (c comparison) ownStatistic(ctx context.Context) statistic {
	s := c.shape
	own := statistic{word: s.Statistic, groups: s.Groups}
	if _, ok := c.availabilities[s.Table]; ok && asksField(s, ".availability") {
		own = c.ofServices(ctx)
	}
	if s.Of != 0 && c.readsOpenItems(ctx) {
		own.unlike, own.advice = openItems, "leave them out: filter(…, .state == \"stopped\"), or write at: stopped for the clock"
	}
	if s.Complement {
		own = own.complement()
	}
	switch own.word {
	case "max":
		own.word = "maximum"
	case "min":
		own.word = "minimum"
	case "percentile", "percentile_r1", "percentile_r2", "percentile_r3", "percentile_r4", "percentile_r5", "percentile_r6", "percentile_r7", "percentile_r8", "percentile_r9":
		own.rank = s.Rank.Exact()
	case "weighted share", "quotient":
		if own.word = quotientWords[s.Of]; s.Of == kinds.Count {
			own.unlike = "the metric divides sums of counts, and its records do not say what was counted in each"
			own.advice = "count rows, each of which is one of what the measure counts, or look whether it gives the same"
		}
	case "any", "all", "first", "last":
		own.word = ""
	}
	own.text = own.word
	switch {
	case own.rank != "":
		own.text = fmt.Sprintf("%s %s", own.word, own.rank)
	case own.word == "":
		own.text = "none that is known"
	}
	if own.groups != "" {
		own.text = fmt.Sprintf("the %s of groups, each by its %s", map[string]string{"min": "least", "max": "greatest"}[own.groups], own.text)
	}
	return own
}

// complement returns the statistic of what each value leaves of 100%, of which the least
// is what the greatest leaves.
func (s statistic) complement() statistic {
	opposite := map[string]string{
		"min": "max", "max": "min", "mean_lowest": "mean_highest", "mean_highest": "mean_lowest",
		"share": "share", "weighted share": "weighted share", "quotient": "quotient", "share of time": "share of time", "mean": "mean", "median": "median",
	}
	s.word, s.groups = opposite[s.word], opposite[s.groups]
	return s
}

// quotientWords are the catalog's words for a quotient of sums, by what is added up.
var quotientWords = map[kinds.Kind]string{
	kinds.Money: "share of amounts", kinds.Number: "share of amounts", kinds.Count: "share of amounts",
	kinds.Duration: "share of time", kinds.CalendarDays: "share of time", kinds.BusinessDays: "share of time",
}

// ofServices returns the statistic of a metric over the rows of an availability. A row is
// a service, and its availability is a share of time already.
func (c comparison) ofServices(ctx context.Context) statistic {
	s := c.shape
	switch s.Statistic {
	case "min", "max", "mean", "first", "last":
	default:
		return statistic{word: s.Statistic, groups: s.Groups}
	}
	own := statistic{word: "share of time"}
	switch {
	case c.oneService(ctx):
	case (s.Statistic == "min" || s.Statistic == "max") && (s.Groups == "" || s.Groups == s.Statistic):
		own.groups = s.Statistic
	default:
		own.unlike = "the metric takes the availability of several services together in another way than by the least or the greatest"
		own.advice = "take the least of the services, or the one that the measure is about"
	}
	return own
}

// oneService reports whether the metric reads one row of an availability: it has one
// service only, or the metric's filter keeps one. An availability has a row for each
// service that it names, and for each that its log names.
func (c comparison) oneService(ctx context.Context) bool {
	v, where := c.availabilities[c.shape.Table], c.shape.Where
	if v.Service == "" {
		return true
	}
	service := field(where, ".service")
	if service == nil {
		return false
	}
	named := textsIn(where.Tree())
	kept := 0
	for _, name := range named {
		if may, _ := satisfiable(ctx, where, equals(service, name)); may {
			kept++
		}
	}
	others, _ := satisfiable(ctx, where, otherThan(service, named))
	return kept == 1 && !others
}

// compareWith returns the relation of a statistic to the one that a measure states.
//
// Of one set of values the greatest is never below the mean of the highest, that never
// below the mean, and so on down to the least; percentiles are in order of their rank. So
// where less is better a greater statistic is stricter, and where more is better a lesser
// one. A mean and a percentile are not in order.
func (s statistic) compareWith(measure string, d framework.Direction) (decide.Relation, string) {
	relation, rule := s.order(measure, d)
	if s.groups == "" || relation == decide.Incomparable {
		return relation, rule
	}
	within := decide.Weaker
	if s.groups == "min" && d == framework.HigherIsBetter || s.groups == "max" && d == framework.LowerIsBetter {
		within = decide.Stricter
	}
	switch {
	case s.word == "count" || s.word == "sum":
		return decide.Incomparable, "the count of a group says nothing of the count of all"
	case relation == decide.Equivalent || relation == within:
		return within, "the value of all rows lies between the least and the greatest of their groups"
	}
	return decide.Overlapping, "the groups pull one way, the statistic the other"
}

func (s statistic) order(measure string, d framework.Direction) (decide.Relation, string) {
	if s.word == measure {
		return decide.Equivalent, "the same statistic"
	}
	own, ownFamily := s.position()
	other, family := statistic{word: measure}.position()
	if family == 0 || ownFamily == 0 || family&ownFamily == 0 || d != framework.LowerIsBetter && d != framework.HigherIsBetter {
		return decide.Incomparable, "neither statistic bounds the other"
	}
	if own == other {
		return decide.Equivalent, "the same statistic"
	}
	if (own > other) == (d == framework.LowerIsBetter) {
		return decide.Stricter, "of the same values this statistic is never on the better side of the other"
	}
	return decide.Weaker, "of the same values this statistic can be on the better side of the other"
}

// position returns where a statistic lies between the least and the greatest value, in
// millionths, and in which of two chains: that of the percentiles (1) and that of the
// means (2). The least and the greatest are in both.
func (s statistic) position() (int64, int) {
	const least, middle, greatest = -1, 50e6, 1e9
	switch s.word {
	case "minimum":
		return least, 3
	case "maximum":
		return greatest, 3
	case "median":
		return middle, 1
	case "percentile", "percentile_r1", "percentile_r3", "percentile_r4":
		if s.rank == "50" { // the lower of the middle two, where a median is their mean
			return middle - 1, 1
		}
		return millionths(s.rank), 1
	case "percentile_r2", "percentile_r5", "percentile_r6", "percentile_r7", "percentile_r8", "percentile_r9":
		return millionths(s.rank), 1
	case "mean":
		return middle, 2
	case "mean_lowest":
		return middle / 2, 2
	case "mean_highest":
		return middle * 2, 2
	}
	return 0, 0
}

// millionths returns a percentile's rank, cut to the sixth decimal place.
func millionths(rank string) int64 {
	r := framework.Figure{Value: rank}.Rat()
	if r == nil {
		return 0
	}
	n := r.Num().Int64() * 1e6
	return n / max(r.Denom().Int64(), 1)
}
