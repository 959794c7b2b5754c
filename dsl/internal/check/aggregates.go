package check

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	parsed "github.com/expr-lang/expr/ast"
)

// aggregate is one value from many rows: what it looks at in each row and what it gives.
type aggregate struct {
	usage     string
	condition bool // looks at a condition on each row, not at a value
	optional  bool // the condition may be left out
	ordered   bool // needs rows that sort has put in order
	rank      rank // the range of its last argument, if it takes one
	result    func(item kinds.Type) (kinds.Type, bool)
}

// rank is the range of a percent of the values: above 0, and at most or below a bound.
// The zero rank is none.
type rank struct {
	most  int64
	below bool // the bound itself is out
	short string
	what  string
}

var (
	percentileRank = rank{most: 100, short: "a rank", what: "a percentile's rank"}
	shareRank      = rank{most: 100, short: "their part in percent", what: "the part of the values"}
	trimRank       = rank{most: 50, below: true, short: "the part to cut off", what: "the part that is cut off at each end"}
)

var aggregates = map[string]aggregate{
	"count":         {usage: "count(rows), or count(rows, condition)", condition: true, optional: true, result: always(kinds.Count)},
	"share":         {usage: "share(rows, condition)", condition: true, result: always(kinds.Percent)},
	"any":           {usage: "any(rows, condition)", condition: true, result: always(kinds.Boolean)},
	"all":           {usage: "all(rows, condition)", condition: true, result: always(kinds.Boolean)},
	"distinct":      {usage: "distinct(rows, value)", result: always(kinds.Count)},
	"sum":           {usage: "sum(rows, value)", result: additive},
	"mean":          {usage: "mean(rows, value)", result: averaged},
	"median":        {usage: "median(rows, value)", result: averaged},
	"min":           {usage: "min(rows, value)", result: extreme},
	"max":           {usage: "max(rows, value)", result: extreme},
	"first":         {usage: "first(sort(rows, order), value)", ordered: true, result: itself},
	"last":          {usage: "last(sort(rows, order), value)", ordered: true, result: itself},
	"mean_lowest":   {usage: "mean_lowest(rows, value, 90)", rank: shareRank, result: averaged},
	"mean_highest":  {usage: "mean_highest(rows, value, 10)", rank: shareRank, result: averaged},
	"trimmed_mean":  {usage: "trimmed_mean(rows, value, 5)", rank: trimRank, result: averaged},
	"percentile":    {usage: "percentile(rows, value, 95)", rank: percentileRank, result: extreme},
	"percentile_r1": {usage: "percentile_r1(rows, value, 95)", rank: percentileRank, result: extreme},
	"percentile_r2": {usage: "percentile_r2(rows, value, 95)", rank: percentileRank, result: averaged},
	"percentile_r3": {usage: "percentile_r3(rows, value, 95)", rank: percentileRank, result: extreme},
	"percentile_r4": {usage: "percentile_r4(rows, value, 95)", rank: percentileRank, result: averaged},
	"percentile_r5": {usage: "percentile_r5(rows, value, 95)", rank: percentileRank, result: averaged},
	"percentile_r6": {usage: "percentile_r6(rows, value, 95)", rank: percentileRank, result: averaged},
	"percentile_r7": {usage: "percentile_r7(rows, value, 95)", rank: percentileRank, result: averaged},
	"percentile_r8": {usage: "percentile_r8(rows, value, 95)", rank: percentileRank, result: averaged},
	"percentile_r9": {usage: "percentile_r9(rows, value, 95)", rank: percentileRank, result: averaged},
}

func always(k kinds.Kind) func(kinds.Type) (kinds.Type, bool) {
	return func(kinds.Type) (kinds.Type, bool) { return kinds.Of(k), true }
}

// additive kinds have a sum; the sum of percents or ratios means nothing.
func additive(item kinds.Type) (kinds.Type, bool) {
	switch item.Kind {
	case kinds.Number, kinds.Count, kinds.Duration, kinds.Money, kinds.CalendarDays, kinds.BusinessDays:
		return item, true
	}
	return item, false
}

// averaged kinds have a mean; the mean of counts is a number.
func averaged(item kinds.Type) (kinds.Type, bool) {
	if item.Kind == kinds.Count {
		return kinds.Of(kinds.Number), true
	}
	return item, item.Kind.Numeric()
}

func extreme(item kinds.Type) (kinds.Type, bool) { return item, ordered(item) }

func itself(item kinds.Type) (kinds.Type, bool) { return item, true }

