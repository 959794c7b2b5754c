package exec

import (
	"context"
	"errors"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/kernel"
)

// All takes all rows of the table in, none of which is: kept, so that they may go again,
// or not. When the context ends, none is in.
func (r *LiveRows) All(ctx context.Context, kept bool) error {
	err := r.takeIn(ctx, r.rows, func(i int) int { return i }, kept)
	if err == nil && kept {
		for row := range r.rows {
			r.in[row/64] |= 1 << (row % 64)
		}
	}
	return err
}

// Selected takes the rows in, for good, that the tree is bound to of the table: those of
// a selection, none of which is in. When the context ends, none is in.
func (r *LiveRows) Selected(ctx context.Context, rows []int32) error {
	return r.takeIn(ctx, len(rows), func(i int) int { return int(rows[i]) }, false)
}

// takeIn takes n rows in, those that the tree is bound to.
func (r *LiveRows) takeIn(ctx context.Context, n int, rowAt func(i int) int, kept bool) error {
	more := make([]*state, len(r.live.states))
	for i, s := range r.live.states {
		more[i] = newState(s.n)
	}
	byRow, err := r.overColumns(ctx, more)
	if err != nil {
		return err
	}
	f := r.b.frame
	for at := range n {
		if len(byRow) == 0 {
			break
		}
		if at&255 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		row := rowAt(at)
		f.row = row
		for _, i := range byRow {
			if why := more[i].change(f, &r.asks[i], 1); why != ast.None && more[i].missing == ast.None {
				r.blame(more[i], row)
			}
		}
	}
	for i, s := range r.live.states {
		s.join(more[i], kept)
	}
	return nil
}

// overColumns computes what can be computed over columns, and returns what is left.
func (r *LiveRows) overColumns(ctx context.Context, more []*state) (byRow []int, err error) {
	b, f := r.b, r.b.frame
	f.stopped = ctx.Err
	all := make([]int, len(more))
	for i := range all {
		all[i] = i
	}
	if r.rows < fewRows && b.data.Way != OverColumns || b.data.Way == RowByRow {
		return all, nil
	}
	pass := b.pass(r.live.table(), b.own(independent))
	var byColumn []int
	for i, s := range more {
		if s.kind == different || s.kind == order {
			byRow = append(byRow, i)
		} else if _, err := pass.Add(s.n); err != nil {
			byRow = append(byRow, i)
		} else {
			byColumn = append(byColumn, i)
		}
	}
	if len(byColumn) == 0 {
		return all, nil
	}
	results, err := pass.Run(f.stopped)
	var slow *kernel.Slow
	if errors.As(err, &slow) {
		return all, nil
	}
	if err != nil {
		return nil, err
	}
	for k, i := range byColumn {
		more[i].begin(&results[k])
		if results[k].Undecided > 0 {
			r.blame(more[i], results[k].First)
		}
	}
	return byRow, nil
}

// blame keeps why a row leaves an aggregate undecided.
func (r *LiveRows) blame(s *state, row int) {
	f := r.b.frame
	f.row, f.why = row, ""
	s.missing = r.b.reason(f, s.n)
	s.why = r.b.blame(f, s.n, s.missing)
	f.why = ""
}

// begin makes a result over columns the first of the state.
func (s *state) begin(result *kernel.Result) {
	s.t = Result{
		Rows: result.Rows, Matched: result.Matched, True: result.True, False: result.False, Undecided: result.Undecided,
		Open: result.Open, MayTrue: result.MayTrue, MayFalse: result.MayFalse, MayEither: result.MayEither,
	}
	if s.terms = result.Terms; s.terms == 0 {
		return
	}
	switch {
	case s.kind == sums:
		s.sum.add(result.Sum())
	case s.n.Function == "max":
		s.best = result.Greatest()
	default:
		s.best = result.Least()
	}
}

// join takes in the result of other rows.
func (s *state) join(o *state, kept bool) {
	t, u := &s.t, &o.t
	t.Rows, t.Matched, t.True, t.False = t.Rows+u.Rows, t.Matched+u.Matched, t.True+u.True, t.False+u.False
	t.Undecided, t.Open, t.Beyond = t.Undecided+u.Undecided, t.Open+u.Open, t.Beyond+u.Beyond
	t.MayTrue, t.MayFalse, t.MayEither = t.MayTrue+u.MayTrue, t.MayFalse+u.MayFalse, t.MayEither+u.MayEither
	if !kept && s.missing == ast.None {
		s.missing, s.why = o.missing, o.why
	}
	if o.terms == 0 {
		return
	}
	first := s.terms == 0
	s.terms += o.terms
	switch s.kind {
	case sums:
		s.sum.add(o.sum.sum())
	case extremes:
		s.offer(o.best, first)
		if !kept && (!s.taken || s.atLeast(o.best, s.takenBest)) {
			s.taken, s.takenBest = true, o.best
		}
	case different:
		for v, n := range o.values {
			s.values[v] += n
		}
	case order:
		s.buckets.join(o.buckets)
	}
}
