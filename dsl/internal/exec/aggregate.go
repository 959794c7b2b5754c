package exec

import (
	"errors"
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// Result is what an aggregate has computed: its value, and the counts behind it.
type Result struct {
	Done      bool
	Value     ast.Value
	Rows      int // rows looked at
	Groups    int // of an aggregate over groups: how many there are
	Matched   int // rows or groups that satisfied the conditions
	True      int // of those, the ones for which the counted condition held
	False     int // of those, the ones for which it did not
	Undecided int // rows or groups for which a condition or value was missing
	Why       string

	// Of a condition that is counted, the undecided by what they may turn out to be.
	Open      int // they belong, and the condition is not known
	MayTrue   int // the condition holds, and whether they belong is not known
	MayFalse  int // the condition does not hold, and whether they belong is not known
	MayEither int // neither is known
	Beyond    int // of the undecided, those that would be so with every cell and input there: a division by zero

	Within   Within // of an aggregate over groups
	Lost     int    // of an aggregate over groups: rows of which the group is not known
	InGroups int    // of an aggregate over groups: rows that are in one
}

// Within is how many rows there are in the groups that an aggregate looked at.
type Within struct{ Matched, True, Undecided int }

// aggregate returns a closure that reads an aggregate's rows at its first call in a run,
// or in a group, and remembers the result.
func (b *Bound) aggregate(n *ast.Aggregate) func(*frame) *Result {
	var gather func(f *frame, t *Result)
	return func(f *frame) *Result {
		if !f.memo[n.ID].Done && !b.overColumns(f, n) {
			if gather == nil {
				gather = b.rowByRow(n)
			}
			t := Result{Done: true}
			outer := f.row
			gather(f, &t)
			b.reportRows(n, t.Rows)
			f.row = outer
			f.memo[n.ID] = t
		}
		t := &f.memo[n.ID]
		if t.Value.Missing != ast.None {
			f.note(t.Why)
		}
		return t
	}
}

// rowByRow compiles the way to read an aggregate's rows or groups one by one, which
// computes everything.
func (b *Bound) rowByRow(n *ast.Aggregate) func(f *frame, t *Result) {
	where := b.conditions(n.Where)
	each := b.elements(n)
	collect := b.collector(n)
	seen := b.watched[n.ID]
	return func(f *frame, t *Result) { b.gather(f, n, where, each, collect(t), t, seen) }
}

func (w *Within) add(rows int, matched, counted, undecided bool) {
	if matched {
		w.Matched += rows
	}
	if counted {
		w.True += rows
	}
	if undecided {
		w.Undecided += rows
	}
}

func (b *Bound) conditions(nodes []ast.Node) []conditionFunc {
	all := make([]conditionFunc, len(nodes))
	for i, n := range nodes {
		all[i] = b.condition(n)
	}
	return all
}

// conjunction reports whether all conditions hold: one that is false decides it.
func conjunction(f *frame, where []conditionFunc) truth {
	held := isTrue
	for _, w := range where {
		if h := w(f); h == isFalse || held == isTrue {
			held = h
		}
		if held == isFalse {
			break
		}
	}
	return held
}

// step looks at one row or group that satisfied the conditions; it answers the reason
// when what it looks for is missing there.
type step struct {
	row     func(f *frame) ast.Missing
	maybe   func(f *frame) // of one that may or may not belong; nil when that is of no interest
	settled func() bool    // whether the undecided ones change nothing; nil when they always do
	finish  func(f *frame) ast.Value
}

// gather reads the rows or groups, and shows each to seen when that is not nil.
func (b *Bound) gather(f *frame, n *ast.Aggregate, where []conditionFunc, each elements, s step, t *Result, seen func(Seen)) {
	before := f.why
	visit := func() {
		f.why = ""
		held := conjunction(f, where)
		if held == isFalse {
			if seen != nil {
				seen(b.look(f, n, held, ast.None))
			}
			return
		}
		why, counted := held.reason(), t.True
		switch {
		case held == isTrue:
			t.Matched++
			why = s.row(f)
		case s.maybe != nil:
			s.maybe(f)
		}
		if why != ast.None {
			if t.Undecided == 0 {
				t.Why = b.blame(f, n, why)
				t.Value.Missing = why
			}
			t.Undecided++
			if why != ast.Cell && why != ast.NotSupplied {
				t.Beyond++
			}
		}
		if n.Each != nil {
			t.Within.add(f.groups[n.Each.ID].size, held == isTrue, t.True > counted, why != ast.None)
		}
		if seen != nil {
			seen(b.look(f, n, held, why))
		}
	}
	each(f, t, visit)
	if f.err == nil {
		b.conclude(f, n, s, t)
	}
	f.why = before
}

// conclude turns what was gathered into the aggregate's value: no rows are no data, and a
// row that could not be decided leaves the aggregate undecided, unless the others already
// decide it.
func (b *Bound) conclude(f *frame, n *ast.Aggregate, s step, t *Result) {
	name := b.data.Tables[n.Table].Name()
	seen, what := t.Rows, "rows of "+name
	if n.Each != nil {
		seen, what = t.Groups, "groups of "+name
	}
	switch {
	case t.Rows == 0:
		t.Value, t.Why = ast.Value{Missing: ast.NoRows}, name+" has no rows"
	case t.Value.Missing != ast.None && t.Undecided == 0: // the groups themselves are not known
		t.Why = fmt.Sprintf("the groups of %s are not known: %s", name, t.Why)
	case t.Undecided > 0 && (s.settled == nil || !s.settled()):
		t.Why = fmt.Sprintf("%d of %d %s cannot be decided: %s", t.Undecided, seen, what, t.Why)
	case t.Matched == 0 && n.Function != "count" && n.Function != "distinct":
		t.Value, t.Why = ast.Value{Missing: ast.NoRows}, fmt.Sprintf("none of the %d %s satisfies the conditions", seen, what)
		if n.Each != nil && t.Groups == 0 {
			t.Why = fmt.Sprintf("none of the %d rows of %s is in a group", t.Rows, name)
		}
	default:
		t.Value, t.Why = s.finish(f), ""
		if t.Value.Missing != ast.None {
			t.Why = f.why
		} else if numeric(n.Type()) && !t.Value.Num.Valid() {
			t.Value = ast.Value{Missing: ast.TooLarge}
			t.Why = "a number grew past what is computed; round each item first"
		}
	}
}

// numeric reports whether values of a type are held as a number.
func numeric(t kinds.Type) bool {
	return t.Kind != kinds.Boolean && t.Kind != kinds.Text && t.Kind != kinds.Enum
}

// stopped counts a row, and looks at the context once in a while; every time when numbers
// have grown long, because a row is then no short while.
func (b *Bound) stopped(f *frame) bool {
	f.looked++
	if f.looked > b.data.Most && f.err == nil {
		f.err = ErrWork
	}
	return f.err != nil || (f.looked&255 == 0 || f.long) && f.cancelled()
}

// cancelled looks at the context.
func (f *frame) cancelled() bool {
	if f.err == nil {
		f.err = f.stopped()
	}
	return f.err != nil
}

// ErrWork is the error of a run that looked at more rows than it may.
var ErrWork = errors.New("more rows were looked at than the limit allows")

// blame says which cell or step left a row or group undecided.
func (b *Bound) blame(f *frame, n *ast.Aggregate, why ast.Missing) string {
	if n.Each != nil {
		return b.groupName(f, n.Each) + ": " + f.why
	}
	return b.blameRow(f, n.Table, ast.Children(n), why)
}

// blameRow says which cell of the current row, or which step, is missing in what was
// asked of it.
func (b *Bound) blameRow(f *frame, of int, asked []ast.Node, why ast.Missing) string {
	place := fmt.Sprintf("row %d", f.row+1)
	switch {
	case why == ast.Cell:
	case f.why != "":
		return place + ": " + f.why
	default:
		return place + ": " + reasons[why]
	}
	name := ""
	for _, child := range asked {
		ast.Walk(child, func(m ast.Node) bool {
			if field, ok := m.(*ast.Field); ok && field.Table == of && name == "" &&
				column.Of(b.data.Tables[of])[field.Column].IsMissing(f.row) {
				name = field.Name
			}
			_, inner := m.(*ast.Aggregate)
			return !inner
		})
	}
	return fmt.Sprintf("%s has no %s", place, name)
}

var reasons = map[ast.Missing]string{
	ast.NoRows: "an aggregate over no rows", ast.DivisionByZero: "a division by zero", ast.TooLarge: "a number grew past what is computed",
	ast.OutOfCalendar: "a date outside the calendar's years", ast.NotSupplied: "an input was not given", ast.NoHistory: "there is no earlier result",
	ast.NoEntry: "a key that was looked up has not just one row",
}
