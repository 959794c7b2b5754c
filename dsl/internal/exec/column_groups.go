package exec

import (
	"cmp"
	"errors"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/kernel"
)

// columnGroups is a grouping that was computed over columns, with those of the aggregates
// over the rows of each group that could be.
type columnGroups struct {
	grouping *kernel.Grouping
	of       []*ast.Aggregate
	asked    []int     // their numbers in the grouping
	rows     [][]int32 // of each group, listed when the first is asked for
}

// groupColumns groups the rows over columns, in the order of their keys, and computes
// what is asked of each group in the same pass. There are no groups when it has to be
// done row by row, or when the run has ended.
func (b *Bound) groupColumns(f *frame, n *ast.Aggregate, t *Result) (*ordered[*group], *columnGroups) {
	if !b.columnarGroups(n) {
		return nil, nil
	}
	c := b.grouped[n.ID]
	if c == nil {
		if c = b.groupTogether(f, n); c == nil {
			return nil, nil
		}
	}
	if f.err != nil {
		return &ordered[*group]{}, nil
	}
	t.Rows = b.rowsOf(n.Each.Table)
	all := b.groupsOf(f, n, c)
	if all == nil {
		return &ordered[*group]{}, nil
	}
	for i := range all.n {
		t.InGroups += all.at(i).size
	}
	return all, c
}

// columnarGroups reports whether the rows may be grouped over columns.
func (b *Bound) columnarGroups(n *ast.Aggregate) bool {
	return n.Each != nil && n.Each.Of == nil && b.placed[n.ID] == nil && b.why[n.ID] == "" && b.columnar(n.Each.Table)
}

// groupTogether computes a grouping, and with it the others over the same rows that can
// be computed now, which are kept.
func (b *Bound) groupTogether(f *frame, n *ast.Aggregate) *columnGroups {
	c, together, err := b.groupingPass(f, n, b.sharing(n.Each.Table))
	if errors.As(err, new(*kernel.Slow)) && len(together) > 1 { // it need not be this one that a row is slow for
		b.stopSharing(n.Each.Table)
		c, together, err = b.groupingPass(f, n, nil)
	}
	switch {
	case errors.As(err, new(*kernel.Slow)):
		b.mustGoByRow(n, err)
		return nil
	case err != nil:
		f.err = err
		return c
	}
	counted := b
	for _, a := range together {
		if a.by != counted { // each has looked at the rows, as it would have by itself
			counted = a.by
			a.by.tooMany(a.by.frame, n.Each.Table)
		}
		if a.kept {
			a.by.keepGroups(a.n, a.columnGroups)
		}
	}
	b.reportGroups(together)
	return c
}

// sharedGroups is a grouping and whose it is.
type sharedGroups struct {
	asked
	*columnGroups
	kept bool // it depends on no row or group
}

// groupingPass makes one pass for a grouping and those of the others that can be computed
// now.
func (b *Bound) groupingPass(f *frame, n *ast.Aggregate, others []*Bound) (*columnGroups, []sharedGroups, error) {
	asking, may := b, independent
	pass := b.pass(n.Each.Table, func(node ast.Node) (*Bound, bool) { return asking, may(node) })
	c, err := b.addGrouping(pass, n)
	kept := err == nil
	if err != nil { // it may depend on what is at hand, which may be another thing the next time
		may = func(ast.Node) bool { return true }
		if c, err = b.addGrouping(pass, n); err != nil {
			return nil, nil, err
		}
		may = independent
	}
	together := []sharedGroups{{asked{b, n}, c, kept}}
	for _, asking = range others {
		for _, other := range asking.groupings() {
			if asking == b && other == n || other.Each.Table != n.Each.Table || !asking.columnarGroups(other) || asking.grouped[other.ID] != nil || asking.frame.memo[other.ID].Done {
				continue
			}
			if also, err := asking.addGrouping(pass, other); err == nil {
				together = append(together, sharedGroups{asked{asking, other}, also, true})
			}
		}
	}
	for _, a := range together {
		asking = a.by
		asking.askGroups(a.n, a.columnGroups)
	}
	if b.tooMany(f, n.Each.Table) {
		return c, nil, f.err
	}
	return c, together, pass.RunGroupings(f.stopped)
}

