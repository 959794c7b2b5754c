package exec

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
)

// Live keeps the results of a tree's aggregates, all of them over the rows of one table,
// while rows come and go.
type Live struct {
	states []*state
}

// state is what is kept for one aggregate. Rows that come count up, rows that go count
// down.
type state struct {
	n    *ast.Aggregate
	t    Result
	kind keeping

	sum     total
	terms   int
	values  map[string]int // of distinct: how often each is there
	best    exact.Num      // of min and max
	stale   bool           // the best value has gone, and the next is not known
	buckets *spread

	// Of the rows that are not kept, which never go:
	taken     bool      // whether there is a best
	takenBest exact.Num // of min and max, when there is one
	why       string    // what the first that is undecided lacks
	missing   ast.Missing
}

// keeping is what has to be kept of the values.
type keeping uint8

const (
	nothing keeping = iota // rows, or a condition, are counted
	sums
	extremes
	different
	order
)

// NewLive begins without rows. Not every aggregate can be kept; why says which.
func NewLive(root ast.Node) (l *Live, why string) {
	l = &Live{}
	ast.Walk(root, func(n ast.Node) bool {
		a, ok := n.(*ast.Aggregate)
		if !ok {
			return why == ""
		}
		s := newState(a)
		l.states = append(l.states, s)
		switch {
		case a.Each != nil:
			why = "what is asked of a group changes with every row of it"
		case a.Order != nil || s.kind == order && !ranked(a.Function):
			why = a.Function + " needs all rows"
		}
		inside := map[int]bool{}
		for _, asked := range ast.Children(a) {
			ast.Walk(asked, func(m ast.Node) bool {
				switch m := m.(type) {
				case *ast.Aggregate:
					why = "what is asked of a row depends on other rows"
				case *ast.Let:
					inside[m.Slot] = true
				case *ast.Variable:
					if !inside[m.Slot] {
						why = "what is asked of a row uses the name " + m.Name + ", which is given outside of it"
					}
				}
				return why == ""
			})
		}
		return false
	})
	return l, why
}

func newState(a *ast.Aggregate) *state {
	s := &state{n: a, kind: keep(a)}
	switch s.kind {
	case different:
		s.values = map[string]int{}
	case order:
		s.buckets = newSpread(a.Item.Type())
	}
	return s
}

func keep(a *ast.Aggregate) keeping {
	switch {
	case a.Item == nil:
		return nothing
	case a.Function == "distinct":
		return different
	case numericOrScale(a.Item):
		switch a.Function {
		case "sum", "mean":
			return sums
		case "min", "max":
			return extremes
		}
		return order
	}
	return nothing
}

func numericOrScale(n ast.Node) bool { return n.Type().Ordered || numeric(n.Type()) }

// ranked reports whether a function looks at one or two places of the order only.
func ranked(function string) bool {
	return function == "median" || len(function) >= 10 && function[:10] == "percentile"
}

// Rows returns how many rows are in.
func (l *Live) Rows() int {
	if len(l.states) == 0 {
		return 0
	}
	return l.states[0].t.Rows
}

// LiveRows asks of the rows of one table what the aggregates ask.
type LiveRows struct {
	live *Live
	b    *Bound
	asks []ask
	in   []uint64 // the rows that are in
	rows int
}

// ask is what an aggregate asks of a row, compiled.
type ask struct {
	where conditionFunc // nil when there is none
	held  conditionFunc
	value numberFunc
	any   func(*frame) ast.Value
}

// Of compiles what is asked of the rows of the table that b is bound to.
func (l *Live) Of(b *Bound, rows int) *LiveRows {
	r := &LiveRows{live: l, b: b, rows: rows, in: make([]uint64, (rows+63)/64)}
	batches := b.readAhead(l.table())
	for _, s := range l.states {
		var a ask
		if len(s.n.Where) > 0 {
			a.where = batches.conjunction(s.n.Where, b.conditions(s.n.Where))
		}
		switch {
		case s.n.Item == nil:
		case s.kind == nothing:
			a.held = batches.conjunction([]ast.Node{s.n.Item}, []conditionFunc{b.condition(s.n.Item)})
		case s.kind == different:
			a.any = b.value(s.n.Item)
		default:
			a.value = batches.quantity(s.n.Item, b.quantity(s.n.Item))
		}
		r.asks = append(r.asks, a)
	}
	return r
}

// Has reports whether a row is in.
func (r *LiveRows) Has(row int) bool { return r.in[row/64]>>(row%64)&1 == 1 }

// Change takes a row in (by 1) that is not, or out (by -1) that is in.
func (r *LiveRows) Change(row, by int) {
	r.in[row/64] ^= 1 << (row % 64)
	f := r.b.frame
	f.row = row
	for i, s := range r.live.states {
		s.change(f, &r.asks[i], by)
	}
}

// change counts the current row, and gives the reason when it is undecided.
func (s *state) change(f *frame, a *ask, by int) ast.Missing {
	t := &s.t
	t.Rows += by
	if a.where == nil && a.held != nil {
		if h := a.held(f); h <= isTrue { // without a branch, for nobody can guess which
			t.Matched += by
			t.True += by * int(h)
			t.False += by * int(1-h)
			return ast.None
		}
	}
	held := isTrue
	if a.where != nil {
		if held = a.where(f); held == isFalse {
			return ast.None
		}
	}
	why := held.reason()
	if held != isTrue {
		switch {
		case s.n.Item == nil:
			t.MayTrue += by
		case a.held != nil:
			switch a.held(f) {
			case isTrue:
				t.MayTrue += by
			case isFalse:
				t.MayFalse += by
			default:
				t.MayEither += by
			}
		}
	} else {
		t.Matched += by
		switch {
		case a.held != nil:
			switch h := a.held(f); h {
			case isTrue:
				t.True += by
			case isFalse:
				t.False += by
			default:
				t.Open += by
				why = h.reason()
			}
		case a.value != nil:
			var v exact.Num
			if v, why = a.value(f); why == ast.None {
				s.take(v, by)
			}
		case a.any != nil:
			v := a.any(f)
			if why = v.Missing; why == ast.None {
				s.different(identity(s.n.Item.Type(), v), by)
			}
		default:
			t.True += by
		}
	}
	if why != ast.None {
		t.Undecided += by
		if why != ast.Cell && why != ast.NotSupplied {
			t.Beyond += by
		}
		f.why = ""
	}
	return why
}

// take takes a value in or out.
func (s *state) take(v exact.Num, by int) {
	s.terms += by
	switch s.kind {
	case sums:
		if by < 0 {
			v = v.Neg()
		}
		s.sum.add(v)
	case extremes:
		switch {
		case by > 0:
			s.offer(v, s.terms == 1)
		case v.Cmp(s.best) == 0:
			s.stale = s.terms > 0
		}
	case order:
		s.buckets.count(v, by)
	}
}

// offer is a value that may be the best. When the best has gone, all that are left are no
// better than it was.
func (s *state) offer(v exact.Num, first bool) {
	if first || s.atLeast(v, s.best) {
		s.best, s.stale = v, false
	}
}

// atLeast reports whether a value is as good as another, or better.
func (s *state) atLeast(v, other exact.Num) bool {
	if s.n.Function == "max" {
		return v.Cmp(other) >= 0
	}
	return v.Cmp(other) <= 0
}

func (s *state) different(identity string, by int) {
	s.terms += by
	if s.values == nil { // only whether there is a value was asked
		return
	}
	if s.values[identity] += by; s.values[identity] == 0 {
		delete(s.values, identity)
	}
}

// table returns the table that the aggregates read.
func (l *Live) table() int { return l.states[0].n.Table }
