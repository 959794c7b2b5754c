package dsl

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/eval"
)

// Fate is what became of a row or group that an aggregate looked at. The zero value
// is invalid.
type Fate uint8

const (
	_          Fate = iota
	Counted         // the condition that was asked holds for it, or its value went into the result
	NotCounted      // it belongs, and the condition that was asked does not hold for it
	LeftOut         // the conditions of filter leave it out, or its group
	Undecided       // a condition or value is missing, so that nobody knows
)

// String is the fate in words: "counted", "not counted", "left out", "undecided".
func (f Fate) String() string {
	words := [...]string{"", "counted", "not counted", "left out", "undecided"}
	if f == 0 || int(f) >= len(words) {
		return fmt.Sprintf("fate(%d)", uint8(f))
	}
	return words[f]
}

// RowFate is a row that an aggregate looked at and what became of it.
type RowFate struct {
	Row     int32 // its number in the table, from 0
	Fate    Fate
	Matched bool    // it satisfies the conditions of filter; an undecided row may, too
	Item    Value   // the condition or value that was asked of it, or of its group; missing when it was left out, or rows are only counted
	Key     []Value // of an aggregate over groups: the key of its group; nil when it is in none that is known
	Why     string  // of an undecided row: the cell or step that is missing
}

// EachRowOf passes every row that an aggregate of an explanation looked at to visit,
// in the order in which it looked at them, with its fate. The step is one of an
// explanation of this program over the same data; how many rows have each fate is
// then what the step says: rows that are counted are Counted, of a step with a
// condition, those that are undecided are Undecided, those that matched are
// Matched, and all together are Rows.
//
// An aggregate within a group, such as the share in
// all(groups(tickets, .agency), share(#, .met) >= 95%), has no rows of its own to
// ask for: ask for those of the aggregate over the groups.
func (p *Program) EachRowOf(ctx context.Context, data Data, step Step, visit func(RowFate)) error {
	if err := p.usable(ctx); err != nil {
		return err
	}
	a := step.node
	path, found := lets(p.checked.Root, a)
	switch {
	case a == nil:
		return dataError(p.name(), "the step is no aggregate and looked at no rows", "ask for the rows of a step with Aggregate set")
	case !found:
		return dataError(p.name(), fmt.Sprintf("%s is not a step of this expression, or belongs to a group", step.Text), "take it from an explanation of the same program")
	}
	run, err := p.bindWhole(data)
	if err != nil {
		return err
	}
	run.Begin(ctx)
	finish := watchRows(run, a, visit)
	if a.Each != nil {
		finish = watchGroups(run, a, visit)
	}
	for _, let := range path {
		run.Namer(let)()
	}
	run.Evaluator(a)()
	if err := run.Err(); err != nil {
		return p.ended(err)
	}
	finish()
	return nil
}

// lets are the lets whose names are known where an aggregate stands that does not
// belong to rows or groups.
func lets(n ast.Node, a *ast.Aggregate) (path []*ast.Let, found bool) {
	if n == ast.Node(a) {
		return nil, true
	}
	for i, child := range parts(n) {
		if path, found = lets(child, a); !found {
			continue
		}
		if let, named := n.(*ast.Let); named && i == 1 {
			path = append([]*ast.Let{let}, path...)
		}
		return path, true
	}
	return nil, false
}

// watchRows passes rows on as the aggregate looks at them.
func watchRows(run *eval.Bound, a *ast.Aggregate, visit func(RowFate)) (finish func()) {
	item := itemOf(run, a)
	run.Watch(a, func(seen eval.Seen) {
		fate := RowFate{Row: int32(seen.Row)}
		fate.Matched = seen.Matched()
		if seen.Matched() || seen.Held.Missing != ast.None {
			fate.Item = item()
		}
		if fate.Fate = fateOf(a, seen, fate.Item); fate.Fate == Undecided {
			fate.Why = run.Blame(a, seen.Lost)
		}
		visit(fate)
	})
	return func() {}
}

// watchGroups keeps what became of each group and where each row was put, and then
// passes the rows on.
func watchGroups(run *eval.Bound, a *ast.Aggregate, visit func(RowFate)) (finish func()) {
	var rows []eval.Placed
	run.WatchRows(a, func(placed eval.Placed) { rows = append(rows, placed) })
	groups := map[int]RowFate{} // by their number
	item := itemOf(run, a)
	run.Watch(a, func(seen eval.Seen) {
		fate := RowFate{Key: keysOf(a.Each, seen.Keys), Item: item()}
		fate.Matched = seen.Matched()
		if fate.Fate = fateOf(a, seen, fate.Item); fate.Fate == Undecided {
			fate.Why = run.Blame(a, seen.Lost)
		}
		groups[seen.Group] = fate
	})
	return func() {
		for _, placed := range rows {
			fate, known := groups[placed.Group]
			switch {
			case placed.Out:
				fate = RowFate{Fate: LeftOut}
			case placed.Lost != ast.None:
				fate = RowFate{Fate: Undecided, Why: run.BlamePlace(a.Each, placed.Row, placed.Lost)}
			case !known:
				fate = RowFate{Fate: Undecided, Why: run.Tally(a).Why}
			}
			fate.Row = int32(placed.Row)
			visit(fate)
		}
	}
}

// itemOf computes what an aggregate asks of the row or group at hand.
func itemOf(run *eval.Bound, a *ast.Aggregate) func() Value {
	if a.Item == nil {
		return func() Value { return Value{} }
	}
	compute := run.Evaluator(a.Item)
	return func() Value {
		raw, why := compute()
		return valueOf(a.Item, raw, why)
	}
}

// fateOf is what became of a row or group.
func fateOf(a *ast.Aggregate, seen eval.Seen, item Value) Fate {
	switch {
	case seen.Lost != ast.None:
		return Undecided
	case !seen.Matched():
		return LeftOut
	case asksCondition(a) && !item.raw.Bool:
		return NotCounted
	}
	return Counted
}
