package dsl

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/exec"
)

// Use is how an aggregate used a row or group that it looked at. A row that is neither
// matched nor undecided was left out.
type Use struct {
	Matched   bool `json:"matched,omitzero"`   // it satisfies the conditions of filter; an undecided row may, too
	Counted   bool `json:"counted,omitzero"`   // the condition that was asked holds for it, or its value went into the result
	Undecided bool `json:"undecided,omitzero"` // a condition or value is missing, so that its use is not known
}

// String returns the use in words: "counted", "not counted", "left out", "undecided".
func (u Use) String() string {
	switch {
	case u.Undecided:
		return "undecided"
	case u.Counted:
		return "counted"
	case u.Matched:
		return "not counted"
	}
	return "left out"
}

// RowUse is a row that an aggregate looked at, and how it was used.
type RowUse struct {
	Row  int32 // its number in the table, from 0
	Use  Use
	Item Value   // the condition or value that was asked of it, or of its group; missing when it was left out, or rows are only counted
	Key  []Value // of an aggregate over groups: the key of its group; nil when it is in none that is known
	Why  string  // of an undecided row: the cell or step that is missing
}

// EachRowOf passes every row that an aggregate of an explanation looked at to visit, in
// the order in which it looked at them, with its use. The step must come from an
// explanation of this program over the same data, and its counts agree with what is
// passed: Rows rows in all, of which Matched are matched, Undecided are undecided and,
// for a step with a condition, Counted are counted.
//
// An aggregate within a group, such as the share in all(groups(tickets, .agency),
// share(#, .met) >= 95%), has no rows of its own to ask for: ask for those of the
// aggregate over the groups.
func (p *Program) EachRowOf(ctx context.Context, data Data, step Step, visit func(RowUse)) error {
	if err := p.usable(ctx); err != nil {
		return err
	}
	a := step.node
	path, found := lets(p.checked.Root, a)
	switch {
	case a == nil && !step.Aggregate:
		return dataError(p.name(), "the step is no aggregate and looked at no rows", "ask for the rows of a step with Aggregate set")
	case a == nil || !found:
		return dataError(p.name(), fmt.Sprintf("%s is not a step of this expression, or belongs to a group", step.Text), "take it from an explanation of the same program")
	}
	run, err := p.bindTables(data)
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

// lets returns the lets whose names are known where an aggregate stands that does not
// belong to rows or groups.
func lets(n ast.Node, a *ast.Aggregate) (path []*ast.Let, found bool) {
	if n == ast.Node(a) {
		return nil, true
	}
	for i, child := range operands(n) {
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
func watchRows(run *exec.Bound, a *ast.Aggregate, visit func(RowUse)) (finish func()) {
	item := itemOf(run, a)
	run.Watch(a, func(seen exec.Seen) {
		row := RowUse{Row: int32(seen.Row)}
		if seen.Matched() || seen.Held.Missing != ast.None {
			row.Item = item()
		}
		if row.Use = useOf(a, seen, row.Item); row.Use.Undecided {
			row.Why = run.Blame(a, seen.Lost)
		}
		visit(row)
	})
	return func() {}
}

// watchGroups keeps how each group was used and where each row was put, and then passes
// the rows on.
func watchGroups(run *exec.Bound, a *ast.Aggregate, visit func(RowUse)) (finish func()) {
	var rows []exec.Placed
	run.WatchRows(a, func(placed exec.Placed) { rows = append(rows, placed) })
	groups := map[int]RowUse{} // by their number
	item := itemOf(run, a)
	run.Watch(a, func(seen exec.Seen) {
		group := RowUse{Key: keysOf(a.Each, seen.Keys), Item: item()}
		if group.Use = useOf(a, seen, group.Item); group.Use.Undecided {
			group.Why = run.Blame(a, seen.Lost)
		}
		groups[seen.Group] = group
	})
	return func() {
		for _, placed := range rows {
			row, known := groups[placed.Group]
			switch {
			case placed.Out:
				row = RowUse{}
			case placed.Lost != ast.None:
				row = RowUse{Use: Use{Undecided: true}, Why: run.BlamePlace(a.Each, placed.Row, placed.Lost)}
			case !known:
				row = RowUse{Use: Use{Undecided: true}, Why: run.Result(a).Why}
			}
			row.Row = int32(placed.Row)
			visit(row)
		}
	}
}

// itemOf computes what an aggregate asks of the current row or group.
func itemOf(run *exec.Bound, a *ast.Aggregate) func() Value {
	if a.Item == nil {
		return func() Value { return Value{} }
	}
	compute := run.Evaluator(a.Item)
	return func() Value {
		raw, why := compute()
		return valueOf(a.Item, raw, why)
	}
}

// useOf returns how an aggregate uses a row or group of which it asks an item.
func useOf(a *ast.Aggregate, seen exec.Seen, item Value) Use {
	u := Use{Matched: seen.Matched(), Undecided: seen.Lost != ast.None}
	u.Counted = u.Matched && !u.Undecided && (!asksCondition(a) || item.raw.Bool)
	return u
}
