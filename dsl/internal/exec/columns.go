package exec

import (
	"errors"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/kernel"
	"github.com/concord-sla/concord/dsl/table"
)

// fewRows are read one by one sooner than a pass over columns is prepared.
const fewRows = 512

// overColumns computes an aggregate over columns, and with it the others of the tree that
// read the same rows and can be computed now. It reports whether the aggregate was
// computed; if not, it has to be row by row.
func (b *Bound) overColumns(f *frame, n *ast.Aggregate) bool {
	if n.Each != nil || n.Of != nil || b.watched[n.ID] != nil || b.why[n.ID] != "" || !b.columnar(n.Table) {
		return false
	}
	asking := b   // whose subexpression is compiled
	ready := true // whether names and other aggregates may be asked for
	pass := b.pass(n.Table, func(node ast.Node) (*Bound, bool) { return asking, ready || independent(node) })
	if _, err := pass.Add(n); err != nil {
		return b.mustGoByRow(n, err)
	}
	ready = false
	together := []asked{{b, n}}
	for _, asking = range b.sharing(n.Table) {
		asking.frame.stopped = f.stopped
		for _, other := range asking.aggregates() {
			if asking == b && other == n || other.Table != n.Table || asking.frame.memo[other.ID].Done || asking.watched[other.ID] != nil || asking.why[other.ID] != "" {
				continue
			}
			if !takesNow(other) {
				continue
			}
			if _, err := pass.Add(other); err == nil {
				together = append(together, asked{asking, other})
			}
		}
	}
	if b.tooMany(f, n.Table) {
		return true
	}
	results, err := pass.Run(f.stopped)
	var slow *kernel.Slow
	if errors.As(err, &slow) && len(together) > 1 { // it need not be this one that a row is slow for
		b.stopSharing(n.Table)
		asking, ready, together = b, true, together[:1]
		pass = b.pass(n.Table, func(node ast.Node) (*Bound, bool) { return asking, ready || independent(node) })
		if _, err = pass.Add(n); err == nil {
			results, err = pass.Run(f.stopped)
		}
	}
	switch {
	case errors.As(err, &slow):
		return b.mustGoByRow(n, err)
	case err != nil:
		f.err = err
		return true
	}
	b.reportPass(together, pass)
	counted := b
	for i, a := range together {
		if a.by != counted { // each has looked at the rows, as it would have by itself
			counted = a.by
			a.by.tooMany(a.by.frame, n.Table)
		}
		order := func() inOrder { return &columnOrder{pass.Order(i, &results[i]), a.by.frame} }
		a.by.frame.memo[a.n.ID] = a.by.resultOf(a.by.frame, a.n, pass, &results[i], order)
	}
	return true
}

// asked is an aggregate and whose it is.
type asked struct {
	by *Bound
	n  *ast.Aggregate
}

// sharing returns the trees that share a pass over a table: this one, and those that are
// bound to the same rows of it.
func (b *Bound) sharing(of int) []*Bound {
	all := []*Bound{b}
	for _, m := range b.peers {
		if m != b && of < len(m.data.Tables) && m.data.Tables[of] == b.data.Tables[of] && same(m.selected(of), b.selected(of)) && m.data.Zone == b.data.Zone {
			all = append(all, m)
		}
	}
	return all
}

// stopSharing ends the sharing of passes over a table: a row is slow for one of the
// trees, and the others are not to be slow with it.
func (b *Bound) stopSharing(of int) {
	for _, m := range b.sharing(of) {
		m.peers = nil
	}
}

// same reports whether two selections are one.
func same(x, y []int32) bool {
	return (x == nil) == (y == nil) && len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0])
}

// pass begins a pass over the rows of a table that count. A subexpression that does not
// depend on the row is computed by whom it belongs to, if it may be.
func (b *Bound) pass(of int, whose func(n ast.Node) (by *Bound, may bool)) *kernel.Pass {
	s := b.source(of, whose)
	s.Rows = b.selected(of)
	return kernel.NewPass(s)
}

// source returns all rows of a table.
func (b *Bound) source(of int, whose func(n ast.Node) (by *Bound, may bool)) kernel.Source {
	return kernel.Source{
		Index: of, Table: b.data.Tables[of], Zone: b.data.Zone, Short: b.data.Way == OverColumns,
		Constant: func(n ast.Node) ast.Value {
			by, may := whose(n)
			if !may {
				return ast.Value{Missing: ast.NotSupplied}
			}
			before := by.frame.why
			v := by.value(n)(by.frame)
			by.frame.why = before
			return v
		},
		Other: func(n *ast.Lookup) (*table.Table, []int32) {
			by, _ := whose(n)
			return by.data.Tables[n.Table], by.selected(n.Table)
		},
	}
}

// own says that all subexpressions are this tree's, and which may be computed now.
func (b *Bound) own(may func(n ast.Node) bool) func(n ast.Node) (*Bound, bool) {
	return func(n ast.Node) (*Bound, bool) { return b, may(n) }
}

// tooMany counts the rows of a pass, and ends the run when they are too many.
func (b *Bound) tooMany(f *frame, of int) bool {
	if f.looked += int64(b.rowsOf(of)); f.looked > b.data.Most && f.err == nil {
		f.err = ErrWork
	}
	return f.err != nil
}

