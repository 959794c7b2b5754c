package eval

import (
	"errors"

	"github.com/concord-sla/concord/dsl/internal/kernel"
	"github.com/concord-sla/concord/dsl/internal/tree"
)

// cutColumns cuts the rows into groups over columns, and computes what is asked of
// each group in one pass for all of them where that can be. There are no groups when
// it has to be done row by row, or when the run has ended.
func (b *Bound) cutColumns(f *frame, n *tree.Aggregate, t *Tally) (*ordered[*group], *groupTallies) {
	g := n.Each
	if g.Of != nil || b.placed[n.ID] != nil || b.why[n.ID] != "" || !b.columnar(g.Table) {
		return nil, nil
	}
	pass := b.pass(g.Table, b.alone(func(tree.Node) bool { return true }))
	groups, err := pass.Group(f.ctx, g.Where, g.Keys)
	if err != nil {
		return nil, b.gaveUp(f, n, err)
	}
	if b.tooMany(f, g.Table) {
		return &ordered[*group]{}, nil
	}
	b.tellPass([]asked{{b, n}}, pass)
	t.Rows = b.rowsOf(g.Table)
	var all ordered[*group]
	for i, rows := range groups.Rows {
		t.Cut += len(rows)
		all.add(&group{id: i, keys: groups.Keys[i], rows: rows})
	}
	return &all, b.inGroups(f, n, groups)
}

// gaveUp takes the error of a pass: that a row has to be evaluated the other way is
// remembered, and what ended the context ends the run.
func (b *Bound) gaveUp(f *frame, n *tree.Aggregate, err error) *groupTallies {
	var slow *kernel.Slow
	if errors.As(err, &slow) {
		b.given(n, err)
	} else if f.err == nil {
		f.err = err
	}
	return nil
}

// groupTallies is what the aggregates over the rows of a group found in each.
type groupTallies struct {
	pass  *kernel.Pass
	of    []*tree.Aggregate
	found []*kernel.GroupsFound
}

// inGroups computes the aggregates over the rows of each group, those that can be.
func (b *Bound) inGroups(f *frame, n *tree.Aggregate, groups *kernel.Groups) *groupTallies {
	r := &groupTallies{pass: b.pass(n.Each.Table, b.alone(independent))}
	for _, asked := range tree.Children(n) {
		tree.Walk(asked, func(m tree.Node) bool {
			if a, ok := m.(*tree.Aggregate); ok && a.Of == n.Each && a.Each == nil && b.watched[a.ID] == nil {
				if _, err := r.pass.Add(a); err == nil {
					r.of = append(r.of, a)
				}
			}
			return true
		})
	}
	if len(r.of) == 0 || b.tooMany(f, n.Each.Table) {
		return nil
	}
	var err error
	if r.found, err = r.pass.InGroups(f.ctx, groups); err != nil {
		return b.gaveUp(f, r.of[0], err)
	}
	together := make([]asked, len(r.of))
	for i, a := range r.of {
		together[i] = asked{b, a}
	}
	b.tellPass(together, r.pass)
	return r
}

// in makes known what was found in a group. Where something is missing in one of its
// rows, they are gone over by themselves.
func (r *groupTallies) in(b *Bound, f *frame, one *group) {
	if r == nil {
		return
	}
	for i, a := range r.of {
		if r.found[i].Doubtful(one.id) {
			continue
		}
		found, err := r.found[i].In(f.ctx, one.id, len(one.rows))
		if err != nil {
			f.err = err
			return
		}
		order := func() inOrder { return &columnOrder{found.Ordered(), f} }
		f.memo[a.ID] = b.tally(f, a, r.pass, &found, order)
	}
}