func (c *checker) aggregate(name string, f aggregate, args []parsed.Node, span diag.Span) operand {
	usage := func(summary string) operand {
		return c.report(codes.ArgumentCount, span, summary, "write "+f.usage)
	}
	if len(args) == 0 {
		return usage(name + " needs rows to look at")
	}
	first := c.lower(args[0])
	span = c.syntax.Piped(span, first.span)
	over, ok := c.rowsOf(first, name, f.usage)
	rest := args[1:]
	var at exact.Num
	if f.rank != (rank{}) {
		if len(rest) == 0 || ok && len(rest) == 1 && over.item == nil {
			return usage(fmt.Sprintf("%s needs a value of each row and %s", name, f.rank.short))
		}
		if at, ok = c.rank(rest[len(rest)-1], f, ok); !ok {
			return operand{span: span}
		}
		rest = rest[:len(rest)-1]
	}
	if !ok {
		return operand{span: span}
	}
	if len(rest) > 1 {
		return usage(name + " takes fewer arguments")
	}
	if len(rest) == 1 {
		item := c.inRows(over, rest[0])
		if item == nil {
			return operand{span: span}
		}
		over.item = item
	}
	n := &ast.Aggregate{Function: name, ID: c.aggregates, Source: over.Source, Where: over.where, Item: over.item, Rank: at}
	c.aggregates++
	switch {
	case f.condition && over.item == nil && !f.optional:
		return usage(name + " needs a condition on each row")
	case f.condition && over.item != nil && over.item.Type().Kind != kinds.Boolean:
		if f.optional && len(rest) == 0 { // count(map(…)): how many values there are
			n.Item = nil
			break
		}
		return c.report(codes.ArgumentKind, over.item.Span(), fmt.Sprintf("%s looks at a condition on each row, this is %s", name, named(over.item.Type())), "compare it with something: … <= …")
	case !f.condition && over.item == nil:
		return usage(name + " needs to know which value of each row")
	case f.ordered && over.order == nil:
		return c.report(codes.ArgumentKind, span, name+" needs rows that are in an order", "write "+f.usage)
	}
	if f.ordered {
		n.Order = over.order
	}
	var of kinds.Type
	if n.Item != nil {
		of = n.Item.Type()
	}
	t, ok := f.result(of)
	if !ok {
		return c.report(codes.ArgumentKind, n.Item.Span(), fmt.Sprintf("there is no %s of %s", name, plural(of)), aggregateAdvice(name, of))
	}
	t.Nullable, t.CellUnit = true, 0
	n.Meta = meta(t, span, ast.Children(n)...)
	return value(n)
}

func aggregateAdvice(name string, t kinds.Type) string {
	switch {
	case t.Kind == kinds.Boolean:
		return "count the rows with count(rows, condition), or take share(rows, condition)"
	case t.Kind == kinds.Percent || t.Kind == kinds.Ratio:
		return "percents of different wholes do not add up: take the sum of the parts over the sum of the wholes, or the mean"
	case t.Kind == kinds.Instant || t.Kind == kinds.Date:
		return "take the duration between two instants, or min and max"
	case t.Kind == kinds.Enum && t.Ordered:
		return "the steps of a scale have no size: take percentile(rows, value, 50), min or max, or share(rows, value >= …)"
	case t.Kind == kinds.Enum && name != "sum":
		return "texts have no order; if these do, declare them as scale(…), from the lowest to the highest"
	}
	return ""
}

func plural(t kinds.Type) string {
	switch t.Kind {
	case kinds.Boolean:
		return "conditions"
	case kinds.Text, kinds.Enum:
		if t.Ordered {
			return "steps of a scale"
		}
		return "texts"
	case kinds.Instant, kinds.Date:
		return t.Kind.String() + "s"
	}
	return named(t)
}

// rank returns a constant percent in the range of a function's last argument.
func (c *checker) rank(arg parsed.Node, f aggregate, ok bool) (exact.Num, bool) {
	n := c.single(c.lower(unwrap(arg)))
	if n == nil || !ok {
		return exact.Num{}, false
	}
	con, constant := n.(*ast.Const)
	most, bound := exact.Int(f.rank.most), "at most"
	if f.rank.below {
		bound = "below"
	}
	if !constant || !con.Untyped && con.T.Kind != kinds.Percent || con.Value.Num.Sign() <= 0 || con.Value.Num.Cmp(most) > 0 || f.rank.below && con.Value.Num.Cmp(most) == 0 {
		c.report(codes.ArgumentKind, n.Span(), fmt.Sprintf("%s is a number above 0 and %s %d", f.rank.what, bound, f.rank.most), "write "+f.usage)
		return exact.Num{}, false
	}
	return con.Value.Num, true
}