// columnar reports whether a table may be read in columns in this run.
func (b *Bound) columnar(of int) bool {
	if b.data.Way == BySize {
		return b.rowsOf(of) >= fewRows
	}
	return b.data.Way == OverColumns
}

// mustGoByRow remembers that an aggregate has to be computed row by row, and why. It is
// false: the aggregate was not computed.
func (b *Bound) mustGoByRow(n *ast.Aggregate, err error) bool {
	if b.why == nil {
		b.why = map[int]string{}
	}
	b.why[n.ID] = err.Error()
	return false
}

// selected returns the rows of a table that count; nil for all.
func (b *Bound) selected(of int) []int32 {
	if b.data.Rows == nil {
		return nil
	}
	return b.data.Rows[of]
}

func (b *Bound) rowsOf(of int) int {
	if rows := b.selected(of); rows != nil {
		return len(rows)
	}
	return b.data.Tables[of].Rows()
}

// aggregates returns those of the tree over rows.
func (b *Bound) aggregates() []*ast.Aggregate {
	if b.all == nil {
		b.all = []*ast.Aggregate{}
		ast.Walk(b.root, func(n ast.Node) bool {
			if a, ok := n.(*ast.Aggregate); ok && a.Each == nil && a.Of == nil {
				b.all = append(b.all, a)
			}
			return true
		})
	}
	return b.all
}

// independent reports whether a subexpression is made of constants and inputs, so that it
// can be computed at any time.
func independent(n ast.Node) bool {
	only := true
	ast.Walk(n, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Variable, *ast.Aggregate, *ast.Query, *ast.Lookup, *ast.Key, *ast.Let:
			only = false
		}
		return only
	})
	return only
}

// takesNow reports whether what first or last takes of its row can be computed at any
// time, which a pass does not look at. Of any other aggregate a pass looks at all
// operands.
func takesNow(n *ast.Aggregate) bool { return n.Order == nil || independent(n.Item) }

// resultOf returns an aggregate's result from that of a pass over columns.
func (b *Bound) resultOf(f *frame, n *ast.Aggregate, pass *kernel.Pass, result *kernel.Result, order func() inOrder) Result {
	t := Result{
		Done: true, Rows: result.Rows, Matched: result.Matched, True: result.True, False: result.False, Undecided: result.Undecided,
		Open: result.Open, MayTrue: result.MayTrue, MayFalse: result.MayFalse, MayEither: result.MayEither,
	}
	outer, before := f.row, f.why
	if result.Undecided > 0 {
		f.row, f.why = result.First, ""
		t.Value.Missing = b.reason(f, n)
		t.Why = b.blame(f, n, t.Value.Missing)
	}
	s := step{finish: func(f *frame) ast.Value { return b.finish(n, result, order, &t) }}
	switch {
	case n.Order != nil:
		s.settled = result.Settled
		s.finish = func(f *frame) ast.Value { return b.end(f, n, result.End(pass)) }
	case n.Function == "any" || n.Function == "all":
		s.settled = func() bool { return settled(n.Function, &t) }
	}
	b.conclude(f, n, s, &t)
	f.row, f.why = outer, before
	return t
}

// reason returns why the current row leaves an aggregate undecided.
func (b *Bound) reason(f *frame, n *ast.Aggregate) ast.Missing {
	if held := conjunction(f, b.conditions(n.Where)); held != isTrue {
		return held.reason()
	}
	var t Result
	return b.collector(n)(&t).row(f)
}

// end returns what first or last takes of the row that it found, and why there is no
// value.
func (b *Bound) end(f *frame, n *ast.Aggregate, row int) ast.Value {
	var t Result
	s := b.collector(n)(&t)
	f.row, f.why = row, ""
	conjunction(f, b.conditions(n.Where))
	s.row(f)
	return s.finish(f)
}

// finish returns the value of an aggregate of which no row is undecided, or of which the
// others decide it.
func (b *Bound) finish(n *ast.Aggregate, result *kernel.Result, order func() inOrder, t *Result) ast.Value {
	number := exact.Int(int64(t.True))
	rankOf, ranked := ranks[n.Function]
	switch {
	case n.Item == nil:
	case n.Function == "distinct":
		number = exact.Int(int64(result.Distinct()))
	case result.Terms == 0: // a condition
		return ofTruths(n.Function, t)
	case ranked:
		number = rankOf(order(), n.Rank)
	case n.Function == "min":
		number = result.Least()
	case n.Function == "max":
		number = result.Greatest()
	default:
		number = result.Sum()
		if n.Function == "mean" {
			number, _ = number.Quo(exact.Int(int64(result.Terms)))
		}
	}
	return onScale(n, number)
}

// columnOrder is the values of a column in order.
type columnOrder struct {
	*kernel.Order
	f *frame
}

func (o *columnOrder) len() int { return o.Len() }

func (o *columnOrder) at(i int) exact.Num { return o.checked(o.At(o.f.stopped, i)) }

func (o *columnOrder) sum(from, to int) exact.Num { return o.checked(o.Sum(o.f.stopped, from, to)) }

func (o *columnOrder) checked(v exact.Num, err error) exact.Num {
	if err != nil && o.f.err == nil {
		o.f.err = err
	}
	return v
}