// reportGroups reports a pass over groups.
func (b *Bound) reportGroups(together []sharedGroups) {
	var all []asked
	for _, a := range together {
		all = append(all, a.asked)
	}
	for _, a := range together {
		for _, inner := range a.of {
			all = append(all, asked{a.by, inner})
		}
	}
	b.reportPass(all, together[0].grouping.Pass())
}

// addGrouping takes a grouping into a pass.
func (b *Bound) addGrouping(pass *kernel.Pass, n *ast.Aggregate) (*columnGroups, error) {
	cut, err := pass.GroupBy(n.Each.Where, n.Each.Keys)
	return &columnGroups{grouping: cut}, err
}

// askGroups takes the aggregates over the rows of each group into a grouping, those that
// can be.
func (b *Bound) askGroups(n *ast.Aggregate, c *columnGroups) {
	for _, node := range ast.Children(n) {
		ast.Walk(node, func(m ast.Node) bool {
			if a, ok := m.(*ast.Aggregate); ok && a.Of == n.Each && a.Each == nil && b.watched[a.ID] == nil && takesNow(a) {
				number, err := c.grouping.Ask(a)
				if err == nil {
					c.of, c.asked = append(c.of, a), append(c.asked, number)
				} else {
					b.mustGoByRow(a, err)
				}
			}
			return true
		})
	}
}

func (b *Bound) keepGroups(n *ast.Aggregate, c *columnGroups) {
	if b.grouped == nil {
		b.grouped = map[int]*columnGroups{}
	}
	b.grouped[n.ID] = c
}

// groupings returns the aggregates of the tree over groups of a table's rows.
func (b *Bound) groupings() []*ast.Aggregate {
	var all []*ast.Aggregate
	ast.Walk(b.root, func(n ast.Node) bool {
		if a, ok := n.(*ast.Aggregate); ok && a.Each != nil {
			all = append(all, a)
		}
		return true
	})
	return all
}

// groupsOf returns the groups of a grouping in the order of their keys; nil when the
// context has ended. Their numbers, which only one who looks on sees, are those of their
// first rows.
func (b *Bound) groupsOf(f *frame, n *ast.Aggregate, c *columnGroups) *ordered[*group] {
	all := &ordered[*group]{}
	var space []group
	for i := range c.grouping.Len() {
		if i%chunkSize == 0 {
			if f.cancelled() {
				return nil
			}
			space = make([]group, min(chunkSize, c.grouping.Len()-i))
		}
		one := &space[i%chunkSize]
		*one = group{id: i, place: i, keys: c.grouping.Keys(i), size: c.grouping.Size(i), of: c}
		all.add(one)
	}
	if b.watched[n.ID] != nil {
		var byFirst ordered[*group]
		for i := range all.n {
			byFirst.add(all.at(i))
		}
		if !byFirst.sort(f, func(x, y *group) int { return cmp.Compare(c.grouping.First(x.place), c.grouping.First(y.place)) }) {
			return nil
		}
		for id := range byFirst.n {
			byFirst.at(id).id = id
		}
	}
	return all
}

// rowsIn lists the rows of a group. The error is the context's.
func (c *columnGroups) rowsIn(stopped func() error, one *group) ([]int32, error) {
	if c.rows == nil {
		var err error
		if c.rows, err = c.grouping.Rows(stopped); err != nil {
			return nil, err
		}
	}
	return c.rows[one.place], nil
}

// in makes known the results of a group.
func (c *columnGroups) in(b *Bound, f *frame, one *group) {
	if c == nil {
		return
	}
	for i, a := range c.of {
		result, ok, err := c.grouping.Result(f.stopped, c.asked[i], one.place)
		if err != nil {
			f.err = err
			return
		}
		if ok {
			order := func() inOrder { return &columnOrder{result.Ordered(), f} }
			f.memo[a.ID] = b.resultOf(f, a, c.grouping.Pass(), &result, order)
		}
	}
}
