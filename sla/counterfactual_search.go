package sla

import (
	"context"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// counterfactual returns the least change that would have given the other verdict; nil
// when there is none, or when the target asks for more than the value.
func (m *CheckedMetric) counterfactual(ctx context.Context, o Outcome, e dsl.Explanation) *Counterfactual {
	c := &Counterfactual{Verdict: Missed}
	if o.Verdict == Missed {
		c.Verdict = Met
	}
	domain := decide.DomainOf(m.Measure)
	judged, inRows := countedRowsOf(e)
	if inRows && !judged.narrow(&domain, m.Sample) || !inRows && o.Value.Type().Kind == kinds.Boolean {
		return nil
	}
	end, more := m.nearest(ctx, domain, o.Value, c.Verdict == Met)
	if end == nil {
		return nil
	}
	c.More = more
	if inRows {
		c.Rows = judged.changed(o.Value, end.Value, more)
		return c
	}
	c.Value = &ChangedValue{At: end.Value, Included: end.Included, Onwards: end.Onwards}
	if k := end.Value.Type().Kind; k.Numeric() {
		c.Value.Difference = dsl.NewExact(end.Value.Type(), distance(o.Value, end.Value))
	}
	return c
}

// nearest returns the nearest value with which the target holds, or does not, and whether
// it lies above the one that was measured. Of two that are equally far, it is the one
// above.
func (m *CheckedMetric) nearest(ctx context.Context, d decide.Domain, v dsl.Value, holds bool) (end *decide.End, above bool) {
	near, err := decide.Nearest(ctx, m.Target, valueName, d, v, holds)
	if m.Rounded {
		near, err = decide.NearestRounded(ctx, m.Target, m.Places, valueName, d, v, holds)
	}
	switch {
	case err != nil:
		return nil, false
	case near.Below == nil:
		return near.Above, true
	case near.Above == nil || distance(v, near.Below.Value).Cmp(distance(v, near.Above.Value)) < 0:
		return near.Below, false
	}
	return near.Above, true
}

// distance returns how far two values are from each other.
func distance(v, w dsl.Value) exact.Num { return v.Num().Sub(w.Num()).Abs() }

// countedRows is the rows or groups behind a value that is decided by how many of them
// count.
type countedRows struct {
	dsl.Step
	counted, of int // rows or groups
}

// countedRowsOf returns those of an expression that is one share or count, or one
// question whether all or any satisfy a condition.
func countedRowsOf(e dsl.Explanation) (j countedRows, ok bool) {
	if e.Aggregate == nil {
		return countedRows{}, false
	}
	s := *e.Aggregate
	j = countedRows{Step: s, counted: s.Counted, of: s.Matched}
	if s.Groups != nil {
		j.counted, j.of = s.Groups.Counted, s.Groups.Matched
	}
	switch s.Function {
	case "count", "share", "any", "all":
		return j, true
	}
	return j, false
}

// narrow brings a domain to the values that the same rows can give, each counted or not;
// false when some are undecided, so that nobody knows. A count of all rows there are
// needs one, and as many as the sample.
func (j countedRows) narrow(d *decide.Domain, sample int) bool {
	if j.Undecided > 0 {
		return false
	}
	least := exact.Int(0)
	switch j.Function {
	case "count":
		if !j.Condition && !j.Filtered {
			least = exact.Int(int64(max(1, sample)))
		}
		d.Least = &least
	case "share":
		most := exact.Int(100)
		step, ok := most.Quo(exact.Int(int64(j.of)))
		if !ok {
			return false
		}
		d.Least, d.Most, d.Step = &least, &most, &step
	}
	return true
}

// changed returns how many rows or groups turn one value into another.
func (j countedRows) changed(from, to dsl.Value, more bool) *ChangedRows {
	c := &ChangedRows{Rows: 1, Of: j.of, Filtered: j.Filtered, Groups: j.Groups != nil, Table: j.Table, Asked: j.Asked}
	switch j.Function {
	case "count":
		n, _ := distance(from, to).Int64()
		if c.Rows = int(n); more && j.counted+c.Rows > j.of {
			c.Of = 0
		}
	case "share":
		part, _ := distance(from, to).Mul(exact.Int(int64(j.of))).Quo(exact.Int(100))
		n, _ := part.Int64()
		c.Rows = int(n)
	case "all":
		if more { // every one that did not
			c.Rows = j.of - j.counted
		}
	case "any":
		if !more { // every one that did
			c.Rows = j.counted
		}
	}
	return c
}
