package exec

import (
	"context"

	"github.com/concord-sla/concord/dsl/ast"
)

// Seen is a row or group as an aggregate looked at it. What was asked of it can be
// computed, by an [Bound.Evaluator], while it is being shown.
type Seen struct {
	Row   int         // of a row
	Group int         // of a group: its number, as Placed has it
	Keys  []ast.Value // of a group
	Rows  int         // of a group: how many it has
	Held  ast.Value   // whether it satisfies the conditions
	Lost  ast.Missing // why it leaves the aggregate undecided; None when it does not
}

// Matched reports whether it is known to satisfy the conditions.
func (s Seen) Matched() bool { return s.Held.Missing == ast.None && s.Held.Bool }

// Placed is a row as a grouping put it into a group.
type Placed struct {
	Row   int
	Group int         // its number, in the order of their first rows
	Out   bool        // the conditions leave it out
	Lost  ast.Missing // why its group is not known; None when it is
}

// Watch shows every row or group that an aggregate looks at, when it is computed. It is
// asked before anything is.
func (b *Bound) Watch(a *ast.Aggregate, seen func(Seen)) {
	if b.watched == nil {
		b.watched = map[int]func(Seen){}
	}
	b.watched[a.ID] = seen
}

// WatchRows shows every row that an aggregate over groups puts into one, when it does, in
// the order of the rows.
func (b *Bound) WatchRows(a *ast.Aggregate, placed func(Placed)) {
	if b.placed == nil {
		b.placed = map[int]func(Placed){}
	}
	b.placed[a.ID] = placed
}

func (b *Bound) look(f *frame, n *ast.Aggregate, held truth, lost ast.Missing) Seen {
	s := Seen{Row: f.row, Held: held.value(), Lost: lost}
	if n.Each != nil {
		g := f.groups[n.Each.ID]
		s.Group, s.Keys, s.Rows = g.id, g.keys, g.size
	}
	return s
}

// Blame says which cell or step left the current row or group undecided.
func (b *Bound) Blame(a *ast.Aggregate, why ast.Missing) string { return b.blame(b.frame, a, why) }

// BlamePlace says which cell or step of a row leaves its group unknown.
func (b *Bound) BlamePlace(g *ast.Grouping, row int, why ast.Missing) string {
	outer := b.frame.row
	b.frame.row = row
	said := b.blameRow(b.frame, g.Table, append(append([]ast.Node{}, g.Where...), g.Keys...), why)
	b.frame.row = outer
	return said
}

// Evaluator compiles a node, to be computed more than once: of the tree, or for the
// current row or group. It returns the value, and why there is none.
func (b *Bound) Evaluator(n ast.Node) func() (ast.Value, string) {
	value, f := b.value(n), b.frame
	return func() (ast.Value, string) {
		before := f.why
		f.why = ""
		v := value(f)
		why := f.why
		f.why = before
		return v, why
	}
}

// Namer computes the value that a let names, for the subexpressions of its body.
func (b *Bound) Namer(n *ast.Let) func() {
	set := b.bindSlot(n)
	return func() { set(b.frame) }
}

// Begin sets the context of what is computed next.
func (b *Bound) Begin(ctx context.Context) { b.frame.stopped = ctx.Err }

// Err returns why the run was stopped; nil when it did not.
func (b *Bound) Err() error {
	if b.frame.err != nil {
		return b.frame.err
	}
	return b.frame.stopped()
}
