package exec

import (
	"context"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
)

// Value returns the value of the tree for the rows that are in: of the kept ones, and of
// those that were taken in and are not kept. b is bound to a table of the schema.
func (l *Live) Value(ctx context.Context, b *Bound, kept []*LiveRows) (ast.Value, error) {
	f := b.frame
	f.stopped = ctx.Err
	for _, s := range l.states {
		t := s.t
		t.Done = true
		if t.Undecided > 0 {
			t.Value.Missing, t.Why = s.firstUndecided(kept)
		}
		var err error
		if s.stale {
			err = s.again(ctx, kept)
		}
		var values numbers
		if s.kind == order && err == nil {
			values, err = s.gather(ctx, kept)
		}
		if err != nil {
			return ast.Value{}, err
		}
		sorted := func() inOrder {
			values.sort(f, exact.Num.Cmp)
			return &values
		}
		b.conclude(f, s.n, step{
			settled: func() bool { return settled(s.n.Function, &t) },
			finish:  func(*frame) ast.Value { return s.value(&t, sorted) },
		}, &t)
		f.memo[s.n.ID] = t
	}
	return b.Value(ctx, b.root)
}

// value returns the value of an aggregate that is decided.
func (s *state) value(t *Result, sorted func() inOrder) ast.Value {
	var number exact.Num
	switch s.kind {
	case nothing:
		if s.n.Item != nil {
			return ofTruths(s.n.Function, t)
		}
		number = exact.Int(int64(t.True))
	case sums:
		number = s.sum.sum()
		if s.n.Function == "mean" {
			number, _ = number.Quo(exact.Int(int64(s.terms)))
		}
	case extremes:
		number = s.best
	case different:
		number = exact.Int(int64(len(s.values)))
	case order:
		number = ranks[s.n.Function](sorted(), s.n.Rank)
	}
	return onScale(s.n, number)
}

// onScale returns a number as an aggregate's value: of a scale, the step at that place.
func onScale(n *ast.Aggregate, number exact.Num) ast.Value {
	if n.Type().Ordered {
		place, _ := number.Int64()
		return ast.Value{Text: n.Item.Type().Values[place]}
	}
	return ast.Value{Num: number}
}

// firstUndecided says why the first row that is undecided is.
func (s *state) firstUndecided(kept []*LiveRows) (ast.Missing, string) {
	if s.missing != ast.None {
		return s.missing, s.why
	}
	for _, r := range kept {
		ask := r.ask(s)
		var probe state
		for row := range r.rows {
			if !r.Has(row) {
				continue
			}
			probe = state{n: s.n, kind: nothing}
			r.b.frame.row = row
			if why := probe.change(r.b.frame, ask, 1); why != ast.None {
				r.blame(&probe, row)
				return probe.missing, probe.why
			}
		}
	}
	return ast.Cell, ""
}

// ask returns what an aggregate asks of the rows.
func (r *LiveRows) ask(s *state) *ask {
	for i := range r.asks {
		if r.live.states[i] == s {
			return &r.asks[i]
		}
	}
	return nil
}

// again looks for the best value among the rows that are left.
func (s *state) again(ctx context.Context, kept []*LiveRows) error {
	first := true
	if s.taken {
		s.best, first = s.takenBest, false
	}
	err := s.visit(ctx, kept, func(v exact.Num) {
		s.offer(v, first)
		first = false
	})
	if err == nil {
		s.stale = false
	}
	return err
}

// gather collects the values of the rows that are kept.
func (s *state) gather(ctx context.Context, kept []*LiveRows) (values numbers, err error) {
	err = s.visit(ctx, kept, values.add)
	return values, err
}

// visit shows the values of the rows that are kept.
func (s *state) visit(ctx context.Context, kept []*LiveRows, visit func(v exact.Num)) error {
	for _, r := range kept {
		ask, f := r.ask(s), r.b.frame
		for row := range r.rows {
			if row&255 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if !r.Has(row) {
				continue
			}
			f.row = row
			if ask.where == nil || ask.where(f) == isTrue {
				if v, why := ask.value(f); why == ast.None {
					visit(v)
				}
			}
			f.why = ""
		}
	}
	return nil
}

// Ranked reports whether an aggregate looks at places in the order, so that the rows have
// to be kept.
func (l *Live) Ranked() bool {
	for _, s := range l.states {
		if s.kind == order {
			return true
		}
	}
	return false
}

// Estimate bounds the value of a tree that is one aggregate over places in the order,
// without looking at rows.
func (l *Live) Estimate(root ast.Node) (least, most exact.Num, ok bool) {
	s := l.states[0]
	if root != ast.Node(s.n) || s.kind != order || s.t.Undecided > 0 || s.terms == 0 || s.n.Type().Ordered {
		return least, most, false
	}
	rankOf := ranks[s.n.Function]
	low, high := &spreadOrder{s.buckets, s.terms, false, true}, &spreadOrder{s.buckets, s.terms, true, true}
	least, most = rankOf(low, s.n.Rank), rankOf(high, s.n.Rank)
	return least, most, low.known && high.known
}
